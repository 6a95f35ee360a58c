"""Times that the elements of a page carry in their attributes, beside what they show ("3 days ago")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from armstrail.page.layout import Meta
from armstrail.page.rendering import Rendering
from armstrail.records import Span

_KEYS = (
    "data-timestamp", "data-datetime", "data-date", "data-time", "data-published", "data-publish-date", "data-pubdate",
    "data-published-at", "data-utime", "data-epoch", "data-created", "data-created-at", "datetime",
)  # fmt: skip
_BEARERS = XPath(
    f"//*[not(self::time or self::del or self::ins) and ({' or '.join(f'@{key}' for key in _KEYS)})]|//time[not(@datetime)][{' or '.join(f'@{key}' for key in (*_KEYS, 'title'))}]|"
    "//abbr[@title]|//span[@title and @class]|//a[@title and @class]|//div[@title and @class]|//p[@title and @class]"
)
_DATED = re.compile(r"date|time|publi|posted|updated|created|stamp|fecha|datum", re.IGNORECASE)
_FIGURES = re.compile(r"\d{4}")
_MOST = 200


_NAMED = ("data-time", "data-date", "data-pub", "data-utime", "data-epoch", "data-created")
_TITLED = re.compile(r"title\s*=\s*[\"'][^\"'<>]{0,40}\d{4}")


def may_carry_times(markup: str) -> bool:
    """Whether it is worth while to look for times in the attributes of a page: a look at its markup costs far less."""
    if any(name in markup for name in _NAMED) or _TITLED.search(markup) is not None:
        return True
    return markup.count(" datetime=") > markup.count("<time")


def attribute_claims(root: HtmlElement, rendering: Rendering) -> list[Meta]:
    """A "time" claim for each element that names a time in an attribute; its span is what it shows, or else the block that it
    stands in.

    A title counts where the element's class says that it is a date.
    """
    bearers = list(_bearers(root))
    if not bearers:
        return []
    boxes = {box.element: index for index, box in enumerate(rendering.boxes)}
    shown = _shown(rendering)
    claims = []
    for element, value in bearers:
        at: HtmlElement | None = element
        while at is not None and at not in boxes:
            at = at.getparent()
        span = shown.get(boxes[at]) if at is not None else None
        if span is not None:
            words = " ".join(element.text_content().split())[:60]
            start = rendering.text.find(words, span[0]) if words else -1
            span = (start, start + len(words)) if start >= 0 else span
            claims.append(Meta("time", (element.get("class") or "").lower(), value, span))
    return claims


def _bearers(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in cast("list[HtmlElement]", _BEARERS(root))[:_MOST]:
        value = next((found for key in _KEYS if (found := element.get(key))), None)
        if value is None and (element.tag in ("abbr", "time") or _DATED.search(element.get("class") or "")):
            value = element.get("title")
        if value is not None and len(value) <= 60 and _FIGURES.search(value):
            yield element, value.strip()


def _shown(rendering: Rendering) -> dict[int, Span]:
    """By box the first piece of text in it."""
    first: dict[int, Span] = {}
    for piece in rendering.pieces:
        box = piece.box
        while box >= 0 and box not in first:
            first[box] = (piece.start, piece.end)
            box = rendering.boxes[box].parent
    return first

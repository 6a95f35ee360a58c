"""What a page says of itself to machines: meta elements, links, JSON-LD.

Microdata and `<time>` carry visible words too and are gathered while the page is rendered (`rendering.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import lxml.html

from armstrail.page.layout import Meta

_MAX_VALUE = 2000
_MAX_DEPTH = 12
_LINKS = frozenset({"canonical", "shortlink", "author", "license", "amphtml"})
# A node of these types speaks of the page itself; keys of any other node carry its type before a colon.
_PAGE_TYPES = frozenset(
    {
        "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
        "backgroundnewsarticle", "reviewnewsarticle", "blogposting", "liveblogposting", "socialmediaposting", "report",
        "scholarlyarticle", "techarticle", "advertisercontentarticle", "satiricalarticle", "webpage", "itempage",
        "discussionforumposting", "posting", "creativework", "review", "",
    }
)  # fmt: skip
_CDATA = re.compile(
    r"^\s*(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|(?://|/\*)?\s*\]\]>\s*(?:\*/)?\s*;?\s*$|^\s*<!--|-->\s*$"
)


_ANSWERED = ("http-equiv", "date")


def metas_of(root: lxml.html.HtmlElement) -> list[Meta]:
    """The meta elements, links and JSON-LD of a page, in document order within each kind."""
    titles = (Meta("meta", "title", " ".join(text.split())[:_MAX_VALUE]) for text in root.xpath("//head/title/text()"))
    return [*titles, *_meta_elements(root), *_links(root), *_json_ld(root)]


def _meta_elements(root: lxml.html.HtmlElement) -> Iterator[Meta]:
    for element in root.iter("meta"):
        value = (element.get("content") or "").strip()
        if not value:
            continue
        for attribute in ("property", "name", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split():
                # A header's Date is the moment at which a server answered.
                yield Meta("meta", "http-equiv:date" if (attribute, name) == _ANSWERED else name, value[:_MAX_VALUE])


def _links(root: lxml.html.HtmlElement) -> Iterator[Meta]:
    for element in root.iter("link"):
        href = (element.get("href") or "").strip()
        if href:
            for rel in (element.get("rel") or "").lower().split():
                if rel in _LINKS:
                    yield Meta("link", rel, href[:_MAX_VALUE])


def _json_ld(root: lxml.html.HtmlElement) -> Iterator[Meta]:
    for element in root.iter("script"):
        if "ld+json" in (element.get("type") or "").lower():
            data = _load("".join(element.itertext()))
            if data is not None:
                yield from _node(data)


def _load(text: str) -> object:
    """JSON as sites write it: line breaks inside strings, CDATA marks and a last comma are forgiven."""
    for repair in _REPAIRS:
        try:
            return json.loads(repair(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


_REPAIRS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: _CDATA.sub("", text),
    lambda text: re.sub(r",(\s*[}\]])", r"\1", _CDATA.sub("", text)),
)


def _types(node: dict[str, object]) -> list[str]:
    value = node.get("@type")
    named = value if isinstance(value, list) else [value]
    return [item.rsplit("/", 1)[-1].lower() for item in named if isinstance(item, str) and item]


def _node(data: object, depth: int = 0) -> Iterator[Meta]:
    """The claims of a top-level node, or of each node of a list or of `@graph`."""
    if isinstance(data, list):
        for item in data:
            if depth < _MAX_DEPTH:
                yield from _node(item, depth + 1)
    elif isinstance(data, dict):
        types = _types(data)
        prefix = "" if not types or any(name in _PAGE_TYPES for name in types) else f"{types[0]}:"
        if not types and "@graph" in data:
            prefix = ":"
        yield from _claims({key: value for key, value in data.items() if key != "@graph"}, prefix, 0)
        if "@graph" in data and depth < _MAX_DEPTH:
            yield from _node(data["@graph"], depth + 1)


def _claims(value: object, name: str, depth: int) -> Iterator[Meta]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _claims(item, _joined(name, str(key).lower()), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _claims(item, name, depth + 1)
    elif isinstance(value, str) and value.strip():
        yield Meta("json-ld", name, value.strip()[:_MAX_VALUE])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield Meta("json-ld", name, str(value))


def _joined(name: str, key: str) -> str:
    return name + key if not name or name.endswith(":") else f"{name}.{key}"

"""Who publishes, who wrote, and which agency the text is credited to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from armstrail.page.datelines import Dateline, agency_named, agency_pattern, dateline_of, trailing_tag
from armstrail.page.furniture import without_dates
from armstrail.page.layout import Block, Layout, Role
from armstrail.page.source import Source
from armstrail.page.stamps import is_prose


@dataclass(frozen=True, slots=True)
class Credits:
    """The credits of a page, each as the page gives it, None where unsaid."""

    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    publisher: str | None = None


def credits_of(layout: Layout, source: Source) -> Credits:
    """The credits of a page: tags and datelines of the text first, then what the page says of itself to machines.

    A photo's agency ("AP Photo", "AFP-Yonhap" under a picture) is no credit of the text, and neither is an agency
    that the text quotes.
    """
    prose = [block for block in layout.blocks if block.role is Role.BODY and _is_text(layout, block)]
    dateline = _dateline(layout, prose)
    bylines = tuple(_bylines(layout, prose))
    filed = dateline.agency if dateline is not None else None
    # Outlets put their own name into datelines: an agency that is known and signs the text goes before it.
    agency = filed if filed is not None and agency_named(filed) else _closing_tag(layout, prose) or filed
    if agency is None:
        agency = next((found for name in bylines if (found := _agency_byline(name)) is not None), None)
    if agency is None:
        agency = _writers_agency(layout, prose) or _credit_line(layout, prose) or _head_cell(layout, prose)
    if agency is None and all(_agency_byline(name) is not None for name in bylines):
        agency = _reporting(layout, prose)
    publisher = source.publisher or _meta(layout, "publisher.name", "dc.publisher", "publisher", "article:publisher")
    outlet = (
        layout.site_name
        or _meta(layout, "publisher.name", "application-name", "og:site_name", "website:name")
        or _copyright(layout)
    )
    return Credits(
        outlet=outlet,
        agency=agency,
        byline=next((name for name in bylines if _agency_byline(name) is None), None),
        dateline=dateline.place if dateline else None,
        publisher=publisher,
    )


def _is_text(layout: Layout, block: Block) -> bool:
    text = layout.text[block.start : block.end]
    return is_prose(text) and not re.search(
        r"\b(?:photo|image|credit|file photo|courtesy)\b\s?[:/]", text[-60:], re.IGNORECASE
    )


def _dateline(layout: Layout, prose: list[Block]) -> Dateline | None:
    for block in prose[:4]:
        found = dateline_of(layout.text, block.start, block.end)
        if found is not None:
            return found
    first = layout.blocks.index(prose[0]) if prose else 0
    for block in layout.blocks[max(0, first - 3) : first]:  # in a line of its own, a writer's name behind it
        found = dateline_of(layout.text, block.start, block.end)
        if (
            found is not None
            and found.agency is not None
            and agency_named(found.agency)
            and block.end - block.start < 100
        ):
            return found
    return None


def _closing_tag(layout: Layout, prose: list[Block]) -> str | None:
    """The tag at the end of the last paragraphs, or on one of the short lines right behind them."""
    if not prose:
        return None
    for block in reversed(prose[-3:]):
        found = trailing_tag(layout.text, block.start, block.end)
        if found is not None:
            return found[0]
    last = layout.blocks.index(prose[-1])
    for block in layout.blocks[last + 1 : last + 4]:
        text = layout.text[block.start : block.end]
        if block.role is Role.CAPTION or len(text) > 60 or block.role in (Role.RELATED, Role.COMMENTS):
            continue
        found = trailing_tag(layout.text, block.start, block.end)
        if found is not None:
            return found[0]
        if block.role in (Role.CREDIT, Role.BODY) and agency_named(text):
            return agency_named(text)
    return None


_SOURCE = re.compile(
    r"(?:\bsource|\bwith (?:inputs?|reporting|files) from|\bquelle|\bsource\s?|\bfuente|\bfonte|\bkaynak|Источник|Джерело|来源|來源|출처|المصدر|منبع)\s?[:：]?\s*(?P<names>[^\n|·]{2,60})",
    re.IGNORECASE,
)


def _credit_line(layout: Layout, prose: list[Block]) -> str | None:
    """An agency behind a source label ("Source: Reuters") in a line of its own near the text."""
    if not prose:
        return None
    first, last = layout.blocks.index(prose[0]), layout.blocks.index(prose[-1])
    for block in layout.blocks[max(0, first - 8) : last + 5]:
        text = layout.text[block.start : block.end]
        if block.role in (Role.RELATED, Role.COMMENTS, Role.CAPTION) or len(text) > 160 or is_prose(text):
            continue
        match = _SOURCE.search(text)
        if match is not None:
            words = re.split(r"\s{2,}|[,/;&]|\sand\s|\d", match["names"])
            for part in (match["names"].strip(), *words, match["names"].split()[0] if match["names"].split() else ""):
                found = agency_named(part)
                if found is not None:
                    return found
    return None


def _head_cell(layout: Layout, prose: list[Block]) -> str | None:
    """An agency that is all there is between two separators above the text: "AA | 12.06.2025". "AA" alone sets type larger."""
    first = layout.blocks.index(prose[0]) if prose else 0
    for block in layout.blocks[max(0, first - 5) : first]:
        text = layout.text[block.start : block.end]
        if len(text) > 80 or block.role in (Role.TITLE, Role.DUPLICATE, Role.CAPTION, Role.RELATED, Role.COMMENTS):
            continue
        rest = without_dates(text)
        cells = [cell.strip(" -–—,.:") for cell in _CELLS.split(rest)]
        if sum(bool(cell) for cell in cells) > 3 or (rest == text and len(set(text)) < 2):
            continue
        found = next((name for cell in cells if (name := agency_named(cell)) is not None), None)
        if found is not None:
            return found
    return None


_CELLS = re.compile(r"\s{2,}|\t|\s*[|｜•·/]\s*|\s[-–—]\s|,\s")


@cache
def _signed() -> re.Pattern[str]:
    name, verb = agency_pattern(), r"(?:reports|informs)"
    return re.compile(
        rf"[,”\"]\s(?:as\s)?(?:an?\s|the\s)?{name}(?:['’]s)?(?:\s(?:news agency|agency|correspondent))*\s{verb}\b(?!\sthat)"
        rf"|[,”\"]\s(?:as\s)?{verb}\s(?:the\s)?{name}"
        rf"|(?:^|[.!?]\s)As\s{name}\s{verb}\b"
    )


def _reporting(layout: Layout, prose: list[Block]) -> str | None:
    """The agency that the first paragraphs name as their teller, the way wires of the East sign: ", Ukrinform reports".

    In the present tense only: what an agency "reported" or "wrote" is a source of the story.
    """
    for block in prose[:3]:
        found = _signed().search(layout.text, block.start, block.end)
        if found is not None:
            return agency_named(next(name for name in found.groups() if name))
    return None


def _meta(layout: Layout, *names: str) -> str | None:
    for name in names:
        for meta in layout.metas:
            if meta.name == name and meta.value and not meta.value.startswith(("http", "/", "@")):
                return meta.value.strip()
    return None


# ---------------------------------------------------------------- writers
_BY_LINE = re.compile(
    r"(?:^|[|·•\n]\s*|\s{2})(?:by|von|par|por|door|di|reporter|story by|written by|text by|автор|作者|記者|记者|yazan|بقلم|نویسنده)\s?[:：]?\s+"
    r"(?P<name>[^\W\d_][^|·•\n\d/@<(—–]{1,60}?)(?=\s*(?:$|[|·•,\d/@<(—–]|\s{2}|\s-\s|来源|來源|\b(?:published|posted|updated|staff writer|in)\b))",
    re.IGNORECASE,
)
_KOREAN_REPORTER = re.compile(r"(?:^|[\s\]=|])(?P<name>[가-힣]{2,4})\s?(?:기자|특파원)(?=$|[\s|(,])")
_NOT_NAMES = frozenset(
    {
        "admin",
        "administrator",
        "editor",
        "root",
        "user",
        "author",
        "none",
        "null",
        "webmaster",
        "guest",
        "unknown",
        "anonymous",
    }
)
_SPLIT = re.compile(r",\s*(?=(?:staff|reporter|correspondent|senior|chief|editor|associated)\b)", re.IGNORECASE)


def _clean(name: str) -> str | None:
    name = re.sub(r"\s+", " ", name).strip(" ,.|·-–—:")
    name = re.sub(r"^(?:by|von|par|por)\s+", "", name, flags=re.IGNORECASE)
    name = _SPLIT.split(name)[0]
    if (
        not 2 <= len(name) <= 80
        or name.casefold() in _NOT_NAMES
        or name.startswith(("http", "www.", "/"))
        or "@" in name
    ):
        return None
    return name if any(character.isalpha() for character in name) else None


def _bylines(layout: Layout, prose: list[Block]) -> Iterator[str]:
    """The writers that a page names: labelled fields first, then a line of the page that begins with "By"."""
    for wanted in (
        "author.name",
        "author",
        "article:author",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
        "creator.name",
    ):
        for meta in layout.metas:
            if meta.name == wanted and (name := _clean(meta.value)):
                yield name
    last = layout.blocks.index(prose[-1]) if prose else len(layout.blocks)
    for block in layout.blocks[: last + 3]:
        text = layout.text[block.start : block.end]
        if (
            len(text) > 200
            or block.role in (Role.MENU, Role.COMMENTS, Role.RELATED, Role.CAPTION, Role.TITLE)
            or (is_prose(text) and block.role is Role.BODY)
        ):
            continue
        match = _BY_LINE.search(text) or _KOREAN_REPORTER.search(text)
        if match is not None and (name := _clean(match["name"])):
            yield name


_WITH_AGENCY = re.compile(
    r"(?:^|[|·•]\s*)by\s+[^\W\d_][^|·•\n\d/@,]{2,40}(?:,|\s[|/–—-]|\sfor)\s*(?:the\s)?(?P<names>[^|·•\n\d]{2,40})",
    re.IGNORECASE,
)


def _writers_agency(layout: Layout, prose: list[Block]) -> str | None:
    """The agency behind a writer's name above the text: "By Jane Doe, Associated Press"."""
    first = layout.blocks.index(prose[0]) if prose else len(layout.blocks)
    for block in layout.blocks[:first]:
        text = layout.text[block.start : block.end]
        match = _WITH_AGENCY.search(text) if len(text) <= 120 and block.role is not Role.CAPTION else None
        if match is not None and (found := _agency_byline(match["names"].strip())) is not None:
            return found
    return None


def _agency_byline(name: str) -> str | None:
    """The agency that stands in a byline: "Reuters", "AFP Staff", "By Jane Doe, Associated Press" names both."""
    words = re.sub(
        r"\b(?:staff|writers?|agency|agencies|news desk|correspondents?|reporters?)\b", "", name, flags=re.IGNORECASE
    )
    return agency_named(name) or agency_named(words)


_COPYRIGHT = re.compile(
    r"(?:copyright\s*(?:\(c\)|[©ⓒ])?|\(c\)|[©ⓒ])\s*(?:copyright\s*)?(?:\d{4}\s*(?:[-–—]\s*\d{4})?)?[\s,|]*(?:by\s+)?(?P<name>[^\W\d_](?:[^\n.|,()<>\[\]/•·\d]|\.(?=\w)){1,50})",
    re.IGNORECASE,
)


def _copyright(layout: Layout) -> str | None:
    """The owner that a copyright line names."""
    for block in reversed(layout.blocks):
        text = layout.text[block.start : block.end]
        if len(text) <= 300 and block.role is not Role.CAPTION and (match := _COPYRIGHT.search(text)):
            name = re.split(r"\s{2,}|\ball rights|\btheme by|\breserved", match["name"], flags=re.IGNORECASE)[0].strip()
            if len(name) > 2 and not re.match(
                r"all rights|фото|photo|reuse|no\s|the (?:author|publisher)", name, re.IGNORECASE
            ):
                return name
    return None

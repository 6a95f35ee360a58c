"""The layout of a page: its text cut into blocks, each with the part it plays.

Made once per page by `plain.py` or `html.py`; title, body, dating and credits all read it, so a page is parsed once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lxml.html import HtmlElement

from armstrail.records import Span

MAX_BLOCKS = 200_000
"""More blocks make no page of news, and would take more memory than they are worth."""


class Role(StrEnum):
    """What part a block plays on the page. The value is the `reason` that coverage gives for a skipped block."""

    BODY = "body"
    TITLE = "title"
    CAPTION = "caption"
    STAMP = "stamp"
    CREDIT = "credit"
    RELATED = "related"
    MENU = "menu"
    SHARE = "share"
    COMMENTS = "comments"
    DISCLAIMER = "disclaimer"
    AUTHOR_BOX = "author box"
    DUPLICATE = "duplicate"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text (a paragraph, a heading, a line of a menu) at `[start, end)` of the layout's text."""

    start: int
    end: int
    role: Role
    tag: str | None = None
    """The HTML element's name that made the block; None for plain text."""
    hint: str = ""
    """Classes and ids of the element and of up to two elements around it, in lower case, innermost first."""


@dataclass(frozen=True, slots=True)
class Meta:
    """One machine-readable claim of a page.

    `kind`: "meta", "json-ld", "microdata", "time", "link"; `name` its key in lower case ("article:published_time",
    "datePublished" becomes "datepublished"); `span` where the element's visible text stands in the layout's text.

    Keys inside an object hang on the key that holds it ("author.name", "publisher.name", "comment.datepublished"). Keys
    of JSON-LD or microdata objects that are no page and no article carry their type ("organization:name",
    "comment:datepublished", "breadcrumblist:itemlistelement.name"), so a bare "datepublished" speaks of the page.
    A "time" has the element's classes as name ("pubdate" where it has that attribute) and its `datetime` (or what another
    element names a time in) as value, or its words where it has none. A "link" is canonical, shortlink, amphtml, license, or author (an `<a rel=author>` has a span).
    """

    kind: str
    name: str
    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A decoded page, laid out. Blocks are in order and do not overlap."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None
    title_span: Span | None
    language: str | None
    metas: tuple[Meta, ...] = ()
    encoding: str | None = None
    site_name: str | None = None
    tree: HtmlElement | None = field(default=None, compare=False, repr=False)
    """The parsed HTML document as it came, for readers of markup (classes, attributes); never changed. None for text."""

    def body(self) -> tuple[Span, ...]:
        """The spans of article text, in order."""
        return tuple((block.start, block.end) for block in self.blocks if block.role is Role.BODY)

"""A page as it was read: its text, its dates and how much of it was read."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from armstrail.records.base import Record, Span, When


class DateVerdict(StrEnum):
    """Whether the dates that a page claims can be true."""

    CONSISTENT = "consistent"
    SUSPECT = "suspect"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


class DateEvidence(Record):
    """One piece of evidence for or against the date of first publication."""

    kind: str = Field(
        description="stamp, meta, json-ld, url, dateline, caption, weekday, relative, related, newest-past, capture, given ..."
    )
    value: str = Field(description="the words or the value as the page has it")
    span: Span | None = Field(
        default=None, description="where it stands in the text; null for metadata, URL and the like"
    )
    supports: bool = Field(description="true where it supports the date that was inferred")
    when: When | None = Field(default=None, description="the days that this evidence allows or names")
    note: str | None = Field(default=None, description="how it was read, in words")


class Published(When):
    """The inferred day or interval of first publication, with what supports and what contradicts it."""

    evidence: tuple[DateEvidence, ...] = ()


class Stamp(When):
    """A date that the page claims to be published or updated on."""

    span: Span | None = Field(default=None, description="where it stands in the text; null for a stamp in metadata")
    kind: Literal["published", "updated", "unsaid"] = "unsaid"


class Skipped(Record):
    """A span that was not read as article text, and why."""

    span: Span
    reason: str


class Coverage(Record):
    """How much of a page's text was read; nothing is left out silently."""

    characters: int = Field(ge=0)
    read: int = Field(ge=0)
    skipped: tuple[Skipped, ...] = ()


class Unread(Record):
    """Why a page that could be decoded was not read for records (another language than English, say)."""

    kind: str
    message: str


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class TimeExpression(Record):
    """A time expression of the body, with its TIMEX3 value and the days it resolves to."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    type: TimeType
    value: str = Field(description="TIMEX3 value")
    date: When | None = Field(default=None, description="the days it names, null where the page does not settle them")


class Page(Record):
    """A page as it was read: its text, which of it is the article, and what it says of itself."""

    id: str
    text: str
    language: str | None = Field(default=None, description="ISO 639-1 code of the article body")
    title: str | None = Field(default=None, description="headline without the site's name")
    title_span: Span | None = None
    body: tuple[Span, ...] = Field(default=(), description="the paragraphs of article text, in order")
    stamped: tuple[Stamp, ...] = ()
    published: Published | None = None
    date_evidence: tuple[DateEvidence, ...] = Field(
        default=(), description="every piece of date evidence, also where no date could be inferred"
    )
    restamped: bool = False
    date_verdict: DateVerdict = DateVerdict.UNKNOWN
    sha256: str = Field(description="digest of the page's bytes as they came")
    coverage: Coverage
    outlet: str | None = Field(default=None, description="who publishes the page")
    agency: str | None = Field(default=None, description="agency or outlet that the text is credited to")
    byline: str | None = Field(default=None, description="the writer")
    dateline: str | None = Field(default=None, description="place of the dateline")
    url: str | None = None
    host: str | None = Field(default=None, description="host that the page came from")
    transport: str | None = Field(default=None, description="how it came: file, jsonl, warc, feed, web")
    publisher: str | None = Field(default=None, description="publisher that a feed's <source> or the metadata names")
    publisher_country: str | None = Field(
        default=None, description="where the publisher sits, as the input says: not the country that it writes of"
    )
    captured: date | None = Field(default=None, description="day on which the bytes were captured, where known")
    captured_at: datetime | None = Field(default=None, description="moment of the capture in UTC, where known")
    media_type: str | None = None
    encoding: str | None = None
    unread: Unread | None = None
    notes: tuple[str, ...] = Field(
        default=(),
        description="what to know of how it was read: broken bytes replaced, signs of a wrong decoding before",
    )

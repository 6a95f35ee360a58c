"""The record types: what Armstrail reads from a page, and the contract with every program that reads its output.

This module imports nothing of the project. Every type is frozen and refuses unknown fields; `model_dump(mode="json")`
gives the JSON form and `model_validate` takes it back without loss.

Offsets are Unicode code points into `Page.text`; a span is `(start, end)` with `end` exclusive, and `text[start:end]`
is the evidence, always. A date is an interval of days, both ends inclusive; a single day has both ends equal.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

CONTRACT_VERSION = "1"


def _ordered(span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    if not 0 <= start < end:
        raise ValueError(f"a span needs 0 <= start < end, got [{start}, {end}]")
    return span


Span = Annotated[tuple[int, int], AfterValidator(_ordered)]
"""`(start, end)` in code points of the page's text, end exclusive, never empty."""


class Record(BaseModel):
    """Base of all records: frozen, and strict about fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class When(Record):
    """A day, or an interval of days with both ends included."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> When:
        if self.end < self.start:
            raise ValueError(f"a date's end {self.end} lies before its start {self.start}")
        return self


# ---------------------------------------------------------------- the page
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


# ---------------------------------------------------------------- statements
class SpeakerKind(StrEnum):
    """What kind of source speaks."""

    PERSON = "person"
    OFFICE = "office"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"
    UNNAMED = "unnamed"


class Speaker(Record):
    """Who speaks, with the full name as far as the page gives it."""

    name: str
    role: str | None = None
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-3")
    kind: SpeakerKind


class Quote(StrEnum):
    """How the page gives the words."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Act(StrEnum):
    """What the speaker does by saying it."""

    STATE = "state"
    ANNOUNCE = "announce"
    CONFIRM = "confirm"
    DENY = "deny"
    ACCUSE = "accuse"
    CONDEMN = "condemn"
    WARN = "warn"
    PLEDGE = "pledge"
    URGE = "urge"
    CONCERN = "concern"
    PRAISE = "praise"


class Statement(Record):
    """Who said what."""

    id: str
    speaker: Speaker | None = Field(default=None, description="null where the page gives no source")
    via: tuple[str, ...] = Field(default=(), description="channels between speaker and page, outermost first")
    quote: Quote
    speech: bool = Field(default=True, description="false for belief, intention and knowledge")
    act: Act
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    said_on: When | None = None
    occasion: str | None = None


# ---------------------------------------------------------------- transfers
class Category(StrEnum):
    """What is supplied."""

    ARMS = "arms"
    AMMUNITION = "ammunition"
    SMALL_ARMS = "small_arms"
    ARTILLERY = "artillery"
    MISSILES = "missiles"
    AIR_DEFENCE = "air_defence"
    DRONES = "drones"
    AIRCRAFT = "aircraft"
    ARMOURED_VEHICLES = "armoured_vehicles"
    SHIPS = "ships"
    EXPLOSIVES = "explosives"
    SENSORS = "sensors"
    SATELLITES = "satellites"
    NUCLEAR = "nuclear"
    MACHINE_TOOLS = "machine_tools"
    SEMICONDUCTORS = "semiconductors"
    DUAL_USE = "dual_use"
    TECHNOLOGY = "technology"
    FUEL = "fuel"
    FUNDS = "funds"
    TRAINING = "training"
    PERSONNEL = "personnel"
    SUPPORT = "support"
    OTHER = "other"


class Goods(Record):
    """The goods as the page names them, and their category."""

    text: str
    category: Category


class Bound(StrEnum):
    """How a figure is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


class Quantity(Record):
    """A count of goods; for `between`, `value` is the lower end and `high` the upper."""

    value: int | float
    unit: str | None
    bound: Bound
    high: int | float | None = None
    cumulative: bool = Field(default=False, description="counted from a beginning up to a day ('since August')")


class Stage(StrEnum):
    """How far a transfer has come."""

    SOUGHT = "sought"
    AGREED = "agreed"
    TRANSFERRED = "transferred"


class Factuality(StrEnum):
    """Whether it is said to be so."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    DENIED = "denied"


class Transfer(Record):
    """Who supplies what to whom. Parties are ISO 3166-1 alpha-3 codes, or names where it is no state."""

    id: str
    supplier: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    goods: Goods
    quantity: Quantity | None = None
    when: When | None = None
    stage: Stage
    factuality: Factuality
    asserted_by: str | None = Field(
        default=None, description="who asserts, suspects or denies it; null: the page itself"
    )
    statement: str | None = None
    evidence: tuple[Span, ...] = Field(min_length=1)


# ---------------------------------------------------------------- events and violations
class EventType(StrEnum):
    """What happened besides."""

    MEETING = "meeting"
    VISIT = "visit"
    CALL = "call"
    AGREEMENT = "agreement"
    USE = "use"
    TEST = "test"
    MEASURE = "measure"
    DEPLOYMENT = "deployment"
    EXERCISE = "exercise"
    EVIDENCE = "evidence"


class Event(Record):
    """An occasion: who took part, with what, against whom, where and when."""

    id: str
    type: EventType
    participants: tuple[str, ...] = ()
    object: str | None = None
    target: str | None = None
    place: str | None = None
    when: When | None = None
    factuality: Factuality
    asserted_by: str | None = None
    statement: str | None = None
    evidence: tuple[Span, ...] = Field(min_length=1)


class Violation(Record):
    """A claim that somebody breaks a rule: always an attributed claim, never a verdict of the program."""

    id: str
    rule: str
    by: tuple[str, ...] = ()
    transfer: str | None = None
    factuality: Factuality
    asserted_by: str | None = None
    evidence: tuple[Span, ...] = Field(min_length=1)


class Annotation(Page):
    """A page with everything that was read from it: one line of `armstrail annotate`."""

    times: tuple[TimeExpression, ...] = ()
    statements: tuple[Statement, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    events: tuple[Event, ...] = ()
    violations: tuple[Violation, ...] = ()


PARTS = frozenset({"page", "times", "statements", "transfers", "events", "violations"})
"""The parts of an annotation that can be asked for."""


class PageError(Record):
    """Why a page could not be read."""

    kind: str
    message: str


class FailedPage(Record):
    """The line that stands for a page that could not be read."""

    id: str
    error: PageError


# ---------------------------------------------------------------- across pages
class Relation(StrEnum):
    """How one page's text comes from another's."""

    SAME = "same"
    COPY = "copy"
    EDITED = "edited"
    EXCERPT = "excerpt"
    SPUN = "spun"
    TRANSLATION = "translation"


class OriginRelation(Record):
    """How a page's text comes from another page's: a line of an origin."""

    page: str
    of: str
    relation: Relation
    score: float = Field(ge=0, le=1, description="share of the smaller text's own words that stand in the other")


class OriginGroup(Record):
    """Pages that come from one text: one line of `armstrail origins`."""

    origin: str
    pages: tuple[str, ...] = Field(min_length=1, description="the earliest first")
    first: str = Field(description="the page that the others come from")
    relations: tuple[OriginRelation, ...] = ()


class OriginPair(Record):
    """Two pages that share an origin: one line of `armstrail origins --pairs`."""

    a: str
    b: str
    relation: Relation
    score: float = Field(ge=0, le=1)
    passages: tuple[tuple[Span, Span], ...] = Field(
        default=(), description="spans of the text of `a` and of `b` that agree"
    )


class Member(Record):
    """A record of a page that is part of a fact."""

    page: str
    id: str

"""The record types of the ledger: facts across pages, their voices, conflicts and grades; review decisions.

Frozen like the records of a page (`armstrail.records`), and given out as the lines of `armstrail ledger --format jsonl`.
A fact is a group of records, mostly on different pages, that tell the same thing on the same side: those that deny a
transfer are a fact of their own which *faces* the one that they deny, and both carry the voices of both sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from armstrail.records import (
    Act,
    EventType,
    Factuality,
    Goods,
    Member,
    Quantity,
    Quote,
    Record,
    Relation,
    Span,
    Speaker,
    Stage,
    When,
)

Reliability = Literal["A", "B", "C", "D", "E", "F"]
"""Admiralty reliability of a source: A completely reliable ... E unreliable, F cannot be judged (the default)."""

Credibility = Annotated[int, Field(ge=1, le=6)]
"""Admiralty credibility of a fact: 1 confirmed by other sources ... 5 improbable, 6 cannot be judged (the default)."""


# ---------------------------------------------------------------- voices
class Stance(StrEnum):
    """On which side of a claim a voice stands."""

    ASSERTS = "asserts"
    SUSPECTS = "suspects"
    DENIES = "denies"


class Basis(StrEnum):
    """What the voice's stance rests on."""

    RECORD = "record"
    """A record of the fact itself: the voice says it in so many words."""
    USE = "use"
    """A statement about the use of the supplier's goods by the recipient, which supposes the transfer."""
    FACING = "facing"
    """A record of a fact on the other side."""


class Saying(Record):
    """One place where a voice takes its side: the words, who spoke them, when."""

    page: str
    record: str = Field(description="id on the page of the record that carries it")
    statement: str | None = Field(default=None, description="id on the page of the statement that carries it")
    speaker: str | None = Field(default=None, description="the speaker as the page has him; null: the page's own voice")
    said_on: When | None = None
    spans: tuple[Span, ...] = ()
    basis: Basis = Basis.RECORD


class Voice(Record):
    """A voice: a principal with everybody who speaks for it. `key` is equal exactly where the voice is one."""

    key: str = Field(description="ISO code of a state, or a folded name, or origin:ID for a text's own voice")
    name: str
    why: str = Field(description="why this speaker counts as this voice")
    sayings: tuple[Saying, ...] = ()


class Voices(Record):
    """Who asserts, who suspects and who denies, face to face."""

    asserts: tuple[Voice, ...] = ()
    suspects: tuple[Voice, ...] = ()
    denies: tuple[Voice, ...] = ()


# ---------------------------------------------------------------- explanations
class Reason(Record):
    """Why two records are held to be one: the two values that were compared, and the rule that joined them."""

    between: tuple[Member, Member]
    rule: str
    compared: tuple[str, str]
    note: str | None = None


class Review(Record):
    """What analysts have decided about a fact."""

    status: Literal["open", "confirmed", "rejected", "reopened"] = "open"
    decisions: tuple[str, ...] = Field(default=(), description="ids of the decisions that speak of it, oldest first")
    notes: tuple[str, ...] = ()


class Evidence(Record):
    """Where a member has its words."""

    page: str
    id: str
    spans: tuple[Span, ...]


class Hand(Record):
    """A member that a person made from a passage: who, when, by which decision, and how its words were found again."""

    page: str
    id: str
    decision: str
    who: str
    made: datetime
    anchored: Literal["exact", "moved"] = Field(
        default="exact", description="moved: the words stand elsewhere in the text than when the record was made"
    )


class DateNote(Record):
    """A date that a record did not carry itself: from where it came, and why it may stand."""

    page: str
    id: str
    when: When
    reason: str


# ---------------------------------------------------------------- facts
class Fact(Record):
    """What all facts share."""

    id: str = Field(description="made from the earliest member, so that unrelated pages never change it")
    members: tuple[Member, ...] = Field(min_length=1)
    evidence: tuple[Evidence, ...] = ()
    origins: tuple[str, ...] = Field(default=(), description="ids of the independent origins that carry it")
    voices: Voices = Voices()
    grade: Credibility = 6
    grade_reason: str = ""
    reliability: Reliability = "F"
    reasons: tuple[Reason, ...] = Field(default=(), description="why the members are one fact")
    facing: tuple[str, ...] = Field(default=(), description="facts on the other side: what it denies, who denies it")
    conflicts: tuple[str, ...] = Field(default=(), description="ids of the conflicts that it is part of")
    dated_by: tuple[DateNote, ...] = ()
    made_by: tuple[Hand, ...] = Field(default=(), description="the members that a person made; all others were read")
    digest: str = Field(default="", description="digest of its members' words and cells: what a decision rests on")
    review: Review = Review()


class StatementFact(Fact):
    """One statement with every page that reports it."""

    kind: Literal["statement"] = "statement"
    speaker: Speaker | None = None
    via: tuple[str, ...] = ()
    quote: Quote
    act: Act
    content: str = Field(description="the words of the member that gives them best")
    said_on: When | None = None
    occasion: str | None = None


class TransferFact(Fact):
    """One transfer with every page that tells of it."""

    kind: Literal["transfer"] = "transfer"
    supplier: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    goods: Goods
    quantity: Quantity | None = None
    when: When | None = None
    stage: Stage
    factuality: Factuality
    asserted_by: tuple[str, ...] = ()
    flow: str = Field(description="supplier, recipient and category: the flow that the transfer is part of")
    statement: str | None = Field(default=None, description="id of the statement fact that carries its earliest member")
    statements: tuple[str, ...] = Field(default=(), description="ids of all statement facts that carry it")


class EventFact(Fact):
    """One occasion with every page that reports it."""

    kind: Literal["event"] = "event"
    type: EventType
    participants: tuple[str, ...] = ()
    object: str | None = None
    target: str | None = None
    place: str | None = None
    when: When | None = None
    factuality: Factuality
    asserted_by: tuple[str, ...] = ()
    statement: str | None = Field(default=None, description="id of the statement fact that carries its earliest member")
    statements: tuple[str, ...] = Field(default=(), description="ids of all statement facts that carry it")


class ViolationFact(Fact):
    """One claim that somebody breaks a rule, with every page that reports it."""

    kind: Literal["violation"] = "violation"
    rule: str
    by: tuple[str, ...] = ()
    factuality: Factuality
    transfer: str | None = Field(
        default=None, description="id of the transfer fact that its earliest member with one says to break it"
    )
    transfers: tuple[str, ...] = Field(default=(), description="ids of all transfer facts that are said to break it")


class Side(Record):
    """One value of a conflict, and every record that gives it."""

    value: Any
    members: tuple[Member, ...]


class Conflict(Record):
    """Records that contradict each other: one record for each value (the earliest), and all of them under `sides`."""

    kind: Literal["conflict"] = "conflict"
    id: str
    between: tuple[Member, ...]
    field: str
    values: tuple[Any, ...]
    sides: tuple[Side, ...]
    facts: tuple[str, ...]
    known: bool = Field(default=False, description="true where the reason for the difference is known")
    reason: str | None = None


class TextRelation(Record):
    """How a page's text comes from its origin."""

    page: str
    relation: Relation
    of: str | None = None


class OriginFact(Record):
    """A text with every page that has it."""

    kind: Literal["origin"] = "origin"
    id: str
    pages: tuple[str, ...]
    first: str
    agency: str | None = None
    first_published: date | None = None
    relations: tuple[TextRelation, ...] = ()


class Dating(Record):
    """A page's date that came from other pages, since its own words do not give one, or give less than a day."""

    kind: Literal["dating"] = "dating"
    page: str
    published: When
    by: Literal["origin", "occasion"]
    source: tuple[Member, ...] = Field(default=(), description="the records elsewhere that give the date")
    reason: str
    own: When | None = Field(default=None, description="what the page's own words allow, where they give an interval")
    conflict: str | None = Field(default=None, description="id of the conflict about the occasion's own date")


class Lapse(Record):
    """A decision that stays on the books and does not count."""

    decision: str
    cause: Literal["overruled", "evidence", "unfit"] = Field(
        description="a later decision says otherwise; the words under it have changed or gone; its value fits the cell no more"
    )
    words: str


AnyFact = StatementFact | TransferFact | EventFact | ViolationFact
Line = OriginFact | AnyFact | Conflict | Dating


class Ledger(Record):
    """Everything that the pages together say, each part in a fixed order."""

    origins: tuple[OriginFact, ...] = ()
    statements: tuple[StatementFact, ...] = ()
    transfers: tuple[TransferFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    violations: tuple[ViolationFact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    datings: tuple[Dating, ...] = ()
    lapsed: tuple[Lapse, ...] = Field(default=(), description="decisions that do not count")

    def lines(self) -> Iterable[Line]:
        """The lines of `armstrail ledger --format jsonl`, in order."""
        yield from self.origins
        yield from self.statements
        yield from self.transfers
        yield from self.events
        yield from self.violations
        yield from self.conflicts
        yield from self.datings


# ---------------------------------------------------------------- review
class Judgement(StrEnum):
    """What an analyst decides."""

    CONFIRM = "confirm"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    GRADE = "grade"
    MAKE = "make"
    WITHDRAW = "withdraw"


class Passage(Record):
    """A marked passage of a page: its place, its words, and what stands around them, by which it is found again."""

    span: Span
    words: str = Field(min_length=1)
    before: str = ""
    after: str = ""


RecordKind = Literal["statement", "transfer", "event", "violation"]


class Marking(Record):
    """What a person made from marked passages: a record of a kind, with the cells that it shall have."""

    kind: RecordKind
    passages: tuple[Passage, ...] = Field(min_length=1)
    cells: dict[str, Any]


class Decision(Record):
    """One decision of an analyst, appended and never changed.

    `about` names the records that it speaks of: a fact's members for confirm, reject, correct and grade; all records
    that shall be one fact for merge; the records that shall not be one with each other for split. `digest` is the
    digest of those records' words and cells (`digest_of`) when the decision was made: where it no longer holds, the
    decision stays on the books but no longer counts, and the fact is reopened. `field` and `value` are the corrected
    cell, or the grade under `value`. `withdraws` is the id of the decision that is taken back. `make` is about the record
    that it makes, whose passage and cells (a `Marking`) stand under `value`.
    """

    id: str
    judgement: Judgement
    about: tuple[Member, ...] = ()
    field: str | None = None
    value: Any = None
    digest: str | None = None
    who: str
    made: datetime
    why: str
    withdraws: str | None = None

"""What the ledger keeps of a page: its records with what identity needs, and none of the text.

Dates are pairs of ordinals (`date.toordinal`), both ends included. A page's records are kept in small slotted classes,
not as the records themselves, so that a ledger over a hundred thousand pages fits into memory.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from sys import intern
from typing import TypeVar

from armstrail.ledger.offices import Offices, tells_of_denial
from armstrail.ledger.voices import VoiceOf, name_key, own_voice, unnamed_denier, voice_named
from armstrail.ledger.words import Bag, bag, folded
from armstrail.records import (
    Act,
    Annotation,
    Event,
    EventType,
    Factuality,
    Goods,
    Member,
    Quantity,
    Quote,
    Span,
    Speaker,
    Stage,
    Statement,
    Transfer,
    Violation,
    When,
)

__all__ = [
    "Days",
    "EventItem",
    "Item",
    "PageDigest",
    "Ref",
    "StatementItem",
    "TransferItem",
    "ViolationItem",
    "digest_of",
    "digest_page",
    "moved",
    "when_of",
]

Days = tuple[int, int]
Ref = tuple[str, str]
"""A record's page and id."""

DESIGNATION = re.compile(r"\b(?:[A-Z][A-Za-z]{0,11}-\d{1,4}[A-Z]{0,3}\d?|[A-Z]{1,5}\d{1,4}[A-Z]{0,3})\b")
BARE_DAY = re.compile(r"\bon the (\d{1,2})(?:st|nd|rd|th)\b(?! (?:anniversary|century|floor|day|round|of\b))")
BARE_VALUE = re.compile(r"^XXXX-XX-(\d\d)$")
LONGEST = 400
"""Code points of a record's words that the ledger keeps for showing; comparison has used all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record of a page, ready for comparison."""

    page: str
    id: str
    ref: Ref
    """Page and id: the key under which the ledger knows it."""
    spans: tuple[Span, ...]
    voice: VoiceOf
    speaker: Speaker | None
    """Who stands behind the record: the statement's speaker, or who asserts a transfer; null: the page."""
    said: Days | None
    """When the statement that carries it was said; for a statement, when it was said."""
    statement: str | None
    """Id on the page of the statement that carries it; a statement carries itself."""
    words: Bag
    text: str
    digest: str

    @property
    def member(self) -> Member:
        """The record as a member of a fact."""
        return _member(self.page, self.id)


@lru_cache(maxsize=100_000)
def _member(page: str, record: str) -> Member:
    return Member(page=page, id=record)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementItem(Item):
    """A statement."""

    via: tuple[str, ...]
    quote: Quote
    act: Act
    occasion: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferItem(Item):
    """A transfer."""

    supplier: tuple[str, ...]
    recipient: tuple[str, ...]
    goods: Goods
    quantity: Quantity | None
    when: Days | None
    stage: Stage
    factuality: Factuality
    asserted_by: str | None
    designations: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventItem(Item):
    """An event."""

    type: EventType
    participants: tuple[str, ...]
    object: str | None
    target: str | None
    place: str | None
    when: Days | None
    factuality: Factuality


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationItem(Item):
    """A claim that a rule is broken."""

    rule: str
    by: tuple[str, ...]
    transfer: str | None
    factuality: Factuality


AnyItem = StatementItem | TransferItem | EventItem | ViolationItem


@dataclass(frozen=True, slots=True)
class PageDigest:
    """What the ledger keeps of a page."""

    id: str
    published: Days | None
    agency: str | None
    outlet: str | None
    bare_days: tuple[tuple[int, Span], ...]
    """Days of a month that a page without a day of its own names without the month ("on the 17th"), with their places."""
    items: tuple[AnyItem, ...]
    transfers: tuple[TransferItem, ...]
    """Those of the items that are transfers."""


def days_of(when: When | None) -> Days | None:
    """The ordinals of a date."""
    return None if when is None else (when.start.toordinal(), when.end.toordinal())


@lru_cache(maxsize=20_000)
def when_of(days: Days | None) -> When | None:
    """The date of a pair of ordinals."""
    return None if days is None else When(start=date.fromordinal(days[0]), end=date.fromordinal(days[1]))


def words_at(text: str, spans: Iterable[Span]) -> str:
    """The words of some spans, parted by an ellipsis."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


NO_CELLS = {"id", "statement", "transfer", "evidence", "content", "cue", "source"}
"""Fields that say where a record stands, not what it tells."""


def _digest(words: str, record: Statement | Transfer | Event | Violation) -> str:
    """The digest of a record's words and cells, without its id and its place."""
    body = f"{words}\x1f{record.model_dump_json(exclude=NO_CELLS)}"
    return hashlib.blake2b(body.encode(), digest_size=8).hexdigest()


def digest_of(digests: Iterable[str]) -> str:
    """The digest of a group of records, from theirs, in any order: what a decision about them rests on."""
    return hashlib.blake2b("".join(sorted(digests)).encode(), digest_size=8).hexdigest()


Shared = TypeVar("Shared")


@lru_cache(maxsize=100_000)
def _one(value: Shared) -> Shared:
    """One object for all equal values: speakers and goods recur on page after page."""
    return value


def _inside(spans: Sequence[Span], outer: Sequence[Span]) -> bool:
    return all(any(a <= start and end <= b for a, b in outer) for start, end in spans)


def _carrier(record: Transfer | Event | Violation, page: Annotation) -> Statement | None:
    """The statement that carries a record: the one it names, or the shortest whose content holds all its words."""
    given = getattr(record, "statement", None)
    found = [s for s in page.statements if s.id == given] if given else []
    if not found:
        found = [s for s in page.statements if _inside(record.evidence, s.content)]
    return min(found, key=lambda s: (sum(b - a for a, b in s.content), s.id), default=None)


def _named(name: str, page: Annotation) -> Speaker | None:
    key = name_key(name)
    return next((s.speaker for s in page.statements if s.speaker and name_key(s.speaker.name) == key), None)


def designations_in(text: str) -> frozenset[str]:
    """Names of types that a text gives: letters with a number, as KN-23, Su-35 or K9A1."""
    return frozenset(intern(folded(found)) for found in DESIGNATION.findall(text))


def _bare_days(page: Annotation) -> tuple[tuple[int, Span], ...]:
    found = {(int(match[1]), (match.start(), match.end())) for match in BARE_DAY.finditer(page.text)}
    found = {(day, span) for day, span in found if not page.body or any(a <= span[0] < b for a, b in page.body)}
    for time in page.times:
        match = BARE_VALUE.match(time.value)
        if match and not any(a < time.end and time.start < b for _, (a, b) in found):
            found.add((int(match[1]), (time.start, time.end)))
    return tuple(sorted((day, span) for day, span in found if 1 <= day <= 31))


def _source(
    record: Transfer | Event | Violation, page: Annotation, own: VoiceOf, offices: Offices
) -> tuple[Statement | None, Speaker | None, VoiceOf]:
    """The statement that carries a record, who stands behind it, and whose voice that is."""
    carrier = _carrier(record, page)
    speaker = carrier.speaker if carrier else None
    if record.asserted_by and not (speaker and name_key(speaker.name) == name_key(record.asserted_by)):
        speaker = _named(record.asserted_by, page)
        return carrier, speaker, offices.voice(speaker) if speaker else voice_named(record.asserted_by)
    if (
        speaker is None
        and record.factuality is Factuality.DENIED
        and tells_of_denial(words_at(page.text, record.evidence))
    ):
        own = unnamed_denier(own.key.removeprefix("origin:"))
    return carrier, speaker, offices.voice(speaker) if speaker else own


def _item(record: Transfer | Event | Violation, page: Annotation, own: VoiceOf, offices: Offices) -> AnyItem:
    carrier, speaker, voice = _source(record, page, own, offices)
    text = words_at(page.text, record.evidence)
    page_id, record_id, spans = intern(page.id), intern(record.id), record.evidence
    said = days_of(carrier.said_on) if carrier else None
    statement = intern(carrier.id) if carrier else None
    words, shown, digest = bag(text), _one(text[:LONGEST]), _one(_digest(text, record))
    if isinstance(record, Transfer):
        return TransferItem(
            page=page_id, id=record_id, ref=(page_id, record_id), spans=spans, voice=voice, speaker=speaker and _one(speaker), said=said,
            statement=statement, words=words, text=shown, digest=digest,
            supplier=_one(tuple(sorted(record.supplier))), recipient=_one(tuple(sorted(record.recipient))),
            goods=_one(record.goods), quantity=record.quantity and _one(record.quantity), when=days_of(record.when),
            stage=record.stage, factuality=record.factuality, asserted_by=record.asserted_by,
            designations=_one(designations_in(f"{record.goods.text} {text}")),
        )  # fmt: skip
    if isinstance(record, Event):
        return EventItem(
            page=page_id, id=record_id, ref=(page_id, record_id), spans=spans, voice=voice, speaker=speaker and _one(speaker), said=said,
            statement=statement, words=words, text=shown, digest=digest, type=record.type,
            participants=_one(tuple(sorted(record.participants))), object=record.object, target=record.target,
            place=record.place, when=days_of(record.when), factuality=record.factuality,
        )  # fmt: skip
    return ViolationItem(
        page=page_id, id=record_id, ref=(page_id, record_id), spans=spans, voice=voice, speaker=speaker and _one(speaker), said=said,
        statement=statement, words=words, text=shown, digest=digest, rule=record.rule,
        by=_one(tuple(sorted(record.by))), transfer=record.transfer, factuality=record.factuality,
    )  # fmt: skip


def _statement(record: Statement, page: Annotation, own: VoiceOf, offices: Offices) -> StatementItem:
    text = _one(words_at(page.text, record.content))
    page_id, record_id = intern(page.id), intern(record.id)
    return StatementItem(
        page=page_id, id=record_id, ref=(page_id, record_id), spans=record.content,
        voice=offices.voice(record.speaker) if record.speaker else own, speaker=record.speaker and _one(record.speaker),
        said=days_of(record.said_on), statement=record_id, words=bag(text), text=text,
        digest=_one(_digest(text, record)), via=_one(record.via), quote=record.quote, act=record.act, occasion=record.occasion,
    )  # fmt: skip


def digest_page(page: Annotation, origin: str) -> PageDigest:
    """The digest of a page whose text comes from `origin`. Belief and intention are no statements made: they are left
    out as statements, and kept where a transfer or event rests on them.
    """
    own = own_voice(origin, page.agency or page.outlet)
    offices = Offices(page)
    items: list[AnyItem] = [_statement(record, page, own, offices) for record in page.statements if record.speech]
    for records in (page.transfers, page.events, page.violations):
        items += [_item(record, page, own, offices) for record in records]
    return PageDigest(
        id=intern(page.id),
        published=days_of(page.published),
        agency=page.agency,
        outlet=page.outlet,
        bare_days=_bare_days(page) if page.published is None or page.published.start != page.published.end else (),
        items=tuple(items),
        transfers=tuple(item for item in items if isinstance(item, TransferItem)),
    )


def moved(page: PageDigest, origin: str) -> PageDigest:
    """The digest of a page whose text has turned out to come from another origin: its own voice is that text's."""
    own = own_voice(origin, page.agency or page.outlet)
    denier = unnamed_denier(origin)
    items = tuple(
        replace(item, voice=own)
        if item.voice.key.startswith("origin:")
        else replace(item, voice=denier)
        if item.voice.key.startswith("unnamed:")
        else item
        for item in page.items
    )
    return replace(page, items=items, transfers=tuple(item for item in items if isinstance(item, TransferItem)))

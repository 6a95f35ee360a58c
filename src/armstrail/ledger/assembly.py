"""From a group of records to the fact that they are: one reading of each cell, all witnesses, and why.

Of several values the one that most independent origins give is shown, the most exact where they are even, then the
earliest; what differs stays visible as a conflict.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from armstrail.ledger.compare import width
from armstrail.ledger.digest import (
    AnyItem,
    Days,
    EventItem,
    Item,
    StatementItem,
    TransferItem,
    ViolationItem,
    when_of,
)
from armstrail.ledger.facts import Basis, Evidence, Reason, Saying, Stance, Voice, Voices
from armstrail.ledger.identity import Group, Layer
from armstrail.ledger.voices import VoiceOf, name_key, same_person
from armstrail.records import Factuality, Goods, Quote, Span, Speaker

__all__ = [
    "best",
    "best_statement",
    "days_best",
    "evidence_of",
    "fact_id",
    "flow_of",
    "fullest_speaker",
    "reasons_of",
    "saying_of",
    "stance_of",
    "voices_of",
]

Value = TypeVar("Value", bound=Hashable)
QUOTES = (Quote.DIRECT, Quote.MIXED, Quote.INDIRECT)


def fact_id(kind: str, anchor: Item) -> str:
    """The id of a fact, from its earliest member: pages that have nothing to do with it never change it."""
    body = f"{anchor.page}\x1f{anchor.id}"
    return f"{kind[0]}-{hashlib.blake2b(body.encode(), digest_size=6).hexdigest()}"


class HasFlow(Protocol):
    """Whatever goes from somebody to somebody."""

    @property
    def supplier(self) -> tuple[str, ...]:
        """Who supplies."""
        ...

    @property
    def recipient(self) -> tuple[str, ...]:
        """Who receives."""
        ...

    @property
    def goods(self) -> Goods:
        """What."""
        ...


def flow_of(item: HasFlow) -> str:
    """The flow that a transfer is part of, as SUPPLIER>RECIPIENT:category."""
    return f"{'+'.join(item.supplier) or '?'}>{'+'.join(item.recipient) or '?'}:{item.goods.category.value}"


class HasPage(Protocol):
    """Whatever stands on a page."""

    @property
    def page(self) -> str:
        """The page's id."""
        ...


OnPage = TypeVar("OnPage", bound=HasPage)


def best(values: Iterable[tuple[Value | None, str]], exact: Callable[[Value], Any]) -> Value | None:
    """The value that most origins give; then the most exact, by the smallest `exact`; then the earliest.

    `values` are pairs of value and origin in order of publication; None says nothing.
    """
    origins: dict[Value, set[str]] = {}
    for value, origin in values:
        if value is not None:
            origins.setdefault(value, set()).add(origin)
    order = {value: place for place, value in enumerate(origins)}
    return min(origins, key=lambda value: (-len(origins[value]), exact(value), order[value]), default=None)


def at_the_source(items: Iterable[OnPage], origin: Callable[[OnPage], str]) -> list[OnPage]:
    """Of each origin the members on the page that has its text first: what a copy words otherwise is not the text's own.

    `items` are in order of publication.
    """
    kept = list(items)
    first: dict[str, str] = {}
    for item in kept:
        first.setdefault(origin(item), item.page)
    return [item for item in kept if item.page == first[origin(item)]]


def days_best(values: Iterable[tuple[Days | None, str]]) -> Days | None:
    """The date that most origins give, the narrowest where they are even."""
    return best(values, width)


def best_statement(items: Sequence[StatementItem]) -> StatementItem:
    """The member that gives a statement best: direct before mixed before indirect, then the longest, then the earliest."""
    return min(enumerate(items), key=lambda pair: (QUOTES.index(pair[1].quote), -len(pair[1].text), pair[0]))[1]


def fullest_speaker(speakers: Iterable[Speaker | None]) -> Speaker | None:
    """The speaker with the fullest name and description; the earliest where they are even."""
    found = [speaker for speaker in speakers if speaker is not None]
    if not found:
        return None
    return max(
        enumerate(found),
        key=lambda pair: (
            pair[1].kind.value == "person",
            len(name_key(pair[1].name)),
            pair[1].country is not None,
            len(pair[1].role or ""),
            -pair[0],
        ),
    )[1]


def evidence_of(items: Iterable[AnyItem]) -> tuple[Evidence, ...]:
    """Where the members have their words."""
    return tuple(_evidence(item.page, item.id, item.spans) for item in items)


@lru_cache(maxsize=20_000)
def _evidence(page: str, record: str, spans: tuple[Span, ...]) -> Evidence:
    return Evidence(page=page, id=record, spans=spans)


def reasons_of(group: Group, layer: Layer) -> tuple[Reason, ...]:
    """Why the members are one fact: for each link the two records, the rule and the two values; for records that are
    the same word by word, that they are.
    """
    found = []
    for link in group.links:
        a, b = layer.nodes[link.a].item, layer.nodes[link.b].item
        found.append(
            Reason(between=(a.member, b.member), rule=link.verdict.rule, compared=(link.verdict.a, link.verdict.b))
        )
    for name in group.nodes:
        node = layer.nodes[name]
        twins = sorted(node.items)
        if len(twins) > 1:
            rule = "the same words and cells" + (f", on {len(twins)} pages" if len(twins) > 2 else "")
            other = node.items[next(ref for ref in twins if ref != node.item.ref)]
            found.append(
                Reason(between=(node.item.member, other.member), rule=rule, compared=(node.item.text, other.text))
            )
    return tuple(found)


# ---------------------------------------------------------------- voices
def stance_of(item: AnyItem) -> Stance:
    """On which side a record puts its voice. A statement's speaker asserts that he made it."""
    if isinstance(item, TransferItem | EventItem | ViolationItem):
        if item.factuality is Factuality.DENIED:
            return Stance.DENIES
        if item.factuality is Factuality.POSSIBLE:
            return Stance.SUSPECTS
    return Stance.ASSERTS


def saying_of(item: AnyItem, said: Days | None, basis: Basis = Basis.RECORD) -> Saying:
    """A record as one place where its voice takes its side; `said` are the days on which it was said, or None."""
    name = item.speaker.name if item.speaker else None
    return _saying(item.page, item.id, item.statement, name, said, item.spans, basis)


@lru_cache(maxsize=20_000)
def _saying(
    page: str,
    record: str,
    statement: str | None,
    name: str | None,
    said: Days | None,
    spans: tuple[Span, ...],
    basis: Basis,
) -> Saying:
    return Saying(
        page=page, record=record, statement=statement, speaker=name, said_on=when_of(said), spans=spans, basis=basis
    )


Said = tuple[Stance, VoiceOf, Saying]


def voices_of(sayings: Iterable[Said]) -> Voices:
    """Voices with their sayings, each voice once on each side; a place that a record gives is not counted again as use.

    Where one page names a speaker's office and another only his name, he is one voice: the one that the office gives.
    """
    rows = sorted(sayings, key=lambda row: (row[2].page, row[2].record, row[2].basis is not Basis.RECORD))
    homes: dict[str, VoiceOf] = {}
    for _, voice, saying in rows:
        if saying.speaker and voice.key != " ".join(name_key(saying.speaker)):
            homes.setdefault(saying.speaker, voice)

    found: dict[tuple[VoiceOf, str | None], VoiceOf] = {}

    def home(voice: VoiceOf, name: str | None) -> VoiceOf:
        if name is None or voice.key != " ".join(name_key(name)):
            return voice
        return next((homes[other] for other in sorted(homes) if same_person(name, other)), voice)

    sides: dict[Stance, dict[str, tuple[VoiceOf, list[Saying]]]] = {stance: {} for stance in Stance}
    places: set[tuple[Stance, str, str | None]] = set()
    for stance, voice, saying in rows:
        # copies of a text name the same few speakers again and again
        known = (voice, saying.speaker)
        voice = found[known] if known in found else found.setdefault(known, home(voice, saying.speaker))
        place = (stance, saying.page, saying.statement)
        if saying.basis is Basis.USE and place in places:
            continue
        places.add(place)
        sides[stance].setdefault(voice.key, (voice, []))[1].append(saying)

    def listed(stance: Stance) -> tuple[Voice, ...]:
        return tuple(
            Voice(key=key, name=voice.name, why=voice.why, sayings=tuple(found))
            for key, (voice, found) in sorted(sides[stance].items())
        )

    return Voices(asserts=listed(Stance.ASSERTS), suspects=listed(Stance.SUSPECTS), denies=listed(Stance.DENIES))

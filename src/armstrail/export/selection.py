"""What an export is made of: the facts that a filter lets through, and all that belongs to them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import lru_cache

from armstrail.export.manifest import Omission
from armstrail.ledger.facts import (
    AnyFact,
    Conflict,
    Dating,
    Decision,
    EventFact,
    Judgement,
    OriginFact,
    StatementFact,
    TransferFact,
    ViolationFact,
)
from armstrail.ledger.store import Store
from armstrail.ledger.store.facts import Filter
from armstrail.records import Annotation

KINDS = ("statement", "transfer", "event", "violation")
"""The kinds of facts, in the order in which exports have them."""

_NO_FILTER = Filter()
_PAGES_IN_MEMORY = 256


@dataclass(slots=True)
class Selection:
    """Facts with their conflicts, origins, dates and decisions, each part in the order of its ids.

    `outside` counts, by kind, what the store has and the filter keeps out. `ratings` are the rows of the log that give
    a source its letter, oldest first.
    """

    statements: list[StatementFact] = field(default_factory=list)
    transfers: list[TransferFact] = field(default_factory=list)
    events: list[EventFact] = field(default_factory=list)
    violations: list[ViolationFact] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    origins: list[OriginFact] = field(default_factory=list)
    datings: list[Dating] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    ratings: list[dict[str, object]] = field(default_factory=list)
    pages: tuple[str, ...] = ()
    outside: Counter[str] = field(default_factory=Counter)

    def add(self, fact: AnyFact) -> None:
        """Take a fact in, under its kind."""
        if isinstance(fact, StatementFact):
            self.statements.append(fact)
        elif isinstance(fact, TransferFact):
            self.transfers.append(fact)
        elif isinstance(fact, EventFact):
            self.events.append(fact)
        else:
            self.violations.append(fact)

    def facts(self) -> Iterator[AnyFact]:
        """All facts, kind by kind."""
        yield from self.statements
        yield from self.transfers
        yield from self.events
        yield from self.violations

    def holds(self) -> dict[str, int]:
        """How many of each part there are."""
        parts = ("statements", "transfers", "events", "violations", "conflicts", "origins", "datings", "decisions")
        return {**{part: len(getattr(self, part)) for part in parts}, "pages": len(self.pages)}

    def omissions(self) -> list[Omission]:
        """What the filter keeps out, as lines of a manifest."""
        return [
            Omission(what=f"{kind}s", count=count, why="the filter does not let them through")
            for kind, count in sorted(self.outside.items())
            if count
        ]


def filter_words(wanted: Filter) -> dict[str, str]:
    """The restrictions of a filter as words, for the manifest."""
    return {one.name: str(value) for one in fields(wanted) if (value := getattr(wanted, one.name)) is not None}


def select(store: Store, wanted: Filter = _NO_FILTER) -> Selection:
    """What `wanted` lets through of every kind of fact, and what belongs to it.

    What a fact that was let through refers to comes with it: the statements that carry it, the facts on its other
    side, the transfers that a violation speaks of, and the violations that a transfer is said to be.
    """
    chosen = None if wanted == _NO_FILTER else _chosen(store, wanted)
    found = Selection()
    kept: set[str] = set()
    pages: set[str] = set()
    conflicts: list[Conflict] = []
    origins: list[OriginFact] = []
    datings: list[Dating] = []
    for line in store.ledger_lines():
        if isinstance(line, OriginFact):
            origins.append(line)
        elif isinstance(line, Conflict):
            conflicts.append(line)
        elif isinstance(line, Dating):
            datings.append(line)
        elif chosen is None or line.id in chosen:
            found.add(line)
            kept.add(line.id)
            pages.update(member.page for member in line.members)
        else:
            found.outside[line.kind] += 1
    if chosen is None:
        # Also the pages from which nothing was read: their texts belong to origins.
        pages.update(page for origin in origins for page in origin.pages)
    found.statements.sort(key=lambda fact: fact.id)
    found.transfers.sort(key=lambda fact: fact.id)
    found.events.sort(key=lambda fact: fact.id)
    found.violations.sort(key=lambda fact: fact.id)
    found.conflicts = sorted((one for one in conflicts if chosen is None or kept & set(one.facts)), key=lambda c: c.id)
    found.origins = sorted((one for one in origins if pages & set(one.pages)), key=lambda origin: origin.id)
    found.datings = sorted((one for one in datings if one.page in pages), key=lambda dating: dating.page)
    found.decisions = _decisions(store, found, everything=chosen is None)
    found.ratings = _ratings(store)
    found.pages = tuple(sorted(pages))
    found.outside["conflict"] = len(conflicts) - len(found.conflicts)
    found.outside["origin"] = len(origins) - len(found.origins)
    return found


def _chosen(store: Store, wanted: Filter) -> set[str]:
    """Ids of the facts that the filter lets through, and of those that they refer to."""
    chosen: set[str] = set()
    referred: set[str] = set()
    for kind in KINDS:
        facts, _ = store.facts(kind, wanted)
        chosen.update(fact.id for fact in facts)
        for fact in facts:
            referred.update(_references(fact))
    for violation in _violations(store):
        if chosen & set(violation.transfers):
            referred.add(violation.id)
    return chosen | referred


def _violations(store: Store) -> Iterable[ViolationFact]:
    facts, _ = store.facts("violation")
    return [fact for fact in facts if isinstance(fact, ViolationFact)]


def _references(fact: AnyFact) -> Iterator[str]:
    yield from fact.facing
    if isinstance(fact, TransferFact | EventFact):
        yield from fact.statements
    elif isinstance(fact, ViolationFact):
        yield from fact.transfers


def _decisions(store: Store, found: Selection, *, everything: bool) -> list[Decision]:
    """The decisions about the facts, and those that take such decisions back."""
    made = store.decisions()
    if everything:
        return made
    members = {(member.page, member.id) for fact in found.facts() for member in fact.members}
    about = {one.id for one in made if members & {(member.page, member.id) for member in one.about}}
    return [one for one in made if one.id in about or (one.judgement is Judgement.WITHDRAW and one.withdraws in about)]


def _ratings(store: Store) -> list[dict[str, object]]:
    rows, _ = store.log()
    return [row for row in reversed(rows) if row["kind"] == "reliability"]


class Pages:
    """The pages of a store, a few of them kept in memory, since facts of one page stand together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._get = lru_cache(maxsize=_PAGES_IN_MEMORY)(store.annotation)
        self._seen: dict[str, str] | None = None

    def __getitem__(self, page: str) -> Annotation:
        """The page with an id. Raises StoreError where the store has no such page."""
        return self._get(page)

    def sha1(self, page: str) -> str:
        """The SHA-1 digest of a page's bytes as they came, for formats that know no other."""
        return hashlib.sha1(self._store.bytes_of(page), usedforsecurity=False).hexdigest()

    def seen(self, page: str) -> str | None:
        """When a page came into the store, in UTC, as `YYYY-MM-DDTHH:MM:SS`."""
        if self._seen is None:
            rows, _ = self._store.pages()
            self._seen = {row["id"]: _utc(row["read_at"]) for row in rows}
        return self._seen.get(page)


def _utc(moment: datetime) -> str:
    """A time in UTC; a database that keeps no zone gives it back in UTC."""
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return moment.replace(tzinfo=None, microsecond=0).isoformat()

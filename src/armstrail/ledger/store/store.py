"""The store as other parts use it: one object, each method one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from armstrail import __version__
from armstrail.errors import StoreError
from armstrail.ledger.facts import (
    AnyFact,
    Conflict,
    Dating,
    Lapse,
    Line,
    OriginFact,
)
from armstrail.ledger.markings import markings, with_marked
from armstrail.ledger.store import counts, facts, origins, pages, progress, review, searching, state
from armstrail.ledger.store.counts import Flow, Placed, Unflown
from armstrail.ledger.store.facts import Filter
from armstrail.ledger.store.listing import Total, listed
from armstrail.ledger.store.opened import system_clock
from armstrail.ledger.store.pages import Added, PageFilter, PageFound
from armstrail.ledger.store.progress import Reading
from armstrail.ledger.store.refreshing import LEDGER, Keeper
from armstrail.ledger.store.reviewing import Reviewing
from armstrail.page.source import Source
from armstrail.records import Annotation, FailedPage, OriginRelation

EVERYTHING = Filter()
EVERY_PAGE = PageFilter()
REFRESHING = 20260102
"""PostgreSQL's number for the lock of whoever brings the register up to date."""


class Store(Reviewing):
    """Pages, facts and decisions in a database. Use it in a `with` block.

    `database` is a SQLite file (made where missing) or `postgresql://...`; `clock` gives the time that rows carry;
    `patience` are the seconds that one question of those that only read may take, beyond which it ends in TooCostly.
    Raises StoreError where the database cannot be used.
    """

    def __init__(
        self, database: str | Path, clock: Callable[[], datetime] = system_clock, patience: float | None = None
    ) -> None:
        super().__init__(database, clock, patience)
        self._keeper = Keeper()

    # ------------------------------------------------------------ pages
    def known(self, source: Source) -> str | None:
        """The id under which the store has this page (same bytes from the same place), or None."""
        with self._reading() as connection:
            return pages.known(connection, source)

    def add(self, source: Source, annotation: Annotation) -> Added:
        """Add a page with its bytes and records, whole or not at all. What the store has stays as it is."""
        with self.engine.begin() as connection:
            return pages.add_page(connection, source, annotation, f"armstrail {__version__}", self.clock())

    def add_failure(self, failed: FailedPage) -> None:
        """Record that a page could not be read, and why."""
        with self.engine.begin() as connection:
            pages.add_failure(connection, failed, self.clock())

    def bytes_of(self, page: str) -> bytes:
        """The page's bytes as they came. Raises StoreError where the store has no such page."""
        with self._reading() as connection:
            found = pages.bytes_of(connection, page)
        if found is None:
            raise StoreError(f"{self.database}: no page {page!r}: `armstrail pages` lists the pages")
        return found

    def annotations(self) -> Iterator[Annotation]:
        """All pages with their records, in the order in which they were read; see `annotation`."""
        with self._reading() as connection:
            made = markings(review.decisions(connection))
            for page in pages.all_annotations(connection):
                yield with_marked(page, made.get(page.id, ()))

    def pages(
        self, wanted: PageFilter = EVERY_PAGE, *, newest: bool = False, limit: int | None = None, offset: int = 0
    ) -> tuple[list[dict[str, Any]], int]:
        """What the store knows of each page that a filter lets through, without text and records, in the order in which they
        were read, or the last published first (`newest`); and how many there are in all.
        """
        with self._reading() as connection:
            rows, total = pages.list_pages(connection, wanted, newest=newest, limit=limit, offset=offset)
            return [dict(row._mapping) for row in rows], total

    def languages(self) -> list[str]:
        """The languages of the pages, those of most pages first."""
        with self._reading() as connection:
            return pages.languages(connection)

    def titles(self, names: Sequence[str]) -> dict[str, str]:
        """The titles of the pages among `names` (a few hundred at most) that have one."""
        with self._reading() as connection:
            return pages.titles(connection, names)

    def failures(self, *, limit: int | None = None, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
        """The pages that could not be read, with the reason, and how many there are in all."""
        with self._reading() as connection:
            rows, total = pages.list_failures(connection, limit=limit, offset=offset)
            return [dict(row._mapping) for row in rows], total

    # ------------------------------------------------------------ readings
    def reading(self) -> Reading | None:
        """How far the last reading of pages had come when it was last noted, or None."""
        with self._reading() as connection:
            return progress.noted(connection)

    def begin_reading(self, what: str, by: str, total: int | None = None) -> Reading | None:
        """Note that a reading of pages begins, or None where another one is under way."""
        with self.engine.begin() as connection:
            now = self.clock()
            before = progress.noted(connection)
            if before is not None and before.under_way(now):
                return None
            began = Reading(what=what, by=by, began=now, seen=now, total=total)
            progress.note(connection, began)
        return began

    def note_reading(self, reading: Reading) -> Reading:
        """Note how far a reading has come; gives it with the time of the note."""
        seen = reading.model_copy(update={"seen": self.clock()})
        with self.engine.begin() as connection:
            progress.note(connection, seen)
        return seen

    # ------------------------------------------------------------ the register
    def refresh(self) -> tuple[int, int]:
        """Bring origins, facts, conflicts and grades up to date with pages and decisions, in one transaction.

        Nothing happens where nothing has changed since. The first time all pages are taken in; as long as this store is
        open, later times take in what is new and make anew what that touches. Returns how many facts were written and how
        many dropped.
        """
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                # One program at a time; the next one finds it done. SQLite lets one writer in anyway.
                connection.execute(select(func.pg_advisory_xact_lock(REFRESHING)))
            now = state.digest(connection)
            if state.get(connection, LEDGER) == now:
                return 0, 0
            origins.settle(connection)
            return self._keeper.refresh(connection, origins.groups(connection), now)

    def lapsed(self) -> tuple[Lapse, ...]:
        """The decisions that the register does not follow, and why: overruled, without their evidence, unfit."""
        with self._reading() as connection:
            return review.lapsed(connection)

    def stale(self) -> bool:
        """Whether pages or decisions came since the register was last brought up to date."""
        with self._reading() as connection:
            return state.get(connection, LEDGER) != state.digest(connection)

    def facts(
        self,
        kind: str,
        wanted: Filter = EVERYTHING,
        *,
        sort: str = "date",
        limit: int | None = None,
        offset: int = 0,
        whole: bool = False,
    ) -> tuple[list[AnyFact], Total]:
        """The facts of a kind ("statement", "transfer", "event", "violation") and how many there are in all.

        Of more than 10,000 facts with the words that are searched for (50,000 where something else is asked for as well), the
        newest in the store are looked at, and the total says that there are more; a list without a limit, or one that is
        wanted `whole`, leaves none out.
        """
        with self._counting() as connection:
            return facts.list_facts(connection, kind, wanted, sort=sort, limit=limit, offset=offset, whole=whole)

    def numbered(
        self,
        kind: str,
        wanted: Filter = EVERYTHING,
        *,
        sort: str = "date",
        limit: int,
        offset: int = 0,
        missing: Callable[[Sequence[int]], Sequence[int]] = tuple,
    ) -> tuple[list[int], dict[int, AnyFact], Total]:
        """As `facts`, for whoever keeps what he made of facts before: the numbers of the facts in their order, those facts by
        number that `missing` picks of them, and how many there are in all. A number means the same fact as long as `mark`
        is the same.
        """
        with self._counting() as connection:
            numbers, total = listed(connection, kind, wanted, sort=sort, limit=limit, offset=offset)
            return numbers, facts.numbered(connection, missing(numbers)), total

    def fact(self, name: str) -> AnyFact | None:
        """The fact with an id, or the one that a page's record (`PAGE:RECORD`) is part of, or None."""
        with self._reading() as connection:
            found = facts.get_fact(connection, name)
            if found is None and ":" in name:
                page, record = name.rsplit(":", 1)
                found = facts.fact_of(connection, page, record)
            return found

    def origins(self, *, limit: int | None = None, offset: int = 0) -> tuple[list[OriginFact], int]:
        """The origins, those with most pages first, and how many there are in all."""
        with self._reading() as connection:
            return facts.list_origins(connection, limit=limit, offset=offset)

    def origin(self, name: str) -> OriginFact | None:
        """The origin with an id, or None."""
        with self._reading() as connection:
            return facts.get_origin(connection, name)

    def origin_of(self, page: str) -> OriginFact | None:
        """The origin that a page's text comes from, or None where the register is older than the page."""
        with self._reading() as connection:
            return facts.origin_of(connection, page)

    def origins_of(self, names: Sequence[str]) -> dict[str, str]:
        """The ids of the origins of the pages among `names` (a few hundred at most) that have one."""
        with self._reading() as connection:
            return facts.origins_of(connection, names)

    def excerpts(self, pages: Collection[str]) -> tuple[OriginRelation, ...]:
        """What the pages of an origin have of other origins as excerpts, and what pages of others have of it."""
        with self._reading() as connection:
            return origins.excerpts(connection, pages)

    def conflict(self, name: str) -> Conflict | None:
        """The conflict with an id, or None."""
        with self._reading() as connection:
            return facts.get_conflict(connection, name)

    def conflicts(self, names: Collection[str]) -> list[Conflict]:
        """The conflicts among `names` (a few hundred at most) that there are."""
        if not names:
            return []
        with self._reading() as connection:
            return facts.get_conflicts(connection, names)

    def conflicts_of(self, fact: str) -> list[Conflict]:
        """The conflicts that a fact is part of."""
        with self._reading() as connection:
            return facts.conflicts_of(connection, fact)

    def datings(self) -> tuple[Dating, ...]:
        """The dates of pages that came from other pages."""
        with self._reading() as connection:
            return facts.datings(connection)

    def ledger_lines(self) -> Iterator[Line]:
        """Every line of `armstrail ledger`."""
        with self._reading() as connection:
            yield from facts.ledger_lines(connection)

    def search_pages(self, words: str, *, limit: int | None = None, offset: int = 0) -> tuple[list[str], Total]:
        """Ids of the pages whose title or body have all the words, the last published first (of more than `MANY` the newest
        in the store), and how many there are in all.
        """
        with self._reading() as connection:
            return searching.page_names(connection, words, limit=limit, offset=offset)

    def pages_found(
        self, words: str, *, limit: int, offset: int = 0, missing: Callable[[Sequence[int]], Sequence[int]] = tuple
    ) -> tuple[list[int], dict[int, PageFound], Total]:
        """As `search_pages`, for whoever keeps what he made of pages before (see `numbered`): their numbers, those pages by
        number that `missing` picks of them, and how many there are in all.
        """
        with self._reading() as connection:
            return searching.pages_found(connection, words, limit=limit, offset=offset, missing=missing)

    def facts_found(
        self, words: str, *, most: int, missing: Callable[[Sequence[int]], Sequence[int]] = tuple
    ) -> tuple[dict[str, tuple[list[int], Total]], dict[int, AnyFact]]:
        """For each kind the numbers of the facts in which all words stand, `most` of them at most, of most voices first, and
        how many there are in all; and those facts by number that `missing` picks of them (see `numbered`). Of more than
        10,000 the newest in the store are looked at, and the totals say that there are more.
        """
        with self._counting() as connection:
            best = searching.best_of_each_kind(connection, words, most)
            return best, facts.numbered(
                connection, missing([number for numbers, _ in best.values() for number in numbers])
            )

    def version(self) -> str | None:
        """What the register was computed from: equal as long as no fact has changed."""
        with self._reading() as connection:
            return state.get(connection, LEDGER)

    def parties(self, *, limit: int) -> list[tuple[str, int]]:
        """The parties that most transfers name, each with how many do."""
        with self._counting() as connection:
            return counts.parties(connection, limit)

    def flows(self, wanted: Filter = EVERYTHING, *, limit: int) -> tuple[list[Flow], int]:
        """Who supplies whom what, those carried by most independent voices first, and how many flows there are in all."""
        with self._counting() as connection:
            return counts.flows(connection, wanted, limit)

    def unflown(self, wanted: Filter = EVERYTHING) -> Unflown:
        """The transfers that make no flow, since a party is unknown or they are only denied."""
        with self._counting() as connection:
            return counts.unflown(connection, wanted)

    def places(self, wanted: Filter = EVERYTHING, *, limit: int) -> tuple[list[Placed], int]:
        """The places that events name, those of most events first, and how many there are in all."""
        with self._counting() as connection:
            return counts.places(connection, wanted, limit)

    def months(self, kind: str, wanted: Filter = EVERYTHING) -> list[tuple[str | None, int]]:
        """How many facts of a kind begin in each month ("2024-03"), in order; None counts those without a date."""
        with self._counting() as connection:
            return counts.months(connection, kind, wanted)

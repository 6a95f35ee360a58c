"""Bringing the register up to date: what is new goes into a book that is kept from one time to the next, and only the facts
that it touches are written.

The book of a program that has just been started is empty: it takes in every page once, and its facts are written one
after the other, compared with what the store has. After that a new page costs what it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import nullcontext

from sqlalchemy import Connection, select

from armstrail.errors import StoreError
from armstrail.ledger.book import Book
from armstrail.ledger.facts import Decision
from armstrail.ledger.provenance import origin_facts
from armstrail.ledger.store import pages, review, saving, schema, state
from armstrail.records import OriginGroup

__all__ = ["Keeper"]

LEDGER = "ledger_of"
"""Under which key the store notes what its facts were made from."""


class Keeper:
    """The book behind a store's register, and what was put into it."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._book: Book | None = None
        self._wrote: str | None = None
        self._numbers: dict[str, int] = {}
        self._groups: dict[str, OriginGroup] = {}
        self._decisions: list[Decision] = []

    def refresh(self, connection: Connection, groups: Iterable[OriginGroup], now: str) -> tuple[int, int]:
        """Make the facts say what pages, origins (`groups`) and decisions say; `now` is what the store is then made from.
        Gives how many facts were written and how many dropped.
        """
        try:
            return self._refresh(connection, groups, now)
        except BaseException:
            self._forget()  # half-way between two states
            raise

    def _refresh(self, connection: Connection, groups: Iterable[OriginGroup], now: str) -> tuple[int, int]:
        reliabilities = review.reliabilities(connection)
        first = self._book is None
        book = self._book or Book(reliabilities)
        # another program may have written since, and a source's letter stands in all its facts
        whole = first or self._wrote != state.get(connection, LEDGER) or book.reliabilities != reliabilities
        book.reliabilities = reliabilities
        with Book.loading() if first else nullcontext():
            origins = self._take_in(connection, book, groups)
            if whole:
                changed = saving.save_all(connection, book, self._numbers)
            else:
                changed = saving.save_update(connection, book, book.settle(), self._numbers)
                saving.save_origins(connection, origins, [*origin_facts(book, origins)], self._numbers)
        state.put(connection, LEDGER, now)
        self._book, self._wrote = book, now
        return changed

    def _take_in(self, connection: Connection, book: Book, groups: Iterable[OriginGroup]) -> set[str]:
        """Put into the book what has come, and again what has changed. Gives the origins that may be other ones now."""
        decisions = review.decisions(connection)
        if decisions != self._decisions:
            book.decide(decisions)
        numbers: dict[str, int] = dict(connection.execute(select(schema.page.c.id, schema.page.c.number)).all())
        fresh = numbers.keys() - self._numbers.keys()
        group_of = {page: group for group in groups for page in group.pages}
        moved, related, origins = self._differing(group_of)
        again = book.remarked() | {page for page in moved if page in self._numbers}
        if len(fresh) == len(numbers):
            for page in pages.all_annotations(connection):
                book.put(page, group_of.get(page.id))
        else:
            for name in sorted(fresh | again, key=numbers.__getitem__):
                if (found := pages.annotation_of(connection, name)) is None:
                    raise StoreError(f"page {name!r} is no longer in the store: run this again")
                book.put(found, group_of.get(name))
        book.reconsider(related)
        self._numbers, self._groups, self._decisions = numbers, group_of, decisions
        return origins | {group_of[page].origin if page in group_of else f"o:{page}" for page in fresh}

    def _differing(self, group_of: Mapping[str, OriginGroup]) -> tuple[set[str], set[str], set[str]]:
        """The pages that have another origin than before, those that are related to other pages than before, and the
        origins that these are and were.
        """
        moved: set[str] = set()
        related: set[str] = set()
        origins: set[str] = set()
        for page in self._groups.keys() | group_of.keys():
            old, new = self._groups.get(page), group_of.get(page)
            if old is new or old == new:
                continue
            origins.update(group.origin for group in (old, new) if group is not None)
            if old is None or new is None or old.origin != new.origin:
                moved.add(page)
            elif old.relations != new.relations:
                related.add(page)
        return moved, related, origins

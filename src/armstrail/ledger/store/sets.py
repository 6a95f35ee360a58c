"""Sets of facts: for each value of each cell that a list can be asked for, the numbers of the facts that have it.

A set is a Roaring bitmap (Lemire et al. 2018, "Roaring bitmaps: implementation of an optimized software library"; the
`pyroaring` binding), kept under kind, field and value. Any filter is then an intersection of a few sets, its count
their size, and a page of a list what stands at its place in the sets of the cell that it is sorted by: a million facts
cost little more than a thousand, whatever is combined with what, and however deep the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pyroaring import BitMap
from sqlalchemy import ColumnElement, Connection, Executable, Select, bindparam, delete, insert, select, update

from armstrail.ledger.store import schema
from armstrail.ledger.store.kept import Shelf

__all__ = ["EVERY", "NAME", "NAMED", "PARTIES", "Changes", "Sets", "cells_of", "newest", "numbers"]

Key = tuple[str, str, str]
"""Kind, field and value."""
SET = schema.fact_set.c
CHUNK = 400
"""Values asked for in one statement: below what every database takes."""

FEW = 400
"""Facts whose days are rather looked up one by one than found among the sets of all days."""

PARTIES = {
    "statement": ("country",),
    "transfer": ("supplier", "recipient"),
    "event": ("participant",),
    "violation": ("by",),
}
"""The roles in which a fact of a kind names parties."""
PLACES = {"event": ("place",)}
NAMED = ("speaker", "voice")
"""Roles whose names can be looked for in part: one field, `NAME`."""

EVERY, NAME, YEAR, DAY = "", "name", "year", "day"
"""Fields that are no column of `fact`: all facts of the kind; names; the year and the day on which a fact begins."""
WORDS = ("act", "category", "factuality", "review", "stage", "type")
FIGURES = ("grade", "origins", "voices")
FLAGS = ("denied", "conflicts")
"""Cells that are sets of their own where they hold, and are not kept where they do not."""


def cells_of(row: Mapping[str, Any], parties: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The fields and values under which a fact is kept, from its row in `fact` and its rows in `fact_party`.

    A role in which a fact of this kind could name a party and names none stands under the empty value, as does the year
    of a fact without a date.
    """
    yield EVERY, ""
    yield from ((field, row[field]) for field in WORDS if row[field])
    yield from ((field, str(row[field])) for field in FIGURES)
    yield from ((field, "1") for field in FLAGS if row[field])
    start: date | None = row["start"]
    yield YEAR, f"{start.year:04}" if start else ""
    if start:
        yield DAY, start.isoformat()
    for role, party in parties:
        yield NAME if role in NAMED else role, party
    named = {role for role, _ in parties}
    yield from ((role, "") for role in (*PARTIES[row["kind"]], *PLACES.get(row["kind"], ())) if role not in named)


class Changes:
    """Facts that come and go, gathered so that each set is written once."""

    def __init__(self) -> None:
        self._come: dict[Key, list[int]] = {}
        self._gone: dict[Key, list[int]] = {}

    def come(self, number: int, kind: str, cells: Iterable[tuple[str, str]]) -> None:
        """Note a new fact."""
        for field, value in set(cells):
            self._come.setdefault((kind, field, value), []).append(number)

    def go(self, number: int, kind: str, cells: Iterable[tuple[str, str]]) -> None:
        """Note a fact that is no more."""
        for field, value in set(cells):
            self._gone.setdefault((kind, field, value), []).append(number)

    def write(self, connection: Connection) -> None:
        """Bring the sets up to date."""
        wanted: dict[tuple[str, str], list[str]] = {}
        for kind, field, value in sorted(self._come.keys() | self._gone.keys()):
            wanted.setdefault((kind, field), []).append(value)
        new, kept, gone = [], [], []
        for (kind, field), values in wanted.items():
            there = Sets(connection, kind).some(field, values)
            for value in values:
                key = (kind, field, value)
                old = there.get(value)
                made = (old or BitMap()) - BitMap(self._gone.get(key, ())) | BitMap(self._come.get(key, ()))
                place = {"a": kind, "b": field, "c": value}
                if not made:
                    gone.append(place)
                elif old is None:
                    new.append({"kind": kind, "field": field, "value": value, "members": made.serialize()})
                elif made != old:
                    kept.append({**place, "members": made.serialize()})
        here = (SET.kind == bindparam("a")) & (SET.field == bindparam("b")) & (SET.value == bindparam("c"))
        if gone:
            connection.execute(delete(schema.fact_set).where(here), gone)
        if kept:
            connection.execute(update(schema.fact_set).where(here), kept)
        if new:
            connection.execute(insert(schema.fact_set), new)
        self._come, self._gone = {}, {}


def numbers(
    connection: Connection,
    wanted: Executable,
    values: Mapping[str, Any] | None = None,
) -> BitMap:
    """The numbers that a query finds, which may be very many; `values` are what stands in it under names."""
    cursor = connection.execute(wanted, values).cursor
    return BitMap() if cursor is None else BitMap([number for (number,) in cursor.fetchall()])


class Sets:
    """The sets of one kind of facts, read as they are asked for.

    A connection that carries a shelf (its execution option `sets`, see `Store`) finds there what was read before in the
    same state of the store. Sets that are given out in a mapping are then others' as well: never change them in place.
    """

    def __init__(self, connection: Connection, kind: str) -> None:
        self._connection, self._kind = connection, kind
        self._shelf: Shelf[tuple[str, ...], dict[str, BitMap]] | None = connection.get_execution_options().get("sets")

    def _kept(self, key: tuple[str, ...], make: Callable[[], dict[str, BitMap]]) -> dict[str, BitMap]:
        if self._shelf is None:
            return make()
        found = self._shelf.get((self._kind, *key))
        return self._shelf.put((self._kind, *key), make()) if found is None else found

    def _read(self, field: str, *where: ColumnElement[bool]) -> dict[str, BitMap]:
        rows = select(SET.value, SET.members).where(SET.kind == self._kind, SET.field == field, *where)
        return {value: BitMap.deserialize(members) for value, members in self._connection.execute(rows)}

    def one(self, field: str, value: str) -> BitMap:
        """The facts that have a value: a set of the caller's own."""
        found = self._kept(("one", field, value), lambda: self._read(field, SET.value == value)).get(value)
        return BitMap() if found is None else found.copy()

    def kept(self, field: str, value: str, find: Callable[[], BitMap]) -> BitMap:
        """Facts that some other question finds, kept as what facts have are: a set that belongs to others as well."""
        return self._kept(("found", field, value), lambda: {value: find()})[value]

    def some(self, field: str, values: Sequence[str]) -> dict[str, BitMap]:
        """The facts that have some values, by value; a value that no fact has is left out."""
        found: dict[str, BitMap] = {}
        for at in range(0, len(values), CHUNK):
            found |= self._read(field, SET.value.in_(values[at : at + CHUNK]))
        return found

    def each(
        self, field: str, first: str | None = None, last: str | None = None, *, among: Select[tuple[str]] | None = None
    ) -> dict[str, BitMap]:
        """The facts by value of a field, from the value `first` to `last` in order of the alphabet, both counted, or for the
        values that `among` finds.
        """
        if among is not None:
            return self._read(field, SET.value.in_(among))
        ends = [
            *([SET.value >= first] if first is not None else []),
            *([SET.value <= last] if last is not None else []),
        ]
        return self._kept(("each", field, first or "", last or ""), lambda: self._read(field, *ends))

    def months(self) -> dict[str, BitMap]:
        """The facts by the month in which they begin ("2024-03"), without those that have no date."""

        def made() -> dict[str, BitMap]:
            days: dict[str, list[BitMap]] = {}
            for day, members in self._read(DAY).items():
                days.setdefault(day[:7], []).append(members)
            return {month: BitMap.union(BitMap(), *found) for month, found in days.items()}

        return self._kept(("months",), made)

    def figures(self, field: str) -> dict[int, BitMap]:
        """The facts by the figure in a field."""
        return {int(value): members for value, members in self.each(field).items()}

    def beginning(self, since: date | None, until: date | None) -> BitMap:
        """The facts that begin between two days; both count."""
        first = since.isoformat() if since else "0001-01-01"
        last = until.isoformat() if until else "9999-12-31"
        years = self.each(YEAR, first[:4], last[:4])
        whole = [members for year, members in years.items() if f"{year}-01-01" >= first and f"{year}-12-31" <= last]
        parts = [
            members
            for year in years
            if not (f"{year}-01-01" >= first and f"{year}-12-31" <= last)
            for day, members in self._days(year).items()
            if first <= day <= last
        ]
        return BitMap.union(BitMap(), *whole, *parts)

    # ------------------------------------------------------------ orders
    def by_day(self, among: BitMap, limit: int | None, offset: int) -> list[int]:
        """A page of some facts: those that begin last first, those without a date at the end, the newest in the store
        first where all else is equal.
        """
        if len(among) <= FEW:
            return self._one_by_one(among)[offset : None if limit is None else offset + limit]
        page = _Page(among, limit, offset)
        for year, members in sorted(self.each(YEAR).items(), reverse=True):  # the empty year of the undated comes last
            if page.full:
                break
            if not page.passes(members):
                days = sorted(self._days(year).items(), reverse=True) if year else [("", members)]
                for _, beginning in days:
                    page.take(beginning)
        return page.found

    def _days(self, year: str) -> dict[str, BitMap]:
        return self.each(DAY, f"{year}-01-01", f"{year}-12-31")

    def _one_by_one(self, among: BitMap) -> list[int]:
        if not among:
            return []  # PostgreSQL does not take an empty list
        # Numbers of our own: as parameters they would take longer to bind than to find.
        asked = f"SELECT number FROM fact WHERE number IN ({','.join(map(str, among))}) ORDER BY start DESC NULLS LAST, number DESC"  # noqa: S608  # numbers
        return [number for (number,) in self._connection.exec_driver_sql(asked)]

    def by_figure(self, field: str, among: BitMap, limit: int | None, offset: int, *, most: bool) -> list[int]:
        """A page of some facts by a figure, the largest first or, where not `most`, the smallest."""
        page = _Page(among, limit, offset)
        for _, members in sorted(self.figures(field).items(), reverse=most):
            page.take(members)
        return page.found


def newest(among: BitMap, limit: int | None, offset: int) -> list[int]:
    """A page of some facts, the newest in the store first."""
    end = max(0, len(among) - offset)
    start = 0 if limit is None else max(0, end - limit)
    return [*reversed(among[start:end])] if end > start else []


class _Page:
    """A page of some facts, taken from sets that come one after the other and share no fact."""

    def __init__(self, among: BitMap, limit: int | None, offset: int) -> None:
        self.found: list[int] = []
        self._among, self._limit, self._offset = among, limit, offset

    @property
    def full(self) -> bool:
        """Whether nothing more has room."""
        return self._limit is not None and len(self.found) >= self._limit

    def passes(self, members: BitMap) -> bool:
        """Whether the whole set lies before the page; it is passed over then."""
        size: int = self._among.intersection_cardinality(members)
        if size > self._offset:
            return False
        self._offset -= size
        return True

    def take(self, members: BitMap) -> None:
        """Take what the page has of a set, the newest in the store first."""
        if not self.full and not self.passes(members):
            rest = None if self._limit is None else self._limit - len(self.found)
            self.found += newest(self._among & members, rest, self._offset)
            self._offset = 0

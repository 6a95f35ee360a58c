"""Which facts stand on a page of a list, and how many there are: by the index that answers the question asked.

Most lists are asked for by one thing: a party, a name, words, days. For each of these one index holds all that counting and
ordering need, so that a million facts cost little more than a thousand. Anything else is left to the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, union_all
from sqlalchemy.sql.expression import nulls_last

from armstrail.ledger.store import schema, state
from armstrail.ledger.store.filters import MANY, NAMED, PARTIES, UNKNOWN, Filter, between, conditions, facts_with, named

FACT, PARTY = schema.fact.c, schema.fact_party.c


class Total(int):
    """How many there are; `more` tells that there are more than this, which would take too long to count."""

    more: bool = False

    @classmethod
    def at_least(cls, count: int) -> Total:
        """More than `count`."""
        made = cls(count)
        made.more = True
        return made

    def __format__(self, spec: str) -> str:
        return f"{'more than ' if self.more else ''}{int(self):{spec}}"

    def __str__(self) -> str:
        return format(self)


def listed(
    connection: Connection,
    kind: str,
    wanted: Filter,
    *,
    sort: str,
    limit: int | None,
    offset: int,
    whole: bool = False,
    known: Total | None = None,
) -> tuple[list[int], Total]:
    """The numbers of the facts of a kind that a filter lets through, sorted and cut, and how many there are in all.

    Of more than `MANY` facts found by words alone the newest in the store are listed, but all where the list is wanted
    `whole`. `known` spares counting what was counted before.
    """
    given = {field.name: value for field in fields(wanted) if (value := getattr(wanted, field.name)) not in {None, ""}}
    if len(given) == 1 and (rows := _of_party(kind, given)) is not None:
        total = Total(_count(connection, select(rows.c.fact))) if known is None else known
        if sort == "date":
            ordered = select(rows.c.fact).order_by(nulls_last(rows.c.start.desc()), rows.c.fact.desc())
            return list(connection.execute(ordered.limit(limit).offset(offset)).scalars()), total
        return _cut(connection, sorted_by(_every(kind, wanted, connection), sort), limit, offset), total
    if given.keys() == {"search"} and not whole:
        return _with_words(connection, kind, wanted.search or "", sort, limit, offset)
    if given and given.keys() <= {"since", "until"}:
        return _in_days(connection, kind, wanted, sort, limit, offset)
    rows_ = _every(kind, wanted, connection)
    if known is None:
        known = Total(_count(connection, rows_)) if given else _noted(connection, kind, rows_)
    return _cut(connection, sorted_by(rows_, sort), limit, offset), known


def _every(kind: str, wanted: Filter, connection: Connection) -> Select[Any]:
    return select(FACT.number).where(FACT.kind == kind, *conditions(connection, wanted, kind))


def _count(connection: Connection, rows: Select[Any]) -> int:
    return connection.execute(select(func.count()).select_from(rows.subquery())).scalar_one()


def _cut(connection: Connection, rows: Select[Any], limit: int | None, offset: int) -> list[int]:
    return list(connection.execute(rows.limit(limit).offset(offset)).scalars())


def _noted(connection: Connection, kind: str, rows: Select[Any]) -> Total:
    """How many facts of a kind there are: noted when they were written."""
    noted = state.get(connection, f"count:{kind}")
    return Total(int(noted) if noted is not None else _count(connection, rows))


def sorted_by(rows: Select[Any], sort: str) -> Select[Any]:
    """Rows of `fact` in an order; what is equal in it comes newest in the store first."""
    order: dict[str, Sequence[ColumnElement[Any]]] = {
        "date": [nulls_last(FACT.start.desc())],
        "grade": [FACT.grade],
        "origins": [FACT.origins.desc()],
        "voices": [FACT.voices.desc()],
        "new": [],
    }
    return rows.order_by(*order[sort], FACT.number.desc())


def _of_party(kind: str, given: dict[str, Any]) -> Any:
    """A table of number and first day of the facts that name a party or a name; None where something else is asked for."""
    ((name, value),) = given.items()
    roles = {"supplier": ("supplier",), "recipient": ("recipient",), "party": PARTIES[kind], "speaker": NAMED}.get(name)
    if roles is None or value == UNKNOWN:
        return None
    which = named(value) if name == "speaker" else PARTY.party == value
    rows = select(PARTY.fact, PARTY.start).where(PARTY.role.in_(roles), which, PARTY.kind == kind)
    # one role and one name give each fact once
    return (rows if len(roles) == 1 else rows.distinct()).subquery()


def _with_words(
    connection: Connection, kind: str, words: str, sort: str, limit: int | None, offset: int
) -> tuple[list[int], Total]:
    count = _count(connection, select(facts_with(connection, words, kind=kind, limit=MANY + 1).c.number))
    found = facts_with(connection, words, kind=kind, limit=MANY)
    rows = select(FACT.number).join(found, found.c.number == FACT.number).where(FACT.kind == kind)
    total = Total(count) if count <= MANY else Total.at_least(MANY)
    return _cut(connection, sorted_by(rows, sort), limit, offset), total


def _in_days(
    connection: Connection, kind: str, wanted: Filter, sort: str, limit: int | None, offset: int
) -> tuple[list[int], Total]:
    """Facts that may lie between two days: the short, the long, and those without a date, each from its own index."""
    short, long = ([FACT.kind == kind, *part] for part in between(wanted.since, wanted.until))
    undated = [FACT.kind == kind, FACT.start.is_(None)]
    counts = [
        select(func.count()).select_from(schema.fact).where(*part).scalar_subquery() for part in (short, long, undated)
    ]
    dated = sum(numbers := connection.execute(select(*counts)).one()) - numbers[2]
    total = Total(dated + numbers[2])
    if sort != "date":
        rows = select(FACT.number).where(FACT.kind == kind, or_(FACT.start.is_(None), and_(*short), and_(*long)))
        return _cut(connection, sorted_by(rows, sort), limit, offset), total
    most = None if limit is None else offset + limit
    parts = [
        select(FACT.number, FACT.start)
        .where(*part)
        .order_by(FACT.start.desc(), FACT.number.desc())
        .limit(most)
        .subquery()
        for part, count in ((short, numbers[0]), (long, numbers[1]))
        if count
    ]
    found: list[int] = []
    if parts and offset < dated:
        both = union_all(*(select(part) for part in parts)).subquery()
        ordered = select(both.c.number).order_by(both.c.start.desc(), both.c.number.desc())
        found = list(connection.execute(ordered.limit(limit).offset(offset)).scalars())
    rest = None if limit is None else limit - len(found)
    if numbers[2] and rest != 0:
        rows = select(FACT.number).where(*undated).order_by(FACT.number.desc())
        found += _cut(connection, rows, rest, max(0, offset - dated))
    return found, total

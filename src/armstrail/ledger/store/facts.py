"""Facts in the store, listed by their cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from armstrail.ledger.facts import (
    AnyFact,
    Conflict,
    Dating,
    Line,
    OriginFact,
)
from armstrail.ledger.store import schema
from armstrail.ledger.store.filters import KINDS, MANY, SORTS, UNKNOWN, Filter
from armstrail.ledger.store.listing import Total, listed

__all__ = [
    "CHUNK",
    "FACT",
    "KINDS",
    "MANY",
    "SORTS",
    "UNKNOWN",
    "Filter",
    "Total",
]

FACT: TypeAdapter[AnyFact] = TypeAdapter(Annotated[AnyFact, Field(discriminator="kind")])
"""Reads a fact by its kind, which spares trying each type of fact in turn."""
CHUNK = 400
"""Ids asked for in one statement: below what every database takes."""


def records_of(*columns: ColumnElement[Any]) -> Select[Any]:
    """A query for the records of facts, behind `columns` of theirs."""
    return select(*columns, schema.fact_record.c.record).join(
        schema.fact_record, schema.fact_record.c.fact == schema.fact.c.number
    )


# Put together once: these are asked at every turn, and to build them takes longer than to answer them.
BY_NAME = records_of().where(schema.fact.c.id == bindparam("name"))
ORIGINS = (
    select(schema.page.c.id, schema.origin_page.c.origin)
    .join(schema.origin_page, schema.origin_page.c.page == schema.page.c.number)
    .where(schema.page.c.id.in_(bindparam("pages", expanding=True)))
)


def get_fact(connection: Connection, name: str) -> AnyFact | None:
    """The fact with an id, or None."""
    record = connection.execute(BY_NAME, {"name": name}).scalar()
    return None if record is None else FACT.validate_json(record)


def fact_of(connection: Connection, page: str, record: str) -> AnyFact | None:
    """The fact that a page's record is part of, or None."""
    found = (
        select(schema.fact_record.c.record)
        .join(schema.fact_member, schema.fact_member.c.fact == schema.fact_record.c.fact)
        .join(schema.page, schema.page.c.number == schema.fact_member.c.page)
        .where(schema.page.c.id == page, schema.fact_member.c.record == record)
    )
    body = connection.execute(found).scalar()
    return None if body is None else FACT.validate_json(body)


def list_facts(
    connection: Connection,
    kind: str,
    wanted: Filter,
    *,
    sort: str = "date",
    limit: int | None = None,
    offset: int = 0,
    whole: bool = False,
) -> tuple[list[AnyFact], Total]:
    """The facts of a kind that a filter lets through, sorted, and how many there are in all.

    Of very many facts with the words that are searched for, the newest in the store are looked at, and the total says that
    there are more; a list without a limit, or one that is wanted `whole`, leaves none out.
    """
    numbers, total = listed(
        connection, kind, wanted, sort=sort, limit=limit, offset=offset, whole=whole or limit is None
    )
    found = numbered(connection, numbers)
    return [found[number] for number in numbers], total


def numbered(connection: Connection, numbers: Sequence[int]) -> dict[int, AnyFact]:
    """Facts by their numbers."""
    found: dict[int, AnyFact] = {}
    for at in range(0, len(numbers), CHUNK):
        # Numbers of our own: as parameters they would take longer to bind than to find.
        wanted = ",".join(map(str, numbers[at : at + CHUNK]))
        some = connection.exec_driver_sql(f"SELECT fact, record FROM fact_record WHERE fact IN ({wanted})")  # noqa: S608  # numbers
        found.update({number: FACT.validate_json(body) for number, body in some})
    return found


def list_origins(connection: Connection, *, limit: int | None, offset: int = 0) -> tuple[list[OriginFact], int]:
    """The origins, those with most pages first, and how many there are in all."""
    total = connection.execute(select(func.count()).select_from(schema.origin)).scalar_one()
    rows = select(schema.origin.c.record).order_by(schema.origin.c.pages.desc(), schema.origin.c.id)
    return [OriginFact.model_validate_json(r) for (r,) in connection.execute(rows.limit(limit).offset(offset))], total


def get_origin(connection: Connection, name: str) -> OriginFact | None:
    """The origin with an id, or None."""
    record = connection.execute(select(schema.origin.c.record).where(schema.origin.c.id == name)).scalar()
    return None if record is None else OriginFact.model_validate_json(record)


def origin_of(connection: Connection, page: str) -> OriginFact | None:
    """The origin that a page's text comes from, or None where the register was not brought up to date since."""
    found = (
        select(schema.origin.c.record)
        .join(schema.origin_page, schema.origin_page.c.origin == schema.origin.c.id)
        .join(schema.page, schema.page.c.number == schema.origin_page.c.page)
        .where(schema.page.c.id == page)
    )
    record = connection.execute(found).scalar()
    return None if record is None else OriginFact.model_validate_json(record)


def origins_of(connection: Connection, pages: Sequence[str]) -> dict[str, str]:
    """The origins' ids of some pages, by page."""
    return dict(connection.execute(ORIGINS, {"pages": sorted(set(pages))}).all())


def conflicts_of(connection: Connection, fact: str) -> list[Conflict]:
    """The conflicts that a fact is part of."""
    found = (
        select(schema.conflict.c.record)
        .join(schema.conflict_fact, schema.conflict_fact.c.conflict == schema.conflict.c.id)
        .join(schema.fact, schema.fact.c.number == schema.conflict_fact.c.fact)
        .where(schema.fact.c.id == fact)
        .order_by(schema.conflict.c.id)
    )
    return [Conflict.model_validate_json(record) for (record,) in connection.execute(found)]


def get_conflicts(connection: Connection, names: Collection[str]) -> list[Conflict]:
    """The conflicts with these ids."""
    conflict = schema.conflict.c
    found = select(conflict.record).where(conflict.id.in_(sorted(names))).order_by(conflict.id)
    return [Conflict.model_validate_json(record) for (record,) in connection.execute(found)]


def get_conflict(connection: Connection, name: str) -> Conflict | None:
    """The conflict with an id, or None."""
    record = connection.execute(select(schema.conflict.c.record).where(schema.conflict.c.id == name)).scalar()
    return None if record is None else Conflict.model_validate_json(record)


def ledger_lines(connection: Connection) -> Iterable[Line]:
    """Every line of `armstrail ledger`: origins, facts, conflicts, dates that came from other pages."""
    for (record,) in connection.execute(select(schema.origin.c.record).order_by(schema.origin.c.id)):
        yield OriginFact.model_validate_json(record)
    for kind in KINDS:
        rows = records_of().where(schema.fact.c.kind == kind).order_by(schema.fact.c.id)
        for (record,) in connection.execute(rows):
            yield FACT.validate_json(record)
    for (record,) in connection.execute(select(schema.conflict.c.record).order_by(schema.conflict.c.id)):
        yield Conflict.model_validate_json(record)
    yield from datings(connection)


def datings(connection: Connection) -> tuple[Dating, ...]:
    """The dates of pages that came from other pages."""
    value = connection.execute(select(schema.state.c.value).where(schema.state.c.key == "datings")).scalar()
    return TypeAdapter(tuple[Dating, ...]).validate_json(value) if value else ()

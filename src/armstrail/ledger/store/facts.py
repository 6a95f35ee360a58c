"""Facts in the store, listed by their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, text
from sqlalchemy.sql.expression import nulls_last

from armstrail.ledger.facts import (
    AnyFact,
    Conflict,
    Dating,
    Line,
    OriginFact,
)
from armstrail.ledger.store import schema, state

FACT: TypeAdapter[AnyFact] = TypeAdapter(Annotated[AnyFact, Field(discriminator="kind")])
"""Reads a fact by its kind, which spares trying each type of fact in turn."""
SORTS = ("date", "grade", "origins", "voices", "new")
"""What a list can be sorted by; `new` is the order in which facts came into the store."""

KINDS = ("statement", "transfer", "event", "violation")

NAMED = ("speaker", "voice")
"""Roles whose names can be looked for in part."""

UNKNOWN = "unknown"
"""Stands in a filter for a party that no words name."""

MANY = 10_000
"""Ids handed to a statement as values, at most."""

CHUNK = 400
"""Ids asked for in one statement: below what every database takes."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which facts of a kind are wanted; what is None or empty does not restrict.

    `supplier`, `recipient` and `party` are ISO codes or names as facts have them (UNKNOWN: facts that name none in this role); `goods` a category, or words of the
    goods' text; `speaker` part of the name of a speaker or voice; `since` and `until` keep what may lie in between (a
    fact without a date stays); `place` an event's place as it stands; `grade` the worst, `voices` and `origins` the fewest; `search` words to be found in the fact's text.
    """

    supplier: str | None = None
    recipient: str | None = None
    party: str | None = None
    goods: str | None = None
    speaker: str | None = None
    stage: str | None = None
    factuality: str | None = None
    act: str | None = None
    type: str | None = None
    grade: int | None = None
    voices: int | None = None
    origins: int | None = None
    denied: bool | None = None
    conflicts: bool | None = None
    review: str | None = None
    since: date | None = None
    until: date | None = None
    search: str | None = None
    page: str | None = None
    place: str | None = None


def records_of(*columns: ColumnElement[Any]) -> Select[Any]:
    """A query for the records of facts, behind `columns` of theirs."""
    return select(*columns, schema.fact_record.c.record).join(
        schema.fact_record, schema.fact_record.c.fact == schema.fact.c.number
    )


def get_fact(connection: Connection, name: str) -> AnyFact | None:
    """The fact with an id, or None."""
    record = connection.execute(records_of().where(schema.fact.c.id == name)).scalar()
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
    connection: Connection, kind: str, wanted: Filter, *, sort: str = "date", limit: int | None = None, offset: int = 0
) -> tuple[list[AnyFact], int]:
    """The facts of a kind that a filter lets through, sorted, and how many there are in all."""
    where = [schema.fact.c.kind == kind, *conditions(connection, wanted)]
    total = _total(connection, kind, where, everything=wanted == Filter())
    # Only the numbers are sorted and cut; then the records of those are fetched.
    page = _sorted(select(schema.fact.c.number).where(*where), sort).limit(limit).offset(offset)
    numbers = list(connection.execute(page).scalars())
    records: dict[int, str] = {}
    for at in range(0, len(numbers), CHUNK):
        found = select(schema.fact_record).where(schema.fact_record.c.fact.in_(numbers[at : at + CHUNK]))
        records.update({row.fact: row.record for row in connection.execute(found)})
    return [FACT.validate_json(records[number]) for number in numbers], total


def _total(connection: Connection, kind: str, where: Sequence[ColumnElement[bool]], *, everything: bool) -> int:
    """How many facts there are; of all facts of a kind it was noted when they were written."""
    if everything:
        noted = state.get(connection, f"count:{kind}")
        if noted is not None:
            return int(noted)
    return connection.execute(select(func.count()).select_from(schema.fact).where(*where)).scalar_one()


def _sorted(rows: Select[Any], sort: str) -> Select[Any]:
    columns = schema.fact.c
    order: dict[str, list[ColumnElement[Any]]] = {
        "date": [nulls_last(columns.start.desc())],
        "grade": [columns.grade],
        "origins": [columns.origins.desc()],
        "voices": [columns.voices.desc()],
        "new": [],
    }
    return rows.order_by(*order[sort], columns.number.desc())


def conditions(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """What a filter asks of the rows of `fact`."""
    columns = schema.fact.c
    found: list[ColumnElement[bool]] = []
    for roles, value in (
        (("supplier",), wanted.supplier),
        (("recipient",), wanted.recipient),
        (("supplier", "recipient", "participant", "by", "country"), wanted.party),
        (("place",), wanted.place),
    ):
        if value == UNKNOWN:
            found += [without_party(role) for role in roles]
        elif value:
            found.append(columns.number.in_(_with_party(roles, value)))
    if wanted.speaker:
        pattern = f"%{_escaped(wanted.speaker.casefold())}%"
        names = select(schema.party_name.c.name).where(schema.party_name.c.folded.like(pattern, escape="\\"))
        named = select(schema.fact_party.c.fact).where(
            schema.fact_party.c.role.in_(NAMED), schema.fact_party.c.party.in_(names)
        )
        found.append(columns.number.in_(named))
    if wanted.goods:
        goods = wanted.goods.casefold()
        found.append(or_(columns.category == goods, columns.goods.like(f"%{_escaped(goods)}%", escape="\\")))
    for column, value in (
        (columns.stage, wanted.stage),
        (columns.factuality, wanted.factuality),
        (columns.act, wanted.act),
        (columns.type, wanted.type),
        (columns.review, wanted.review),
    ):
        if value:
            found.append(column == value)
    if wanted.grade is not None:
        found.append(columns.grade <= wanted.grade)
    if wanted.voices is not None:
        found.append(columns.voices >= wanted.voices)
    if wanted.origins is not None:
        found.append(columns.origins >= wanted.origins)
    if wanted.denied is not None:
        found.append(columns.denied == wanted.denied)
    if wanted.conflicts is not None:
        found.append(columns.conflicts > 0 if wanted.conflicts else columns.conflicts == 0)
    if wanted.since is not None:
        found.append(or_(columns.end.is_(None), columns.end >= wanted.since))
    if wanted.until is not None:
        found.append(or_(columns.start.is_(None), columns.start <= wanted.until))
    if wanted.page:
        on_page = (
            select(schema.fact_member.c.fact)
            .join(schema.page, schema.page.c.number == schema.fact_member.c.page)
            .where(schema.page.c.id == wanted.page)
        )
        found.append(columns.number.in_(on_page))
    if wanted.search:
        found.append(columns.id.in_(_found(connection, wanted.search)))
    return found


def _found(connection: Connection, words: str) -> Sequence[str] | Select[Any]:
    """Ids of the facts in which words stand: as values where they are few, for the database would look at every fact
    else, and as a query where they are more than a statement takes.
    """
    refs = search_refs(connection, "fact", words)
    few = connection.execute(select(refs.subquery().c.ref).limit(MANY + 1)).scalars().all()
    return few if len(few) <= MANY else select(refs.subquery().c.ref)


def _with_party(roles: tuple[str, ...], party: str) -> Select[tuple[int]]:
    return select(schema.fact_party.c.fact).where(
        and_(schema.fact_party.c.role.in_(roles), schema.fact_party.c.party == party)
    )


def without_party(role: str) -> ColumnElement[bool]:
    """Whether a row of `fact` names nobody in a role."""
    party = schema.fact_party.c
    return ~select(party.fact).where(party.fact == schema.fact.c.number, party.role == role).exists()


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def search_refs(connection: Connection, kind: str, words: str) -> Select[Any]:
    """A query for the refs of the texts of a kind in which all `words` stand. The words are words, never operators."""
    terms = [term for term in words.split() if any(letter.isalnum() for letter in term)]
    if connection.dialect.name == "sqlite":
        match = " ".join('"' + term.replace('"', '""') + '"' for term in terms)
        clause = text("SELECT ref FROM search WHERE kind = :search_kind AND search MATCH :search_words")
    else:
        match = " ".join(terms)
        clause = text(
            "SELECT ref FROM search WHERE kind = :search_kind AND words @@ plainto_tsquery('english', :search_words)"
        )
    if not match:
        clause, match = text("SELECT ref FROM search WHERE kind = :search_kind AND :search_words <> ''"), ""
    return clause.bindparams(search_kind=kind, search_words=match).columns(ref=schema.fact.c.id.type)  # type: ignore[return-value]


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

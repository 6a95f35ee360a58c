"""Facts in the store: computed from the pages and the decisions, written as a whole, listed by their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, or_, select, text
from sqlalchemy.sql.expression import nulls_last

from armstrail.ledger.facts import (
    AnyFact,
    Conflict,
    Dating,
    EventFact,
    Ledger,
    Line,
    OriginFact,
    StatementFact,
    TransferFact,
    ViolationFact,
)
from armstrail.ledger.store import schema
from armstrail.ledger.store.pages import add_search

FACT: TypeAdapter[AnyFact] = TypeAdapter(AnyFact)
SORTS = ("date", "grade", "origins", "voices", "new")
"""What a list can be sorted by; `new` is the order in which facts came into the store."""

CHUNK = 400
"""Ids asked for in one statement: below what every database takes."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which facts of a kind are wanted; what is None or empty does not restrict.

    `supplier`, `recipient` and `party` are ISO codes or names as facts have them; `goods` a category, or words of the
    goods' text; `speaker` part of the name of a speaker or voice; `since` and `until` keep what may lie in between (a
    fact without a date stays); `search` words to be found in the fact's text.
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
    denied: bool | None = None
    conflicts: bool | None = None
    review: str | None = None
    since: date | None = None
    until: date | None = None
    search: str | None = None
    page: str | None = None


# ---------------------------------------------------------------- writing
def save_ledger(connection: Connection, ledger: Ledger) -> tuple[int, int]:
    """Make the tables of facts say what `ledger` says. Rows that stay the same are not touched.

    Returns how many facts were written and how many were dropped.
    """
    pages = dict(connection.execute(select(schema.page.c.id, schema.page.c.number)).all())
    facts: dict[str, AnyFact] = {
        one.id: one for part in (ledger.statements, ledger.transfers, ledger.events, ledger.violations) for one in part
    }
    for table in (schema.conflict_fact, schema.conflict, schema.origin_page, schema.origin):
        connection.execute(delete(table))
    old = dict(connection.execute(select(schema.fact.c.id, schema.fact.c.record)).all())
    written = {name: one.model_dump_json() for name, one in facts.items()}
    stale = [name for name, record in old.items() if written.get(name) != record]
    fresh = [name for name, record in written.items() if old.get(name) != record]
    _drop(connection, stale)
    _insert_facts(connection, [(facts[name], written[name]) for name in fresh], pages)
    _insert_origins(connection, ledger.origins, pages)
    _insert_conflicts(connection, ledger.conflicts)
    connection.execute(delete(schema.state).where(schema.state.c.key == "datings"))
    datings = TypeAdapter(tuple[Dating, ...]).dump_json(ledger.datings).decode()
    connection.execute(insert(schema.state).values(key="datings", value=datings))
    connection.execute(delete(schema.state).where(schema.state.c.key == "warnings"))
    warnings = TypeAdapter(tuple[str, ...]).dump_json(ledger.warnings).decode()
    connection.execute(insert(schema.state).values(key="warnings", value=warnings))
    return len(fresh), len([name for name in stale if name not in written])


def _drop(connection: Connection, names: Sequence[str]) -> None:
    for at in range(0, len(names), CHUNK):
        some = names[at : at + CHUNK]
        numbers = select(schema.fact.c.number).where(schema.fact.c.id.in_(some))
        connection.execute(delete(schema.fact_party).where(schema.fact_party.c.fact.in_(numbers)))
        connection.execute(delete(schema.fact_member).where(schema.fact_member.c.fact.in_(numbers)))
        connection.execute(
            text("DELETE FROM search WHERE kind = 'fact' AND ref = :ref"), [{"ref": name} for name in some]
        )
        connection.execute(delete(schema.fact).where(schema.fact.c.id.in_(some)))


def add_facts(connection: Connection, new: Sequence[AnyFact], *, members: bool = True) -> None:
    """Add facts to those that are there; without `members` they are bound to no page (generated facts of a benchmark)."""
    pages = dict(connection.execute(select(schema.page.c.id, schema.page.c.number)).all()) if members else None
    _insert_facts(connection, [(one, one.model_dump_json()) for one in new], pages)


def _insert_facts(connection: Connection, facts: Sequence[tuple[AnyFact, str]], pages: dict[str, int] | None) -> None:
    if not facts:
        return
    connection.execute(insert(schema.fact), [_row(one, record) for one, record in facts])
    numbers: dict[str, int] = {}
    names = [one.id for one, _ in facts]
    for at in range(0, len(names), CHUNK):
        found = select(schema.fact.c.id, schema.fact.c.number).where(schema.fact.c.id.in_(names[at : at + CHUNK]))
        numbers.update(connection.execute(found).all())
    parties = [
        {"fact": numbers[one.id], "role": role, "party": party[:255]}
        for one, _ in facts
        for role, party in sorted({(role, party) for role, party in _parties(one) if party})
    ]
    if parties:
        connection.execute(insert(schema.fact_party), parties)
    members = [
        {"page": pages[member.page], "record": member.id, "fact": numbers[one.id]}
        for one, _ in facts
        for member in one.members
        if pages is not None
    ]
    if members:
        connection.execute(insert(schema.fact_member), members)
    for one, _ in facts:
        add_search(connection, "fact", one.id, one.kind, words_of(one))


def _row(one: AnyFact, record: str) -> dict[str, Any]:
    when = one.said_on if isinstance(one, StatementFact) else getattr(one, "when", None)
    factuality = getattr(one, "factuality", None)
    return {
        "id": one.id,
        "kind": one.kind,
        "start": when.start if when else None,
        "end": when.end if when else None,
        "stage": one.stage.value if isinstance(one, TransferFact) else None,
        "factuality": factuality.value if factuality else None,
        "category": one.goods.category.value if isinstance(one, TransferFact) else None,
        "goods": one.goods.text.casefold() if isinstance(one, TransferFact) else None,
        "type": one.type.value if isinstance(one, EventFact) else None,
        "act": one.act.value if isinstance(one, StatementFact) else None,
        "speaker": one.speaker.name if isinstance(one, StatementFact) and one.speaker else None,
        "grade": one.grade,
        "origins": len(one.origins),
        "voices": len(one.voices.asserts) + len(one.voices.suspects) + len(one.voices.denies),
        "denied": bool(one.voices.denies),
        "conflicts": len(one.conflicts),
        "review": one.review.status,
        "record": record,
    }


def _parties(one: AnyFact) -> Iterable[tuple[str, str]]:
    if isinstance(one, TransferFact):
        yield from (("supplier", name) for name in one.supplier)
        yield from (("recipient", name) for name in one.recipient)
    elif isinstance(one, EventFact):
        yield from (("participant", name) for name in one.participants)
    elif isinstance(one, ViolationFact):
        yield from (("by", name) for name in one.by)
    elif one.speaker:
        yield "speaker", one.speaker.name
        if one.speaker.country:
            yield "country", one.speaker.country
    for side in (one.voices.asserts, one.voices.suspects, one.voices.denies):
        for voice in side:
            yield "voice", voice.name
            yield from (("voice", saying.speaker) for saying in voice.sayings if saying.speaker)


def words_of(one: AnyFact) -> str:
    """The words by which a fact is found."""
    if isinstance(one, StatementFact):
        parts = [one.speaker.name if one.speaker else "", (one.speaker.role or "") if one.speaker else "", one.content]
    elif isinstance(one, TransferFact):
        parts = [*one.supplier, *one.recipient, one.goods.text, one.goods.category.value, *one.asserted_by]
    elif isinstance(one, EventFact):
        parts = [one.type.value, *one.participants, one.object or "", one.target or "", one.place or ""]
    else:
        parts = [one.rule, *one.by]
    return " ".join(part for part in parts if part)


def _insert_origins(connection: Connection, origins: Sequence[OriginFact], pages: dict[str, int]) -> None:
    if not origins:
        return
    rows = [
        {"id": one.id, "pages": len(one.pages), "first_published": one.first_published, "record": one.model_dump_json()}
        for one in origins
    ]
    connection.execute(insert(schema.origin), rows)
    relation = {(one.id, line.page): line.relation.value for one in origins for line in one.relations}
    places = [
        {"page": pages[page], "origin": one.id, "relation": relation.get((one.id, page))}
        for one in origins
        for page in one.pages
    ]
    connection.execute(insert(schema.origin_page), places)


def _insert_conflicts(connection: Connection, conflicts: Sequence[Conflict]) -> None:
    if not conflicts:
        return
    rows = [{"id": one.id, "field": one.field, "record": one.model_dump_json()} for one in conflicts]
    connection.execute(insert(schema.conflict), rows)
    names = sorted({name for one in conflicts for name in one.facts})
    numbers: dict[str, int] = {}
    for at in range(0, len(names), CHUNK):
        found = select(schema.fact.c.id, schema.fact.c.number).where(schema.fact.c.id.in_(names[at : at + CHUNK]))
        numbers.update(connection.execute(found).all())
    links = [
        {"conflict": one.id, "fact": numbers[name]}
        for one in conflicts
        for name in dict.fromkeys(one.facts)
        if name in numbers
    ]
    if links:
        connection.execute(insert(schema.conflict_fact), links)


# ---------------------------------------------------------------- reading
def get_fact(connection: Connection, name: str) -> AnyFact | None:
    """The fact with an id, or None."""
    record = connection.execute(select(schema.fact.c.record).where(schema.fact.c.id == name)).scalar()
    return None if record is None else FACT.validate_json(record)


def fact_of(connection: Connection, page: str, record: str) -> AnyFact | None:
    """The fact that a page's record is part of, or None."""
    found = (
        select(schema.fact.c.record)
        .join(schema.fact_member, schema.fact_member.c.fact == schema.fact.c.number)
        .join(schema.page, schema.page.c.number == schema.fact_member.c.page)
        .where(schema.page.c.id == page, schema.fact_member.c.record == record)
    )
    body = connection.execute(found).scalar()
    return None if body is None else FACT.validate_json(body)


def list_facts(
    connection: Connection, kind: str, wanted: Filter, *, sort: str = "date", limit: int | None = None, offset: int = 0
) -> tuple[list[AnyFact], int]:
    """The facts of a kind that a filter lets through, sorted, and how many there are in all."""
    where = [schema.fact.c.kind == kind, *_conditions(connection, wanted)]
    total = connection.execute(select(func.count()).select_from(schema.fact).where(*where)).scalar_one()
    rows = _sorted(select(schema.fact.c.record).where(*where), sort).limit(limit).offset(offset)
    return [FACT.validate_json(record) for (record,) in connection.execute(rows)], total


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


def _conditions(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    columns = schema.fact.c
    found: list[ColumnElement[bool]] = []
    for roles, value in (
        (("supplier",), wanted.supplier),
        (("recipient",), wanted.recipient),
        (("supplier", "recipient", "participant", "by", "country"), wanted.party),
    ):
        if value:
            found.append(columns.number.in_(_with_party(roles, value)))
    if wanted.speaker:
        pattern = f"%{_escaped(wanted.speaker.casefold())}%"
        named = select(schema.fact_party.c.fact).where(
            schema.fact_party.c.role.in_(("speaker", "voice")),
            func.lower(schema.fact_party.c.party).like(pattern, escape="\\"),
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
        found.append(columns.id.in_(select(search_refs(connection, "fact", wanted.search).subquery().c.ref)))
    return found


def _with_party(roles: tuple[str, ...], party: str) -> Select[tuple[int]]:
    return select(schema.fact_party.c.fact).where(
        and_(schema.fact_party.c.role.in_(roles), schema.fact_party.c.party == party)
    )


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
    for kind in ("statement", "transfer", "event", "violation"):
        rows = select(schema.fact.c.record).where(schema.fact.c.kind == kind).order_by(schema.fact.c.id)
        for (record,) in connection.execute(rows):
            yield FACT.validate_json(record)
    for (record,) in connection.execute(select(schema.conflict.c.record).order_by(schema.conflict.c.id)):
        yield Conflict.model_validate_json(record)
    yield from datings(connection)


def datings(connection: Connection) -> tuple[Dating, ...]:
    """The dates of pages that came from other pages."""
    value = connection.execute(select(schema.state.c.value).where(schema.state.c.key == "datings")).scalar()
    return TypeAdapter(tuple[Dating, ...]).validate_json(value) if value else ()

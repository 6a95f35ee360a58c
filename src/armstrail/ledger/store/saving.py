"""Facts into the store: computed from the pages and the decisions, written as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, func, insert, select, text

from armstrail.ledger.facts import (
    AnyFact,
    Conflict,
    Dating,
    EventFact,
    Lapse,
    Ledger,
    OriginFact,
    StatementFact,
    TransferFact,
    ViolationFact,
)
from armstrail.ledger.store import schema, state
from armstrail.ledger.store.facts import CHUNK, KINDS, records_of
from armstrail.ledger.store.pages import add_words_of_facts
from armstrail.ledger.store.sets import NAMED, Changes, cells_of
from armstrail.ledger.store.wording import number_of_row
from armstrail.records import When


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
    old: dict[str, str] = dict(connection.execute(records_of(schema.fact.c.id)).all())
    written = {name: one.model_dump_json() for name, one in facts.items()}
    stale = [name for name, record in old.items() if written.get(name) != record]
    fresh = [name for name, record in written.items() if old.get(name) != record]
    drop_facts(connection, stale)
    _insert_facts(connection, [(facts[name], written[name]) for name in fresh], pages)
    _insert_origins(connection, ledger.origins, pages)
    _insert_conflicts(connection, ledger.conflicts)
    state.put(connection, "datings", TypeAdapter(tuple[Dating, ...]).dump_json(ledger.datings).decode())
    state.put(connection, "lapsed", TypeAdapter(tuple[Lapse, ...]).dump_json(ledger.lapsed).decode())
    note_counts(connection)
    return len(fresh), len([name for name in stale if name not in written])


def drop_facts(connection: Connection, names: Sequence[str]) -> None:
    """Take facts out, by their ids."""
    changes = Changes()
    for at in range(0, len(names), CHUNK):
        some = names[at : at + CHUNK]
        numbers = select(schema.fact.c.number).where(schema.fact.c.id.in_(some))
        named: dict[int, list[tuple[str, str]]] = {}
        party = schema.fact_party.c
        for fact, role, name in connection.execute(
            select(party.fact, party.role, party.party).where(party.fact.in_(numbers))
        ):
            named.setdefault(fact, []).append((role, name))
        for row in connection.execute(select(schema.fact).where(schema.fact.c.id.in_(some))):
            changes.go(row.number, row.kind, cells_of(dict(row._mapping), named.get(row.number, ())))
        connection.execute(delete(schema.fact_party).where(schema.fact_party.c.fact.in_(numbers)))
        connection.execute(delete(schema.fact_member).where(schema.fact_member.c.fact.in_(numbers)))
        here = [{"fact": number} for number in connection.execute(numbers).scalars()]
        if here:
            connection.execute(text(f"DELETE FROM search_fact WHERE {number_of_row(connection)} = :fact"), here)  # noqa: S608 - no values
        connection.execute(delete(schema.fact_record).where(schema.fact_record.c.fact.in_(numbers)))
        connection.execute(delete(schema.fact).where(schema.fact.c.id.in_(some)))
    changes.write(connection)


def add_facts(connection: Connection, new: Sequence[AnyFact], *, members: bool = True) -> None:
    """Add facts to those that are there; without `members` they are bound to no page (generated facts of a benchmark)."""
    pages = dict(connection.execute(select(schema.page.c.id, schema.page.c.number)).all()) if members else None
    _insert_facts(connection, [(one, one.model_dump_json()) for one in new], pages)


def _insert_facts(connection: Connection, facts: Sequence[tuple[AnyFact, str]], pages: dict[str, int] | None) -> None:
    if not facts:
        return
    rows = [_row(one) for one, _ in facts]
    connection.execute(insert(schema.fact), rows)
    numbers: dict[str, int] = {}
    names = [one.id for one, _ in facts]
    for at in range(0, len(names), CHUNK):
        found = select(schema.fact.c.id, schema.fact.c.number).where(schema.fact.c.id.in_(names[at : at + CHUNK]))
        numbers.update(connection.execute(found).all())
    connection.execute(
        insert(schema.fact_record), [{"fact": numbers[one.id], "record": record} for one, record in facts]
    )
    named = [sorted({(role, party[:255]) for role, party in _parties(one) if party}) for one, _ in facts]
    parties = [
        {"fact": numbers[one.id], "role": role, "party": party}
        for (one, _), here in zip(facts, named, strict=True)
        for role, party in here
    ]
    changes = Changes()
    for row, here in zip(rows, named, strict=True):
        changes.come(numbers[row["id"]], row["kind"], cells_of(row, here))
    changes.write(connection)
    if parties:
        connection.execute(insert(schema.fact_party), parties)
        _insert_names(connection, {str(row["party"]) for row in parties if row["role"] in NAMED})
    members = [
        {"page": pages[member.page], "record": member.id, "fact": numbers[one.id]}
        for one, _ in facts
        for member in one.members
        if pages is not None
    ]
    if members:
        connection.execute(insert(schema.fact_member), members)
    add_words_of_facts(connection, [(numbers[one.id], one.kind, words_of(one)) for one, _ in facts])


def _insert_names(connection: Connection, names: set[str]) -> None:
    """Note names that are not noted yet."""
    wanted = sorted(names)
    there: set[str] = set()
    for at in range(0, len(wanted), CHUNK):
        found = select(schema.party_name.c.name).where(schema.party_name.c.name.in_(wanted[at : at + CHUNK]))
        there.update(connection.execute(found).scalars())
    new = [{"name": name, "folded": name.casefold()[:255]} for name in wanted if name not in there]
    if new:
        connection.execute(insert(schema.party_name), new)


def _when(one: AnyFact) -> When | None:
    return one.said_on if isinstance(one, StatementFact) else getattr(one, "when", None)


def _row(one: AnyFact) -> dict[str, Any]:
    when = _when(one)
    factuality = getattr(one, "factuality", None)
    return {
        "id": one.id,
        "kind": one.kind,
        "start": when.start if when else None,
        "end": when.end if when else None,
        "long": when is not None and (when.end - when.start).days > schema.LONG,
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
    }


def _parties(one: AnyFact) -> Iterable[tuple[str, str]]:
    if isinstance(one, TransferFact):
        yield from (("supplier", name) for name in one.supplier)
        yield from (("recipient", name) for name in one.recipient)
    elif isinstance(one, EventFact):
        yield from (("participant", name) for name in one.participants)
        yield "place", one.place or ""
    elif isinstance(one, ViolationFact):
        yield from (("by", name) for name in one.by)
    elif one.speaker:
        yield "speaker", one.speaker.name
        if one.speaker.country:
            yield "country", one.speaker.country
    yield from (("carrier", voice.key) for side in (one.voices.asserts, one.voices.suspects) for voice in side)
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


def note_counts(connection: Connection) -> None:
    """Note how many facts there are of each kind, and let the database look at its indexes. Call after a change."""
    for kind in KINDS:
        counted = select(func.count()).select_from(schema.fact).where(schema.fact.c.kind == kind)
        state.put(connection, f"count:{kind}", str(connection.execute(counted).scalar_one()))
    connection.execute(text("ANALYZE"))

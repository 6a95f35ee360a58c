"""Facts into the store: computed from the pages and the decisions, written as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select, text

from armstrail.ledger.book import Book, Update
from armstrail.ledger.facts import (
    AnyFact,
    Conflict,
    Dating,
    EventFact,
    Lapse,
    OriginFact,
    StatementFact,
    TransferFact,
    ViolationFact,
)
from armstrail.ledger.provenance import DAYS, datings, origin_facts
from armstrail.ledger.store import schema, state
from armstrail.ledger.store.facts import CHUNK, records_of
from armstrail.ledger.store.pages import add_words_of_facts
from armstrail.ledger.store.sets import NAMED, Changes, cells_of
from armstrail.ledger.store.wording import number_of_row
from armstrail.records import When

BATCH = 2000
"""Facts written together."""
DATINGS: TypeAdapter[tuple[Dating, ...]] = TypeAdapter(tuple[Dating, ...])
LAPSES: TypeAdapter[tuple[Lapse, ...]] = TypeAdapter(tuple[Lapse, ...])


def save_all(connection: Connection, book: Book, pages: dict[str, int]) -> tuple[int, int]:
    """Make the tables say what a book says, fact by fact, so that neither all facts nor all that there were are held at
    once. Rows that stay the same are not touched. `pages` gives the numbers of pages.

    Returns how many facts were written and how many were dropped.
    """
    for table in (schema.conflict_fact, schema.conflict, schema.origin_page, schema.origin):
        connection.execute(delete(table))
    unseen = set(connection.execute(select(schema.fact.c.id)).scalars())
    fresh = not unseen
    batch: list[AnyFact] = []
    links: list[tuple[str, tuple[str, ...]]] = []
    days: list[Conflict] = []
    unfit: list[Lapse] = []
    written = 0
    for line in book.stream():
        if isinstance(line, Conflict):
            _insert_conflict_rows(connection, [line])
            links.append((line.id, line.facts))
            if line.field in DAYS:
                days.append(line)
        elif isinstance(line, Lapse):
            unfit.append(line)
        else:
            batch.append(line)
            unseen.discard(line.id)
        if len(batch) == BATCH:
            written += _replace(connection, batch, pages, fresh=fresh)
            batch = []
    written += _replace(connection, batch, pages, fresh=fresh)
    drop_facts(connection, sorted(unseen))
    _link_conflicts(connection, links)
    for origins in _batched(origin_facts(book)):
        _insert_origins(connection, origins, pages)
    days.sort(key=lambda conflict: conflict.id)
    _put(connection, "datings", DATINGS, datings(book, book.dates.travels, days))
    _put(connection, "lapsed", LAPSES, tuple(dict.fromkeys((*book.standing.lapsed, *unfit))))
    connection.execute(text("ANALYZE"))
    return written, len(unseen)


def save_update(connection: Connection, book: Book, update: Update, pages: dict[str, int]) -> tuple[int, int]:
    """Write what a change to a book has made anew. Returns how many facts were written and how many were dropped."""
    touched = [*(fact.id for fact in update.facts), *update.gone]
    _drop_conflicts(connection, touched)
    written = sum(_replace(connection, some, pages) for some in _batched(update.facts))
    gone = set(update.gone)
    drop_facts(connection, sorted(gone))
    _insert_conflict_rows(connection, update.conflicts)
    _link_conflicts(connection, [(one.id, one.facts) for one in update.conflicts])
    dated = {one.page: one for one in _get(connection, "datings", DATINGS) if one.page not in update.pages}
    for one in update.datings:
        dated[one.page] = one.model_copy(update={"conflict": _day_conflict(connection, one.page)})
    _put(connection, "datings", DATINGS, tuple(dated[page] for page in sorted(dated)))
    _put(connection, "lapsed", LAPSES, tuple(dict.fromkeys((*book.standing.lapsed, *_unfit(connection, book, update)))))
    return written, len(gone)


def _unfit(connection: Connection, book: Book, update: Update) -> Iterable[Lapse]:
    """The decisions that cannot be applied: those found now, and those about facts that were not made anew."""
    members = {(one.page, one.id) for fact in update.facts for one in fact.members}
    away = {row.id for row in book.standing.held if not members & {(one.page, one.id) for one in row.about}}
    kept = (one for one in _get(connection, "lapsed", LAPSES) if one.cause == "unfit" and one.decision in away)
    return sorted((*kept, *update.lapsed), key=lambda one: one.decision)


def _day_conflict(connection: Connection, page: str) -> str | None:
    """The first conflict about days that a page has part in."""
    link, member = schema.conflict_fact.c, schema.fact_member.c
    found = (
        select(schema.conflict.c.record)
        .distinct()
        .join(schema.conflict_fact, link.conflict == schema.conflict.c.id)
        .join(schema.fact_member, member.fact == link.fact)
        .join(schema.page, schema.page.c.number == member.page)
        .where(schema.page.c.id == page, schema.conflict.c.field.in_(sorted(DAYS)))
    )
    made = [Conflict.model_validate_json(record) for record in connection.execute(found).scalars()]
    return min(
        (one.id for one in made if any(m.page == page for side in one.sides for m in side.members)), default=None
    )


T = TypeVar("T")


def _batched(rows: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(rows)
    while some := [*islice(waiting, BATCH)]:
        yield some


def _get(connection: Connection, key: str, kind: TypeAdapter[tuple[T, ...]]) -> tuple[T, ...]:
    return kind.validate_json(state.get(connection, key) or "[]")


def _put(connection: Connection, key: str, kind: TypeAdapter[tuple[T, ...]], value: tuple[T, ...]) -> None:
    state.put(connection, key, kind.dump_json(value).decode())


def _replace(connection: Connection, facts: Sequence[AnyFact], pages: dict[str, int], *, fresh: bool = False) -> int:
    """Write facts instead of those that there are under their ids, or that have their members so far; how many are other
    than they were. Where all is `fresh` there are none.
    """
    made = {one.id: one.model_dump_json() for one in facts}
    same: set[str] = set()
    if not fresh:
        names = [*made]
        for at in range(0, len(names), CHUNK):
            rows = records_of(schema.fact.c.id).where(schema.fact.c.id.in_(names[at : at + CHUNK]))
            same.update(name for name, record in connection.execute(rows) if made[name] == record)
        other = [one for one in facts if one.id not in same]
        drop_facts(connection, sorted(_owners(connection, other, pages) | {one.id for one in other}))
    _insert_facts(connection, [(one, made[one.id]) for one in facts if one.id not in same], pages)
    return len(made) - len(same)


def _owners(connection: Connection, facts: Iterable[AnyFact], pages: dict[str, int]) -> set[str]:
    """The facts that have members of some facts so far."""
    wanted = {(pages[member.page], member.id) for one in facts for member in one.members}
    numbers = sorted({page for page, _ in wanted})
    member = schema.fact_member.c
    found: set[str] = set()
    for at in range(0, len(numbers), CHUNK):
        rows = (
            select(member.page, member.record, schema.fact.c.id)
            .join(schema.fact, schema.fact.c.number == member.fact)
            .where(member.page.in_(numbers[at : at + CHUNK]))
        )
        found.update(name for page, record, name in connection.execute(rows) if (page, record) in wanted)
    return found


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
            connection.execute(text(f"DELETE FROM search_fact WHERE {number_of_row(connection)} = :fact"), here)  # noqa: S608  # no values
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


def save_origins(
    connection: Connection, changed: Iterable[str], origins: Sequence[OriginFact], pages: dict[str, int]
) -> None:
    """Write origins instead of those with the ids `changed`, and of those that have their pages so far."""
    gone = set(changed) | {one.id for one in origins}
    numbers = [pages[page] for one in origins for page in one.pages]
    place = schema.origin_page.c
    for at in range(0, len(numbers), CHUNK):
        connection.execute(delete(schema.origin_page).where(place.page.in_(numbers[at : at + CHUNK])))
    names = sorted(gone)
    for at in range(0, len(names), CHUNK):
        connection.execute(delete(schema.origin_page).where(place.origin.in_(names[at : at + CHUNK])))
        connection.execute(delete(schema.origin).where(schema.origin.c.id.in_(names[at : at + CHUNK])))
    _insert_origins(connection, origins, pages)


def _drop_conflicts(connection: Connection, facts: Sequence[str]) -> None:
    """Take out the conflicts that some facts are part of."""
    link = schema.conflict_fact.c
    names: set[str] = set()
    for at in range(0, len(facts), CHUNK):
        numbers = select(schema.fact.c.number).where(schema.fact.c.id.in_(facts[at : at + CHUNK]))
        names.update(connection.execute(select(link.conflict).where(link.fact.in_(numbers))).scalars())
    found = sorted(names)
    for at in range(0, len(found), CHUNK):
        connection.execute(delete(schema.conflict_fact).where(link.conflict.in_(found[at : at + CHUNK])))
        connection.execute(delete(schema.conflict).where(schema.conflict.c.id.in_(found[at : at + CHUNK])))


def _insert_conflict_rows(connection: Connection, conflicts: Sequence[Conflict]) -> None:
    rows = [{"id": one.id, "field": one.field, "record": one.model_dump_json()} for one in conflicts]
    if rows:
        connection.execute(insert(schema.conflict), rows)


def _link_conflicts(connection: Connection, conflicts: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Link conflicts, given by their ids, with their facts, given by theirs."""
    for some in _batched(conflicts):
        names = sorted({name for _, facts in some for name in facts})
        numbers: dict[str, int] = {}
        for at in range(0, len(names), CHUNK):
            found = select(schema.fact.c.id, schema.fact.c.number).where(schema.fact.c.id.in_(names[at : at + CHUNK]))
            numbers.update(connection.execute(found).all())
        links = [
            {"conflict": conflict, "fact": numbers[name]}
            for conflict, facts in some
            for name in dict.fromkeys(facts)
            if name in numbers
        ]
        if links:
            connection.execute(insert(schema.conflict_fact), links)


def note_counts(connection: Connection) -> None:
    """Let the database look at its indexes after many facts were added."""
    connection.execute(text("ANALYZE"))

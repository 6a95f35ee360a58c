"""Origins in the store: brought up to date with the pages that came, and read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from armstrail.ledger.store import keys, prints, schema, state
from armstrail.ledger.store.prints import CHUNK
from armstrail.ledger.store.settling import Settling
from armstrail.ledger.store.shelf import Shelf
from armstrail.origin import Edge, OriginIndex
from armstrail.origin.candidates import asked
from armstrail.origin.origins import origins_from, row_of
from armstrail.records import OriginGroup, OriginRelation

ANEW = 8
"""How many times as many pages must be settled as come for these to be settled one by one: all at once costs so much less."""
_MADE_BY = "prints_of"


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling has changed: the origins that are new or others now, and the names of those that are no more.

    A name may stand in neither: its origin is as it was. `anew` tells that all were made again and all stand in `changed`.
    """

    changed: tuple[OriginGroup, ...] = ()
    gone: tuple[str, ...] = ()
    anew: bool = False


def settle(connection: Connection) -> Settled:
    """Find the origins of the pages that came since: of these alone where they are few, of all where they are not."""
    waiting = list(
        connection.execute(select(schema.print_waiting.c.page).order_by(schema.print_waiting.c.page)).scalars()
    )
    if state.get(connection, _MADE_BY) != prints.MAKER:
        prints.complete(connection)
        settled = _settle_all(connection)
    elif not waiting:
        return Settled()
    elif _settled(connection, ANEW * len(waiting)) < ANEW * len(waiting):
        settled = _settle_all(connection)
    else:
        prints.complete(connection, waiting)
        settling = Settling(connection)
        for page in waiting:
            settling.enter(page)
        settled = _group(connection, settling.shelf, settling.touched)
    done = exists().where(schema.print_settled.c.page == schema.print_waiting.c.page)
    connection.execute(delete(schema.print_waiting).where(done))
    return settled


def groups(connection: Connection) -> Iterator[OriginGroup]:
    """All origins."""
    found = select(schema.print_group.c.record).order_by(schema.print_group.c.first)
    for (record,) in connection.execute(found.execution_options(yield_per=1000)):
        yield OriginGroup.model_validate_json(record)


def excerpts(connection: Connection, pages: Collection[str]) -> tuple[OriginRelation, ...]:
    """The excerpts of other origins that the pages of one carry, and those of it that pages of others carry."""
    table = schema.print_settled
    ids = sorted(pages)
    own: set[int] = set()
    for at in range(0, len(ids), CHUNK):
        some = select(schema.page.c.number).where(schema.page.c.id.in_(ids[at : at + CHUNK]))
        own.update(connection.execute(some).scalars())
    ends = sorted(_ends([edge for edge in Shelf(connection).pairs(own) if not edge.judgement.joins]))
    lines: dict[tuple[str, str], OriginRelation] = {}
    for at in range(0, len(ends), CHUNK):
        firsts = select(table.c.first).where(table.c.page.in_(ends[at : at + CHUNK]))
        records = select(schema.print_group.c.record).where(schema.print_group.c.first.in_(firsts))
        for record in connection.execute(records).scalars():
            for line in OriginGroup.model_validate_json(record).relations:
                if (line.page in pages) != (line.of in pages):
                    lines[line.page, line.of] = line
    return tuple(lines[pair] for pair in sorted(lines))


def _settled(connection: Connection, most: int) -> int:
    """How many pages are settled, counted up to `most`."""
    some = select(schema.print_settled.c.page).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def _settle_all(connection: Connection) -> Settled:
    """Settle all pages at once, and write all that is kept of it anew."""
    for table in (schema.print_settled, schema.print_key, schema.print_repeated, schema.print_pair, schema.print_group):
        connection.execute(delete(table))
    index = OriginIndex(prints.all_prints(connection))
    edges, where = index.edges(), index.repeated()
    numbers = dict(connection.execute(select(schema.page.c.id, schema.page.c.number)).all())
    pages = [(numbers[page.id], page) for page in index.prints]
    keys.add(connection, pages)
    rows = []
    for place, (number, page) in enumerate(pages):
        runs, marks = asked(page, index.dead(place))
        rows.append(
            {
                "page": number, "place": page.place, "language": page.language, "runs": len(page.keys),
                "marks": len(page.marks), "asked_runs": len(runs), "asked_marks": len(marks),
            }
        )  # fmt: skip
    if rows:
        connection.execute(insert(schema.print_settled), rows)
    sentences = [{"key": key, "site": site[:255]} for key, sites in where.items() for site in sorted(sites)]
    if sentences:
        connection.execute(insert(schema.print_repeated), sentences)
    Shelf(connection).tie(Edge(pages[edge.one][0], pages[edge.other][0], edge.judgement) for edge in edges)
    made = {numbers[origin.first]: row_of(origin) for origin in origins_from(index.prints, edges)}
    _write(connection, made, numbers)
    state.put(connection, _MADE_BY, prints.MAKER)
    return Settled(tuple(made.values()), anew=True)


def _write(connection: Connection, made: dict[int, OriginGroup], numbers: dict[str, int]) -> None:
    """Write origins that are new, and to which one each of their pages belongs."""
    if not made:
        return
    connection.execute(
        insert(schema.print_group),
        [{"first": first, "record": made[first].model_dump_json()} for first in sorted(made)],
    )
    table = schema.print_settled
    for first in sorted(made):
        members = sorted(numbers[page] for page in made[first].pages)
        for at in range(0, len(members), CHUNK):
            connection.execute(update(table).where(table.c.page.in_(members[at : at + CHUNK])).values(first=first))


def _group(connection: Connection, shelf: Shelf, touched: Collection[int]) -> Settled:
    """Group the pages that hang together with some pages anew; the rest is as it was."""
    edges: dict[tuple[int, int], Edge] = {}
    core = _joined(shelf, set(touched), edges)
    # An excerpt is told of the page that carries it, and names the origin of its source: both sides may have changed.
    beside = _joined(shelf, _ends(edges.values()) - core, edges)
    behind = _joined(shelf, _ends(edges.values()) - core - beside, edges)
    told = core | beside
    every = told | behind
    bare = shelf.bare(every)
    ranked = sorted(every, key=lambda page: bare[page].rank)
    at = {page: place for place, page in enumerate(ranked)}
    inside = [
        Edge(at[edge.one], at[edge.other], edge.judgement)
        for _, edge in sorted(edges.items())
        if edge.one in at and edge.other in at
    ]
    numbers = {bare[page].id: page for page in every}
    made = {
        numbers[origin.first]: row_of(origin)
        for origin in origins_from([bare[page] for page in ranked], inside)
        if numbers[origin.first] in told
    }
    return _replace(connection, told, made, numbers)


def _replace(
    connection: Connection, pages: Collection[int], made: dict[int, OriginGroup], numbers: dict[str, int]
) -> Settled:
    """Put origins in the place of those that their pages belonged to."""
    table, group = schema.print_settled, schema.print_group
    before: set[int] = set()
    wanted = sorted(pages)
    for start in range(0, len(wanted), CHUNK):
        some = select(table.c.first).distinct().where(table.c.page.in_(wanted[start : start + CHUNK]))
        before.update(first for first in connection.execute(some).scalars() if first is not None)
    old: dict[int, str] = {}
    firsts = sorted(before)
    for start in range(0, len(firsts), CHUNK):
        found = select(group.c.first, group.c.record).where(group.c.first.in_(firsts[start : start + CHUNK]))
        old.update(connection.execute(found).all())
    changed = {first: row for first, row in made.items() if old.get(first) != row.model_dump_json()}
    dropped = [first for first in old if first not in made or first in changed]
    for start in range(0, len(dropped), CHUNK):
        connection.execute(delete(group).where(group.c.first.in_(dropped[start : start + CHUNK])))
    _write(connection, changed, numbers)
    gone = [OriginGroup.model_validate_json(old[first]).origin for first in sorted(old) if first not in made]
    return Settled(tuple(changed[first] for first in sorted(changed)), tuple(gone))


def _joined(shelf: Shelf, pages: set[int], edges: dict[tuple[int, int], Edge]) -> set[int]:
    """Some pages with all that hang together with them by verdicts that join; the verdicts on them go to `edges`."""
    found, fresh = set(pages), set(pages)
    while fresh:
        tied = shelf.pairs(fresh)
        edges.update({(edge.one, edge.other): edge for edge in tied})
        fresh = _ends([edge for edge in tied if edge.judgement.joins]) - found
        found |= fresh
    return found


def _ends(edges: Iterable[Edge]) -> set[int]:
    return {page for edge in edges for page in (edge.one, edge.other)}

"""What a list of facts is asked for, and which facts that lets through."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pyroaring import BitMap
from sqlalchemy import ColumnElement, CompoundSelect, Connection, and_, bindparam, select, union_all

from armstrail.ledger.store import schema
from armstrail.ledger.store.kept import Shelf
from armstrail.ledger.store.sets import EVERY, NAME, PARTIES, YEAR, Sets, numbers
from armstrail.ledger.store.wording import asked, looked_at, matching, number_of_row

SORTS = ("date", "grade", "origins", "voices", "new")
"""What a list can be sorted by; `new` is the order in which facts came into the store."""

KINDS = ("statement", "transfer", "event", "violation")

UNKNOWN = "unknown"
"""Stands in a filter for a party that no words name."""

MANY = 10_000
"""Facts in which words stand that are listed and counted, at most, where nothing else is asked for."""

BESIDE = 50_000
"""Facts in which words stand that are looked at, at most, where something else is asked for as well."""


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


def chosen(connection: Connection, kind: str, wanted: Filter, *, most: int | None = None) -> tuple[BitMap, bool]:
    """The numbers of the facts of a kind that a filter lets through, and whether there are more than these: of more than
    `most` facts with the words that are searched for, only the newest are looked at. The set is the caller's own.

    What was chosen before in the same state of the store is found on the connection's shelf (`Sets`): the other pages and
    orders of a list, and the counts beside it, ask for the same.
    """
    shelf: Shelf[tuple[Hashable, ...], tuple[BitMap, bool]] | None = connection.get_execution_options().get("chosen")
    found = shelf.get((kind, wanted, most)) if shelf is not None else None
    if found is None:
        found = _chosen(connection, kind, wanted, most)
        if shelf is not None:
            shelf.put((kind, wanted, most), found)
    return found[0].copy(), found[1]


def _chosen(connection: Connection, kind: str, wanted: Filter, most: int | None) -> tuple[BitMap, bool]:
    sets = Sets(connection, kind)
    found = sets.one(EVERY, "")
    for field in ("act", "factuality", "review", "stage", "type"):
        if value := getattr(wanted, field):
            found &= sets.one(field, value)
    for field in ("denied", "conflicts"):
        if (value := getattr(wanted, field)) is not None:
            found = found & sets.one(field, "1") if value else found - sets.one(field, "1")
    for field in ("grade", "voices", "origins"):
        if (value := getattr(wanted, field)) is not None:
            fits = [some for n, some in sets.figures(field).items() if (n <= value if field == "grade" else n >= value)]
            found &= BitMap.union(BitMap(), *fits)
    found &= _parties(sets, kind, wanted, found)
    if wanted.speaker:
        found &= _named(sets, wanted.speaker)
    if wanted.goods:
        found &= _with_goods(connection, kind, sets, wanted.goods.casefold())
    if wanted.since is not None or wanted.until is not None:
        found &= _between(connection, kind, sets, wanted.since, wanted.until)
    if wanted.page:
        found &= _on_page(connection, wanted.page)
    if not wanted.search:
        return found, False
    with_words, cut = worded(connection, wanted.search, kind=kind, most=most)
    return found & with_words, cut


def worded(
    connection: Connection, words: str, *, kind: str | None = None, most: int | None = None
) -> tuple[BitMap, bool]:
    """The numbers of the facts (of a kind) in which all words stand, the newest `most` of them, and whether there are more."""
    where, values = matching(connection, "fact", words, kind)
    question = asked("{found}", table="fact", where=where, number=number_of_row(connection))
    found = numbers(connection, question, {**values, **looked_at(connection, most)})
    cut = most is not None and len(found) > most
    return (found[1:] if cut else found), cut


def _parties(sets: Sets, kind: str, wanted: Filter, found: BitMap) -> BitMap:
    """What the parties and the place that are asked for leave of some facts."""
    roles_here = {*PARTIES[kind], *(("place",) if kind == "event" else ())}
    for roles, value in (
        (("supplier",), wanted.supplier),
        (("recipient",), wanted.recipient),
        (PARTIES[kind], wanted.party),
        (("place",), wanted.place),
    ):
        if value == UNKNOWN:
            for role in roles_here.intersection(roles):
                found = found & sets.one(role, "")
        elif value:
            found = found & BitMap.union(BitMap(), *(sets.one(role, value) for role in roles_here.intersection(roles)))
    return found


def _named(sets: Sets, part: str) -> BitMap:
    """The facts that a speaker or voice carries in whose name some letters stand."""
    pattern = f"%{_escaped(part.casefold())}%"
    names = select(schema.party_name.c.name).where(schema.party_name.c.folded.like(pattern, escape="\\"))
    return BitMap.union(BitMap(), *sets.each(NAME, among=names).values())


def _with_goods(connection: Connection, kind: str, sets: Sets, words: str) -> BitMap:
    """The facts of goods of a category, or in whose words for the goods some words stand."""

    def found() -> BitMap:
        goods = schema.fact.c.goods.like(f"%{_escaped(words)}%", escape="\\")
        return numbers(connection, select(schema.fact.c.number).where(schema.fact.c.kind == kind, goods))

    return sets.one("category", words) | sets.kept("goods", words, found)


def _on_page(connection: Connection, page: str) -> BitMap:
    on_page = (
        select(schema.fact_member.c.fact)
        .join(schema.page, schema.page.c.number == schema.fact_member.c.page)
        .where(schema.page.c.id == page)
    )
    return numbers(connection, on_page)


def _between(connection: Connection, kind: str, sets: Sets, since: date | None, until: date | None) -> BitMap:
    """The facts that may lie between two days, both counted: those that begin there, those that began before and last
    into it, and those without a date.
    """
    found = sets.one(YEAR, "") | sets.beginning(since, until)
    if since is None:
        return found
    values = {"kind": kind, "since": since, "short": since - timedelta(min(schema.LONG, since.toordinal() - 1))}
    return found | numbers(connection, _lasting(until is not None), values | ({"until": until} if until else {}))


@cache
def _lasting(ending: bool) -> CompoundSelect[tuple[int]]:
    """The facts of a kind that began before a day and last into it: the short ones, which an index finds by their first day
    alone, and the few long ones; with `ending` those that began by another day.
    """
    fact = schema.fact.c
    since: ColumnElement[date] = bindparam("since")
    parts = []
    for one in (and_(fact.long.is_(False), fact.start >= bindparam("short")), fact.long.is_(True)):
        part = select(fact.number).where(fact.kind == bindparam("kind"), one, fact.start < since, fact.end >= since)
        parts.append(part.where(fact.start <= bindparam("until")) if ending else part)
    return union_all(*parts)


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

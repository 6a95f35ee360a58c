"""What a list of facts is asked for, as conditions on the rows of the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TextClause, and_, or_, select, text
from sqlalchemy.sql.expression import Subquery

from armstrail.ledger.store import schema
from armstrail.ledger.store.pages import number_of_row

SORTS = ("date", "grade", "origins", "voices", "new")
"""What a list can be sorted by; `new` is the order in which facts came into the store."""

KINDS = ("statement", "transfer", "event", "violation")

NAMED = ("speaker", "voice")
"""Roles whose names can be looked for in part."""

UNKNOWN = "unknown"
"""Stands in a filter for a party that no words name."""

MANY = 10_000
"""Facts in which words stand that are listed and counted, at most, where nothing else is asked for."""

PARTIES = {
    "statement": ("country",),
    "transfer": ("supplier", "recipient"),
    "event": ("participant",),
    "violation": ("by",),
}
"""The roles in which a fact of a kind names parties."""


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


def conditions(connection: Connection, wanted: Filter, kind: str | None = None) -> list[ColumnElement[bool]]:
    """What a filter asks of the rows of `fact`; where only those of a `kind` are looked at, it spares the others' roles."""
    kinds = (kind,) if kind else KINDS
    columns = schema.fact.c
    found: list[ColumnElement[bool]] = []
    for roles, value in (
        (("supplier",), wanted.supplier),
        (("recipient",), wanted.recipient),
        (tuple(role for one in kinds for role in PARTIES[one]), wanted.party),
        (("place",), wanted.place),
    ):
        if value == UNKNOWN:
            found += [without_party(role) for role in roles]
        elif value:
            found.append(columns.number.in_(_with_party(roles, value)))
    if wanted.speaker:
        party = schema.fact_party.c
        found.append(columns.number.in_(select(party.fact).where(party.role.in_(NAMED), named(wanted.speaker))))
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
    if wanted.since is not None or wanted.until is not None:
        found.append(or_(columns.start.is_(None), *(and_(*part) for part in between(wanted.since, wanted.until))))
    if wanted.page:
        on_page = (
            select(schema.fact_member.c.fact)
            .join(schema.page, schema.page.c.number == schema.fact_member.c.page)
            .where(schema.page.c.id == wanted.page)
        )
        found.append(columns.number.in_(on_page))
    if wanted.search:
        found.append(columns.number.in_(select(facts_with(connection, wanted.search).c.number)))
    return found


def between(since: date | None, until: date | None) -> tuple[list[ColumnElement[bool]], list[ColumnElement[bool]]]:
    """What dated facts must be that may lie in between: the short ones, which an index finds by their first day alone, and
    the long ones. Both ends count.
    """
    columns = schema.fact.c
    ends: list[ColumnElement[bool]] = [columns.start.is_not(None)]
    if since is not None:
        ends.append(columns.end >= since)
    if until is not None:
        ends.append(columns.start <= until)
    short: list[ColumnElement[bool]] = [columns.long.is_(False), *ends]
    if since is not None and since.toordinal() > schema.LONG:
        short.append(columns.start >= since - timedelta(schema.LONG))
    return short, [columns.long.is_(True), *ends]


def named(part: str) -> ColumnElement[bool]:
    """Whether a row of `fact_party` has a name with some letters in it."""
    pattern = f"%{_escaped(part.casefold())}%"
    names = select(schema.party_name.c.name).where(schema.party_name.c.folded.like(pattern, escape="\\"))
    return schema.fact_party.c.party.in_(names)


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


def facts_with(connection: Connection, words: str, *, kind: str | None = None, limit: int | None = None) -> Subquery:
    """The numbers of the facts (of a kind) in which all words stand, at most the newest `limit`, as a table."""
    return _found(connection, "fact", words, kind, limit)


def pages_with(connection: Connection, words: str, *, limit: int | None = None) -> Subquery:
    """The numbers of the pages in whose title or article all words stand, at most the newest `limit`, as a table."""
    return _found(connection, "page", words, None, limit)


def _found(connection: Connection, table: str, words: str, kind: str | None, limit: int | None) -> Subquery:
    # The words are words, never operators.
    terms = [term for term in words.split() if any(letter.isalnum() for letter in term)]
    number = number_of_row(connection)
    values: dict[str, Any] = {}
    if not terms:
        where = ":search_words = ''"
        values["search_words"] = words
    elif connection.dialect.name == "sqlite":
        match = " ".join('"' + term.replace('"', '""') + '"' for term in terms)
        if table == "fact":
            match = f"words : ({match})" + (f" AND kind : {kind}" if kind else "")
        where = f"search_{table} MATCH :search_words"
        values["search_words"] = match
    else:
        where = "found @@ plainto_tsquery('english', :search_words)"
        values["search_words"] = " ".join(terms)
        if kind is not None:
            where += " AND kind = :search_kind"
            values["search_kind"] = kind
    body = f"SELECT {number} AS number FROM search_{table} WHERE {where}"  # noqa: S608 - names of our own
    if limit is not None:
        body += f" ORDER BY {number} DESC LIMIT {int(limit)}"
    clause: TextClause = text(body).bindparams(**values)
    return clause.columns(number=schema.fact.c.number.type).subquery()

"""Search over everything: the facts of each kind and the pages in which words stand, each asked for once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, TextClause, bindparam, column, text
from sqlalchemy.sql.expression import TextualSelect

from armstrail.ledger.store import schema
from armstrail.ledger.store.filters import KINDS, MANY
from armstrail.ledger.store.listing import Total
from armstrail.ledger.store.pages import PageFound
from armstrail.ledger.store.wording import matching, number_of_row
from armstrail.records import When

# Asked in the database's own language, and put together once: for these, the building takes longer than the answer.
FOUND = "WITH found AS (SELECT {number} AS number FROM search_{table} WHERE {where} ORDER BY {number} DESC LIMIT :looked_at)"
BEST = """, ranked AS (
    SELECT fact.kind, fact.number, count(*) OVER (PARTITION BY fact.kind) AS size,
        row_number() OVER (PARTITION BY fact.kind ORDER BY fact.voices DESC, fact.number DESC) AS place
    FROM fact JOIN found ON found.number = fact.number)
SELECT kind, number, size FROM ranked WHERE place <= :most ORDER BY kind, place"""
NEWEST = """ SELECT page.number, page.id, count(*) OVER () FROM page JOIN found ON found.number = page.number
ORDER BY page.published_start DESC NULLS LAST, page.number DESC LIMIT :most OFFSET :passed"""
COUNT = " SELECT count(*) FROM found"


def _total(found: int, cut: bool) -> Total:
    return Total.at_least(found) if cut else Total(found)


@cache
def _question(table: str, where: str, number: str, rest: str) -> TextClause:
    return text(FOUND.format(number=number, table=table, where=where) + rest)


def best_of_each_kind(connection: Connection, words: str, most: int) -> dict[str, tuple[list[int], Total]]:
    """For each kind of facts the numbers of those in which all words stand, of most voices first and `most` of them at
    most, and how many there are in all; of more than `MANY` facts the newest in the store are looked at.
    """
    where, values = matching(connection, "fact", words)
    best = _question("fact", where, number_of_row(connection), BEST)
    numbers: dict[str, list[int]] = {kind: [] for kind in KINDS}
    sizes = dict.fromkeys(KINDS, 0)
    for kind, number, size in connection.execute(best, {**values, "most": most, "looked_at": MANY + 1}):
        numbers[kind].append(number)
        sizes[kind] = size
    cut = sum(sizes.values()) > MANY
    return {kind: (numbers[kind], _total(sizes[kind], cut and sizes[kind] > 0)) for kind in KINDS}


def page_numbers(
    connection: Connection, words: str, *, limit: int | None, offset: int
) -> tuple[list[tuple[int, str]], Total]:
    """The numbers and ids of the pages in whose title or article all words stand, the last published first, and how many
    there are in all; of more than `MANY` the newest in the store are looked at.
    """
    where, values = matching(connection, "page", words)
    named: dict[str, object] = {**values, "looked_at": MANY + 1}
    number = number_of_row(connection)
    every = -1 if connection.dialect.name == "sqlite" else None
    asked = {**named, "most": every if limit is None else limit, "passed": offset}
    shown = connection.execute(_question("page", where, number, NEWEST), asked).all()
    count = shown[0][2] if shown else connection.execute(_question("page", where, number, COUNT), named).scalar_one()
    return [(number, name) for number, name, _ in shown], _total(min(count, MANY), count > MANY)


@cache
def _pages(number: str) -> TextualSelect:
    columns = (
        "page.number, page.id, page.title, page.published_start, page.published_end, page.outlet, page.host, words.body"
    )
    asked = text(
        f"SELECT {columns} FROM page JOIN search_page words ON words.{number} = page.number WHERE page.number IN :numbers"  # noqa: S608  # no values
    )
    page = schema.page.c
    return asked.bindparams(bindparam("numbers", expanding=True)).columns(
        page.number,
        page.id,
        page.title,
        page.published_start,
        page.published_end,
        page.outlet,
        page.host,
        column("body"),
    )


def pages_by_number(connection: Connection, numbers: Sequence[int]) -> list[PageFound]:
    """What a list of findings shows of some pages, in their order."""
    made = {}
    for row in connection.execute(_pages(number_of_row(connection)), {"numbers": list(numbers)}):
        number, name, title, start, end, outlet, host, body = row
        published = When(start=start, end=end) if start and end else None
        made[number] = PageFound(name, title, published, outlet, host, body)
    return [made[number] for number in numbers]

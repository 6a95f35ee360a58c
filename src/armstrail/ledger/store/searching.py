"""Search over everything: the facts of each kind and the pages in which words stand, each asked for once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import Connection

from armstrail.ledger.store.filters import KINDS, MANY, worded
from armstrail.ledger.store.listing import Total
from armstrail.ledger.store.pages import PageFound
from armstrail.ledger.store.sets import EVERY, Sets
from armstrail.ledger.store.wording import asked, looked_at, matching, number_of_row
from armstrail.records import When

RANKED = """WITH found AS ({found}), top AS (
    SELECT page.number, page.id, page.published_start FROM page JOIN found ON found.number = page.number
    ORDER BY page.published_start DESC NULLS LAST, page.number DESC LIMIT :most OFFSET :passed)"""
NAMES = "SELECT top.number, top.id, (SELECT count(*) FROM found) FROM top"
WHOLE = """SELECT page.number, page.id, page.title, page.published_start, page.published_end, page.outlet, page.host, words.body
    FROM page JOIN search_page words ON words.{number} = page.number WHERE page.number IN ({pages})"""
LAST_FIRST = "ORDER BY top.published_start DESC NULLS LAST, top.number DESC"
COUNT = "WITH found AS ({found}) SELECT count(*) FROM found"


def _total(found: int, cut: bool) -> Total:
    return Total.at_least(found) if cut else Total(found)


def best_of_each_kind(connection: Connection, words: str, most: int) -> dict[str, tuple[list[int], Total]]:
    """For each kind of facts the numbers of those in which all words stand, of most voices first and `most` of them at
    most, and how many there are in all; of more than `MANY` facts the newest in the store are looked at.
    """
    found, cut = worded(connection, words, most=MANY)
    best = {}
    for kind in KINDS:
        sets = Sets(connection, kind)
        here = found & sets.one(EVERY, "")
        best[kind] = sets.by_figure("voices", here, most, 0, most=True), _total(len(here), cut and bool(here))
    return best


def page_names(connection: Connection, words: str, *, limit: int | None, offset: int) -> tuple[list[str], Total]:
    """The ids of the pages in whose title or article all words stand, the last published first, and how many there are in
    all; of more than `MANY` the newest in the store are looked at.
    """
    rows, total = _ranked(connection, words, limit, offset)
    return [name for _, name, _ in rows], total


def pages_found(
    connection: Connection,
    words: str,
    *,
    limit: int,
    offset: int,
    missing: Callable[[Sequence[int]], Sequence[int]] = tuple,
) -> tuple[list[int], dict[int, PageFound], Total]:
    """The numbers of the same pages, those that `missing` picks of them by number as a list of findings shows them, and how
    many there are in all.
    """
    rows, total = _ranked(connection, words, limit, offset)
    numbers = [number for number, _, _ in rows]
    found = {}
    if wanted := missing(numbers):
        parts = {"number": number_of_row(connection), "pages": ",".join(map(str, wanted))}
        for number, name, title, start, end, *rest in connection.exec_driver_sql(WHOLE.format(**parts)):
            found[number] = PageFound(name, title, _when(start, end), *rest)
    return numbers, found, total


def _ranked(
    connection: Connection, words: str, limit: int | None, offset: int
) -> tuple[Sequence[tuple[int, str, int]], Total]:
    where, values = matching(connection, "page", words)
    parts = {"table": "page", "where": where, "number": number_of_row(connection)}
    named = {**values, **looked_at(connection, MANY)}
    every = -1 if connection.dialect.name == "sqlite" else None
    cut = {"most": every if limit is None else limit, "passed": offset}
    rows = connection.execute(asked(f"{RANKED} {NAMES} {LAST_FIRST}", **parts), {**named, **cut}).all()
    count = rows[0][-1] if rows else connection.execute(asked(COUNT, **parts), named).scalar_one()
    return [(number, name, count) for number, name, count in rows], _total(min(count, MANY), count > MANY)


def _when(start: date | str | None, end: date | str | None) -> When | None:
    # SQLite gives days as text where the question is text.
    return When.model_validate({"start": start, "end": end}) if start and end else None

"""What a list shows, as CSV or JSON: exactly the rows that its filters let through, in its order, all of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import takewhile
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.exceptions import HTTPException

from armstrail.ledger.store.facts import Filter
from armstrail.ledger.store.pages import PageFilter
from armstrail.web.cells import COLUMNS, day_of, guard_formula, title_of
from armstrail.web.desk import Desk, desk_of
from armstrail.web.queries import KINDS, BadQuery, Query, read_page_query, read_query

router = APIRouter()
CHUNK = 2000
EVERY = 1_000_000
"""More flows, places or hits than a store can have."""
OTHERS = ("pages", "failures", "origins", "log", "flows", "places", "search")
KIND_OF = {path: kind for kind, path in KINDS.items()}
Rows = Iterator[Any]


def all_of(fetch: Callable[[int, int], tuple[Sequence[Any], int]]) -> Rows:
    """Every row of a list, asked for in chunks."""
    at = 0
    while True:
        found, _ = fetch(CHUNK, at)
        yield from found
        at += CHUNK
        if len(found) < CHUNK:
            return


def facts(desk: Desk, kind: str, query: Query[Filter]) -> Rows:
    """The facts of a list."""
    return all_of(
        lambda limit, offset: desk.store.facts(
            kind, query.wanted, sort=query.sort, limit=limit, offset=offset, whole=True
        )
    )


def pages(desk: Desk, query: Query[PageFilter]) -> Rows:
    """The pages of a list."""
    return all_of(lambda n, at: desk.store.pages(query.wanted, newest=True, limit=n, offset=at))


def others(desk: Desk, name: str, query: Query[Filter]) -> Rows:
    """The rows of a list that is not of facts."""
    store, wanted = desk.store, query.wanted
    if name == "origins":
        found = all_of(lambda n, at: store.origins(limit=n, offset=at))
        return (one.model_dump(mode="json") for one in found)
    if name == "failures":
        return all_of(lambda n, at: store.failures(limit=n, offset=at))
    if name == "flows":
        return map(asdict, store.flows(wanted, limit=EVERY)[0])
    if name == "places":
        return map(asdict, store.places(wanted, limit=EVERY)[0])
    if name == "search":
        return hits(desk, wanted.search or "")
    return all_of(lambda n, at: store.log(limit=n, offset=at))


def hits(desk: Desk, words: str) -> Rows:
    """Everything that a search finds: the facts of each kind, then the pages."""
    if not words:
        return
    query = Query(Filter(search=words), {}, "voices", 1, CHUNK)
    for kind in KINDS:
        for fact in facts(desk, kind, query):
            yield {"kind": kind, "id": fact.id, "title": title_of(fact)}
    for name in all_of(lambda n, at: desk.store.search_pages(words, limit=n, offset=at)):
        yield {"kind": "page", "id": name, "title": desk.annotation(name).title}


def dated(desk: Desk, kind: str, query: Query[Filter]) -> Rows:
    """The facts of a timeline: those with a date, which a list by date has before the others."""
    return takewhile(lambda fact: day_of(fact) is not None, facts(desk, kind, replace(query, sort="date")))


def csv_lines(header: Sequence[str], rows: Iterator[Sequence[object]]) -> Iterator[str]:
    """A CSV file, line by line; no cell can run as a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(["" if cell is None else guard_formula(str(cell)) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def json_lines(rows: Iterator[str]) -> Iterator[str]:
    """A JSON list, an item a line."""
    lead = "[\n"
    for row in rows:
        yield lead + row
        lead = ",\n"
    yield "[]\n" if lead == "[\n" else "\n]\n"


@router.get("/export/{name}.{form}")
def export(request: Request, name: str, form: str) -> Response:
    """A list as a file."""
    desk, query = desk_of(request), read_query(request.query_params)
    if form not in {"csv", "json"} or name not in {*KIND_OF, "timeline", *OTHERS}:
        raise HTTPException(404, f"{name}.{form} is no export")
    if name in KIND_OF or name == "timeline":
        kind = KIND_OF.get(name) or request.query_params.get("kind") or "transfer"
        if kind not in KINDS:
            raise BadQuery(f"kind={kind!r}: write {', '.join(KINDS)}")
        columns = COLUMNS[kind]
        found = facts(desk, kind, query) if name in KIND_OF else dated(desk, kind, query)
        if form == "csv":
            lines = csv_lines([one.name for one in columns], ([one.cell(fact) for one in columns] for fact in found))
        else:
            lines = json_lines(fact.model_dump_json() for fact in found)
    else:
        rows = pages(desk, read_page_query(request.query_params)) if name == "pages" else others(desk, name, query)
        if form == "csv":
            lines = _plain_csv(rows)
        else:
            lines = json_lines(json.dumps(row, ensure_ascii=False, default=str) for row in rows)
    media = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    headers = {"content-disposition": f'attachment; filename="armstrail-{name}.{form}"'}
    return StreamingResponse((line.encode("utf-8", "replace") for line in lines), media_type=media, headers=headers)


def _plain_csv(rows: Rows) -> Iterator[str]:
    first = next(rows, None)
    if first is None:
        return iter([""])

    def body() -> Iterator[Sequence[object]]:
        for row in (first, *rows):
            yield [
                json.dumps(cell, ensure_ascii=False, default=str) if isinstance(cell, dict | list | tuple) else cell
                for cell in row.values()
            ]

    return csv_lines(list(first), body())

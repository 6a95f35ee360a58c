"""The lists of the desk: register, statements, events, violations, pages, origins, failures, the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from armstrail.ledger.store import Store
from armstrail.ledger.store.facts import Filter
from armstrail.records import DateVerdict
from armstrail.web import rows
from armstrail.web.desk import Desk, at_one_look, desk_of
from armstrail.web.queries import KINDS, Query, read_page_query, read_query
from armstrail.web.reading import example_pages

router = APIRouter()
TITLES = {
    "transfer": "Register of transfers",
    "statement": "Statements",
    "event": "Events",
    "violation": "Claimed violations",
}


@router.get("/")
def begin(request: Request) -> Response:
    """The register, or how to begin where the store is empty."""
    store = desk_of(request).store
    if store.pages(limit=1)[1] == 0:
        folder = example_pages()
        return desk_of(request).show(
            request,
            "first.html",
            database=shown_name(store.database),
            failures=store.failures(limit=5)[0],
            examples=sum(1 for one in folder.iterdir() if one.is_file()) if folder else 0,
        )
    return RedirectResponse("/register", 303)


def shown_name(database: str) -> str:
    """The name of a database without what may be secret in it."""
    return f"{database.split('://', 1)[0]}://…" if "://" in database else database


def pager(query: Query[Any], total: int, path: str) -> dict[str, Any]:
    """Links to the pages of a list around the one shown."""
    last = max(1, -(-total // query.per_page))
    return {
        "total": total,
        "first": min(query.offset + 1, total),
        "last": min(query.offset + query.per_page, total),
        "page": query.page,
        "pages": last,
        "before": query.link(path, p=query.page - 1 if query.page > 2 else None) if query.page > 1 else None,
        "after": query.link(path, p=query.page + 1) if query.page < last else None,
    }


@at_one_look
def fact_list(request: Request, kind: str) -> Response:
    """A list of facts of a kind."""
    desk, query = desk_of(request), read_query(request.query_params)
    path = f"/{KINDS[kind]}"
    found, total = desk.prepared(
        rows.row, kind, query.wanted, sort=query.sort, limit=query.per_page, offset=query.offset
    )
    return desk.show(
        request,
        "facts.html",
        kind=kind,
        title=TITLES[kind],
        rows=found,
        loosened=loosened(desk, kind, query, path) if not total else [],
        query=query,
        parties=desk.party_options(),
        pager=pager(query, total, path),
        list_path=path,
        csv=query.link(f"/export/{KINDS[kind]}.csv"),
        json=query.link(f"/export/{KINDS[kind]}.json"),
        notice=notice(request),
        stale=desk.stale(),
    )


@dataclass(frozen=True, slots=True)
class Loosened:
    """A list without one of its filters: the filter as it was given, how many facts are then found, and the address."""

    name: str
    words: str
    total: int
    href: str


def loosened(desk: Desk, kind: str, query: Query[Filter], path: str) -> list[Loosened]:
    """What a list in which nothing stands would have if one of its filters were taken away, the most first."""
    found = []
    for name, words in query.given.items():
        total = desk.store.facts(kind, replace(query.wanted, **{name: None}), limit=0)[1]
        if total:
            found.append(Loosened(name, words, total, query.link(path, **{name: None})))
    return sorted(found, key=lambda one: -one.total)


def notice(request: Request) -> str:
    """What the last write came to; one of few sentences, so that no link can put words into the desk's mouth."""
    return NOTICES.get(request.query_params.get("done", ""), "")


NOTICES: Mapping[str, str] = {
    "decided": "The decision is in the log, and the register follows it.",
    "later": "The decision is in the log. The register is being brought up to date; load this page again in a while.",
    "made": "The record is made: it is part of the register, and of this page from now on.",
    "rated": "The letter is in the log, and the register follows it.",
    "read": "The pages are read, and the register follows them.",
    "fresh": "The register is up to date.",
}


def _list_of(kind: str) -> Callable[[Request], Response]:
    def listing(request: Request) -> Response:
        return fact_list(request, kind)

    return listing


for _kind, _path in KINDS.items():
    router.get(f"/{_path}", name=_path)(_list_of(_kind))


@router.get("/pages")
@at_one_look
def pages(request: Request) -> Response:
    """The pages with their dates, credits and coverage."""
    desk, query = desk_of(request), read_page_query(request.query_params)
    found, total = desk.store.pages(query.wanted, newest=True, limit=query.per_page, offset=query.offset)
    failed, failures = desk.store.failures(limit=20)
    return desk.show(
        request,
        "pages.html",
        rows=found,
        query=query,
        pager=pager(query, total, "/pages"),
        failed=failed,
        failures=failures,
        languages=desk.counted(Store.languages),
        verdicts=[one.value for one in DateVerdict],
        csv=query.link("/export/pages.csv"),
        json=query.link("/export/pages.json"),
    )


@router.get("/origins")
@at_one_look
def origins(request: Request) -> Response:
    """The texts, each with the pages that have it."""
    desk, query = desk_of(request), read_query(request.query_params)
    found, total = desk.store.origins(limit=query.per_page, offset=query.offset)
    return desk.show(
        request,
        "origins.html",
        origins=found,
        titles=desk.store.titles([one.first for one in found]),
        query=query,
        pager=pager(query, total, "/origins"),
        csv=query.link("/export/origins.csv"),
        json=query.link("/export/origins.json"),
    )


@router.get("/log")
@at_one_look
def log(request: Request) -> Response:
    """Every decision and every letter, newest first; and the form to give a source a letter."""
    desk, query = desk_of(request), read_query(request.query_params)
    found, total = desk.store.log(limit=query.per_page, offset=query.offset)
    return desk.show(
        request,
        "log.html",
        rows=found,
        query=query,
        pager=pager(query, total, "/log"),
        letters=desk.store.reliabilities(),
        notice=notice(request),
        csv=query.link("/export/log.csv"),
        json=query.link("/export/log.json"),
    )


@router.get("/help")
def help_page(request: Request) -> Response:
    """Keys, what the marks mean, and the API."""
    return desk_of(request).show(request, "help.html")

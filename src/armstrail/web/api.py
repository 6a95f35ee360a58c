"""The JSON API under `/api`: the records of `armstrail ledger` under the same names, a page at a time."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Generic, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from armstrail.ledger.facts import (
    AnyFact,
    Conflict,
    Decision,
    EventFact,
    OriginFact,
    StatementFact,
    TransferFact,
    ViolationFact,
)
from armstrail.ledger.store.counts import Flow, Placed
from armstrail.ledger.store.progress import Reading
from armstrail.records import Annotation
from armstrail.web.desk import desk_of
from armstrail.web.queries import read_page_query, read_query

router = APIRouter(prefix="/api")
Item = TypeVar("Item")
Text = Annotated[str | None, Field(max_length=200)]
Day = Annotated[str | None, Field(description="YYYY-MM-DD", max_length=10)]
Flag = Annotated[str | None, Field(description="1 or 0", max_length=1)]


class Asked(BaseModel):
    """What every list can be asked for. These describe the addresses; `read_query` reads them."""

    p: int = Field(default=1, description="page of the list")
    per_page: int = 50


class AskedSorted(Asked):
    """A list of facts."""

    search: Text = None
    sort: Text = None


class AskedDated(AskedSorted):
    """A list of facts with dates."""

    since: Day = None
    until: Day = None


class AskedTransfers(AskedDated):
    """Filters of transfers."""

    supplier: Text = None
    recipient: Text = None
    party: Text = None
    goods: Text = None
    speaker: Text = None
    stage: Text = None
    factuality: Text = None
    grade: int | None = Field(default=None, description="this credibility or better")
    voices: int | None = Field(default=None, description="at least so many voices")
    origins: int | None = Field(default=None, description="at least so many origins")
    denied: Flag = None
    conflicts: Flag = None
    review: Text = None


class AskedStatements(AskedDated):
    """Filters of statements."""

    speaker: Text = None
    act: Text = None
    party: Text = None


class AskedEvents(AskedDated):
    """Filters of events."""

    type: Text = None
    party: Text = None
    place: Text = None
    factuality: Text = None


class AskedViolations(AskedSorted):
    """Filters of violations."""

    party: Text = None


class AskedPages(Asked):
    """Filters of pages."""

    search: Text = None
    source: Text = Field(default=None, description="part of the outlet's, agency's or host's name", max_length=200)
    language: Text = None
    verdict: Text = Field(default=None, description="of the page's dates", max_length=200)
    restamped: Flag = None
    unread: Flag = None
    since: Day = None
    until: Day = None


class AskedFlows(Asked):
    """Filters of flows."""

    supplier: Text = None
    recipient: Text = None
    goods: Text = None
    since: Day = None
    until: Day = None


class AskedPlaces(Asked):
    """Filters of places."""

    party: Text = None
    since: Day = None
    until: Day = None


class AskedSearch(Asked):
    """What is searched for."""

    search: Text = None


class Listing(BaseModel, Generic[Item]):
    """A page of a list: `total` counts all items that the filters let through (`more`: there are more than that, which are
    not counted), `offset` those before this page.
    """

    total: int
    more: bool = False
    offset: int
    items: list[Item]


class PageFound(BaseModel):
    """A page in which the words stand."""

    id: str
    title: str | None


def listing(total: int, offset: int, items: list[str]) -> Response:
    """A listing of items that are JSON already."""
    more = ',"more":true' if getattr(total, "more", False) else ""
    body = f'{{"total":{int(total)}{more},"offset":{offset},"items":[{",".join(items)}]}}'
    return Response(body.encode("utf-8", "replace"), media_type="application/json")


def whole(found: BaseModel) -> Response:
    """One record."""
    return Response(found.model_dump_json().encode("utf-8", "replace"), media_type="application/json")


def facts(request: Request, kind: str) -> Response:
    """The facts of a kind that the request's filters let through."""
    query = read_query(request.query_params)
    found, total = desk_of(request).store.facts(
        kind, query.wanted, sort=query.sort, limit=query.per_page, offset=query.offset
    )
    return listing(total, query.offset, [fact.model_dump_json() for fact in found])


@router.get("/transfers", response_model=Listing[TransferFact])
def transfers(request: Request, asked: Annotated[AskedTransfers, Query()]) -> Response:
    """Who supplies what to whom."""
    return facts(request, "transfer")


@router.get("/statements", response_model=Listing[StatementFact])
def statements(request: Request, asked: Annotated[AskedStatements, Query()]) -> Response:
    """Who said what."""
    return facts(request, "statement")


@router.get("/events", response_model=Listing[EventFact])
def events(request: Request, asked: Annotated[AskedEvents, Query()]) -> Response:
    """What happened besides."""
    return facts(request, "event")


@router.get("/violations", response_model=Listing[ViolationFact])
def violations(request: Request, asked: Annotated[AskedViolations, Query()]) -> Response:
    """Which rules are said to be broken."""
    return facts(request, "violation")


@router.get("/facts/{name:path}", response_model=AnyFact)
def fact(request: Request, name: str) -> Response:
    """A fact by its id, or by a record of a page (`PAGE:t1`)."""
    found = desk_of(request).store.fact(name)
    if found is None:
        raise HTTPException(404, f"{name!r} is no fact of the register")
    return whole(found)


@router.get("/pages", response_model=Listing[dict[str, object]])
def pages(request: Request, asked: Annotated[AskedPages, Query()]) -> Response:
    """The pages, without text and records."""
    query = read_page_query(request.query_params)
    rows, total = desk_of(request).store.pages(query.wanted, limit=query.per_page, offset=query.offset)
    return listing(total, query.offset, [json.dumps(row, default=str) for row in rows])


@router.get("/pages/{name:path}", response_model=Annotation)
def page(request: Request, name: str) -> Response:
    """A page with its text and all its records: the line of `armstrail annotate`."""
    return whole(desk_of(request).annotation(name))


@router.get("/origins", response_model=Listing[OriginFact])
def origins(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """The texts, each with the pages that have it."""
    query = read_query({key: request.query_params.get(key, "") for key in ("p", "per_page")})
    found, total = desk_of(request).store.origins(limit=query.per_page, offset=query.offset)
    return listing(total, query.offset, [one.model_dump_json() for one in found])


@router.get("/origins/{name}", response_model=OriginFact)
def origin(request: Request, name: str) -> Response:
    """An origin by its id."""
    found = desk_of(request).store.origin(name)
    if found is None:
        raise HTTPException(404, f"{name!r} is no origin of the register")
    return whole(found)


@router.get("/conflicts/{name}", response_model=Conflict)
def conflict(request: Request, name: str) -> Response:
    """A conflict by its id."""
    found = desk_of(request).store.conflict(name)
    if found is None:
        raise HTTPException(404, f"{name!r} is no conflict of the register")
    return whole(found)


@router.get("/flows", response_model=Listing[Flow])
def flows(request: Request, asked: Annotated[AskedFlows, Query()]) -> Response:
    """Who supplies whom what, those carried by most independent voices first; takes the filters of transfers."""
    query = read_query(request.query_params)
    found, total = desk_of(request).store.flows(query.wanted, limit=query.offset + query.per_page)
    return listing(total, query.offset, [json.dumps(asdict(one)) for one in found[query.offset :]])


@router.get("/places", response_model=Listing[Placed])
def places(request: Request, asked: Annotated[AskedPlaces, Query()]) -> Response:
    """The places that events name, those of most events first; takes the filters of events."""
    query = read_query(request.query_params)
    found, total = desk_of(request).store.places(query.wanted, limit=query.offset + query.per_page)
    return listing(total, query.offset, [json.dumps(asdict(one)) for one in found[query.offset :]])


@router.get("/log", response_model=Listing[dict[str, object]])
def log(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """Decisions and letters as they were made, newest first, each with what became of it."""
    query = read_query(request.query_params)
    rows, total = desk_of(request).store.log(limit=query.per_page, offset=query.offset)
    return listing(total, query.offset, [json.dumps(row, default=str) for row in rows])


@router.get("/reading", response_model=Reading | None)
def reading(request: Request) -> Response:
    """How far the last reading of pages has come."""
    found = desk_of(request).store.reading()
    return whole(found) if found else Response("null", media_type="application/json")


@router.get("/decisions", response_model=list[Decision])
def decisions(request: Request) -> Response:
    """Every decision of analysts, oldest first."""
    items = ",".join(one.model_dump_json() for one in desk_of(request).store.decisions())
    return Response(f"[{items}]".encode(), media_type="application/json")


@router.get("/search", response_model=Listing[PageFound])
def search(request: Request, asked: Annotated[AskedSearch, Query()]) -> Response:
    """The pages whose title or article has all the words."""
    query, desk = read_query(request.query_params), desk_of(request)
    if not query.wanted.search:
        return listing(0, query.offset, [])
    names, total = desk.store.search_pages(query.wanted.search, limit=query.per_page, offset=query.offset)
    items = [json.dumps({"id": name, "title": desk.annotation(name).title}) for name in names]
    return listing(total, query.offset, items)

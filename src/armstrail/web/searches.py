"""Search over the words of pages and of records, with what was found marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from armstrail.ledger.facts import AnyFact
from armstrail.ledger.store.pages import PageFound
from armstrail.web.cells import title_of
from armstrail.web.desk import desk_of
from armstrail.web.lists import pager
from armstrail.web.queries import KINDS, read_query
from armstrail.web.rows import highlighted

router = APIRouter()
What = TypeVar("What")
FACTS_SHOWN = 8
PAGES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Hit(Generic[What]):
    """What was found, with the searched words marked in its line or where they first stand in its text."""

    what: What
    words: Markup


@router.get("/search")
def search(request: Request) -> Response:
    """Pages, and facts of each kind, in which all the words stand."""
    desk, query = desk_of(request), read_query({**request.query_params, "per_page": str(PAGES_SHOWN)})
    words = query.wanted.search or ""
    terms = words.split()
    groups: list[tuple[str, list[Hit[AnyFact]], int]] = []
    pages: list[Hit[PageFound]] = []
    total = 0
    if terms:
        best = desk.store.facts_found(" ".join(terms), most=FACTS_SHOWN)
        for kind in KINDS:
            found, count = best[kind]
            facts = [Hit(fact, highlighted(title_of(fact), terms, 200)) for fact in found]
            groups.append((kind, facts, count))
        read, total = desk.store.pages_found(" ".join(terms), limit=PAGES_SHOWN, offset=query.offset)
        pages = [Hit(page, highlighted(page.body, terms)) for page in read]
    return desk.show(
        request,
        "search.html",
        words=words,
        groups=groups,
        pages=pages,
        kinds=KINDS,
        pager=pager(query, total, "/search"),
        csv=query.link("/export/search.csv", per_page=None),
        json=query.link("/export/search.json", per_page=None),
    )

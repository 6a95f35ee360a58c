"""Search over the words of pages and of records, with what was found marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from armstrail.ledger.facts import AnyFact, StatementFact, TransferFact
from armstrail.ledger.store.pages import PageFound
from armstrail.web.cells import day_of, days, title_of
from armstrail.web.desk import at_one_look, desk_of
from armstrail.web.lists import pager
from armstrail.web.queries import KINDS, read_query
from armstrail.web.rows import chip, grade, highlighted, href_of

router = APIRouter()
What = TypeVar("What")
FACTS_SHOWN = 8
PAGES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class FactHit:
    """A fact as a list of findings shows it: its line is marked anew for each search, what stands around it is not."""

    href: str
    title: str
    after: Markup


@dataclass(frozen=True, slots=True)
class Hit(Generic[What]):
    """What was found, with the searched words marked in its line or where they first stand in its text."""

    what: What
    words: Markup


def hit_of(fact: AnyFact) -> FactHit:
    """What a list of findings shows of a fact: what tells it from others of the same line, too."""
    told = Markup(' <span class="faint day">{}</span> ').format(days(day_of(fact)))
    if isinstance(fact, StatementFact):
        return FactHit(href_of(fact), title_of(fact), told + chip(fact.act.value))
    if isinstance(fact, TransferFact):
        told += Markup('<span class="faint">{}</span> ').format(fact.stage.value)
    sides = (
        Markup('<span class="{}">{} {}</span>').format(look, len(voices), one if len(voices) == 1 else many)
        for look, one, many, voices in (
            ("yes", "asserts", "assert", fact.voices.asserts),
            ("maybe", "suspects", "suspect", fact.voices.suspects),
            ("no", "denies", "deny", fact.voices.denies),
        )
        if voices
    )
    told += chip(fact.factuality.value) + Markup(' <span class="counts">{}</span> ').format(Markup(", ").join(sides))
    return FactHit(href_of(fact), title_of(fact), told + grade(fact))


@router.get("/search")
@at_one_look
def search(request: Request) -> Response:
    """Pages, and facts of each kind, in which all the words stand."""
    desk, query = desk_of(request), read_query({**request.query_params, "per_page": str(PAGES_SHOWN)})
    words = query.wanted.search or ""
    terms = words.split()
    groups: list[tuple[str, list[Hit[FactHit]], int]] = []
    pages: list[Hit[PageFound]] = []
    total = 0
    if terms:
        found = desk.prepared_found(hit_of, " ".join(terms), most=FACTS_SHOWN)
        for kind in KINDS:
            best, count = found[kind]
            groups.append((kind, [Hit(fact, highlighted(fact.title, terms, 200)) for fact in best], count))
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

"""Search over the words of pages and of records, with what was found marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from armstrail.ledger.facts import AnyFact, StatementFact, TransferFact
from armstrail.ledger.store.pages import PageFound
from armstrail.web.cells import day_of, days, title_of
from armstrail.web.desk import at_one_look, desk_of
from armstrail.web.lists import pager
from armstrail.web.queries import KINDS, read_query, segment
from armstrail.web.rows import chip, grade, highlighted, href_of, shown

router = APIRouter()
FACTS_SHOWN = 8
PAGES_SHOWN = 20
AROUND = 200
"""Characters around the first searched word that a title shows, at most."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of a list of findings: the searched words are marked in it anew for each search, what stands around them is
    written once.
    """

    href: str
    title: str
    after: str
    """What stands behind the title, as HTML."""
    body: str | None = None
    """A text of which the place with the words is shown beneath."""

    def marked(self, words: Sequence[str]) -> str:
        """The line as HTML."""
        body = "" if self.body is None else f'<p dir="auto">{highlighted(self.body, words)}</p>'
        title = highlighted(self.title, words, AROUND)
        return f'<li><a href="{self.href}" dir="auto">{title}</a>{self.after}{body}</li>'


def fact_hit(fact: AnyFact) -> Hit:
    """What a list of findings shows of a fact: what tells it from others of the same line, too."""
    told = f' <span class="faint day">{days(day_of(fact))}</span> '
    if isinstance(fact, StatementFact):
        return Hit(href_of(fact), title_of(fact), f"{told}{chip(fact.act.value)}")
    if isinstance(fact, TransferFact):
        told += f'<span class="faint">{fact.stage.value}</span> '
    sides = ", ".join(
        f'<span class="{look}">{len(voices)} {one if len(voices) == 1 else many}</span>'
        for look, one, many, voices in (
            ("yes", "asserts", "assert", fact.voices.asserts),
            ("maybe", "suspects", "suspect", fact.voices.suspects),
            ("no", "denies", "deny", fact.voices.denies),
        )
        if voices
    )
    told += f'{chip(fact.factuality.value)} <span class="counts">{sides}</span> {grade(fact)}'
    return Hit(href_of(fact), title_of(fact), told)


def page_hit(page: PageFound) -> Hit:
    """What a list of findings shows of a page."""
    told = (
        f' <span class="faint"><span class="day">{days(page.published)}</span> {shown(page.outlet or page.host)}</span>'
    )
    return Hit(f"/pages/{segment(page.id)}", page.title or page.id, told, page.body)


def marked(hits: Sequence[Hit], words: Sequence[str]) -> Markup:
    """Lines of findings as HTML."""
    return Markup("\n".join(hit.marked(words) for hit in hits))  # noqa: S704  # escaped by `shown` and `highlighted`


@router.get("/search")
@at_one_look
def search(request: Request) -> Response:
    """Pages, and facts of each kind, in which all the words stand."""
    desk, query = desk_of(request), read_query({**request.query_params, "per_page": str(PAGES_SHOWN)})
    words = query.wanted.search or ""
    terms = words.split()
    groups, pages, total = [], Markup(), 0
    if terms:
        found = desk.prepared_found(fact_hit, " ".join(terms), most=FACTS_SHOWN)
        groups = [(kind, marked(found[kind][0], terms), found[kind][1]) for kind in KINDS]
        read, total = desk.prepared_pages(page_hit, " ".join(terms), limit=PAGES_SHOWN, offset=query.offset)
        pages = marked(read, terms)
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

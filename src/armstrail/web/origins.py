"""An origin: its pages, how each comes from another, and two texts side by side with the passages that agree."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from armstrail.origin import Verdict, compare, text_of
from armstrail.records import Annotation, Span
from armstrail.web.desk import desk_of
from armstrail.web.queries import BadQuery
from armstrail.web.text import Piece, pieces

router = APIRouter()
LONGEST_COMPARED = 400_000
"""Code points of two texts together that the desk aligns while somebody waits."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts, its paragraphs cut where passages begin and end."""

    page: Annotation
    paragraphs: tuple[tuple[Piece, ...], ...]
    shared: int
    """Whole percent of the article's code points that stand in a passage."""


def side_of(page: Annotation, passages: list[tuple[str, Span]]) -> Side:
    """A page's article with its passages marked."""
    covered = set[int]()
    for _, (start, end) in passages:
        covered.update(range(start, end))
    letters = sum(end - start for start, end in page.body)
    inside = sum(1 for start, end in page.body for at in range(start, end) if at in covered)
    return Side(
        page,
        tuple(tuple(pieces(page.text, span, passages)) for span in page.body),
        round(100 * inside / letters) if letters else 0,
    )


@router.get("/origins/{name}")
def origin_page(request: Request, name: str) -> Response:
    """The pages of an origin; with `a` and `b`, two of them side by side."""
    desk = desk_of(request)
    origin = desk.store.origin(name)
    if origin is None:
        raise HTTPException(404, f"{name!r} is no origin of the register")
    members = [desk.annotation(page) for page in origin.pages[:200]]
    how = {one.page: one for one in origin.relations}
    b = request.query_params.get("b") or next((page for page in origin.pages if page in how and how[page].of), "")
    a = request.query_params.get("a") or (how[b].of if b in how and how[b].of else origin.first)
    verdict: Verdict | None = None
    left = right = None
    if a and b and a != b:
        for page in (a, b):
            if page not in origin.pages:
                raise BadQuery(f"{page!r} is no page of this origin")
        one, other = desk.annotation(a), desk.annotation(b)
        if len(one.text) + len(other.text) > LONGEST_COMPARED:
            raise BadQuery("these two texts are too long to be laid side by side here: use `armstrail show`")
        verdict = compare(text_of(one), text_of(other))
        found = verdict.passages if verdict else ()
        left = side_of(one, [(f"m{number}", span) for number, (span, _) in enumerate(found)])
        right = side_of(other, [(f"m{number}", span) for number, (_, span) in enumerate(found)])
    return desk.show(
        request,
        "origin.html",
        origin=origin,
        members=members,
        how=how,
        a=a,
        b=b,
        left=left,
        right=right,
        verdict=verdict,
    )

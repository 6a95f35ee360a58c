"""Layout of an HTML page."""

from __future__ import annotations

from lxml.html import HtmlElement

from armstrail.page.article import article
from armstrail.page.attributes import attribute_claims, may_carry_times
from armstrail.page.language_id import language_of
from armstrail.page.layout import Block, Layout, Meta, Role
from armstrail.page.markup import parse_markup
from armstrail.page.metadata import metas_of
from armstrail.page.rendering import Rendering, render
from armstrail.page.title import page_title

_LITTLE = 200
_MUCH = 4000


def html_layout(markup: str) -> Layout:
    """The layout of an HTML page: its whole visible text, one line a block, with what it says of itself to machines.

    Raises PageTooDeep or NotText (`markup.parse_markup`).
    """
    root = parse_markup(markup)
    claims = metas_of(root)
    timed = may_carry_times(markup)
    layout, covered = _laid_out(root, claims, hidden=False, timed=timed)
    if covered and _told(layout) < _LITTLE and len(markup) > _MUCH:
        # Some sites hide a story until a script shows it: where hardly a word is seen, what is hidden is read.
        unhidden, _ = _laid_out(root, claims, hidden=True, timed=timed)
        if _told(unhidden) > 3 * _told(layout):
            return unhidden
    return layout


def _told(layout: Layout) -> int:
    return sum(end - start for start, end in layout.body())


def _laid_out(root: HtmlElement, claims: list[Meta], *, hidden: bool, timed: bool) -> tuple[Layout, bool]:
    """The layout, and whether hidden elements were left out of it."""
    rendering = render(root, hidden)
    metas = (*claims, *rendering.metas, *(attribute_claims(root, rendering) if timed else ()))
    site = next((meta.value for meta in metas if meta.name == "og:site_name"), None)
    headline = page_title(rendering, metas, site)
    roles = article(rendering, headline)
    blocks = tuple(
        Block(piece.start, piece.end, role, piece.tag, _hint(rendering, piece.box))
        for piece, role in zip(rendering.pieces, roles, strict=True)
    )
    shown = rendering.pieces[headline.piece] if headline.piece is not None else None
    body = " ".join(rendering.text[block.start : block.end] for block in blocks if block.role is Role.BODY)
    layout = Layout(
        text=rendering.text,
        blocks=blocks,
        title=headline.text,
        title_span=(shown.start, shown.end) if shown is not None else None,
        language=language_of(body),
        metas=metas,
        site_name=site,
        tree=root,
    )
    return layout, rendering.covered


def _hint(rendering: Rendering, box: int) -> str:
    words: list[str] = []
    for _ in range(3):
        if box < 0:
            break
        words.append(rendering.boxes[box].marks.lower())
        box = rendering.boxes[box].parent
    return " ".join(word for word in words if word)

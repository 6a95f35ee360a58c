"""Layout of an HTML page."""

from __future__ import annotations

from armstrail.page.article import article
from armstrail.page.language_id import language_of
from armstrail.page.layout import Block, Layout, Role
from armstrail.page.markup import parse_markup
from armstrail.page.metadata import metas_of
from armstrail.page.rendering import Rendering, render
from armstrail.page.title import page_title


def html_layout(markup: str) -> Layout:
    """The layout of an HTML page: its whole visible text, one line a block, with what it says of itself to machines.

    Raises PageTooDeep or NotText (`markup.parse_markup`).
    """
    root = parse_markup(markup)
    rendering = render(root)
    metas = (*metas_of(root), *rendering.metas)
    site = next((meta.value for meta in metas if meta.name == "og:site_name"), None)
    headline = page_title(rendering, metas, site)
    roles = article(rendering, headline)
    blocks = [
        Block(piece.start, piece.end, role, piece.tag, _hint(rendering, piece.box))
        for piece, role in zip(rendering.pieces, roles, strict=True)
    ]
    shown = rendering.pieces[headline.piece] if headline.piece is not None else None
    span = (shown.start, shown.end) if shown is not None else None
    body = " ".join(rendering.text[block.start : block.end] for block in blocks if block.role is Role.BODY)
    return Layout(
        text=rendering.text, blocks=tuple(blocks), title=headline.text, title_span=span, language=language_of(body), metas=metas,
        site_name=site, tree=root,
    )  # fmt: skip


def _hint(rendering: Rendering, box: int) -> str:
    words: list[str] = []
    for _ in range(3):
        if box < 0:
            break
        words.append(rendering.boxes[box].marks.lower())
        box = rendering.boxes[box].parent
    return " ".join(word for word in words if word)

"""Layout of an HTML page."""

from __future__ import annotations

from armstrail.page.article import witnessed
from armstrail.page.layout import Block, Layout, Meta, Role
from armstrail.page.markup import parse_markup
from armstrail.page.metadata import metas_of
from armstrail.page.rendering import Rendering, render


def html_layout(markup: str) -> Layout:
    """The layout of an HTML page: its whole visible text, one line a block, with what it says of itself to machines.

    Raises PageTooDeep or NotText (`markup.parse_markup`).
    """
    root = parse_markup(markup)
    rendering = render(root)
    metas = (*metas_of(root), *rendering.metas)
    shares = witnessed(root, rendering)
    title, span = _title(rendering, metas)
    blocks = []
    for piece, share in zip(rendering.pieces, shares, strict=True):
        role = Role.BODY if share > 0.5 else Role.FURNITURE
        if span == (piece.start, piece.end):
            role = Role.TITLE
        blocks.append(Block(piece.start, piece.end, role, piece.tag, _hint(rendering, piece.box)))
    return Layout(
        text=rendering.text, blocks=tuple(blocks), title=title, title_span=span, language="en", metas=metas,
        site_name=next((meta.value for meta in metas if meta.name == "og:site_name"), None), tree=root,
    )  # fmt: skip


def _hint(rendering: Rendering, box: int) -> str:
    words: list[str] = []
    for _ in range(3):
        if box < 0:
            break
        words.append(rendering.boxes[box].marks.lower())
        box = rendering.boxes[box].parent
    return " ".join(word for word in words if word)


def _title(rendering: Rendering, metas: tuple[Meta, ...]) -> tuple[str | None, tuple[int, int] | None]:
    wanted = next((meta.value for meta in metas if meta.name in ("og:title", "twitter:title", "headline")), None)
    for piece in rendering.pieces:
        if piece.tag == "h1":
            return rendering.text[piece.start : piece.end], (piece.start, piece.end)
    return wanted, None

"""Layout of a plain-text page."""

from __future__ import annotations

import re

from armstrail.page.layout import Block, Layout, Role

_LINE = re.compile(r"[^\n]+")


def plain_layout(text: str) -> Layout:
    """The layout of a plain-text page: every line that is not blank is a block."""
    blocks = []
    for line in _LINE.finditer(text):
        stripped = line[0].strip()
        if stripped:
            start = line.start() + line[0].index(stripped[0])
            blocks.append(Block(start, start + len(stripped), Role.BODY))
    return Layout(text=text, blocks=tuple(blocks), title=None, title_span=None, language="en")

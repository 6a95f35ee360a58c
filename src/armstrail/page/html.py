"""Layout of an HTML page."""

from __future__ import annotations

from dataclasses import replace

import lxml.html

from armstrail.page.layout import Layout
from armstrail.page.plain import plain_layout


def html_layout(markup: str) -> Layout:
    """The layout of an HTML page: its visible text as lines."""
    tree = lxml.html.fromstring(markup)
    return replace(plain_layout("\n".join(str(piece) for piece in tree.itertext())), tree=tree)

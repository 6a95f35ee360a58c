"""Layout of an HTML page."""

from __future__ import annotations

import lxml.html

from armstrail.page.layout import Layout
from armstrail.page.plain import plain_layout


def html_layout(markup: str) -> Layout:
    """The layout of an HTML page: its visible text as lines."""
    return plain_layout("\n".join(str(piece) for piece in lxml.html.fromstring(markup).itertext()))

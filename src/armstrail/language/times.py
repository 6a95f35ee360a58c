"""Time expressions: found, and resolved to days."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.language.analysis import Paragraph
from armstrail.records import TimeExpression, When


def find_times(paragraphs: Sequence[Paragraph], published: When | None) -> tuple[TimeExpression, ...]:
    """Every time expression of the paragraphs, in order, with offsets into the page's text."""
    return ()

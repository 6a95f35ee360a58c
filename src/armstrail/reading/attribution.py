"""Attribution: who said what, directly, in part or in other words."""

from __future__ import annotations

from armstrail.language import Analysis
from armstrail.records import Statement


def find_statements(analysis: Analysis) -> tuple[Statement, ...]:
    """Every attribution of the page, in the order of the text, ids s1, s2, ..."""
    return ()

"""Alleged breaches: which rule is said to be broken, and by whom."""

from __future__ import annotations

from armstrail.language import Analysis
from armstrail.records import Statement, Transfer, Violation


def find_violations(
    analysis: Analysis, statements: tuple[Statement, ...], transfers: tuple[Transfer, ...]
) -> tuple[Violation, ...]:
    """Every breach that somebody on the page alleges, ids v1, v2, ..."""
    return ()

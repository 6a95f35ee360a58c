"""Event frames: meetings, visits, agreements, use, tests, measures and the like."""

from __future__ import annotations

from armstrail.language import Analysis
from armstrail.records import Event, Statement


def find_events(analysis: Analysis, statements: tuple[Statement, ...]) -> tuple[Event, ...]:
    """Every occasion that the page speaks of, one record an occasion, ids e1, e2, ..."""
    return ()

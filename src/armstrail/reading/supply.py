"""Supply frames: who supplies what to whom."""

from __future__ import annotations

from armstrail.language import Analysis
from armstrail.records import Statement, Transfer


def find_transfers(analysis: Analysis, statements: tuple[Statement, ...]) -> tuple[Transfer, ...]:
    """Every transfer that the page speaks of, one record a flow, ids t1, t2, ..."""
    return ()

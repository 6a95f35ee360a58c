"""Cells of CSV files."""

from __future__ import annotations

_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""Characters with which a spreadsheet begins a formula, the wide forms of East Asian input included (OWASP, "CSV injection")."""


def guard_formula(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula, made text by an apostrophe before it; numbers stay numbers."""
    return f"'{cell}" if cell[:1] in _STARTS and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True

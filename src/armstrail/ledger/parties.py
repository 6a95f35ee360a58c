"""Parties as a user writes them: a code, a name, a capital."""

from __future__ import annotations

import re
from functools import cache

from armstrail.knowledge import table, values


@cache
def _codes() -> dict[str, str]:
    """Folded name -> ISO code, for every name that stands for one state only."""
    found: dict[str, set[str]] = {}
    for row in table("countries"):
        names = [row["code"], row["name"]]
        for column in ("names", "adjectives", "capital", "seats", "bynames"):
            names += values(row.get(column, ""))
        for name in names:
            found.setdefault(_folded(name), set()).add(row["code"])
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


def _folded(name: str) -> str:
    return re.sub(r"[.\s]+", " ", name.casefold()).strip().removeprefix("the ")


def party(value: str) -> str:
    """The ISO code of the state that `value` names, or `value` itself where it names none."""
    return _codes().get(_folded(value), value)

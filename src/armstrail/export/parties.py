"""Names and kinds of the parties of facts, which are ISO codes or names."""

from __future__ import annotations

from functools import cache
from typing import Literal

from armstrail.knowledge import table

Kind = Literal["state", "organisation", "other", "unknown"]


@cache
def _rows() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["name"], row["kind"]) for row in table("countries")}


def name_of(party: str) -> str:
    """The English name of the state with an ISO 3166-1 alpha-3 code; any other party is its own name."""
    return _rows().get(party, (party, ""))[0]


def kind_of(party: str) -> Kind:
    """Whether a party is a state or territory, an organisation of states, something else that is known, or unknown."""
    if party not in _rows():
        return "unknown"
    kind = _rows()[party][1]
    if kind in {"state", "territory"}:
        return "state"
    return "organisation" if kind in {"organisation", "alliance", "group"} else "other"

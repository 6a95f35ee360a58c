"""Leaders whose name alone tells for whom they act: "Erdogan sells drones", as "Ankara" would (`leaders.tsv`)."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from armstrail.knowledge import table, values

__all__ = ["led_by"]


@cache
def _leaders() -> MappingProxyType[str, str]:
    return MappingProxyType(
        {name: row["party"] for row in table("leaders") for column in ("name", "bare") for name in values(row[column])}
    )


def led_by(name: str) -> str | None:
    """The ISO code or name of the party for which a leader acts, by his full name or a surname that is his alone, or None."""
    return _leaders().get(name.replace("’", "'"))

"""Where things lie on the map: the outlines of states, the parties of flows, and the places that words name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from armstrail.knowledge import table, values
from armstrail.ledger.parties import party
from armstrail.web.projection import project


@dataclass(frozen=True, slots=True)
class Outline:
    """A state's area as an SVG path in tenths of the map's units, and a point well inside it."""

    code: str
    x: float
    y: float
    path: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the map under a name: a party of a flow (`name` is its code) or a place."""

    name: str
    x: float
    y: float


@cache
def outlines() -> dict[str, Outline]:
    """The outlines by ISO 3166-1 alpha-3 code. Made by tools/outlines.py from Natural Earth (public domain)."""
    text = resources.files("armstrail.web").joinpath("data", "outlines.tsv").read_text(encoding="utf-8")
    found = {}
    for line in text.splitlines():
        if line.startswith(("#", "code\t")):
            continue
        code, x, y, path = line.split("\t")
        found[code] = Outline(code, float(x), float(y), path)
    return found


@cache
def _places() -> dict[str, Spot]:
    """Places by each of their names, folded."""
    found = {}
    for row in table("places"):
        x, y = project(float(row["longitude"]), float(row["latitude"]))
        spot = Spot(row["name"], round(x, 1), round(y, 1))
        for name in (row["name"], *values(row["names"])):
            found[name.casefold()] = spot
    return found


@cache
def _seats() -> dict[str, str]:
    return {row["party"]: row["place"].casefold() for row in table("party_seats")}


@cache
def _capitals() -> dict[str, str]:
    """The first capital of each state that the tables know the place of, folded."""
    found = {}
    for row in table("countries"):
        known = [name.casefold() for name in values(row["capital"]) if name.casefold() in _places()]
        if known:
            found[row["code"]] = known[0]
    return found


def party_spot(name: str) -> Spot | None:
    """Where the map draws a party: at its capital, or in the middle of its state where the tables know none, or where a
    group sits; None for one that lies nowhere.
    """
    capital = _places().get(_capitals().get(name, ""))
    if capital is not None:
        return Spot(name, capital.x, capital.y)
    if name in outlines():
        area = outlines()[name]
        return Spot(name, area.x, area.y)
    seat = _places().get(_seats().get(name, ""))
    return Spot(name, seat.x, seat.y) if seat else None


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_places(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


@cache
def place_spots(words: str) -> tuple[Spot, ...]:
    """Where the places lie that an event's place names: a known place, several of them, or a state. None where unknown."""
    if (area := outlines().get(party(words))) is not None and words.casefold() not in _places():
        return (Spot(area.code, area.x, area.y),)
    found = [_places()[match.group()] for match in _pattern().finditer(words.casefold())]
    return tuple(dict.fromkeys(found))

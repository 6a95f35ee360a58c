"""Stamps that say how old a page is in place of its day ("3 hours ago"), read against the day of its capture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from armstrail.knowledge import table, values
from armstrail.page.claims import Claim, ClaimRole, label_role
from armstrail.page.layout import Layout, Role
from armstrail.page.stamps import Ground

_LONGEST = 60
_NEAR = 1.2
_AGE = re.compile(
    r"(?P<count>\d{1,3}|\ban?\b|\beine[rmn]?\b|\bune?\b|\buna?\b|\buno\b|\bum\b|\buma\b|\been\b)\s?(?P<unit>[^\W\d_]+)",
    re.IGNORECASE,
)
_HOURS = {"minute": 0, "now": 0, "hour": 1, "day": 24, "week": 168}
_FRAMES = frozenset({Role.STAMP, Role.CREDIT, Role.FURNITURE, Role.MENU, Role.BODY})


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(word for row in table("ages") if row["kind"] == kind for word in values(row["words"]))


@cache
def _units() -> dict[str, str]:
    return {word: row["kind"] for row in table("ages") if row["kind"] in _HOURS for word in values(row["words"])}


def age_claims(layout: Layout, ground: Ground, captured: date | None) -> Iterator[Claim]:
    """The days of publication that the ages beside the headline name; none where the day of capture is not known.

    The time of capture is not known: some hours ago is the day itself or the one before.
    """
    if captured is None or captured.toordinal() < 400:
        return
    for number, block in enumerate(layout.blocks):
        if ground.first is not None and number > ground.first:
            return
        near = ground.nearness(block.start)
        if near < _NEAR or block.role not in _FRAMES or block.end - block.start > _LONGEST:
            continue
        read = _age(layout.text[block.start : block.end])
        if read is None:
            continue
        hours, role = read
        later = captured - timedelta(days=hours // 24)
        days = (later,) if hours in (0, 24) or hours >= 48 else (later, later - timedelta(days=1))
        shown = layout.text[block.start : block.end]
        yield Claim("age", role, days, shown, 1.5 + near / 2, (block.start, block.end), (), "counted from the capture")


def _age(shown: str) -> tuple[int, ClaimRole] | None:
    """Hours since, and what is said of them; None where a line says no age."""
    folded = shown.casefold()
    said = label_role(_AGE.split(folded, maxsplit=1)[0])
    role = said[0] if said is not None else ClaimRole.UNSAID
    if any(word in folded for word in _words("now")):
        return 0, role
    if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) for word in _words("yesterday")):
        return 24, role
    if not any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) or (word in folded and not word.isascii())
        for word in _words("ago")
    ):
        return None
    match = _AGE.search(folded)
    if match is None:
        return None
    unit = _units().get(match["unit"]) or _units().get(_unmarked(match["unit"]))
    if unit is None:
        return None
    count = int(match["count"]) if match["count"].isdecimal() else 1
    return count * _HOURS[unit], role


def _unmarked(unit: str) -> str:
    """A unit without the word for "ago" that scripts without blanks write behind it."""
    return next(
        (unit.removesuffix(word) for word in _words("ago") if len(unit) > len(word) and unit.endswith(word)), unit
    )

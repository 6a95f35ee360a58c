"""From where a page speaks: whose "we" and whose "the ministry" it is where no sentence says so.

Read from the page's own words alone: the heading of a speech, an interview or a release, and the place of the dateline.
"""

from __future__ import annotations

import re
from functools import cache

from armstrail.knowledge import table, values
from armstrail.language import Analysis
from armstrail.language.parties import is_state, named_in
from armstrail.language.towns import town_named

__all__ = ["dateline_state", "host_of", "is_office"]

_LINES = 8
"""How many lines at the head of a page may say who speaks on it."""
_LONGEST = 240
"""No heading is longer, in characters."""
_NEAR = 40
"""How far from the office its state may stand, in characters."""


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    rows = {row["kind"]: row["words"] for row in table("openings")}
    return re.compile(rf"(?i)\b(?:{'|'.join(re.escape(word) for word in values(rows[kind]))})s?\b")


@cache
def _bodies() -> tuple[tuple[str, str], ...]:
    """Departments and parliaments whose name alone tells their state."""
    return tuple((row["name"], row["country"]) for row in table("state_bodies") if " " in row["name"])


def is_office(text: str) -> bool:
    """Whether words name an office or body of state: "defence minister", "army spokesman"."""
    return _pattern("office").search(text) is not None


def _owner(line: str) -> str | None:
    """The state whose office a line names: the one that stands nearest to the office."""
    best: tuple[int, str] | None = None
    found = [(start, end, code) for start, end, code, form in named_in(line) if is_state(code) and form != "capital"]
    for office in _pattern("office").finditer(line):
        for start, end, code in found:
            before = 0 <= office.start() - end <= _NEAR
            after = 0 <= start - office.end() <= _NEAR and re.search(r"\b(?:of|for)\b", line[office.end() : start])
            gap = office.start() - end if before else start - office.end()
            if (before or after) and (best is None or gap < best[0]):
                best = (gap, code)
    return best[1] if best else None


def host_of(analysis: Analysis) -> str | None:
    """The state that speaks on the page in the first person: that of who gives the speech or interview, or issues the
    release, by the lines at the page's head; None where they do not say.
    """
    seen = 0
    for match in re.finditer(r"[^\n]+", analysis.page.text):
        line = match[0].strip()
        if not line:
            continue
        seen += 1
        if seen > _LINES or len(line) > _LONGEST:
            return None
        for name, country in _bodies():
            if line.startswith(name):
                return country
        bare = not re.search(r"[.:;!?\"“”]", line) and len(line) < 90
        heading = bare and _pattern("office").match(line.removeprefix("The ")) is not None
        owned = bare and _pattern("body").search(line) is not None
        if _pattern("occasion").search(line) or heading or owned:
            code = _owner(line)
            if code is not None:
                return code
    return None


def dateline_state(analysis: Analysis) -> str | None:
    """The state from which the page is filed: that of the place of its dateline, or None."""
    place = analysis.page.dateline
    if not place:
        return None
    name = place.title() if place.isupper() else place
    states = [code for _, _, code, _ in named_in(name) if is_state(code)]
    return states[0] if states else town_named(name)

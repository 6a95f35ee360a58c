"""Days of publication that the clues of a text allow, and whether a page's own stamp can stand beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from armstrail.page.choice import Choice
from armstrail.page.clue import REPORTED, Clue, Fit, lasting

FIRST_DAY = date(1995, 1, 1)
LAST_DAY = date(2099, 12, 31)
"""No page is dated outside these days, whatever a transport claims."""
REACH = timedelta(days=5 * 366)
"""How far before its re-stamp a text is looked for."""
UNDATED_REACH = timedelta(days=12 * 366)
"""How far before its upper bound a text without a stamp is looked for."""
SPREAD = 0.4
"""Days whose score lies this near the best are part of the answer."""
WIDEST = 62
"""Days that an answer may span at most; wider ones are no date."""
DOUBTED = 0.8
"""Weight of contradictions below which a stamp stands, whatever the page looks like."""
EXPOSED = 2.6
"""Weight of contradictions from which a stamp is taken as a re-stamp."""
_HALF_A_YEAR = timedelta(days=182)
_ROUNDING = 1e-6
"""More than sums of a few weights may be off by."""
BETTER = 1.5
"""How much better the clues must fit another day before a stamp is given up."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The days that fit best, both ends included, and their score."""

    start: date
    end: date
    score: float


def score(clues: Iterable[Clue], day: date) -> float:
    """How well the clues fit a day of publication."""
    return sum(clue.weight * clue.fit(day) for clue in clues)


def contradictions(clues: Iterable[Clue], day: date) -> float:
    """Weight of the clues that speak against a day; the weekday of a report says little, since reports are printed late."""
    total = 0.0
    for clue in clues:
        fit = clue.fit(day)
        if fit < 0.38:
            against = clue.weight * (1 - fit)
            total += min(against, 0.5) if clue.note == REPORTED else against
    return total


def _bounds(clues: tuple[Clue, ...], latest: date | None) -> tuple[date, date] | None:
    """First and last day worth trying: what the absolute clues leave, up to the latest day.

    None where no clue names a year, or only years before FIRST_DAY.
    """
    anchors = [clue for clue in clues if clue.absolute]
    if not anchors:
        # Day and weekday together leave one year in five or six: the capture then says which.
        strong = sum(clue.weight for clue in clues if clue.kind in ("dateline", "weekday", "stamp"))
        return (_before(latest, REACH), latest) if latest is not None and strong >= 5.0 else None
    named = [
        found for clue in anchors if clue.resolve is not None and (found := clue.resolve(date(2000, 1, 1))) is not None
    ]
    if latest is None:
        # Without a stamp or a capture: as far as any clue still fits, looked for year by year.
        limit = max([*named, *_fitting_years(anchors)], default=None)
        if limit is None:
            return None
        latest = limit + timedelta(days=3 * 366)
    return _before(latest, UNDATED_REACH), latest


def _before(latest: date, reach: timedelta) -> date:
    """The day that lies `reach` before `latest`, and not before FIRST_DAY."""
    return max(FIRST_DAY, latest - reach) if latest >= FIRST_DAY else FIRST_DAY


def _fitting_years(clues: list[Clue]) -> list[date]:
    """The end of the last year that some narrow clue fits, by the middles of its months."""
    years = [_last_fitting(clue.fit) for clue in clues if clue.fit(date(2099, 6, 15)) < 0.6]
    return [max(date(year, 12, 31) for year in years if year)] if any(years) else []


def _last_fitting(fit: Fit) -> int | None:
    """The last year of which a month's middle fits wholly; None where none since FIRST_DAY's does."""
    alike = lasting(fit)
    day = date(LAST_DAY.year, 12, 15)
    while day.year > FIRST_DAY.year:
        if fit(day) >= 1.0:
            return day.year
        before = date.fromordinal(max(day.toordinal() - alike(day), FIRST_DAY.toordinal()))
        day = before.replace(day=15) if before.day >= 15 else (before - timedelta(days=15)).replace(day=15)
    return None


def _telling(clues: tuple[Clue, ...]) -> tuple[Clue, ...]:
    """The weightiest clues, at most two dozen, each said once."""
    told: dict[tuple[str, str], Clue] = {}
    for clue in sorted(clues, key=lambda c: (-c.weight, c.span or (0, 0), c.kind, c.value)):
        told.setdefault((clue.kind, clue.value), clue)
    return tuple(told.values())[:24]


def scored_days(clues: tuple[Clue, ...], first: date, last: date, *, settle: bool) -> list[tuple[date, float]]:
    """The days from `first` to `last` with their scores, but for those that lie `SPREAD` below another for certain.

    A day is given up as soon as the clues left could not lift it near the best day so far (their fits are 0 to 1). Clues
    that fit alike for longer are asked first, so that many days are given up with one.
    """
    asked = sorted(clues, key=lambda clue: -max(lasting(clue.fit)(day) for day in (last, last - _HALF_A_YEAR)))
    left = [0.0]
    for clue in reversed(asked):
        left.append(left[-1] + clue.weight)
    told = [(clue.weight, clue.fit, rest) for clue, rest in zip(asked, reversed(left[:-1]), strict=True)]
    alike = [lasting(clue.fit) for clue in asked]
    best = max(
        (
            score(clues, day) - (0.15 * ((last - day).days / 365.25) if settle else 0.0) - _ROUNDING
            for day in _promising(clues, first, last)
        ),
        default=float("-inf"),
    )
    scored: list[tuple[date, float]] = []
    number = last.toordinal()
    while number >= first.toordinal():
        day = date.fromordinal(number)
        aged = 0.15 * ((last.toordinal() - number) / 365.25) if settle else 0.0
        floor = best - SPREAD - _ROUNDING + aged
        total = 0.0
        for count, (weight, fit, rest) in enumerate(told, 1):
            total += weight * fit(day)
            if total + rest < floor:
                # The days before that these clues fit alike fall as far behind: the floor only rises.
                number -= min(days(day) for days in alike[:count])
                break
        else:
            scored.append((day, score(clues, day) - aged))
            best = max(best, scored[-1][1])
            number -= 1
    scored.reverse()
    return scored


def _promising(clues: tuple[Clue, ...], first: date, last: date) -> set[date]:
    """Days of the stretch that the two weightiest clues which name days name for it, a year after the other.

    Where no clue names a day, one day in thirty: what is true of years is soon found.
    """
    naming = [clue.resolve for clue in clues if clue.resolve is not None][:2]
    asked = [last - timedelta(days=back) for back in range(0, (last - first).days + 1, 365 if naming else 30)]
    named = (resolve(day) for resolve in naming or [lambda day: day] for day in asked)
    return {day for day in named if day is not None and first <= day <= last}


def solve(clues: tuple[Clue, ...], latest: date | None, *, settle: bool) -> Solved | None:
    """The run of days that fits the clues best, not after `latest`; None where the words do not settle it.

    `settle` takes the best of several rival runs (of a text known to be re-stamped the newest counts a little more);
    otherwise rivals as good as the best leave it open.
    """
    clues = _telling(clues)
    latest = min(latest, LAST_DAY) if latest is not None else None
    bounds = (_before(latest, REACH), latest) if settle and latest is not None else _bounds(clues, latest)
    if bounds is None or bounds[1] < bounds[0]:
        return None
    scored = scored_days(clues, *bounds, settle=settle)
    best = max(value for _, value in scored)
    near = [day for day, value in scored if value >= best - SPREAD]
    runs: list[list[date]] = []
    for day in near:
        if runs and (day - runs[-1][-1]).days <= 8:
            runs[-1].append(day)
        else:
            runs.append([day])
    peak = next(day for day, value in scored if value == best)
    chosen = next(run for run in runs if run[0] <= peak <= run[-1])
    if len(runs) > 1 and not settle:
        if (near[-1] - near[0]).days > WIDEST:
            return None
        chosen = near
    if (chosen[-1] - chosen[0]).days > WIDEST:
        return None
    narrow = sum(clue.weight for clue in clues if not clue.absolute and clue.fit(peak) >= 0.5)
    if narrow < 1.0 and (chosen[-1] - chosen[0]).days > 45:
        return None
    return Solved(chosen[0], chosen[-1], best)


def evening_before(choice: Choice, clues: tuple[Clue, ...]) -> Choice:
    """The choice, moved to the evening before for an American page whose time is in the small hours of UTC.

    Only where no visible stamp speaks and the weekday that the report names for its event is that evening's.
    """
    before = choice.day - timedelta(days=1)
    if choice.note or any(c.kind in ("stamp", "url") for c in choice.supporting):
        return choice
    if not any(before in c.nearby for c in choice.supporting if c.kind in ("meta", "json-ld")):
        return choice
    spoken = [clue for clue in clues if clue.kind == "weekday" and clue.note == REPORTED]
    if not spoken or spoken[0].fit(before) < 1.0:
        return choice
    return replace(choice, day=before, note="a time in UTC; the report's weekday is that of the evening before")


def restamp(clues: tuple[Clue, ...], make: float, stamp: date) -> Solved | None:
    """The days that a text was first published on, where its stamp cannot be the first; None where the stamp can stand.

    `make` is how much the page looks like a re-poster's, 0 to 1: it exposes nothing by itself, yet little else is
    needed beside it.
    """
    against = contradictions(clues, stamp)
    if against < DOUBTED or against + 2 * make < EXPOSED:
        return None
    solved = solve(clues, stamp - timedelta(days=3), settle=True)
    if solved is None or solved.score + 0.15 * (stamp - solved.end).days / 365.25 - score(clues, stamp) < BETTER - make:
        return None
    return solved

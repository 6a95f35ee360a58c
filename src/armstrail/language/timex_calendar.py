"""Calendar periods: an interval of days that knows its grain, so that "last year" stays a year and never becomes a day.

Values are written the TIMEX3 way (ISO 8601 with TimeML's quarters, halves, seasons and decades; Pustejovsky et al. 2003).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum

from armstrail.records import When


class Grain(StrEnum):
    """How fine a period is. The value is the unit's letter code in TIMEX3 durations (months and minutes are told apart by the `T`)."""

    CENTURY = "CE"
    DECADE = "DE"
    YEAR = "Y"
    HALF = "H"
    QUARTER = "Q"
    SEASON = "S"
    MONTH = "M"
    WEEK = "W"
    WEEKEND = "WE"
    DAY = "D"


SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each meteorological season of the northern half of the world; winter runs into the next year."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included, with the grain and the TIMEX3 `value` they are named by."""

    start: date
    end: date
    grain: Grain
    value: str

    @property
    def when(self) -> When:
        """The days as a record."""
        return When(start=self.start, end=self.end)

    def shift(self, count: int) -> Period | None:
        """The period `count` units of its own grain later (earlier where negative), None outside the calendar's years."""
        return period(shift_day(self.start, count, self.grain), self.grain)


def shift_day(day: date | None, count: int, grain: Grain) -> date | None:
    """The day that lies `count` units after `day`; the last of the month where the month is shorter. None off the calendar."""
    if day is None:
        return None
    months = {Grain.CENTURY: 1200, Grain.DECADE: 120, Grain.YEAR: 12, Grain.HALF: 6, Grain.QUARTER: 3, Grain.SEASON: 3}
    try:
        if grain is Grain.DAY:
            return day + timedelta(count)
        if grain in (Grain.WEEK, Grain.WEEKEND):
            return day + timedelta(7 * count)
        year, month = divmod(day.year * 12 + day.month - 1 + count * months.get(grain, 1), 12)
        if not MINYEAR <= year <= MAXYEAR:
            return None
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def period(day: date | None, grain: Grain) -> Period | None:
    """The period of that grain in which a day lies."""
    if day is None:
        return None
    if grain is Grain.DAY:
        return Period(day, day, grain, day.isoformat())
    if grain in (Grain.WEEK, Grain.WEEKEND):
        return _week(day, grain)
    if grain is Grain.MONTH:
        return month(day.year, day.month)
    if grain is Grain.QUARTER:
        return quarter(day.year, (day.month + 2) // 3)
    if grain is Grain.HALF:
        return half(day.year, 1 if day.month <= 6 else 2)
    if grain is Grain.SEASON:
        code = next(code for code, first in SEASON_MONTHS.items() if (day.month - first) % 12 < 3)
        return season(day.year - (code == "WI" and day.month < 3), code)
    span = {Grain.YEAR: 1, Grain.DECADE: 10, Grain.CENTURY: 100}[grain]
    return years(day.year - day.year % span, span)


def _week(day: date, grain: Grain) -> Period | None:
    year, week, _ = day.isocalendar()
    try:
        monday = date.fromisocalendar(year, week, 1)
        sunday = monday + timedelta(6)
    except (OverflowError, ValueError):
        return None
    if grain is Grain.WEEK:
        return Period(monday, sunday, grain, f"{year:04}-W{week:02}")
    return Period(monday + timedelta(5), sunday, grain, f"{year:04}-W{week:02}-WE")


def day(year: int, month_number: int, day_number: int) -> Period | None:
    """One day, None where the calendar has no such day."""
    try:
        return period(date(year, month_number, day_number), Grain.DAY)
    except ValueError:
        return None


def _months(year: int, first: int, count: int, grain: Grain, value: str) -> Period | None:
    try:
        last_year, last = divmod(year * 12 + first - 2 + count, 12)
        end = date(last_year, last + 1, calendar.monthrange(last_year, last + 1)[1])
        return Period(date(year, first, 1), end, grain, value)
    except (OverflowError, ValueError, calendar.IllegalMonthError):
        return None


def month(year: int, number: int) -> Period | None:
    """A month of a year."""
    return _months(year, number, 1, Grain.MONTH, f"{year:04}-{number:02}")


def quarter(year: int, number: int) -> Period | None:
    """A quarter (1 to 4) of a year."""
    return _months(year, 3 * number - 2, 3, Grain.QUARTER, f"{year:04}-Q{number}")


def half(year: int, number: int) -> Period | None:
    """A half (1 or 2) of a year."""
    return _months(year, 6 * number - 5, 6, Grain.HALF, f"{year:04}-H{number}")


def season(year: int, code: str) -> Period | None:
    """A season by its TIMEX3 code; the winter of a year begins in its December."""
    return _months(year, SEASON_MONTHS[code], 3, Grain.SEASON, f"{year:04}-{code}")


def years(first: int, span: int = 1) -> Period | None:
    """A year, or a decade or century that begins with year `first`."""
    grain, value = {
        1: (Grain.YEAR, f"{first:04}"),
        10: (Grain.DECADE, f"{first // 10:03}"),
        100: (Grain.CENTURY, f"{first // 100:02}"),
    }[span]
    try:
        return Period(date(max(first, MINYEAR), 1, 1), date(first + span - 1, 12, 31), grain, value)
    except ValueError:
        return None


def edge_quarter(whole: Period, which: int) -> When:
    """The first or last three months of a year (0, -1): what "early" and "late" leave of it."""
    year = whole.start.year
    if which == 0:
        return When(start=whole.start, end=date(year, 3, 31))
    return When(start=date(year, 10, 1), end=whole.end)


def third(whole: Period, which: int) -> When:
    """The first, second or last third of a period (0, 1, 2), by days: what "early", "mid" and "late" leave of it."""
    length = (whole.end - whole.start).days + 1
    if length < 3:
        return whole.when
    cuts = [whole.start + timedelta(length * step // 3) for step in range(3)]
    ends = [cuts[1] - timedelta(1), cuts[2] - timedelta(1), whole.end]
    return When(start=cuts[which], end=ends[which])

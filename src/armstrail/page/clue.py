"""What the article's own words say about the day on which it was written.

A clue weighs something and says how well it fits a day of publication, 0 to 1. It never names the day by itself: a
caption without a year fits one week of every year, an office-holder's name fits the years of a term. `inference.py`
puts them together.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from armstrail.records import Span

Fit = Callable[[date], float]


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence in the words. `absolute` clues tie the text to years, the others to days of any year."""

    kind: str
    value: str
    span: Span | None
    weight: float
    fit: Fit = field(compare=False, repr=False)
    absolute: bool = False
    note: str | None = None
    resolve: Callable[[date], date | None] | None = field(default=None, compare=False, repr=False)


# ---------------------------------------------------------------- fitting
class LastingFit(ABC):
    """A fit that is the same for days on end: who looks through years for a day need not ask it of each."""

    __slots__ = ()

    @abstractmethod
    def __call__(self, published: date) -> float:
        """How well it fits a day of publication."""

    @abstractmethod
    def days_alike(self, published: date) -> int:
        """How many days, `published` the last of them, surely fit alike: at least 1."""


def _itself(_: date) -> int:
    return 1


def lasting(fit: Fit) -> Callable[[date], int]:
    """How many days, a given one the last of them, surely fit alike: at least 1."""
    return fit.days_alike if isinstance(fit, LastingFit) else _itself


REPORTED = "the weekday of the report's own event"
"""Note of the clue that the first weekday of a report makes."""
YEARLESS = "a stamp without a year"
"""Note of the clue that a stamp makes which leaves its year out."""
SAID_LAG = ((0, 1.0), (1, 0.7), (2, 0.35), (3, 0.2))
"""Fit of the weekday of a report's own event by the days since."""
WEEK_LAG = ((1, 1.0), (2, 0.9), (3, 0.8), (4, 0.7), (5, 0.6), (6, 0.5))
"""Fit of any other weekday of the text by the days since."""


_ONE_DAY = timedelta(days=1)


def occurrence(month: int, day: int, near: date, *, ahead: int = 1) -> date | None:
    """The last such day of a year that is at most `ahead` days after `near`; None for a 29 February out of reach."""
    limit = near + (_ONE_DAY if ahead == 1 else timedelta(days=ahead))
    last = limit.year
    for year in (last, last - 1, last - 2, last - 3, last - 4):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= limit:
            return found
    return None


def stepped(lag: int, steps: tuple[tuple[int, float], ...], beyond: float) -> float:
    """The value of the first step that reaches `lag` days."""
    for limit, value in steps:
        if lag <= limit:
            return value
    return beyond


def _days_of_step(lag: int, steps: tuple[tuple[int, float], ...]) -> int:
    """How many lags up to `lag` surely have its value: at least 1."""
    return lag - max((limit for limit, _ in steps if limit < lag), default=lag - 1)


FRESH = ((1, 1.0), (3, 0.85), (7, 0.65), (14, 0.3), (31, 0.25))
PICTURED = ((3, 1.0), (5, 0.9), (10, 0.7), (31, 0.4))
DATELINED = ((0, 1.0), (1, 0.75), (2, 0.5), (3, 0.4))


@dataclass(frozen=True, slots=True)
class _MonthDayFit(LastingFit):
    month: int
    day: int
    steps: tuple[tuple[int, float], ...]
    beyond: float
    ahead: float

    def __call__(self, published: date) -> float:
        found = occurrence(self.month, self.day, published)
        if found is None:
            return self.beyond
        lag = (published - found).days
        if lag > _MAY_LIE_AHEAD:
            return max(self.beyond, self.ahead)
        if lag < 0:
            return 0.5  # today there, tomorrow here
        return stepped(lag, self.steps, self.beyond)

    def days_alike(self, published: date) -> int:
        found = occurrence(self.month, self.day, published)
        if found is None:
            return 1
        lag = (published - found).days
        return lag - _MAY_LIE_AHEAD if lag > _MAY_LIE_AHEAD else _days_of_step(lag, self.steps)


_MAY_LIE_AHEAD = 300
"""Days after a day of the year from which a text may as well mean the next one."""


def month_day_fit(
    month: int, day: int, steps: tuple[tuple[int, float], ...], beyond: float, *, ahead: float = 0.4
) -> Fit:
    """How a day of publication fits an event on a day of any year, by the days between (`steps`).

    `ahead` is the fit of a day that may lie soon ahead instead: nothing of it can be pictured yet, say.
    """
    return _MonthDayFit(month, day, steps, beyond, ahead)


def newest_fit(fit: Fit, lead: tuple[int, int], events: frozenset[tuple[int, int]]) -> Fit:
    """The fit of a lead's day (month, day), which is background where another event told of is newer."""
    if not events - {lead}:
        return fit

    def fitted(published: date) -> float:
        own = occurrence(*lead, published)
        if own is None:
            return fit(published)
        others = (occurrence(*event, published) for event in events)
        gaps = [((day - own).days, (published - day).days) for day in others if day is not None and own < day]
        newer = any(0 <= ago <= (_LATELY if apart <= _TOGETHER else _LONG_AGO) for apart, ago in gaps)
        return max(fit(published), 0.4) if newer else fit(published)

    return fitted


_LATELY, _LONG_AGO = 62, 250
"""Days since the newest event, at most, beside which an older one of the same days, or of others, is background."""
_TOGETHER = 3
"""Days that events of the same days lie apart."""


def resolver(month: int, day: int) -> Callable[[date], date | None]:
    """The day that a form without a year names for a given day of publication."""
    return lambda published: occurrence(month, day, published)


def day_fit(day: date) -> Fit:
    """How a day of publication fits a dateline of this day."""
    return lambda published: stepped(abs((published - day).days), DATELINED, 0.0)


def weekday_date_fit(month: int, day: int, weekday: int, *, past: bool = False) -> Fit:
    """1 where the nearest such day, behind or soon ahead, is that weekday; of a day told of as past, less the older it is."""

    def fit(published: date) -> float:
        behind = occurrence(month, day, published)
        if behind is not None and (published - behind).days <= 250:
            if behind.weekday() != weekday:
                return 0.0
            return 0.8 if past and (published - behind).days > 45 else 1.0
        for year in (published.year, published.year + 1):
            try:
                ahead = date(year, month, day)
            except ValueError:
                continue
            if ahead >= published:
                same = ahead.weekday() == weekday or (behind is not None and behind.weekday() == weekday)
                return (0.6 if past else 1.0) if same else 0.0
        return 0.5

    return fit


def days_ahead(month: int, day: int, published: date) -> int:
    """Days from publication to the next such day of a year."""
    for year in (published.year, published.year + 1, published.year + 2):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= published - timedelta(days=1):
            return (found - published).days
    return 366


def exact_fit(month: int, day: int, weekday: int | None) -> Fit:
    """1 on such a day of any year (and weekday, where one stands beside it), else 0."""
    return lambda d: 1.0 if (d.month, d.day) == (month, day) and weekday in (None, d.weekday()) else 0.0


def link_fit(day: date) -> Fit:
    """How a day of publication fits a link, amid the text, to a story of this day: soon after it."""

    def fit(published: date) -> float:
        lag = (published - day).days
        return 0.3 if lag < -1 else stepped(max(lag, 0), ((60, 1.0), (200, 0.7), (330, 0.5)), 0.2)

    return fit


def back_fit(weekday: int, steps: tuple[tuple[int, float], ...]) -> Fit:
    """How a day of publication fits a past weekday, by the days since."""
    return lambda d: stepped((d.weekday() - weekday) % 7, steps, 0.05)


_SINCE = ((0, 0.95), (1, 1.0), (2, 0.7), (3, 0.4), (9, 0.3))


@dataclass(frozen=True, slots=True)
class _DayOfMonthFit(LastingFit):
    day: int

    def __call__(self, published: date) -> float:
        if (published + _ONE_DAY).day == self.day:
            return 1.0
        lag = self._lag(published)
        return 0.1 if lag is None else stepped(lag, _SINCE, 0.1)

    def days_alike(self, published: date) -> int:
        if (published + _ONE_DAY).day == self.day:
            return 1
        lag = self._lag(published)
        days = published.day if lag is None else _days_of_step(lag, _SINCE)
        return days if published.day >= self.day else min(days, published.day)

    def _lag(self, published: date) -> int | None:
        """Days since such a day of this month or, before it, of the last; None where the last month has none."""
        if published.day >= self.day:
            return published.day - self.day
        last = published - timedelta(days=published.day)
        return published.day + last.day - self.day if self.day <= last.day else None


def day_of_month_fit(day: int) -> Fit:
    """How a day of publication fits "on the 17th"."""
    return _DayOfMonthFit(day)


@dataclass(frozen=True, slots=True)
class _Between(LastingFit):
    """1 from a day to another, `before` ahead of them, 0 after them."""

    first: date
    last: date
    before: float = 0.0

    def __call__(self, published: date) -> float:
        if published < self.first:
            return self.before
        return 1.0 if published <= self.last else 0.0

    def days_alike(self, published: date) -> int:
        if published > self.last:
            return (published - self.last).days
        return (published - (self.first if published >= self.first else date.min)).days + 1


def until(last: date) -> Fit:
    """1 up to a day, 0 after it."""
    return _Between(date.min, last)


def year_fit(year: int) -> Fit:
    """How a day of publication fits the newest past year of a text: in it or soon after."""
    return lambda d: 0.0 if d.year < year else stepped(d.year - year, ((0, 1.0), (1, 0.8), (2, 0.5)), 0.4)


def elapsed_fit(begin: date, count: int, unit: float) -> Fit:
    """How a day of publication fits "eleven months into the war": `count` units of `unit` days after `begin`."""
    middle = begin + timedelta(days=round(count * unit))
    slack = max(1.0, unit * (0.25 if count > 1 else 0.35)) if unit < 300 else 60.0

    def fit(published: date) -> float:
        off = abs((published - middle).days)
        return 1.0 if off <= slack else 0.5 if off <= 2.5 * slack else 0.0

    return fit


def term_fit(begin: date, end: date) -> Fit:
    """1 in a term of office and a week about it, else 0."""
    return _Between(begin - timedelta(days=7), end if end == date.max else end + timedelta(days=7))


def month_end(first: date) -> date:
    """The last day of the month that begins on `first`."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def in_month(first: date) -> Fit:
    """1 in the month that begins on `first`, little about it."""
    last = month_end(first)
    return lambda d: 1.0 if first <= d <= last else 0.3 if abs((d - last).days) <= 62 else 0.1


def week_of(day: date) -> int:
    """Number of the week, from Monday, counted from the calendar's beginning."""
    return (day.toordinal() - 1) // 7


def month_of(day: date) -> int:
    """Number of the month, counted from the calendar's beginning."""
    return day.year * 12 + day.month


@dataclass(frozen=True, slots=True)
class _RelativeFit(LastingFit):
    word: str
    start: date
    end: date

    def __call__(self, published: date) -> float:
        scale = self._scale
        shift = 1 if self.word.startswith("next") else -1 if self.word.startswith("last") else 0
        if not scale(self.start) - shift <= scale(published) <= scale(self.end) - shift:
            return 0.0
        if self.word.startswith("later"):
            return 1.0 if published <= self.start else 0.0
        if self.word.startswith("earlier"):
            return 1.0 if published >= self.end else 0.0
        return 1.0

    @property
    def _scale(self) -> Callable[[date], int]:
        return month_of if "month" in self.word else week_of if "week" in self.word else lambda d: d.year

    def days_alike(self, published: date) -> int:
        if self.word.startswith(("later", "earlier")):
            return 1
        if "month" in self.word:
            return published.day
        return published.weekday() + 1 if "week" in self.word else published.timetuple().tm_yday


def relative_fit(word: str, start: date, end: date) -> LastingFit:
    """How a day of publication fits "next month" (and its like) said of an occasion from `start` to `end`."""
    return _RelativeFit(word.casefold(), start, end)


@dataclass(frozen=True, slots=True)
class AnyFit(LastingFit):
    """How a day of publication fits the one of several that it fits best."""

    fits: tuple[LastingFit, ...]

    def __call__(self, published: date) -> float:
        """The best of their fits."""
        return max(fit(published) for fit in self.fits)

    def days_alike(self, published: date) -> int:
        """The days that all of them fit alike."""
        return min(fit.days_alike(published) for fit in self.fits)


def always(day: date) -> Callable[[date], date | None]:
    """A form that names one day whatever the day of publication."""
    return lambda _: day


def since(first: date, *, before: float = 0.0) -> Fit:
    """1 from a day on, `before` ahead of it."""
    return _Between(first, date.max, before)

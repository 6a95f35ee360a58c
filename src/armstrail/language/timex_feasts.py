"""Feasts and holidays: "Christmas Eve last year", "Labor Day", and those that move: Easter, Ramadan, Passover, Nowruz.

Feasts of the moon are reckoned by the tables of their calendars (Reingold and Dershowitz, Calendrical Calculations, 4th
edition, 2018). Where the sighting of the moon decides, the true day may lie one day beside the reckoned one: the days given
say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from armstrail.language.timex_calendar import Grain, Period, day, period
from armstrail.language.timex_dates import TAIL, stated_year
from armstrail.language.timex_rule import AHEAD, BEHIND, Context, Reading, Rule, dated, group, rule, unsettled
from armstrail.language.timex_words import alternatives, words
from armstrail.page.calendars import jalali_to_gregorian
from armstrail.records import TimeType, When

_SIGHTED = timedelta(1)
"""How far the sighting of the moon may lie from its reckoning."""
_LUNAR_YEARS = {
    2015: (2, 19), 2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1),
    2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3),
}  # fmt: skip
"""The first days of the Chinese year, as month and day."""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, after Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    month, number = divmod(h + n - 7 * ((a + 11 * h + 22 * n) // 451) + 114, 31)
    return date(year, month, number + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar, on the Gregorian one (Meeus), for 1900 to 2099."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, number = divmod(d + e + 114, 31)
    return date(year, month, number + 1) + timedelta(13)


def islamic(year: int, month: int, number: int) -> date:
    """The day of the tabular Islamic calendar (civil epoch)."""
    days = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + number
    return date.fromordinal(days + 1948440 - 385 - 1721425)


def hebrew_new_year(year: int) -> date:
    """Rosh Hashanah of a year of the Hebrew calendar."""

    def elapsed(number: int) -> int:
        months = (235 * number - 234) // 19
        parts = 12084 + 13753 * months
        days = 29 * months + parts // 25920
        return days + (3 * (days + 1) % 7 < 3)

    before, here, after = (elapsed(number) for number in (year - 1, year, year + 1))
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return date.fromordinal(here + delay - 1373427)


_RECKONED = range(622, 3000)
"""Years for which the calendars are reckoned; a feast of any other names no day."""


def _moved(spec: str, year: int) -> Iterator[tuple[Period | None, When | None]]:
    """The days in a year of a feast that moves, by its code (`time_words.tsv`): calendar, then month and day or distance."""
    calendar, _, at = spec.partition(":")
    if calendar in {"easter", "orthodox"}:
        first = easter(year) if calendar == "easter" else orthodox_easter(year)
        yield period(first + timedelta(int(at)), Grain.DAY), None
    elif calendar == "hebrew":
        # before the new year the feasts of spring lie a fixed number of days off, whatever the year's length
        yield period(hebrew_new_year(year + 3761) + timedelta(int(at)), Grain.DAY), None
    elif calendar == "nowruz":
        turned = jalali_to_gregorian(year - 621, 1, 1)
        yield (period(turned, Grain.DAY) if turned is not None else None), None
    elif calendar == "lunar":
        yield (day(year, *_LUNAR_YEARS[year]) if year in _LUNAR_YEARS else None), None
    else:
        month, number = (int(part) for part in at.split("-"))
        about = int((year - 622) * 33 / 32)
        for lunar in range(about - 1, about + 3):
            first = islamic(lunar, month, number or 1)
            if first.year == year:
                # a month runs to the eve of the next one
                last = first if number else islamic(lunar, month + 1, 1) - timedelta(1)
                grain = Grain.DAY if number else Grain.MONTH
                value = first.isoformat() if number else f"{first.isoformat()}/{last.isoformat()}"
                yield (
                    Period(first, last, grain, value),
                    When(start=first - _SIGHTED, end=last + _SIGHTED),
                )


def _feasts(name: str, year: int) -> list[tuple[Period, When | None]]:
    if year not in _RECKONED:
        return []
    spec = words("movable").get(name)
    found = _moved(spec, year) if spec is not None else iter([(_fixed(name, year), None)])
    return [(one, days) for one, days in found if one is not None]


def _fixed(name: str, year: int) -> Period | None:
    """A feast of the same day or the same weekday of a month each year."""
    parts = (words("holiday").get(name) or words("floating")[name]).split("-")
    if len(parts) == 2:
        return day(year, int(parts[0]), int(parts[1]))
    weekday = int(parts[1])
    found = [
        one
        for number in range(1, 32)
        if (one := day(year, int(parts[0]), number)) is not None and one.start.isoweekday() == weekday
    ]
    return found[-1] if parts[2] == "L" else found[int(parts[2]) - 1]


_KEPT: dict[str, Callable[[Period, date], bool]] = {
    "last": lambda found, anchor: found.start < anchor,
    "next": lambda found, anchor: found.start > anchor,
    "this": lambda found, anchor: found.start.year == anchor.year,
}


_ANOTHERS = re.compile(r"(?:['’]s|s['’]|[a-z](?:an|ese|ish|i|ian))\ $")


def _holiday(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads a feast of a stated year, else the nearest by the verb's tense."""
    if _ANOTHERS.search(match.string, 0, match.start()) and group(match, "h") == "Independence Day":
        return None  # "Ukraine's Independence Day" has another date than the best known one
    name = next(word for word in _names() if word.lower() == group(match, "h").replace("’", "'").lower())
    year, anchor = stated_year(match, ctx), ctx.anchor
    if year is not None:
        return _dated(_feasts(name, year)[:1])
    if anchor is None:
        fixed = words("holiday").get(name)
        return unsettled(f"XXXX-{fixed}" if fixed else "XXXX-XX-XX")
    near = [one for number in (anchor.year - 1, anchor.year, anchor.year + 1) for one in _feasts(name, number)]
    which = group(match, "which").lower()
    if which:
        near = [one for one in near if _KEPT[which](one[0], anchor)]
        near = near[-1:] if which == "last" else near[:1]
    tense = ctx.tense(match) if not which else None

    def cost(one: tuple[Period, When | None]) -> int:
        off = (one[0].start - anchor).days
        return abs(off) + 200 * ((tense == BEHIND and off > 0) or (tense == AHEAD and off < 0))

    return _dated([min(near, key=cost)] if near else [])


def _dated(found: list[tuple[Period, When | None]]) -> Reading | None:
    if not found:
        return None
    whole, days = found[0]
    if whole.grain is Grain.DAY:
        return dated(whole, days=days)
    return Reading(TimeType.DATE, whole.value, days, whole)


def _names() -> list[str]:
    return [word for kind in ("holiday", "floating", "movable") for word in words(kind)]


RULES: tuple[Rule, ...] = (
    rule(
        "holiday",
        rf"\b(?:(?P<which>(?i:last|this|next))\ )?(?P<h>{alternatives('holiday', 'floating', 'movable')})\b(?!\ (?:Island|Rising|Offensive|Accords?)){TAIL}",
        _holiday,
    ),
)
"""The rules of this module."""

"""Names of months and weekdays in many languages, and what a written date can mean: tables, no patterns and no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from armstrail.knowledge import table, values

FIRST_YEAR = 1900
LAST_YEAR = 2099


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a date form. `year` is None where the page leaves it out, `day` where it names a month."""

    year: int | None
    month: int
    day: int | None

    def date(self) -> date | None:
        """The day it names; None unless year, month and day are all given and the calendar has that day."""
        if self.year is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class DateForm:
    """A written date at `[start, end)`, its readings (the likelier first), and the weekday and time beside it."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    weekday: int | None = None
    """0 for Monday to 6 for Sunday, where a weekday stands beside the date."""
    hour: int | None = None
    offset: int | None = None
    """Minutes east of UTC, where the page gives a numeric offset or Z."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days that it can name, the likelier first; empty without year or day."""
        return tuple(day for reading in self.readings if (day := reading.date()) is not None)


def fold(word: str) -> str:
    """A name in the form that the tables are asked by: small letters, no stop at its end."""
    return word.casefold().rstrip(".").replace("i̇", "i")


@cache
def months(language: str | None = None) -> dict[str, tuple[int, ...]]:
    """Folded month name -> months that it can name, those of `language` first."""
    names: dict[str, list[int]] = {}
    rows = sorted(table("month_names"), key=lambda row: row["language"] != language)
    for row in rows:
        for number in range(1, 13):
            for name in values(row[f"m{number}"]):
                known = names.setdefault(fold(name), [])
                if number not in known:
                    known.append(number)
    own = {
        fold(name) for row in rows if row["language"] == language for n in range(1, 13) for name in values(row[f"m{n}"])
    }
    return {name: tuple(found[:1] if name in own else found) for name, found in names.items()}


@cache
def jalali_months() -> dict[str, int]:
    """Folded name of a Persian month -> its number."""
    return {
        fold(name): number
        for row in table("month_names_jalali")
        for number in range(1, 13)
        for name in values(row[f"m{number}"])
    }


@cache
def weekdays(language: str | None = None) -> dict[str, int]:
    """Folded name of a weekday -> 0 for Monday to 6 for Sunday; names of `language`, then English, win over others."""
    names: dict[str, int] = {}
    order = {language: 0, "en": 1}
    for row in sorted(table("weekday_names"), key=lambda row: order.get(row["language"], 2)):
        for number in range(7):
            for name in values(row[f"d{number + 1}"]):
                names.setdefault(fold(name), number)
    return names


@cache
def _own_names(language: str | None) -> frozenset[str]:
    spoken = {language, "en"}
    return frozenset(
        fold(name)
        for row in table("month_names")
        for number in range(1, 13)
        for name in values(row[f"m{number}"])
        if row["language"] in spoken or len(name) > 4 or not name.isascii()
    )


def own_name(name: str, language: str | None) -> bool:
    """Whether a name can be a month without a year beside it: a short name of a foreign language is a chance word."""
    return name in _own_names(language)

"""Years of other calendars than the Gregorian one, as pages print them in date stamps."""

from __future__ import annotations

from datetime import date, timedelta

BUDDHIST_OFFSET = 543
"""Thai Buddhist era minus common era."""
MINGUO_OFFSET = 1911
"""Common era minus the year of the Republic of China."""
JAPANESE_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""Common era minus the era's year, for the eras that pages of the web can name."""

_NOWRUZ_ANCHOR = date(1996, 3, 20)
_NOWRUZ_ANCHOR_YEAR = 1375


def _is_jalali_leap(year: int) -> bool:
    """Whether a Jalali year has 366 days: the 33-year rule, exact for 1343 to 1472 (1964 to 2093)."""
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def jalali_to_gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a day of the Solar Hijri calendar; None where there is no such day or it lies outside 1343 to 1472.

    Months 1 to 6 have 31 days, 7 to 11 have 30, the twelfth 29 or 30; the year begins at Nowruz. Counted from
    1 Farvardin 1375, which was 20 March 1996.
    """
    if not (1343 <= year <= 1472 and 1 <= month <= 12):
        return None
    length = 31 if month <= 6 else 30 if month <= 11 or _is_jalali_leap(year) else 29
    if not 1 <= day <= length:
        return None
    days = 0
    if year >= _NOWRUZ_ANCHOR_YEAR:
        for each in range(_NOWRUZ_ANCHOR_YEAR, year):
            days += 366 if _is_jalali_leap(each) else 365
    else:
        for each in range(year, _NOWRUZ_ANCHOR_YEAR):
            days -= 366 if _is_jalali_leap(each) else 365
    days += 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    return _NOWRUZ_ANCHOR + timedelta(days=days)

"""Dates as pages write them: digits in every order, month names of many languages, East Asian and Persian forms.

Patterns anchored on digits and tables of names, no parser and no clock: a form without a year stays without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from armstrail.page.calendars import BUDDHIST_OFFSET, JAPANESE_ERAS, MINGUO_OFFSET, jalali_to_gregorian
from armstrail.page.date_names import (
    FIRST_YEAR,
    LAST_YEAR,
    DateForm,
    Reading,
    fold,
    jalali_months,
    months,
    own_name,
    weekdays,
)

# A date never runs over a line's end: one call reads a whole page.
_S = r"[^\S\n]"
# 2024-09-22, 2024/9/22, 2024.09.22, "2024. 9. 22."
_YMD = re.compile(
    rf"(?<![\d./-])(?P<year>\d{{4}}){_S}?[-./]{_S}?(?P<month>\d{{1,2}}){_S}?[-./]{_S}?(?P<day>\d{{1,2}})(?!\d)"
)
# 22.09.2024, 22/9/24, 09-22-2024
_DMY = re.compile(
    rf"(?<![\d./:-])(?P<first>\d{{1,2}})(?P<sep>{_S}?[-./]{_S}?)(?P<second>\d{{1,2}}){_S}?[-./]{_S}?"
    rf"(?P<year>\d{{4}}|\d{{2}})(?![\d/]|[-.:]\d|{_S}?%)"
)
# 2024年9月22日, 2024년 9월 22일, 9月22日, 令和6年9月22日, 民國113年9月22日
_CJK = re.compile(
    rf"(?:(?P<era>令和|平成|昭和|民國|民国)?{_S}?(?<!\d)(?P<year>\d{{1,4}}){_S}?[年년]{_S}?)?"
    rf"(?<!\d)(?P<month>\d{{1,2}}){_S}?[月월]{_S}?(?P<day>\d{{1,2}}){_S}?[日일号號]"
)
# Month names are looked up beside every number of one, two or four digits, and not scanned for.
_SEPARATING = frozenset(" -./\u00a0\u2009\u202f")
_NUMBER = re.compile(r"(?<!\d)(?:\d{1,2}|\d{4})(?!\d)")
_COUNTED = re.compile(r"(?i)(?:\b(?:no|nr|nos|vol|volume|number|issue)\.?|[#№])\s?$")
"""What makes the number behind it the number of an issue, and no day."""
_WORD = r"(?P<name>(?:tháng \d{1,2}(?!\d)|(?:كانون|تشرين) [^\W\d_]+|[^\s\d,/()|;:–—\[\]-]{2,18}))"
# 22 сентября 2024, 22. September 2024, 22 de septiembre de 2024, 22-Sep-24, 22 September
_NAME_BEHIND = re.compile(
    rf"(?:st|nd|rd|th|er|\.|º|°|ª|-го|-е|ης|η|a)?[^\S\n\u200c]{{0,3}}\u200c?(?:(?:de|of|ng|דב){_S}|d['’]|[-/.,])?{_S}{{0,3}}{_WORD}",
    re.IGNORECASE,
)
_SECOND_NAME = re.compile(rf"{_S}?/{_S}?[^\W\d_][^\s\d,/()|;:-]{{1,16}}(?:{_S}[^\W\d_]{{4,8}})?(?={_S}\d{{4}})")
_YEAR_BEHIND = re.compile(
    rf"(?:{_S}{{0,2}},?{_S}{{0,2}}(?:de{_S}|del{_S}|of{_S}|năm{_S}|พ\.ศ\.{_S}?|ค\.ศ\.{_S}?)?{_S}{{0,2}}|[-/])"
    r"['’]?(?P<year>\d{4}|(?<=[-/'’])\d{2}|(?<= )\d{2}(?=[^\S\n]*(?:\n|$)))(?!\d|:\d)",
    re.IGNORECASE,
)
# 2024. gada 22. septembris
_YEAR_AHEAD = re.compile(rf"(?<!\d)(?P<year>\d{{4}})\.?{_S}?gada{_S}$", re.IGNORECASE)
_ROMAN = {"II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12}
"""Months in Roman figures, as Central Europe writes them; those of one letter are left, for they are words elsewhere."""
# 2024. szeptember 22., 2024 m. rugsėjo 22 d., 2024-Sep-22, 2024 September 22
_NAME_DAY_BEHIND = re.compile(
    rf"(?:\.|{_S}?m\.|ko|\.?{_S}?gada)?[^\S\n]{{0,2}}[,./-]?{_S}{{0,2}}{_WORD}\.?[^\S\n]{{0,2}}[./-]?{_S}{{0,2}}(?P<day>\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)
# Sept. 22, 2024
_NAME_BEFORE = re.compile(rf"(?P<name>[^\W\d_]{{3,12}})(?P<dot>\.?)(?P<gap>{_S}{{1,2}}|-|{_S}?/{_S}?)?$")
_AFTER_DAY = re.compile(
    rf"(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|{_S}?(?:[ap]\.?m\b))"
    rf"(?:(?:{_S}{{0,2}},{_S}{{0,2}}|{_S}{{1,2}}(?:de{_S}|of{_S})?|-|/)(?P<year>\d{{4}}|['’]\d{{2}})(?!\d|{_S}?[ap]\.?m))?",
    re.IGNORECASE,
)
# January 2024
_NAME_BEFORE_YEAR = re.compile(rf"(?P<name>[^\W\d_]{{3,12}})\.?,?{_S}(?:de{_S}|of{_S})?$")
_TIME_AFTER = re.compile(
    r"[^\S\n]{0,3}[,|T·•@/()–—-]{0,2}[^\S\n]{0,3}(?:(?:at|um|à|às|a las|klo|kl|alle|ore|в|о|об|saat|u|om|om|pukul|Uhr|الساعة|ساعت|lúc|kl\.)\s?)?"
    r"(?P<hour>\d{1,2})\s?(?:[:h시時]|\.(?=\d\d(?:\D|$)))\s?(?P<minute>\d{2})?(?:[:.]\d{2}(?:[.,]\d+)?)?\s?"
    r"(?P<half>[ap]\.?m\b)?\s?(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|UTC\b|GMT\b)?",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"(?P<hour>\d{1,2}):\d{2}(?::\d{2})?\s?(?P<half>[ap]\.?m\.?)?[\s,|–—·-]{1,4}(?:on\s)?$", re.IGNORECASE
)
_WORD_BEFORE = re.compile(
    r"([^\W\d_][\w'’\u200c-]*(?: [^\W\d_]{3})?)\.?[,،]?\s*(?:,|،|the|der|den|le|el|il|o|ngày|วันที่|,?\s?ngày)?[\s-]*$"
)
_WORD_AFTER = re.compile(r"[^\S\n]?,?[^\S\n]?[(（]?([^\W\d_]+)[)）]?")


def _two_digit(year: int) -> int:
    return year + 2000 if year < 70 else year + 1900


def _gregorian(year: int | None, month: int, day: int | None) -> Reading | None:
    """A reading, with years of the Persian and the Buddhist calendar turned; None where there is no such day."""
    if year is None:
        return Reading(None, month, day) if 1 <= month <= 12 and (day is None or 1 <= day <= 31) else None
    if 1343 <= year <= 1472 and day is not None:
        turned = jalali_to_gregorian(year, month, day)
        return Reading(turned.year, turned.month, turned.day) if turned is not None else None
    if 2443 <= year <= LAST_YEAR + BUDDHIST_OFFSET:
        year -= BUDDHIST_OFFSET
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return Reading(year, month, day)


def _orders(first: int, second: int, year: int, separator: str, *, month_first: bool) -> tuple[Reading, ...]:
    """Readings of `first SEP second SEP year`: with dots the day stands first, else the page's own order is likelier."""
    day_month = _gregorian(year, second, first)
    month_day = _gregorian(year, first, second)
    if "." in separator:
        month_day = month_day if day_month is None else None
    ordered = (month_day, day_month) if month_first else (day_month, month_day)
    readings = [reading for reading in ordered if reading is not None]
    return tuple(dict.fromkeys(readings))


def _named(name: str, day: int, year: int | None, language: str | None) -> tuple[Reading, ...]:
    """Readings of a folded month name with a day and perhaps a year."""
    jalali = jalali_months().get(name)
    if jalali is not None and year is not None and 1343 <= year <= 1472:
        turned = jalali_to_gregorian(year, jalali, day)
        return (Reading(turned.year, turned.month, turned.day),) if turned is not None else ()
    if year is not None and year < 100:
        year = _two_digit(year)
    if year is None and not own_name(name, language):
        return ()
    readings = (_gregorian(year, month, day) for month in months(language).get(name, ()))
    return tuple(reading for reading in readings if reading is not None)


Found = tuple[int, int, tuple[Reading, ...]]


def _in_digits(text: str, number: re.Match[str], *, month_first: bool) -> Found | None:
    """A date all in digits that begins with `number`."""
    start, end = number.span()
    before = text[start - 1 : start]
    if end - start == 4:
        match = _YMD.match(text, start) if before not in ("/", ".", "-") else None
        if match is None:
            return None
        reading = _gregorian(int(match["year"]), int(match["month"]), int(match["day"]))
        return (start, match.end(), (reading,)) if reading is not None else None
    match = _DMY.match(text, start) if not before or before not in "/.:-" else None
    if match is None or (len(match["year"]) == 2 and " " in match["sep"]):
        return None
    year = int(match["year"])
    full = _two_digit(year) if len(match["year"]) == 2 else year
    readings = _orders(int(match["first"]), int(match["second"]), full, match["sep"], month_first=month_first)
    return (start, match.end(), readings) if readings else None


def _in_east_asian(text: str) -> Iterator[Found]:
    if "月" not in text and "월" not in text:
        return
    for match in _CJK.finditer(text):
        year_text, era = match["year"], match["era"]
        year = int(year_text) if year_text else None
        if year is not None and era:
            year += JAPANESE_ERAS.get(era, MINGUO_OFFSET)
        elif year is not None and year < 100:
            year = _two_digit(year)
        reading = _gregorian(year, int(match["month"]), int(match["day"]))
        if reading is not None:
            yield match.start(), match.end(), (reading,)


def _found(text: str, language: str | None, *, month_first: bool) -> Iterator[Found]:
    """Every form, overlapping ones too: each number is looked at once, with what stands before and behind it."""
    known = months(language)
    jalali = jalali_months()
    small_counts = language not in {None, "en"}
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        if text[end : end + 1] in _SEPARATING:
            digits = _in_digits(text, number, month_first=month_first)
            if digits is not None:
                yield digits
        if end - start == 4:
            yield from _beside_year(text, number, known, language, small_counts=small_counts)
            continue
        if start and text[start - 1] in ".:," and text[start - 2 : start - 1].isdigit():
            continue
        if _COUNTED.search(text, max(0, start - 8), start):
            continue
        day = int(number[0])
        behind = _NAME_BEHIND.match(text, end)
        if behind is not None:
            name = fold(behind["name"])
            if behind["name"] in _ROMAN:
                year = _YEAR_BEHIND.match(text, behind.end())
                reading = _gregorian(int(year["year"]), _ROMAN[behind["name"]], day) if year is not None else None
                if year is not None and reading is not None:
                    yield start, year.end(), (reading,)
            elif name in known or name in jalali:
                second = _SECOND_NAME.match(text, behind.end())
                stop = second.end() if second is not None else behind.end()
                year = _YEAR_BEHIND.match(text, stop)
                ahead = _YEAR_AHEAD.search(text, max(0, start - 12), start) if year is None else None
                said = year or ahead
                readings = _named(name, day, int(said["year"]) if said is not None else None, language)
                if readings and ahead is not None:
                    yield ahead.start("year"), behind.end(), readings
                elif readings:
                    last = year.end() if year is not None else behind.end()
                    yield start, last - (text[last - 1] == "." and year is None), readings
        before = _NAME_BEFORE.search(text, max(0, start - 15), start)
        if before is None or (before["gap"] is None and not before["dot"]):
            continue
        name = fold(before["name"])
        after = _AFTER_DAY.match(text, end)
        if name in known and after is not None and (small_counts or not before["name"].islower()):
            readings = _named(name, day, int(after["year"].lstrip("'’")) if after["year"] else None, language)
            if readings:
                yield before.start(), after.end(), readings


def _beside_year(
    text: str, number: re.Match[str], known: dict[str, tuple[int, ...]], language: str | None, *, small_counts: bool
) -> Iterator[Found]:
    """Month names beside a number of four digits: before it for a month, behind it for a day."""
    year = int(number[0])
    start, end = number.span()
    behind = _NAME_DAY_BEHIND.match(text, end)
    if behind is not None and fold(behind["name"]) in known:
        readings = _named(fold(behind["name"]), int(behind["day"]), year, language)
        if readings:
            yield start, behind.end(), readings
    if not FIRST_YEAR <= year <= LAST_YEAR or text[end : end + 1] == ":":
        return
    before = _NAME_BEFORE_YEAR.search(text, max(0, start - 18), start)
    if before is not None and (small_counts or not before["name"].islower()):
        found = known.get(fold(before["name"]), ())
        readings = tuple(r for month in found if (r := _gregorian(year, month, None)) is not None)
        if readings:
            yield before.start(), end, readings


def _hour(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    hour = int(match["hour"])
    half = match["half"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return hour if hour < 24 else None


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    digits = re.search(r"([+-])(\d{2}):?(\d{2})", zone)
    if digits is None:
        return 0
    minutes = int(digits[2]) * 60 + int(digits[3])
    return -minutes if digits[1] == "-" else minutes


def _beside(text: str, start: int, end: int, language: str | None) -> tuple[int | None, int | None, int | None]:
    """Weekday, hour and offset that stand beside a date."""
    after = _TIME_AFTER.match(text, end)
    if after is not None and after["minute"] is None:
        after = None
    hour = _hour(after)
    offset = _offset(after["zone"]) if after is not None and hour is not None else None
    head = text[max(0, start - 24) : start].rpartition("\n")[2]
    before = _TIME_BEFORE.search(head)
    if hour is None and before is not None:
        hour = _hour(before)
    names = weekdays(language)
    weekday = None
    word = _WORD_BEFORE.search(head)
    if word is not None:
        spoken = word[1]
        weekday = names.get(fold(spoken), names.get(fold(spoken.split()[-1])))
    if weekday is None:
        following = _WORD_AFTER.match(text, end)
        if following is not None and len(following[1]) > 1:
            weekday = names.get(fold(following[1]))
    return weekday, hour, offset


def find_dates(text: str, language: str | None = None, *, month_first: bool = False) -> tuple[DateForm, ...]:
    """The dates written in `text`, in order, without overlaps (the fuller form wins); offsets are code points of `text`.

    `language` (ISO 639-1) settles month names that languages share; `month_first` says which order is likelier where
    `03/04/2024` can be read both ways, and the other reading is kept behind it. A weekday beside the date drops the
    readings that it contradicts, unless it contradicts all of them.
    """
    raw = (*_found(text, language, month_first=month_first), *_in_east_asian(text))
    found = sorted(raw, key=lambda row: (row[0] - row[1], row[0]))
    taken = bytearray(len(text))
    forms = []
    for start, end, readings in found:
        if taken.find(1, start, end) >= 0:
            continue
        taken[start:end] = b"\x01" * (end - start)
        weekday, hour, offset = _beside(text, start, end, language)
        if weekday is not None:
            agreeing = tuple(r for r in readings if (day := r.date()) is None or day.weekday() == weekday)
            readings = agreeing or readings
        forms.append(DateForm(start, end, readings, weekday, hour, offset))
    return tuple(sorted(forms, key=lambda form: form.start))

"""The day or the days that stand in an issue's heading: "Week of 4 November 2024", "Bulletin No. 14 of 7 June 2023".

A heading is a short line above the text. What it names is the issue's own date where a word says so that only issues
have (`issue_words.tsv`), or where it names a week; "the raid of 12 May 2019" is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from armstrail.page.claims import Claim, ClaimRole
from armstrail.page.clue import month_end
from armstrail.page.date_forms import find_dates
from armstrail.page.date_names import DateForm, months
from armstrail.page.issue_words import issue_words, points_back
from armstrail.page.layout import Block, Layout, Role
from armstrail.page.stamps import Ground, is_prose
from armstrail.records import Span

LONGEST = 120
"""Characters of a heading at most."""
ABOVE = 8
"""Lines above the first paragraph among which a heading is looked for."""
WIDEST = timedelta(days=31)
"""The longest stretch that an issue covers."""
WEIGHT = 3.0
"""What the day of an issue's heading weighs: as much as a plain stamp beside the headline."""


@dataclass(frozen=True, slots=True)
class IssueDate:
    """The days of an issue, both ends included, and the words that name them (code points of the layout's text)."""

    start: date
    end: date
    span: Span

    def claim(self, text: str) -> Claim:
        """The claim that a heading with one day makes."""
        words = text[self.span[0] : self.span[1]]
        return Claim("stamp", ClaimRole.UNSAID, (self.start,), words, WEIGHT, self.span, note="an issue's heading")


_WEEK_FROM = re.compile(r"(?i)\bweek (?:of|beginning|starting|commencing|from)(?: (?:on|the))?(?: [a-z]+day)?,? $")
_WEEK_TO = re.compile(r"(?i)\bweek (?:ending|to|until|ended)(?: (?:on|the))?(?: [a-z]+day)?,? $")
_WEEK_NUMBER = re.compile(
    r"(?i)\bweek (?P<week>\d{1,2})(?:,| of| -| –| /|/)? ?(?P<year>20\d\d)\b|\b(?P<year2>20\d\d)[, -]+week (?P<week2>\d{1,2})\b"
)
_JOINT = r"\s?(?:-|–|—|to|until|through)\s?"
_FIRST_DAY = re.compile(rf"(?i)\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: (?P<month>[a-z]{{3,9}})\.?)?{_JOINT}$")
_LAST_DAY = re.compile(
    rf"(?i)\b(?P<month>[a-z]{{3,9}})\.? (?P<day>\d{{1,2}}){_JOINT}(?:(?P<month2>[a-z]{{3,9}})\.? )?(?P<day2>\d{{1,2}}),? (?P<year>20\d\d)\b"
)
_OPENING = re.compile(r"\s*(?:[\[(【][^\])】\n]{2,40}[\])】]\s*|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}, )?")
_PARTED = re.compile(r"\s*(?:--+|[—–|/]|-\s|:\s)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def issue_date(layout: Layout, ground: Ground) -> IssueDate | None:
    """The days that the heading of an issue names, above the first paragraph; None where no line is one."""
    last = ground.first if ground.first is not None else len(layout.blocks)
    for block in layout.blocks[max(0, last - ABOVE) : last]:
        if block.end - block.start > LONGEST or block.role in (Role.COMMENTS, Role.DISCLAIMER):
            continue
        found = _heading(layout.text, block, layout.language)
        if found is not None:
            return found
    return None


def _heading(text: str, block: Block, language: str | None) -> IssueDate | None:
    line = text[block.start : block.end]
    if is_prose(line) or not any(ch.isdigit() for ch in line):
        return None
    numbered = _WEEK_NUMBER.search(line)
    if numbered is not None:
        return _numbered_week(numbered, block.start)
    forms = find_dates(line, language)
    listed = _LAST_DAY.search(line)
    if listed is not None:
        return _listed(listed, block.start)
    for form in forms:
        found = _of_form(line, form, block.start)
        if found is not None:
            return found
    return None


def _of_form(line: str, form: DateForm, shift: int) -> IssueDate | None:
    before = line[: form.start]
    day = form.days[0] if form.days else None
    if day is None:
        return _month(line, form, shift)
    opened = _WEEK_FROM.search(before)
    if opened is not None:
        return IssueDate(day, day + timedelta(6), (shift + opened.start(), shift + form.end))
    closed = _WEEK_TO.search(before)
    if closed is not None:
        return IssueDate(day - timedelta(6), day, (shift + closed.start(), shift + form.end))
    ranged = _FIRST_DAY.search(before)
    if ranged is not None:
        named = months("en").get((ranged["month"] or "").casefold(), (day.month,)) if ranged["month"] else (day.month,)
        year = day.year - (named[0] > day.month)
        return _stretch(year, named[0], int(ranged["day"]), day, (shift + ranged.start(), shift + form.end))
    return IssueDate(day, day, (shift + form.start, shift + form.end)) if _is_heading(line, form) else None


def _is_heading(line: str, form: DateForm) -> bool:
    """Whether the words right before a date, or the line's last words behind it, are an issue's."""
    if points_back(line[: form.start]):
        return False
    if _OPENING.fullmatch(line, 0, form.start) and _PARTED.match(line, form.end):
        return True
    near = [word.casefold() for word in _WORD.findall(line[: form.start])[-6:]]
    return any(word in issue_words() for word in near) and "about" not in near


def _month(line: str, form: DateForm, shift: int) -> IssueDate | None:
    reading = form.readings[0]
    if reading.year is None or reading.day is not None or not _is_heading(line, form):
        return None
    first = date(reading.year, reading.month, 1)
    return IssueDate(first, month_end(first), (shift + form.start, shift + form.end))


def _stretch(year: int, month: int, day: int, last: date, span: Span) -> IssueDate | None:
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    return IssueDate(first, last, span) if timedelta() < last - first <= WIDEST else None


def _listed(match: re.Match[str], shift: int) -> IssueDate | None:
    """Reads "May 6-12, 2024" and "April 29 - May 5, 2024"."""
    known = months("en")
    first = known.get(match["month"].casefold())
    second = known.get(match["month2"].casefold()) if match["month2"] else first
    if not first or not second:
        return None
    year = int(match["year"])
    try:
        last = date(year, second[0], int(match["day2"]))
    except ValueError:
        return None
    span = (shift + match.start(), shift + match.end())
    return _stretch(year - (first[0] > second[0]), first[0], int(match["day"]), last, span)


def _numbered_week(match: re.Match[str], shift: int) -> IssueDate | None:
    year, week = int(match["year"] or match["year2"]), int(match["week"] or match["week2"])
    try:
        first = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return IssueDate(first, first + timedelta(6), (shift + match.start(), shift + match.end()))

"""Parts of the business year: "the third quarter of 2009", "first-half profit", "fiscal 2013", "the year-earlier period"."""

from __future__ import annotations

import re
from datetime import date

from armstrail.language.timex_calendar import Grain, Period, half, period, quarter, shift_day, years
from armstrail.language.timex_dates import full_year, with_part
from armstrail.language.timex_relative import BACK, GRAINS, ON
from armstrail.language.timex_rule import AHEAD, Context, Reading, Rule, dated, group, rule, unsettled
from armstrail.language.timex_words import EARLY, SHORT_YEAR, YEAR, unit_of
from armstrail.records import When

_QUARTERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "last": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}


def _which_year(match: re.Match[str], ctx: Context) -> int | None:
    if group(match, "y"):
        return int(group(match, "y"))
    if group(match, "sy"):
        return full_year(group(match, "sy"), ctx.anchor)
    if ctx.anchor is None or not group(match, "ry"):
        return None
    word = group(match, "ry").lower()
    if (
        "previous" in word
        or "prior" in word
        or "earlier" in word
        or "last" in word
        or "ago" in word
        or "before" in word
    ):
        return ctx.anchor.year - 1
    return ctx.anchor.year + ("next" in word)


def _quarter(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the third quarter of 2009", "fourth-quarter results", "Q2": without a year the latest begun before publication, or the next where the verb looks ahead."""
    number = int(group(match, "q")) if group(match, "q") else _QUARTERS[group(match, "o").lower()]
    year = _which_year(match, ctx)
    if year is None:
        if group(match, "ry") or ctx.anchor is None:
            return unsettled(f"XXXX-Q{number}")
        this = (ctx.anchor.month + 2) // 3
        tense = ctx.tense(match)
        if tense == AHEAD or (tense is None and number == this % 4 + 1):
            year = ctx.anchor.year + (number < this)
        else:
            year = ctx.anchor.year - (number > this)
    return dated(quarter(year, number))


def _half(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the first half of 2013", "first-half profit", "H1 2012"."""
    number = int(group(match, "q")) if group(match, "q") else (1 if group(match, "o").lower() == "first" else 2)
    year = _which_year(match, ctx)
    if year is None:
        if group(match, "ry") or ctx.anchor is None:
            return unsettled(f"XXXX-H{number}")
        this = 1 if ctx.anchor.month <= 6 else 2
        year = ctx.anchor.year - (number > this and ctx.tense(match) != AHEAD)
    return dated(half(year, number))


def _numbered_week(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "week 14 of 2024" and "2024-W14"; a year has no week that the calendar does not give it."""
    year, week = int(group(match, "y") or group(match, "y2")), int(group(match, "n") or group(match, "n2"))
    try:
        return dated(period(date.fromisocalendar(year, week, 1), Grain.WEEK))
    except ValueError:
        return None


def _other_half(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the second half" where the text speaks of halves of years, and not of a match."""
    near = ctx.narrative
    if near is None or near.grain not in (Grain.HALF, Grain.QUARTER):
        return None
    return dated(half(near.start.year, 1 if group(match, "o").lower() == "first" else 2))


def _quarter_before(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the year-earlier quarter", "the same period a year earlier", "the year-ago month": the text's own period, a year before."""
    near = ctx.narrative
    text = match[0].lower()
    unit = group(match, "u").lower() if group(match, "u") else "period"
    base: Period | None
    if unit == "period":
        base = near if near is not None and near.grain not in (Grain.DAY, Grain.WEEK) else None
        if base is None and ctx.anchor is not None:
            base = period(ctx.anchor, Grain.YEAR)
    else:
        grain = GRAINS[unit_of(unit)]
        if near is not None and near.grain is grain:
            base = near
        elif ctx.anchor is not None:
            base = period(ctx.anchor, grain)
            if base is not None and grain is Grain.QUARTER:
                base = base.shift(-1)
        else:
            base = None
    if base is None:
        return unsettled("XXXX")
    explicit = group(match, "y")
    if explicit:
        back = int(explicit) - base.start.year
    elif re.search(r"last year", text) and ctx.anchor is not None:
        back = ctx.anchor.year - 1 - base.start.year or -1
    else:
        back = -1
    return dated(period(shift_day(base.start, back, Grain.YEAR), base.grain))


def _year_earlier(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "year-ago", "year-earlier" before a noun, "the prior year"."""
    near = ctx.narrative
    base = near.start if near is not None and near.grain is not Grain.DAY else ctx.anchor
    if base is None:
        return unsettled("XXXX")
    return dated(years(base.year - 1))


def _fiscal(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "fiscal 2013", "the fiscal year", "the financial year that ended in March"."""
    if group(match, "y") or group(match, "sy"):
        number = int(group(match, "y")) if group(match, "y") else full_year(group(match, "sy"), ctx.anchor)
        found = years(number)
        if found is not None and group(match, "e"):
            return dated(found, days=When(start=found.start, end=date(number + 1, 12, 31)))
        return with_part(found, match, ctx)
    if group(match, "y2") or group(match, "y3"):
        return dated(years(full_year(group(match, "y2") or group(match, "y3"), ctx.anchor)))
    if ctx.anchor is None:
        return unsettled("XXXX")
    which = group(match, "which").lower().split()[-1:] or [""]
    shift = -1 if which[0] in BACK else 1 if which[0] in ON else 0
    return with_part(years(ctx.anchor.year + shift), match, ctx)


_PART = rf"(?P<part>(?:[Tt]he\ )?{EARLY})"
_YEAR_TAIL = rf"(?:,?\ (?:of\ |in\ )?(?:fiscal\ (?:year\ )?)?(?:(?P<y>{YEAR})|(?P<sy>{SHORT_YEAR})|(?P<ry>(?i:last\ year|this\ year|next\ year|the\ (?:previous|prior|current|next)\ year|a\ year\ (?:ago|earlier|before)|the\ year\ before|the\ year))))"
RULES: tuple[Rule, ...] = (
    rule(
        "quarter",
        rf"\b(?:[Tt]he\ )?(?:(?:(?i:fiscal|financial)\ )?(?P<o>(?i:first|second|third|fourth|final|1st|2nd|3rd|4th))(?:\ |-)(?:(?i:fiscal|financial)[ -])?(?i:quarter)|Q(?P<q>[1-4]))\b{_YEAR_TAIL}?",
        _quarter,
    ),
    rule("quarter", rf"\b[Tt]he\ (?P<o>(?i:last))(?:\ |-)(?i:quarter){_YEAR_TAIL}", _quarter),
    rule(
        "half",
        rf"\b(?:[Tt]he\ )?(?:(?P<o>(?i:first|second|latter))(?:\ |-)(?i:half)|H(?P<q>[12]))\b{_YEAR_TAIL}",
        _half,
    ),
    rule("half", r"\b(?P<o>(?i:first|second))-(?i:half)\b", _half),
    rule("other-half", r"\b[Tt]he\ (?P<o>first|second)\ half\b(?!\ of)", _other_half),
    rule(
        "week-number",
        rf"\b(?:[Cc]alendar\ )?[Ww]eek\ (?P<n>\d{{1,2}})(?:\ (?:of|in)|,)?\ (?P<y>{YEAR})|\b(?P<y2>{YEAR})-?W(?P<n2>\d\d)\b",
        _numbered_week,
    ),
    rule("year-quarter", rf"\b(?P<y>{YEAR})(?:\ |-)?Q(?P<q>[1-4])\b", _quarter),
    rule(
        "same-period",
        rf"\b(?:[Tt]he\ )?(?i:same|corresponding|comparable|like|equivalent|year-earlier|year-ago|prior-year)\ (?:(?i:three-month|six-month|nine-month)\ )?(?P<u>(?i:period|quarter|month|week|half))\ (?:(?:of|in)\ )?(?:(?i:last\ year|the\ (?:last|previous|prior)\ year|a\ year\ (?:ago|earlier|before)|the\ year\ before|the\ year\ earlier)|(?P<y>{YEAR}))\b",
        _quarter_before,
    ),
    rule(
        "year-ago-period",
        r"\b(?:the\ |its\ )?(?i:year-earlier|year-ago|prior-year)\ (?P<u>(?i:period|quarter|month|week|half))\b",
        _quarter_before,
    ),
    rule("year-ago", r"\b(?i:year-earlier|year-ago|prior-year|year\ earlier)\b", _year_earlier),
    rule(
        "fiscal",
        rf"\b{_PART}?(?:(?:the|its|this|last|next)\ )?(?:(?i:fiscal|financial|budget)\ (?:(?i:years?)\ )?(?:(?P<y>{YEAR})(?:[-–/](?P<e>\d\d|{YEAR})\b(?![-/\w]))?|(?P<sy>{SHORT_YEAR}))|FY[\ -]?(?:(?P<y2>20\d\d)|['’]?(?P<y3>\d\d)))\b",
        _fiscal,
    ),
    rule(
        "fiscal-year",
        rf"\b{_PART}?(?P<which>(?i:the|this|last|next|the\ (?:current|last|previous|next|coming|past)|its\ (?:current|last|next)))\ (?i:fiscal|financial|budget)\ (?i:year)\b",
        _fiscal,
    ),
)
"""The rules of this module."""

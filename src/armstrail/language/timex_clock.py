"""Times of day: "8 p.m. Sunday", "15:00 GMT", "Friday night", "this morning", fused with the day that is named beside them."""

from __future__ import annotations

import re
from datetime import timedelta

from armstrail.language.numbers import number_value
from armstrail.language.timex_calendar import Grain, period
from armstrail.language.timex_dates import month_day
from armstrail.language.timex_rule import Context, Reading, Rule, group, rule, unsettled
from armstrail.language.timex_weekdays import weekday_near
from armstrail.language.timex_words import (
    CLOCK,
    DAY_NUMBER,
    DAYPART,
    DAYPARTS,
    MONTH,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    ZONE,
    words,
)
from armstrail.records import TimeType, When


def clock_value(text: str) -> str | None:
    """Reads "T18:00" for "6 p.m.", "T06:40" for "0640", "TMI" for noon, None where it is no time of day."""
    lower = text.lower().strip()
    if lower in ("noon", "midday", "mid-day"):
        return "T12:00"
    if lower == "midnight":
        return "T24:00"
    found = re.match(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s?([ap])?", lower)
    if re.fullmatch(r"\d{4}", lower):
        hour, minute, half = int(lower[:2]), int(lower[2:]), None
    elif found:
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    else:
        number = number_value(lower.split()[0])
        if number is None:
            return None
        hour, minute, half = int(number), 0, None
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


_AFTER_BRACKET = re.compile(rf"(?:\ \([^()]{{3,24}}\)|\))(?:\ on|,)?\ (?P<w>{WEEKDAY})")
_DATE = rf"(?:{WEEKDAY},?\ )?(?:(?P<m>{MONTH})\ (?P<d>{DAY_NUMBER})|(?P<d2>{DAY_NUMBER})\ (?:of\ )?(?P<m2>{MONTH}))(?:,?\ (?P<y>{YEAR}))?"
_DATE_BESIDE = re.compile(rf",?\ (?:on\ |of\ )?{_DATE}")


def _day_of(match: re.Match[str], ctx: Context) -> tuple[str, When | None]:
    """The day that a clock time or a part of the day belongs to: named beside it, else the text's own, else publication."""
    name = group(match, "w") or group(match, "w2")
    base = None
    if name:
        base = weekday_near(WEEKDAYS[name.lower()], ctx, match, group(match, "which").lower())
        if base is None:
            return f"XXXX-WXX-{WEEKDAYS[name.lower()]}", None
    elif word := (group(match, "day") or group(match, "day2")):
        lower = word.lower()
        shift = 1 if lower.startswith("tomorrow") else -1 if lower.startswith(("yesterday", "last")) else 0
        if ctx.anchor is None:
            return "XXXX-XX-XX", None
        base = period(ctx.anchor + timedelta(shift), Grain.DAY)
    elif bracketed := _AFTER_BRACKET.match(match.string, match.end()):
        base = weekday_near(WEEKDAYS[bracketed["w"].lower()], ctx, match)
    elif (beside := _DATE_BESIDE.match(match.string, match.end())) and (reading := month_day(beside, ctx)) is not None:
        return reading.value, reading.days
    elif ctx.narrative is not None and ctx.narrative.grain is Grain.DAY:
        base = ctx.narrative
    elif ctx.anchor is not None:
        base = period(ctx.anchor, Grain.DAY)
    if base is None:
        return "XXXX-XX-XX", None
    return base.value, base.when


def _clock(match: re.Match[str], ctx: Context) -> Reading | None:
    value = clock_value(group(match, "c"))
    if value is None:
        return None
    if re.match(r"\d", group(match, "c")) and ":" in group(match, "c") and not _is_clock(match):
        return None
    named = group(match, "z") or group(match, "z2")
    zone = "" if group(match, "off") or group(match, "off2") else words("zone").get(named, "")
    day, days = _day_of(match, ctx)
    return Reading(TimeType.TIME, day + value + zone, days)


def _is_clock(match: re.Match[str]) -> bool:
    """Whether "3:45" is a time and no score or ratio: a zone, a weekday or a preposition of time beside it."""
    if (
        group(match, "z")
        or group(match, "z2")
        or group(match, "w")
        or group(match, "w2")
        or re.search(r"(?i)[ap]\.?m", group(match, "c"))
    ):
        return True
    return bool(
        re.search(
            r"(?i)\b(?:at|around|about|by|until|till|from|since|before|after|between|and|to)\ $",
            match.string[: match.start()],
        )
    )


def _part_of_day(match: re.Match[str], ctx: Context) -> Reading | None:
    part = DAYPARTS.get(group(match, "p").lower(), "NI")  # the small hours are of the night
    day, days = _day_of(match, ctx)
    return Reading(TimeType.TIME, f"{day}T{part}", days)


def _part_of_date(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the evening of 4 June", "the night of 4-5 June": a night of two days is of the first, and runs into the next."""
    reading = month_day(match, ctx)
    if reading is None:
        return None
    part = DAYPARTS.get(group(match, "p").lower(), "NI")  # the small hours are of the night
    found, days = reading.period, reading.days
    if group(match, "n") and found is not None:
        found = found.shift(-1)
        days = When(start=found.start, end=found.end + timedelta(1)) if found is not None else None
    return Reading(TimeType.TIME, f"{found.value if found is not None else reading.value}T{part}", days, found)


def _overnight(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads a bare "overnight": the night before the day that the sentence names, else before publication."""
    said = ctx.same_sentence(match)
    day = said.start if said is not None and said.grain is Grain.DAY else ctx.anchor
    if day is None:
        return unsettled("XXXX-XX-XXTNI", TimeType.TIME)
    return Reading(TimeType.TIME, f"{day.isoformat()}TNI", When(start=day - timedelta(1), end=day))


def _tonight(match: re.Match[str], ctx: Context) -> Reading | None:
    if ctx.anchor is None:
        return unsettled("XXXX-XX-XXTNI", TimeType.TIME)
    return Reading(TimeType.TIME, f"{ctx.anchor.isoformat()}TNI", When(start=ctx.anchor, end=ctx.anchor))


_W2 = rf"(?:(?:,\ |\ on\ |\ )(?:(?P<w2>{WEEKDAY})(?!,?\ {MONTH})|(?P<day2>(?i:today|yesterday|tomorrow))))?"
RULES: tuple[Rule, ...] = (
    rule(
        "clock",
        rf"(?:\b(?:(?P<w>{WEEKDAY})|(?P<day>(?i:today|yesterday|tomorrow)))(?:,\ |\ at\ (?:about\ |around\ )?|\ ))?(?:\b(?i:about|around|approximately|roughly)\ )?(?<![\d:.$])\b(?P<c>{CLOCK})(?![\d:%]|\ ?percent)(?:\ (?P<z>{ZONE})(?P<off>\ ?[+-]\ ?\d+)?|\ \((?P<z2>{ZONE})(?P<off2>\ ?[+-]\ ?\d+)?\))?{_W2}",
        _clock,
    ),
    rule(
        "daypart",
        rf"\b(?:(?i:early|late|later)\ (?:on\ )?)?(?:(?P<which>(?i:last|this|next))\ )?(?P<w>{WEEKDAY})(?:\ |-)(?P<p>{DAYPART})(?!s)",
        _part_of_day,
    ),
    rule(
        "daypart",
        rf"\b(?:(?i:early|late|earlier|later)\ )?(?P<day>(?i:this|yesterday|tomorrow|last(?=\ (?:night|evening))))\ (?P<p>{DAYPART})(?!s)",
        _part_of_day,
    ),
    rule(
        "daypart-of-date",
        rf"\b[Tt]he\ (?P<p>(?i:morning|afternoon|evening|night|early\ hours|small\ hours))\ (?:of|to)\ (?P<n>{DAY_NUMBER}(?:\ ?[-–/]\ ?|\ to\ |\ into\ |\ and\ )(?=\d))?(?:the\ )?{_DATE}",
        _part_of_date,
    ),
    rule(
        "daypart-on",
        rf"\b(?P<p>(?i:dawn|dusk|overnight|lunchtime))\ (?:on\ |into\ |from\ )?(?P<w>{WEEKDAY})(?!,?\ {MONTH})",
        _part_of_day,
    ),
    rule(
        "small-hours",
        rf"\b[Tt]he\ (?:small|wee|early)\ (?P<p>hours)\ of\ (?:(?P<w>{WEEKDAY})|(?P<day>today|yesterday))(?!\ (?:morning|night))",
        _part_of_day,
    ),
    rule("daypart-of", rf"\b[Tt]he\ (?P<p>(?i:morning|afternoon|evening|night))\ of\ (?P<w>{WEEKDAY})", _part_of_day),
    rule(
        "daypart-alone",
        r"(?:(?<=\bin\ )|(?<=\bearly\ ))the\ (?P<p>(?i:morning|afternoon|evening))\b(?!\ of)",
        _part_of_day,
    ),
    rule(
        "trading", r"\b(?P<p>(?i:morning|afternoon|evening))(?=\ (?:trading|trade|session|hours|rush)\b)", _part_of_day
    ),
    rule(
        "overnight",
        r"\b[Oo]vernight\b(?!-|\ (?:stays?|trains?|flights?|buses|success|rates?|lending|deposits?|delivery|guests?|accommodation|low|camp|bag|shift))",
        _overnight,
    ),
    rule("tonight", r"\b(?i:tonight)\b", _tonight),
)
"""The rules of this module."""

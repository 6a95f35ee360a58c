"""Durations, sets, times of day, and words that only point: "six months", "every Friday", "8 p.m. Sunday", "recently"."""

from __future__ import annotations

import re
from datetime import timedelta

from armstrail.language.numbers import number_value
from armstrail.language.timex_calendar import Grain, period
from armstrail.language.timex_dates import weekday_near
from armstrail.language.timex_rule import Context, Reading, Rule, group, unsettled
from armstrail.language.timex_words import (
    APPROX,
    CLOCK,
    COUNT,
    DAYPART,
    DAYPARTS,
    STRETCH,
    UNIT,
    VAGUE,
    WEEKDAY,
    WEEKDAYS,
    ZONE,
    alternatives,
    unit_of,
    words,
)
from armstrail.records import TimeType, When


def duration_value(number: float | int | None, code: str) -> str:
    """The TIMEX3 value of a length: P3M, PT2H, PXD where the count is vague; a decade is ten years."""
    if code == "2W":
        number, code = (2 * number if number is not None else None), "W"
    if code == "WE":
        code = "WE"
    if number is not None and code in ("DE", "CE", "ML"):
        number, code = number * {"DE": 10, "CE": 100, "ML": 1000}[code], "Y"
    shown = "X" if number is None else f"{number:g}" if number < 1_000_000 else str(number)
    return f"PT{shown}{code[1]}" if code.startswith("T") else f"P{shown}{code}"


def _duration(match: re.Match[str], ctx: Context) -> Reading | None:
    code = unit_of(group(match, "u"))
    number = number_value(group(match, "n")) if group(match, "n") else None
    if number is not None and number > 100_000:
        return None
    if group(match, "quarter") and number is not None:
        number += 0.5 if group(match, "quarter") == "half" else 0.25
    days = None
    which = group(match, "which").lower().split()[-1:]
    if which and number is not None and ctx.anchor is not None:
        days = _window(which[0], number, code, ctx)
    return Reading(TimeType.DURATION, duration_value(number, code), days)


def _window(which: str, number: float, code: str, ctx: Context) -> When | None:
    """The days of "the past six months" or "the next two weeks"."""
    from armstrail.language.timex_calendar import shift_day

    grains = {
        "D": Grain.DAY,
        "W": Grain.WEEK,
        "2W": Grain.WEEK,
        "M": Grain.MONTH,
        "Q": Grain.QUARTER,
        "Y": Grain.YEAR,
        "DE": Grain.DECADE,
        "CE": Grain.CENTURY,
    }
    if ctx.anchor is None:
        return None
    if code == "TH":
        number, grain = max(1, round(number / 24)), Grain.DAY
    elif code in grains:
        grain = grains[code]
        number = number * (2 if code == "2W" else 1)
    else:
        return When(start=ctx.anchor, end=ctx.anchor)
    if number != int(number):
        return None
    back = which in ("last", "past", "previous", "preceding", "prior")
    other = shift_day(ctx.anchor, -int(number) if back else int(number), grain)
    if other is None:
        return None
    return When(start=min(other, ctx.anchor), end=max(other, ctx.anchor))


def _bare_plural(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "for years", "in minutes", "weeks after": a length without a count."""
    return Reading(TimeType.DURATION, duration_value(None, unit_of(group(match, "u"))))


def _one(match: re.Match[str], ctx: Context) -> Reading | None:
    number = 0.5 if group(match, "half") else 1
    return Reading(TimeType.DURATION, duration_value(number, unit_of(group(match, "u"))))


def _rate(match: re.Match[str], ctx: Context) -> Reading | None:
    return Reading(TimeType.SET, duration_value(1, unit_of(group(match, "u"))))


def _every(match: re.Match[str], ctx: Context) -> Reading | None:
    if group(match, "w"):
        return Reading(TimeType.SET, f"XXXX-WXX-{WEEKDAYS[match['w'].lower()]}" + _tod(group(match, "p")))
    number = number_value(group(match, "n")) if group(match, "n") else 1
    text = group(match, "u").lower()
    if text in DAYPARTS:
        return Reading(TimeType.SET, f"XXXX-XX-XXT{DAYPARTS[text]}")
    if group(match, "other"):
        number = 2
    return Reading(TimeType.SET, duration_value(number, unit_of(text)))


def _tod(part: str | None) -> str:
    return f"T{DAYPARTS[part.lower()]}" if part else ""


def _weekdays(match: re.Match[str], ctx: Context) -> Reading | None:
    return Reading(TimeType.SET, f"XXXX-WXX-{WEEKDAYS[match['w'].lower()]}" + _tod(group(match, "p")))


def _set_word(match: re.Match[str], ctx: Context) -> Reading | None:
    return Reading(TimeType.SET, words("set")[group(match, "s").lower()])


def _pointing(match: re.Match[str], ctx: Context) -> Reading | None:
    word = re.sub(r"\s+", " ", group(match, "r").lower())
    for kind in ("present", "past", "future"):
        value = words(kind).get(word)
        if value is not None:
            days = When(start=ctx.anchor, end=ctx.anchor) if kind == "present" and ctx.anchor is not None else None
            return Reading(TimeType.DATE, value, days)
    return None


# ---------------------------------------------------------------- times of day
def clock_value(text: str) -> str | None:
    """Reads "T18:00" for "6 p.m.", "T06:40" for "0640", "TMI" for noon, None where it is no time of day."""
    lower = text.lower().strip()
    if lower in ("noon", "midday"):
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
    zone = next((words("zone")[name] for name in words("zone") if group(match, "z") and name == group(match, "z")), "")
    day, days = _day_of(match, ctx)
    return Reading(TimeType.TIME, day + value + zone, days)


def _is_clock(match: re.Match[str]) -> bool:
    """Whether "3:45" is a time and no score or ratio: a zone, a weekday or a preposition of time beside it."""
    if group(match, "z") or group(match, "w") or group(match, "w2") or re.search(r"(?i)[ap]\.?m", group(match, "c")):
        return True
    return bool(
        re.search(
            r"(?i)\b(?:at|around|about|by|until|till|from|since|before|after|between|and|to)\ $",
            match.string[: match.start()],
        )
    )


def _part_of_day(match: re.Match[str], ctx: Context) -> Reading | None:
    part = DAYPARTS[group(match, "p").lower()]
    day, days = _day_of(match, ctx)
    return Reading(TimeType.TIME, f"{day}T{part}", days)


def _tonight(match: re.Match[str], ctx: Context) -> Reading | None:
    if ctx.anchor is None:
        return unsettled("XXXX-XX-XXTNI", TimeType.TIME)
    return Reading(TimeType.TIME, f"{ctx.anchor.isoformat()}TNI", When(start=ctx.anchor, end=ctx.anchor))


def _rule(name: str, pattern: str, resolve: object) -> Rule:
    return Rule(name, re.compile(pattern), resolve)  # type: ignore[arg-type]  # resolvers are typed where they stand


_AMOUNT = rf"(?:{APPROX}\ )?(?:(?P<n>{COUNT})|{VAGUE})"
_W2 = rf"(?:(?:,\ |\ on\ |\ )(?:(?P<w2>{WEEKDAY})|(?P<day2>(?i:today|yesterday|tomorrow))))?"
_PLURAL = r"(?i:days|nights|weekends|weeks|months|quarters|years|decades|centuries|hours|minutes|seconds)\b"
_SINGULAR = r"(?i:day|night|week|month|quarter|year|decade|century|hour|minute|second|fortnight|weekend)\b"
RULES: tuple[Rule, ...] = (
    _rule(
        "clock",
        rf"(?:\b(?:(?P<w>{WEEKDAY})|(?P<day>(?i:today|yesterday|tomorrow)))(?:,\ |\ at\ (?:about\ |around\ )?|\ ))?(?<![\d:.$])\b(?P<c>{CLOCK})(?![\d:%]|\ ?percent)(?:\ \(?(?P<z>{ZONE})(?:\ [+-]\d+)?\)?)?{_W2}",
        _clock,
    ),
    _rule(
        "daypart",
        rf"\b(?:(?i:early|late|later)\ (?:on\ )?)?(?:(?P<which>(?i:last|this|next))\ )?(?P<w>{WEEKDAY})(?:\ |-)(?P<p>{DAYPART})(?!s)",
        _part_of_day,
    ),
    _rule(
        "daypart",
        rf"\b(?:(?i:early|late|earlier|later)\ )?(?P<day>(?i:this|yesterday|tomorrow|last(?=\ (?:night|evening))))\ (?P<p>{DAYPART})(?!s)",
        _part_of_day,
    ),
    _rule("daypart-of", rf"\bthe\ (?P<p>(?i:morning|afternoon|evening|night))\ of\ (?P<w>{WEEKDAY})", _part_of_day),
    _rule("tonight", r"\b(?i:tonight)\b", _tonight),
    _rule(
        "duration",
        rf"(?<![\d.,$€£-])\b(?:(?:the\ )?(?P<which>(?i:last|past|next|previous|coming|first|following|final|preceding))\ )?{_AMOUNT}(?:\ and\ a\ (?P<quarter>half|quarter))?[-\ ](?:{STRETCH}\ )*(?P<u>{UNIT})(?!['’]s\ )",
        _duration,
    ),
    _rule(
        "duration-range",
        rf"(?<![\d.,$€£-])\b(?P<n>{COUNT})(?=(?:\ to\ |\ or\ |\ and\ |-|–){COUNT}[-\ ](?P<u>{UNIT}))",
        _duration,
    ),
    _rule("past-unit", rf"\bthe\ (?P<which>past|whole|entire|full)\ (?P<u>{_SINGULAR})", _one),
    _rule(
        "one-unit",
        rf"\b(?:(?:{APPROX}|the\ entire|an\ entire|a\ full|a\ whole)\ )(?:(?:an?|one|single)\ )?(?P<half>half[- ])?(?P<u>{_SINGULAR})",
        _one,
    ),
    _rule("half-unit", rf"\b(?P<half>(?i:half)\ (?:an?|the)\ )(?P<u>{_SINGULAR})", _one),
    _rule("single", r"\b(?:a\ )?(?i:single)-(?P<u>(?i:day|week|month|year))\b", _one),
    _rule(
        "rate",
        r"(?<=[\d)kMmntsrdehy]\ )(?P<r>(?:an?|per|each|every)\ )(?P<u>(?i:day|week|month|quarter|year|hour|minute))\b",
        _rate,
    ),
    _rule(
        "every",
        rf"\b(?i:every|each)\ (?:(?P<n>{COUNT})\ |(?P<other>other\ )|(?:single|passing)\ )?(?:(?P<w>{WEEKDAY})(?:\ (?P<p>{DAYPART}))?|(?P<u>(?i:{UNIT}|morning|afternoon|evening|night)))\b",
        _every,
    ),
    _rule("weekdays", rf"\b(?P<w>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:s|\ (?P<p>{DAYPART})s)\b", _weekdays),
    _rule("set", rf"\b(?P<s>(?i:{alternatives('set')}))\b", _set_word),
    _rule(
        "plural",
        rf"(?:(?<=\bfor\ )|(?<=\bin\ )|(?<=\bwithin\ )|(?<=\btook\ )|(?<=\btake\ )|(?<=\blasted\ )|(?<=^))(?:just\ |mere\ )?(?P<u>{_PLURAL})",
        _bare_plural,
    ),
    _rule(
        "plural-after",
        rf"\b(?P<u>{_PLURAL})(?=\ (?:after|before|later|earlier|ago|into|of\ (?:war|fighting|talks|negotiations|delays?))\b)",
        _bare_plural,
    ),
    _rule(
        "long",
        r"\b(?P<u>(?i:days|weeks|months|years|decades|hours))-long\b|\b(?i:year|week|month|day|hour)-?long\b",
        _bare_plural,
    ),
    _rule("pointing", rf"\b(?P<r>(?i:{alternatives('present', 'past', 'future')}))\b", _pointing),
)
"""The rules of this module."""

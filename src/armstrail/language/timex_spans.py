"""Durations, sets, times of day, and words that only point: "six months", "every Friday", "8 p.m. Sunday", "recently"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from armstrail.language.numbers import ORDINALS, number_value
from armstrail.language.timex_calendar import Grain, month, shift_day
from armstrail.language.timex_rule import Context, Reading, Rule, group, rule
from armstrail.language.timex_words import (
    APPROX,
    COUNT,
    DAYPART,
    DAYPARTS,
    MONTH,
    MONTH_FULL,
    MONTHS,
    SEASON,
    SEASONS,
    STRETCH,
    UNIT,
    VAGUE,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
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
    if number is not None and code == "TH" and number != int(number):
        number, code = number * 60, "TM"  # half an hour is thirty minutes
    shown = "X" if number is None else f"{number:g}" if number < 1_000_000 else str(number)
    return f"PT{shown}{code[1]}" if code.startswith("T") else f"P{shown}{code}"


_COUNTS = re.compile(r"(?i)(?:\d|\b(?:once|twice|times|million|billion|thousand|hundred|dozen|percent|per cent|%))\ $")


def _is_rate(match: re.Match[str], ctx: Context) -> bool:
    """Whether "a year" says how often: after a figure, or after a noun with a figure ("15 a year", "2,000 shells a day")."""
    if match[0].lower() not in (f"{article} {group(match, 'u').lower()}" for article in ("a", "an")):
        return False
    if _COUNTS.search(match.string, 0, match.start()):
        return True
    span = ctx.doc.char_span(match.start(), match.end(), alignment_mode="expand")
    if span is None or span.start == 0:
        return False
    before = ctx.doc[span.start - 1]
    return before.pos_ == "NOUN" and any(child.pos_ == "NUM" for child in before.children)


def _duration(match: re.Match[str], ctx: Context) -> Reading | None:
    code = unit_of(group(match, "u"))
    figure = group(match, "n").lower()
    number = number_value(figure) if figure else None
    if number is not None and number > 100_000:
        return None
    if match[0].lower().startswith("many") and match.string.endswith("as ", 0, match.start()):
        return None  # "the third in as many weeks"
    if figure in ("a", "an", "one") and group(match, "u").lower() in ("second", "quarter"):
        return None
    if figure in ("a", "an") and _is_rate(match, ctx):
        return Reading(TimeType.SET, duration_value(1, code))
    if group(match, "quarter") and number is not None:
        number += 0.5 if group(match, "quarter") == "half" else 0.25
    days = None
    which = group(match, "which").lower().split()[-1:]
    if which and which[0] in ("first", "last", "final") and number is not None:
        days = _edge_of(match, which[0] == "first", number, code, ctx)
    if days is None and number is not None and match[0].lower().startswith("the "):
        days = _up_to(match, number, code, ctx)
    if days is None and which and number is not None and ctx.anchor is not None and which[0] not in ("first", "final"):
        days = _window(which[0], number, code, ctx)
    return Reading(TimeType.DURATION, duration_value(number, code), days)


_WHOLE = re.compile(rf"\ (?:of|in)\ (?:(?P<y>{YEAR})|(?P<ry>(?:last|this|the)\ year)\b)")


def _edge_of(match: re.Match[str], first: bool, number: float, code: str, ctx: Context) -> When | None:
    """The days of "the first three months of 2021" and "the last two weeks of last year"."""
    whole = _WHOLE.match(match.string, match.end())
    if whole is None or code not in ("D", "W", "M") or number != int(number) or number < 1:
        return None
    if whole["y"]:
        year = int(whole["y"])
    elif ctx.anchor is not None:
        year = ctx.anchor.year - whole["ry"].startswith("last")
    else:
        return None
    opens, closes = date(year, 1, 1), date(year, 12, 31)
    grain = {"D": Grain.DAY, "W": Grain.WEEK, "M": Grain.MONTH}[code]
    if first:
        end = shift_day(opens, int(number), grain)
        return When(start=opens, end=min(closes, end - timedelta(1))) if end is not None else None
    after = shift_day(date(year + 1, 1, 1), -int(number), grain)
    return When(start=max(opens, after), end=closes) if after is not None else None


_UP_TO = re.compile(
    rf"\ (?:to|through|until|up\ to|(?:that\ )?end(?:ed|ing)(?:\ in|\ on)?)\ (?:the\ end\ of\ )?(?P<m>{MONTH})(?:\ \d{{1,2}}\b)?(?:,?\ (?P<y>{YEAR}))?"
)


def _up_to(match: re.Match[str], number: float, code: str, ctx: Context) -> When | None:
    """The days of "the three months to June" and "the year ended March 2024"."""
    last = _UP_TO.match(match.string, match.end())
    if last is None or code not in ("M", "Y") or number != int(number) or number < 1:
        return None
    which = MONTHS[last["m"].lower().rstrip(".")]
    if last["y"]:
        year = int(last["y"])
    elif ctx.anchor is not None:
        year = ctx.anchor.year - (which > ctx.anchor.month)
    else:
        return None
    end = month(year, which)
    after = shift_day(end.end + timedelta(1), -int(number), Grain(code)) if end is not None else None
    return When(start=after, end=end.end) if end is not None and after is not None else None


def _year_to(match: re.Match[str], ctx: Context) -> Reading | None:
    days = _up_to(match, 1, "Y", ctx)
    return Reading(TimeType.DURATION, "P1Y", days) if days is not None else None


def _window(which: str, number: float, code: str, ctx: Context) -> When | None:
    """The days of "the past six months" or "the next two weeks"."""
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


def _nth_running(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the third night running", "the 12th day in a row": as long as the count says."""
    number = ORDINALS.get(group(match, "o").lower()) or int(re.sub(r"\D", "", group(match, "o")) or 0)
    return Reading(TimeType.DURATION, duration_value(number, unit_of(group(match, "u")))) if number else None


def _long(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "weeks-long" (no count) and "year-long" (one)."""
    unit = group(match, "u")
    return Reading(TimeType.DURATION, duration_value(None if unit.lower().endswith("s") else 1, unit_of(unit)))


def _one(match: re.Match[str], ctx: Context) -> Reading | None:
    if group(match, "u").lower() in ("quarter", "second"):
        return None
    if group(match, "half") and group(match, "u").lower() == "hour":
        return Reading(TimeType.DURATION, "PT30M")
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


def _every_year(match: re.Match[str], ctx: Context) -> Reading:
    """Reads "every autumn" and "each May"."""
    if group(match, "s"):
        return Reading(TimeType.SET, f"XXXX-{SEASONS[group(match, 's').lower()]}")
    return Reading(TimeType.SET, f"XXXX-{MONTHS[group(match, 'm').lower()]:02}")


def _tod(part: str | None) -> str:
    return f"T{DAYPARTS[part.lower()]}" if part else ""


def _weekdays(match: re.Match[str], ctx: Context) -> Reading | None:
    return Reading(TimeType.SET, f"XXXX-WXX-{WEEKDAYS[match['w'].lower()]}" + _tod(group(match, "p")))


def _is_name(match: re.Match[str], ctx: Context) -> bool:
    """Whether a capitalised word is part of a name ("the Korea Daily")."""
    span = ctx.doc.char_span(match.start(), match.end(), alignment_mode="expand")
    return span is not None and not span[0].is_sent_start and span[0].pos_ == "PROPN"


def _set_word(match: re.Match[str], ctx: Context) -> Reading | None:
    if group(match, "s")[0].isupper() and _is_name(match, ctx):
        return None
    return Reading(TimeType.SET, words("set")[group(match, "s").lower()])


def _pointing(match: re.Match[str], ctx: Context) -> Reading | None:
    word = re.sub(r"\s+", " ", group(match, "r").lower())
    for kind in ("present", "past", "future"):
        value = words(kind).get(word)
        if value is not None:
            days = When(start=ctx.anchor, end=ctx.anchor) if kind == "present" and ctx.anchor is not None else None
            return Reading(TimeType.DATE, value, days)
    return None


_AMOUNT = rf"(?:{APPROX}\ )?(?:(?P<n>{COUNT})|{VAGUE})"
_PLURAL = r"(?i:days|nights|weekends|weeks|months|quarters|years|decades|centuries|hours|minutes|seconds)\b"
_SINGULAR = r"(?i:day|night|week|month|quarter|year|decade|century|hour|minute|second|fortnight|weekend)\b"
RULES: tuple[Rule, ...] = (
    rule(
        "duration",
        rf"(?<![\d.,:$€£-])\b(?:(?:(?i:the|these)\ )?(?P<which>(?i:last|past|next|previous|coming|first|following|final|preceding))\ |[Tt]he\ (?!an?\b|[\w,]+-))?{_AMOUNT}(?:\ and\ a\ (?P<quarter>half|quarter))?[-\ ](?:{STRETCH}\ )*(?P<u>{UNIT})(?:[- ]old\b)?(?!['’]s\ )",
        _duration,
    ),
    rule(
        "duration-range",
        rf"(?<![\d.,:$€£-])\b(?P<n>{COUNT})(?=(?:\ to\ |\ or\ |\ and\ |-|–){COUNT}[-\ ](?P<u>{UNIT}))",
        _duration,
    ),
    rule(
        "and-a-half",
        rf"\b(?:{APPROX}\ )?(?P<n>(?i:an?|one))\ (?P<u>{_SINGULAR})\ and\ a\ (?P<quarter>half|quarter)\b",
        _duration,
    ),
    rule("and-a-half", rf"\b(?P<n>{COUNT})-and-a-(?P<quarter>half|quarter)-(?P<u>{_SINGULAR})", _duration),
    rule(
        "running-unit",
        rf"\b[Tt]he\ (?P<o>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\ (?:straight\ |consecutive\ |successive\ )?(?P<u>{_SINGULAR})\ (?:running|in\ a\ row)\b",
        _nth_running,
    ),
    rule("past-unit", rf"\b[Tt]he\ (?P<which>past|whole|entire|full)\ (?P<u>{_SINGULAR})", _one),
    rule("past-unit", r"\b[Tt]he\ (?:coming|next|last)\ (?P<u>fortnight)\b", _one),
    rule("year-to", rf"\b[Tt]he\ (?:full\ )?year(?={_UP_TO.pattern})", _year_to),
    rule(
        "one-unit",
        rf"\b(?:(?:{APPROX}|the\ entire|an\ entire|a\ full|a\ whole)\ )(?:(?:an?|one|single)\ )?(?P<half>half[- ])?(?P<u>{_SINGULAR})",
        _one,
    ),
    rule("half-unit", r"\b(?P<half>(?i:half))-(?P<u>hour|day|year|century|decade)\b", _one),
    rule("half-unit", rf"\b(?P<half>(?i:half)\ (?:an?|the)\ )(?P<u>{_SINGULAR})", _one),
    rule("single", r"\b(?:a\ )?(?i:single)-(?P<u>(?i:day|week|month|year))\b", _one),
    rule(
        "every",
        rf"\b(?i:every|each)\ (?:(?P<n>{COUNT})(?:\ (?:to|or)\ {COUNT}|[-–]\d+)?\ |(?P<other>other\ )|(?:single|passing)\ )?(?:(?P<w>{WEEKDAY})(?:\ (?P<p>{DAYPART}))?|(?P<u>(?i:{UNIT}|morning|afternoon|evening|night)))\b",
        _every,
    ),
    rule("every-season", rf"\b(?i:every|each)\ (?P<s>{SEASON})", _every_year),
    rule("every-month", rf"\b(?i:every|each)\ (?P<m>{MONTH_FULL})\b", _every_year),
    rule("weekdays", rf"\b(?P<w>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:s|\ (?P<p>{DAYPART})s)\b", _weekdays),
    rule(
        "times-a",
        rf"\b(?i:once|twice|thrice|(?:{COUNT}|several|many)\ times)\ (?:an?|each|every|per)\ (?P<u>{_SINGULAR})",
        _rate,
    ),
    rule("per", rf"\b(?i:per)\ (?P<u>{_SINGULAR})", _rate),
    rule("set", rf"\b(?P<s>(?i:{alternatives('set')}))\b", _set_word),
    rule(
        "plural",
        rf"(?:(?<=\bfor\ )|(?<=\bin\ )|(?<=\bwithin\ )|(?<=\bWithin\ )|(?<=,\ not\ )|(?<=\btook\ )|(?<=\btake\ )|(?<=\blasted\ )|(?<=\bover\ the\ )|(?<=\bspent\ )|(?<=^))(?:just\ |mere\ )?(?P<u>{_PLURAL})",
        _bare_plural,
    ),
    rule(
        "plural-after",
        rf"\b(?P<u>{_PLURAL})(?=\ (?:after|before|later|earlier|ago|into|in\ the\ making|of\ (?:war|fighting|talks|negotiations|delays?))\b)",
        _bare_plural,
    ),
    rule(
        "long",
        r"\b(?P<u>(?i:(?:day|week|month|year|decade|hour)s?))-?long\b",
        _long,
    ),
    rule(
        "pointing",
        rf"\b(?P<r>(?i:{alternatives('present', 'past', 'future')}))\b(?!-|(?<=hortly)\ (?:before|after|there|prior)|(?<=past)\ (?:{COUNT}|{VAGUE}|{UNIT})\b)",
        _pointing,
    ),
)
"""The rules of this module."""

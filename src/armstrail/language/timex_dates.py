"""Calendar dates: "Wednesday, March 20, 2013", "the 17th (local time)", "early January", "2009", "the 1980s", "7/8/07"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from armstrail.language.numbers import ORDINALS
from armstrail.language.timex_calendar import Grain, Period, day, edge_quarter, month, period, third
from armstrail.language.timex_rule import AHEAD, BEHIND, Context, Reading, Rule, dated, group, rule, unsettled
from armstrail.language.timex_words import (
    DAY_NUMBER,
    EARLY,
    MONTH,
    MONTHS,
    ORDINAL_DAY,
    SHORT_YEAR,
    WEEKDAY_ANY,
    YEAR,
)
from armstrail.records import When

_RELATIVE_YEAR = r"(?P<ry>(?i:last|this|next|a|that|that\ same|the\ (?:previous|following|same|next))\ year(?:(?<=\ba\ year)\ ago)?(?<!\ba\ year))"
ANY_YEAR = rf"(?:(?P<y>{YEAR})|(?P<sy>{SHORT_YEAR})|{_RELATIVE_YEAR})"
TAIL = rf"(?:,?\ (?:of\ |in\ )?{ANY_YEAR})?"
PART = rf"(?P<part>(?:[Tt]he\ )?{EARLY})"
_EARLIER = r"(?P<rel>(?i:earlier|later)\ (?:on\ |in\ )?)?"


def part_of(whole: Period, words_before: str, anchor: date | None) -> When:
    """The days of a period that "early", "late", "mid-", "the end of", "earlier" leave of it."""
    lower = words_before.lower()
    if "earlier" in lower or "later" in lower:
        if anchor is None or not whole.start <= anchor <= whole.end:
            return whole.when
        if "earlier" in lower:
            return When(start=whole.start, end=max(whole.start, anchor))
        return When(start=min(whole.end, anchor), end=whole.end)
    if "-to-" in lower or " to " in lower:
        first, last = (third(whole, which) for which in ((0, 1) if lower.startswith("early") else (1, 2)))
        return When(start=first.start, end=last.end)
    if "half" in lower:
        middle = whole.start + timedelta(((whole.end - whole.start).days + 1) // 2)
        if "first" in lower:
            return When(start=whole.start, end=max(whole.start, middle - timedelta(1)))
        return When(start=middle, end=whole.end)
    if "rest" in lower or "remainder" in lower:
        if anchor is not None and whole.start <= anchor <= whole.end:
            return When(start=anchor, end=whole.end)
        return whole.when
    cut = edge_quarter if whole.grain is Grain.YEAR else third  # nobody calls September late in the year
    if re.search(r"early|start|beginning|first", lower):
        return cut(whole, 0)
    if re.search(r"mid", lower):
        return third(whole, 1)
    if re.search(r"late|end|close|last|latter", lower):
        return cut(whole, -1)
    return whole.when


def with_part(found: Period | None, match: re.Match[str], ctx: Context) -> Reading | None:
    """A DATE of a period, its days narrowed by a modifier in group `part`."""
    if found is None:
        return None
    part = group(match, "part")
    return dated(found, days=part_of(found, part, ctx.anchor) if part else None)


def full_year(two_digits: str, anchor: date | None) -> int:
    """The year of "'82" or "07": the one nearest below ten years after publication."""
    number = int(two_digits[-2:])
    limit = (anchor.year if anchor is not None else 2029) + 10
    return limit - (limit - number) % 100


def stated_year(match: re.Match[str], ctx: Context) -> int | None:
    """The year that an expression names or shares with its neighbour, None where it names none."""
    if group(match, "y"):
        return int(group(match, "y"))
    if group(match, "sy"):
        return full_year(group(match, "sy"), ctx.anchor)
    if group(match, "ry"):
        word = group(match, "ry").lower()
        if word.startswith("th") and not word.startswith("this"):
            near = ctx.mentioned if word.startswith("that") and ctx.mentioned is not None else ctx.narrative
            if near is None:
                return None
            return near.start.year + {"the p": -1, "the f": 1, "the n": 1}.get(word[:5], 0)
        if ctx.anchor is None:
            return None
        return ctx.anchor.year + {"l": -1, "a": -1, "t": 0, "n": 1}[word[0]]
    shared = _shared_year(match)
    return shared if shared is not None else _year_before(match, ctx)


_SHARED = re.compile(
    rf"(?:[-–—]|\ ?(?:,|and|to|or|through|until|-|–|as\ well\ as(?:\ on)?)\ (?:on\ )?)+"
    rf"(?:(?:(?:{MONTH})\ )?(?:{DAY_NUMBER})|{DAY_NUMBER}\ {MONTH}|(?:{MONTH}))(?:(?:,|and|to|or|through|-|–|\ )+(?:{MONTH}\ )?{DAY_NUMBER})*,?\ (?P<y>{YEAR})"
)


def _shared_year(match: re.Match[str]) -> int | None:
    """The year of the next date of a list or range that shares it: "Jan. 2 and Jan. 6, 2024", "between March and May 2021"."""
    following = _SHARED.match(match.string, match.end())
    return int(following["y"]) if following else None


_STATED = re.compile(rf"\b(?:[Ii]n|[Dd]uring)\ ({YEAR}),?\ (?:on\ |in\ |between\ |from\ )?$")


def _year_before(match: re.Match[str], ctx: Context) -> int | None:
    before = _STATED.search(match.string, max(0, match.start() - 24), match.start())
    return int(before[1]) if before else None


_BY = re.compile(r"(?i)\bby\ $")


def nearest_year(month_number: int, day_number: int | None, ctx: Context, match: re.Match[str]) -> int | None:
    """The year of a date that names none: by the tense of its verb, else the nearest to the day of publication."""
    if ctx.anchor is None:
        return None
    anchor = ctx.anchor
    tense = ctx.tense(match)
    if day_number is None:
        distance = month_number - anchor.month
        if tense is None or (tense == BEHIND and _BY.search(match.string, 0, match.start())):
            tense = AHEAD if 0 < distance <= 2 or distance < -9 else BEHIND
        if tense == BEHIND:
            return anchor.year - (distance > 0)
        return anchor.year + (distance < 0)
    choices = [
        found.start
        for year in (anchor.year - 1, anchor.year, anchor.year + 1)
        if (found := day(year, month_number, day_number))
    ]
    if not choices:
        return None

    def cost(candidate: date) -> int:
        off = (candidate - anchor).days
        against = (tense == BEHIND and off > 1) or (tense == AHEAD and off < 0)
        return abs(off) + (240 if against else 0)

    return min(choices, key=cost).year


_ATTACKS = re.compile(r"(?i),?\ (?:terror|attack|hijack|al[- ]qaeda)")


def month_day(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads a day of a month, with or without a year, from the groups `m`, `d` (or `m2`, `d2`) and those of a year."""
    number = MONTHS[(group(match, "m") or group(match, "m2")).lower().rstrip(".")]
    day_number = int(re.sub(r"\D", "", group(match, "d") or group(match, "d2")))
    year = stated_year(match, ctx)
    if year is None and (number, day_number) == (9, 11) and _ATTACKS.match(match.string, match.end()):
        year = 2001
    if year is None and ctx.anchor is None:
        return unsettled(f"XXXX-{number:02}-{day_number:02}")
    if year is None:
        year = nearest_year(number, day_number, ctx, match)
    return dated(day(year, number, day_number)) if year is not None else None


def _month(match: re.Match[str], ctx: Context) -> Reading | None:
    name = group(match, "m").lower().rstrip(".")
    number = MONTHS[name]
    year = stated_year(match, ctx)
    if year is None and not _is_month(match, ctx):
        return None
    which = group(match, "which").lower()
    if year is None and ctx.anchor is None:
        return unsettled(f"XXXX-{number:02}")
    if year is None and ctx.anchor is not None:
        anchor = ctx.anchor
        if which in ("last", "this past"):
            year = anchor.year - (number >= anchor.month)
        elif which in ("next", "this coming", "coming"):
            year = anchor.year + (number <= anchor.month)
        elif which == "this":
            year = anchor.year
        else:
            year = nearest_year(number, None, ctx, match)
    return with_part(month(year, number), match, ctx) if year is not None else None


def _is_month(match: re.Match[str], ctx: Context) -> bool:
    """Whether "May", "March", "August", "April" is the month here, and no verb or name."""
    text = group(match, "m")
    if text.rstrip(".").lower() not in ("may", "march", "april", "june", "august", "jan", "mar"):
        return True
    before = match.string[max(0, match.start() - 16) : match.start()]
    after = match.string[match.end() : match.end() + 16]
    if re.search(
        r"(?i)\b(?:in|since|until|till|by|of|during|from|for|to|and|between|last|this|next|early|late|mid|through|before|after|a|the|that)[ -]$",
        before,
    ):
        return not re.match(r" [A-Z][a-z]+", after) or text.lower() not in ("april", "june", "jan", "may")
    if re.match(r"['’]s? |\.?$|,", after) and not re.search(r"[A-Z][\w.]*,? $", before):
        return text.lower() not in ("april", "june", "jan")
    span = ctx.doc.char_span(match.start("m"), match.end("m"), alignment_mode="expand")
    return span is not None and span[0].ent_type_ == "DATE"


def _ordinal_day(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the 17th": the nearest such day at or before publication, or after it where the verb looks ahead."""
    if not group(match, "local") and not group(match, "mon") and not _stands_alone(match, ctx):
        return None
    number = int(group(match, "d")[:-2])
    if ctx.anchor is None:
        return unsettled(f"XXXX-XX-{number:02}")
    this = date(ctx.anchor.year, ctx.anchor.month, 1)
    if group(match, "mon"):
        shift = {"l": -1, "t": 0, "n": 1}[group(match, "mon").strip().removeprefix("of ")[0].lower()]
        base = period(this, Grain.MONTH)
        base = base.shift(shift) if base is not None else None
        return dated(day(base.start.year, base.start.month, number)) if base is not None else None
    before, after = this - timedelta(1), this + timedelta(32)
    days = [found for first in (before, this, after) if (found := day(first.year, first.month, number))]
    anchor, ahead = ctx.anchor, ctx.tense(match) == AHEAD

    def cost(found: Period) -> int:
        off = (found.start - anchor).days * (-1 if ahead else 1)
        return abs(off) + (0 if off <= 0 else 3 if off <= 2 else 40)

    return dated(min(days, key=cost)) if days else None


def _stands_alone(match: re.Match[str], ctx: Context) -> bool:
    """Whether "the 17th" is a day: after a preposition of time, and with no noun of its own."""
    if not re.search(
        r"(?i)\b(?:on|since|until|till|by|from|before|after|to|through|and)\ $", match.string[: match.start()]
    ):
        return False
    span = ctx.doc.char_span(match.start("d"), match.end("d"), alignment_mode="expand")
    if span is None or span[-1].i + 1 >= len(ctx.doc):
        return span is not None
    following = ctx.doc[span[-1].i + 1]
    return following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and following.text not in ("-", "–", "of")


def _nth_of(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the last week of March", "the first day of 2024", "the final week of last month"."""
    whole: Period | None
    if group(match, "m"):
        inner = _month(match, ctx)
        whole = inner.period if inner is not None else None
    elif group(match, "y2"):
        whole = period(date(int(group(match, "y2")), 1, 1), Grain.YEAR)
    else:
        base = period(ctx.anchor, Grain.MONTH if group(match, "whole") == "month" else Grain.YEAR)
        whole = base.shift({"last": -1, "this": 0, "next": 1}[group(match, "rel")]) if base is not None else None
    if whole is None:
        return None
    grain = {"day": Grain.DAY, "week": Grain.WEEK, "weekend": Grain.WEEKEND}[group(match, "u")]
    number = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}.get(group(match, "o").lower())
    length = 1 if grain is Grain.DAY else 7
    inside = (
        whole.end - timedelta(length // 2) if number is None else whole.start + timedelta(length * number + length // 2)
    )
    return dated(period(inside, grain))


def _spelled_day(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the fifth of March"."""
    number, spelled = ORDINALS[group(match, "o").lower()], MONTHS[group(match, "m").lower().rstrip(".")]
    year = stated_year(match, ctx) or nearest_year(spelled, number, ctx, match)
    if year is None:
        return unsettled(f"XXXX-{spelled:02}-{number:02}")
    return dated(day(year, spelled, number))


def _week_of(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the week of 4 May", "the week beginning May 4": the week that holds the day."""
    reading = month_day(match, ctx)
    if reading is None or reading.days is None:
        return reading
    first = reading.days.start
    if first.isoweekday() == 7 and "ending" not in match[0]:
        first += timedelta(1)  # a week that begins on a Sunday
    return dated(period(first, Grain.WEEK))


_FIRST_YEAR = 1900
"""Figures such as 1401/08/02 are dates of another calendar."""


def _numeric(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "2024-05-03", "24/04/2024", "7/8/07"; where day and month could change places, the reading nearest to publication."""
    first, second, last = group(match, "a"), group(match, "b"), group(match, "c")
    if len(first) == 4:
        if int(first) < _FIRST_YEAR:
            return None
        return dated(day(int(first), int(second), int(last)))
    year = int(last) if len(last) == 4 else full_year(last, ctx.anchor)
    one, two = int(first), int(second)
    readings = [found for found in (day(year, one, two), day(year, two, one)) if found is not None]
    if year < _FIRST_YEAR or not readings:
        return None
    if ctx.anchor is None:
        return dated(readings[-1 if "." in match[0] else 0])
    anchor = ctx.anchor
    return dated(min(readings, key=lambda found: abs((found.start - anchor).days) + (9 if found.start > anchor else 0)))


_W = rf"(?:(?:[Tt]he\ )?{WEEKDAY_ANY},?\ )?"
RULES: tuple[Rule, ...] = (
    rule(
        "month-day",
        rf"\b{_W}(?P<m>{MONTH})\ (?:[Tt]he\ )?(?P<d>{DAY_NUMBER})(?![:%]|,\d|\.\d|-(?:year|day|week|month)|\ ?(?:percent|a\.m|p\.m|am\b|pm\b)){TAIL}",
        month_day,
    ),
    rule(
        "range-day",
        rf"\b(?P<m>{MONTH})\ {DAY_NUMBER}(?:\ ?[-–—]\ ?|\ (?:to|and|through|until|or)\ )"
        rf"(?P<whole>(?:the\ )?(?P<d>{DAY_NUMBER})(?![:%]|,\d|\.\d|\ ?(?:a\.m|p\.m|am\b|pm\b|{MONTH}|(?!(?:this|was|is|as|has|his|its|across)\b)[a-z]+s\b|percent)){TAIL})",
        month_day,
        "whole",
    ),
    rule(
        "day-month",
        rf"\b{_W}(?:(?:the\ )(?=\d+(?:st|nd|rd|th)))?(?P<d>{DAY_NUMBER})\ (?:of\ )?(?P<m>{MONTH}){TAIL}",
        month_day,
    ),
    rule(
        "day-range",
        rf"(?:(?<=\bfrom\ )|(?<=\bFrom\ )|(?<=\bbetween\ )|(?<=\bBetween\ )|(?<=\bof\ )|(?<=\bon\ )|(?<=\bOn\ )|(?<=\d,\ ))(?P<d>{DAY_NUMBER})"
        rf"(?=(?:,\ {DAY_NUMBER})*(?:,?\ (?:to|and|until|through|or)\ |\ ?[-–—]\ ?){DAY_NUMBER}\ (?P<m>{MONTH}){TAIL})",
        month_day,
    ),
    rule(
        "nth-of",
        rf"\b[Tt]he\ (?P<o>(?i:first|second|third|fourth|last|final|opening|closing))\ (?P<u>day|week|weekend)\ (?:of|in)\ "
        rf"(?:(?P<m>{MONTH}){TAIL}|(?P<y2>{YEAR})|(?P<rel>last|this|next)\ (?P<whole>month|year))",
        _nth_of,
    ),
    rule("spelled-day", rf"\b[Tt]he\ (?P<o>(?i:{'|'.join(ORDINALS)}))\ of\ (?P<m>{MONTH}){TAIL}", _spelled_day),
    rule(
        "week-of",
        rf"\b[Tt]he\ week\ (?:of|beginning|commencing|starting|ending|that\ began)\ (?:on\ )?{_W}(?:(?P<m>{MONTH})\ (?P<d>{DAY_NUMBER})|(?P<d2>{DAY_NUMBER})\ (?:of\ )?(?P<m2>{MONTH})){TAIL}",
        _week_of,
    ),
    rule("numeric", r"(?<![\w/.-])(?P<a>\d{4})([-/.])(?P<b>\d{1,2})\2(?P<c>\d{1,2})(?![\w/-])", _numeric),
    rule("numeric", r"(?<![\w/.-])(?P<a>\d{1,2})([/.])(?P<b>\d{1,2})\2(?P<c>\d{4}|\d\d)(?![\w/-])", _numeric),
    rule(
        "month",
        rf"\b{PART}?(?:(?P<which>(?i:last|this\ past|this\ coming|next|this|coming))\ )?(?P<m>{MONTH}){TAIL}(?![\w-]*\d)",
        _month,
    ),
    rule(
        "ordinal-day",
        rf"\b[Tt]he\ (?P<d>{ORDINAL_DAY})(?P<mon>\ of\ (?i:last|this|next)\ month|\ (?i:last|this|next)\ month)?(?P<local>(?=\ \(local))?",
        _ordinal_day,
    ),
)
"""The rules of this module."""

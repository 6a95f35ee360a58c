"""Calendar dates: "Wednesday, March 20, 2013", "the 17th (local time)", "early January", "2009", "the 1980s", "7/8/07"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from armstrail.language.numbers import ORDINALS
from armstrail.language.timex_calendar import Grain, Period, day, month, period, season, third, years
from armstrail.language.timex_rule import AHEAD, BEHIND, Context, Reading, Rule, dated, group, unsettled
from armstrail.language.timex_words import (
    DAY_NUMBER,
    EARLY,
    MONTH,
    MONTH_FULL,
    MONTHS,
    ORDINAL_DAY,
    SEASON,
    SEASONS,
    SHORT_YEAR,
    WEEKDAY,
    WEEKDAY_ANY,
    WEEKDAYS,
    YEAR,
    alternatives,
    words,
)
from armstrail.records import When

_RELATIVE_YEAR = r"(?P<ry>(?i:last|this|next|the\ (?:previous|following|same|next))\ year)"
_ANY_YEAR = rf"(?:(?P<y>{YEAR})|(?P<sy>{SHORT_YEAR})|{_RELATIVE_YEAR})"
_TAIL = rf"(?:,?\ (?:of\ |in\ )?{_ANY_YEAR})?"
_EARLY = rf"(?P<part>(?:the\ )?{EARLY})"
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
    if "half" in lower:
        middle = whole.start + timedelta(((whole.end - whole.start).days + 1) // 2)
        if "first" in lower:
            return When(start=whole.start, end=max(whole.start, middle - timedelta(1)))
        return When(start=middle, end=whole.end)
    if "rest" in lower or "remainder" in lower:
        if anchor is not None and whole.start <= anchor <= whole.end:
            return When(start=anchor, end=whole.end)
        return whole.when
    if re.search(r"early|start|beginning|first", lower):
        return third(whole, 0)
    if re.search(r"mid", lower):
        return third(whole, 1)
    if re.search(r"late|end|close|last|latter", lower):
        return third(whole, 2)
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


def _year(match: re.Match[str], ctx: Context) -> int | None:
    if group(match, "y"):
        return int(group(match, "y"))
    if group(match, "sy"):
        return full_year(group(match, "sy"), ctx.anchor)
    if group(match, "ry"):
        word = group(match, "ry").lower()
        if word.startswith("the"):
            if ctx.narrative is None:
                return None
            return ctx.narrative.start.year + {"the p": -1, "the f": 1, "the n": 1, "the s": 0}[word[:5]]
        if ctx.anchor is None:
            return None
        return ctx.anchor.year + {"l": -1, "t": 0, "n": 1}[word[0]]
    shared = _shared_year(match)
    return shared if shared is not None else _stated_year(match, ctx)


_SHARED = re.compile(
    rf"(?:[-–—]|\ ?(?:,|and|to|or|through|until|-|–|as\ well\ as(?:\ on)?)\ (?:on\ )?)+"
    rf"(?:(?:(?:{MONTH})\ )?(?:{DAY_NUMBER})|(?:{MONTH}))(?:(?:,|and|to|or|through|-|–|\ )+(?:{MONTH}\ )?{DAY_NUMBER})*,?\ (?P<y>{YEAR})"
)


def _shared_year(match: re.Match[str]) -> int | None:
    """The year of the next date of a list or range that shares it: "Jan. 2 and Jan. 6, 2024", "between March and May 2021"."""
    following = _SHARED.match(match.string, match.end())
    return int(following["y"]) if following else None


_STATED = re.compile(rf"\b(?:[Ii]n|[Dd]uring)\ ({YEAR}),?\ (?:on\ |in\ |between\ |from\ )?$")


def _stated_year(match: re.Match[str], ctx: Context) -> int | None:
    before = _STATED.search(match.string, max(0, match.start() - 24), match.start())
    return int(before[1]) if before else None


def nearest_year(month_number: int, day_number: int | None, ctx: Context, match: re.Match[str]) -> int | None:
    """The year of a date that names none: by the tense of its verb, else the nearest to the day of publication."""
    if ctx.anchor is None:
        return None
    anchor = ctx.anchor
    tense = ctx.tense(match)
    if day_number is None:
        distance = month_number - anchor.month
        if tense is None:
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


def _month_day(match: re.Match[str], ctx: Context) -> Reading | None:
    number = MONTHS[group(match, "m").lower().rstrip(".")]
    day_number = int(re.sub(r"\D", "", group(match, "d")))
    year = _year(match, ctx)
    if year is None and ctx.anchor is None:
        return unsettled(f"XXXX-{number:02}-{day_number:02}")
    if year is None:
        year = nearest_year(number, day_number, ctx, match)
    return dated(day(year, number, day_number)) if year is not None else None


_NOT_A_MONTH = re.compile(r"\ (?:\d|[A-Z][a-z]+\ (?:said|says|told))")


def _month(match: re.Match[str], ctx: Context) -> Reading | None:
    name = group(match, "m").lower().rstrip(".")
    number = MONTHS[name]
    year = _year(match, ctx)
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


def weekday_near(number: int, ctx: Context, match: re.Match[str], which: str = "") -> Period | None:
    """The day of a weekday's name: the day of publication itself, else the last or next by tense."""
    if ctx.anchor is None:
        return None
    behind = (ctx.anchor.isoweekday() - number) % 7
    if which == "last":
        return period(ctx.anchor - timedelta(behind or 7), Grain.DAY)
    if which in ("next", "coming", "this coming", "the coming"):
        return period(ctx.anchor + timedelta((7 - behind) if behind else 7), Grain.DAY)
    if behind == 0:
        return period(ctx.anchor, Grain.DAY)
    if which == "this":
        monday = ctx.anchor - timedelta(ctx.anchor.isoweekday() - 1)
        return period(monday + timedelta(number - 1), Grain.DAY)
    if ctx.tense(match) == AHEAD:
        return period(ctx.anchor + timedelta(7 - behind), Grain.DAY)
    return period(ctx.anchor - timedelta(behind), Grain.DAY)


def _weekday(match: re.Match[str], ctx: Context) -> Reading | None:
    number = WEEKDAYS[group(match, "w").lower().rstrip(".")]
    found = weekday_near(number, ctx, match, group(match, "which").lower())
    return dated(found) if found is not None else unsettled(f"XXXX-WXX-{number}")


def _weekday_of_week(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "Friday of last week", "last week's Friday"."""
    number = WEEKDAYS[group(match, "w").lower()]
    if ctx.anchor is None:
        return unsettled(f"XXXX-WXX-{number}")
    shift = {"last": -7, "this": 0, "next": 7}[group(match, "which").lower()]
    monday = ctx.anchor - timedelta(ctx.anchor.isoweekday() - 1)
    return dated(period(monday + timedelta(shift + number - 1), Grain.DAY))


def _ordinal_day(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the 17th": the nearest such day at or before publication, or after it where the verb looks ahead."""
    if not group(match, "local") and not group(match, "mon") and not _stands_alone(match, ctx):
        return None
    number = int(group(match, "d")[:-2])
    if ctx.anchor is None:
        return unsettled(f"XXXX-XX-{number:02}")
    this = date(ctx.anchor.year, ctx.anchor.month, 1)
    if group(match, "mon"):
        shift = {"l": -1, "t": 0, "n": 1}[group(match, "mon").strip()[0].lower()]
        base = period(this, Grain.MONTH)
        base = base.shift(shift) if base is not None else None
        return dated(day(base.start.year, base.start.month, number)) if base is not None else None
    before, after = this - timedelta(1), this + timedelta(32)
    days = [found for first in (before, this, after) if (found := day(first.year, first.month, number))]
    ahead = ctx.tense(match) == AHEAD
    fitting = [found for found in days if (found.start >= ctx.anchor if ahead else found.start <= ctx.anchor)]
    if not fitting:
        return None
    return dated(fitting[0] if ahead else fitting[-1])


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


def _numeric(match: re.Match[str], ctx: Context) -> Reading | None:
    first, second, last = group(match, "a"), group(match, "b"), group(match, "c")
    if len(first) == 4:
        return dated(day(int(first), int(second), int(last)))
    year = int(last) if len(last) == 4 else full_year(last, ctx.anchor)
    one, two = int(first), int(second)
    by_dots = "." in match[0]
    if one > 12 or (by_dots and two <= 12):
        one, two = two, one
    return dated(day(year, one, two))


_COUNTED = re.compile(
    r"\ (?:tons?|tonnes?|troops|soldiers|people|men|women|miles|km|kilomet\w+|met\w+|rounds|shells|missiles|drones|units|pounds|"
    r"dollars|euros|hours|feet|points?|mm|rubles|workers|jobs|vehicles|tanks|fighters|employees|percent|degrees|mph|kph|nautical)\b"
)
_NOT_A_YEAR = re.compile(
    r"(?i)(?:resolutions?|no|nos|number|res|unscr|article|section|rule|page|room|flight|route|highway|area|building|type|model|"
    r"mirage|chapter|unit|brigade|regiment|battalion|division|decree|order|law|act|directive|regulation|index|mark|channel|"
    r"category|series|at|than|about|around|nearly|some|of\ the)\.?\ #?$|[$€£¥#]\ ?$|\d,$|resolutions?\ (?:\d{4},?\ (?:and\ )?)+$"
)
_YEAR_BEFORE = re.compile(
    r"(?i)\b(?:in|since|by|of|during|from|until|till|to|before|after|between|and|through|for|late|early|mid|the|its|their|his|"
    r"a|this|that|year|around|about|circa|or|back|election|season|calendar|as\ of|throughout|our|whose)[ -]$|[(\[/,–-]\ ?$"
)


def _bare_year(match: re.Match[str], ctx: Context) -> Reading | None:
    number = int(group(match, "y"))
    if not group(match, "part") and not _is_year(match, ctx):
        return None
    return with_part(years(number), match, ctx)


def _is_year(match: re.Match[str], ctx: Context) -> bool:
    text = match.string
    before = text[max(0, match.start() - 30) : match.start()]
    after = text[match.end() : match.end() + 20]
    number = int(group(match, "y"))
    if re.match(r"[\w/°%]|\.\d|,\d{3}|-[a-z]", after) or re.search(r"[\w/.]$|[A-Z]-$|\w-$", before):
        return False
    around = re.search(r"(?i)\b(?:at|than|about|around|nearly|some)\ $", before)
    if _NOT_A_YEAR.search(before) and not (
        around
        and 1900 <= number <= 2060
        and not _COUNTED.match(after)
        and around[0].lower().startswith(("a", "th"))
        and not re.search(r"(?i)at\ $", before)
    ):
        return False
    if _COUNTED.match(after):
        return bool(re.search(r"(?i)\b(?:the|in)\ $", before)) and number >= 1900
    if _YEAR_BEFORE.search(before):
        return number >= 1500
    if number < 1900 or number > 2060:
        return False
    span = ctx.doc.char_span(match.start("y"), match.end("y"), alignment_mode="expand")
    if span is None:
        return False
    if re.match(
        r"\ [A-Z]|\ (?:election|war|season|campaign|attack|agreement|deal|treaty|invasion|summit|report|budget|model)",
        after,
    ):
        return True
    if re.search(r"[A-Z][\w.'’]+ $", before) and re.match(r"\s*(?:$|[.,;:)\n])", after):
        return True
    return span[0].ent_type_ == "DATE"


def _short_year(match: re.Match[str], ctx: Context) -> Reading | None:
    return dated(years(full_year(group(match, "sy"), ctx.anchor)))


_DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}


def _decade(match: re.Match[str], ctx: Context) -> Reading | None:
    if group(match, "word"):
        first = 1900 + _DECADES[group(match, "word").lower()]
    elif group(match, "long"):
        first = int(group(match, "long"))
    else:
        short = int(group(match, "short"))
        first = 1900 + short if short >= 20 else 2000 + short
    return with_part(years(first, 10), match, ctx)


def _century(match: re.Match[str], ctx: Context) -> Reading | None:
    text = group(match, "n").lower()
    number = int(text[:-2]) if text[0].isdigit() else ORDINALS.get(text, 21 if text.startswith("twenty") else 0)
    if not 1 <= number <= 30 or group(match, "bc"):
        return None
    return with_part(years((number - 1) * 100, 100), match, ctx)


def _season(match: re.Match[str], ctx: Context) -> Reading | None:
    code = SEASONS[group(match, "s").lower()]
    if group(match, "y"):
        found = season(int(group(match, "y")), code)
    elif group(match, "ry"):
        year = _year(match, ctx)
        found = season(year, code) if year is not None else None
        if found is None:
            return unsettled(f"XXXX-{code}")
    else:
        if ctx.anchor is None:
            return unsettled(f"XXXX-{code}")
        found = _season_near(code, group(match, "which").lower(), match, ctx)
    return with_part(found, match, ctx)


def _season_near(code: str, which: str, match: re.Match[str], ctx: Context) -> Period | None:
    assert ctx.anchor is not None  # noqa: S101  the caller has looked
    anchor = ctx.anchor
    around = [found for year in range(anchor.year - 2, anchor.year + 3) if (found := season(year, code))]
    past = [found for found in around if found.end < anchor]
    now = [found for found in around if found.start <= anchor <= found.end]
    coming = [found for found in around if found.start > anchor]
    if which in ("last", "this past", "past"):
        return past[-1] if past else None
    if which in ("next", "the coming", "coming", "this coming"):
        return coming[0] if coming else None
    if now:
        return now[0]
    if which == "this":
        same = [found for found in (past[-1], coming[0]) if anchor.year in (found.start.year, found.end.year)]
        ahead = ctx.tense(match) == AHEAD
        return (same[-1] if ahead else same[0]) if same else coming[0]
    return coming[0] if ctx.tense(match) == AHEAD else past[-1]


def _holiday(match: re.Match[str], ctx: Context) -> Reading | None:
    name = group(match, "h").replace("’", "'")
    fixed, floating = words("holiday"), words("floating")
    year = _year(match, ctx)
    spec = fixed.get(name) or floating[name]
    if year is None and ctx.anchor is None:
        return unsettled(f"XXXX-{spec}" if name in fixed else "XXXX-XX-XX")
    if year is None and ctx.anchor is not None:
        which = group(match, "which").lower()
        shown = [_feast(spec, number) for number in (ctx.anchor.year - 1, ctx.anchor.year, ctx.anchor.year + 1)]
        near = [found for found in shown if found is not None]
        if which == "last":
            near = [found for found in near if found.start < ctx.anchor][-1:]
        elif which == "next":
            near = [found for found in near if found.start > ctx.anchor][:1]
        elif which == "this":
            near = [found for found in near if found.start.year == ctx.anchor.year]
        tense = ctx.tense(match) if not which else None
        anchor = ctx.anchor
        return (
            dated(
                min(
                    near,
                    key=lambda f: (
                        abs((f.start - anchor).days)
                        + (
                            200
                            if (tense == BEHIND and f.start > anchor) or (tense == AHEAD and f.start < anchor)
                            else 0
                        )
                    ),
                )
            )
            if near
            else None
        )
    return dated(_feast(spec, year)) if year is not None else None


def _feast(spec: str, year: int) -> Period | None:
    parts = spec.split("-")
    if len(parts) == 2:
        return day(year, int(parts[0]), int(parts[1]))
    weekday = int(parts[1])
    found = [
        one
        for number in range(1, 32)
        if (one := day(year, int(parts[0]), number)) is not None and one.start.isoweekday() == weekday
    ]
    return found[-1] if parts[2] == "L" else found[int(parts[2]) - 1]


def _rule(name: str, pattern: str, resolve: object) -> Rule:
    return Rule(name, re.compile(pattern), resolve)  # type: ignore[arg-type]  # resolvers are typed where they stand


_W = rf"(?:(?:the\ )?{WEEKDAY_ANY},?\ )?"
RULES: tuple[Rule, ...] = (
    _rule(
        "month-day",
        rf"\b{_W}(?P<m>{MONTH})\ (?:the\ )?(?P<d>{DAY_NUMBER})(?![:%]|,\d|\.\d|-(?:year|day|week|month)|\ ?(?:percent|a\.m|p\.m|am\b|pm\b)){_TAIL}",
        _month_day,
    ),
    _rule(
        "day-month",
        rf"\b{_W}(?:(?:the\ )(?=\d+(?:st|nd|rd|th)))?(?P<d>{DAY_NUMBER})\ (?:of\ )?(?P<m>{MONTH}){_TAIL}",
        _month_day,
    ),
    _rule("numeric", r"(?<![\w/.-])(?P<a>\d{4})([-/.])(?P<b>\d{1,2})\2(?P<c>\d{1,2})(?![\w/-])", _numeric),
    _rule("numeric", r"(?<![\w/.-])(?P<a>\d{1,2})([/.])(?P<b>\d{1,2})\2(?P<c>\d{4}|\d\d)(?![\w/-])", _numeric),
    _rule(
        "month",
        rf"\b{_EARLY}?(?:(?P<which>(?i:last|this\ past|this\ coming|next|this|coming))\ )?(?P<m>{MONTH}){_TAIL}(?![\w-]*\d)",
        _month,
    ),
    _rule(
        "weekday",
        rf"\b(?:(?P<which>(?i:last|this|next|(?:this|the)\ coming|coming|this\ past|past))\ )?(?P<w>{WEEKDAY})(?!s)",
        _weekday,
    ),
    _rule("weekday-of-week", rf"\b(?P<w>{WEEKDAY})\ of\ (?P<which>(?i:last|this|next))\ week\b", _weekday_of_week),
    _rule(
        "ordinal-day",
        rf"\bthe\ (?P<d>{ORDINAL_DAY})(?P<mon>\ of\ (?i:last|this|next)\ month|\ (?i:last|this|next)\ month)?(?P<local>(?=\ \(local))?",
        _ordinal_day,
    ),
    _rule("year", rf"(?<![\w$€£.,/–])(?:(?P<part>(?:the\ )?{EARLY}))?(?P<y>{YEAR})", _bare_year),
    _rule("short-year", r"(?<=[a-z]\ )(?P<sy>['’‘][4-9]\d)\b(?!s)", _short_year),
    _rule(
        "decade",
        rf"(?:\b(?:the\ )?{_EARLY}?|\b(?P<the>the\ ))?(?<![\w$])(?:(?P<long>(?:1[5-9]|20)\d0)['’]?s\b|(?:(?<=the\ )|(?<=and\ )|(?<=mid-)|(?<=early\ )|(?<=late\ ))['’‘]?(?P<short>[2-9]0|00)['’]?s\b|(?<=the\ )(?P<word>(?i:{'|'.join(_DECADES)}))\b)",
        _decade,
    ),
    _rule(
        "century",
        rf"\b(?:the\ )?{_EARLY}?(?P<n>\d{{1,2}}(?:st|nd|rd|th)|(?i:fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first))[ -](?i:century)\b(?P<bc>\ B\.?C)?",
        _century,
    ),
    _rule(
        "season",
        rf"\b{_EARLY}?(?:(?P<which>(?i:last|this\ past|this|next|the\ coming|coming|past|this\ coming))\ )(?P<s>{SEASON})",
        _season,
    ),
    _rule("season", rf"\b{_EARLY}?(?:the\ )?(?P<s>{SEASON})(?:,?\ (?:of\ )?{_ANY_YEAR})", _season),
    _rule(
        "season",
        rf"\b(?:(?P<part>(?:the\ )?{EARLY})|(?<=\bin\ the\ )|(?<=\bthe\ )|(?<=\bby\ )|(?<=\bin\ ))(?P<s>(?i:spring|summer|autumn|winter)\b|(?<=in\ the\ )fall\b)",
        _season,
    ),
    _rule(
        "holiday",
        rf"\b(?:(?P<which>(?i:last|this|next))\ )?(?P<h>{alternatives('holiday', 'floating')})\b{_TAIL}",
        _holiday,
    ),
)
"""The rules of this module."""

__all__ = ["MONTH_FULL", "RULES", "WEEKDAY", "full_year", "part_of", "weekday_near", "with_part"]

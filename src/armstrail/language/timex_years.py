"""Years and what is named without a day: "in 2009", "the 1980s", "the 19th century", "last summer"."""

from __future__ import annotations

import re

from armstrail.language.numbers import ORDINALS
from armstrail.language.timex_calendar import Period, season, years
from armstrail.language.timex_dates import ANY_YEAR, PART, full_year, stated_year, with_part
from armstrail.language.timex_rule import AHEAD, Context, Reading, Rule, dated, group, rule, unsettled
from armstrail.language.timex_words import EARLY, SEASON, SEASONS, YEAR
from armstrail.records import TimeType, When

_COUNTED = re.compile(
    r"\ (?:tons?|tonnes?|troops|soldiers|people|men|women|miles|km|kilomet\w+|met\w+|rounds|shells|missiles|drones|units|pounds|"
    r"dollars|euros|hours|feet|points?|mm|rubles|workers|jobs|vehicles|tanks|fighters|employees|percent|degrees|mph|kph|nautical)\b"
)
_NOT_A_YEAR = re.compile(
    r"(?i)(?:resolutions?|no|nos|number|res|unscr|article|section|rule|page|room|flight|route|highway|area|building|type|model|"
    r"mirage|chapter|unit|brigade|regiment|battalion|division|decree|order|law|act|directive|regulation|index|mark|channel|"
    r"category|series|at|than|about|around|nearly|some)\.?\ #?$|[$€£¥#]\ ?$|\d,$|resolutions?\ (?:\d{4},?\ (?:and\ )?)+$"
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
    following = ctx.doc[span.end] if span.end < len(ctx.doc) else None
    ends = re.match(r"\s*(?:$|[.,;:)\n])", after) or (
        following is not None and following.pos_ in ("VERB", "AUX", "ADP")
    )
    if number % 1000 and re.search(r"[A-Z][\w.'’]+ $", before) and ends:
        return True
    return bool(number % 1000) and span[0].ent_type_ == "DATE"


def _year_span(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "1950-53", "the 2023-24 season": from the first year to the last."""
    first = int(group(match, "y"))
    last = first - first % 100 + int(group(match, "e"))
    begins, ends = years(first), years(last)
    if begins is None or ends is None or not first < last <= first + 30:
        return None
    return Reading(TimeType.DATE, f"{first:04}/{last:04}", When(start=begins.start, end=ends.end), begins)


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
        year = stated_year(match, ctx)
        found = season(year, code) if year is not None else None
        if found is None:
            return unsettled(f"XXXX-{code}")
    else:
        if ctx.anchor is None:
            return unsettled(f"XXXX-{code}")
        found = _season_near(code, group(match, "which").lower(), match, ctx)
    return with_part(found, match, ctx)


def _season_near(code: str, which: str, match: re.Match[str], ctx: Context) -> Period | None:
    assert ctx.anchor is not None  # noqa: S101  # the caller has looked
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


RULES: tuple[Rule, ...] = (
    rule("year", rf"(?<![\w$€£.,/–])(?:(?P<part>(?:[Tt]he\ )?{EARLY}))?(?P<y>{YEAR})", _bare_year),
    rule("year-span", r"(?<![\w$€£.,/–-])(?P<y>(?:19|20)\d\d)[-–/](?P<e>\d\d)\b(?![-/\w])", _year_span),
    rule("short-year", r"(?<=[a-z]\ )(?P<sy>['’‘][4-9]\d)\b(?!s)", _short_year),
    rule(
        "decade",
        rf"(?:\b(?:[Tt]he\ )?{PART}?|\b(?P<the>the\ ))?(?<![\w$])(?:(?P<long>(?:1[5-9]|20)\d0)['’]?s\b|(?:(?<=the\ )|(?<=and\ )|(?<=mid-)|(?<=early\ )|(?<=late\ ))['’‘]?(?P<short>[2-9]0|00)['’]?s\b|(?:(?<=the\ )|(?<=early\ )|(?<=late\ )|(?<=mid-))(?P<word>(?i:{'|'.join(_DECADES)}))\b)",
        _decade,
    ),
    rule(
        "century",
        rf"\b(?:[Tt]he\ )?{PART}?(?P<n>\d{{1,2}}(?:st|nd|rd|th)|(?i:fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first))[ -](?i:century)\b(?P<bc>\ B\.?C)?",
        _century,
    ),
    rule(
        "season",
        rf"\b{PART}?(?:(?P<which>(?i:last|this\ past|this|next|the\ coming|coming|past|this\ coming))\ )(?P<s>{SEASON})",
        _season,
    ),
    rule(
        "season",
        rf"\b{PART}?(?:[Tt]he\ )?(?P<s>{SEASON})(?:,?\ (?:of\ )?{ANY_YEAR})(?:(?<=\d)[-–/]\d\d\b(?!-))?",
        _season,
    ),
    rule(
        "season",
        rf"\b(?:(?P<part>(?:[Tt]he\ )?{EARLY})|(?<=\bin\ )(?:the\ )?|(?<=\bby\ )(?:the\ )?|(?<=\bsince\ )(?:the\ )?|(?<=\buntil\ )(?:the\ )?|(?<=\bBefore\ )the\ |(?<=\bbefore\ )the\ |(?<=\bAfter\ )the\ |(?<=\bafter\ )the\ |(?<=\bDuring\ )the\ |(?<=\bduring\ )the\ |(?<=\bOver\ )the\ |(?<=\bover\ )the\ |(?<=\bThrough\ )the\ |(?<=\bthrough\ )the\ |(?<=\bFrom\ )the\ |(?<=\bfrom\ )the\ |(?<=\bTill\ )the\ |(?<=\btill\ )the\ )(?P<s>(?i:spring|summer|autumn|winter)\b(?!-|\ (?:of|and|offensive|palace|olympics|games|camp|school|house|heat|break|holidays?|season)\b)|(?<=in\ the\ )fall\b)",
        _season,
    ),
)
"""The rules of this module."""

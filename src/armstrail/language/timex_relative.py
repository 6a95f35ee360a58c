"""Dates told from another date: "last week", "two months ago", "the third quarter", "a year earlier", "the day before"."""

from __future__ import annotations

import re
from datetime import timedelta

from armstrail.language.numbers import number_value
from armstrail.language.timex_calendar import Grain, Period, half, period, quarter, shift_day, years
from armstrail.language.timex_dates import full_year, with_part
from armstrail.language.timex_rule import AHEAD, BEHIND, FINE, Context, Reading, Rule, dated, group, rule, unsettled
from armstrail.language.timex_words import APPROX, COUNT, EARLY, SHORT_YEAR, UNIT, VAGUE, YEAR, unit_of
from armstrail.records import TimeType, When

_GRAINS = {
    "D": Grain.DAY,
    "W": Grain.WEEK,
    "WE": Grain.WEEKEND,
    "2W": Grain.WEEK,
    "M": Grain.MONTH,
    "Q": Grain.QUARTER,
    "H": Grain.HALF,
    "Y": Grain.YEAR,
    "DE": Grain.DECADE,
    "CE": Grain.CENTURY,
}
_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "2W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "H": "XXXX-HX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
_PART = rf"(?P<part>(?:[Tt]he\ )?{EARLY})"
_BACK = {"last", "latest", "recent", "past", "previous", "prior", "preceding"}
_ON = {"next", "coming", "following", "upcoming", "subsequent"}


def _deictic(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "last week", "this month", "next year", "earlier this year", "the end of last month"; the anchor is publication."""
    code = unit_of(group(match, "u"))
    grain = _GRAINS[code]
    if group(match, "which").lower() == "the next" and (grain is Grain.DAY or ctx.tense(match) == BEHIND):
        return None
    if ctx.anchor is None:
        return unsettled(_UNKNOWN[code])
    which = group(match, "which").lower().split()[-1]
    shift = -1 if which in _BACK else 1 if which in _ON else 0
    if grain is Grain.DAY and shift == 0:
        return dated(period(ctx.anchor, grain))
    if grain is Grain.WEEKEND:
        return with_part(_weekend(shift, match, ctx), match, ctx)
    base = period(ctx.anchor, grain)
    found = base.shift(shift) if base is not None else None
    return with_part(found, match, ctx)


def _weekend(shift: int, match: re.Match[str], ctx: Context) -> Period | None:
    """The weekend meant: this one is the one just over on Monday and Tuesday unless the verb looks ahead; last and next count from there."""
    assert ctx.anchor is not None  # noqa: S101  the caller has looked
    here = period(ctx.anchor, Grain.WEEKEND)
    if here is None:
        return None
    early = ctx.anchor.isoweekday() <= 3
    if shift == 0:
        return here if not early or ctx.tense(match) == AHEAD else here.shift(-1)
    if shift < 0:
        return here.shift(-1)
    return here if ctx.anchor.isoweekday() < 5 else here.shift(1)


def _the_unit(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the end of the year", "year-end", "later in the day": the unit round the text's own date where the same
    sentence tells of the past, else round publication.
    """
    code = unit_of(group(match, "u"))
    grain = _GRAINS[code]
    near = ctx.narrative if grain is Grain.DAY else ctx.same_sentence(match)
    if (
        near is not None
        and FINE.get(near.grain, 9) <= FINE.get(grain, 9)
        and (grain is Grain.DAY or ctx.anchor is None or ctx.tense(match) == BEHIND)
    ):
        return with_part(period(near.start, grain), match, ctx)
    if ctx.anchor is None:
        return unsettled(_UNKNOWN[code])
    if grain is Grain.WEEKEND:
        return dated(_weekend(0, match, ctx))
    return with_part(period(ctx.anchor, grain), match, ctx)


_RUNNING = re.compile(
    r"(?i)\b(?:end(?:s|ed|ing)?|clos(?:e|es|ed|ing)|finish(?:es|ed|ing)?|start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|for|during|"
    r"throughout|in|within)\ (?:all\ of\ )?$"
)


def _running(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "ended the day", "for the year", "in the quarter": the unit that the text speaks of, else the last one."""
    before = _RUNNING.search(match.string, 0, match.start())
    code = unit_of(group(match, "u"))
    grain = _GRAINS[code]
    if before is None or (grain is Grain.DAY and before[0].lower().startswith(("in ", "within"))):
        return None
    span = ctx.doc.char_span(match.start(), match.end(), alignment_mode="expand")
    following = ctx.doc[span.end] if span is not None and span.end < len(ctx.doc) else None
    if following is not None and (
        following.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
        or following.lower_ in ("of", "that", "when", "before", "after", "to", "'s", "’s")
    ):
        return None
    near = ctx.narrative
    if near is not None and near.grain is grain:
        return dated(period(near.start, grain))
    if ctx.anchor is None:
        return unsettled(_UNKNOWN[code])
    base = period(ctx.anchor, grain)
    closed = grain is Grain.QUARTER or (grain is Grain.YEAR and ctx.anchor.month <= 3)
    if base is not None and closed and ctx.tense(match) == BEHIND:
        base = base.shift(-1)
    return dated(base)


def _ago(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "two weeks ago", "three years from now", "five days later": the grain is the unit's."""
    how = group(match, "how").lower()
    code = unit_of(group(match, "u"))
    backward = bool(re.match(r"ago|earlier|before|previous|back|prior", how))
    if code not in _GRAINS:
        return _hours_ago(match, ctx, code, backward)
    grain = _GRAINS[code]
    vague = not group(match, "n")
    number = number_value(group(match, "n")) if group(match, "n") else None
    if vague or number is None:
        return unsettled("PAST_REF" if backward else "FUTURE_REF")
    if how.startswith(("ago", "from", "hence", "back")):
        base = ctx.anchor
    else:
        near = ctx.narrative
        base = near.start if near is not None else ctx.anchor
    if base is None:
        return unsettled(_UNKNOWN[code])
    count = number * (2 if code == "2W" else 1) * (-1 if backward else 1)
    if count != int(count):
        grain, count = (
            (Grain.MONTH, count * 12)
            if grain is Grain.YEAR
            else (Grain.DAY, count * 7 if grain is Grain.WEEK else count)
        )
    return dated(period(shift_day(base, int(count), grain), grain))


def _hours_ago(match: re.Match[str], ctx: Context, code: str, backward: bool) -> Reading | None:
    number = number_value(group(match, "n")) if group(match, "n") else None
    if number is None:
        return Reading(TimeType.DURATION, f"PTX{code[1]}")
    if ctx.anchor is None or not group(match, "how").lower().startswith(("ago", "from")):
        return Reading(TimeType.DURATION, f"PT{number:g}{code[1]}")
    if code == "TH" and number >= 24:
        return dated(period(shift_day(ctx.anchor, int(number // 24) * (-1 if backward else 1), Grain.DAY), Grain.DAY))
    return Reading(TimeType.TIME, f"{ctx.anchor.isoformat()}TXX", When(start=ctx.anchor, end=ctx.anchor))


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
        grain = _GRAINS[unit_of(unit)]
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
        return with_part(years(number), match, ctx)
    if ctx.anchor is None:
        return unsettled("XXXX")
    which = group(match, "which").lower().split()[-1:] or [""]
    shift = -1 if which[0] in _BACK else 1 if which[0] in _ON else 0
    return with_part(years(ctx.anchor.year + shift), match, ctx)


def _that(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "that day", "the same month", "the following year", "the previous day", "the year before": told from the text's own date."""
    code = unit_of(group(match, "u"))
    grain = _GRAINS.get(code)
    if grain is None:
        return None
    text = group(match, "which").lower().split()[-1]
    after = group(match, "after").lower()
    near = ctx.narrative
    if near is None and ctx.anchor is not None and (text in _BACK or (text in _ON and ctx.tense(match) == AHEAD)):
        near = period(ctx.anchor, Grain.DAY)
    if near is None:
        return unsettled(_UNKNOWN[code])
    if text in _BACK or after in ("before", "earlier", "previous", "prior"):
        shift = -1
    elif text in _ON or after in ("after", "later"):
        shift = 1
    else:
        shift = 0
    if shift == 0 and FINE.get(near.grain, 9) > FINE.get(grain, 9):
        return dated(near) if grain is Grain.DAY and near.grain is not Grain.YEAR else unsettled(_UNKNOWN[code])
    if FINE.get(near.grain, 9) > FINE.get(grain, 9) and ctx.anchor is not None:
        near = period(ctx.anchor, Grain.DAY) or near
    base = period(near.start, grain)
    found = base.shift(shift) if base is not None else None
    return with_part(found, match, ctx)


def _today(match: re.Match[str], ctx: Context) -> Reading | None:
    word = group(match, "w").lower()
    if ctx.anchor is None:
        return unsettled("XXXX-XX-XX")
    before = group(match, "shift")
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if before:
        shift += 1 if "after" in before.lower() else -1
    found = period(ctx.anchor + timedelta(shift), Grain.DAY)
    return dated(found)


def _coming(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "in recent months", "the coming weeks", "past years": no length, so only a side of publication."""
    word = group(match, "which").lower().split()[-1]
    if word in ("recent", "past", "previous", "last", "earlier", "bygone", "latest"):
        value = "PAST_REF"
    else:
        value = "FUTURE_REF"
    grain = _GRAINS[unit_of(group(match, "u"))]
    days = None
    if ctx.anchor is not None and grain not in (Grain.CENTURY, Grain.DECADE):
        reach = {Grain.DAY: 10, Grain.WEEK: 8, Grain.MONTH: 12, Grain.YEAR: 5}.get(grain, 4)
        far = shift_day(ctx.anchor, reach if value == "FUTURE_REF" else -reach, grain)
        if far is not None:
            days = When(start=min(far, ctx.anchor), end=max(far, ctx.anchor))
    return Reading(TimeType.DATE, value, days)


_YEAR_TAIL = rf"(?:,?\ (?:of\ |in\ )?(?:fiscal\ (?:year\ )?)?(?:(?P<y>{YEAR})|(?P<sy>{SHORT_YEAR})|(?P<ry>(?i:last\ year|this\ year|next\ year|the\ (?:previous|prior|current|next)\ year|a\ year\ (?:ago|earlier|before)|the\ year\ before|the\ year))))"
_AMOUNT = rf"(?:{APPROX}\ )?(?:(?P<n>{COUNT})|{VAGUE})"
RULES: tuple[Rule, ...] = (
    rule(
        "today",
        r"\b(?P<part>(?i:earlier|later|late|early)\ )?(?:(?P<shift>(?i:the\ day\ (?:before|after))\ ))?(?P<w>(?i:today|yesterday|tomorrow))\b",
        _today,
    ),
    rule(
        "deictic",
        rf"\b{_PART}?(?P<which>(?i:last|this|next|this\ past|this\ coming|the\ coming|the\ current|the\ upcoming|the\ latest|the\ most\ recent|the\ next|the\ last|the\ present))\ (?:(?i:calendar|business)\ )?(?P<u>(?i:day|week|weekend|month|quarter|year|decade|century)\b)(?!-)",
        _deictic,
    ),
    rule(
        "the-unit",
        rf"\b{_PART}(?P<which>the\ )?(?P<u>(?i:day|week|weekend|month|quarter|year|decade|century)\b)(?!-|\ (?:before|earlier|later))",
        _the_unit,
    ),
    rule("year-end", r"\b(?P<part>(?:[Tt]he\ )?(?P<u>(?i:year|month|week|quarter)))[- ](?i:end)\b(?!ing)", _the_unit),
    rule("the-weekend", r"\b(?P<which>the\ )(?P<u>(?i:weekend))\b", _the_unit),
    rule("running", r"\b[Tt]he\ (?P<u>day|week|month|quarter|year)\b(?![-'’])", _running),
    rule(
        "ago",
        rf"\b{_AMOUNT}\ (?P<u>{UNIT})\ (?P<how>(?i:ago|earlier|later|from\ now|hence|previously|back(?=[,.;]|\ (?:in|at|when))|beforehand)\b)",
        _ago,
    ),
    rule(
        "quarter",
        rf"\b(?:[Tt]he\ )?(?:(?:(?i:fiscal|financial)\ )?(?P<o>(?i:first|second|third|fourth|final|1st|2nd|3rd|4th))(?:\ |-)(?:(?i:fiscal|financial)[ -])?(?i:quarter)|Q(?P<q>[1-4]))\b{_YEAR_TAIL}?",
        _quarter,
    ),
    rule(
        "half",
        rf"\b(?:[Tt]he\ )?(?:(?P<o>(?i:first|second|latter))(?:\ |-)(?i:half)|H(?P<q>[12]))\b{_YEAR_TAIL}",
        _half,
    ),
    rule("half", r"\b(?P<o>(?i:first|second))-(?i:half)\b", _half),
    rule("other-half", r"\b[Tt]he\ (?P<o>first|second)\ half\b(?!\ of)", _other_half),
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
        rf"\b{_PART}?(?:(?:the|its|this|last|next)\ )?(?:(?i:fiscal|financial)\ (?:(?i:year)\ )?(?:(?P<y>{YEAR})|(?P<sy>{SHORT_YEAR}))|FY\ ?(?:20)?(?:(?<=20)(?P<y2>\d\d)|(?P<y3>(?!))))\b",
        _fiscal,
    ),
    rule(
        "fiscal-year",
        rf"\b{_PART}?(?P<which>(?i:the|this|last|next|the\ (?:current|last|previous|next|coming|past)|its\ (?:current|last|next)))\ (?i:fiscal|financial|budget)\ (?i:year)\b",
        _fiscal,
    ),
    rule(
        "that",
        r"\b(?P<which>(?i:that|that\ same|the\ same|that\ very|the\ following|the\ next|the\ previous|the\ preceding|the\ prior|the\ subsequent))\ (?P<u>(?i:day|week|weekend|month|quarter|year|decade|century))\b",
        _that,
    ),
    rule(
        "before",
        r"\b(?P<which>(?i:the|a|one))\ (?P<u>(?i:day|week|weekend|month|quarter|year))\ (?P<after>(?i:before|after|earlier|later|previous|prior))(?=[,.;:)]|$|\ (?:and|but|when|as|in|at|on|that|which|to|with|from|by|for|over)\b)",
        _that,
    ),
    rule(
        "recent",
        r"\b(?:[Tt]he\ )?(?P<which>(?i:recent|coming|past|upcoming|previous|following|earlier|latest))\ (?P<u>(?i:days|weeks|weekends|months|quarters|years|decades|centuries))\b",
        _coming,
    ),
)
"""The rules of this module."""

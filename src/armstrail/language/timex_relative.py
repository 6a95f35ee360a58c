"""Dates told from another date: "last week", "two months ago", "the third quarter", "a year earlier", "the day before"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from armstrail.language.numbers import number_value
from armstrail.language.timex_calendar import Grain, Period, period, shift_day
from armstrail.language.timex_dates import with_part
from armstrail.language.timex_rule import AHEAD, BEHIND, FINE, Context, Reading, Rule, dated, group, rule, unsettled
from armstrail.language.timex_words import APPROX, COUNT, EARLY, UNIT, VAGUE, unit_of
from armstrail.records import TimeType, When

GRAINS = {
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
BACK = {"last", "latest", "recent", "past", "previous", "prior", "preceding"}
ON = {"next", "coming", "following", "upcoming", "subsequent"}


def _deictic(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "last week", "this month", "next year", "earlier this year", "the end of last month"; the anchor is publication."""
    code = unit_of(group(match, "u"))
    grain = GRAINS[code]
    if group(match, "which").lower() in ("the next", "the last") and grain is Grain.DAY:
        return None
    if group(match, "which").lower() == "the next" and ctx.tense(match) == BEHIND:
        return None
    if ctx.anchor is None:
        return unsettled(_UNKNOWN[code])
    which = group(match, "which").lower().split()[-1]
    shift = -1 if which in BACK else 1 if which in ON else 0
    if grain is Grain.DAY and shift == 0:
        return dated(period(ctx.anchor, grain))
    if grain is Grain.WEEKEND:
        return with_part(_weekend(shift, match, ctx), match, ctx)
    base = period(ctx.anchor, grain)
    found = base.shift(shift) if base is not None else None
    return with_part(found, match, ctx)


def _weekend(shift: int, match: re.Match[str], ctx: Context) -> Period | None:
    """The weekend meant: this one is the one just over on Monday and Tuesday unless the verb looks ahead; last and next count from there."""
    assert ctx.anchor is not None  # noqa: S101  # the caller has looked
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
    grain = GRAINS[code]
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


def _turn(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "the turn of the year": the last and first weeks of two years, the nearest such, by the verb's tense."""
    if ctx.anchor is None:
        return unsettled("XXXX")
    year = ctx.anchor.year + (ctx.tense(match) != BEHIND and ctx.anchor.month > 1)
    found = period(date(year, 1, 1), Grain.YEAR)
    return dated(found, days=When(start=date(year - 1, 12, 16), end=date(year, 1, 15)))


_RUNNING = re.compile(
    r"(?i)\b(?:end(?:s|ed|ing)?|clos(?:e|es|ed|ing)|finish(?:es|ed|ing)?|start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|for|during|"
    r"throughout|in|within)\ (?:all\ of\ )?$"
)


def _running(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "ended the day", "for the year", "in the quarter": the unit that the text speaks of, else the last one."""
    before = _RUNNING.search(match.string, 0, match.start())
    code = unit_of(group(match, "u"))
    grain = GRAINS[code]
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
    backward = how != "time" and bool(re.match(r"ago|earlier|before|previous|back|prior", how))
    if code not in GRAINS:
        return _hours_ago(match, ctx, code, backward)
    grain = GRAINS[code]
    vague = not group(match, "n")
    number = number_value(group(match, "n")) if group(match, "n") else None
    if vague or number is None:
        told = how.startswith(("earlier", "later", "previous", "before"))
        return unsettled(_UNKNOWN[code] if told else "PAST_REF" if backward else "FUTURE_REF")
    if how.startswith(("ago", "from", "hence", "back", "time")):
        base = ctx.anchor
    else:
        near = ctx.narrative
        fine = near is not None and FINE.get(near.grain, 9) <= FINE.get(grain, 9)
        base = near.start if near is not None and fine else ctx.anchor
    if how == "later" and base is ctx.anchor and ctx.tense(match) == BEHIND:
        base = None  # later than something that the text has not dated
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
    told = not group(match, "how").lower().startswith(("ago", "from"))
    near = ctx.narrative if told and ctx.narrative is not None and ctx.narrative.grain is Grain.DAY else None
    base = near.start if near is not None else ctx.anchor
    if code == "TH" and number >= 24 and base is not None:
        return dated(period(shift_day(base, int(number // 24) * (-1 if backward else 1), Grain.DAY), Grain.DAY))
    if ctx.anchor is None or told:
        return Reading(TimeType.DURATION, f"PT{number:g}{code[1]}")
    return Reading(TimeType.TIME, f"{ctx.anchor.isoformat()}TXX", When(start=ctx.anchor, end=ctx.anchor))


def _that(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "that day", "the same month", "the following year", "the previous day", "the year before": told from the text's own date."""
    code = unit_of(group(match, "u"))
    grain = GRAINS.get(code)
    if grain is None:
        return None
    text = group(match, "which").lower().split()[-1]
    after = group(match, "after").lower()
    near = ctx.narrative
    if (
        near is None
        and ctx.anchor is not None
        and (text in BACK or after in ("before", "earlier") or (text in ON and ctx.tense(match) == AHEAD))
    ):
        near = period(ctx.anchor, Grain.DAY)
    if near is None:
        return unsettled(_UNKNOWN[code])
    if text in BACK or after in ("before", "earlier", "previous", "prior"):
        shift = -1
    elif text in ON or after in ("after", "later"):
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
    grain = GRAINS[unit_of(group(match, "u"))]
    days = None
    if ctx.anchor is not None and grain not in (Grain.CENTURY, Grain.DECADE):
        reach = {Grain.DAY: 10, Grain.WEEK: 8, Grain.MONTH: 12, Grain.YEAR: 5}.get(grain, 4)
        far = shift_day(ctx.anchor, reach if value == "FUTURE_REF" else -reach, grain)
        if far is not None:
            days = When(start=min(far, ctx.anchor), end=max(far, ctx.anchor))
    return Reading(TimeType.DATE, value, days)


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
        rf"\b(?!mid-day\b){_PART}(?P<which>the\ )?(?P<u>(?i:day|week|weekend|month|quarter|year|decade|century)\b)(?!-|\ (?:before|earlier|later))",
        _the_unit,
    ),
    rule("year-end", r"\b(?P<part>(?:[Tt]he\ )?(?P<u>(?i:year|month|week|quarter)))[- ](?i:end)\b(?!ing)", _the_unit),
    rule("year-end", r"\b(?:[Tt]he\ )?(?P<u>(?i:year|month|week|quarter))['’]s\ (?P<part>end\b)", _the_unit),
    rule("turn", r"\b[Tt]he\ turn\ of\ the\ (?P<u>(?i:year))\b", _turn),
    rule("time-off", rf"(?<=\b[Ii]n\ ){_AMOUNT}\ (?P<u>{UNIT})['’]s?\ (?P<how>time)\b", _ago),
    rule("the-weekend", r"\b(?P<which>the\ )(?P<u>(?i:weekend))\b", _the_unit),
    rule("running", r"\b[Tt]he\ (?P<u>day|week|month|quarter|year)\b(?![-'’])", _running),
    rule(
        "ago",
        rf"\b{_AMOUNT}\ (?P<u>{UNIT})\ (?P<how>(?i:ago|earlier|later|from\ now|hence|previously|back(?=[,.;]|\ (?:in|at|when))|beforehand)\b)",
        _ago,
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

"""Days by the names of weekdays: "Tuesday", "last Friday", "Thursday of last week", "Saturday week"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from armstrail.language.timex_calendar import Grain, Period, period
from armstrail.language.timex_rule import AHEAD, Context, Reading, Rule, dated, group, rule, unsettled
from armstrail.language.timex_words import WEEKDAY, WEEKDAYS

_THROUGH = re.compile(rf"{WEEKDAY}(?:\ ?[-–—]\ ?|\ (?:to|through|until)\ )$")


def weekday_near(number: int, ctx: Context, match: re.Match[str], which: str = "") -> Period | None:
    """The day of a weekday's name: the day of publication itself, else the last or next by tense."""
    if ctx.anchor is None:
        return None
    behind = (ctx.anchor.isoweekday() - number) % 7
    if which == "last":
        return period(ctx.anchor - timedelta(behind or 7), Grain.DAY)
    if which in ("next", "coming", "this coming", "the coming"):
        return period(ctx.anchor + timedelta((7 - behind) if behind else 7), Grain.DAY)
    said = ctx.narrative
    week = _OF_WEEK.search(match.string, max(0, match.start() - 60), match.start())
    if week is not None and not which:
        return _day_of_week(ctx.anchor, week["rel"], number)
    if (
        said is not None
        and said.grain is Grain.DAY
        and _THROUGH.search(match.string, max(0, match.start() - 24), match.start())
    ):
        return period(said.start + timedelta((number - said.start.isoweekday()) % 7), Grain.DAY)
    if behind == 0:
        return period(ctx.anchor, Grain.DAY)
    if which == "this":
        return _day_of_week(ctx.anchor, "this", number)
    if ctx.tense(match) == AHEAD:
        return period(ctx.anchor + timedelta(7 - behind), Grain.DAY)
    return period(ctx.anchor - timedelta(behind), Grain.DAY)


_OF_WEEK = re.compile(
    r"(?i)\b(?P<rel>last|next)\ week(?:,|\ \()?\ (?:(?:most|very|probably|possibly|likely|perhaps|either|on|from|early|late)\ ){0,4}$"
)
"""A week right before one of its days: "next week, most likely on Wednesday"."""


def _day_of_week(anchor: date, relation: str, number: int) -> Period | None:
    """A weekday (1 to 7) of the last, this or the next week."""
    monday = anchor - timedelta(anchor.isoweekday() - 1)
    return period(monday + timedelta({"last": -7, "this": 0, "next": 7}[relation.lower()] + number - 1), Grain.DAY)


_NAMED_DAY = re.compile(
    r"(?i)\b(?:black|super|cyber|good|bloody|ash|palm|holy|maundy|giving|casual|clean|easter|whit)\ $"
)


def _weekday(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads a weekday with or without "last" and "next"; "Black Monday" and the like name days of history."""
    if _NAMED_DAY.search(match.string, 0, match.start("w")):
        return None
    number = WEEKDAYS[group(match, "w").lower().rstrip(".")]
    found = weekday_near(number, ctx, match, group(match, "which").lower())
    return dated(found) if found is not None else unsettled(f"XXXX-WXX-{number}")


def _weekday_week(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "Saturday week": a week after the next Saturday."""
    number = WEEKDAYS[group(match, "w").lower()]
    found = weekday_near(number, ctx, match, "coming")
    if found is None:
        return unsettled(f"XXXX-WXX-{number}")
    return dated(period(found.start + timedelta(7), Grain.DAY))


def _weekday_of_week(match: re.Match[str], ctx: Context) -> Reading | None:
    """Reads "Friday of last week", "last week's Friday"."""
    number = WEEKDAYS[group(match, "w").lower()]
    if ctx.anchor is None:
        return unsettled(f"XXXX-WXX-{number}")
    return dated(_day_of_week(ctx.anchor, group(match, "which"), number))


RULES: tuple[Rule, ...] = (
    rule(
        "weekday",
        rf"\b(?:(?i:early|late)\ (?:on\ )?)?(?:(?P<which>(?i:last|this|next|(?:this|the)\ coming|coming|this\ past|past))\ )?(?P<w>{WEEKDAY})(?!s)",
        _weekday,
    ),
    rule("weekday-week", rf"\b(?P<w>{WEEKDAY})\ week(?=[.,;)]|$)", _weekday_week),
    rule("weekday-of-week", rf"\b(?P<w>{WEEKDAY})\ of\ (?P<which>(?i:last|this|next))\ week\b", _weekday_of_week),
)
"""The rules of this module."""

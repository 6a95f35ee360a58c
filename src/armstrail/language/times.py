"""Time expressions: found, and resolved to days.

A pass of patterns over each paragraph finds them; the parse is asked only for the tense of the verb that governs a weekday
or a month. The publication date is the anchor of all that names no anchor of its own; the date that the text last
spoke of (the narrative date) is the anchor of "the day before", "a year earlier" and bare clock times. After HeidelTime
(Strötgen and Gertz 2010) in its split of finding and resolving.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from armstrail.language import (
    timex_business,
    timex_clock,
    timex_dates,
    timex_feasts,
    timex_relative,
    timex_spans,
    timex_weekdays,
    timex_years,
)
from armstrail.language.analysis import Paragraph
from armstrail.language.timex_calendar import Grain
from armstrail.language.timex_cues import Cues
from armstrail.language.timex_rule import Context, Reading, Rule
from armstrail.records import TimeExpression, When

RULES: tuple[Rule, ...] = (
    *timex_dates.RULES,
    *timex_weekdays.RULES,
    *timex_business.RULES,
    *timex_relative.RULES,
    *timex_years.RULES,
    *timex_feasts.RULES,
    *timex_clock.RULES,
    *timex_spans.RULES,
)
_FIGURE = re.compile(r"\d")
_CUES = (
    "day", "week", "month", "year", "quarter", "decade", "centur", "hour", "minute", "second", "night", "morning",
    "noon", "evening", "now", "soon", "recent", "current", "past", "future", "annual", "daily", "jan", "feb", "mar",
    "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "spring", "summer", "autumn", "fall", "winter",
    "christmas", "easter ", "easter,", "easter.", "easter;", "easter:", "easter'", "easter’", "easter)", "easter?", "easter!", "thanksgiving", "halloween", "ramad", "ramaz", "eid ", "ashura", "arbaeen", "muharram", "hashanah", "kippur", "torah",
    "passover", "nowruz", "nineties", "eighties", "seventies", "sixties", "fifties",
)  # fmt: skip
_FINE = (Grain.DAY, Grain.WEEK, Grain.WEEKEND, Grain.MONTH)
_YEARS = range(1600, 2600)
"""Years of news: a publication beyond them is taken as unknown, so that no reckoning leaves the calendar."""
_OBLIQUE = re.compile(r"(?i)\b(?:since|from|until|till|before|after|through|than|by)\ $")


def find_times(paragraphs: Sequence[Paragraph], published: When | None) -> tuple[TimeExpression, ...]:
    """Every time expression of the paragraphs, in order, with offsets into the page's text.

    Where publication is uncertain by some days, an expression told from it resolves to the interval that carries the
    uncertainty; where it is unknown, `date` is null unless the text itself settles it.
    """
    anchors: tuple[date | None, ...] = (None,)
    if published is not None and _YEARS.start <= published.start.year and published.end.year < _YEARS.stop:
        anchors = (published.start,) if published.start == published.end else (published.start, published.end, None)
    found: list[TimeExpression] = []
    contexts: list[Context] = []
    for paragraph in paragraphs:
        contexts = contexts or [Context(paragraph.doc, anchor) for anchor in anchors]
        for context in contexts:
            context.begin(paragraph.doc)
        found.extend(_read(paragraph, _candidates(paragraph.doc.text), contexts))
    return tuple(found)


def _candidates(text: str) -> list[tuple[int, int, Rule, re.Match[str]]]:
    """All matches of all rules, the leftmost and longest first."""
    lower = text.lower()
    if not any(cue in lower for cue in _CUES) and not _FIGURE.search(text):
        return []
    cues = Cues(text)
    matches = [
        (match.start(rule.span), -match.end(rule.span), order, match)
        for order, rule in enumerate(RULES)
        if cues.allow(rule.name)
        for match in rule.pattern.finditer(text)
    ]
    matches.sort(key=lambda item: item[:3])
    return [(start, -end, RULES[order], match) for start, end, order, match in matches]


def _read(
    paragraph: Paragraph, candidates: Iterable[tuple[int, int, Rule, re.Match[str]]], contexts: list[Context]
) -> list[TimeExpression]:
    found = []
    reached = 0
    for start, end, rule, match in candidates:
        if start < reached or end <= start:
            continue
        readings = [rule.resolve(match, context) for context in contexts]
        kept = [reading for reading in readings if reading is not None]
        if len(kept) != len(readings):
            continue
        reached = end
        for context, reading in zip(contexts, kept, strict=True):
            _move(context, reading, match)
        reading, days = _combined(kept)
        found.append(
            TimeExpression(
                start=paragraph.start + start,
                end=paragraph.start + end,
                type=reading.type,
                value=reading.value,
                date=days,
            )
        )
    return found


def _move(context: Context, reading: Reading, match: re.Match[str]) -> None:
    """Let the narrative date follow the text: a date said outright, not one that only bounds something."""
    said = reading.period
    if said is not None:
        context.mentioned = said
    ahead = said is not None and context.anchor is not None and said.start > context.anchor and said.grain in _FINE
    if said is not None and _in_aside(context, match):
        return
    if said is not None and not ahead and not _OBLIQUE.search(match.string, 0, match.start()):
        context.speak_of(said, match.end())


def _in_aside(context: Context, match: re.Match[str]) -> bool:
    """Whether a date stands in a clause about a noun, in a sentence that named another before: "said on Monday, with
    pictures taken on 12 July".
    """
    if context.same_sentence(match) is None:
        return False
    span = context.doc.char_span(match.start(), match.end(), alignment_mode="expand")
    if span is None or not len(span):
        return False
    token = span.root
    for _ in range(8):
        if token.pos_ == "VERB" or token.head.i == token.i:
            break
        token = token.head
    return token.pos_ == "VERB" and token.dep_ in ("acl", "relcl")


def _combined(readings: list[Reading]) -> tuple[Reading, When | None]:
    """One reading of those for the first and the last day of publication and for none: the days that hold both."""
    first = readings[0]
    if len(readings) == 1:
        return first, first.days
    last, without = readings[1], readings[2]
    days = None
    if first.days is not None and last.days is not None:
        days = When(start=min(first.days.start, last.days.start), end=max(first.days.end, last.days.end))
    return (first if first.value == last.value else without), days

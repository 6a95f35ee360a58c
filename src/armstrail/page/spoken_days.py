"""Days that the text names by weekday or by their number in the running month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from armstrail.page.captions import is_caption
from armstrail.page.clue import REPORTED, SAID_LAG, WEEK_LAG, Clue, back_fit, day_of_month_fit, occurrence, resolver
from armstrail.page.date_names import weekdays
from armstrail.page.datelines import in_dateline
from armstrail.page.layout import Block, Layout
from armstrail.page.stamps import Place, PlacedDate
from armstrail.page.tense import sentence_around, spoken_as
from armstrail.records import Span

_WEEKDAY = re.compile(
    r"\b(?:(?P<mark>last|next|this|previous|following|past|every|each|coming|the)\s)?(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?P<plural>s)?\b"
)


_MOST_IN_A_BLOCK = 20


def weekday_clues(layout: Layout, body: list[Block], placed: tuple[PlacedDate, ...]) -> Iterator[Clue]:
    """Weekdays that the text speaks of as past: the first tells the day of writing, the others its week."""
    dated = [p for p in placed if p.form.weekday is not None]
    taken = [(p.form.start - 12, p.form.end + 12) for p in dated]
    told = min((p.form.start for block in body[:2] for p in dated if _is_past(layout, block, p)), default=None)
    names = weekdays("en")
    seen: dict[int, Span] = {}
    lead: tuple[int, Span] | None = None
    for number, block in enumerate(body[:100]):
        for match in islice(_WEEKDAY.finditer(layout.text, block.start, block.end), _MOST_IN_A_BLOCK):
            span = match.span("day")
            if match["plural"] or match["mark"] in (
                "next",
                "following",
                "every",
                "each",
                "coming",
                "last",
                "previous",
                "the",
            ):
                continue
            if any(low <= span[0] < high for low, high in taken):
                continue
            sentence = sentence_around(layout.text, *span, block.start, block.end)
            if spoken_as(layout.text, span[0], sentence) != "past":
                continue
            weekday = names[match["day"].casefold()]
            seen.setdefault(weekday, span)
            if lead is None and number <= 1 and (told is None or sentence[1] <= told):
                # Behind "Thursday, July 27", or in its sentence, others are of the days about it.
                lead = (weekday, span)
    if lead is not None:
        yield Clue(
            "weekday",
            layout.text[lead[1][0] : lead[1][1]],
            lead[1],
            1.5,
            back_fit(lead[0], SAID_LAG),
            False,
            REPORTED,
        )
    for weekday, span in seen.items():
        if lead is None or weekday != lead[0]:
            yield Clue(
                "weekday",
                layout.text[span[0] : span[1]],
                span,
                0.5,
                back_fit(weekday, WEEK_LAG),
                False,
                "a weekday of the week before",
            )
    yield from _joined(layout, placed, set(seen), lead)


def _is_past(layout: Layout, block: Block, dated: PlacedDate) -> bool:
    """Whether a date stands in a paragraph that speaks of it as past."""
    start, end = dated.form.start, dated.form.end
    if not block.start <= start < block.end:
        return False
    return spoken_as(layout.text, start, sentence_around(layout.text, start, end, block.start, block.end)) == "past"


def _joined(
    layout: Layout, placed: tuple[PlacedDate, ...], seen: set[int], lead: tuple[int, Span] | None
) -> Iterator[Clue]:
    """A day without a year in a caption or dateline beside the one weekday that the text names: both are one day."""
    if lead is None:
        return
    only = len(seen) == 1
    for each in placed:
        reading = each.form.readings[0]
        whole = layout.text[each.block.start : each.block.end]
        dated = each.place is Place.CAPTION or is_caption(whole) or in_dateline(layout.text, each.block, each.form)
        if reading.year is not None or reading.day is None or not dated or re.search(r"\bfile\b", whole, re.IGNORECASE):
            continue
        span = (each.form.start, each.form.end)
        words = f"{layout.text[span[0] : span[1]]} + {layout.text[lead[1][0] : lead[1][1]]}"

        def fit(d: date, month: int = reading.month, day: int = reading.day) -> float:
            found = occurrence(month, day, d)
            if found is None:
                return 0.3
            gap = (found.weekday() - lead[0]) % 7
            return 1.0 if gap == 0 else 0.6 if gap in (1, 6) else 0.3

        yield Clue(
            "weekday",
            words,
            span,
            1.5 if only else 0.6,
            fit,
            False,
            "the weekday of this day tells the year",
            resolver(reading.month, reading.day),
        )
        return


_ORDINAL = re.compile(
    r"\b(?P<lead>on |since |from |of )?the (?P<day>\d{1,2})(?:st|nd|rd|th)\b(?P<local>\s?\(local time\))?(?!\s(?:of|century|anniversary|floor|day|birthday|hole|round|time|edition|amendment|district|congress|parliament|session|minute|place|annual|[a-z]+ly|[A-Z]))"
)


def ordinal_clues(layout: Layout, body: list[Block]) -> Iterator[Clue]:
    """Days of the running month: "on the 17th (local time)"."""
    for number, block in enumerate(body[:3]):
        match = _ORDINAL.search(layout.text, block.start, block.end)
        if match is None or not (match["local"] or match["lead"]) or not 1 <= int(match["day"]) <= 31:
            continue
        day = int(match["day"])
        weight = 2.0 if match["local"] or number == 0 else 1.0
        yield Clue(
            "ordinal", match[0], match.span(), weight, day_of_month_fit(day), False, "a day of the running month"
        )
        return

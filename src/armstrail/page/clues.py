"""Every clue in an article's words and around them: datelines, dated sentences, captions, links, and what is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from armstrail.page.background import copyright_clues, copyright_years, occasion_clues, tenure_clues, year_clues
from armstrail.page.captions import is_caption
from armstrail.page.clue import (
    DATELINED,
    FRESH,
    PICTURED,
    YEARLESS,
    Clue,
    always,
    day_fit,
    days_ahead,
    exact_fit,
    in_month,
    link_fit,
    month_day_fit,
    month_end,
    newest_fit,
    resolver,
    since,
    until,
    weekday_date_fit,
)
from armstrail.page.datelines import Dateline, dateline_of, in_dateline
from armstrail.page.layout import Block, Layout, Role
from armstrail.page.spoken_days import ordinal_clues, weekday_clues
from armstrail.page.stamps import Ground, Place, PlacedDate, is_prose
from armstrail.page.tense import sentence_around, spoken_as
from armstrail.page.traces import trace_clues
from armstrail.records import Span

MOST_DATES = 300
"""Dates of a page, from its top, that clues are made of: a page with more is a table."""


def clues_of(
    layout: Layout,
    ground: Ground,
    placed: tuple[PlacedDate, ...],
    captured: date | None = None,
    url: str | None = None,
) -> tuple[Clue, ...]:
    """Every clue in the article's words and around them. English words are read; digits in any language.

    `captured` is the day on which the bytes were taken and `url` the page's address, where they are known.
    """
    placed = placed[:MOST_DATES]
    body = [b for b in layout.blocks if b.role is Role.BODY and is_prose(layout.text[b.start : b.end])]
    if ground.first is not None:
        from_start = layout.blocks[ground.first].start
        body = [b for b in body if b.start >= from_start]
    if not body:
        return ()
    return (
        *_datelines(layout, body),
        *_dated(layout, body, placed),
        *_around(layout, body, placed, captured),
        *weekday_clues(layout, body, placed),
        *ordinal_clues(layout, body),
        *year_clues(layout, body),
        *occasion_clues(layout, body),
        *tenure_clues(layout, body),
        *copyright_clues(layout),
        *trace_clues(layout, placed, url),
    )


def _datelines(layout: Layout, body: list[Block]) -> Iterator[Clue]:
    for block in body[:4]:
        found = dateline_of(layout.text, block.start, block.end)
        if found is None or found.form is None or _in_chronicle(layout, body, found):
            continue
        reading = found.form.readings[0]
        if reading.day is None:
            continue
        span = (found.form.start, found.form.end)
        words = layout.text[span[0] : span[1]]
        if reading.year is not None:
            day = reading.date()
            if day is not None:
                yield Clue("dateline", words, span, 4.0, day_fit(day), True, "filed on this day", always(day))
        else:
            fit = month_day_fit(reading.month, reading.day, DATELINED, 0.1)
            yield Clue(
                "dateline",
                words,
                span,
                4.0,
                fit,
                False,
                "filed on this day of a year",
                resolver(reading.month, reading.day),
            )
        return


def _in_chronicle(layout: Layout, body: list[Block], dateline: Dateline) -> bool:
    """Whether a date alone opens a paragraph of a chronicle, in which others open with theirs."""
    if dateline.place is not None or dateline.agency is not None:
        return False
    heads = (dateline_of(layout.text, block.start, block.end) for block in body)
    return sum(head is not None and head.form is not None and head.place is None for head in heads) > 1


def _dated(layout: Layout, body: list[Block], placed: tuple[PlacedDate, ...]) -> Iterator[Clue]:
    """Dates of the running text: bounds where they carry a year, days of any year where they do not."""
    spans = {(b.start, b.end): n for n, b in enumerate(body)}
    told = [each for each in placed if each.place is Place.BODY and (each.block.start, each.block.end) in spans]
    tenses = [_tense(layout, each) for each in told]
    past = [
        (spans[each.block.start, each.block.end], (reading.month, reading.day))
        for each, tense in zip(told, tenses, strict=True)
        if tense == "past" and (reading := each.form.readings[0]).year is None and reading.day is not None
    ]
    events = frozenset(event for _, event in past)
    lead = next((event for number, event in past if number <= 1), None)
    for each, tense in zip(told, tenses, strict=True):
        number = spans[each.block.start, each.block.end]
        start, end = each.form.start, each.form.end
        words = layout.text[start:end]
        reading = each.form.readings[0]
        if reading.year is not None:
            first = date(reading.year, reading.month, reading.day or 1)
            last = first if reading.day else month_end(first)
            yield from _bound(words, (start, end), first, last, tense)
        elif reading.day is not None and not in_dateline(layout.text, each.block, each.form):
            yield from _yearless(each, words, tense, number, events, lead)


def _tense(layout: Layout, each: PlacedDate) -> str:
    start, end = each.form.start, each.form.end
    return spoken_as(layout.text, start, sentence_around(layout.text, start, end, each.block.start, each.block.end))


def _bound(words: str, span: Span, first: date, last: date, tense: str) -> Iterator[Clue]:
    if tense == "ahead":
        yield Clue(
            "future",
            words,
            span,
            1.5,
            until(last),
            True,
            "spoken of as lying ahead",
            always(last),
        )
    elif tense == "past":
        yield Clue(
            "past",
            words,
            span,
            2.0,
            since(first - timedelta(days=1)),
            True,
            "spoken of as past",
            always(first),
        )


def _yearless(
    each: PlacedDate,
    words: str,
    tense: str,
    number: int,
    events: frozenset[tuple[int, int]],
    lead: tuple[int, int] | None,
) -> Iterator[Clue]:
    reading = each.form.readings[0]
    month, day = reading.month, reading.day or 1
    span = (each.form.start, each.form.end)
    if each.form.weekday is not None:
        yield _weekday_clue(words, span, month, day, each.form.weekday, past=tense == "past")
    if tense == "ahead":
        yield Clue(
            "future",
            words,
            span,
            0.6,
            lambda d: 1.0 if days_ahead(month, day, d) <= 150 else 0.3,
            False,
            "spoken of as lying ahead",
        )
    elif tense == "past" and number <= 1:
        fit = newest_fit(month_day_fit(month, day, FRESH, 0.1), (month, day), events)
        weight = 2.0 if number == 0 else 1.2
        note = "the newest event of the first paragraphs"
        yield Clue("date", words, span, weight, fit, False, note, resolver(month, day))
    elif tense == "past" and lead is not None and _days_between(lead, (month, day)) <= 3:
        fit = newest_fit(month_day_fit(month, day, FRESH, 0.1), (month, day), events)
        yield Clue("date", words, span, 0.6, fit, False, "an event of the same days", resolver(month, day))


def _days_between(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Days between two days (month, day) of a leap year, the shorter way round."""
    apart = abs((date(2000, *one) - date(2000, *other)).days)
    return min(apart, 366 - apart)


def _weekday_clue(words: str, span: Span, month: int, day: int, weekday: int, *, past: bool) -> Clue:
    fit = weekday_date_fit(month, day, weekday, past=past)
    note = "this weekday falls on this day in some years only"
    return Clue("weekday", words, span, 2.5, fit, False, note, resolver(month, day))


def _around(layout: Layout, body: list[Block], placed: tuple[PlacedDate, ...], captured: date | None) -> Iterator[Clue]:
    """Captions, stamps without a year, and dated links of other stories amid the text."""
    low, high = body[0].start, body[-1].end
    # Beside a stamp that says its year, one that leaves it out is another story's.
    whole_stamps = [each.near for each in placed if each.place is Place.STAMP and each.form.days]
    for each in placed:
        reading = each.form.readings[0]
        span = (each.form.start, each.form.end)
        words = layout.text[span[0] : span[1]]
        whole = layout.text[each.block.start : each.block.end]
        if reading.day is None:
            if each.place is Place.STAMP and reading.year is not None and each.near >= 1.5 and each.rest <= 4:
                first = date(reading.year, reading.month, 1)
                if not whole_stamps:
                    yield Clue("stamp", words, span, 3.0, in_month(first), True, "a stamp without a day", always(first))
            continue
        day = each.form.days[0] if each.form.days else None
        caption = low - 1200 <= span[0] <= high and (each.place is Place.CAPTION or is_caption(whole))
        if caption and not re.search(r"\b(?:file|archive|undated)\b", whole, re.IGNORECASE):
            if day is None and each.form.weekday is not None:
                yield _weekday_clue(words, span, reading.month, reading.day, each.form.weekday, past=True)
            if day is None:
                yield Clue(
                    "caption",
                    words,
                    span,
                    2.0,
                    month_day_fit(reading.month, reading.day, PICTURED, 0.1, ahead=0.1),
                    False,
                    "a picture taken on this day of a year",
                    resolver(reading.month, reading.day),
                )
            else:
                yield Clue(
                    "caption",
                    words,
                    span,
                    1.0,
                    since(day - timedelta(days=1)),
                    True,
                    "a picture taken on this day",
                    always(day),
                )
        elif each.place is Place.STAMP and day is None and each.near >= max(1.0, *whole_stamps, 0.0) and each.rest <= 4:
            fit = exact_fit(reading.month, reading.day, each.form.weekday)
            yield Clue("stamp", words, span, 5.0, fit, False, YEARLESS, resolver(reading.month, reading.day))
            yield from _running_year(layout, words, span, captured)
        elif each.place is Place.RELATED and day is not None and low < each.block.start < high:
            yield Clue(
                "related",
                words,
                span,
                1.5,
                link_fit(day),
                True,
                "a link to an older story amid the text",
                always(day),
            )


def _running_year(layout: Layout, words: str, span: Span, captured: date | None) -> Iterator[Clue]:
    """Pages leave out the running year: that of the capture, or the one that the site's copyright line names."""
    if captured is not None:
        near = captured
        yield Clue(
            "capture",
            words,
            span,
            1.0,
            lambda d: 1.0 if near - timedelta(days=min(366, near.toordinal() - 1)) < d <= near else 0.3,
            True,
            "a stamp leaves out the running year",
        )
        return
    years = copyright_years(layout)
    if years:
        last = max(years)
        yield Clue(
            "copyright",
            words,
            span,
            2.0,
            lambda d: 1.0 if d.year == last else 0.5 if d.year == last - 1 else 0.2,
            True,
            "a stamp leaves out the running year",
        )

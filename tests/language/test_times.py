"""Time expressions: where they stand, and which days they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.language.analysis import Analysis, Paragraph, pipeline
from armstrail.language.times import find_times
from armstrail.records import TimeExpression, When

SENTENCES = [
    line.split("\t")
    for line in (Path(__file__).parent / "time_sentences.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _read(text: str, start: str | None, end: str | None = None) -> tuple[TimeExpression, ...]:
    published = When(start=date.fromisoformat(start), end=date.fromisoformat(end or start)) if start else None
    return find_times((Paragraph(start=0, end=len(text), kind="body", doc=pipeline()(text)),), published)


def _shown(text: str, times: tuple[TimeExpression, ...]) -> list[str]:
    return [f"{text[time.start : time.end]}={time.value}" for time in times]


@pytest.mark.parametrize(("published", "text", "expected"), SENTENCES)
def test_a_sentence_has_these_times(published: str, text: str, expected: str) -> None:
    """Sentences of world, business, sports and culture news: the extent of each expression and its TIMEX3 value."""
    assert _shown(text, _read(text, published)) == [part for part in expected.split(";") if part]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("He spoke in early January.", "2024-01-01..2024-01-10"),
        ("It ended in late 2022.", "2022-10-01..2022-12-31"),
        ("It was built in the second half of 2021.", "2021-07-01..2021-12-31"),
        ("They met last week.", "2024-06-10..2024-06-16"),
        ("It fell in the first quarter.", "2024-01-01..2024-03-31"),
        ("It has fallen over the past six months.", "2023-12-21..2024-06-21"),
        ("Earlier this month the ship sank.", "2024-06-01..2024-06-21"),
        ("It will open later this year.", "2024-06-21..2024-12-31"),
        ("It was common in the 1980s.", "1980-01-01..1989-12-31"),
        ("It was signed two years ago.", "2022-01-01..2022-12-31"),
        ("The war has lasted five years.", None),
        ("It happens every Friday.", None),
        ("It happened recently.", None),
    ],
)
def test_the_grain_is_kept(text: str, days: str | None) -> None:
    """A period stays a period, a part of it is that part, and lengths and sets are no days."""
    (time,) = _read(text, "2024-06-21")
    assert (f"{time.date.start}..{time.date.end}" if time.date else None) == days


def test_days_between_which_publication_lies_carry_over() -> None:
    """Where publication is uncertain by some days, what is told from it is uncertain by as many."""
    text = "They met last month and on Friday, and on March 3, 2023."
    month, friday, plain = _read(text, "2024-06-20", "2024-06-22")
    assert month.value == "2024-05"
    assert friday.value == "XXXX-WXX-5"
    assert friday.date == When(start=date(2024, 6, 14), end=date(2024, 6, 21))
    assert plain.date == When(start=date(2023, 3, 3), end=date(2023, 3, 3))


def test_without_publication_only_what_the_text_settles_has_days() -> None:
    """An explicit date and what is told from it resolve; "last month" and a bare weekday or month do not."""
    text = "On March 3, 2023, and the day after, and last month, and in May, they met on Friday."
    times = _read(text, None)
    assert [(time.value, time.date is not None) for time in times] == [
        ("2023-03-03", True),
        ("2023-03-04", True),
        ("XXXX-XX", False),
        ("XXXX-05", False),
        ("XXXX-WXX-5", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 1874 bans it, and so does resolution 2094.",
        "Mr. May and Ms. April Reed march on.",
        "It cost $2000 and weighs 1990 tonnes.",
        "The Mirage 2000 and the F-16 flew 1,500 km.",
        "They sat on the second floor and fell in line.",
        "The score was 3:2.",
        "They sent 2000 soldiers.",
    ],
)
def test_a_name_or_a_number_is_no_time(text: str) -> None:
    """Resolutions, names, sums, models and scores are no times."""
    assert _read(text, "2024-06-21") == ()


def test_offsets_are_the_pages(analysed: Callable[..., Analysis]) -> None:
    """Offsets count from the page's first character, also for a later paragraph."""
    doc = pipeline()("They met on Friday.")
    (time,) = find_times((Paragraph(start=1000, end=1019, kind="body", doc=doc),), None)
    assert (time.start, time.end) == (1012, 1018)


_WORDS = st.sampled_from(  # words that make and break expressions
    [
        "the",
        "a",
        "last",
        "next",
        "this",
        "two",
        "3",
        "week",
        "year",
        "month",
        "Friday",
        "March",
        "in",
        "on",
        "since",
        "of",
        "early",
        "mid",
        "late",
        "2023",
        "quarter",
        "ago",
        "day",
        "17th",
        "Dec.",
        "30",
        ",",
        ".",
        "to",
        "and",
        "from",
        "said",
        "will",
        "half",
        "first",
        "10:30",
        "GMT",
        "past",
        "several",
        "years",
        "decade",
        "spring",
        "now",
        "every",
        "daily",
        "before",
        "after",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=14), st.sampled_from([None, "2024-02-29", "2024-12-31"]))
def test_any_words_are_read_in_order_and_alike(words: list[str], published: str | None) -> None:
    """Whatever the words: no error, expressions in order without overlap, inside the text, and the same a second time."""
    text = " ".join(words)
    times = _read(text, published)
    assert all(0 <= time.start < time.end <= len(text) for time in times)
    assert all(left.end <= right.start for left, right in pairwise(times))
    assert times == _read(text, published)

"""Sayings that recur: cut at their silences, seen from each, and the same for every order."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.ledger import Book, build_ledger
from armstrail.ledger.bursts import NOWHERE, lies_in, stretch
from armstrail.ledger.compare import RECALLED
from armstrail.records import OriginGroup

SAID = (
    "that the river fleet has received no torpedo boats from abroad, and that none of its crews were trained elsewhere"
)
REWORDED = (
    "that no torpedo boats have been received by the river fleet from abroad, and none of its crews trained elsewhere"
)
BY = "Ministry of the Navy, , PER/office"
START = date(2024, 3, 1)


def pages(press: Any, days: list[int], said: str = SAID, **cells: Any) -> list[Any]:
    """A page for each day that reports what the ministry said, without a day of its own."""
    row = {"s": said, "by": BY, "quote": "indirect", **cells}
    return [press(f"p{day:04}", row, published=str(START + timedelta(days=day))) for day in days]


def told(made: list[Any], **given: Any) -> list[list[int]]:
    """The days of the pages of each statement of a ledger."""
    facts = build_ledger(made, **given).statements
    return sorted(sorted(int(member.page[1:5]) for member in fact.members) for fact in facts)


@pytest.mark.parametrize(
    ("own", "others", "found"),
    [
        (0, [10, 40, 90], None),
        (0, [40, 120], (0, 40)),
        (120, [0, 40], (120, 120)),
        (60, [0, 120], (60, 60)),
        (0, [], None),
        (None, [3, 20], None),
        (None, [3, 220], NOWHERE),
    ],
)
def test_a_stretch_ends_at_the_longest_silences(own: int | None, others: list[int], found: Any) -> None:
    """Within a hundred days all hangs together; beyond, what lies behind the longest silence is another time."""
    assert stretch(own, others, 100) == found


@given(own=st.integers(0, 900), others=st.sets(st.integers(0, 900)), longest=st.integers(1, 200))
def test_a_stretch_holds_its_own_day_and_is_short_enough(own: int, others: set[int], longest: int) -> None:
    """Whatever the days, the stretch is around the own one, no longer than asked, and begins and ends with a day told."""
    found = stretch(own, others, longest)
    days = {own, *others}

    assert lies_in(own, found)
    if found is None:
        assert max(days) - min(days) <= longest
    else:
        assert found[0] <= own <= found[1] <= found[0] + longest
        assert {*found} <= days


def test_what_is_told_within_a_season_is_one_statement(press: Any) -> None:
    """Pages of three months that report the same words without a day: nothing tells them apart."""
    assert told(pages(press, [0, 1, 30, 65, 95])) == [[0, 1, 30, 65, 95]]


def test_what_recurs_over_years_is_one_statement_each_time(press: Any) -> None:
    """Each time lies within weeks of the last, and none reaches over the longest silence or from one year into the next."""
    assert told(pages(press, [0, 1, 2, 70, 71, 150, 152, 155, 230])) == [[0, 1, 2, 70, 71], [150, 152, 155, 230]]
    assert told(pages(press, [*range(0, 600, 60)])) == [[day] for day in range(0, 600, 60)]


def test_a_page_without_a_date_is_tied_to_no_single_time(press: Any) -> None:
    """Where the saying recurs, an undated page may mean any time of it; where it does not, that one."""
    row = {"s": SAID, "by": BY, "quote": "indirect"}
    undated = press("p9999", row, published=None)

    assert told([*pages(press, [0, 2, 400]), undated]) == [[0, 2], [400], [9999]]
    assert told([*pages(press, [0, 2]), undated]) == [[0, 2, 9999]]


def test_copies_of_one_text_are_one_however_late(press: Any) -> None:
    """What ties two versions of a text is the text; a re-post of years later says nothing new."""
    made = pages(press, [0, 80, 160, 1500])
    origins = [OriginGroup(origin="o", pages=("p0000", "p1500"), first="p0000")]

    assert [0, 1500] in told(made, origins=origins)


def test_a_quotation_is_recalled_as_it_was(press: Any) -> None:
    """The same quoted words, with other years between, are one statement."""
    assert told(pages(press, [0, 300, 600, 900], quote="direct")) == [[0, 300, 600, 900]]


def test_links_through_a_third_account_join_no_two_times(press: Any) -> None:
    """A quotation that both times are like does not make them one."""
    quoted = pages(press, [210], quote="direct")
    found = told([*pages(press, [150], said=REWORDED), *quoted, *pages(press, [270], said=REWORDED)])

    assert not any({150, 270} <= set(days) for days in found)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_times_are_parted_alike_in_every_order(press: Any, seed: int) -> None:
    """Pages that come one by one, and some that go again, make the statements of those that are left; none spans more
    than a season.
    """
    random_ = random.Random(seed)
    days = sorted(random_.sample(range(600), random_.randrange(2, 24)))
    made = [
        page
        for day in days
        for page in pages(
            press, [day], said=random_.choice([SAID, REWORDED]), quote=random_.choice(["indirect", "mixed"])
        )
    ]
    leaving = random_.sample(made, len(made) // 4)
    book = Book()
    for page in random_.sample(made, len(made)):
        book.put(page)
        if random_.random() < 0.7:
            book.settle()
    for page in leaving:
        book.remove(page.id)
        book.settle()
    left = [page for page in made if page not in leaving]

    assert book.ledger() == build_ledger(left)
    assert all(max(found) - min(found) <= RECALLED for found in told(left))

"""The ledger as a whole: one fact with all its witnesses, whatever the order in which its pages come."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from armstrail.ledger import Book, build_ledger
from armstrail.records import OriginGroup

PLEDGE = "We will not rest until the last crate bound for the border has been found and opened."
PLEDGE_ABROAD = "We shall not rest until the final crate that goes to the border is found and is opened."


def stories(press: Any) -> list[Any]:
    """Ten pages on a few affairs that touch each other here and there."""
    bright, novak = "Ana Bright, foreign minister, FRA", "Petr Novak, president, CZE"
    return [
        press("a", {"s": PLEDGE, "by": bright, "said_on": "2031-05-09"},
              {"t": "Laos has sent 4,000 rifles to Mali", "route": "LAO>MLI", "goods": "small_arms", "count": "4000 rifles"}),
        press("b", {"s": PLEDGE_ABROAD, "by": bright, "said_on": "2031-05-10"},
              {"t": "Mali received about 4,300 rifles from Laos", "route": "LAO>MLI", "goods": "small_arms", "count": "~4300 rifles"},
              published="2031-05-12"),
        *(press(copy, {"s": PLEDGE_ABROAD, "by": bright, "said_on": "2031-05-10"},
                {"t": "Mali received about 4,300 rifles from Laos", "route": "LAO>MLI", "goods": "small_arms", "count": "~4300 rifles"},
                *([{"t": "Laos denied that it sent rifles to Mali", "route": "LAO>MLI", "goods": "small_arms",
                    "factuality": "denied", "asserted_by": "Laos"}] if copy == "k" else []),
                published=day)
          for copy, day in (("k", "2031-05-11"), ("l", "2031-05-14"), ("m", None))),
        press("c", {"t": "Laos denied that it sent rifles to Mali", "route": "LAO>MLI", "goods": "small_arms",
                    "factuality": "denied", "asserted_by": "Laos"}, published="2031-05-13"),
        press("d", {"e": "Bright met Novak in Prague", "type": "meeting", "participants": ("Ana Bright", "Petr Novak"),
                    "when": "2031-05-09"}, {"s": PLEDGE, "by": bright, "said_on": "2031-05-09"}),
        press("e", {"e": "Novak received Bright at the castle", "type": "meeting",
                    "participants": ("Petr Novak", "Ana Bright"), "when": "2031-05-10"},
              {"s": "Our two countries stand together against smugglers of every colour.", "by": novak, "said_on": "2031-05-10"}),
        press("f", {"e": "Bright had talks with Novak", "type": "meeting", "participants": ("Petr Novak", "Ana Bright")},
              {"s": PLEDGE_ABROAD, "by": bright}, published=None),
        press("g", {"t": "Peru may sell drones to Chad", "route": "PER>TCD", "goods": "drones", "factuality": "possible"}),
        press("h", {"t": "Peru sold 60 drones to Chad", "route": "PER>TCD", "goods": "drones", "count": "60 drones",
                    "when": "2031-05-01"}),
        press("i", {"t": "Chad got 60 drones from Peru on May 1", "route": "PER>TCD", "goods": "drones",
                    "count": "60 drones", "when": "2031-05-01"}),
        press("j", {"t": "Peru sold 90 drones to Chad", "route": "PER>TCD", "goods": "drones", "count": "90 drones",
                    "when": "2031-05-01", "asserted_by": "Chad"}),
    ]  # fmt: skip


ORIGINS = [
    OriginGroup(origin="o1", pages=("a", "d"), first="a"),
    OriginGroup(origin="o2", pages=("k", "l", "m", "b"), first="k"),
]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_arrival_makes_no_difference(press: Any, seed: int) -> None:
    """Pages, in whatever order and by whatever steps they come, make the same ledger."""
    pages = stories(press)
    expected = build_ledger(pages, ORIGINS)
    shuffled = random.Random(seed).sample(pages, len(pages))

    assert build_ledger(shuffled, ORIGINS[::-1]) == expected

    book = Book()
    by_page = {page: group for group in ORIGINS for page in group.pages}
    for page in shuffled:
        book.put(page, by_page.get(page.id))
        book.settle()

    assert book.ledger() == expected


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_origins_that_come_to_light_late_make_no_difference(press: Any, seed: int) -> None:
    """Pages that stood alone and turn out to share a text make the ledger that they would have made at once."""
    pages = stories(press)
    random_ = random.Random(seed)
    book = Book()
    for page in random_.sample(pages, len(pages)):
        book.put(page)
        if random_.random() < 0.3:
            book.settle()
    for group in random_.sample(ORIGINS, len(ORIGINS)):
        name = random_.choice(group.pages)
        book.put(next(page for page in pages if page.id == name), group)
        book.settle()

    assert book.ledger() == build_ledger(pages, ORIGINS)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 5))
def test_a_page_put_in_and_taken_out_leaves_no_trace(press: Any, seed: int, count: int) -> None:
    """What is taken out again has changed nothing."""
    pages = stories(press)
    passing = random.Random(seed).sample(pages, count)
    names = {page.id for page in passing}
    book = Book()
    by_page = {page: group for group in ORIGINS for page in group.pages}
    for page in pages:
        book.put(page, by_page.get(page.id))
    book.settle()
    for page in passing:
        book.remove(page.id)
        book.settle()

    assert book.ledger() == build_ledger([page for page in pages if page.id not in names], ORIGINS)


@settings(max_examples=40, deadline=None)
@example(seed=4050)  # a page that dated another one goes, and what the other faced by that date faces it no more
@given(seed=st.integers(0, 10**6))
def test_what_is_made_anew_and_what_is_left_are_the_ledger(press: Any, seed: int) -> None:
    """Who keeps the facts that a change leaves alone, and takes those that it makes anew, has the ledger made at once."""
    pages, random_ = stories(press), random.Random(seed)
    by_page = {page: group for group in ORIGINS for page in group.pages}
    book, kept, conflicts = Book(), dict[str, Any](), dict[str, Any]()
    here = dict[str, Any]()
    for _ in range(24):
        page = random_.choice(pages)
        if page.id in here and random_.random() < 0.5:
            book.remove(page.id)
            del here[page.id]
        else:
            here[page.id] = page
            book.put(page, by_page.get(page.id))
        if random_.random() < 0.3:
            continue
        update = book.settle()
        touched = {*update.gone, *(fact.id for fact in update.facts)}
        kept = {name: fact for name, fact in kept.items() if name not in touched}
        kept |= {fact.id: fact for fact in update.facts}
        conflicts = {name: one for name, one in conflicts.items() if touched.isdisjoint(one.facts)}
        conflicts |= {one.id: one for one in update.conflicts}
        whole = build_ledger(here.values(), ORIGINS)

        assert kept == {
            fact.id: fact
            for facts in (whole.statements, whole.transfers, whole.events, whole.violations)
            for fact in facts
        }
        assert conflicts == {one.id: one for one in whole.conflicts}


def test_copies_that_come_to_stand_on_one_page_are_compared_anew(press: Any) -> None:
    """Two reports that nothing ties are one as soon as one page has both, whether that page comes first or last."""
    cells = {
        "route": "PER>TCD",
        "goods": "drones",
        "count": "3 drones",
        "when": "2029-01-01..2030-12-31",
        "asserted_by": "Chad",
    }
    one, two = {"t": "Chad was given three drones by Peru", **cells}, {"t": "Lima shipped a trio of aircraft", **cells}
    pages = [press("a", one, published="2031-01-10"), press("b", two, published="2031-04-20")]
    text = OriginGroup(origin="o", pages=("a", "b", "c"), first="a")
    book = Book()
    for page in pages:
        book.put(page, text)
    assert len(book.ledger().transfers) == 2
    both = press("c", one, two, published="2031-04-25")
    book.put(both, text)
    book.settle()

    assert len(book.ledger().transfers) == 1
    assert book.ledger() == build_ledger([both, *pages], [text])


def test_an_unrelated_page_changes_no_fact(press: Any) -> None:
    """A page about other parties and people leaves every fact as it is, ids included."""
    pages = stories(press)
    before = build_ledger(pages, ORIGINS)
    other = press(
        "z",
        {"s": "The harvest was the best in memory.", "by": "Lee Park, farmer, KOR", "said_on": "2031-05-09"},
        {"t": "Chile sold a frigate to Ghana", "route": "CHL>GHA", "goods": "ships"},
    )
    after = build_ledger([*pages, other], ORIGINS)

    added = [line for line in after.lines() if line not in list(before.lines())]

    assert [line for line in before.lines() if line not in list(after.lines())] == []
    assert all("z" in line.model_dump_json() for line in added)


@pytest.fixture(scope="module")
def ledger(press: Any) -> Any:
    """The ledger of the stories."""
    return build_ledger(stories(press), ORIGINS)


def fact_with(facts: Any, page: str, record: str) -> Any:
    return next(fact for fact in facts if (page, record) in {(m.page, m.id) for m in fact.members})


def test_a_statement_and_its_translation_are_one(ledger: Any) -> None:
    """One statement on four pages and in three origins has one voice, and a reason for each link."""
    fact = fact_with(ledger.statements, "a", "s1")

    assert {m.page for m in fact.members} == {"a", "b", "d", "f", "k", "l", "m"}
    assert fact.origins == ("o1", "o2", "o:f")
    assert [voice.key for voice in fact.voices.asserts] == ["FRA"]
    assert len(fact.reasons) == 4
    assert all(reason.rule and all(reason.compared) for reason in fact.reasons)


def test_days_that_differ_stay_in_sight(ledger: Any) -> None:
    """A statement that one page puts a day later keeps both days, and the likely reason."""
    fact = fact_with(ledger.statements, "a", "s1")
    conflict = next(c for c in ledger.conflicts if c.id in fact.conflicts)

    assert (conflict.field, conflict.values) == ("said_on", ("2031-05-09", "2031-05-10"))
    assert [m.page for m in conflict.between] == ["a", "k"]
    assert conflict.known


def test_an_undated_page_is_dated_by_the_occasion_it_reports(ledger: Any) -> None:
    """The meeting that other pages date gives its day to the page that has none, with the reason."""
    dating = next(d for d in ledger.datings if d.page == "f")
    meeting = fact_with(ledger.events, "f", "e1")

    assert str(dating.published.start) == "2031-05-10"
    assert {m.page for m in meeting.members} == {"d", "e", "f"}
    assert meeting.dated_by[0].page == "f"


def test_assertion_and_denial_face_each_other(ledger: Any) -> None:
    """A claim and its denial are facts of their own, like with like, and each carries the voices of both sides."""
    claim, denial = fact_with(ledger.transfers, "b", "t1"), fact_with(ledger.transfers, "c", "t1")

    assert claim.facing == (denial.id,)
    assert denial.facing == (claim.id,)
    assert {m.page for m in denial.members} == {"c", "k"}
    assert [voice.key for voice in claim.voices.denies] == ["LAO"]
    assert len(claim.voices.asserts) == len(denial.voices.asserts)
    assert any(c.field == "factuality" and set(c.facts) == {claim.id, denial.id} for c in ledger.conflicts)


def test_near_figures_are_one_transfer_and_a_conflict(ledger: Any) -> None:
    """4,000 and about 4,300 rifles are two figures of one transfer."""
    fact = fact_with(ledger.transfers, "a", "t1")
    conflict = next(c for c in ledger.conflicts if c.id in fact.conflicts and c.field == "quantity")

    assert {m.page for m in fact.members} == {"a", "b", "k", "l", "m"}
    assert conflict.values == (4000, 4300)


def test_figures_far_apart_are_two_transfers_that_contradict(ledger: Any) -> None:
    """60 and 90 drones on one day are no one figure: two facts and a conflict between them."""
    one, other = fact_with(ledger.transfers, "h", "t1"), fact_with(ledger.transfers, "j", "t1")

    assert {m.page for m in one.members} == {"h", "i"}
    assert one.id != other.id
    assert any(c.field == "quantity" and set(c.facts) == {one.id, other.id} for c in ledger.conflicts)

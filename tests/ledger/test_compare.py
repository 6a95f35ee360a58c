"""When two statements, events or claims of a breach are one."""

from __future__ import annotations

from typing import Any

import pytest

from armstrail.ledger import build_ledger
from armstrail.records import OriginGroup

SAID = (
    "Nobody in this valley will accept that crates of rifles cross the river at night while the customs house sleeps."
)
MINISTER = "Ana Bright, foreign minister, FRA"


def statements(
    press: Any, first: dict[str, Any], second: dict[str, Any], origins: Any = (), published: str = "2031-05-10"
) -> int:
    return len(build_ledger([press("a", first), press("b", second, published=published)], origins).statements)


@pytest.mark.parametrize(
    ("first", "second", "facts"),
    [
        ({}, {}, 1),
        ({}, {"by": "Bright, minister, FRA"}, 1),
        ({}, {"by": "French foreign minister/office"}, 1),
        ({}, {"by": "Petr Novak, president, CZE"}, 2),
        ({}, {"s": "Crates of rifles are carried over the river by night, and no one in the valley will accept it as long as the customs house sleeps."}, 1),
        ({}, {"s": "The river is low this year and the valley waits for rain."}, 2),
        ({}, {"said_on": "2031-06-30", "s": "Nobody in this valley will accept rifles."}, 2),
        ({"act": "deny"}, {"s": "Nobody will accept that rifles cross the river at night."}, 2),
    ],
)  # fmt: skip
def test_statements(press: Any, first: dict[str, Any], second: dict[str, Any], facts: int) -> None:
    """Same source, same message, days that can agree; how the source is named makes no difference."""
    base = {"s": SAID, "by": MINISTER, "said_on": "2031-05-09"}

    assert statements(press, {**base, **first}, {**base, **second}) == facts


@pytest.mark.parametrize(
    ("later", "quote", "facts"),
    [("2031-06-20", "indirect", 1), ("2032-06-20", "indirect", 2), ("2032-06-20", "direct", 1)],
)
def test_the_same_words_a_year_later_are_said_again(press: Any, later: str, quote: str, facts: int) -> None:
    """What a ministry is reported to have said, without a day, is one statement within a season and another one a year on;
    a quotation is recalled as it was.
    """
    row = {"s": "Our country has never handed lethal weapons over to either party of the war on the river", "quote": quote,
           "by": "Ministry of Foreign Affairs, , LAO/office"}  # fmt: skip

    assert statements(press, row, row, published=later) == facts


def test_two_statements_of_one_page_stay_two(press: Any) -> None:
    """What one page tells apart is not joined through another page that is like both."""
    one = {"s": SAID, "by": MINISTER, "said_on": "2031-05-09"}
    other = {"s": "Nobody in this town will accept that crates of guns cross the bridge at night while the guards sleep.", "by": MINISTER, "said_on": "2031-05-09"}  # fmt: skip
    third = {"s": "Nobody here will accept that crates of rifles cross the river at night while customs sleep.", "by": MINISTER, "said_on": "2031-05-09"}  # fmt: skip
    facts = build_ledger([press("a", one, other), press("b", third)]).statements

    assert all(len({m.page for m in fact.members}) == len(fact.members) for fact in facts)
    assert len(facts) == 2


def test_a_rewritten_copy_needs_fewer_words_in_common(press: Any) -> None:
    """In two versions of one text a rewriter's synonyms do not part a statement; in two texts they do."""
    first = {"s": "the traffic could swell before winter", "by": MINISTER}
    second = {"s": "the movement might rise ahead of winter", "by": MINISTER}
    together = [OriginGroup(origin="o:a", pages=("a", "b"), first="a")]

    assert statements(press, first, second, together, "2031-05-28") == 1
    assert statements(press, first, second, (), "2031-05-28") == 2


def test_an_undated_statement_is_taken_for_news_of_the_day(press: Any) -> None:
    """Two pages of one day that give the sense of one statement report one; weeks later it is another."""
    first = {"s": "The smugglers will find no harbour open, neither by day nor by night.", "by": MINISTER}
    second = {"s": "For smugglers no harbour stays open at night or in the daytime.", "by": MINISTER}

    assert statements(press, first, second) == 1
    assert statements(press, first, {**second, "s": "A harbour is no place for smugglers."}, (), "2031-06-28") == 2


def test_versions_of_one_text_may_name_the_source_otherwise(press: Any) -> None:
    """A copy that calls the minister something else still carries his statement."""
    together = [OriginGroup(origin="o:a", pages=("a", "b"), first="a")]

    assert statements(press, {"s": SAID, "by": MINISTER}, {"s": SAID, "by": "the envoy/unnamed"}, together) == 1
    assert statements(press, {"s": SAID, "by": MINISTER}, {"s": SAID, "by": "the envoy/unnamed"}) == 2


MEETING = {
    "e": "Bright met Novak",
    "type": "meeting",
    "participants": ("Ana Bright", "Petr Novak"),
    "when": "2031-05-09",
}


@pytest.mark.parametrize(
    ("second", "facts"),
    [
        ({"when": "2031-05-10"}, 1),
        ({"when": "2031-05-12"}, 2),
        ({"participants": ("FRA", "CZE")}, 2),
        ({"participants": ("Ana Bright", "Petr Novak", "Lee Park")}, 1),
        ({"type": "call"}, 2),
        ({"factuality": "denied"}, 2),
    ],
)
def test_events(press: Any, second: dict[str, Any], facts: int) -> None:
    """Kind, those who took part, and days within a time zone of each other."""
    pages = [press("a", MEETING), press("b", {**MEETING, "e": "Talks of Bright with Novak", **second})]

    assert len(build_ledger(pages).events) == facts


def test_strikes_are_told_apart_by_where(press: Any) -> None:
    """Two uses of arms on one day against two towns are two."""
    use = {
        "e": "Laos fired rockets at Kayes",
        "type": "use",
        "participants": ("LAO",),
        "object": "rockets",
        "when": "2031-05-09",
    }
    first = press("a", {**use, "target": "Kayes"})

    assert len(build_ledger([first, press("b", {**use, "target": "Kayes", "e": "Lao rockets hit Kayes"})]).events) == 1
    assert len(build_ledger([first, press("b", {**use, "target": "Gao", "e": "Lao rockets hit Gao"})]).events) == 2


def test_a_breach_claimed_in_one_statement_is_one_claim(press: Any) -> None:
    """What one statement carries on two pages is one claim of a breach, against those whom it names."""
    said = {"s": "By sending rifles to Mali the government of Laos tramples on a resolution that it signed itself.", "by": MINISTER, "said_on": "2031-05-09"}  # fmt: skip
    claim = {"v": "Laos tramples on a resolution", "by": ("LAO",)}
    pages = [press("a", said, {**claim, "v": "the government of Laos tramples on a resolution"}), press("b", {"s": "Nothing else."}, said, {**claim, "v": "tramples on a resolution"})]  # fmt: skip

    assert len(build_ledger(pages).violations) == 1
    assert build_ledger(pages).violations[0].voices.asserts[0].key == "FRA"


@pytest.mark.parametrize(
    ("first", "second", "facts"),
    [
        ("2031-09-01..2031-09-30", "2031-09-14", 1),
        ("2031-09-01..2031-09-30", "2031-09-08..2031-10-07", 1),
        ("2031-09-01..2031-09-30", "2031-09-28..2031-10-27", 2),
        ("2031-09-01..2031-09-30", "2031-10-01..2031-10-31", 2),
    ],
)
def test_stretches_of_weeks_agree_where_they_share_more_than_their_ends(
    press: Any, first: str, second: str, facts: int
) -> None:
    """A month agrees with a day in it, not with the month that begins as it ends."""
    row = {"type": "use", "participants": ("River Front",), "object": "drones"}
    pages = [
        press("a", {**row, "e": "The River Front began to fly drones at grain barges", "when": first}, published="2031-11-02"),
        press("b", {**row, "e": "the River Front began flying drones at the grain barges", "when": second}, published="2031-11-02"),
    ]  # fmt: skip

    assert len(build_ledger(pages).events) == facts


def test_a_headline_that_says_nothing_else_is_the_statement_below_it(press: Any) -> None:
    """A page gives a ministry's words in short above and in full below: one statement. Where both say something of their
    own they are two.
    """
    by = "Peruvian Ministry of the Navy/organisation"
    full = {"s": "Peru has handed over 24 M109 howitzers to Ghana, the largest gift of heavy arms in a decade", "by": by, "quote": "indirect"}  # fmt: skip

    def facts(headline: str) -> int:
        return len(build_ledger([press("a", {"s": headline, "by": by, "quote": "indirect"}, full)]).statements)

    assert facts("Peru hands over 24 howitzers to Ghana") == 1
    assert facts("Peru hands over 30 howitzers to Ghana") == 2

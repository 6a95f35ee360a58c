"""The reach of "according to"."""

from __future__ import annotations

import pytest

ACCORDING = [
    (
        "The frigates were built in Ulsan, and two were sold to Peru, according to the shipyard.",
        "The frigates were built in Ulsan, and two were sold to Peru",
    ),
    (
        "Talks on a second batch are under way, but no date has been set, according to the ministry.",
        "Talks on a second batch are under way, but no date has been set",
    ),
    ("Rents fell and the bank said nothing, according to the union.", "Rents fell and the bank said nothing"),
    ("The rebels fled when the dam broke, according to farmers.", "The rebels fled when the dam broke"),
]


@pytest.mark.parametrize(("text", "content"), ACCORDING)
def test_a_tail_behind_a_comma_speaks_of_all_joined_clauses(only, text: str, content: str) -> None:
    """Clauses joined before the comma are all according to the source."""
    assert only(text).content == content


def test_a_semicolon_parts(said) -> None:
    """The page's own words on the other side of a semicolon are not said by the source."""
    found = said(
        "Poland has its own plant; Seoul approved the sale last year, according to a person close to the deal."
    )
    assert [one.content for one in found] == ["Seoul approved the sale last year"]
    found = said("According to the bank, rents fell in May; the weather was fine.")
    assert [one.content for one in found] == ["rents fell in May"]


def test_an_aside_and_a_concession_are_the_pages_own(said) -> None:
    """A clause with "while" before the cue and one with "though" behind the content are not what was said."""
    found = said("The firm said it would buy 31 presses, though these need three years to build.")
    assert [one.content for one in found] == ["it would buy 31 presses"]


PAPERS = [
    (
        "The ministry published on Monday customs papers of five plants, according to which the mill bought 212 presses.",
        ("ministry", "the mill bought 212 presses"),
    ),
    (
        "Strength stood at 718, according to figures that the Department of Defence gave to a committee last week.",
        ("Department of Defence", "Strength stood at 718"),
    ),
    ("In Doha's view the treaty has failed.", ("Qatar", "the treaty has failed")),
    ("By the union's own count, 41 workers were hurt.", ("union", "41 workers were hurt")),
]


@pytest.mark.parametrize(("text", "told"), PAPERS)
def test_whose_paper_or_count_it_is(only, text: str, told: tuple[str, str]) -> None:
    """Who published a paper, gave the figures or did the counting speaks, not the paper."""
    one = only(text)
    assert (one.speaker, one.content) == told


def test_what_goes_according_to_plan_is_no_source(only) -> None:
    """A plan, a rule or a law says nothing."""
    one = only("Everything goes according to plan with the dam, the engineer said.")
    assert (one.speaker, one.statement.via) == ("engineer", ())

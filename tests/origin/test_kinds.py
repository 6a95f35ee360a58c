"""Kinds of pages that stand beside each other in the news: which are one origin, which are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from armstrail.origin import Origin, Text, group, print_of
from armstrail.origin.comparison import why_first
from armstrail.records import Relation

Story = Callable[..., Text]
DAY = date(2025, 3, 9)


def origins(story: Story, *named: tuple[str, int, str]) -> list[Origin]:
    """The origins of stories, each given with the days after DAY on which it came and its site."""
    return list(group([story(name, DAY + timedelta(days), site) for name, days, site in named]))


def members(found: list[Origin]) -> set[frozenset[str]]:
    return {frozenset(one.pages) for one in found}


def test_agency_copy_that_two_outlets_reworded_is_one_origin(story: Story) -> None:
    """Another order of sentences and other words; a reporter's own story of the day after stays out."""
    found = origins(
        story,
        ("carriers_wire", 0, "agency.example"),
        ("carriers_herald", 1, "herald.example"),
        ("carriers_courier", 1, "courier.example"),
        ("carriers_own", 1, "balti.example"),
    )
    assert members(found) == {
        frozenset({"carriers_wire", "carriers_herald", "carriers_courier"}),
        frozenset({"carriers_own"}),
    }
    assert found[0].first == "carriers_wire"


def test_a_text_that_was_translated_back_joins(story: Story) -> None:
    """Short passages agree word for word and the sentences between them in other words: both count together."""
    (found,) = origins(story, ("toys_seized", 0, "antwerp.example"), ("toys_seized_back", 1, "mirror.example"))
    assert [line.relation for line in found.relations] == [Relation.SPUN]
    assert found.first == "toys_seized"


@pytest.mark.parametrize("pair", [("dhow_statement", "insurers_statement"), ("kestrel_quotes", "plants_quotes")])
def test_two_stories_with_one_statement_or_the_same_quotations_are_two(story: Story, pair: tuple[str, str]) -> None:
    """What a ministry issued, or a minister said, stands in both, and the rest of each is its own."""
    assert len(origins(story, (pair[0], 0, "one.example"), (pair[1], 1, "two.example"))) == 2


@pytest.mark.parametrize("days", [0, 1])
def test_a_live_page_carries_a_story_and_is_not_it(story: Story, days: int) -> None:
    """The live page of the same day, or a later one, has an excerpt of the story, and news of its own around it."""
    found = origins(story, ("radar_story", 0, "nordic.example"), ("radar_live", days, "live.example"))
    assert members(found) == {frozenset({"radar_story"}), frozenset({"radar_live"})}
    lines = [line for one in found for line in one.relations]
    assert [(line.page, line.of, line.relation) for line in lines] == [("radar_live", "radar_story", Relation.EXCERPT)]


def test_a_page_with_nothing_but_a_part_of_an_elder_one_is_its_copy(story: Story) -> None:
    """The same two texts where the longer is the elder: the shorter was cut out of it."""
    found = origins(story, ("radar_live", 0, "live.example"), ("radar_story", 1, "nordic.example"))
    assert members(found) == {frozenset({"radar_story", "radar_live"})}


def test_a_page_that_quotes_all_of_a_short_text_has_no_excerpt_of_it(story: Story) -> None:
    """A ministry's few sentences in quotation marks in a reporter's story are a source, however whole they stand there."""
    said = story("radar_story").text.replace("\n\n", " ")
    own = story("carriers_own").text.split("\n\n")
    body = "\n\n".join([*own[:2], f"The ministry said: “{said}”", *own[2:], *story("weekly_11").text.split("\n\n")[:3]])
    found = group([Text("release", None, said, DAY, "mod.example"), Text("story", None, body, DAY, "balti.example")])
    assert [one.relations for one in found] == [(), ()]


def test_weekly_reports_with_one_boilerplate_are_each_their_own(story: Story) -> None:
    """Most of each page is what the site prints below every report; three issues show that it is."""
    found = origins(story, *((f"weekly_{10 + week}", 7 * week, "monitor.example") for week in range(3)))
    assert len(found) == 3
    assert not any(one.relations for one in found)


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ((), "it is the only page"),
        ((("carriers_herald", 3),), "the next is dated 2025-03-12"),
        ((("carriers_herald", None),), "no other page is dated"),
        ((("drones_first", 0), ("carriers_herald", 3)), "1 more is of that day, and its text is the fullest"),
        (
            (("carriers_wire", 0),),
            "1 more is of that day, and which text was the first is unknown: it has the first id of",
        ),
    ],
)
def test_why_a_page_is_the_first_is_said(story: Story, others: tuple[tuple[str, int | None], ...], why: str) -> None:
    """Its day, or among pages of one day its fullness; where neither tells, that is said."""
    prints = [
        print_of(story(name, None if days is None else DAY + timedelta(days), None, f"other {name}"))
        for name, days in others
    ]
    assert why_first(print_of(story("carriers_wire", DAY)), prints).startswith(why)


def test_updates_of_a_wire_story_and_one_release_on_two_sites_are_one_origin_each(story: Story) -> None:
    """New paragraphs, another order of names and another address below: the text is one."""
    found = origins(
        story,
        ("drones_first", 0, "wire.example"),
        ("drones_update", 0, "wire.example"),
        ("release_tallinn", 0, "kmin.example"),
        ("release_helsinki", 0, "defmin.example"),
    )
    assert members(found) == {
        frozenset({"drones_first", "drones_update"}),
        frozenset({"release_tallinn", "release_helsinki"}),
    }

"""News in other Englishes: translated releases, agencies of Asia and Africa, headlines of tabloids."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    (
        "As the head of the department Ivan Sokolov noted, the plant will produce 40 units per year.",
        "Ivan Sokolov",
        "the plant will produce 40 units per year",
    ),
    ("The plant is closed, as the minister said on Monday.", "minister", "The plant is closed"),
    ("In the view of the union, the offer is too low.", "union", "the offer is too low"),
    ("In his opinion, the duties will not affect the plant.", "his", "the duties will not affect the plant"),
    ('"Our position is unchanged" - stressed the deputy minister.', "deputy minister", "Our position is unchanged"),
    ("The Presidency dismissed the allegation as baseless.", "Presidency", "the allegation as baseless"),
]


@pytest.mark.parametrize(("text", "speaker", "content"), CASES)
def test_speaker_and_content(text: str, speaker: str, content: str, only: Callable) -> None:
    """Each construction gives one statement with its speaker and words."""
    one = only(text)
    assert (one.speaker, one.content) == (speaker, content)


@pytest.mark.parametrize(
    "text",
    [
        "As he spoke, rockets fell on the port.",
        "The bridge is in view of the harbour.",
        "The 'long list' - of May - was lost.",
    ],
)
def test_what_only_looks_like_it(text: str, said: Callable) -> None:
    """A time told by "as", a view that is none and a name between dashes attribute nothing."""
    assert said(text) == []


def test_a_body_tells_lawmakers_in_a_briefing(said: Callable) -> None:
    """Who relays what a body told in a closed briefing is the channel of what it told."""
    found = said(
        "The spy agency told lawmakers in a closed briefing that the North had sent ships, according to lawmaker Ann Lee."
    )
    assert [(one.speaker, one.content) for one in found][-1] == ("spy agency", "that the North had sent ships")
    assert found[-1].statement.via == ("Ann Lee",)


@pytest.mark.parametrize(
    ("title", "speaker", "content"),
    [
        ("'I was robbed': Striker Moss blasts referee", "Moss", "I was robbed"),
        ("Minister Rao says no plan to sell port", "Rao", "no plan to sell port"),
    ],
)
def test_headlines(title: str, speaker: str, content: str, said: Callable) -> None:
    """A headline's quotation belongs to whom the words behind the colon tell of; "says no ..." needs no clause."""
    assert (speaker, content) in [(one.speaker, one.content) for one in said("The harbour was quiet.", title=title)]


def test_a_headline_that_only_names_a_thing(said: Callable) -> None:
    """Marks around a name in a headline quote nobody."""
    assert said("The harbour was quiet.", title="'Ghost ship': Mystery of the empty vessel") == []

"""Roles that a text leaves to what it has been speaking of: the recipient of a list, "we" of a speech, measures of money."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Oslo has given eight mortars to Chad. Paris sent 20 howitzers in May, and Rome has promised radars.",
            {
                "NOR>TCD artillery transferred asserted",
                "FRA>TCD artillery transferred asserted",
                "ITA>TCD sensors agreed asserted",
            },
        ),
        (
            "Peru has asked for help with its air force. Spain delivered six helicopters last week.",
            {"ESP>PER aircraft transferred asserted"},
        ),
        (
            "Firms in Oman and Jordan supplied the army of Niger with $40 million in rifles.",
            {"OMN>NER small_arms transferred asserted", "JOR>NER small_arms transferred asserted"},
        ),
        (
            "Ghana showed reporters mortars that it said Togo had given to the rebels of Benin.",
            {"TGO>BEN artillery transferred asserted"},
        ),
        ("Gabon is suspected of having passed on mortars to Angola.", {"GAB>AGO artillery transferred asserted"}),
        (
            "Kenya has turned to Serbia, from which it bought nine howitzers last year.",
            {"SRB>KEN artillery transferred asserted"},
        ),
        (
            "Chad received arms worth $9 million from Egypt, among them 40 mortars and six radars.",
            {"EGY>TCD artillery transferred asserted", "EGY>TCD sensors transferred asserted"},
        ),
    ],
)
def test_roles_from_the_words_around(flows: Callable[..., list[str]], text: str, expected: set[str]) -> None:
    """A recipient named once serves a list; a state that only tells of it does not."""
    found = {flow.replace("possible", "asserted") for flow in flows(text)}
    assert expected <= found, found


def test_who_only_tells_of_it_is_no_recipient(flows: Callable[..., list[str]]) -> None:
    """A state that says or refuses something is not the one to whom goods go."""
    for text in (
        "Lima says that Chile sent mortars.",
        "Bern refuses to let Berlin pass on Swiss-made shells.",
    ):
        assert not any(">PER" in flow or ">CHE" in flow for flow in flows(text)), text


@pytest.mark.parametrize(
    "heading",
    [
        "Statement by the Permanent Representative of Ghana at the Security Council",
        "An interview with Ghana's president",
    ],
)
def test_we_of_a_speech_is_the_speakers_state(flows: Callable[..., list[str]], heading: str) -> None:
    """The heading of a speech or interview says who "we" are."""
    assert flows(f"{heading}\nLast year we gave 30 mortars to Togo.") == ["GHA>TGO artillery transferred asserted"]

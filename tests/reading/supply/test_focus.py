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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A Serbian transport plane landed in Luanda with 40 crates of mortar shells.",
            {"SRB>AGO ammunition transferred asserted"},
        ),
        (
            "Kenya's navy seized a dhow with 300 rifles bound for the Houthis. The boat had sailed from Jask in Iran.",
            {"IRN>Houthis small_arms transferred asserted"},
        ),
        (
            "Cuba sent 30 mortars to Angola. In exchange, it received fuel.",
            {"CUB>AGO artillery transferred asserted", "AGO>CUB fuel transferred asserted"},
        ),
        (
            "Peru signed a contract with Portugal for six radars. It also covers training for Peruvian crews.",
            {"PRT>PER sensors agreed asserted", "PRT>PER training agreed asserted"},
        ),
        (
            "Gabon's rebels showed Libyan-supplied mortars. Spanish radars are in the hands of Gabon's army.",
            {"ESP>GAB sensors transferred asserted"},
        ),
        (
            "Ghana obtained 40 per cent of its rifles from Togo. Benin's main suppliers were Mali and Niger.",
            {
                "TGO>GHA small_arms transferred asserted",
                "MLI>BEN arms transferred asserted",
                "NER>BEN arms transferred asserted",
            },
        ),
        ("Oslo turned down a Peruvian request for mortars.", {"NOR>PER artillery sought denied"}),
        ("Togo gets rifles via Benin.", {"BEN>TGO small_arms transferred asserted"}),
        (
            "A trader registered in Dubai shipped 40 mortars to Chad.",
            {"ARE>TCD artillery transferred asserted"},
        ),
    ],
)
def test_ways_of_saying_who_supplied(flows: Callable[..., list[str]], text: str, expected: set[str]) -> None:
    """Arrivals, voyages, returns, contents of a deal, shares, refusals, transit and seats of firms."""
    assert expected <= set(flows(text)), flows(text)


def test_a_firm_that_supplies_its_own_state_makes_no_transfer(flows: Callable[..., list[str]]) -> None:
    """Domestic procurement is no transfer, whoever the maker is."""
    assert flows("Patria will build 160 armoured vehicles for the Finnish army.") == []
    assert flows("Embraer will build 12 helicopters for the Brazilian air force.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru turned to Oman, which delivered 30 mortars in July.", "OMN>PER artillery transferred asserted"),
        ("Chad relies on Serbia, which provides half of its arms imports.", "SRB>TCD arms transferred asserted"),
        ("Ghana gave Togo 49 of its retired tanks last week.", "GHA>TGO armoured_vehicles transferred asserted"),
        ("Oslo stopped short of sending mortars to Niger.", "NOR>NER artillery transferred denied"),
        (
            "Paris named two Omani firms that it accuses of having shipped rifles to Libya.",
            "OMN>LBY small_arms transferred asserted",
        ),
    ],
)
def test_relative_clauses_and_shares(flows: Callable[..., list[str]], text: str, expected: str) -> None:
    """Who turns to a supplier gets the goods; who accuses does not supply; a share of one's own stock is the goods."""
    assert flows(text) == [expected]

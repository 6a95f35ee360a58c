"""Goods that travel in legs, carriers, counts of a whole and its share, and people who stand for their state."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mortars were bought in Bulgaria, flown to Entebbe in Uganda and handed to South Sudan.",
            ["BGR>SSD artillery transferred asserted"],
        ),
        (
            "Qatar flew the rifles to Abeche in Chad, from where trucks took them to the Rapid Support Forces.",
            ["QAT>Rapid Support Forces small_arms transferred asserted"],
        ),
        (
            "Serbia sold mortars to a firm in Cyprus that passed them on to Myanmar.",
            ["SRB>CYP artillery transferred asserted", "CYP>MMR artillery transferred asserted"],
        ),
        ("Cargo planes chartered by Oman landed at Abeche in Chad 40 times.", []),
        (
            "Frigates stopped a dhow. She had 40 tonnes of Iranian rockets on board for the Houthis.",
            ["IRN>Houthis missiles transferred asserted"],
        ),
        (
            "The planes were flown by Belarusian crews and brought rifles to Mali.",
            ["BLR>MLI small_arms transferred asserted"],
        ),
    ],
)
def test_the_last_leg_tells_who_gets(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """A place that goods only pass through gets nothing; who buys and sells on does; a carrier is no cargo."""
    assert sorted(flows(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Erdogan sold drones to Togo. He also trained Togolese pilots.", {"TUR>TGO drones", "TUR>TGO training"}),
        (
            "Kim Jong Un has sent Putin shells. In return he wants satellites.",
            {"PRK>RUS ammunition", "RUS>PRK satellites"},
        ),
        ("Zelensky was in Rome. Meloni promised him radars.", {"ITA>UKR sensors"}),
        ("Kenya and South Korea met in May. Now the two have signed a deal on K9 howitzers.", {"KOR>KEN artillery"}),
        (
            "Zola Systems of Spain signed a contract with Peru. Under it the company will supply radars.",
            {"Zola Systems>PER sensors"},
        ),
    ],
)
def test_people_and_pairs_stand_for_states(flows: Callable[..., list[str]], text: str, expected: set[str]) -> None:
    """A leader is known by his name, "he" by who is in focus, "the two" by who was named last."""
    assert {flow.removesuffix(" asserted").rsplit(" ", 1)[0] for flow in flows(text)} == expected


def test_the_whole_and_its_share_have_their_own_counts(transfers: Callable[..., list]) -> None:
    """What was ordered is the whole, what has come the share."""
    found = transfers("Poland has received 12 of the 48 FA-50 jets that it ordered from South Korea.")
    assert {(t.stage.value, t.quantity.value) for t in found} == {("transferred", 12), ("agreed", 48)}


def test_an_answer_is_told_by_who_gives_the_interview(transfers: Callable[..., list]) -> None:
    """The letter before an answer is nobody's name."""
    found = transfers(
        "An interview with Chad's defence minister Issa Dole\nQ: And the drones?\nA: Turkey sent us six drones in May.\n"
        "Q: Were they cheap?\nA: We do not talk of money.\nQ: Why not?\nA: Nobody does."
    )
    assert [t.asserted_by for t in found] == ["Issa Dole"]


@pytest.mark.parametrize(
    "text",
    [
        "A charity's planes from Dubai landed in Aden with nothing but tents.",
        "Japan sent a frigate to the exercise in Indonesia.",
        "Washington brought howitzers to Palawan for the drill.",
        "Peru's army moved tanks to the Chilean border.",
        "Chad sent drones into Libya.",
    ],
)
def test_what_is_shown_fired_or_kept_is_no_supply(flows: Callable[..., list[str]], text: str) -> None:
    """Drills, attacks, moves along a border and planes that bring relief make no transfer."""
    assert flows(text) == []

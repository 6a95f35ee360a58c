"""Goods without a verb: in bulletins, answers and lists, with the parties that the words or the question give."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("Missile boats for Morocco from a French yard.", "FRA>MAR ships transferred asserted"),
        ("Shahed drones from Iran, 3,700 of them, to Russia.", "IRN>RUS drones transferred asserted"),
        ("Customs in Split found 40 mortars from Serbia for Chad.", "SRB>TCD artillery transferred asserted"),
        ("What did Spain send Niger? Six howitzers and a radar.", "ESP>NER artillery transferred asserted"),
        ("Readers ask what Oman sells. Answer: drones, six to Kenya.", "OMN>KEN drones transferred asserted"),
    ],
)
def test_a_sentence_without_a_verb(flows: Callable[..., list[str]], text: str, flow: str) -> None:
    """Who gives stands after "from" or in the question, who gets after "to" and "for"."""
    assert flow in flows(text)


def test_figures_with_ways_of_their_own(transfers: Callable[..., list]) -> None:
    """A bare figure beside counted goods stands for more of them: its own recipient, its own count."""
    found = transfers("From the yard at Izmir: six drones from Turkey to Niger and 17 to Mali.")
    counts = {(t.recipient, t.quantity.value) for t in found if t.quantity is not None}
    assert counts >= {(("NER",), 6), (("MLI",), 17)}


@pytest.mark.parametrize(
    "text",
    [
        "Four F-16s from Turkey over Bucharest.",
        "Missiles from Belarus for the first time since March.",
        "US tanks in Poland.",
        "Q: Missiles over Israel?\nA: None this night. Some drones from Yemen, shot down.",
        "A missile of a left foot: Nico Vela, from France's Lyon.",
        "Is it rifles from Italy for Chad?",
    ],
)
def test_goods_with_one_party_are_no_transfer(flows: Callable[..., list[str]], text: str) -> None:
    """Without a verb, goods count only where the words tell both parties, and a question tells nothing."""
    assert flows(text) == []


def test_a_question_names_who_they_are(flows: Callable[..., list[str]]) -> None:
    """Whom a question without a verb names, its answer speaks of."""
    found = flows(
        "Interview with Chad's defence minister Issa Dole\nQ: And the French?\nA: They delivered 24 howitzers to us in June.\n"
        "Q: Were they cheap?\nA: We do not talk of money.\nQ: Why not?\nA: Nobody does."
    )
    assert found == ["FRA>TCD artillery transferred asserted"]


def test_an_answer_takes_the_parties_of_its_question(transfers: Callable[..., list]) -> None:
    """The question tells who gives and gets, and how far it has come; the answer the goods and their count."""
    found = transfers("Q: What has Kenya ordered from Turkey?\nA: Twelve armoured vehicles, for now.")
    assert [(t.supplier, t.recipient, t.stage, t.quantity.value) for t in found] == [(("TUR",), ("KEN",), "agreed", 12)]

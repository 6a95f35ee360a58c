"""Parties are found by any byname, and noun phrases stand for them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.knowledge import table, values
from armstrail.language.analysis import pipeline
from armstrail.language.parties import Parties, find_parties, is_state, name_of, parties_of_page


def parties(text: str) -> Parties:
    return find_parties(pipeline()(text))


def codes(text: str) -> list[str]:
    return [mention.code for mention in parties(text).mentions]


def standing(text: str, word: str) -> str | None:
    """The code that the noun phrase headed by `word` stands for."""
    found = parties(text)
    token = next(token for token in found.doc if token.text == word)
    mention = found.of(token)
    return mention.code if mention else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ankara sold drones to Baku.", ["TUR", "AZE"]),
        ("The Élysée and Downing Street spoke with the Bundeswehr.", ["FRA", "GBR", "DEU"]),
        ("The U.S. warned the UAE over Sudan’s RSF.", ["USA", "ARE", "SDN", "Rapid Support Forces"]),
        ("The DPRK and the Russian Federation signed it.", ["PRK", "RUS"]),
        ("Houthi fighters thanked Hezbollah.", ["Houthis", "Hezbollah"]),
        ("He asked us to come to the polish shop.", []),
        ("Michael Jordan liked Chad Brown.", []),
        ("POLAND BUYS TANKS FROM SOUTH KOREA", ["POL", "KOR"]),
    ],
)
def test_names_capitals_and_seats_stand_for_states(text: str, expected: list[str]) -> None:
    """Every byname resolves to its state or body; people's names and common words do not."""
    assert codes(text) == expected


def test_bynames_need_the_state_on_the_page() -> None:
    """The byname "the North" is North Korea only where the page names it; "the North Sea" never is."""
    assert codes("The North fired two rockets.") == []
    assert codes("North Korea said the North fired two rockets over the North Sea.") == ["PRK", "PRK"]
    named, byname = parties_of_page([pipeline()("Pyongyang is silent."), pipeline()("The isolated regime fired it.")])
    assert [m.form for m in named.mentions] == ["capital"]
    assert [m.code for m in byname.mentions] == ["PRK"]


def test_adjectives_are_told_from_peoples() -> None:
    """The word "Iranian" before a noun or a hyphen is an adjective; "Iranians" is the people."""
    forms = [mention.form for mention in parties("Iranians sold Iranian drones and Iranian-made shells.").mentions]
    assert forms == ["demonym", "adjective", "adjective"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Ukrainian forces received tanks.", "forces", "UKR"),
        ("Kyiv's army received tanks.", "army", "UKR"),
        ("The regime in Minsk bought radars.", "regime", "BLR"),
        ("The government of Serbia sold shells.", "government", "SRB"),
        ("Turkish drones crossed the border.", "drones", None),
    ],
)
def test_collective_nouns_stand_for_their_state(text: str, word: str, expected: str | None) -> None:
    """Forces, governments and regimes are their state; goods with an adjective are not."""
    assert standing(text, word) == expected


def test_owner_of_goods_is_read_from_adjective_possessive_and_of() -> None:
    """The origin of goods stands before or after them."""
    for text in (
        "Turkish drones fell.",
        "Turkey's drones fell.",
        "Turkish-made drones fell.",
        "Drones from Turkey fell.",
    ):
        found = parties(text)
        token = next(token for token in found.doc if token.text.lower() == "drones")
        owner = found.owner(token)
        assert owner is not None, text
        assert owner.code == "TUR", text


def test_every_code_is_iso_or_its_own_name() -> None:
    """States carry three capitals; other parties are named by their code; no byname belongs to two parties."""
    seen: dict[str, str] = {}
    for row in table("countries"):
        assert is_state(row["code"]) == bool(
            re.fullmatch("[A-Z]{3}", row["code"]) and row["kind"] in {"state", "territory"}
        )
        assert is_state(row["code"]) or name_of(row["code"]) == row["code"]
        for column in ("name", "names", "capital", "seats"):
            for value in values(row[column]):
                assert seen.setdefault(value, row["code"]) == row["code"], value


@given(st.text(max_size=200))
def test_mentions_lie_in_the_text_in_order(text: str) -> None:
    """Mentions never overlap and follow the text, whatever the text is."""
    doc = pipeline().make_doc(text)
    end = 0
    for mention in find_parties(doc).mentions:
        assert end <= mention.start < mention.end <= len(doc)
        end = mention.end


def test_words_are_found_by_their_lemma() -> None:
    """Every form of a word is given in the order of the text, and none where the text has none."""
    found = parties("The army of Chad met two armies in May.")
    assert [token.text for token in found.having("army")] == ["army", "armies"]
    assert list(found.having("navy")) == []

"""What two contents share: names of states fold together, grammar weighs nothing, rare words most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.ledger.words import bag, folded, heavy, similarity, states_in, stem, weight

TEXTS = st.lists(
    st.sampled_from(
        [
            "Norway",
            "sent",
            "300",
            "rifles",
            "to",
            "the",
            "border",
            "port",
            "where",
            "Norwegian",
            "crews",
            "wait",
            "for",
            "winter",
            "storms",
        ]
    ),
    max_size=12,
).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"), [("deliveries", "delivery"), ("shipped", "ship"), ("crates", "crate"), ("boxes", "box")]
)
def test_inflection_goes(one: str, other: str) -> None:
    """Forms of one word have one stem."""
    assert stem(one) == stem(other)


def test_names_and_adjectives_of_a_state_are_one() -> None:
    """A state's name, adjective and capital are one concept; possessives and dots make no difference."""
    assert bag("Norwegian crews") == bag("Norway's crews") == bag("Oslo crews")
    assert states_in("the U.S. and South Korean envoys in Tehran") == {"USA", "KOR", "IRN"}


def test_grammar_weighs_nothing_and_figures_most() -> None:
    """Articles are left out; a figure outweighs a rare word, a rare word one of the field's everyday words."""
    assert bag("the of and") == ()
    assert weight("4000") > weight("lighthouse") > weight("=arms")


@given(TEXTS, TEXTS)
def test_similarity_is_symmetric_and_bounded(one: str, other: str) -> None:
    """Either order gives one value from 0 to 1; a text shares everything with itself."""
    value, _ = similarity(bag(one), bag(other))

    assert value == similarity(bag(other), bag(one))[0]
    assert 0 <= value <= 1
    assert similarity(bag(one), bag(one))[0] == 1


def test_a_rendering_shares_more_than_another_statement() -> None:
    """Other words for the same are nearer than the same subject with another message."""
    said = bag("The ships leave the harbour empty and come back loaded with shells, and nobody can hide that.")
    rendered = bag("Vessels depart from the port vacant and return with ammunition aboard; it cannot be concealed.")
    other = bag("The ships of the coast guard will be repaired in a harbour abroad next year.")

    assert similarity(said, rendered)[0] > 0.5 > similarity(said, other)[0]


def test_the_heaviest_words_come_first() -> None:
    """Ties stand in order of the alphabet, so that every run gives the same."""
    assert heavy(bag("weapons 4000 lighthouse zebras"), 2) == ("4000", "lighthous")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bjørn Dahl", "Bjorn Dahl"),
        ("Đurić", "Duric"),
        ("Wałęsa", "walesa"),
        ("Işık", "Isik"),
        ("Niccolò’s", "niccolo's"),
    ],
)
def test_names_are_one_with_and_without_their_marks(one: str, other: str) -> None:
    """Letters that keyboards lack are written plainly by one page and in full by another."""
    assert folded(one) == folded(other)

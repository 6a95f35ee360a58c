"""The remembered attribute ruler against spaCy's own."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from armstrail.language.analysis import installed_model
from armstrail.language.attribute_ruler import RememberedRuler, remember_ruler

GIVEN = [POS, MORPH, LEMMA, TAG, DEP]


@pytest.fixture(scope="module")
def plain() -> Language:
    """The pipeline as it is installed."""
    return installed_model()


@pytest.fixture(scope="module")
def remembering() -> Language:
    """The same pipeline with its ruler remembered."""
    return remember_ruler(installed_model())


_WORDS = st.sampled_from(
    [
        "there",
        "is",
        "are",
        "it",
        "I",
        "you",
        "let",
        "'s",
        "gon",
        "na",
        "got",
        "ta",
        "ai",
        "n't",
        "nothin'",
        "y'",
        "all",
        "do",
        "does",
        "did",
        "had",
        "that",
        "if",
        "but",
        "this",
        "those",
        "was",
        "were",
        "to",
        "be",
        "have",
        "Chad",
        "sends",
        "tanks",
        ",",
        ".",
        "!",
        "not",
        "will",
        "c'm",
        "on",
        "'",
        "us",
        "gets",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_WORDS, min_size=1, max_size=12), min_size=1, max_size=3))
def test_any_words_get_what_the_ruler_gives(plain: Language, remembering: Language, texts: list[list[str]]) -> None:
    """Tags, morphology and lemmas are the same whether a combination is new or remembered."""
    for words in texts:
        text = " ".join(words)
        assert (plain(text).to_array(GIVEN) == remembering(text).to_array(GIVEN)).all(), text


def test_blanks_are_left_to_the_ruler(plain: Language, remembering: Language) -> None:
    """A token of blanks gets its tag and function from the ruler."""
    for text in ("They  met\n\nin Chad.", "It is   there."):
        assert (plain(text).to_array(GIVEN) == remembering(text).to_array(GIVEN)).all()


def test_patterns_that_look_at_more_are_left_to_the_ruler() -> None:
    """A ruler with a pattern on shapes is asked each time."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.add([[{"SHAPE": "dd"}]], {"LEMMA": "number"})
    own = RememberedRuler(ruler)
    for words in (["10", "tanks"], ["ten", "tanks"], ["11", "tanks"]):
        doc = own(Doc(nlp.vocab, words=words))
        assert doc[0].lemma_ == ("number" if words[0].isdigit() else "")


def test_words_beside_one_another_are_told_apart() -> None:
    """A pattern of two words gives its lemma only where both stand, however often either was met before."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.add([[{"LOWER": "air"}, {"LOWER": {"REGEX": "^def"}}]], {"LEMMA": "air defence"})
    own = RememberedRuler(ruler)
    lemmas = [
        own(Doc(nlp.vocab, words=words))[0].lemma_
        for words in (["air", "force"], ["air", "defence"], ["air"], ["air", "defenders"], ["air", "force"])
    ]
    assert lemmas == ["", "air defence", "", "air defence", ""]

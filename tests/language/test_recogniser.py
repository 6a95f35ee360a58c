"""The recogniser that goes in rounds against spaCy's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from armstrail.language.analysis import installed_model
from armstrail.language.recogniser import RoundsRecogniser

_WORDS = st.sampled_from(
    re.split(
        " ",
        "the The of and in on said Bank Republic Democratic Congo Kinshasa General Mobutu May 3 1977 , . \" ( ) - ' 's US $ 40 "
        "million percent first two dozen Monday last week   Mirage F-5 Air Force Treaty French Belgians Reuters Olympic Games "
        "River Nile Mr. José a.m. 7 @ über",
    )
)
_TEXTS = st.lists(st.lists(_WORDS, max_size=40).map(" ".join), max_size=6)

NEWS = (
    "Zaire's President Mobutu Sese Seko flew to Brussels on 3 May 1977 to ask the Kingdom of Belgium for 40 C-130 spare parts.",
    'The Organization of African Unity met at 9 a.m. "Nothing came of it," the Ivory Coast Daily News wrote on Tuesday.',
    "French",
    "The Treaty of Rarotonga of August 6, 1985, and the Protocol of San Juan were worth $2.4 million, 12 percent of it paid.",
)


@pytest.fixture(scope="module")
def plain() -> Iterator[Language]:
    """The pipeline as it is installed, up to its recogniser."""
    nlp = installed_model()
    with nlp.select_pipes(disable=["ner"]):
        yield nlp


@pytest.fixture(scope="module")
def rounds(plain: Language) -> RoundsRecogniser:
    """The recogniser of that pipeline, asked in rounds."""
    return RoundsRecogniser(recogniser(plain))


def recogniser(nlp: Language) -> EntityRecognizer:
    """The pipeline's own recogniser, whether it runs or not."""
    found = nlp.get_pipe("ner")
    assert isinstance(found, EntityRecognizer)
    return found


def marks(docs: list[Doc]) -> list[list[tuple[int, int]]]:
    """Of each token its place in an entity and that entity's kind."""
    return [[(token.ent_iob, token.ent_type) for token in doc] for doc in docs]


def own(nlp: Language, docs: list[Doc]) -> list[Doc]:
    """Copies of the docs with what spaCy's recogniser marks in them."""
    return list(recogniser(nlp).pipe([doc.copy() for doc in docs]))


@settings(max_examples=80, deadline=None)
@given(_TEXTS)
def test_any_words_get_the_entities_of_spacy(plain: Language, rounds: RoundsRecogniser, texts: list[str]) -> None:
    """Whatever the texts hold, blanks and nothing at all included, and however many are read together."""
    docs = list(plain.pipe(texts))
    assert marks(list(rounds.pipe([doc.copy() for doc in docs]))) == marks(own(plain, docs))


def test_news_gets_the_entities_of_spacy(plain: Language, rounds: RoundsRecogniser) -> None:
    """Sentences with many names: entities of one word and of several are found, and the docs come back in order."""
    docs = list(plain.pipe(NEWS))
    read = list(rounds.pipe([doc.copy() for doc in docs], batch_size=3))
    assert [doc.text for doc in read] == list(NEWS)
    assert marks(read) == marks(own(plain, docs))
    sizes = {len(entity) for doc in read for entity in doc.ents}
    assert 1 in sizes
    assert max(sizes) >= 3


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(min_value=1, max_value=20)))
def test_no_entity_crosses_a_sentence(plain: Language, rounds: RoundsRecogniser, starts: set[int]) -> None:
    """Wherever sentences are set to begin, entities end before them, as spaCy's do."""
    doc = plain.make_doc(NEWS[0])
    for token in doc[1:]:
        token.is_sent_start = token.i in starts
    read = rounds(doc.copy())
    assert marks([read]) == marks(own(plain, [doc]))
    assert not any(start in range(entity.start + 1, entity.end) for entity in read.ents for start in starts)


def test_entities_set_beforehand_stay(plain: Language, rounds: RoundsRecogniser) -> None:
    """A doc that comes with an entity keeps it, and gets the others that spaCy would add."""
    doc = plain(NEWS[0])
    doc.set_ents([Span(doc, 0, 3, label="LAW")])
    read = rounds(doc.copy())
    assert (read.ents[0].start, read.ents[0].end, read.ents[0].label_) == (0, 3, "LAW")
    assert marks([read]) == marks(own(plain, [doc]))


def test_a_recogniser_that_weighs_several_readings_is_asked_itself() -> None:
    """With beams a token's action is not the best of its own: such a recogniser reads as it does."""
    nlp = installed_model()
    ner = recogniser(nlp)
    ner.cfg["beam_width"] = 4
    with nlp.select_pipes(disable=["ner"]):
        docs = list(nlp.pipe(NEWS))
    assert marks(list(RoundsRecogniser(ner).pipe([doc.copy() for doc in docs]))) == marks(own(nlp, docs))

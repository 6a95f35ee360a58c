"""Components that stand before spaCy's own."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from armstrail.language.stand_ins import put_before, spacys_own


@Language.component("armstrail_test_marker")
def _marked(doc: Doc) -> Doc:
    doc.user_data["marked"] = True
    return doc


def test_the_stand_in_takes_the_place_and_the_name() -> None:
    """The pipeline keeps its names and their order; the own component does not run, and is still to be had."""
    nlp = spacy.blank("en")
    for name in ("sentencizer", "attribute_ruler", "lemmatizer"):
        nlp.add_pipe(name, config={"mode": "lookup"} if name == "lemmatizer" else {})
    own = nlp.get_pipe("sentencizer")
    put_before(nlp, "sentencizer", "armstrail_test_marker")
    assert nlp.pipe_names == ["sentencizer", "attribute_ruler", "lemmatizer"]
    assert nlp.get_pipe("sentencizer") is _marked
    assert spacys_own(nlp, "sentencizer") is own
    nlp.select_pipes(enable=["sentencizer"])
    doc = nlp("One. Two.")
    assert doc.user_data["marked"]
    assert not doc.has_annotation("SENT_START")


def test_a_pipeline_without_it_stays_as_it_is() -> None:
    """Nothing is added for a component that is not there."""
    nlp = spacy.blank("en")
    assert put_before(nlp, "sentencizer", "armstrail_test_marker") is nlp
    assert nlp.pipe_names == []

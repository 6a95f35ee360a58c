"""Subtrees and sentences from tables: the parser's own, whatever the tree."""

from __future__ import annotations

import pytest

from armstrail.language.analysis import pipeline
from armstrail.language.subtrees import sentence_of, tree

TEXTS = (
    "The mill, which the council had closed, was sold on Monday, the mayor said.",
    "What did she buy? A boat that he says nobody wanted; it sank. (He said (she said (they said it was old",
    '"It is late," Ann said. "Go home." They went and slept and rose and ate and left and nobody asked why.',
    "word " * 60,
)


@pytest.mark.parametrize("text", TEXTS)
def test_tree_is_the_parsers_subtree(text: str) -> None:
    """Every token's tree holds the tokens that spaCy counts to its subtree."""
    for token in pipeline()(text):
        assert tree(token) == {t.i for t in token.subtree}


@pytest.mark.parametrize("text", TEXTS)
def test_sentence_is_the_parsers_sentence(text: str) -> None:
    """Every token's sentence begins and ends where spaCy's does."""
    for token in pipeline()(text):
        assert sentence_of(token) == (token.sent.start, token.sent.end)

"""Verbs by which somebody denies."""

from __future__ import annotations

import pytest

from armstrail.language.analysis import pipeline
from armstrail.reading.denying import says_no


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Cairo denied the report.", "denied"),
        ("The harbour master brushed the claims aside.", "brushed"),
        ("Oslo shrugged off the accusations.", "shrugged"),
        ("The firm called the allegation a myth.", "called"),
    ],
)
def test_denials_by_one_verb_two_words_or_a_verdict(text: str, verb: str) -> None:
    """Verbs of the table, those with a particle, and verdicts of untruth deny."""
    assert [token.text for token in pipeline()(text) if says_no(token)] == [verb]


@pytest.mark.parametrize(
    "text",
    ["Cairo has not denied the report.", "She brushed her coat.", "The firm called the allegation serious."],
)
def test_what_is_not_denied(text: str) -> None:
    """A negated denial, the verb without its particle and another name deny nothing."""
    assert not any(says_no(token) for token in pipeline()(text))

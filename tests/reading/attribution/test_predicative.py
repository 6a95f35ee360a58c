"""Predicate adjectives as cues: stance and belief of their subject."""

from __future__ import annotations

import pytest

CASES = [
    ("Officials are confident that the bridge will hold.", "are confident", "that the bridge will hold", False),
    ("She was afraid that the school would close.", "was afraid", "that the school would close", False),
    ("The bank remains wary of new lenders.", "remains wary of", "new lenders", False),
    ("The coach has been adamant that nobody cheated.", "has been adamant", "that nobody cheated", True),
    ("The growers were critical of the tax on water.", "were critical of", "the tax on water", True),
    ("The heirs seem eager to sell the vineyard.", "seem eager", "to sell the vineyard", False),
    (
        "The board was not aware that the plant was losing money.",
        "was not aware",
        "that the plant was losing money",
        False,
    ),
]


@pytest.mark.parametrize(("text", "cue", "content", "speech"), CASES)
def test_an_adjective_attributes_to_its_subject(only, text: str, cue: str, content: str, speech: bool) -> None:
    """The adjective with its copula is the cue, the clause, infinitive or noun behind it the content."""
    one = only(text)
    assert (one.cue, one.content.rstrip("."), one.statement.speech) == (cue, content, speech)


@pytest.mark.parametrize(
    "text",
    [
        "It is certain that the dam will hold.",
        "The soup is hot and the waiter is sure.",
        "A confident crew left the port.",
    ],
)
def test_no_subject_or_no_complement_attributes_nothing(said, text: str) -> None:
    """An impersonal subject thinks nothing, and an adjective alone or before its noun says nothing."""
    assert said(text) == []

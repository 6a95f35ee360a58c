"""Verdicts that what was told is untrue."""

from __future__ import annotations

import pytest

from armstrail.language.analysis import pipeline
from armstrail.language.untrue import verdict


@pytest.mark.parametrize(
    ("text", "verb", "word"),
    [
        ("He called it nonsense.", "called", "nonsense"),
        ("The envoy described the report about the port as untrue.", "described", "untrue"),
        ("Tunis labelled reports of a secret base fake news.", "labelled", "news"),
        ("Harare branded the charge that it hid the gold a lie.", "branded", "lie"),
        ('The general called the accusations "a fairy tale for the naive".', "called", "tale"),
        ("Kigali has described the experts' findings as without foundation.", "described", "foundation"),
        (
            'The audit found gaps, an allegation the ministry called "fabricated from start to end".',
            "called",
            "fabricated",
        ),
    ],
)
def test_what_was_told_is_called_untrue(text: str, verb: str, word: str) -> None:
    """The verdict is found wherever the parser hangs it: behind "as", in quotation marks, in the object itself."""
    doc = pipeline()(text)
    found = {token.text: told.text for token in doc if (told := verdict(token)) is not None}
    assert found == {verb: word}


@pytest.mark.parametrize(
    "text",
    [
        "He described the false papers as a gift.",
        "They called fake news sites a danger.",
        "Seoul called the launch a provocation.",
        "The minister branded the general a liar.",
        "She did not call the report a lie.",
        "He called the fabrication plant a success.",
        "The coach called the pitch a lie.",
    ],
)
def test_other_names_are_no_verdicts(text: str) -> None:
    """A false thing that is named, a name for somebody, and a verdict on what nobody told deny nothing."""
    assert all(verdict(token) is None for token in pipeline()(text))

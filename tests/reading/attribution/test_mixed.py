"""Quotations inside the page's own clauses: how far their content reaches and whose it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    (
        'According to veteran radio host Carl Moss, the merger reeks of "greed" and panic.',
        "Carl Moss",
        'the merger reeks of "greed" and panic',
    ),
    (
        "According to radio host Carl Moss, the voice of the harbour, the mill stinks of money.",
        "Carl Moss",
        "the mill stinks of money",
    ),
    (
        'The union issued a statement calling the closure "a brutal act" against the town.',
        "union",
        'the closure "a brutal act" against the town',
    ),
    (
        'Deputies also blasted the board for hiding that the crane was "unsafe" all year.',
        "Deputies",
        'the board for hiding that the crane was "unsafe"',
    ),
    (
        'Peter Lang slammed the levy as a "disgrace" Wednesday on The Morning Show.',
        "Peter Lang",
        'the levy as a "disgrace"',
    ),
    (
        'Peter Lang criticized the levy as a "foolish plan" during a visit to the fish market.',
        "Peter Lang",
        'the levy as a "foolish plan"',
    ),
    (
        '"I like Carl," Peter Lang said, but "on ships he has a record of being wrong."',
        "Peter Lang",
        "I like Carl / on ships he has a record of being wrong.",
    ),
    (
        '"We will pay," Peter Lang said, and "nobody will lose a job."',
        "Peter Lang",
        "We will pay / nobody will lose a job.",
    ),
    (
        'Peter Lang insulted deckhands with "crude" language, according to show veterans.',
        "Peter Lang",
        'deckhands with "crude" language',
    ),
    (
        "Only the harbour office denies the leak.",
        "harbour office",
        "the leak",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "content"), CASES)
def test_speaker_and_content(text: str, speaker: str, content: str, said: Callable) -> None:
    """Each construction gives the speaker and exactly the words that are his."""
    assert (speaker, content) in [(one.speaker, one.content) for one in said(text)]


def test_a_further_deed_of_the_speaker_is_not_what_he_said(said: Callable) -> None:
    """In "said it was opposed and warned" warning is the deed of the speaker: who only is something warns nobody."""
    found = said('Norway said it was "firmly opposed" to the tax and warned Sweden to stop it.')
    assert [(one.speaker, one.cue, one.content) for one in found] == [
        ("Norway", "said", 'it was "firmly opposed" to the tax'),
        ("Norway", "warned", "Sweden to stop it"),
    ]


def test_a_quoted_word_behind_and_is_no_quotation_that_goes_on(said: Callable) -> None:
    """A word in marks that the page's own clause uses behind "and" is not joined to the quotation before."""
    found = said('"We will pay," Peter Lang said, and the "nobodies" of the port believed him.')
    assert found[0].content == "We will pay"

"""Who tells it, where the parse hides the subject of a reporting verb."""

from __future__ import annotations

import pytest

TELLERS = [
    (
        "The minister said the ships had left the port, adding that two more would follow.",
        "that two more would follow",
        "The minister",
    ),
    (
        "The agency said the bank had sold gold, noting that more bars left in May.",
        "that more bars left in May",
        "The agency",
    ),
    (
        "The clerk has denied taking bribes, and the union last month called the charge a tale.",
        "the charge a tale",
        "the union",
    ),
    (
        'Carl Dorn said the offer was "an insult" and vowed to "fight it to the last day."',
        'to "fight it to the last day."',
        "Carl Dorn",
    ),
    ("The mayor met the envoy, saying he was glad of the help.", "he was glad of the help", "The mayor"),
]


@pytest.mark.parametrize(("text", "content", "source"), TELLERS)
def test_the_teller_of_a_later_verb(said, text: str, content: str, source: str) -> None:
    """Participles behind a comma, joined verbs with their own subject, and verbs that no thing can do."""
    found = {
        one.content.rstrip(".") if not one.content.endswith('."') else one.content: one.source for one in said(text)
    }
    assert found[content] == source


def test_the_shortest_cry_is_a_quotation(only) -> None:
    """A full sentence of one word or two behind a verb of saying is direct speech."""
    one = only('Protesters chanted "What curfew?" and kept on.')
    assert (one.source, one.content, one.statement.quote) == ("Protesters", "What curfew?", "direct")


def test_a_quotation_behind_an_aside_goes_back_to_the_name(said) -> None:
    """A cue-less quotation of the same paragraph has the named mention for its source, not the pronoun between."""
    found = said(
        '"We had trouble with floods in the past," Ida Weber said. She did not suggest a dam. "We want to move the road."'
    )
    assert found[-1].content == "We want to move the road."
    assert (found[-1].source, found[-1].cue) == ("Ida Weber", None)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "The port has received six cranes from Norway, informs the press service of the harbour board.",
            "press service of the harbour board",
            "The port has received six cranes from Norway",
        ),
        (
            "The mills of the north closed, and so did the port, wrote Anna Lind of the Harbour Gazette.",
            "Anna Lind",
            "The mills of the north closed, and so did the port",
        ),
    ],
)
def test_a_sentence_that_ends_with_verb_and_speaker(only, text: str, speaker: str, content: str) -> None:
    """Inverted reporting clauses close sentences as well as headlines."""
    one = only(text)
    assert (one.speaker, one.content) == (speaker, content)

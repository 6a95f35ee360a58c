"""Speakers by layout: headlines, labels of turns, dashes."""

from __future__ import annotations

import pytest

HEADLINES = [
    ("'No plan B' for harbour, says mayor", "mayor", "'No plan B' for harbour", "mixed"),
    ("Minister: 'We will not sell the mill'", "Minister", "We will not sell the mill", "direct"),
    ("Poll: Voters tired of the mayor", "Poll", "Voters tired of the mayor", "indirect"),
    ("Bank says rates to fall", "Bank", "rates to fall", "indirect"),
]


@pytest.mark.parametrize(("text", "source", "content", "quote"), HEADLINES)
def test_headlines(only, text: str, source: str, content: str, quote: str) -> None:
    """A headline names its speaker before a colon, behind a comma and a verb, or as the subject."""
    one = only(text)
    assert (one.source, one.content, one.statement.quote) == (source, content, quote)


def test_turns_under_labels_in_small_letters(said) -> None:
    """Labels that open paragraphs in turns are the speakers, whatever their letters; a role alone is nobody's name."""
    found = said(
        "Reporter: Will you resign this year?",
        "Weber: I have no plan to resign.",
        "Reporter: And why not now?",
        "Weber: Because the work is not done yet.",
    )
    assert [(one.source, one.statement.speaker.kind.value) for one in found] == [
        ("Reporter", "unnamed"),
        ("Weber", "person"),
        ("Reporter", "unnamed"),
        ("Weber", "person"),
    ]
    assert {one.statement.quote.value for one in found} == {"direct"}


@pytest.mark.parametrize(
    "text", ["— The mill is closed, said the owner, Karl Lenz.", '"The mill is closed, said the owner, Karl Lenz.']
)
def test_a_dash_or_a_lone_mark_opens_direct_speech(only, text: str) -> None:
    """What a dash, or a mark that nobody closed, opens is the speaker's own words up to the cue."""
    one = only(text)
    assert (one.speaker, one.content, one.statement.quote) == ("Karl Lenz", "The mill is closed", "direct")


MARKS = [
    '„The mill is closed"',
    '“The mill is closed,"',
    '"The mill is closed,”',
    "«The mill is closed»,",
    "「The mill is closed,」",
]


@pytest.mark.parametrize("quoted", MARKS)
def test_marks_of_all_scripts_and_careless_pairs(only, quoted: str) -> None:
    """Pairs of one style and pairs that mix a curly and a straight mark."""
    one = only(f"{quoted} said the owner, Karl Lenz.")
    assert (one.content, one.statement.quote) == ("The mill is closed", "direct")


def test_a_name_in_brackets_speaks_under_its_label(said) -> None:
    """Who answers is the person in the brackets, not "Answer"."""
    (one,) = said("Answer (Jane Holt): The town has bought 40 buses.")
    assert (one.speaker, one.content) == ("Jane Holt", "The town has bought 40 buses.")
    assert one.statement.speaker.kind.value == "person"


def test_a_question_tells_of_another_than_who_asks_and_answers(said) -> None:
    """The office in a question speaks for itself: neither the outlet of the label nor the person of the next turn."""
    found = said(
        "Kyodo: Germany's economy minister said on Monday that a firm had sold engines. What is your comment?",
        "Ana Ruiz: We have seen the report.",
        "AFP: And the second firm?",
        "Ana Ruiz: We have seen that report as well.",
    )
    assert found[0].content == "that a firm had sold engines"
    assert found[0].speaker == "Germany's economy minister"

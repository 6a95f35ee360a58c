"""Direct speech: extents by the marks, one statement a cue, the speaker beside it or carried on."""

from __future__ import annotations

import pytest


def test_a_quotation_interrupted_by_its_cue_is_one_statement(only) -> None:
    """Both halves, the second over a sentence's end, are spans of one statement."""
    one = only('"The harbour is closed," Marta Lindqvist said. "It will stay closed until spring."')
    assert one.content == "The harbour is closed / It will stay closed until spring."
    assert (one.speaker, one.cue, one.statement.quote) == ("Marta Lindqvist", "said", "direct")


def test_adding_that_opens_a_second_statement(said) -> None:
    """Each cue makes a statement; the participle shares the subject."""
    first, second = said('Oduya said, "We lost the match," adding, "The referee was right."')
    assert (first.content, second.content) == ("We lost the match", "The referee was right.")
    assert first.speaker == second.speaker == "Oduya"


def test_inversion_finds_the_subject_behind_the_verb(only) -> None:
    """The subject may follow with an apposition of its own."""
    one = only('"Rates will fall," said Henrik Dahl, the chief economist of the bank.')
    assert one.speaker == "Henrik Dahl"
    assert one.source == "Henrik Dahl, the chief economist of the bank"


def test_a_quotation_over_paragraphs_is_one_statement(only) -> None:
    """An unclosed quotation runs on where the next paragraph opens with a mark."""
    one = only('"The dam held," engineer Paula Reyes said. "We checked every gate.', '"Nobody slept."')
    assert one.content.endswith("Nobody slept.")
    assert one.speaker == "Paula Reyes"


def test_a_quotation_without_cue_goes_on_with_the_speaker(said) -> None:
    """A paragraph that is all quotation belongs to whoever spoke last; its cue is null."""
    _, second = said("The verdict was unjust, lawyer Amina Diallo said.", '"We will appeal within a week."')
    assert (second.speaker, second.cue, second.statement.quote) == ("Amina Diallo", None, "direct")


def test_broken_marks_of_machine_translation(said) -> None:
    """Marks around the reporting clause itself make no quotation."""
    found = said("Minister Jan Novak said, “Exports grew by a third this year.” “He said.")
    assert [one.content for one in found] == ["Exports grew by a third this year."]


def test_scare_quotes_are_no_speech(said) -> None:
    """Marks around a word that nobody is said to have said give no statement."""
    assert said('The so-called "miracle" cream costs ten euros at the market.') == []


def test_two_quotations_joined_by_and_are_one_statement(only) -> None:
    """One cue, one statement: nothing but the conjunction stands between the halves."""
    one = only('Captain Ilse Brandt said, "The nets are torn," and "we will mend them before the season opens."')
    assert one.content == "The nets are torn / we will mend them before the season opens."
    assert one.statement.quote == "direct"


ISSUED = [
    (
        'The Ministry of Foreign Affairs of Peru issued the following statement: "Peru condemns the raid."',
        "Ministry of Foreign Affairs of Peru",
    ),
    ('Asked about the raid, the general gave this answer: "Nobody was hurt."', "general"),
    ('The yard released a short statement: "The hull is sound."', "yard"),
]


@pytest.mark.parametrize(("text", "speaker"), ISSUED)
def test_who_gives_out_the_words_that_a_colon_opens_says_them(only, text: str, speaker: str) -> None:
    """A statement that is issued has its issuer for speaker, though no verb of saying stands there."""
    one = only(text)
    assert (one.speaker, one.statement.quote) == (speaker, "direct")

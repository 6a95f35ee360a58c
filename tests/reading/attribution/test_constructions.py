"""Forty sentences of other news: each construction, with speaker, cue and content as the page has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    (
        "The ferry sank within minutes, harbour master Olaf Brekke said.",
        "Olaf Brekke",
        "said",
        "The ferry sank within minutes",
    ),
    ("Brekke said the ferry sank within minutes.", "Brekke", "said", "the ferry sank within minutes"),
    ("Judge Miriam Osei ruled that the contract was void.", "Miriam Osei", "ruled", "that the contract was void"),
    ("The ferry, Brekke said, sank within minutes.", "Brekke", "said", "The ferry / sank within minutes"),
    (
        "Wheat prices will fall by a tenth, according to the grain board.",
        "grain board",
        "according to",
        "Wheat prices will fall by a tenth",
    ),
    (
        "According to the grain board, wheat prices will fall by a tenth.",
        "grain board",
        "According to",
        "wheat prices will fall by a tenth",
    ),
    ("The union called for a strike in all ports.", "union", "called for", "a strike in all ports"),
    ("Coach Dieter Falk praised the young goalkeeper.", "Dieter Falk", "praised", "the young goalkeeper"),
    ("Warsaw condemned the shelling of the convoy.", "Poland", "condemned", "the shelling of the convoy"),
    (
        "The company denied having bribed the customs officers.",
        "company",
        "denied",
        "having bribed the customs officers",
    ),
    (
        "Prosecutors accused the banker of hiding two million euros.",
        "Prosecutors",
        "accused",
        "the banker of hiding two million euros",
    ),
    ("Mayor Lena Vogt urged residents to stay indoors.", "Lena Vogt", "urged", "residents to stay indoors"),
    ("The bank pledged to refund every customer.", "bank", "pledged", "to refund every customer"),
    (
        "The airline warned that flights would be delayed until Sunday.",
        "airline",
        "warned",
        "that flights would be delayed until Sunday",
    ),
    (
        "The regulator asked whether the valves had been tested.",
        "regulator",
        "asked",
        "whether the valves had been tested",
    ),
    ("Economist Tom Ridley predicted that rents would double.", "Tom Ridley", "predicted", "that rents would double"),
    ("Ridley described the budget as a gamble.", "Ridley", "described", "the budget as a gamble"),
    ("Keeper Nils Aas admitted that he had touched the ball.", "Nils Aas", "admitted", "that he had touched the ball"),
    ("The ministry announced a ban on trawling.", "ministry", "announced", "a ban on trawling"),
    ("The tribunal rejected the appeal of the club.", "tribunal", "rejected", "the appeal of the club"),
]


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), CASES)
def test_one_construction(only: Callable, text: str, speaker: str, cue: str, content: str) -> None:
    """Speaker, cue and content of one sentence, no other statement in it."""
    one = only(text)
    assert (one.speaker, one.cue, one.content.rstrip(".")) == (speaker, cue, content)
    assert one.statement.quote == "indirect"


BELIEFS = [
    ("The farmers believe that the dam will hold.", "that the dam will hold"),
    ("Investors hope that the bank will be saved.", "that the bank will be saved"),
    ("The club wants to sell its stadium.", "to sell its stadium"),
    ("Analysts fear that the strike will spread.", "that the strike will spread"),
    ("The council opposes the new runway.", "the new runway"),
]


@pytest.mark.parametrize(("text", "content"), BELIEFS)
def test_beliefs_are_marked_as_no_speech(only: Callable, text: str, content: str) -> None:
    """Belief, hope, intention, fear and stance are attributed but not said."""
    one = only(text)
    assert (one.content.rstrip("."), one.statement.speech) == (content, False)


ACTS = [
    ("The minister denied that the bridge was unsafe.", "deny"),
    ("The minister vowed to rebuild the bridge.", "pledge"),
    ("The minister confirmed that the bridge was unsafe.", "confirm"),
    ("The minister hailed the rescue of the miners.", "praise"),
    ("The minister voiced concern over the price of bread.", "concern"),
    ('"We strongly condemn this attack," the minister said.', "condemn"),
]


@pytest.mark.parametrize(("text", "act"), ACTS)
def test_the_act_comes_from_cue_and_words(only: Callable, text: str, act: str) -> None:
    """The cue gives the act; after a neutral cue the speaker's own performative does."""
    assert only(text).statement.act == act


def test_a_quotation_inside_the_clause_is_mixed(only: Callable) -> None:
    """Marks inside the page's own clause make a mixed statement, a full quotation after "that" too."""
    assert only('Falk said the referee had been "blind for an hour" in the second half.').statement.quote == "mixed"
    assert only('Falk said that "the referee was blind."').statement.quote == "mixed"


def test_an_interrupted_sentence_ends_in_a_quotation(only: Callable) -> None:
    """The page's own beginning before the cue and the quotation after it are one mixed statement."""
    one = only('The stadium, the owner added, "is older than the city."')
    assert (one.content, one.statement.quote) == ("The stadium / is older than the city.", "mixed")


def test_a_clause_that_goes_on_in_quotation_marks(only: Callable) -> None:
    """A quotation that carries on the clause belongs to the same statement."""
    one = only('Falk said that the team had trained for weeks, "but not for rain."')
    assert one.content.endswith('weeks, "but not for rain."')


def test_nested_speech_keeps_the_chain(said: Callable) -> None:
    """Both statements stand, the inner one with the channels, outermost first."""
    outer, inner = said("A customs officer told Reuters that the captain had admitted that the cargo was false.")
    assert (outer.speaker, inner.content.rstrip(".")) == ("customs officer", "that the cargo was false")
    assert inner.speaker == "captain"
    assert inner.statement.via == ("Reuters", "customs officer")


def test_an_according_to_that_only_relays_is_a_channel(only: Callable) -> None:
    """The words "X said, according to Y" are one statement of X by way of Y."""
    one = only("The mine will close in June, director Pavel Hora said, according to Mining Weekly.")
    assert (one.speaker, one.content) == ("Pavel Hora", "The mine will close in June")
    assert one.statement.via == ("Mining Weekly",)


def test_a_late_clause_with_an_apposition(only: Callable) -> None:
    """An office with a name between commas at the end of the sentence is the source."""
    one = only("Two trains were sent to the border, the transport minister, Ilse Brandt, announced on Sunday.")
    assert one.speaker == "Ilse Brandt"
    assert one.content == "Two trains were sent to the border"


def test_first_person_thoughts_in_a_quotation_are_no_statements(only: Callable) -> None:
    """Words such as "I think" and "you know" inside somebody's words attribute nothing."""
    assert only('"I think we played well, you know, and I hope we win," Falk said.').speaker == "Falk"


def test_a_transcript_gives_each_turn_to_its_label(said: Callable) -> None:
    """Labels in capitals that take turns are the speakers."""
    found = said(
        "ORTEGA: Did you see the letter before it was sent?",
        "BLAKE: I saw a draft of it in March.",
        "ORTEGA: And the final text?",
        "BLAKE: Nobody showed it to me.",
    )
    assert [one.source for one in found] == ["ORTEGA", "BLAKE", "ORTEGA", "BLAKE"]
    assert {one.statement.quote.value for one in found} == {"direct"}


def test_a_signed_quotation(only: Callable) -> None:
    """A name behind a dash signs the quotation before it."""
    one = only("“The soup was cold and the waiter was colder.” — Rosa Lindgren")
    assert one.source == "Rosa Lindgren"


def test_a_cue_that_ends_the_paragraph_before(said: Callable) -> None:
    """A paragraph that ends with a colon leads up to the quotation that opens the next."""
    found = said("Falk paused, then he continued:", '"We lost because we were tired."')
    assert [(one.cue, one.content) for one in found] == [("continued", "We lost because we were tired.")]


def test_the_speakers_of_a_report(said: Callable) -> None:
    """Surname, office and pronoun all give the full name; an unnamed source stays one."""
    found = said(
        "Health Minister Clara Weiss said the clinic would open in June.",
        "Weiss said nurses were being trained.",
        '"We are ready," the minister said.',
        "She added that the roof was finished.",
        "A senior official said the roof leaked.",
    )
    assert [one.speaker for one in found] == ["Clara Weiss"] * 4 + ["senior official"]
    assert found[-1].statement.speaker.kind == "unnamed"


def test_every_span_lies_in_the_text(said: Callable) -> None:
    """Statements of broken text keep their spans inside it and never fail."""
    for text in (
        '"',
        "“He said “no",
        "said said said",
        '"A," "B," "C"',
        "according to",
        '— "— said',
        "He said:",
        "’’’ he said ‘‘",
    ):
        for one in said(text, text):
            spans = [*one.statement.content, *filter(None, (one.statement.cue, one.statement.source))]
            assert all(0 <= a < b <= len(one.text) for a, b in spans)

"""Who is behind what an outlet, a paper or a headline tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CITED = [
    (
        "The Harbour Times, citing two unnamed diplomats, reported that Oslo would sell the ships.",
        "two unnamed diplomats",
    ),
    ("Oslo will sell the ships, the Harbour Times reported, citing two people familiar with the matter.", "two people"),
    (
        "The Harbour Times reported on Monday, citing a source in the port, that the ships had left.",
        "source in the port",
    ),
    ("The Harbour Times, quoting a senior official, said the ships had left.", "senior official"),
]


@pytest.mark.parametrize(("text", "speaker"), CITED)
def test_an_outlet_that_cites_somebody_is_the_channel(text: str, speaker: str, only: Callable) -> None:
    """Whom an outlet cites is the speaker, and the outlet stands in `via`."""
    one = only(text)
    assert (one.speaker, one.statement.via) == (speaker, ("Harbour Times",))


def test_an_outlet_that_cites_papers_speaks_itself(only: Callable) -> None:
    """Papers say nothing by themselves: the outlet stays the speaker. So does a person who cites others."""
    assert only("The Harbour Times, citing court records, said the ships were old.").speaker == "Harbour Times"
    assert only("Mayor Ann Lund, citing two engineers, said the bridge was safe.").speaker == "Ann Lund"


HEADLINES = [
    ("Farmers' union accused of fraud by Lima", "Peru", "Farmers' union / fraud"),
    ("Minister accused of bribery by own party", "own party", "Minister / bribery"),
    ("Arms deal denied by Minsk", "Belarus", "Arms deal"),
    ("Chad blamed by Niger for cutting water supply", "Niger", "Chad / cutting water supply"),
]


@pytest.mark.parametrize(("title", "speaker", "content"), HEADLINES)
def test_passives_of_headlines(title: str, speaker: str, content: str, said: Callable) -> None:
    """A headline's participle with "by" is a passive: who stands behind "by" speaks."""
    found = said("The harbour was quiet.", title=title)
    assert [(one.speaker, one.content) for one in found] == [(speaker, content)]


def test_a_report_seen_by_an_agency(said: Callable) -> None:
    """A paper that somebody has seen is where it was said; the seeing is no thought, and the paper no part of the name."""
    for text in (
        "The panel of experts in a report seen by Radio Orel said rifles had reached the port.",
        "The panel of experts said in a report seen by Radio Orel that rifles had reached the port.",
    ):
        assert [(one.speaker, one.cue) for one in said(text)] == [("panel of experts", "said")]


def test_the_statement_of_a_body_without_a_name(only: Callable) -> None:
    """The noun "statement" stands for whoever issued one in the sentence before."""
    one = only("The union issued a statement on Monday. The statement said the mill would close.")
    assert (one.speaker, one.source) == ("union", "The statement")


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ("Petrenko denied the report.", "Petrenko", "person"),
        ("Andersen warned that the plan would fail.", "Andersen", "person"),
        ("Sputnik said the ship had left.", "Sputnik", "organisation"),
    ],
)
def test_the_kind_of_a_lone_word(text: str, speaker: str, kind: str, only: Callable) -> None:
    """A word with a surname's ending is a person, an agency known by name is none."""
    one = only(text)
    assert (one.speaker, one.statement.speaker.kind.value) == (speaker, kind)


@pytest.mark.parametrize(
    ("text", "speaker", "via", "content"),
    [
        ("The minister said the ship would sail, TASS reported.", "minister", ("TASS",), "the ship would sail"),
        ("Interfax reported that the general had denied the theft.", "general", ("Interfax",), "the theft"),
    ],
)
def test_an_outlet_that_reports_only_words_is_the_channel(
    text: str, speaker: str, via: tuple[str, ...], content: str, only: Callable
) -> None:
    """Where all that an outlet reports is that somebody said something, it is the channel and no speaker."""
    one = only(text)
    assert (one.speaker, one.statement.via, one.content) == (speaker, via, content)


def test_an_outlet_that_reports_a_deed_speaks(only: Callable) -> None:
    """Words in passing do not make the outlet a channel: what it reports is the deed."""
    assert only("Reuters reported that the ship sank after the minister warned the crew.").speaker == "Reuters"


def test_a_refusal_to_be_named_says_nothing(only: Callable) -> None:
    """Who declines to be named has said nothing by it."""
    assert only("A diplomat said the jets would come. The diplomat declined to be named.").cue == "said"


def test_he_is_not_she(said: Callable) -> None:
    """A pronoun without a name does not take over another's."""
    assert [one.speaker for one in said("She said the mayor lied, and he denied it.")] == ["She", "he"]

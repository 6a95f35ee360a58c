"""Channels: outlets that quote somebody or were told, and phrases that name the source of a whole clause."""

from __future__ import annotations

import pytest

QUOTED = [
    ("The Daily Post quoted a former guard as saying that the gate was open.", "former guard", ("Daily Post",)),
    (
        "The deputy minister was quoted by the state agency as saying that the gate was open.",
        "deputy minister",
        ("state agency",),
    ),
    ("The minister was quoted as saying that the gate was open.", "minister", ()),
]


@pytest.mark.parametrize(("text", "speaker", "via"), QUOTED)
def test_whoever_is_quoted_speaks_by_way_of_who_quotes(only, text: str, speaker: str, via: tuple[str, ...]) -> None:
    """One statement, of the person quoted; the outlet is the channel."""
    one = only(text)
    assert (one.speaker, one.cue, one.content.rstrip("."), one.statement.via) == (
        speaker,
        "saying",
        "that the gate was open",
        via,
    )


def test_a_paper_that_was_told_is_a_channel(only) -> None:
    """An outlet that the page names once only, as the one who was told."""
    one = only("Two people familiar with the talks told the Morning Ledger that the price was four million.")
    assert one.statement.via == ("Morning Ledger",)
    assert one.statement.speaker.kind == "unnamed"


def test_a_tail_behind_a_report_names_the_channel(only) -> None:
    """What somebody said, according to a paper, is his by way of the paper; the tail is no content."""
    one = only("A customs officer said the cargo was false, according to the Morning Ledger.")
    assert (one.speaker, one.content, one.statement.via) == (
        "customs officer",
        "the cargo was false",
        ("Morning Ledger",),
    )


def test_a_name_inside_what_is_said_is_a_statement_of_its_own(said) -> None:
    """Whoever calls something by a name inside his own words has said two things."""
    outer, inner = said('Holm argues the levy would hurt what he calls "the little guy."')
    assert (outer.content, inner.content) == (
        'the levy would hurt what he calls "the little guy."',
        '"the little guy."',
    )
    assert (inner.statement.quote, inner.statement.via) == ("mixed", ("Holm",))


PHRASES = [
    (
        "In the words of the coach, the match was a lesson in humility.",
        "coach",
        "In the words of",
        "the match was a lesson in humility",
    ),
    ("Per the ministry, four ships left the port.", "ministry", "Per", "four ships left the port"),
    ("The plan, as quoted by the agency, is dead.", "agency", "quoted by", "The plan / is dead"),
    ("It is a bad plan, as the union put it.", "union", "put it", "It is a bad plan"),
]


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), PHRASES)
def test_phrases_that_name_the_source_of_a_clause(only, text: str, speaker: str, cue: str, content: str) -> None:
    """The clause around a phrase set off by commas is what its noun said."""
    one = only(text)
    assert (one.speaker, one.cue, one.content.rstrip(".")) == (speaker, cue, content)


def test_per_of_a_rate_is_no_source(said) -> None:
    """A measure behind "per" says nothing."""
    assert said("The plant makes four shells per hour, per machine.") == []


CITED = [
    ("Delta News, citing the defence ministry, said 40 boats had sunk.", "defence ministry", ("Delta News",)),
    (
        "State television, quoting the general staff, reported that the base had been enlarged.",
        "general staff",
        ("State television",),
    ),
    (
        "Peru signed for six boats, state news agency ANDA reported, citing the navy.",
        "navy",
        ("ANDA",),
    ),
]


@pytest.mark.parametrize(("text", "speaker", "via"), CITED)
def test_a_body_that_is_cited_speaks_by_way_of_the_outlet(only, text: str, speaker: str, via: tuple[str, ...]) -> None:
    """A ministry or a staff is cited as persons are; the citing is no statement of its own."""
    one = only(text)
    assert (one.speaker, one.statement.via) == (speaker, via)

"""Two texts: copies are told from texts that merely share a source, with passages that can be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from armstrail.origin import Text, compare, print_of
from armstrail.origin.align import shared_runs, stretches, whole_sentences
from armstrail.records import Relation

Story = Callable[..., Text]
MONDAY, TUESDAY = date(2025, 3, 3), date(2025, 3, 4)


def test_a_repost_is_a_copy_of_the_earlier_page(story: Story) -> None:
    """The same words on another page are a copy; the date tells which came first."""
    found = compare(story("wire", TUESDAY, "b.example", "later"), story("wire", MONDAY, "a.example", "earlier"))
    assert found is not None
    assert (found.relation, found.joins, found.first, found.score) == (Relation.COPY, True, "earlier", 1.0)


def test_one_page_captured_twice_is_the_same(story: Story) -> None:
    """Text, site and date agree: no copy by another hand."""
    one, two = (story("wire", MONDAY, "a.example", name) for name in ("capture-1", "capture-2"))
    found = compare(one, two)
    assert found is not None
    assert found.relation is Relation.SAME


@pytest.mark.parametrize(
    ("page", "relation"), [("spun", Relation.SPUN), ("abridged", Relation.EXCERPT), ("corrected", Relation.EDITED)]
)
def test_a_changed_copy_joins(story: Story, page: str, relation: Relation) -> None:
    """Words replaced one by one, sentences dropped, a correction added: one origin, and the relation says how."""
    found = compare(story("wire", MONDAY), story(page, TUESDAY))
    assert found is not None
    assert found.joins
    assert found.first == "wire"
    assert found.relation is relation


def test_an_excerpt_is_a_relation_and_no_merge(story: Story) -> None:
    """Two paragraphs inside a page of its own are reported with their place, and the pages stay two origins."""
    wire, host = story("wire"), story("excerpt_host")
    found = compare(wire, host)
    assert found is not None
    assert (found.relation, found.joins) == (Relation.EXCERPT, False)
    ((start, end),) = [there for _, there in found.passages]
    assert host.text[start:end].startswith("Moldova has no air defence radar")
    assert host.text[start:end].endswith("the last station arrives")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("presser_one", "presser_two"),
        ("statement_page_one", "statement_page_two"),
        ("market_monday", "market_tuesday"),
        ("correction_notice", "wire"),
        ("wire", "market_monday"),
    ],
    ids=[
        "two reports of one press conference",
        "one statement in full without marks",
        "one template with new figures",
        "a correction notice and the article it corrects",
        "nothing in common",
    ],
)
def test_what_shares_a_source_or_a_form_is_no_copy(story: Story, one: str, other: str) -> None:
    """Quotations, official statements and templates that two pages share do not make an origin."""
    assert compare(story(one), story(other)) is None


def test_a_translation_joins_across_languages(story: Story) -> None:
    """Names, figures and words that begin alike line up sentence by sentence; the passages are sentences of both."""
    found = compare(story("wire", MONDAY), story("spanish", TUESDAY))
    assert found is not None
    assert (found.relation, found.joins, found.first) == (Relation.TRANSLATION, True, "wire")
    start, end = found.passages[0][1]
    assert "Noruega" in story("spanish").text[start:end]


def test_a_digest_closes_the_gaps_that_it_leaves(story: Story) -> None:
    """One block in the shorter text that stands in three places of the longer is a digest, no statement that both give."""
    found = compare(story("wire", MONDAY), story("short_digest", TUESDAY))
    assert found is not None
    assert (found.relation, found.joins, found.first) == (Relation.EDITED, True, "wire")
    assert len(found.passages) == 3


def test_a_digest_of_little_but_quotations_joins_where_they_were_reworded(story: Story) -> None:
    """A few sentences in their order, here and there a word replaced, also within what is quoted: nobody quotes so."""
    found = compare(story("harbour_interview"), story("harbour_digest"))
    assert found is not None
    assert found.joins
    assert found.first == "harbour_interview"


def test_a_rival_that_quotes_the_same_interview_does_not_join(story: Story) -> None:
    """Three quotations in their order, one with a word put in brackets, in a report of its own."""
    for one in ("harbour_interview", "harbour_digest"):
        found = compare(story(one), story("harbour_rival"))
        assert found is None or not found.joins


def test_a_stretch_is_drawn_out_to_its_sentence() -> None:
    """A sentence that begins and ends alike in both is covered as a whole, words replaced near its ends included; one
    that begins at another distance is not.
    """
    told = "Old Norrhamn city has bought nine new cranes for its harbour this spring, they say."
    spun = "Old Norrhamn town has bought nine new cranes for its harbour this winter, they say."
    other = "Yesterday old Norrhamn town has bought nine new cranes for its harbour this winter, they say."
    for text, begin in ((spun, 0), (other, 3)):
        one, two = print_of(Text("a", None, told)), print_of(Text("b", None, text))
        found = whole_sentences(stretches(shared_runs(one, two), len(one.words), len(two.words)), one, two)
        assert [(s.a, s.a + s.length) for s in found] == [(begin, 15)]


def test_a_translation_of_no_date_has_no_known_direction(story: Story) -> None:
    """Which of two languages needs more words says nothing about which text came first."""
    for page in ("german", "spanish"):
        found = compare(story("wire"), story(page))
        assert found is not None
        assert any("neither text lacks" in signal for signal in found.signals)


def test_a_translation_joins_where_all_nouns_are_written_large(story: Story) -> None:
    """German names stand among large nouns; another German report with the same people, days and figures is no translation."""
    found = compare(story("wire", MONDAY), story("german", TUESDAY))
    assert found is not None
    assert (found.relation, found.joins, found.first) == (Relation.TRANSLATION, True, "wire")
    assert compare(story("wire", MONDAY), story("german_other", TUESDAY)) is None
    assert compare(story("german"), story("german_other")) is None


@pytest.mark.parametrize("page", ["wire", "spun", "day_400", "spanish"])
def test_another_story_in_another_language_is_no_translation(story: Story, page: str) -> None:
    """A Spanish report of another transfer on the same day shares dates and small figures, and nothing that counts."""
    assert compare(story(page), story("spanish_other")) is None


def test_a_free_rewording_joins(story: Story) -> None:
    """Other words, other grammar, no phrase kept: names and figures in the order of the sentences give it away."""
    found = compare(story("wire", MONDAY), story("reworded", TUESDAY))
    assert found is not None
    assert (found.relation, found.joins) == (Relation.SPUN, True)


def test_a_local_story_with_two_wire_sentences_is_not_the_wire_story(story: Story) -> None:
    """A reporter's own story that takes a few sentences from the wire is not joined with it."""
    found = compare(story("wire"), story("local_rewrite"))
    assert found is None or not found.joins


@pytest.mark.parametrize("site", ["daily.example", None])
def test_daily_boilerplate_of_a_site_is_no_copy(story: Story, site: str | None) -> None:
    """Two days of one series share their background paragraph; each tells its own day."""
    found = compare(story("day_400", MONDAY, site), story("day_401", TUESDAY, site))
    assert found is None or not found.joins


@pytest.mark.parametrize("page", ["spun", "abridged", "corrected", "excerpt_host"])
def test_passages_are_spans_of_the_texts_as_given(story: Story, page: str) -> None:
    """Both spans of a passage lie in their texts and begin and end at words; furniture around shifts them, no more."""
    wire = story("wire")
    body = story(page)
    lead = "Menu – Startseite – ニュース 🛰\n\n"
    other = replace(body, text=lead + body.text, paragraphs=((len(lead), len(lead) + len(body.text)),))
    found = compare(wire, other)
    assert found is not None
    assert found.passages
    for (start, end), (there, stop) in found.passages:
        assert 0 <= start < end <= len(wire.text)
        assert len(lead) <= there < stop <= len(other.text)
        shared = set(wire.text[start:end].lower().split()) & set(other.text[there:stop].lower().split())
        assert len(shared) >= 3


def test_the_verdict_does_not_depend_on_which_text_comes_first(story: Story) -> None:
    """Swapping the two texts swaps the sides and nothing else."""
    one, other = compare(story("wire"), story("spun")), compare(story("spun"), story("wire"))
    assert one is not None
    assert other is not None
    assert (one.relation, one.first, one.score, one.joins) == (other.relation, other.first, other.score, other.joins)
    assert {(b, a) for a, b in one.passages} == set(other.passages)


def test_signals_say_what_is_unknown(story: Story) -> None:
    """A verdict without dates and publishers says so in words and is stated with less confidence."""
    bare = compare(story("wire"), story("corrected"))
    dated = compare(story("wire", MONDAY, "a.example"), story("corrected", TUESDAY, "b.example"))
    assert bare is not None
    assert dated is not None
    assert any(signal.startswith("unknown:") for signal in bare.signals)
    assert not any(signal.startswith("unknown:") for signal in dated.signals)
    assert bare.confidence < dated.confidence


@pytest.mark.parametrize("text", ["", "   \n", "Word", "Two words", "“", "…"])
def test_next_to_nothing_is_no_copy(story: Story, text: str) -> None:
    """An empty page and a page of one word share an origin with nothing, not even with themselves."""
    assert compare(Text("a", None, text), Text("b", None, text)) is None
    assert compare(Text("a", None, text), story("wire")) is None

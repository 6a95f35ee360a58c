"""Records that people make from marked passages: checked, kept by place and words, and put on the page at every reading."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.errors import InputError
from armstrail.ledger import Book, build_ledger
from armstrail.ledger.cells import cells_of
from armstrail.ledger.facts import Decision, Judgement
from armstrail.ledger.markings import digest_of_marked, doubts, hand_id, marking_of, passages_of, with_marked
from armstrail.records import Member

MADE = datetime(2031, 6, 1, tzinfo=UTC)
WORDS = "What Lima loaded in May were sixty drones for the garrison in N'Djamena."
CELLS = {"supplier": ["PER"], "recipient": ["TCD"], "goods": {"text": "drones", "category": "drones"},
         "quantity": {"value": 60, "unit": "drones", "bound": "exact"}, "stage": "transferred", "factuality": "asserted"}  # fmt: skip


def page_with(press: Any, text: str, *rows: Any) -> Any:
    return press("a", *rows, lead=text)


def decision(page: Any, words: str = WORDS, name: str = "d7", **cells: Any) -> Decision:
    start = page.text.index(words)
    marking = marking_of(page, "transfer", [(start, start + len(words))], {**CELLS, **cells})
    row = Decision(id=name, judgement=Judgement.MAKE, about=(Member(page=page.id, id=hand_id(name)),),
                   value=marking.model_dump(mode="json"), who="kim", made=MADE, why="read it")  # fmt: skip
    return row.model_copy(update={"digest": digest_of_marked(page, row)})


def test_a_marked_passage_is_a_fact_like_any_other_and_says_who_made_it(press: Any) -> None:
    """It has evidence, cells, a grade and a voice, joins what other pages tell, and names its maker."""
    page = page_with(press, WORDS)
    other = press(
        "b",
        {
            "t": "Chad got 60 drones from Peru",
            "route": "PER>TCD",
            "goods": "drones",
            "count": "60 drones",
            "when": "2031-05-02",
        },
    )
    (fact,) = build_ledger([page, other], decisions=[decision(page)]).transfers

    assert fact.members == (Member(page="a", id="w7"), Member(page="b", id="t1"))
    assert fact.evidence[0].spans == ((0, len(WORDS)),)
    assert [(hand.id, hand.who, hand.decision, hand.anchored) for hand in fact.made_by] == [
        ("w7", "kim", "d7", "exact")
    ]
    assert fact.review.decisions == ("d7",)
    assert len(fact.origins) == 2


def test_a_record_made_by_hand_outlives_a_new_reading_of_its_page(press: Any) -> None:
    """The text around it shifts and is wrapped otherwise: the words are found again, and that they moved is said."""
    made = decision(page_with(press, WORDS))
    again = page_with(press, "A new line of the site.\n" + WORDS.replace("May were", "May\nwere"))
    (fact,) = build_ledger([again], decisions=[made]).transfers

    assert again.text[fact.evidence[0].spans[0][0] :].startswith("What Lima")
    assert fact.made_by[0].anchored == "moved"
    assert not build_ledger([again], decisions=[made]).lapsed


def test_where_the_words_change_there_is_no_record_and_the_decision_is_open_again(press: Any) -> None:
    """No words, no evidence: the decision stays on the books, does not count, and that is said."""
    made = decision(page_with(press, WORDS))
    ledger = build_ledger([page_with(press, WORDS.replace("sixty", "ninety"))], decisions=[made])

    assert not ledger.transfers
    assert [(one.decision, one.cause) for one in ledger.lapsed] == [("d7", "evidence")]
    assert "no longer found on page a" in ledger.lapsed[0].words


def test_words_that_stand_twice_are_placed_by_what_stands_around_them(press: Any) -> None:
    """A passage is never put on words that only look like it."""
    words = "sixty drones for N'Djamena"
    page = page_with(press, f"First {words} came from Lima. Then {words} came from Quito.")
    start = page.text.rindex(words)
    row = decision(page, words)
    marking = marking_of(page, "transfer", [(start, start + len(words))], CELLS)
    second = row.model_copy(update={"value": marking.model_dump(mode="json")})
    shifted = page_with(press, f"Update. First {words} came from Lima. Then {words} came from Quito.")
    unclear = page_with(press, f"Look: {words}! And {words}?")

    (record,) = with_marked(shifted, [second]).transfers
    assert shifted.text[: record.evidence[0][0]].endswith("Then ")
    assert not with_marked(unclear, [second]).transfers


def test_what_was_made_is_corrected_and_taken_back_like_anything_else(press: Any) -> None:
    """A withdrawn record is gone; nothing that was read changes with it."""
    page = page_with(
        press, WORDS, {"t": "Peru also sent Chad mines", "route": "PER>TCD", "goods": "explosives", "count": "40 mines"}
    )
    made = decision(page)
    after = {"made": MADE + timedelta(days=1), "who": "lee", "why": "x"}
    graded = Decision(id="d8", judgement=Judgement.GRADE, about=made.about, value=3, digest=made.digest, **after)
    gone = Decision(id="d9", judgement=Judgement.WITHDRAW, withdraws="d7", **after)

    by_hand = next(f for f in build_ledger([page], decisions=[made, graded]).transfers if f.made_by)
    assert by_hand.grade == 3
    left = build_ledger([page], decisions=[made, gone]).transfers
    assert left == build_ledger([page]).transfers


def test_a_book_names_the_pages_to_put_in_anew(press: Any) -> None:
    """Decisions may come after the pages: put in anew, those pages give what a book from the ground up gives."""
    page, other = page_with(press, WORDS), press("b", {"t": "Peru armed Chad", "route": "PER>TCD"})
    book = Book()
    for one in (page, other):
        book.put(one)
    book.settle()
    made = decision(page)
    book.decide([made])

    assert book.remarked() == {"a"}
    book.put(page)
    assert book.remarked() == set()
    assert book.ledger() == build_ledger([page, other], decisions=[made])


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([(0, 4000)], "no passage"),
        ([(4, 5)], "nothing but blank"),
        ([], "needs a passage"),
        ([(0, 9), (5, 12)], "overlaps"),
    ],
)
def test_what_is_no_passage_is_refused(press: Any, spans: Any, words: str) -> None:
    """Outside the text, blank, none at all, or across another."""
    with pytest.raises(InputError, match=words):
        marking_of(page_with(press, WORDS), "transfer", spans, CELLS)


@pytest.mark.parametrize(
    ("kind", "cells", "words"),
    [
        ("rumour", {}, "no kind of record"),
        ("transfer", {**CELLS, "colour": "red"}, "colour: no cell"),
        ("transfer", {**CELLS, "evidence": [[0, 1]]}, "evidence: no cell"),
        ("transfer", {**CELLS, "stage": "dreamt"}, "stage"),
        ("event", {"type": "meeting"}, "factuality"),
    ],
)
def test_cells_that_do_not_fit_are_refused_by_name(press: Any, kind: str, cells: Any, words: str) -> None:
    """A kind, cell or value that there is not, a cell that is missing."""
    with pytest.raises(InputError, match=words):
        marking_of(page_with(press, WORDS), kind, [(0, 20)], cells)


def test_cells_that_the_passage_does_not_carry_are_told_before_they_are_kept(press: Any) -> None:
    """A capital names its state and a word its figure; a party, a figure and a day that no word gives are doubted."""
    page = page_with(press, WORDS)
    whole = [(0, len(WORDS))]

    assert not doubts(page, marking_of(page, "transfer", whole, CELLS))
    wrong = {**CELLS, "supplier": ["ECU"], "quantity": {"value": 70, "unit": None, "bound": "exact"},
             "when": {"start": "2031-05-01", "end": "2031-05-31"}}  # fmt: skip
    assert doubts(page, marking_of(page, "transfer", whole, wrong)) == (
        "supplier: the passage does not name Ecuador",
        "quantity: the passage has no figure 70",
        "when: the passage names no time",
    )


def test_cells_are_written_in_plain_words(press: Any) -> None:
    """Names of states, a figure with its sign and unit, a month, goods with their category, a speaker of the page."""
    page = press("a", {"s": "We sent them", "by": "Ana Bright, minister, FRA"})
    given = [("supplier", "Peru"), ("supplier", "Acme Works"), ("goods", "drones: Condor drones"),
             ("quantity", "at least 1,200 drones"), ("when", "2031-05"), ("stage", "agreed"), ("factuality", "denied")]  # fmt: skip
    cells = cells_of(page, "transfer", given)

    assert cells["supplier"] == ["PER", "Acme Works"]
    assert cells["goods"] == {"category": "drones", "text": "Condor drones"}
    assert cells["quantity"] == {"value": 1200, "unit": "drones", "bound": "at_least"}
    assert cells["when"] == {"start": "2031-05-01", "end": "2031-05-31"}
    assert cells_of(page, "statement", [("speaker", "ana bright")])["speaker"]["role"] == "minister"
    assert cells_of(page, "statement", [("speaker", "Chad")])["speaker"] == {
        "name": "Chad",
        "kind": "state",
        "country": "TCD",
    }
    assert cells_of(page, "statement", [("speaker", "Bo Lee (person)")])["speaker"] == {
        "name": "Bo Lee",
        "kind": "person",
    }
    with pytest.raises(InputError, match="names no such speaker"):
        cells_of(page, "statement", [("speaker", "Bo Lee")])
    with pytest.raises(InputError, match="colour: no cell of a transfer"):
        cells_of(page, "transfer", [("colour", "red")])


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60), st.text(max_size=60))
def test_a_passage_is_found_exactly_where_it_was_or_its_words_are_equal(a: str, words: str, b: str, new: str) -> None:
    """Whatever the text becomes, a passage that is found again has its own words, blanks aside."""
    from armstrail.ledger.facts import Marking
    from armstrail.ledger.markings import anchored

    text = a + words + b
    if not words.strip():
        return
    passages = passages_of(text, [(len(a), len(a) + len(words))])
    marking = Marking(kind="transfer", passages=passages, cells={})

    assert anchored(text, marking) == ((passages[0].span,), "exact")
    for other in (new + text, b + words, new):
        found = anchored(other, marking)
        if found is not None:
            (start, end) = found[0][0]
            assert other[start:end].split() == passages[0].words.split()

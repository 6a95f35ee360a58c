"""Analysts' decisions: rows that hold while their evidence does, contradict aloud, and overwrite nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from armstrail.ledger import Book, build_ledger
from armstrail.ledger.decisions import contradictions
from armstrail.ledger.facts import Decision, Judgement
from armstrail.records import Member

MADE = datetime(2031, 6, 1, tzinfo=UTC)


def row(name: str, judgement: Judgement, about: Any, **cells: Any) -> Decision:
    members = tuple(m if isinstance(m, Member) else Member(page=m[0], id=m[1]) for m in about)
    return Decision(id=name, judgement=judgement, about=members, who="kim", why="seen", **{"made": MADE, **cells})


def pages(press: Any, words: str = "Peru sold 60 drones to Chad") -> list[Any]:
    return [
        press("a", {"t": words, "route": "PER>TCD", "goods": "drones", "count": "60 drones"}),
        press("b", {"t": "Chad got 60 drones from Peru", "route": "PER>TCD", "goods": "drones", "count": "60 drones"}),
        press("c", {"t": "Peru gave Chad drones", "route": "PER>TCD", "goods": "drones"}),
    ]


@pytest.fixture
def fact(press: Any) -> Any:
    """The fact that pages a and b tell."""
    return next(f for f in build_ledger(pages(press)).transfers if len(f.members) == 2)


def test_a_confirmed_fact_is_confirmed_while_its_evidence_stands(press: Any, fact: Any) -> None:
    """The decision holds on the same evidence and reopens when the words under it change."""
    decision = row("d1", Judgement.CONFIRM, fact.members, digest=fact.digest)
    held = build_ledger(pages(press), decisions=[decision]).transfers
    changed = build_ledger(pages(press, "Peru has sold some 60 drones to Chad"), decisions=[decision])

    assert [f.review.status for f in held if len(f.members) == 2] == ["confirmed"]
    assert [f.review.status for f in changed.transfers if len(f.members) == 2] == ["reopened"]
    assert "evidence under it has changed" in changed.lapsed[0].words


def test_a_confirmed_fact_says_which_pages_came_later(press: Any) -> None:
    """More pages do not reopen a decision; they are named beside it."""
    one = build_ledger(pages(press)[:1]).transfers[0]
    decision = row("d1", Judgement.CONFIRM, one.members, digest=one.digest)
    review = next(f for f in build_ledger(pages(press), decisions=[decision]).transfers if len(f.members) == 2).review

    assert review.status == "confirmed"
    assert review.notes == ("since decision d1 more pages tell it: b",)


def test_merge_and_split(press: Any) -> None:
    """An analyst joins what nothing tied and parts what a figure tied."""
    joined = build_ledger(pages(press), decisions=[row("d1", Judgement.MERGE, [("a", "t1"), ("c", "t1")])])
    parted = build_ledger(pages(press), decisions=[row("d1", Judgement.SPLIT, [("a", "t1"), ("b", "t1")])])

    assert sorted(len(f.members) for f in joined.transfers) == [3]
    assert sorted(len(f.members) for f in parted.transfers) == [1, 1, 1]
    assert "an analyst holds them to be one" in {r.rule for f in joined.transfers for r in f.reasons}


def test_a_corrected_cell_and_a_set_grade(press: Any, fact: Any) -> None:
    """The fact shows the analyst's value; the records below stay as they were read."""
    rows = [
        row("d1", Judgement.CORRECT, fact.members, field="stage", value="agreed"),
        row("d2", Judgement.GRADE, fact.members, value=2),
    ]
    shown = next(f for f in build_ledger(pages(press), decisions=rows).transfers if len(f.members) == 2)

    assert (shown.stage, shown.grade, shown.grade_reason) == ("agreed", 2, "set by kim: seen")
    assert shown.review.decisions == ("d1", "d2")
    assert shown.members == fact.members


def test_a_value_that_cannot_be_is_refused_aloud(press: Any, fact: Any) -> None:
    """A correction that the field does not allow changes nothing and is named among the warnings."""
    made = build_ledger(pages(press), decisions=[row("d1", Judgement.GRADE, fact.members, value=9)])

    assert all(f.grade != 9 for f in made.transfers)
    assert "d1 cannot be applied" in made.lapsed[0].words


def test_contradictory_decisions_warn_before_and_after(press: Any, fact: Any) -> None:
    """An analyst is told what stands against a decision; once saved, the later one counts."""
    old = row("d1", Judgement.CONFIRM, fact.members)
    new = row("d2", Judgement.REJECT, fact.members, made=MADE + timedelta(days=1))
    made = build_ledger(pages(press), decisions=[new, old])

    assert "one confirms what the other rejects" in contradictions(new, [old])[0]
    assert not contradictions(new, [old, row("d3", Judgement.WITHDRAW, [], withdraws="d1")])
    assert [f.review.status for f in made.transfers if len(f.members) == 2] == ["rejected"]
    assert "overrules" in made.lapsed[0].words


def test_a_withdrawn_decision_stops_to_count(press: Any, fact: Any) -> None:
    """Taking a split back joins again what it parted."""
    split = row("d1", Judgement.SPLIT, fact.members)
    back = row("d2", Judgement.WITHDRAW, [], withdraws="d1")

    assert build_ledger(pages(press), decisions=[split, back]) == build_ledger(pages(press))


def test_decisions_given_late_make_the_same_ledger(press: Any, fact: Any) -> None:
    """A book that is told of decisions after it was settled agrees with one that knew them."""
    rows = [row("d1", Judgement.MERGE, [("a", "t1"), ("c", "t1")]), row("d2", Judgement.CONFIRM, fact.members)]
    book = Book()
    for page in pages(press):
        book.put(page)
    book.settle()
    book.decide(rows)
    book.settle()

    assert book.ledger() == build_ledger(pages(press), decisions=rows)


def test_a_corrected_party_changes_the_flow(press: Any, fact: Any) -> None:
    """The flow follows from supplier, recipient and goods, also where an analyst has set them."""
    decision = row("d1", Judgement.CORRECT, fact.members, field="supplier", value=["ECU"], digest=fact.digest)
    made = next(f for f in build_ledger(pages(press), decisions=[decision]).transfers if len(f.members) == 2)

    assert made.flow == "ECU>TCD:drones"


def test_a_decision_that_cannot_be_applied_shows_in_the_fact(press: Any, fact: Any) -> None:
    """A value that does not fit, a join of two kinds, a parting of records that are the same word by word: each fact says
    so, and the ledger's list of lapsed decisions names each once.
    """
    same = [press(name, {"t": "Peru sold 60 drones to Chad", "route": "PER>TCD", "goods": "drones", "count": "60 drones",
                         "when": "2031-05-02", "asserted_by": "Rosa Quispe"}) for name in "ab"]  # fmt: skip
    kinds = press("a", {"s": "Peru sold 60 drones to Chad", "by": "Rosa Quispe, minister, PER"},
                  {"t": "Peru sold 60 drones to Chad", "route": "PER>TCD", "goods": "drones", "count": "60 drones"})  # fmt: skip
    unfit = build_ledger(
        pages(press), decisions=[row("d1", Judgement.CORRECT, fact.members, field="stage", value="flown")]
    )
    mixed = build_ledger([kinds], decisions=[row("d2", Judgement.MERGE, [("a", "s1"), ("a", "t1")])])
    twins = build_ledger(same, decisions=[row("d3", Judgement.SPLIT, [("a", "t1"), ("b", "t1")])])

    for made, words in ((unfit, "cannot be applied"), (mixed, "never one fact"), (twins, "word by word")):
        assert [lapse.cause for lapse in made.lapsed] == ["unfit"]
        spoken = [f for f in (*made.statements, *made.transfers) if f.review.decisions]
        assert spoken
        assert all(words in f.review.notes[-1] for f in spoken)


def test_an_overruled_decision_shows_in_the_fact(press: Any, fact: Any) -> None:
    """The fact names the decision that counts no more, and which later one overrules it."""
    rows = [
        row("d1", Judgement.CONFIRM, fact.members),
        row("d2", Judgement.REJECT, fact.members, made=MADE + timedelta(days=1)),
    ]
    review = next(f for f in build_ledger(pages(press), decisions=rows).transfers if len(f.members) == 2).review

    assert (review.status, review.decisions) == ("rejected", ("d1", "d2"))
    assert "overrules decision d1" in review.notes[0]

"""The five real pages with this program's own reading, where they are at hand: what the ledger makes of them together."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from armstrail.annotation import annotate_all
from armstrail.ledger import build_ledger
from armstrail.ledger.facts import AnyFact, Ledger
from armstrail.origin import OriginIndex, print_of, rows_of, text_of
from armstrail.page.inputs import open_inputs
from armstrail.records import Annotation

sys.path.insert(0, str(Path(__file__).parents[2]))
from bench.harness import SHARED

pytestmark = pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="the real pages are not at hand in ../shared")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """The ledger of the pages, origins found by this program too."""
    read = [page for _, page in annotate_all(open_inputs([str(SHARED / "seeds")]))]
    pages = [page for page in read if isinstance(page, Annotation)]
    return build_ledger(pages, list(rows_of(OriginIndex(print_of(text_of(page)) for page in pages))))


def on_both(fact: AnyFact, first: str, second: str) -> bool:
    """Whether a fact has members on a page whose id begins so, and on another."""
    return {first, second} <= {member.page[:3] for member in fact.members}


def test_the_press_conference_is_one_occasion_with_its_two_days(ledger: Ledger) -> None:
    """One meeting on two pages; a day apart, for a reason that is known."""
    (meeting,) = [fact for fact in ledger.events if on_both(fact, "001", "003")]
    (conflict,) = [one for one in ledger.conflicts if meeting.id in one.facts]

    assert meeting.type == "meeting"
    assert conflict.field == "when"
    assert {str(value)[5:] for value in conflict.values} == {"06-17", "06-18"}
    assert conflict.known
    assert "time zones" in (conflict.reason or "")


def test_its_shared_statement_is_one_with_two_origins_and_one_voice(ledger: Ledger) -> None:
    """Told in two translations."""
    shared = [fact for fact in ledger.statements if on_both(fact, "001", "003")]

    assert shared
    assert all(len(fact.origins) == 2 and len(fact.voices.asserts) == 1 for fact in shared)


def test_the_page_without_a_date_is_dated_by_it(ledger: Ledger) -> None:
    """Its own words leave some days open; the occasion narrows them, and the reason names the other page."""
    dating = next(one for one in ledger.datings if one.page.startswith("001"))

    assert dating.by == "occasion"
    assert dating.own is not None
    assert dating.own.start < dating.published.start <= dating.published.end <= dating.own.end
    assert any(source.page.startswith("003") for source in dating.source)
    assert "003" in dating.reason
    assert dating.conflict is not None


def test_the_missiles_have_voices_on_both_sides(ledger: Ledger) -> None:
    """Three states speak of them, one denies."""
    fact = next(
        f for f in ledger.transfers if f.goods.category == "missiles" and f.voices.denies and f.factuality == "asserted"
    )

    assert {"KOR", "UKR", "USA"} <= {voice.key for voice in fact.voices.asserts}
    assert [voice.key for voice in fact.voices.denies] == ["PRK"]
    assert fact.facing

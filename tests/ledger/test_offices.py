"""Offices that a page names without their state, deniers, and what a denier only repeats."""

from __future__ import annotations

from typing import Any

from armstrail.ledger import build_ledger
from armstrail.ledger.offices import Offices, tells_of_denial
from armstrail.records import Speaker, SpeakerKind


def voices(fact: Any) -> dict[str, list[str]]:
    return {
        side: [voice.key for voice in getattr(fact.voices, side)]
        for side in ("asserts", "suspects", "denies")
        if getattr(fact.voices, side)
    }


def test_an_office_is_that_of_the_state_whose_holder_the_page_names(press: Any) -> None:
    """The Prosecutor General's Office is Kenya's where the Kenyan Prosecutor General speaks on the page."""
    page = press(
        "a",
        {"s": "We found the rifles", "by": "Amos Otieno, Prosecutor General, KEN"},
        {"s": "Half of them are broken", "by": "Prosecutor General's Office/organisation"},
    )
    office = Speaker(name="Prosecutor General's Office", kind=SpeakerKind.ORGANISATION)

    assert Offices(page).voice(office).key == "KEN"
    assert "holds the office" in Offices(page).voice(office).why
    assert Offices(press("b", {"s": "We found them", "by": "Amos Otieno, judge, KEN"})).voice(office).key != "KEN"


def test_who_denies_for_a_state_that_he_names_speaks_for_it(press: Any) -> None:
    """A ministry without a state denies what Peru is said to do; "our" means the party that the words leave unnamed."""
    claim = {"t": "Peru armed Chad", "route": "PER>TCD", "asserted_by": "Kenya"}
    for words in ("Peru never sent missiles to anybody", "not one of our missiles went to Chad"):
        page = press("a", claim, {"s": words, "by": "Foreign Ministry/organisation", "act": "deny"},
                     {"t": words, "route": "PER>TCD", "factuality": "denied", "statement": "s1"})  # fmt: skip
        asserted = next(f for f in build_ledger([page]).transfers if f.factuality == "asserted")
        assert voices(asserted) == {"asserts": ["KEN"], "denies": ["PER"]}


def test_a_page_that_tells_of_a_denial_is_no_denier(press: Any) -> None:
    """Who denied stays unnamed, unless another version of the text names him; what the page itself negates is its own."""
    words = "Chad has denied getting Peruvian missiles"
    named = press("a", {"s": "getting Peruvian missiles", "by": "Chad/state", "act": "deny"},
                  {"t": words, "route": "PER>TCD", "factuality": "denied", "asserted_by": "Chad"})  # fmt: skip
    nameless = press("b", {"t": words, "route": "PER>TCD", "factuality": "denied"})
    own = press("c", {"t": "No missile ever went from Peru to Chad", "route": "PER>TCD", "factuality": "denied"})

    (alone,) = build_ledger([nameless]).transfers
    assert [voice.name for voice in alone.voices.denies] == ["somebody unnamed"]
    from armstrail.records import OriginGroup

    text = OriginGroup(origin="o:1", pages=("a", "b"), first="a")
    (both,) = build_ledger([named, nameless], [text]).transfers
    assert voices(both) == {"denies": ["TCD"]}
    (itself,) = build_ledger([own]).transfers
    assert voices(itself)["denies"][0].startswith("origin:")
    assert tells_of_denial("It rejected the report")
    assert not tells_of_denial("Nothing was sent")


def test_a_denier_who_repeats_the_charge_does_not_suspect_it(press: Any) -> None:
    """The charge in the denier's mouth on the page where he denies it is nobody's suspicion."""
    page = press("a", {"t": "the story that our missiles go to Chad", "route": "PER>TCD", "factuality": "possible", "asserted_by": "Peru"},
                 {"t": "we sent Chad no missiles", "route": "PER>TCD", "factuality": "denied", "asserted_by": "Peru"})  # fmt: skip
    for fact in build_ledger([page]).transfers:
        assert voices(fact) == {"denies": ["PER"]}

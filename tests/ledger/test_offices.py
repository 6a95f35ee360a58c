"""Offices that a page names without their state, deniers, and what a denier only repeats."""

from __future__ import annotations

from typing import Any

import pytest

from armstrail.ledger import build_ledger
from armstrail.ledger.offices import Offices, tells_of_denial
from armstrail.records import OriginGroup, Speaker, SpeakerKind


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


@pytest.mark.parametrize(
    ("rows", "who", "key"),
    [
        # the state stands in the office's own name, whoever else holds such an office
        (["Juma Mbeki, defence minister, KEN"], "Norwegian defence ministry/organisation", "NOR"),
        # a headline leaves the state away that the first sentence names
        (["Norwegian defence ministry/organisation"], "defence ministry/organisation", "NOR"),
        (["Norwegian Ministry of Defence/organisation", "Kenyan defence ministry/organisation"], "defence ministry/organisation", ""),
        # a minister is of the state whose ministry the page names, unless somebody else is its minister
        (["Norwegian defence ministry/organisation"], "Berit Dahl, defence minister", "NOR"),
        (["Norwegian defence ministry/organisation", "Juma Mbeki, defence minister, KEN"], "Berit Dahl, defence minister", "NOR"),
        (["Juma Mbeki, defence minister, KEN"], "Berit Dahl, defence minister", ""),
        (["Kenya's foreign ministry/organisation"], "Berit Dahl, defence minister", ""),
        (["Kenyan ministry/organisation"], "Berit Dahl, minister", ""),
    ],
)  # fmt: skip
def test_an_office_and_its_holder_name_each_others_state(press: Any, rows: list[str], who: str, key: str) -> None:
    """What the page says of the office once holds for its holder, and for the same office named without its state."""
    page = press("a", *({"s": f"Words of number {n}", "by": by} for n, by in enumerate([*rows, who])))
    speaker = page.statements[-1].speaker
    assert speaker is not None

    found = Offices(page).voice(speaker).key
    assert found == key if key else len(found) != 3


def test_a_spokesman_speaks_for_the_state_that_denies_beside_him(press: Any) -> None:
    """A spokesman of a bare ministry who denies what one state denies on the page is not a second denier."""
    cells = {"route": "PER>TCD", "factuality": "denied"}
    page = press("a", {"s": "Chad denied getting missiles", "by": "Chadian defence ministry/organisation", "act": "deny"},
                 {"t": "Chad denied getting missiles", **cells, "statement": "s1"},
                 {"s": "None came from Peru to Chad", "by": "Ali Sow, ministry spokesman Brigadier", "act": "deny"},
                 {"t": "None came from Peru to Chad", **cells, "statement": "s2"})  # fmt: skip
    (fact,) = build_ledger([page]).transfers

    assert voices(fact) == {"denies": ["TCD"]}

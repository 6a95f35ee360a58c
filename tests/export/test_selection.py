"""What an export is made of: everything, or what a filter lets through with all that belongs to it."""

from __future__ import annotations

from armstrail.export.selection import Selection, select
from armstrail.ledger.store import Store
from armstrail.ledger.store.facts import Filter


def test_without_a_filter_everything_is_there(store: Store, selection: Selection) -> None:
    """Every line of the ledger is in one of the parts, every page too, and nothing stands outside."""
    lines = list(store.ledger_lines())
    assert len(lines) == sum(
        len(part) for part in (list(selection.facts()), selection.conflicts, selection.origins, selection.datings)
    )
    assert len(selection.pages) == store.pages()[1]
    assert len(selection.decisions) == 2
    assert not selection.omissions()


def test_a_filter_counts_what_it_keeps_out(store: Store, selection: Selection) -> None:
    """What is in and what is outside make up the whole."""
    found = select(store, Filter(supplier="CZE"))

    assert [fact.supplier for fact in found.transfers] == [("CZE",)]
    assert len(found.transfers) + found.outside["transfer"] == len(selection.transfers)
    assert {one.what for one in found.omissions()} == {
        "conflicts",
        "events",
        "origins",
        "statements",
        "transfers",
        "violations",
    }


def test_what_a_fact_refers_to_comes_with_it(store: Store) -> None:
    """The statement that carries a transfer, the rule it is said to break, the other side and its words come along."""
    suspected = select(store, Filter(supplier="IRN"))
    assert len(suspected.statements) == 1
    assert len(suspected.violations) == 1
    assert suspected.pages == ("shells",)

    faced = select(store, Filter(page="claimed", supplier="PRT"))
    assert {fact.factuality for fact in faced.transfers} == {"asserted", "denied"}
    assert set(faced.pages) == {"claimed", "denied"}


def test_decisions_go_with_their_facts(store: Store) -> None:
    """A decision about a fact outside the selection stays out."""
    assert [one.judgement for one in select(store, Filter(supplier="NOR")).decisions] == ["reject"]
    assert not select(store, Filter(supplier="IRN")).decisions

"""Accounts of one delivery that name different parties."""

from __future__ import annotations

from typing import Any

import pytest

from armstrail.ledger import Book, build_ledger

SALE = {"t": "Peru sold 60 drones to Chad on May 1", "route": "PER>TCD", "goods": "drones", "count": "60 drones", "when": "2031-05-01"}  # fmt: skip


def parties(pages: list[Any]) -> list[tuple[str, tuple[Any, ...]]]:
    """The conflicts about parties between the pages: field and values."""
    found = build_ledger(pages).conflicts
    return [(one.field, one.values) for one in found if one.field in {"supplier", "recipient"}]


@pytest.mark.parametrize(
    ("route", "field", "values"),
    [("BOL>TCD", "supplier", (["PER"], ["BOL"])), ("PER>MLI", "recipient", (["TCD"], ["MLI"]))],
)
def test_one_delivery_with_two_names_for_a_party_is_a_conflict(
    press: Any, route: str, field: str, values: tuple[Any, ...]
) -> None:
    """The same sixty drones on the same day from, or to, somebody else: both facts stay, and the conflict names both."""
    pages = [press("a", SALE, published="2031-05-02"), press("b", {**SALE, "route": route}, published="2031-05-03")]
    made = build_ledger(pages)

    assert parties(pages) == [(field, values)]
    assert len(made.transfers) == 2
    assert all(fact.conflicts == (made.conflicts[0].id,) for fact in made.transfers)
    assert set(made.conflicts[0].facts) == {fact.id for fact in made.transfers}


@pytest.mark.parametrize(
    "other",
    [
        {"route": "BOL>MLI"},
        {"route": "BOL>TCD", "when": "2031-06-20"},
        {"route": "BOL>TCD", "count": "90 drones"},
        {"route": "BOL>TCD", "goods": "missiles"},
        {"route": "BOL>TCD", "factuality": "possible"},
        {"route": "PER+BOL>TCD"},
    ],
)
def test_other_deliveries_are_no_conflict_about_parties(press: Any, other: dict[str, str]) -> None:
    """Another day, figure, kind of goods, or both parties others; a name that is added contradicts nothing."""
    pages = [press("a", SALE, published="2031-05-02"), press("b", {**SALE, **other}, published="2031-05-03")]

    assert parties(pages) == []


def test_small_figures_and_one_voice_tell_no_delivery_from_another(press: Any) -> None:
    """Two drones recur, and who lists two deliveries of the same size does not contradict himself."""
    two = {**SALE, "count": "2 drones"}
    spoken = {**SALE, "asserted_by": "Chad"}

    assert parties([press("a", two), press("b", {**two, "route": "BOL>TCD"})]) == []
    assert parties([press("a", spoken), press("b", {**spoken, "route": "BOL>TCD"})]) == []
    assert parties([press("a", SALE, {**SALE, "route": "BOL>TCD"})]) == []


def test_a_conflict_about_parties_comes_and_goes_with_its_pages(press: Any) -> None:
    """A page that comes later brings the conflict to the fact that was there, and takes it away again."""
    book = Book()
    book.put(press("a", SALE, published="2031-05-02"))
    (before,) = book.settle().facts
    book.put(press("b", {**SALE, "route": "BOL>TCD"}, published="2031-05-03"))
    both = book.settle().facts
    book.remove("b")
    (after,) = book.settle().facts

    assert [len(fact.conflicts) for fact in both] == [1, 1]
    assert after == before

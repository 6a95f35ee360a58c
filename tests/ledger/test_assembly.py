"""Cells of a fact from those of its members."""

from __future__ import annotations

from typing import NamedTuple

from armstrail.ledger.assembly import at_the_source, best


class Item(NamedTuple):
    """A member: its page, the origin of that page, its words."""

    page: str
    origin: str
    words: str


def test_a_copys_words_do_not_count_beside_those_of_its_source() -> None:
    """Of each text the page that has it first speaks; pages with texts of their own all speak."""
    items = [
        Item("wire", "o1", "shells"),
        Item("wire", "o1", "rounds"),
        Item("spun", "o1", "different ammunition"),
        Item("other", "o2", "shells"),
    ]

    assert [item.words for item in at_the_source(items, lambda item: item.origin)] == ["shells", "rounds", "shells"]


def test_the_value_of_most_origins_is_best() -> None:
    """Two origins outweigh one, whatever is more exact; among equals the most exact counts, then the earliest."""
    assert best([("b", "o1"), ("a", "o2"), ("a", "o3")], len) == "a"
    assert best([("long", "o1"), ("l", "o2")], len) == "l"
    assert best([(None, "o1")], len) is None

"""What is kept until the store changes."""

from __future__ import annotations

from armstrail.ledger.store.kept import Kept


def test_another_mark_empties_the_shelf() -> None:
    """A value is found under its own mark alone."""
    kept: Kept[str, int] = Kept(10)
    kept.put(1, "a", 5)
    assert kept.get(1, "a") == 5
    assert kept.get(2, "a") is None
    kept.put(2, "b", 6)
    assert kept.get(1, "a") is None
    assert kept.at(2).get("b") == 6


def test_the_oldest_go_first() -> None:
    """There are never more values than allowed, and the newest is among them."""
    kept: Kept[int, int] = Kept(16)
    for number in range(100):
        kept.put(0, number, number)
        assert len(kept) <= 16
        assert kept.get(0, number) == number
    assert kept.get(0, 0) is None

"""Cells in words."""

from __future__ import annotations

import pytest
from tests.web.test_cellwords import fact

from armstrail.records import Quantity
from armstrail.web.cells import sentence_of, title_of


@pytest.mark.parametrize(
    ("goods", "unit", "title", "sentence"),
    [
        ("cruise missiles", "missiles", "400 cruise missiles", "400 cruise missiles"),
        ("Howitzers", "howitzers", "400 Howitzers", "400 Howitzers"),
        ("ammunition", "containers", "400 containers, ammunition", "ammunition (400 containers)"),
        ("gunshells", "shells", "400 shells, gunshells", "gunshells (400 shells)"),
        ("another 100 shells", "shells", "400 shells, another 100 shells", "another 100 shells (400 shells)"),
        ("mortars", None, "400, mortars", "mortars (400)"),
    ],
)
def test_goods_are_counted_by_their_own_word(goods: str, unit: str | None, title: str, sentence: str) -> None:
    """A figure stands before goods whose last word is its unit, and beside all others, so that no word is said twice."""
    made = fact(goods, 400)
    assert made.quantity is not None
    made = made.model_copy(update={"quantity": Quantity(value=400, unit=unit, bound=made.quantity.bound)})

    assert title_of(made) == f"Brazil → Chile: {title}"
    assert sentence_of(made) == f"Asserted: Brazil supplied {sentence} to Chile."

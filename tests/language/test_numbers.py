"""Numbers as news writes them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.language.numbers import NUMBER, number_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7,000", 7000),
        ("1.5 million", 1_500_000),
        ("twenty-five", 25),
        ("a dozen", 12),
        ("three dozen", 36),
        ("half a million", 500_000),
        ("two and a half", 2.5),
        ("a hundred", 100),
        ("two hundred thousand", 200_000),
        ("one hundred and fifty", 150),
        ("3 billion", 3_000_000_000),
        ("a", 1),
        ("tank", None),
        ("", None),
    ],
)
def test_a_written_number_has_its_value(text: str, value: float | None) -> None:
    """Digits, words and both mixed with scales give one value; other words none."""
    assert number_value(text) == value


@given(st.integers(1, 10**12))
def test_digits_with_commas_come_back(number: int) -> None:
    """A figure parted by commas is matched whole and is the number."""
    written = f"{number:,}"
    assert re.fullmatch(NUMBER, written)
    assert number_value(written) == number

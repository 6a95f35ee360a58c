"""Candidate codes of goods."""

from __future__ import annotations

import pytest

from armstrail.export.goods_codes import codes, counts_goods, designation
from armstrail.records import Category, Goods


@pytest.mark.parametrize(
    ("text", "category", "unroca", "control"),
    [
        ("battle tanks", Category.ARMOURED_VEHICLES, "bt", "ML6"),
        ("old Soviet ARTILLERY SHELLS", Category.AMMUNITION, "", "ML3"),
        ("Kornet missiles", Category.MISSILES, "mml", "ML4"),
        ("Bradley", Category.ARMOURED_VEHICLES, "bt/acv", ""),
        ("Leopard 2 tanks", Category.ARMOURED_VEHICLES, "bt", "ML6"),
        ("goodwill", Category.OTHER, "", ""),
        ("", Category.OTHER, "", ""),
    ],
)
def test_codes_follow_the_words(text: str, category: Category, unroca: str, control: str) -> None:
    """The longest known phrase with the goods' category gives the codes; unknown words give none."""
    found = codes(Goods(text=text, category=category))
    assert found.unroca == unroca
    assert found.control == control


def test_the_category_must_agree() -> None:
    """A phrase of another category gives no code."""
    assert codes(Goods(text="artillery shells", category=Category.FUNDS)).control == ""


def test_designation_is_the_name_alone() -> None:
    """The weapon's name as the page has it, not a part of another word."""
    assert designation(Goods(text="two Kornet launchers", category=Category.MISSILES)) == "Kornet"
    assert designation(Goods(text="preKornetted boxes", category=Category.MISSILES)) is None


@pytest.mark.parametrize(
    ("unit", "counts"), [(None, True), ("tanks", True), ("tank", True), ("containers", False), ("EUR", False)]
)
def test_a_figure_counts_goods_or_boxes(unit: str | None, counts: bool) -> None:
    """Only a unit that names the goods makes a figure a number of them."""
    assert counts_goods(unit, Goods(text="Leopard tanks", category=Category.ARMOURED_VEHICLES)) is counts

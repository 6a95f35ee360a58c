"""Which words of the evidence name which cell."""

from __future__ import annotations

from armstrail.ledger.facts import TransferFact
from armstrail.records import Bound, Category, Factuality, Goods, Member, Quantity, Stage
from armstrail.web.cellwords import cell_words


def fact(goods: str, value: int) -> TransferFact:
    """A transfer from Brazil to Chile."""
    return TransferFact(
        id="t-1", members=(Member(page="p", id="t1"),), supplier=("BRA",), recipient=("CHL",), flow="BRA>CHL:arms",
        goods=Goods(text=goods, category=Category.ARMS), quantity=Quantity(value=value, unit=None, bound=Bound.EXACT),
        stage=Stage.TRANSFERRED, factuality=Factuality.ASSERTED,
    )  # fmt: skip


def marked(one: TransferFact, text: str) -> set[tuple[str, str]]:
    return {(label, text[a:b]) for label, (a, b) in cell_words(one)(text)}


def test_each_cell_finds_the_words_that_name_it() -> None:
    """Parties by any of their names, goods and figures as they stand, whatever their case and their separators."""
    text = "Brazilian Mortars: 1,200 mortars went to Santiago, 12001 to nobody."

    assert marked(fact("mortars", 1200), text) == {
        ("cell-Supplier", "Brazilian"),
        ("cell-Recipient", "Santiago"),
        ("cell-Goods", "Mortars"),
        ("cell-Goods", "mortars"),
        ("cell-Quantity", "1,200"),
    }


def test_parts_of_words_name_nothing() -> None:
    """There is no "gun" in "begun", nor 40 in 401; a letter that becomes two in small letters moves no mark."""
    assert marked(fact("gun", 40), "It had begun with 401 shotguns.") == set()
    assert ("cell-Goods", "GUN") in marked(fact("gun", 40), "İİİ: a GUN.")

"""When two transfers are one: something beside parties and goods must tie them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.ledger import build_ledger
from armstrail.ledger.flows import figures_agree
from armstrail.records import Bound, Quantity


def one_fact(
    press: Any, first: dict[str, Any], second: dict[str, Any], days: tuple[str, str] = ("2031-05-10", "2031-05-20")
) -> bool:
    pages = [press("a", first, published=days[0]), press("b", second, published=days[1])]
    return len(build_ledger(pages).transfers) == 1


BASE = {"t": "Laos has sent shells to Mali", "route": "LAO>MLI", "goods": "ammunition"}


def test_parties_and_goods_alone_tie_nothing(press: Any) -> None:
    """Two reports of a flow are merely alike."""
    assert not one_fact(press, BASE, {**BASE, "t": "Mali gets Lao shells"})


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ({"count": "7000 containers"}, {"count": "~7000 containers"}, True),
        ({"count": "~7000 containers"}, {"count": "+7600 containers"}, True),
        ({"count": "7000 containers", "when": "2030-01-01..2030-12-31"}, {"count": "13000 containers", "when": "2030-08-01..2031-05-20"}, False),
        ({"count": "7000 containers"}, {"count": "7000 tons"}, False),
        ({"when": "2031-05-02"}, {"when": "2031-05-03"}, True),
        ({"when": "2031-05-02"}, {"when": "2031-05-08"}, False),
        ({"count": "7000 shells", "stage": "agreed"}, {"count": "7000 shells"}, False),
        ({"count": "7000 shells", "factuality": "denied"}, {"count": "7000 shells"}, False),
        ({"count": "7000 shells", "factuality": "possible"}, {"count": "7000 shells"}, False),
        ({"count": "7000 shells", "goods": "missiles"}, {"count": "7000 shells"}, False),
        ({"count": "2 shells"}, {"count": "2 shells"}, False),
    ],
)  # fmt: skip
def test_what_ties_and_what_parts(press: Any, first: dict[str, Any], second: dict[str, Any], one: bool) -> None:
    """Figures and days tie; another figure, day, unit, stage, side or kind of goods parts."""
    assert one_fact(press, {**BASE, **first}, {**BASE, "t": "Mali gets Lao shells", **second}) is one


def test_what_one_statement_carries_is_one(press: Any) -> None:
    """A statement on two pages makes one of the transfers that it carries, though neither counts nor dates them."""
    said = "The shells that Laos sends to Mali every week will one day be counted in a courtroom."
    row = {"s": said, "by": "Ana Bright, foreign minister, FRA", "said_on": "2031-05-09"}
    carried = {"t": "The shells that Laos sends to Mali every week", "route": "LAO>MLI", "goods": "ammunition"}
    pages = [press("a", row, carried), press("b", {"s": "Headline of another kind entirely."}, row, carried)]
    fact = build_ledger(pages).transfers

    assert len(fact) == 1
    assert fact[0].reasons[0].rule == "one statement carries both"
    assert len(fact[0].statements) == 1


def test_a_transfer_told_before_it_can_have_happened_is_another(press: Any) -> None:
    """What a page tells in May cannot be what another dates in July."""
    first = {**BASE, "count": "7000 shells"}
    second = {**BASE, "t": "Mali gets Lao shells", "count": "7000 shells", "when": "2031-07-01"}

    assert not one_fact(press, first, second, ("2031-05-10", "2031-07-02"))


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(Bound), st.sampled_from(Bound))
def test_agreement_of_figures_is_symmetric(a: int, b: int, one: Bound, other: Bound) -> None:
    """Which figure comes first makes no difference."""
    x = Quantity(value=a, unit=None, bound=one, high=2 * a if one is Bound.BETWEEN else None)
    y = Quantity(value=b, unit=None, bound=other, high=2 * b if other is Bound.BETWEEN else None)

    assert figures_agree(x, y) == figures_agree(y, x)
    assert figures_agree(x, x) == 1


def test_a_small_figure_told_within_days_is_one_transfer(press: Any) -> None:
    """Twelve guns told of twice in a week by two voices are the same twelve; a month later they need not be."""
    first = press(
        "a", {"t": "Peru bought 12 guns from Oman", "route": "OMN>PER", "goods": "artillery", "count": "12 guns"}
    )
    row = {"t": "Oman sold Peru 12 howitzers", "route": "OMN>PER", "goods": "artillery", "count": "12 howitzers"}

    assert len(build_ledger([first, press("b", row, published="2031-05-12")]).transfers) == 1
    assert len(build_ledger([first, press("b", row, published="2031-06-12")]).transfers) == 2


def test_who_announces_a_deal_and_denies_a_delivery_does_not_deny_himself(press: Any) -> None:
    """One voice on two stages contradicts nothing."""
    deal = press(
        "a", {"t": "radars for Chad", "route": "PER>TCD", "goods": "sensors", "stage": "agreed", "asserted_by": "Peru"}
    )
    denial = press(
        "b",
        {"t": "none has come", "route": "PER>TCD", "goods": "sensors", "factuality": "denied", "asserted_by": "Peru"},
    )

    assert not any(fact.facing for fact in build_ledger([deal, denial]).transfers)

"""Figures that count goods."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.language.analysis import Analysis, Paragraph, pipeline
from armstrail.language.quantities import QuantityMention, find_quantities, quantity_of
from armstrail.records import Bound

Shown = list[tuple[int | float, int | float | None, str, str | None]]


def _found(analysis: Analysis) -> tuple[QuantityMention, ...]:
    return find_quantities(analysis.paragraphs[0], analysis.times)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Oslo sent 14 Leopard 2 tanks.", [(14, None, "exact", "tanks")]),
        ("It gave Kyiv 31 tanks.", [(31, None, "exact", "tanks")]),
        ("It shipped about 1.5 million rounds of 152 mm shells.", [(1_500_000, None, "about", "rounds")]),
        ("They flew some 60 KN-23 missiles there.", [(60, None, "about", "missiles")]),
        ("They bought two S-400 batteries.", [(2, None, "exact", "batteries")]),
        ("It bought a dozen trucks.", [(12, None, "exact", "trucks")]),
        ("Dozens of missiles fell.", [(24, None, "at_least", "missiles")]),
        ("They made tens of thousands of shells.", [(20_000, None, "at_least", "shells")]),
        ("They made between 4 and 5 million shells.", [(4_000_000, 5_000_000, "between", "shells")]),
        ("They sent 5,000-6,000 troops.", [(5_000, 6_000, "between", "troops")]),
        ("They sent 72 to 90 jets.", [(72, 90, "between", "jets")]),
        ("They sent up to 12,000 soldiers.", [(12_000, None, "at_most", "soldiers")]),
        ("They sent no fewer than 300 rockets.", [(300, None, "at_least", "rockets")]),
        ("They sent fewer than 300 rockets.", [(300, None, "at_most", "rockets")]),
        ("They sold 50 or so drones.", [(50, None, "about", "drones")]),
        ("The deal is worth more than $2.3 billion.", [(2_300_000_000, None, "at_least", "USD")]),
        ("Berlin pledged 3 million euros.", [(3_000_000, None, "exact", "EUR")]),
        ("They moved several hundred rockets.", [(300, None, "at_least", "rockets")]),
        ("They moved a couple of dozen rockets.", [(24, None, "about", "rockets")]),
        ("It received its first 10 M1A1 Abrams.", [(10, None, "exact", "Abrams")]),
        (
            "They sold 400 Hellfire missiles and 36 AGM-114 missiles.",
            [(400, None, "exact", "missiles"), (36, None, "exact", "missiles")],
        ),
        ("They handed over 14 tanks.", [(14, None, "exact", "tanks")]),
        ("They lost at least 40 T-72 and T-80 tanks.", [(40, None, "at_least", "tanks")]),
        ("It gave Hanoi at least one Oerlikon air-defence gun.", [(1, None, "at_least", "gun")]),
        ("It costs $5bn.", [(5_000_000_000, None, "exact", "USD")]),
    ],
)
def test_a_figure_has_value_bound_and_unit(analysed: Callable[..., Analysis], text: str, shown: Shown) -> None:
    """Every figure is read with its scale, how it is meant, and the noun that it counts."""
    assert [(one.value, one.high, one.bound.value, one.unit) for one in _found(analysed(text))] == shown


@pytest.mark.parametrize(
    "text",
    [
        "That breaks Resolution 2397 and the G7 said so.",
        "They broke resolutions 1718 and 1874.",
        "The shells are of 152 mm and fly 300 km.",
        "About 20 percent of the missiles failed.",
        "They met on June 18, 2024, for three hours.",
        "The F-16 and the Su-35 met a Type 99 tank.",
        "A 500-kilogram bomb fell.",
        "It carries a 150 kg warhead.",
        "Spain may send Leopard 2 tanks there.",
        "No fewer than nine out of ten shells failed.",
    ],
)
def test_a_name_a_size_or_a_date_is_no_count(analysed: Callable[..., Analysis], text: str) -> None:
    """Model numbers, resolutions, calibres, ranges, shares and dates count nothing."""
    assert _found(analysed(text)) == ()


@pytest.mark.parametrize(
    ("noun", "value"),
    [("containers", 13_000), ("shells", 13_000), ("munitions", 13_000), ("ships", 3), ("North", None)],
)
def test_a_container_counts_what_it_holds(analysed: Callable[..., Analysis], noun: str, value: int | None) -> None:
    """A noun is counted by its own figure or by that of its container."""
    analysis = analysed(
        "The North shipped at least 13,000 containers of artillery shells and other munitions in 3 ships."
    )
    token = next(token for token in analysis.paragraphs[0].doc if token.text == noun)
    found = quantity_of(_found(analysis), token)
    assert (found.value if found else None) == value


def test_a_count_since_a_day_is_cumulative(analysed: Callable[..., Analysis]) -> None:
    """A count that runs since some day is cumulative; one of a single deed is not."""
    assert _found(analysed("Oslo has sent 40 launchers since 2022."))[0].cumulative
    assert not _found(analysed("Oslo sent 40 launchers on Monday."))[0].cumulative


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 10**7), st.sampled_from(["about ", "at least ", "up to ", ""]))
def test_the_span_holds_the_figure(count: int, before: str) -> None:
    """Whatever the figure, its value is the count and its span lies in the text and holds the digits."""
    text = f"They shipped {before}{count:,} rockets there."
    paragraph = Paragraph(start=100, end=100 + len(text), kind="body", doc=pipeline()(text))
    (mention,) = find_quantities(paragraph)
    assert mention.value == count
    assert text[mention.span[0] - 100 : mention.span[1] - 100] == f"{before}{count:,}"
    assert mention.record().bound is mention.bound
    assert isinstance(mention.bound, Bound)

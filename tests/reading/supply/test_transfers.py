"""Supply frames: who supplies what to whom, by grammar."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey sold drones to Azerbaijan.", ["TUR>AZE drones transferred asserted"]),
        ("Azerbaijan has bought Turkish drones.", ["TUR>AZE drones transferred asserted"]),
        ("Azerbaijan was given armoured vehicles by Turkey.", ["TUR>AZE armoured_vehicles transferred asserted"]),
        ("Serbia has not sold any shells to Ukraine.", ["SRB>UKR ammunition transferred denied"]),
        ("Taiwan wants fighter jets from the United States.", ["USA>TWN aircraft sought asserted"]),
        ("Iran may supply missiles to Sudan.", ["IRN>SDN missiles transferred possible"]),
        ("The Netherlands will deliver F-16s to Ukraine.", ["NLD>UKR aircraft agreed asserted"]),
        ("The weather in Turkey was fine and the markets were calm.", []),
    ],
)
def test_simple_clauses(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """Supplier, recipient, category, stage and factuality of plain clauses."""
    assert flows(text) == expected

"""Breaches: the rule, who is said to break it, and which transfer does."""

from collections.abc import Callable

import pytest

from armstrail.language import Analysis
from armstrail.reading.supply import find_transfers
from armstrail.reading.violations import find_violations, rule_in
from armstrail.records import Violation


def violations(analysed: Callable[..., Analysis], text: str) -> list[Violation]:
    analysis = analysed(text)
    return list(find_violations(analysis, (), find_transfers(analysis, ())))


@pytest.mark.parametrize(
    ("text", "rule", "by", "factuality"),
    [
        ("Turkey has violated the UN arms embargo, Athens said.", "UN arms embargo", ("TUR",), "asserted"),
        (
            "Arms sales between Belarus and Syria would breach Security Council Resolution 2254.",
            "UN Security Council Resolution 2254",
            ("BLR", "SYR"),
            "possible",
        ),
        ("Drones were sent by Iran in violation of U.N. sanctions.", "UN sanctions", ("IRN",), "asserted"),
        ("Kenya accused Rwanda of flouting the arms embargo.", "arms embargo", ("RWA",), "asserted"),
        ("Chad may have broken EU sanctions by sending rifles to Mali.", "EU sanctions", ("TCD",), "possible"),
    ],
)
def test_who_breaks_which_rule(
    analysed: Callable[..., Analysis], text: str, rule: str, by: tuple[str, ...], factuality: str
) -> None:
    """The subject of the breach, or the parties of the transfer that is its subject, with the rule by name and number."""
    found = violations(analysed, text)
    assert [(v.rule, v.by, v.factuality) for v in found] == [(rule, by, factuality)]


def test_the_transfer_is_named() -> None:
    """A rule's name keeps its number."""
    assert rule_in("breach of Resolution 1973") == "UN Security Council Resolution 1973"
    assert rule_in("in violation of good taste") is None


def test_a_breach_points_at_its_transfer(analysed: Callable[..., Analysis]) -> None:
    """A claim on a transfer of the page carries its id; respect for a rule is no claim."""
    analysis = analysed("Iran sent missiles to Yemen's Houthis. Such deliveries violate the UN arms embargo.")
    transfers = find_transfers(analysis, ())
    (found,) = find_violations(analysis, (), transfers)
    assert found.transfer == transfers[0].id
    assert found.by == ("IRN",)
    assert violations(analysed, "Serbia respects the UN arms embargo.") == []

"""Rules: the name that a phrase gives them."""

import pytest

from armstrail.language.analysis import pipeline
from armstrail.reading.violations.rules import rule_in, rule_of


def test_a_rule_keeps_its_number() -> None:
    """A rule's name keeps its number; other words name none."""
    assert rule_in("breach of Resolution 1973") == "UN Security Council Resolution 1973"
    assert rule_in("in violation of good taste") is None


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("the EU arms embargo on Chad", "EU arms embargo"),
        ("the terms of Security Council resolution 1970", "UN Security Council Resolution 1970"),
        ("the sanctions talks", None),
        ("American export control rules", "US export controls"),
        ("its end-user certificate", "end-user undertaking"),
    ],
)
def test_a_phrase_that_is_a_rule(phrase: str, rule: str | None) -> None:
    """A phrase is a rule where its head belongs to the rule's words or is a part of a rule."""
    assert rule_of(pipeline()(phrase)[:]) == rule

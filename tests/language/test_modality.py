"""Stage and factuality of a predicate, by what is said of the claim that it stands in."""

import pytest

from armstrail.language.analysis import pipeline
from armstrail.language.modality import modality_of


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Reports that Serbia sold shells to Israel are untrue.", "denied"),
        ("The allegation that China sold chips is entirely unfounded.", "denied"),
        ("Moscow's claim that Poland sold mines is not unfounded.", "possible"),
        ("Reports that Serbia sold shells to Israel are numerous.", "asserted"),
        ("The firm that sold shells to Israel is small.", "asserted"),
    ],
)
def test_what_is_said_of_a_claim_is_said_of_what_it_tells(text: str, factuality: str) -> None:
    """A claim called false denies what it tells; other words about it, and about a thing, do not."""
    (sold,) = (token for token in pipeline()(text) if token.text == "sold")
    assert modality_of(sold).factuality.value == factuality

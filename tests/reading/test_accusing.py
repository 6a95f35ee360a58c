"""Who accuses and who denies what a claim tells."""

from collections.abc import Callable

import pytest

from armstrail.records import Transfer


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Spain was accused by Khartoum of sending rifles to Chad.", [("asserted", "Sudan")]),
        ("The Treasury sanctioned Oman for sending rifles to Chad.", [("asserted", "Treasury")]),
        (
            "Norway rejected a finding by UN inspectors that it had sent rifles to Chad.",
            [("asserted", "UN inspectors"), ("denied", "Norway")],
        ),
        (
            "Britain's accusation that Oman sends rifles to Chad is baseless, Oman's envoy said.",
            [("asserted", "United Kingdom"), ("denied", "Oman's envoy")],
        ),
        (
            "Oman may have sold rifles to Chad, analysts suspect; Muscat has denied doing so.",
            [("denied", "Oman"), ("possible", "analysts")],
        ),
    ],
)
def test_a_charge_and_its_denial_have_their_own_voices(
    transfers: Callable[..., list[Transfer]], text: str, voices: list[tuple[str, str]]
) -> None:
    """Who charges asserts, who says that the charge is false denies; neither speaks for the other."""
    assert sorted((t.factuality.value, t.asserted_by or "") for t in transfers(text)) == voices

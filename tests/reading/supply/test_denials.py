"""Denials that point back to what was told: both sides stand on the register."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from armstrail.records import Transfer

Sides = list[tuple[str, str | None]]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Kyiv says China has sent gunpowder to Russia, something Beijing denies.",
            [("asserted", "Ukraine"), ("denied", "China")],
        ),
        (
            "Kyiv says China has sent gunpowder to Russia, which Beijing rejects.",
            [("asserted", "Ukraine"), ("denied", "China")],
        ),
        (
            "Oslo said that Mali had bought shells from Turkey since January, a claim that Ankara has repeatedly denied.",
            [("asserted", "Norway"), ("denied", "Turkey")],
        ),
        (
            "Serbia sold shells to Israel, an allegation dismissed by Belgrade as nonsense.",
            [("asserted", None), ("denied", "Serbia")],
        ),
        (
            "The United Arab Emirates, which denies the accusations, has flown drones to the RSF, UN experts said.",
            [("asserted", "UN experts"), ("denied", "United Arab Emirates")],
        ),
        (
            "Despite denials by Minsk, Belarus has shipped artillery shells to Mali, Oslo's spy agency said.",
            [("asserted", "Norway's spy agency"), ("denied", "Belarus")],
        ),
        ("Rwanda sends arms to the M23, a charge Kigali denies.", [("asserted", None), ("denied", "Rwanda")]),
        ("Serbia sold shells to Israel, a deal Belgrade confirmed.", [("asserted", None)]),
        ("Serbia sold shells to Israel, something Oslo denies knowing of.", [("asserted", None)]),
        ("Serbia sold shells to Israel. The ministry has not commented on the claim.", [("asserted", None)]),
    ],
)
def test_assertion_and_denial_face_to_face(transfers: Callable[..., list[Transfer]], text: str, sides: Sides) -> None:
    """Who asserts and who denies, each as a record of its own; silence and confirmation deny nothing."""
    assert [(found.factuality.value, found.asserted_by) for found in transfers(text)] == sides

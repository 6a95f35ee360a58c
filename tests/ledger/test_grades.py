"""The Admiralty grade: what raises it, what lowers it, and its reason in words."""

from __future__ import annotations

from datetime import date

import pytest

from armstrail.ledger.facts import Saying, Voice, Voices
from armstrail.ledger.grades import claim_grade, reliability_of, statement_grade
from armstrail.records import When


def voice(key: str, day: int = 1, page: str = "p") -> Voice:
    when = When(start=date(2031, 5, day), end=date(2031, 5, day))
    return Voice(key=key, name=key, why="", sayings=(Saying(page=page, record="t1", said_on=when),))


@pytest.mark.parametrize(
    ("asserts", "suspects", "denies", "origins", "grade"),
    [
        ([voice("FRA"), voice("CZE")], [], [], 2, 1),
        ([voice("FRA"), voice("CZE")], [], [], 1, 3),
        ([voice("FRA"), voice("CZE")], [], [voice("LAO", 3)], 2, 2),
        ([voice("FRA"), voice("CZE", 4)], [], [voice("LAO", 3)], 2, 1),
        ([voice("FRA"), voice("LAO", 4)], [], [voice("LAO", 3)], 2, 1),
        ([voice("FRA"), voice("LAO", 2)], [], [voice("LAO", 3)], 2, 2),
        ([voice("FRA")], [], [], 5, 3),
        ([voice("FRA")], [], [], 1, 6),
        ([voice("FRA")], [], [voice("LAO", 3)], 1, 4),
        ([voice("LAO")], [], [], 2, 2),
        ([], [voice("FRA")], [], 3, 6),
        ([], [voice("FRA")], [voice("LAO")], 3, 4),
        ([], [], [voice("LAO")], 1, 5),
        ([voice("origin:o:1")], [], [], 1, 6),
        ([voice("origin:o:1"), voice("origin:o:2")], [], [], 2, 3),
    ],
)
def test_credibility(
    asserts: list[Voice], suspects: list[Voice], denies: list[Voice], origins: int, grade: int
) -> None:
    """1 needs two independent voices, two origins and no open denial; a text's own voice never counts as a witness;
    a party's own word weighs more; a denial counts until it is answered, or until the denier says it himself.
    """
    voices = Voices(asserts=tuple(asserts), suspects=tuple(suspects), denies=tuple(denies))
    given, reason = claim_grade(voices, [f"o{n}" for n in range(origins)], ("LAO", "MLI"), {})

    assert given == grade
    assert reason


def test_the_reason_names_voices_and_denials() -> None:
    """The words say who asserts, in how many texts, and who denies."""
    voices = Voices(asserts=(voice("FRA"), voice("CZE")), denies=(voice("LAO", 3),))

    assert claim_grade(voices, ["o1", "o2"], (), {})[1] == (
        "two independent voices (CZE and FRA) in two independent origins, but denied by LAO without an answer"
    )


def test_one_voice_is_never_confirmation() -> None:
    """Ten outlets that quote one minister are ten origins and one voice."""
    assert statement_grade(Voices(asserts=(voice("FRA"),)), [f"o{n}" for n in range(10)])[0] == 2


def test_reliability_is_the_users_word_and_f_by_default() -> None:
    """The best letter of the sources counts; who has none is F."""
    assert reliability_of(["A Daily", None, "B Post"], {"b post": "B", "a daily": "D"}) == "B"
    assert reliability_of(["A Daily"], {}) == "F"

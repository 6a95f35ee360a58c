"""Whether what a verb tells is asserted, possible or denied by the words around it."""

from __future__ import annotations

import pytest

from armstrail.language.analysis import pipeline
from armstrail.language.modality import modality_of


def factuality(text: str, verb: str) -> str:
    """The factuality of the first form of a verb in a sentence."""
    return modality_of(next(t for t in pipeline()(text) if t.lemma_ == verb)).factuality.value


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Kenya has sold neither rifles nor ammunition to the rebels.", "sell", "denied"),
        ("Neither Ankara nor Baku has sent drones to Mali.", "send", "denied"),
        ("Not one missile has been exported to Chad.", "export", "denied"),
        ("Not a single shell was sent to Chad.", "send", "denied"),
        ("No shells and no rockets were shipped to Libya.", "ship", "denied"),
        ("Not all of the tanks were sent to Chad.", "send", "asserted"),
        ("Not only tanks were sent to Chad.", "send", "asserted"),
        ("One missile has been exported to Chad, not two.", "export", "asserted"),
    ],
)
def test_a_negative_argument_denies_the_whole_clause(text: str, verb: str, expected: str) -> None:
    """What neither of two, no and not one did was not done; what not all did was."""
    assert factuality(text, verb) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Has Hanoi bought tanks from Moscow?", "buy", "possible"),
        ("Is it true that Brazil sold jets to Chile?", "sell", "possible"),
        ('"Did Serbia sell shells to Mali?" a reporter asked.', "sell", "possible"),
        ("Did Serbia not sell shells to Mali?", "sell", "denied"),
        ("Why did Oman send drones to Chad?", "send", "asserted"),
        ("When did Oman send drones to Chad?", "send", "asserted"),
        ("Moscow sold shells to Mali.", "sell", "asserted"),
    ],
)
def test_a_question_for_yes_or_no_asserts_nothing(text: str, verb: str, expected: str) -> None:
    """Who asks whether something was done does not say that it was; who asks why takes it for granted."""
    assert factuality(text, verb) == expected


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

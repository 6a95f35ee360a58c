"""The language of a text, short ones included."""

from __future__ import annotations

import py3langid
import pytest

from armstrail.page.language_id import language_of

ENGLISH = (
    "The harbour master said that the freighter had been held for a week before its papers were found to be in order, and "
    "that the crew would be allowed to leave with the next tide if the owners paid what they owed."
)


def test_english_prose_is_told_without_the_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of English grammar alone tell a paragraph of it."""

    def refuse(_: str) -> tuple[str, float]:
        raise AssertionError("the classifier was asked")

    monkeypatch.setattr(py3langid, "classify", refuse)
    assert language_of(ENGLISH) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Turkey gave Egypt two patrol boats.",
        "Minsk denies deliveries",
        "Oslo gives Kyiv F-16s",
        "Nigeria takes delivery of attack helicopters from Turkey",
        "Ukraine says Iran sent Russia drones",
    ],
)
def test_headlines_of_names_are_english(text: str) -> None:
    """A few words, half of them names, are English unless another language is much likelier."""
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Minsk afviser leverancer", "da"),
        ("Nederland levert F-16s", "nl"),
        ("La Russie livre des drones", "fr"),
        ("Rusia envía drones a Irán", "es"),
        ("Di soldiers wey dey for Abuja don collect new helicopter, na so di minister talk", "pcm"),
        ("12 345", None),
    ],
)
def test_other_languages_are_told(text: str, code: str | None) -> None:
    """Headlines in other languages, and Pidgin, are not taken for English; figures are in no language."""
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            (
                "Der Hafenmeister sagte, das Schiff sei eine Woche lang festgehalten worden, weil die Papiere fehlten. Auf dem "
                'Rumpf stand "The Pride of the North", und in der Kajüte lag ein Buch mit dem Titel "The Sea and the Men of it".'
            ),
        ),
        (
            "fr",
            (
                "Le capitaine a déclaré que le navire avait été retenu une semaine parce que les papiers manquaient; sur la coque "
                "on lisait « The Pride of the North », et la compagnie dit ne rien savoir de la cargaison ni de la suite."
            ),
        ),
        (
            "nl",
            (
                "De havenmeester zei dat het schip een week was vastgehouden omdat de papieren er niet waren, en dat de bemanning "
                "met het volgende tij mag vertrekken als de eigenaars betalen wat zij nog schuldig zijn aan de haven van de stad."
            ),
        ),
    ],
)
def test_english_names_do_not_make_a_text_english(language: str, text: str) -> None:
    """English names in a text of another language do not make it English."""
    assert language_of(text) == language

"""The language of a text, short ones included."""

import pytest

from armstrail.page.language_id import language_of


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

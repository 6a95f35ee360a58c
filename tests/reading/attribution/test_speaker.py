"""Who speaks: names behind bodies and words for what they are, and papers that speak for who made them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from armstrail.language import Analysis
from armstrail.reading.attribution import find_statements


@pytest.fixture
def speakers(analysed: Callable[..., Analysis]) -> Callable[[str], list[str | None]]:
    """A function from a text to the names of its speakers, in order."""

    def run(text: str) -> list[str | None]:
        return [one.speaker.name if one.speaker else None for one in find_statements(analysed(text))]

    return run


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Lima-based group Arms Watch said the tanks were old.", "Arms Watch"),
        ("The German tank maker Panzerbau said it would appeal.", "Panzerbau"),
        ("Swiss arms company Gebrueder Frey denied the report.", "Gebrueder Frey"),
        ("Fares will rise by a tenth in May, according to the website 44 Miles.", "44 Miles"),
        ("The rifles are new, the Procurement Agency in Lima announced.", "Procurement Agency"),
        ("Western governments say that Peru is lying.", "Western governments"),
        ("According to information obtained from the customs service, Peru bought 40 tanks.", "customs service"),
        ("According to a report by the Armament Institute, Peru bought rifles.", "Armament Institute"),
        ("According to reliable data shared by friendly states, Peru bought rifles.", "friendly states"),
        ("The director of the Peace Institute Maria Lopez said that the rifles were old.", "Maria Lopez"),
        ("The Icelandic representative to the UN Gunnar Olafsson said the rifles were old.", "Gunnar Olafsson"),
        ("A spokesman for President Ivan Costa said the rifles were new.", "spokesman for President Ivan Costa"),
    ],
)
def test_the_name_that_can_speak_is_the_speaker(
    speakers: Callable[[str], list[str | None]], text: str, name: str
) -> None:
    """A word for what a body is, the body of an officer and the paper that was made are not who speaks."""
    assert speakers(text) == [name]


def test_an_office_behind_a_name_is_known_later(speakers: Callable[[str], list[str | None]]) -> None:
    """A rank before the name does not hide the office after it: "the spokesman" is the colonel."""
    text = (
        "Lieutenant Colonel Pavel Novak, spokesman for the General Staff, said the tanks were old.\n"
        "The spokesman added that they would be scrapped."
    )
    assert speakers(text) == ["Pavel Novak", "Pavel Novak"]


def test_a_name_is_known_by_its_office_in_apposition(speakers: Callable[[str], list[str | None]]) -> None:
    """A name that nothing but "the envoy of ..." behind it tells for a person is joined with its surname."""
    text = "Ana Ruiz, the envoy of the union, visited Lima.\nRuiz said that the rifles had come by sea."
    assert speakers(text) == ["Ana Ruiz"]


def test_a_body_is_not_held_by_a_person(speakers: Callable[[str], list[str | None]]) -> None:
    """The agency that speaks first is not the office of the person who speaks next."""
    text = (
        "Peru has ordered 40 tanks, the Procurement Agency in Lima announced.\n"
        "Ten tanks will arrive in May, the agency said.\n"
        '"We shall look at every page of it," said Carmen Salas, a member of the committee.'
    )
    assert speakers(text)[-1] == "Carmen Salas"
    assert "Carmen Salas" not in speakers(text)[:2]


def test_a_time_between_the_cue_and_its_clause(speakers: Callable[[str], list[str | None]]) -> None:
    """A cue "said at the start of the week that ..." is an attribution, whatever the parse hangs the clause on."""
    assert speakers("Norway said at the start of the week that Peru had fired rockets.") == ["Norway"]


def test_questions_and_bare_pronouns_say_nothing(speakers: Callable[[str], list[str | None]]) -> None:
    """A question to somebody reports no words, nor does a verb whose object only points back; a denial of it counts."""
    assert speakers("Did you ask for them? Lima doubts this.") == []
    assert speakers("Peru has bought rifles. Minister Pablo Rojas denied this.") == ["Pablo Rojas"]


def test_and_joins_deeds_not_words(speakers: Callable[[str], list[str | None]]) -> None:
    """A second deed behind "and" does not report the first: who "ordered five" said nothing."""
    text = "Niger received six drones from Turkey in May, and Chad ordered five, according to the Sahel Institute."
    assert speakers(text) == ["Sahel Institute"]

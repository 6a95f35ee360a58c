"""Whose voice a speaker is."""

from __future__ import annotations

import pytest

from armstrail.ledger.voices import own_voice, same_person, voice_named, voice_of
from armstrail.records import Speaker, SpeakerKind

PERSON, OFFICE, STATE = SpeakerKind.PERSON, SpeakerKind.OFFICE, SpeakerKind.STATE
ORGANISATION, UNNAMED = SpeakerKind.ORGANISATION, SpeakerKind.UNNAMED


def key(name: str, role: str | None = None, country: str | None = None, kind: SpeakerKind = PERSON) -> str:
    return voice_of(Speaker(name=name, role=role, country=country, kind=kind)).key


@pytest.mark.parametrize(
    "speaker",
    [
        ("Ingrid Dahl", "foreign minister", "NOR", PERSON),
        ("Norwegian Foreign Ministry", None, "NOR", ORGANISATION),
        ("a Norwegian official", None, None, UNNAMED),
        ("Norway", None, "NOR", STATE),
        ("Lars Moe", "spokesman for the Norwegian defence ministry", None, PERSON),
        ("Norwegian prime minister", None, None, OFFICE),
    ],
)
def test_a_state_and_all_who_speak_for_it_are_one_voice(
    speaker: tuple[str, str | None, str | None, SpeakerKind],
) -> None:
    """Minister, ministry, spokesman and nameless official speak with the state's voice."""
    assert key(*speaker) == "NOR"


@pytest.mark.parametrize(
    "speaker",
    [
        ("Nils Berg", "former Norwegian minister", "NOR", PERSON),
        ("Eva Lund", "opposition lawmaker", "NOR", PERSON),
        ("Tor Vik", "analyst at a Norwegian institute", "NOR", PERSON),
        ("a Norwegian monitoring group", None, "NOR", ORGANISATION),
        ("Kari Sol", None, "NOR", PERSON),
    ],
)
def test_others_of_its_people_speak_for_themselves(speaker: tuple[str, str | None, str | None, SpeakerKind]) -> None:
    """Having a nationality, or having had an office, gives nobody the state's voice."""
    assert key(*speaker) not in {"NOR", ""}


def test_a_spokesman_of_a_firm_speaks_for_the_firm() -> None:
    """The principal's voice is the firm's, the same for every spokesman."""
    assert key("Ole Ness", "spokesman for Fjordvik Arms") == key("Mia Holt", "spokeswoman for Fjordvik Arms")


def test_the_page_speaks_with_one_voice_for_all_copies() -> None:
    """A text's own voice belongs to its origin, whatever page carries it."""
    assert own_voice("o:1", "A Daily").key == own_voice("o:1", "B Post").key != own_voice("o:2", "A Daily").key


def test_a_name_alone_is_read_as_a_state_where_it_is_one() -> None:
    """`asserted_by` gives a code or a name."""
    assert voice_named("NOR").key == voice_named("Norway").key == "NOR"


def test_names_of_one_person() -> None:
    """A surname, a short first name and the full name can be one person's; two first names cannot."""
    assert same_person("Ingrid Dahl", "Dahl")
    assert same_person("Antony Marsh", "Tony Marsh")
    assert not same_person("Ingrid Dahl", "Lars Dahl")
    assert not same_person("Ingrid Dahl", "Ingrid Moe")

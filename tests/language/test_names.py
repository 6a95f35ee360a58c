"""Names: persons joined to one full name, offices and pronouns resolved on evidence alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.language.analysis import Paragraph, pipeline
from armstrail.language.mentions import Names
from armstrail.language.names import find_names
from armstrail.language.persons import same_person
from armstrail.records import SpeakerKind


def read(*texts: str) -> tuple[str, Names]:
    """The joined text and its names, a paragraph per text."""
    paragraphs, at = [], 0
    for text in texts:
        paragraphs.append(Paragraph(at, at + len(text), "body", pipeline()(text)))
        at += len(text) + 1
    return "\n".join(texts), find_names(tuple(paragraphs))


def name_at(text: str, names: Names, words: str, nth: int = 0) -> str | None:
    """The canonical name of the nth occurrence of `words`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    mention = names.at(start, start + len(words))
    return mention.name if mention else None


def test_a_surname_carries_the_full_name() -> None:
    """A surname, before or after, stands for the one full name that bears it."""
    text, names = read("Novak was late.", "Finance Minister Petra Novak spoke to the press.", "Novak left early.")
    assert name_at(text, names, "Novak", 0) == "Petra Novak"
    assert name_at(text, names, "Novak", 2) == "Petra Novak"


def test_spellings_of_one_person_are_joined() -> None:
    """Short given names, hyphens, accents and slips of spelling do not make two persons."""
    assert same_person(("Antony", "Larsen"), ("Tony", "Larsen"))
    assert same_person(("Park", "Jae", "Won"), ("Park", "Jae-won"))
    assert same_person(("José", "Álvarez"), ("Jose", "Alvarez"))
    assert same_person(("Maria", "T.", "Keller"), ("Maria", "Keller"))
    assert not same_person(("Anna", "Keller"), ("Robert", "Keller"))
    assert not same_person(("Park", "Jae-won"), ("Park", "Min-ho"))


def test_the_title_tells_two_bearers_of_a_surname_apart() -> None:
    """The titles "Mrs" and "Mr" pick the bearer whose given name has that gender."""
    text, names = read("Robert Keller and Anna Keller ran the bank.", "Mrs. Keller resigned in May. Mr. Keller stayed.")
    assert name_at(text, names, "Keller", 2) == "Anna Keller"
    assert name_at(text, names, "Keller", 3) == "Robert Keller"


def test_role_and_country_stand_beside_the_name() -> None:
    """A title before the name gives the role, a country's adjective the code; an apposition gives a role too."""
    text, names = read(
        "Polish Defence Minister Marek Wolski met Jonas Berg, the head of the fleet, in Oslo.", "Wolski was brief."
    )
    wolski = names.at(text.rindex("Wolski"), text.rindex("Wolski") + 6)
    assert wolski is not None
    assert (wolski.role, wolski.country, wolski.kind) == ("Defence Minister", "POL", SpeakerKind.PERSON)
    berg = names.at(text.index("Jonas"), text.index("Jonas") + 10)
    assert berg is not None
    assert berg.role == "head of the fleet"


def test_an_office_noun_needs_a_holder_on_the_page() -> None:
    """The words "the minister" are the page's minister; "the governor" without one stays an office."""
    text, names = read(
        "Trade Minister Lucia Ferrer opened the fair.", "The minister praised the firms.", "The governor stayed away."
    )
    assert name_at(text, names, "The minister") == "Lucia Ferrer"
    governor = names.at(text.index("The governor"), text.index("The governor") + 12)
    assert governor is not None
    assert governor.kind is SpeakerKind.OFFICE


def test_pronouns_follow_gender_and_focus() -> None:
    """The pronoun "she" is the woman in focus, "he" the man; with nobody in focus a pronoun stays unresolved."""
    text, names = read("Helen Ortiz met David Brandt.", "She praised the plan, and he agreed.")
    assert name_at(text, names, "She") == "Helen Ortiz"
    assert name_at(text, names, "he agreed"[:2], text[: text.index("he agreed")].count("he")) == "David Brandt"
    text, names = read("He was not named.")
    assert names.at(0, 2) is None


def test_states_are_named_by_capitals_and_bynames() -> None:
    """A capital stands for its state, with the code."""
    _, names = read("Warsaw and Prague warned that the plan would fail.")
    mention = names.at(0, 6)
    assert mention is not None
    assert (mention.name, mention.kind, mention.country) == ("Poland", SpeakerKind.STATE, "POL")


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="Ann Lee ,.'’\"“”Mr of the-é🙂\u0301", max_size=60))
def test_mentions_lie_in_the_text(text: str) -> None:
    """Whatever the text, every mention is a non-empty span of it."""
    if not text.strip():
        return
    _, names = read(text)
    assert all(0 <= m.start < m.end <= len(text) for m in names.mentions)


def test_an_office_with_its_post_stands_before_a_name() -> None:
    """The office reaches over "to the UN" and "of defence" to the name behind it, and brings its state."""
    text, names = read(
        "Kenyan representative to the UN Joseph Mwangi spoke.", "Peruvian minister of defence Luis Paz left."
    )
    for name, role, country in (
        ("Joseph Mwangi", "representative to the UN", "KEN"),
        ("Luis Paz", "minister of defence", "PER"),
    ):
        start = text.index(name)
        mention = names.at(start, start + len(name))
        assert mention is not None
        assert (mention.role, mention.country) == (role, country)


def test_a_first_name_that_the_recogniser_leaves_out_is_part_of_the_name() -> None:
    """Three names are one person's, and a body's name ends before its head's."""
    text, names = read(
        "Idriss Tahir Moussa, Chad's defence minister, said so.",
        "According to the deputy head of the Main Intelligence Directorate Vadym Sokil, the train has left.",
    )
    for name in ("Idriss Tahir Moussa", "Vadym Sokil"):
        start = text.index(name)
        mention = names.at(start, start + len(name))
        assert mention is not None
        assert mention.name == name


def test_according_to_him_is_the_head_of_the_body_told_of_last() -> None:
    """The name behind "the head of the Customs Union" is the subject's, whom "him" stands for."""
    text, names = read(
        "Spokesman Paul Weiss called it nonsense. The head of the Defence Department Martin Oakes declared that it was true. "
        "According to him, the ship has left."
    )
    start = text.index("him,")
    mention = names.at(start, start + 3)
    assert mention is not None
    assert mention.name == "Martin Oakes"


def test_words_of_an_office_name_nobody() -> None:
    """In "Deputy Prime Minister" nobody is called Prime; "Madam Spokesperson" is how one is spoken to."""
    texts = (
        "The Deputy Prime Minister, Senator Asad Malik, flew to Lima on 9 June. He met the mayor.",
        "Question (Ann Lee, Port Post): Madam Spokesperson, a newspaper wrote on Sunday that the works had closed.",
    )
    text, names = read(*texts)
    people = {m.name for m in names.mentions if m.kind is SpeakerKind.PERSON}
    assert people == {"Asad Malik", "Ann Lee"}
    assert name_at(text, names, "He") == "Asad Malik"
    (lee,) = (m for m in names.mentions if m.name == "Ann Lee")
    assert lee.role is None


def test_a_name_in_apposition_to_the_subject_is_in_focus() -> None:
    """Who is named behind "a second defendant" is the subject, whom "he" stands for."""
    text, names = read("Paul Weiss was jailed on Monday. A second man, Martin Oakes, has left. He denies it.")
    start = text.index("He denies")
    mention = names.at(start, start + 2)
    assert mention is not None
    assert mention.name == "Martin Oakes"


OFFICES = [
    ("Norway's defence minister, Eva Lund, said no.", "Eva Lund", "defence minister", "NOR"),
    ("Ukraine's military intelligence chief Oleh Bondar said no.", "Oleh Bondar", "military intelligence chief", "UKR"),
    (
        "The Polish foreign ministry's spokeswoman, Ewa Zielinska, said no.",
        "Ewa Zielinska",
        "foreign ministry's spokeswoman",
        "POL",
    ),
    ("Iran's ambassador to the U.N., Reza Karimi, said no.", "Reza Karimi", "ambassador to the U.N.", "IRN"),
    (
        "Oleh Bondar, Ukraine's military intelligence chief, said no.",
        "Oleh Bondar",
        "military intelligence chief",
        "UKR",
    ),
    (
        "Oleh Bondar, head of Ukraine's military intelligence, said no.",
        "Oleh Bondar",
        "head of military intelligence",
        "UKR",
    ),
    ("The Kenyan ambassador to Germany, Grace Otieno, said no.", "Grace Otieno", "ambassador", "KEN"),
    ("The ambassador to Germany, Grace Otieno, said no.", "Grace Otieno", "ambassador", None),
    ("Grace Otieno, the country's defence minister, said no.", "Grace Otieno", "defence minister", None),
]


@pytest.mark.parametrize(("text", "name", "role", "country"), OFFICES)
def test_whose_office_it_is(text: str, name: str, role: str, country: str | None) -> None:
    """An office in apposition gives role and state; where an envoy is sent is not whom he serves."""
    _, names = read(text)
    found = next(m for m in names.mentions if m.kind is SpeakerKind.PERSON and m.form == "name")
    assert (found.name, found.role, found.country) == (name, role, country)


def test_the_place_of_a_dateline_is_no_body() -> None:
    """Where a report is filed, in capitals that the recogniser takes for a body, is nobody whose ministry speaks."""
    text, names = read("MINSK, June 14 (Agency) - Norway wants calm, its foreign ministry said.")
    assert [text[m.start : m.end] for m in names.mentions if m.start < text.index("-")] == []


def test_a_label_keeps_an_office_from_a_later_holder() -> None:
    """In a transcript whose label names the office, "the spokesperson" is not another state's, named further below."""
    text, names = read(
        "Official Spokesperson: Our ties are well known.",
        "The Spokesperson later clarified that no talks had been held.",
        '"We are puzzled," spokesperson Dana Wolf said in Oslo.',
    )
    assert name_at(text, names, "The Spokesperson") == "Spokesperson"


def test_an_office_ends_before_what_its_holder_did() -> None:
    """A relative clause behind the office's body is no part of its name."""
    text, names = read("The visit was made by the chief of the air staff, who met nobody.")
    assert name_at(text, names, "the chief of the air staff") == "chief of the air staff"

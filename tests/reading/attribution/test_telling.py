"""The day on which something was said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from armstrail.language import Analysis
from armstrail.reading.attribution import find_statements


@pytest.fixture
def days(analysed: Callable[..., Analysis]) -> Callable[..., list[tuple[str, str | None]]]:
    """A function from a text and its day of publication to the speakers with the day of each statement."""

    def run(text: str, published: str | None = "2023-03-15") -> list[tuple[str, str | None]]:
        out = []
        for one in find_statements(analysed(text, published)):
            day = one.said_on
            stretch = None if day is None else str(day.start) if day.start == day.end else f"{day.start}/{day.end}"
            out.append((one.speaker.name if one.speaker else "?", stretch))
        return out

    return run


def test_the_lead_gives_the_day_of_what_others_said(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """An undated "said" belongs to the day of the lead, though another speaker further down has a day of his own."""
    text = (
        "Chile has ordered two frigates from Britain, Defence Minister Pablo Rojas said on Monday.\n"
        "Senator Rosa Diaz called the price outrageous on Tuesday.\n"
        "Admiral Luis Vega said that the ships would arrive in 2026."
    )
    assert days(text) == [("Pablo Rojas", "2023-03-13"), ("Rosa Diaz", "2023-03-14"), ("Luis Vega", "2023-03-13")]


def test_without_a_dated_lead_the_page_came_out_that_day(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """A plain "said" on a page whose statements bear no day belongs to the day of publication; unknown stays unknown."""
    text = "Peru received six patrol boats from South Korea.\nAdmiral Jorge Paz said that the boats were in service."
    assert days(text) == [("Jorge Paz", "2023-03-15")]
    assert days(text, None) == [("Jorge Paz", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Minister Ana Ruiz has said that the boats are in service.",
        "Earlier, Minister Ana Ruiz said that the boats were in service.",
        "Minister Ana Ruiz says that the boats are in service.",
    ],
)
def test_what_was_said_before_has_no_day(days: Callable[..., list[tuple[str, str | None]]], sentence: str) -> None:
    """A perfect, "earlier" and a standing "says" tell of no day."""
    assert days(sentence) == [("Ana Ruiz", None)]


def test_the_day_of_a_document_is_the_day_of_its_words(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """A study "published on", a memo "dated", an interview that somebody "aired" bear the day of what they say."""
    text = (
        "In a study published on March 9, the institute Arms Watch said that Peru had bought 40 tanks.\n"
        "Peru paid in gold, according to a memo dated Feb. 17.\n"
        "Peru had no such tanks, President Ivan Costa said in an interview that state television aired on Sunday."
    )
    assert [day for _, day in days(text)] == ["2023-03-09", "2023-02-17", "2023-03-12"]


def test_after_the_talks_is_the_day_of_the_talks(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """A cue "after the talks" points back to the meeting that an earlier sentence dates."""
    text = (
        "Ana Ruiz, the envoy of the United Nations, visited Lima on Friday and met President Ivan Costa. "
        "Ruiz said after the talks that the rifles had come through Ecuador."
    )
    assert [day for _, day in days(text)] == ["2023-03-10"]


def test_the_next_sentence_may_tell_the_occasion(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """The sentence "He spoke after meeting ... on Monday" dates the words before it."""
    text = "President Ivan Costa said that the tanks were old. He spoke after meeting Ana Ruiz in Quito on Monday."
    assert days(text)[0] == ("Ivan Costa", "2023-03-13")


def test_turns_of_an_interview_are_of_the_day_it_was_held(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """The turns of a transcript bear the day on which it was recorded, where the page says so."""
    text = (
        "President Ivan Costa spoke to Radio Lima.\n"
        "Ivan Costa: We have bought no tanks from anybody.\n"
        "Ivan Costa: The rifles came from Brazil.\n"
        "The interview was recorded on March 11."
    )
    assert [day for who, day in days(text) if who == "Ivan Costa"][-2:] == ["2023-03-11", "2023-03-11"]


def test_entries_of_a_live_page_are_of_its_day(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """A page of entries with clock times reports its day in the present and the perfect as well."""
    text = (
        "18:42 Minister Ana Ruiz says that Peru will buy no tanks.\n"
        "16:10 The embassy of Chile has said that it knows of no sale.\n"
        "11:05 Good morning from Lima."
    )
    assert [day for _, day in days(text)] == ["2023-03-15", "2023-03-15"]


def test_who_declares_by_saying_it_does_so_that_day(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """An official statement condemns and urges on the day on which it is issued."""
    text = "The African Union condemns the delivery of rifles to the rebels.\nThe African Union urges Chad to stop it."
    assert [day for _, day in days(text)] == ["2023-03-15", "2023-03-15"]


def test_a_day_beside_a_noun_of_saying_is_the_day_of_saying(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """The words "voiced concern on Monday" tells when the concern was voiced; "condemned the attack on Monday" does not."""
    assert days("Minister Ana Ruiz voiced concern on Monday about the sale of rifles to Haiti.") == [
        ("Ana Ruiz", "2023-03-13")
    ]


def test_a_title_that_begins_like_a_preposition(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """An inverted "said Under Secretary Ann Lee" has a speaker."""
    assert days('"We know who paid for the rifles," said Under Secretary Ann Lee.') == [("Ann Lee", "2023-03-15")]


def test_the_time_of_the_deed_is_no_day_of_saying(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """An "according to" has a day of its own only in its own words."""
    assert days("According to the mayor, Peru bought tanks in January.", None) == [("mayor", None)]
    assert days("Peru bought rifles from Chile, according to police on Monday.") == [("police", "2023-03-13")]


def test_hours_later_is_the_day_told_of_before(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """A cue "a few hours later" belongs to the day of the statement before it, a state's too."""
    text = (
        "Berlin said on 25 January 2023 that it would send 14 tanks. A few hours later Washington said it would buy 31."
    )
    assert days(text, None) == [("Germany", "2023-01-25"), ("United States", "2023-01-25")]


def test_a_report_presented_gives_its_day(days: Callable[..., list[tuple[str, str | None]]]) -> None:
    """What a report presented in May says was said in May."""
    text = "In a report presented in May 2022, the envoy valued the shipments at $406 million."
    assert days(text)[-1] == ("envoy", "2022-05-01/2022-05-31")

"""Headings of issues date a page; headings that tell of an event's day do not."""

from __future__ import annotations

from datetime import date

import pytest

from armstrail.page import Source, read_page

STORY = (
    "The government of Malawi received two patrol boats from a Gulf state, the army said. The boats were paid for by a "
    "grant. Officers from both sides attended the ceremony at the lake, and a band played.\n\n"
    "Opposition lawmakers asked what the country would give in return. The minister did not answer the question, and the "
    "session was closed an hour later.\n"
)


def published(head: str) -> str | None:
    """The inferred days of a page with this head, as text."""
    found = read_page(Source(id="x", data=(head + STORY).encode(), media_type="text/plain")).published
    if found is None:
        return None
    return f"{found.start}" if found.start == found.end else f"{found.start}..{found.end}"


@pytest.mark.parametrize(
    ("head", "days"),
    [
        ("Boats for Malawi\n\nWeek of 4 November 2024\n\n", "2024-11-04..2024-11-10"),
        ("Week ending Sunday, 12 May 2024\n\nBoats for Malawi\n\n", "2024-05-06..2024-05-12"),
        ("Lake monitor: 6-12 May 2024\n\nBoats for Malawi\n\n", "2024-05-06..2024-05-12"),
        ("Weekly review, 29 April - 5 May 2024\n\n", "2024-04-29..2024-05-05"),
        ("Weekly review, April 29 to May 5, 2024\n\n", "2024-04-29..2024-05-05"),
        ("Week 19, 2024\n\nBoats for Malawi\n\n", "2024-05-06..2024-05-12"),
        ("Bulletin No. 14 of 7 June 2023\n\nBoats for Malawi\n\n", "2023-06-07"),
        ("Daily press review of 12 January 2024: boats for Malawi\n\n", "2024-01-12"),
        ("Boats for Malawi\n\nVol. 3, No. 7 - March 2024\n\n", "2024-03-01..2024-03-31"),
        ("[Lake desk] 12 September 2024 -- Lilongwe gets Gulf boats\n\n", "2024-09-12"),
        ("Boats for Malawi\n12 Jan 24\n\n", "2024-01-12"),
    ],
)
def test_a_heading_dates_its_issue(head: str, days: str) -> None:
    """A week, a month or a day that an issue's heading names is when the text came out."""
    assert published(head) == days


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("[Lake desk] 12 September 2024 -- Malawi has new boats, and the army is glad of them.\n\n", "2024-09-12"),
        ("LILONGWE, 12 January 2024. The army has new boats on the lake, an officer said.\n\n", "2024-01-12"),
        ("12 January 2024. The army has new boats on the lake, an officer said.\n\n", "2024-01-12"),
        ("Lilongwe, 12 January 2024: Boats for the army\n\n", "2024-01-12"),
        ("(Lilongwe, January 12, 2024) – The army has new boats on the lake, an officer said.\n\n", "2024-01-12"),
    ],
)
def test_a_head_before_the_first_sentence_dates_the_page(head: str, day: str) -> None:
    """A desk's tag, a place with a stop and a place in brackets are datelines."""
    assert published(head) == day


@pytest.mark.parametrize(
    "head",
    [
        "Boats for Malawi\n\nThe story of 4 November 2021\n\n",
        "Why the accord of 7 June 2019 failed\n\n",
        "The raid of 12 May 2019 and what it cost the army in the years that followed\n\n",
        "Since 12 January 2020, boats are free\n\n",
    ],
)
def test_a_heading_that_tells_of_a_day_dates_nothing(head: str) -> None:
    """The day of an event in a headline is not the day of the page."""
    assert published(head) is None


def test_a_chronicle_is_not_of_its_first_entry() -> None:
    """Where several paragraphs open with a day, none of them dates the page."""
    entry = "The government of Malawi received two patrol boats from a Gulf state, the army said, and paid with a grant.\n\n"
    chronicle = f"Boats on the lake\n\n3 May 2019. {entry}8 June 2020. {entry}"
    found = read_page(Source(id="x", data=chronicle.encode(), media_type="text/plain")).published
    assert found is None or (found.start, found.end) != (date(2019, 5, 3), date(2019, 5, 3))


def test_an_issues_week_is_stamped_once() -> None:
    """The page claims its week, and the day inside the words of the week is no second claim."""
    page = read_page(Source(id="x", data=("Week of 4 November 2024\n\n" + STORY).encode(), media_type="text/plain"))
    assert [(f"{stamp.start}", f"{stamp.end}") for stamp in page.stamped] == [("2024-11-04", "2024-11-10")]
    assert page.stamped[0].span is not None
    assert page.text[slice(*page.stamped[0].span)] == "Week of 4 November 2024"

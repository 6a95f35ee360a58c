"""Places where a page's words or its transport once broke the reader: each is read, and nothing is raised."""

from __future__ import annotations

from datetime import date

import pytest

from armstrail.page import Source, read_page
from armstrail.page.clue import Clue, since
from armstrail.page.inference import solve
from armstrail.records import Page, When

STORY = (
    "The army took over forty armoured trucks on Monday, the interior ministry said, and will send them to the border.",
    "Officials did not name a price, and the maker of the trucks declined to comment on the deal when it was asked.",
)


def read(*lines: str, **more: object) -> Page:
    """A plain-text page of these lines."""
    source = Source(id="x", data="\n\n".join(lines).encode(), media_type="text/plain", **more)  # type: ignore[arg-type]  # fields by name
    return read_page(source)


@pytest.mark.parametrize("latest", [None, date(1990, 5, 1), date(1, 1, 1)])
def test_a_text_about_old_years_alone_is_left_open(latest: date | None) -> None:
    """Where all that the words name, or the capture, lies before the web, no day is tried and none is answered."""
    old = Clue("past", "1911", None, 2.0, since(date(1911, 1, 1)), absolute=True, resolve=lambda _: date(1911, 1, 1))
    assert solve((old,), latest, settle=False) is None
    read("The treaty", *STORY, "The first such treaty was signed in 1911, when the two kingdoms made peace at sea.")


@pytest.mark.parametrize("count", ["100 DAYS", "9999 years", "9,999 years", "0 days", "fİve dayſ"])
def test_time_into_a_war_may_be_written_in_any_way(count: str) -> None:
    """Capitals, absurd counts and look-alike letters in "N days into the war" neither raise nor date the page wildly."""
    page = read(
        "Trucks", f"{count} into the war in Ukraine the army took over forty trucks that were built abroad.", *STORY
    )
    assert page.published is None or page.published.start.year < 2030


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_any_day_may_be_given_or_captured(day: date) -> None:
    """A given date or a capture at either end of the calendar is kept as it is."""
    words = (
        "Trucks",
        "OSLO, May 17 (Reuters) - " + STORY[0],
        STORY[1] + " They come in June 2021, on the 17th (local time).",
    )
    given = read(*words, published=When(start=day, end=day))
    assert given.published is not None
    assert given.published.start == day
    read(*words, captured=day)


def test_an_address_that_is_none_costs_no_page() -> None:
    """A page whose address cannot be taken apart is read without a host."""
    page = read("Trucks", *STORY, url="http://[::1/broken")
    assert page.host is None
    assert page.body


def test_types_of_json_ld_may_be_anything() -> None:
    """`@type` holds what a site's editor wrote: lists in lists are no names of types."""
    nested = "[" * 400 + "]" * 400
    markup = f'<script type="application/ld+json">{{"@type": {nested}, "datePublished": "2021-05-03"}}</script><h1>Trucks</h1>'
    page = read_page(Source(id="x", data=(markup + f"<p>{STORY[0]}</p>").encode(), media_type="text/html"))
    assert page.published is not None
    assert page.published.start == date(2021, 5, 3)

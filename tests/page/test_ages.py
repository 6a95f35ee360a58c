"""Ages of pages in many languages, counted from the capture; and days that a feed claims."""

from __future__ import annotations

from datetime import date

import pytest

from armstrail.page import Source, read_page
from armstrail.records import Page, When

STORY = (
    "The navy will lend two boats to its neighbour, the ministry said, and both crews are to be trained at the old yard.",
    "The boats will be used to watch fishing grounds near the southern border, where poachers have been seen more often.",
)
CAPTURED = date(2022, 3, 9)


def read(stamp: str, captured: date | None = CAPTURED, claimed: date | None = None) -> Page:
    """A page with this line below its headline."""
    told = "".join(f"<p>{line}</p>" for line in STORY)
    markup = f"<html lang=en><body><h1>Two boats lent</h1><p>{stamp}</p><article>{told}</article></body></html>"
    when = When(start=claimed, end=claimed) if claimed is not None else None
    return read_page(Source(id="x", data=markup.encode(), media_type="text/html", captured=captured, claimed=when))


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2 days ago", date(2022, 3, 7)),
        ("Published 3 hours ago", CAPTURED),
        ("a week ago", date(2022, 3, 2)),
        ("yesterday", date(2022, 3, 8)),
        ("vor 5 Tagen", date(2022, 3, 4)),
        ("vor einer Stunde", CAPTURED),
        ("il y a 2 jours", date(2022, 3, 7)),
        ("hace 3 días", date(2022, 3, 6)),
        ("4 дня назад", date(2022, 3, 5)),
        ("3일 전", date(2022, 3, 6)),
        ("2天前", date(2022, 3, 7)),
        ("5 gün önce", date(2022, 3, 4)),
    ],
)
def test_an_age_is_counted_from_the_capture(stamp: str, day: date) -> None:
    """The day lies so many days before the capture."""
    page = read(stamp)
    assert page.published is not None
    assert page.published.start == day
    assert [each.kind for each in page.date_evidence if each.supports and each.kind == "age"] == ["age"]


def test_without_a_capture_an_age_says_nothing() -> None:
    """No clock stands in for the day of capture."""
    assert read("2 days ago", captured=None).published is None


def test_what_a_feed_claims_is_evidence_where_the_page_is_silent() -> None:
    """The claim dates a page that has no date of its own, and is no stamp of the page."""
    page = read("", claimed=date(2022, 3, 5))
    assert page.published is not None
    assert page.published.start == date(2022, 3, 5)
    assert page.stamped == ()


def test_what_a_page_says_of_itself_outweighs_the_feed() -> None:
    """The feed's claim stays as evidence against."""
    page = read("Published 2 March 2022", claimed=date(2022, 3, 5))
    assert page.published is not None
    assert page.published.start == date(2022, 3, 2)
    assert [each.supports for each in page.date_evidence if each.kind == "claimed"] == [False]


def test_a_claim_that_lies_ahead_dates_nothing() -> None:
    """A feed's day after the capture is kept, marked as impossible, and does not make the page so."""
    page = read("Published 2 March 2022", claimed=date(2022, 4, 1))
    (claimed,) = [each for each in page.date_evidence if each.kind == "claimed"]
    assert "impossible" in (claimed.note or "")
    assert page.date_verdict == "consistent"

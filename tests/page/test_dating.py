"""The date of first publication is inferred from all that speaks of it, with evidence for and against."""

from __future__ import annotations

from datetime import date

from armstrail.page import Source, read_page
from armstrail.records import DateVerdict, Page

STORY = (
    "The ministry of defence said that the frigate had left the yard after two years of repairs and would join the fleet.",
    "Officials declined to say how much the work had cost, but a budget paper put the sum at ninety million dollars.",
    "The shipyard has built corvettes for three navies and hopes to win an order for two more, its manager told reporters.",
)


def read_text(*lines: str, captured: date | None = None) -> Page:
    """A plain-text page of these lines."""
    return read_page(Source(id="t", data="\n\n".join(lines).encode(), media_type="text/plain", captured=captured))


def read_html(head: str, body: str, captured: date | None = None, url: str | None = None) -> Page:
    """An HTML page with a headline and the story, `body` between them."""
    story = "".join(f"<p>{line}</p>" for line in STORY)
    markup = f"<html lang='en'><head><title>Frigate back in service</title>{head}</head><body><h1>Frigate back in service</h1>{body}<article>{story}</article></body></html>"
    return read_page(Source(id="h", data=markup.encode(), media_type="text/html", captured=captured, url=url))


def days(page: Page) -> tuple[str, str] | None:
    """First and last day of publication."""
    return (str(page.published.start), str(page.published.end)) if page.published else None


def test_a_stamp_behind_a_label_beats_today_in_the_page_head() -> None:
    """The day in the page's head is the crawler's day, the labelled one the story's."""
    page = read_text(
        "The Port Gazette    Saturday, 3 May 2025",
        "Frigate back in service after two years of repairs",
        "Published: 28 April 2025, 10:15",
        *STORY,
    )
    assert days(page) == ("2025-04-28", "2025-04-28")
    assert page.date_verdict is DateVerdict.CONSISTENT


def test_update_and_publication_are_told_apart() -> None:
    """Both are stamped, the earlier one is published."""
    page = read_html("", "<div class='meta'>Updated: 30 April 2025 | Published: 28 April 2025</div>")
    assert days(page) == ("2025-04-28", "2025-04-28")
    assert {(str(stamp.start), stamp.kind) for stamp in page.stamped} == {
        ("2025-04-28", "published"),
        ("2025-04-30", "updated"),
    }


def test_the_visible_stamp_settles_the_time_zone() -> None:
    """A machine's time in UTC of the small hours is the evening before where the page says so."""
    page = read_html(
        "<meta property='article:published_time' content='2025-04-29T02:10:00Z'>", "<p class='date'>April 28, 2025</p>"
    )
    assert days(page) == ("2025-04-28", "2025-04-28")


def test_a_day_after_the_capture_is_impossible() -> None:
    """Such a day is never the publication, and stays visible as evidence."""
    page = read_html(
        "<meta property='article:published_time' content='2026-04-29T12:10:00Z'>", "", captured=date(2025, 5, 1)
    )
    assert days(page) is None
    assert page.date_verdict is DateVerdict.IMPOSSIBLE
    assert any(not one.supports and "impossible" in (one.note or "") for one in page.date_evidence)


def test_a_page_without_dates_has_none() -> None:
    """Nothing is made up where nothing is said."""
    page = read_text("Frigate back in service after two years of repairs", *STORY)
    assert days(page) is None
    assert page.date_verdict is DateVerdict.UNKNOWN

"""Outlet, agency, byline and dateline are five separate facts, each as the page gives it."""

from __future__ import annotations

from armstrail.page import Source, read_page
from armstrail.records import Page

STORY = (
    "The ministry of defence said that the frigate had left the yard after two years of repairs and would join the fleet.",
    "Officials declined to say how much the work had cost, but a budget paper put the sum at ninety million dollars.",
    "The shipyard has built corvettes for three navies and hopes to win an order for two more, its manager told reporters.",
)


def page_of(*lines: str) -> Page:
    """A plain-text page."""
    return read_page(Source(id="c", data="\n\n".join(lines).encode(), media_type="text/plain"))


def test_the_dateline_credits_the_agency() -> None:
    """Place and agency come from the dateline, the writer from the byline, the outlet from the copyright."""
    page = page_of(
        "Frigate back in service after two years",
        "By Ana Lopez | 3 May 2025",
        "OSLO, May 3 (Reuters) - " + STORY[0],
        *STORY[1:],
        "© 2025 The Port Gazette. All rights reserved.",
    )
    assert (page.agency, page.dateline, page.byline, page.outlet) == (
        "Reuters",
        "OSLO",
        "Ana Lopez",
        "The Port Gazette",
    )


def test_a_photo_credit_is_no_text_credit() -> None:
    """The agency under a picture took the picture."""
    page = page_of("Frigate back in service after two years", "The frigate at sea, May 2. AFP-Yonhap", *STORY)
    assert page.agency is None


def test_a_quoted_agency_is_no_text_credit() -> None:
    """A page that cites an agency is not that agency's text."""
    page = page_of(
        "Frigate back in service after two years",
        *STORY,
        "The frigate will sail on Friday, according to Yonhap News Agency.",
    )
    assert page.agency is None


def test_an_agency_in_the_byline_is_the_agency() -> None:
    """A byline that is an agency's name gives no writer."""
    page = page_of("Frigate back in service after two years", "By Reuters | 3 May 2025", *STORY)
    assert (page.agency, page.byline) == ("Reuters", None)


def test_the_feed_names_the_publisher() -> None:
    """A feed's own source is the publisher, whatever the page says."""
    page = read_page(Source(id="c", data="\n\n".join(STORY).encode(), media_type="text/plain", publisher="Port Wire"))
    assert page.publisher == "Port Wire"

"""Headlines: the page's own claim decides which heading is its headline, and the site's name is cut off."""

from __future__ import annotations

import pytest

from armstrail.page.html import html_layout
from armstrail.page.title import without_site


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Two ships leave | Quay News", None, "Two ships leave"),
        ("Two ships leave - Quay News", "Quay News", "Two ships leave"),
        ("Quay News: Two ships leave", "Quay News", "Quay News: Two ships leave"),
        ("Quay News | Two ships leave harbour at night", "Quay News", "Two ships leave harbour at night"),
        ("Two ships leave - and one comes back - Quay News", "Quay News", "Two ships leave - and one comes back"),
        ("Two ships leave - and one comes back", None, "Two ships leave - and one comes back"),
        ("Ships leave | World | Quay News", "Quay News", "Ships leave"),
        ("Ships leave", "Quay News", "Ships leave"),
    ],
)
def test_the_sites_name_is_cut_off(title: str, site: str | None, expected: str) -> None:
    """Behind or before a bar or dash; a dash in the headline itself stays."""
    assert without_site(title, site) == expected


def test_the_claimed_heading_is_the_headline() -> None:
    """Of several headings the one that the page claims as its title is the headline, though another be greater."""
    page = (
        '<head><meta property="og:title" content="Crane falls at dock"></head><body><h1>Quay News of Gdynia today</h1>'
    )
    page += (
        "<h2>Crane falls at dock</h2><p>A crane fell at the old dock on Monday, the port said, and nobody was hurt.</p>"
    )
    layout = html_layout(page)
    assert layout.title == "Crane falls at dock"
    assert layout.title_span is not None
    assert layout.text[slice(*layout.title_span)] == "Crane falls at dock"


def test_a_claimed_title_that_is_not_shown_has_no_span() -> None:
    """The claim is the title, and no words are said to carry it."""
    layout = html_layout(
        "<head><title>Crane falls | Quay</title></head><body><p>A crane fell on Monday, the port said.</p>"
    )
    assert (layout.title, layout.title_span) == ("Crane falls", None)

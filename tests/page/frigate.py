"""The story that the pages of the dating tests tell, and what a test asks of the day that was read. Every sentence is invented."""

from __future__ import annotations

from datetime import date

from armstrail.page import Source, read_page

T = "Frigate leaves the yard after two years of repairs"
S1 = "The ministry of defence said on {d} that the frigate had left the yard after two years of repairs and would join the fleet."
S2 = "Officials declined to say how much the work had cost, but a budget paper put the sum at ninety million dollars."
S3 = "The shipyard has built corvettes for three navies and hopes to win an order for two more, its manager told reporters."

Expected = tuple[str, ...] | None
"""First and last day that may be given, None where no day can be."""


def story_of(day: str = "Monday") -> tuple[str, ...]:
    """The paragraphs of the story, told on a weekday."""
    return S1.format(d=day), S2, S3


def check(source: Source, expected: Expected, restamped: bool | None) -> None:
    """The answer overlaps what is expected, is hardly wider, and every span of evidence slices back."""
    page = read_page(source)
    if expected is None:
        assert page.published is None
    else:
        assert page.published is not None
        first, last = date.fromisoformat(expected[0]), date.fromisoformat(expected[1])
        assert page.published.start <= last
        assert page.published.end >= first
        assert (page.published.end - page.published.start).days <= (last - first).days + 3
    if restamped is not None:
        assert page.restamped is restamped
    for one in page.date_evidence:
        assert one.span is None or page.text[one.span[0] : one.span[1]].strip()

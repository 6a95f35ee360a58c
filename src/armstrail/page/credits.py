"""Who publishes, who wrote, and which agency the text is credited to."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.page.layout import Layout
from armstrail.page.source import Source


@dataclass(frozen=True, slots=True)
class Credits:
    """The credits of a page, each as the page gives it, None where unsaid."""

    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    publisher: str | None = None


def credits_of(layout: Layout, source: Source) -> Credits:
    """The credits of a page."""
    return Credits(publisher=source.publisher)

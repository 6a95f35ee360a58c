"""What an origin is judged from: the article text of one page, with the little that is known of where it stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from armstrail.records import Page, Span


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one page, as a reader of origins takes it.

    `paragraphs` are the spans of `text` that count as the article, in order; None means all of it. Offsets in every
    result are code points of `text`. `date` is the (earliest) day of first publication where known; `site` names where
    the page stood (host or site name), `publisher` who publishes it, `agency` to whom the words are credited. None is
    unknown, and unknown stays unknown.
    """

    id: str
    title: str | None
    text: str
    date: date | None = None
    site: str | None = None
    paragraphs: tuple[Span, ...] | None = None
    agency: str | None = None
    publisher: str | None = None
    language: str | None = None


def text_of(page: Page) -> Text:
    """The article text of a page: its body spans, its credits, the first day on which it can have been published."""
    return Text(
        id=page.id,
        title=page.title,
        text=page.text,
        date=page.published.start if page.published is not None else None,
        site=page.host or page.outlet,
        paragraphs=page.body,
        agency=page.agency,
        publisher=page.publisher or page.outlet,
        language=page.language,
    )

"""What comes in: one page's bytes with everything the transport said about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from armstrail.records import When

MediaType = Literal["text/plain", "text/html"]
Transport = Literal["file", "jsonl", "warc", "feed", "web", "stdin"]


@dataclass(frozen=True, slots=True)
class Source:
    """One page as it came, undecoded.

    `published` is a date that the user gave and that overrides the inferred one; `captured` the day on which the bytes
    were captured (a WARC record's date, the day of a fetch), never the clock, and `captured_at` the moment, where that
    is known; `declared_encoding` what the transport
    said (an HTTP header); `publisher` what a feed's `<source>` named, `publisher_country` where it sits (ISO 3166-1
    alpha-3), which is not the country it writes of; `feed` the feed or sitemap that led to the page;
    `claimed` a date that the transport claims for the page (a feed's entry, a sitemap, an input's `date` field), which
    is evidence and overrides nothing; `site` the site that the input names.
    """

    id: str
    data: bytes
    media_type: MediaType
    transport: Transport = "file"
    url: str | None = None
    published: When | None = None
    captured: date | None = None
    captured_at: datetime | None = None
    declared_encoding: str | None = None
    publisher: str | None = None
    title: str | None = None
    feed: str | None = None
    claimed: When | None = None
    site: str | None = None
    publisher_country: str | None = None

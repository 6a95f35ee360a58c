"""Pages from web addresses: a page, or a feed or sitemap whose pages are fetched one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from armstrail.errors import ArmstrailError, BadRecord, EmptyInput
from armstrail.page.source import Source
from armstrail.page.sources.common import Failure, Intake, Opened
from armstrail.page.sources.feeds import Entry, Feed, parse_feed
from armstrail.page.sources.fetch import Fetched, Fetcher, page_source
from armstrail.page.sources.kinds import SNIFFED_BYTES, Kind, sniff

__all__ = ["entry_source", "fetch_entry", "read_feed", "read_url"]

_FEED_TYPES = ("rss", "atom", "xml")
_DEEPEST = 3


def read_url(url: str, intake: Intake, fetcher: Fetcher) -> Iterator[Opened]:
    """The page at `url`; where a feed or sitemap stands there, the pages that it lists. Its id is the address."""
    try:
        answer = fetcher.fetch(url)
        if _is_feed(answer):
            yield from read_feed(answer.body, answer.url, intake, fetcher)
            return
        source = page_source(answer, intake.ids.claim(url), intake.published)
    except ArmstrailError as error:
        yield Failure(intake.ids.claim(url), error)
    else:
        yield source


def _is_feed(answer: Fetched) -> bool:
    essence = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if essence in ("text/html", "application/xhtml+xml"):
        # Some sites send feeds under the type of a page.
        return sniff(answer.body[:SNIFFED_BYTES])[0] is Kind.FEED
    return any(word in essence for word in _FEED_TYPES) or sniff(answer.body[:SNIFFED_BYTES])[0] is Kind.FEED


def read_feed(data: bytes, url: str, intake: Intake, fetcher: Fetcher, depth: int = 0) -> Iterator[Opened]:
    """The pages that a feed or sitemap lists, fetched in its order; an index of sitemaps is followed.

    Entries without a usable address are counted in the tally. A feed that lists nothing is an EmptyInput.
    """
    try:
        feed = parse_feed(data, url, intake.limits.page_bytes)
    except ArmstrailError as error:
        yield Failure(intake.ids.claim(url), error)
        return
    if feed.unusable:
        intake.tally["feed entry without an address"] += feed.unusable
    if not feed.entries:
        yield Failure(intake.ids.claim(url), EmptyInput(f"{url}: the {feed.kind} lists no page: ask the site"))
    for entry in feed.entries:
        if feed.kind == "sitemap index":
            yield from _sub_sitemap(entry.url, intake, fetcher, depth + 1)
        else:
            yield fetch_entry(entry, feed, intake, fetcher)


def _sub_sitemap(url: str, intake: Intake, fetcher: Fetcher, depth: int) -> Iterator[Opened]:
    try:
        if depth > _DEEPEST:
            raise BadRecord(f"{url}: sitemaps nested deeper than {_DEEPEST}: give the inner one")
        answer = fetcher.fetch(url)
    except ArmstrailError as error:
        yield Failure(intake.ids.claim(url), error)
    else:
        yield from read_feed(answer.body, answer.url, intake, fetcher, depth)


def fetch_entry(entry: Entry, feed: Feed, intake: Intake, fetcher: Fetcher) -> Source | Failure:
    """The page of one entry, or why there is none."""
    identity = intake.ids.claim(entry.url)
    try:
        return replace(entry_source(entry, feed.url, identity, fetcher), published=intake.published)
    except ArmstrailError as error:
        return Failure(identity, error)


def entry_source(entry: Entry, feed: str, identity: str, fetcher: Fetcher) -> Source:
    """The page of one entry, with what the feed at the address `feed` claims of it. Raises PageUnreadable."""
    source = page_source(fetcher.fetch(entry.url), identity, publisher=entry.publisher)
    return replace(source, transport="feed", feed=feed, title=entry.title, claimed=entry.claimed)

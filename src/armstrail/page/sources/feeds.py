"""What feeds and sitemaps list: RSS, Atom (by feedparser) and the sitemap protocol with its news extension.

An aggregator's feed carries the pages of others: the `<source>` of an entry names the true publisher and is kept apart
from the feed that brought it (requirement R-2).
"""

from __future__ import annotations

import calendar
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal, cast
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
from lxml import etree

from armstrail.errors import BadRecord
from armstrail.page.sources.coding import decode_content
from armstrail.page.sources.jsonl import parse_when
from armstrail.records import When

__all__ = ["Entry", "Feed", "parse_feed"]

_NESTED = {"news", "publication"}
_SITEMAP_ROOTS = {"urlset", "sitemapindex"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a feed lists: its address, and what the feed claims of it.

    `claimed` is the day that the feed says it was published or changed on, as written in the feed's own zone.
    """

    url: str
    title: str | None = None
    claimed: When | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed or sitemap; the entries of a "sitemap index" are sitemaps. `unusable` counts entries without an address."""

    url: str
    kind: Literal["feed", "sitemap", "sitemap index"]
    title: str | None
    entries: tuple[Entry, ...]
    unusable: int = 0

    def newest(self) -> date | None:
        """The newest day that any entry claims."""
        return max((entry.claimed.end for entry in self.entries if entry.claimed), default=None)


def parse_feed(data: bytes, url: str, limit: int = 50_000_000) -> Feed:
    """The feed in `data`, which came from `url`. Each address is listed once, in the order of the feed.

    Raises BadRecord where it is no feed. No entity or document outside of `data` is loaded; gzip is undone, up to
    `limit` bytes.
    """
    data = decode_content(data, "gzip", limit, url)
    root = _root_name(data)
    if root in _SITEMAP_ROOTS:
        return _sitemap(data, url, root)
    # As a stream: the library would take bare bytes for the name of a file, and open it. What it can read of broken
    # markup is used.
    try:
        parsed: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise BadRecord(f"{url}: a feed too broken to be read ({error}): ask the site") from None
    if not parsed.get("version") and not parsed.entries:
        raise BadRecord(f"{url}: no feed and no sitemap: give the address of RSS, Atom or a sitemap")
    found = [_entry(item, url) for item in parsed.entries]
    return _collect(url, "feed", _text(parsed.feed.get("title")), found)


def _root_name(data: bytes) -> str | None:
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, recover=True)
    try:
        parser.feed(data[:4096].lstrip())
        for _, element in parser.read_events():
            return _local_name(cast("etree._Element", element))
    except (etree.XMLSyntaxError, ValueError):
        pass
    return None


def _collect(
    url: str, kind: Literal["feed", "sitemap", "sitemap index"], title: str | None, found: list[Entry | None]
) -> Feed:
    once: dict[str, Entry] = {}
    for entry in found:
        if entry is not None:
            once.setdefault(entry.url, entry)
    return Feed(url, kind, title, tuple(once.values()), unusable=sum(entry is None for entry in found))


def _entry(item: Any, base: str) -> Entry | None:
    address = _address(item.get("feedburner_origlink") or item.get("link"), base)
    if address is None:
        return None
    source = item.get("source") or {}
    publisher = _text(source.get("title")) or _text(item.get("publisher"))
    return Entry(address, _text(item.get("title")), _claimed(item), publisher)


def _claimed(item: Any) -> When | None:
    for field in ("published", "updated"):
        written = _text(item.get(field)) if field in item else None
        if written is None:
            continue
        day = _day(written)
        if day is None and (moment := item.get(f"{field}_parsed")) is not None:
            day = datetime.fromtimestamp(calendar.timegm(moment), tz=UTC).date()
        if day is not None:
            return When(start=day, end=day)
    return None


def _day(written: str) -> date | None:
    """The day as written, whatever the zone: the publisher's own calendar."""
    try:
        return parsedate_to_datetime(written).date()
    except ValueError:
        pass
    try:
        when = parse_when(written)
    except ValueError:
        return None
    return when.start if when.start == when.end else None


def _address(value: object, base: str) -> str | None:
    text = _text(value)
    if text is None:
        return None
    try:
        address = urldefrag(urljoin(base, text)).url
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _sitemap(data: bytes, url: str, root: str) -> Feed:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        tree = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadRecord(f"{url}: a broken sitemap ({error}): ask the site") from None
    found = [_site_page(dict(_leaves(element)), url) for element in tree if isinstance(element.tag, str)]
    return _collect(url, "sitemap index" if root == "sitemapindex" else "sitemap", None, found)


def _leaves(element: Any) -> Iterator[tuple[str, str]]:
    """Local names and texts of an entry and of its news extension; images and videos have addresses of their own."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = _local_name(child)
        if name in _NESTED:
            yield from _leaves(child)
        elif child.text:
            yield name, child.text


def _local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _site_page(leaves: dict[str, str], base: str) -> Entry | None:
    address = _address(leaves.get("loc"), base)
    if address is None:
        return None
    claimed = None
    for field in ("publication_date", "lastmod"):
        if claimed is None and (written := _text(leaves.get(field))) is not None:
            try:
                claimed = parse_when(written)
            except ValueError:
                continue
    return Entry(address, _text(leaves.get("title")), claimed, _text(leaves.get("name")))

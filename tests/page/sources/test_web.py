"""Pages from web addresses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from armstrail.page.inputs import open_inputs
from armstrail.page.source import Source
from armstrail.page.sources.common import Failure, Intake
from armstrail.page.sources.fetch import FetchLimits
from armstrail.page.sources.polite import Manners, PoliteFetcher
from armstrail.records import When

PAGE = b"<!doctype html><title>T</title><p>A story.</p>"
XML = {"Content-Type": "application/rss+xml"}


def fetcher(clock: Any) -> PoliteFetcher:
    return PoliteFetcher(clock.now, clock.sleep, FetchLimits(allow_private=True), Manners(tries=1))


def test_an_address_is_a_page(site: Any, clock: Any) -> None:
    """The page's id is the address; what cannot be fetched is a failure in its place."""
    site.pages["/a"] = (200, {}, PAGE)
    page, missing = open_inputs([site.url("/a"), site.url("/b")], fetcher=fetcher(clock))
    assert isinstance(page, Source)
    assert (page.id, page.transport, page.captured) == (site.url("/a"), "web", date(2024, 5, 17))
    assert isinstance(missing, Failure)
    assert (missing.id, missing.error.kind) == (site.url("/b"), "fetch-failed")


def test_without_a_fetcher_nothing_is_fetched(site: Any) -> None:
    """The network is passed in, never taken."""
    (failure,) = open_inputs([site.url("/a")])
    assert isinstance(failure, Failure)
    assert failure.error.kind == "unknown-input"
    assert site.requests == []


def test_a_feed_brings_its_pages(site: Any, clock: Any, tmp_path: Path) -> None:
    """The pages come in the feed's order with its claims and publisher; from a file as from an address."""
    items = "".join(
        f"<item><title>N {n}</title><link>{site.url(f'/{n}')}</link><source url='x'>The Paper</source>"
        f"<pubDate>Fri, 17 May 2024 10:00:00 GMT</pubDate></item>"
        for n in (2, 1, 3)
    )
    data = f"<rss version='2.0'><channel><item><title>no link</title></item>{items}</channel></rss>".encode()
    site.pages |= {"/feed": (200, XML, data), "/1": (200, {}, PAGE), "/2": (200, {}, PAGE)}
    (tmp_path / "feed.xml").write_bytes(data)
    for argument in (site.url("/feed"), str(tmp_path / "feed.xml")):
        intake = Intake()
        two, one, three = open_inputs([argument], intake=intake, fetcher=fetcher(clock))
        assert isinstance(two, Source)
        assert (two.id, two.transport, two.feed, two.publisher) == (site.url("/2"), "feed", argument, "The Paper")
        assert (two.title, two.claimed) == ("N 2", When(start=date(2024, 5, 17), end=date(2024, 5, 17)))
        assert one.id == site.url("/1")
        assert isinstance(three, Failure)
        assert intake.tally == {"feed entry without an address": 1}


def test_an_index_of_sitemaps_is_followed(site: Any, clock: Any) -> None:
    """Sitemaps below an index are read; one that leads back into itself ends."""
    inner = f"<urlset><url><loc>{site.url('/a')}</loc></url></urlset>".encode()
    loops = f"<sitemapindex><sitemap><loc>{site.url('/loops')}</loc></sitemap></sitemapindex>".encode()
    index = b"<sitemapindex><sitemap><loc>inner</loc></sitemap><sitemap><loc>/loops</loc></sitemap></sitemapindex>"
    xml = {"Content-Type": "text/xml"}
    site.pages |= {
        "/s": (200, xml, index),
        "/inner": (200, xml, inner),
        "/loops": (200, xml, loops),
        "/a": (200, {}, PAGE),
    }
    page, failure = open_inputs([site.url("/s")], fetcher=fetcher(clock))
    assert page.id == site.url("/a")
    assert isinstance(failure, Failure)
    assert "nested deeper" in str(failure.error)


def test_an_empty_feed_is_named(site: Any, clock: Any) -> None:
    """A feed without entries is an error, not silence."""
    site.pages["/feed"] = (200, XML, b"<rss version='2.0'><channel><title>x</title></channel></rss>")
    (failure,) = open_inputs([site.url("/feed")], fetcher=fetcher(clock))
    assert isinstance(failure, Failure)
    assert failure.error.kind == "empty"

"""What feeds and sitemaps list."""

from __future__ import annotations

import contextlib
import gzip
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.errors import BadRecord, PageTooLarge
from armstrail.page.sources.feeds import Entry, parse_feed
from armstrail.records import When

BASE = "https://hub.example/feeds/all.xml"
DAY = When(start=date(2024, 5, 17), end=date(2024, 5, 17))


def rss(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title> The Hub </title>{items}</channel></rss>'.encode()


def test_an_entry_names_its_publisher_and_the_day_as_written() -> None:
    """`<source>` names whose page it is; the day is the one of the feed's own zone, not of UTC."""
    feed = parse_feed(
        rss(
            "<item><title>Guns &amp; grain</title><link>https://paper.example/a#top</link>"
            "<pubDate>Fri, 17 May 2024 23:30:00 -0500</pubDate>"
            '<source url="https://paper.example/rss">The  Paper</source></item>'
        ),
        BASE,
    )
    assert (feed.kind, feed.title, feed.newest()) == ("feed", "The Hub", date(2024, 5, 17))
    assert feed.entries == (Entry("https://paper.example/a", "Guns & grain", DAY, "The Paper"),)


def test_atom_is_read_alike() -> None:
    """Atom's links, relative ones too, its dates and its source element."""
    data = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title>'
        b'<entry><title>A</title><link href="/a"/><updated>2024-05-17T23:30:00-05:00</updated>'
        b"<source><title>The Paper</title></source></entry></feed>"
    )
    assert parse_feed(data, BASE).entries == (Entry("https://hub.example/a", "A", DAY, "The Paper"),)


def test_a_sitemap_lists_pages_and_not_pictures() -> None:
    """The news extension gives title, day and publisher; a picture's address and title are not the page's."""
    data = (
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        b' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        b' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
        b"<url><loc> https://paper.example/a </loc><lastmod>2024-06-01</lastmod>"
        b"<news:news><news:publication><news:name>The Paper</news:name></news:publication>"
        b"<news:publication_date>2024-05-17T09:00:00Z</news:publication_date><news:title>Guns</news:title></news:news>"
        b"<image:image><image:loc>https://paper.example/i.png</image:loc><image:title>A gun</image:title></image:image>"
        b"</url><url><loc>https://paper.example/b</loc><lastmod>2024-06</lastmod></url></urlset>"
    )
    for form in (data, gzip.compress(data)):
        feed = parse_feed(form, BASE)
        assert feed.kind == "sitemap"
        assert feed.entries == (
            Entry("https://paper.example/a", "Guns", DAY, "The Paper"),
            Entry("https://paper.example/b", None, When(start=date(2024, 6, 1), end=date(2024, 6, 30)), None),
        )


def test_an_index_lists_sitemaps() -> None:
    """An index is told from a sitemap."""
    data = b"<sitemapindex><sitemap><loc>https://paper.example/s1.xml</loc></sitemap></sitemapindex>"
    feed = parse_feed(data, BASE)
    assert (feed.kind, feed.entries) == ("sitemap index", (Entry("https://paper.example/s1.xml"),))


def test_an_address_is_listed_once_and_none_is_lost_in_silence() -> None:
    """A repeated address counts once; entries without one of the web are counted."""
    items = [
        "https://p.example/a",
        "https://p.example/a#x",
        "",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "http://[",
        "b",
    ]
    feed = parse_feed(rss("".join(f"<item><link>{link}</link><title>t</title></item>" for link in items)), BASE)
    assert [entry.url for entry in feed.entries] == ["https://p.example/a", "https://hub.example/feeds/b"]
    assert feed.unusable == 4


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Fri, 17 May 2024 23:30:00 GMT", date(2024, 5, 17)),
        ("2024-05-17T23:30:00-05:00", date(2024, 5, 17)),
        ("2024-05-17", date(2024, 5, 17)),
        ("", None),
        ("a while ago", None),
    ],
)
def test_a_day_that_cannot_be_read_is_none(written: str, day: date | None) -> None:
    """No day is made up."""
    (entry,) = parse_feed(
        rss(f"<item><link>https://p.example/a</link><pubDate>{written}</pubDate></item>"), BASE
    ).entries
    assert entry.claimed == (When(start=day, end=day) if day else None)


@pytest.mark.parametrize("data", [b"", b"hello", b"<html><p>x</p></html>", b"{}", b"\x00\xff", b"/etc/passwd"])
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    """A page or junk is named as no feed."""
    with pytest.raises(BadRecord, match=r"hub\.example.*no feed"):
        parse_feed(data, BASE)


def test_a_feed_opens_no_file(tmp_path: Path) -> None:
    """Neither a body that is a path nor an entity of the markup brings in a file of this machine."""
    secret = tmp_path / "feed.xml"
    secret.write_bytes(rss("<item><title>secret</title><link>https://p.example/s</link></item>"))
    with pytest.raises(BadRecord):
        parse_feed(str(secret).encode(), BASE)
    for body in ("<rss version='2.0'><channel><item><title>&x;t</title>", "<urlset><url><title>&x;t</title>"):
        link = "<link>https://p.example/a</link></item></channel></rss>"
        if "urlset" in body:
            link = "<loc>https://p.example/a</loc></url></urlset>"
        data = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>{body}{link}'.encode()
        assert "secret" not in repr(parse_feed(data, BASE))


def test_bombs_do_not_go_off() -> None:
    """Nested entities and packed bodies are bounded."""
    entities = '<!ENTITY a0 "lolololol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    for body in (
        "<rss version='2.0'><channel><title>&a9;</title></channel></rss>",
        "<urlset><url><loc>&a9;</loc></url></urlset>",
    ):
        data = f'<?xml version="1.0"?><!DOCTYPE r [{entities}]>{body}'.encode()
        assert len(repr(parse_feed(data, BASE))) < 100_000
    with pytest.raises(PageTooLarge):
        parse_feed(gzip.compress(b"<rss>" + b" " * 2_000_000), BASE, limit=1_000_000)


@given(st.binary(max_size=300), st.integers(0, 300))
def test_broken_markup_is_read_or_refused(junk: bytes, at: int) -> None:
    """Whatever a feed holds, it is a feed or a BadRecord."""
    whole = rss("<item><title>t</title><link>https://p.example/a</link><pubDate>Fri, 17 May 2024</pubDate></item>")
    with contextlib.suppress(BadRecord):
        parse_feed(whole[:at] + junk + whole[at:], BASE)

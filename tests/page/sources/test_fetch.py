"""One address fetched from a real server on loopback, its faults included."""

from __future__ import annotations

import gzip
import threading
import time
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from armstrail.errors import AddressRefused, Busy, FetchFailed, NotText, PageTooLarge
from armstrail.page.sources import addresses
from armstrail.page.sources.fetch import FetchLimits, HttpFetcher, Validators, page_source, retry_after

NOW = datetime(2024, 5, 17, 23, 30, tzinfo=UTC)
LIMITS = FetchLimits(page_bytes=1_000_000, seconds=0.7, step_seconds=0.5, redirects=4, allow_private=True)
PAGE = b"<!doctype html><title>T</title><p>A story.</p>"


def fetcher(**changes: Any) -> HttpFetcher:
    return HttpFetcher(lambda: NOW, replace(LIMITS, **changes))


def test_a_page_comes_with_what_the_transport_says(site: Any) -> None:
    """The final address, the day of the fetch and the charset of the header arrive in the source."""
    site.pages["/old"] = (301, {"Location": "new#part"}, b"")
    site.pages["/new"] = (200, {"Content-Type": "text/html; charset=windows-1251", "ETag": '"1"'}, PAGE)
    answer = fetcher().fetch(site.url("/old"))
    source = page_source(answer, site.url("/old"))
    assert (source.url, source.data, source.transport) == (site.url("/new"), PAGE, "web")
    assert (source.captured, source.declared_encoding, source.media_type) == (
        date(2024, 5, 17),
        "windows-1251",
        "text/html",
    )
    assert answer.validators == Validators(etag='"1"')
    assert site.requests[0][1]["user-agent"].startswith("armstrail/")


def test_a_compressed_page_is_unpacked(site: Any) -> None:
    """Gzip is asked for and undone."""
    site.pages["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE))
    assert fetcher().fetch(site.url("/")).body == PAGE


def test_an_unchanged_page_is_not_sent_again(site: Any) -> None:
    """With the validators of the last answer the site may say 304, which is no failure."""
    site.pages["/"] = (200, {"ETag": '"abc"', "Last-Modified": "Fri, 17 May 2024 10:00:00 GMT"}, PAGE)
    first = fetcher().fetch(site.url("/"))
    second = fetcher().fetch(site.url("/"), first.validators)
    assert (first.unchanged, second.unchanged, second.body) == (False, True, b"")
    assert site.requests[1][1]["if-modified-since"] == "Fri, 17 May 2024 10:00:00 GMT"


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        ("trickle", "fetch-failed", "took longer than|took too long"),
        ("slow_header", "fetch-failed", "took longer than|took too long"),
        ("silence", "fetch-failed", "took too long"),
        ("cut", "fetch-failed", "connection failed"),
        ("cut_gzip", "fetch-failed", "breaks off"),
        ("junk", "fetch-failed", "connection failed"),
        ("loop", "fetch-failed", "redirects in a circle"),
        ("endless", "fetch-failed", "more than 4 redirects"),
        ("bomb", "too-large", "unpacks to more than 1,000,000 bytes"),
        ("large", "too-large", "larger than the limit"),
        ("claims_large", "too-large", "99,000,000,000 bytes"),
    ],
)
def test_a_fault_is_a_named_error_in_bounded_time(site: Any, fault: str, kind: str, words: str) -> None:
    """Whatever the site does, the fetch ends soon, with an error that names the address and what was wrong."""
    begun = time.monotonic()
    with pytest.raises((FetchFailed, PageTooLarge), match=words) as caught:
        fetcher().fetch(site.url(f"/fault/{fault}"))
    assert time.monotonic() - begun < 30  # no endless wait; a busy machine may be slow
    assert caught.value.kind == kind
    assert caught.value.page == site.url(f"/fault/{fault}")
    assert str(caught.value).startswith("http://127.0.0.1")


def test_a_bomb_does_not_fill_the_memory(site: Any) -> None:
    """A body that unpacks to thirty megabytes is given up at the limit."""
    with pytest.raises(PageTooLarge):
        fetcher().fetch(site.url("/fault/bomb"))
    tracemalloc.start()
    with pytest.raises(PageTooLarge):
        HttpFetcher(lambda: NOW, replace(LIMITS, page_bytes=100_000)).fetch(site.url("/fault/claims_large"))
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_busy_site_says_when_to_come_back(site: Any) -> None:
    """429 and 503 carry the seconds of Retry-After; other refusals carry their status."""
    site.pages["/busy"] = (429, {"Retry-After": "120"}, b"")
    site.pages["/down"] = (503, {}, b"")
    site.pages["/gone"] = (410, {}, b"")
    with pytest.raises(Busy, match="120 seconds") as busy:
        fetcher().fetch(site.url("/busy"))
    assert busy.value.retry_after == 120
    with pytest.raises(Busy) as down:
        fetcher().fetch(site.url("/down"))
    assert down.value.retry_after is None
    with pytest.raises(FetchFailed, match="status 410") as gone:
        fetcher().fetch(site.url("/gone"))
    assert gone.value.status == 410


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30.0),
        ("Fri, 17 May 2024 23:31:00 GMT", 60.0),
        ("Fri, 17 May 2024 23:29:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        (None, None),
        ("", None),
    ],
)
def test_retry_after_has_two_forms(value: str | None, seconds: float | None) -> None:
    """Seconds, or a date; a date in the past means now; anything else says nothing."""
    assert retry_after(value, NOW) == seconds


def test_private_addresses_are_refused_unless_allowed(site: Any) -> None:
    """Without the flag nothing is even connected to."""
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1.*not of the public web"):
        fetcher(allow_private=False).fetch(site.url("/"))
    with pytest.raises(AddressRefused):
        fetcher(allow_private=False).fetch("http://[::1]/")
    named = HttpFetcher(lambda: NOW, replace(LIMITS, allow_private=False), resolve=lambda _host, _port: ["10.0.0.7"])
    with pytest.raises(AddressRefused, match=r"intranet\.example: leads to 10\.0\.0\.7"):
        named.fetch("http://intranet.example/")
    assert site.requests == []


def test_a_redirect_into_the_private_network_is_refused(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page that sends its reader to a private address, or to a file, is not followed there."""
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    site.pages["/a"] = (302, {"Location": f"http://127.0.0.2:{site.port}/secret"}, b"")
    site.pages["/b"] = (302, {"Location": "file:///etc/passwd"}, b"")
    for path in ("/a", "/b"):
        with pytest.raises(AddressRefused):
            fetcher(allow_private=False).fetch(site.url(path))
    assert site.paths() == ["/a", "/b"]


def test_a_second_answer_of_the_name_server_cannot_slip_in(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the very address that was checked: the name is asked for once a connection."""
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    site.pages["/"] = (200, {}, PAGE)
    answers = iter([["127.0.0.9", "127.0.0.1"], ["127.0.0.9"]])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    limits = replace(LIMITS, allow_private=False)
    url = site.url("/", host="rebind.example")
    assert HttpFetcher(lambda: NOW, limits, resolve=rebinding).fetch(url).body == PAGE
    assert asked == ["rebind.example"]
    assert site.requests[0][1]["host"] == f"rebind.example:{site.port}"
    with pytest.raises(AddressRefused):
        HttpFetcher(lambda: NOW, limits, resolve=rebinding).fetch(url)


def test_a_name_that_is_not_known_is_said_so() -> None:
    """The resolver's failure names the host."""

    def nobody(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchFailed, match=r"n\.example: no such host"):
        HttpFetcher(lambda: NOW, LIMITS, resolve=nobody).fetch("http://n.example/")


def test_a_port_where_nobody_listens(site: Any) -> None:
    """A refused connection is a failure of the network, not a crash."""
    with pytest.raises(FetchFailed, match="no connection"):
        fetcher().fetch("http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "url", ["ftp://n.example/", "http://user:pw@127.0.0.1/", "http://127.0.0.1:99999/", "http:///x"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    """Such an address is refused before anything is asked of the network."""
    with pytest.raises(FetchFailed):
        fetcher().fetch(url)


def test_other_media_and_empty_pages_are_named(site: Any) -> None:
    """An image is no page, and neither is nothing."""
    site.pages["/image"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    site.pages["/empty"] = (200, {}, b" \n")
    with pytest.raises(NotText, match="image/png is not read"):
        page_source(fetcher().fetch(site.url("/image")), "x")
    with pytest.raises(FetchFailed, match="empty"):
        page_source(fetcher().fetch(site.url("/empty")), "x")


def test_each_hop_needs_a_permit(site: Any) -> None:
    """The caller is asked before every request, redirects included."""
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    site.pages["/b"] = (200, {}, PAGE)
    asked: list[str] = []
    HttpFetcher(lambda: NOW, LIMITS, permit=asked.append).fetch(site.url("/a"))
    assert asked == [site.url("/a"), site.url("/b")]


def test_threads_do_not_leak(site: Any) -> None:
    """Connections are closed after each fetch."""
    site.pages["/"] = (200, {}, PAGE)
    before = threading.active_count()
    for _ in range(5):
        fetcher().fetch(site.url("/"))
    time.sleep(0.1)
    assert threading.active_count() <= before + 1

"""Fetching as a guest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from armstrail.errors import Busy, FetchFailed, RobotsRefused
from armstrail.page.sources.fetch import FetchLimits
from armstrail.page.sources.polite import Manners, PoliteFetcher

PAGE = b"<!doctype html><title>T</title><p>A story.</p>"
LIMITS = FetchLimits(allow_private=True, seconds=2)


def guest(clock: Any, **manners: Any) -> PoliteFetcher:
    return PoliteFetcher(clock.now, clock.sleep, LIMITS, Manners(**manners))


def test_robots_txt_is_asked_once_and_kept_to(site: Any, clock: Any) -> None:
    """What the rules forbid is not requested; wildcards count; the rules are asked for once."""
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\nDisallow: /*.print$\n")
    site.pages["/a"] = site.pages["/private/a"] = site.pages["/b.print"] = (200, {}, PAGE)
    fetcher = guest(clock)
    assert fetcher.fetch(site.url("/a")).body == PAGE
    for path in ("/private/a", "/b.print"):
        with pytest.raises(RobotsRefused, match=r"robots\.txt asks armstrail not to"):
            fetcher.fetch(site.url(path))
    assert site.paths() == ["/robots.txt", "/a"]


def test_a_redirect_is_subject_to_the_rules_too(site: Any, clock: Any) -> None:
    """A page that may be fetched cannot lead to one that may not."""
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\n")
    site.pages["/a"] = (302, {"Location": "/private"}, b"")
    with pytest.raises(RobotsRefused):
        guest(clock).fetch(site.url("/a"))
    assert site.paths() == ["/robots.txt", "/a"]


def test_rules_that_cannot_be_had_forbid_for_now(site: Any, clock: Any) -> None:
    """A site without rules allows everything; one whose rules fail forbids until they are asked for again."""
    site.pages["/a"] = (200, {}, PAGE)
    assert guest(clock).fetch(site.url("/a")).body == PAGE
    site.pages["/robots.txt"] = (500, {}, b"")
    fetcher = guest(clock)
    with pytest.raises(Busy, match="cannot be had") as refused:
        fetcher.fetch(site.url("/a"))
    assert refused.value.retry_after == pytest.approx(600, abs=10)
    del site.pages["/robots.txt"]
    clock.sleep(601)
    assert fetcher.fetch(site.url("/a")).body == PAGE


def test_a_host_gets_its_pause(site: Any, clock: Any) -> None:
    """Two requests to one host lie at least the delay apart, or the site's own longer one."""
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
    site.pages["/a"] = (200, {}, PAGE)
    fetcher = guest(clock, delay=2.0)
    fetcher.fetch(site.url("/a"))
    assert clock.slept == [2.0]
    assert fetcher.ready_at(site.url("/a")) == clock.now() + timedelta(seconds=7)
    fetcher.fetch(site.url("/a"))
    assert clock.slept == [2.0, 7.0]


def test_a_busy_site_is_waited_for(site: Any, clock: Any) -> None:
    """A short Retry-After is waited out; a long one is the caller's to plan."""
    site.pages["/a"] = (429, {"Retry-After": "30"}, b"")
    slept = clock.sleep

    def sleep(seconds: float) -> None:
        slept(seconds)
        if seconds >= 30:
            site.pages["/a"] = (200, {}, PAGE)

    clock.sleep = sleep
    assert guest(clock, robots=False).fetch(site.url("/a")).body == PAGE
    assert clock.slept == [30.0]
    site.pages["/a"] = (429, {"Retry-After": "3600"}, b"")
    with pytest.raises(Busy):
        guest(clock, robots=False).fetch(site.url("/a"))
    assert clock.slept == [30.0]


def test_back_off_doubles_and_ends(site: Any, clock: Any) -> None:
    """A failing site is asked a few times, each time after a longer pause; a lasting refusal is not asked again."""
    site.pages["/down"] = (502, {}, b"")
    with pytest.raises(FetchFailed, match="502"):
        guest(clock, robots=False, tries=4, delay=1.0).fetch(site.url("/down"))
    assert clock.slept == [1.0, 2.0, 4.0]
    site.requests.clear()
    with pytest.raises(FetchFailed, match="404"):
        guest(clock, robots=False).fetch(site.url("/missing"))
    assert site.paths() == ["/missing"]

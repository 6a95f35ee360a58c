"""Watching feeds for ever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from armstrail import __version__
from armstrail.errors import Busy, FetchFailed, StoreError
from armstrail.page.source import Source
from armstrail.page.sources.common import Failure
from armstrail.page.sources.fetch import Fetched, Validators
from armstrail.page.sources.watch import Notice, fetcher_for, watch
from armstrail.page.sources.watch_config import parse_config
from armstrail.page.sources.watch_state import WatchState, read_states

HUB = "https://hub.example/rss"
CONFIG = parse_config(
    f'[[feed]]\nurl = "{HUB}"\nname = "Hub"\npublisher = "The Hub"\npublisher_country = "KOR"\nsilent_after = "3d"', "f"
)


def rss(*pages: str, day: str = "Fri, 17 May 2024 10:00:00 GMT") -> bytes:
    items = "".join(f"<item><title>T</title><link>{url}</link><pubDate>{day}</pubDate></item>" for url in pages)
    return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()


@dataclass
class Network:
    """A network of pages, which are bodies or errors, by address; feeds answer 304 while they stay the same."""

    now: Callable[[], datetime]
    pages: dict[str, bytes | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unchanged: int = 0

    def fetch(self, url: str, validators: Validators = Validators()) -> Fetched:
        """What stands at an address."""
        self.asked.append(url)
        body = self.pages.get(url, FetchFailed(f"{url}: status 404", url, 404))
        if isinstance(body, Exception):
            raise body
        etag = str(hash(body))
        if validators.etag == etag:
            self.unchanged += 1
            return Fetched(url, 304, {}, b"", self.now())
        kind = "application/rss+xml" if body.startswith(b"<rss") else "text/html"
        return Fetched(url, 200, {"content-type": kind, "etag": etag}, body, self.now())


@dataclass
class Desk:
    """One run after another over one state file."""

    path: Path
    clock: Any
    network: Network
    taken: list[Source | Failure] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def run(self, seconds: float, sink: Callable[[Source | Failure], None] | None = None, config: Any = CONFIG) -> None:
        """Watches for so long by the clock."""
        state = WatchState(self.path)
        end = self.clock.now() + timedelta(seconds=seconds)
        try:
            watch(
                config,
                state,
                now=self.clock.now,
                sleep=self.clock.sleep,
                fetcher=self.network,
                sink=sink or self.taken.append,
                notify=self.notices.append,
                stop=lambda: self.clock.now() >= end,
            )
        finally:
            state.close()

    def ids(self) -> list[str]:
        """The ids of the pages and failures that were taken."""
        return [result.id for result in self.taken]

    def conditions(self) -> list[str]:
        """The conditions that were told."""
        return [notice.condition for notice in self.notices]


@pytest.fixture
def desk(tmp_path: Path, clock: Any) -> Desk:
    """A desk whose network has one feed of two pages."""
    network = Network(clock.now)
    network.pages = {
        HUB: rss("https://p.example/1", "https://p.example/2"),
        "https://p.example/1": b"<html><p>one",
        "https://p.example/2": b"<html><p>two",
    }
    return Desk(tmp_path / "watch.db", clock, network)


def test_pages_come_once_with_what_is_known_of_them(desk: Desk) -> None:
    """Each page is fetched once, however often the feed lists it; publisher and country come from the configuration."""
    desk.run(3600)
    assert desk.ids() == ["https://p.example/1", "https://p.example/2"]
    first = desk.taken[0]
    assert isinstance(first, Source)
    assert (first.transport, first.feed, first.publisher, first.publisher_country) == ("feed", HUB, "The Hub", "KOR")
    assert first.claimed is not None
    assert first.captured == first.claimed.start
    assert desk.network.asked.count(HUB) == 4
    assert desk.network.unchanged == 3
    desk.network.pages[HUB] = rss("https://p.example/2", "https://p.example/3")
    desk.network.pages["https://p.example/3"] = b"<html><p>three"
    desk.run(3600)
    assert desk.ids()[2:] == ["https://p.example/3"]


def test_a_stopped_watch_goes_on_where_it_was(desk: Desk) -> None:
    """A sink that fails ends the watch; in the next run that page comes again and none is lost or doubled."""

    def full_disk(source: Source | Failure) -> None:
        if source.id.endswith("/2"):
            raise OSError("no space left")
        desk.taken.append(source)

    with pytest.raises(OSError, match="no space left"):
        desk.run(60, sink=full_disk)
    # The feed would answer "unchanged" now: what it listed must have been kept.
    desk.run(60)
    assert desk.ids() == ["https://p.example/1", "https://p.example/2"]
    assert desk.network.asked.count(HUB) == 1


def test_one_watch_at_a_time(desk: Desk) -> None:
    """A second watch over one state is refused; a reader of the state is not."""
    desk.run(60)
    state = WatchState(desk.path)
    with pytest.raises(StoreError, match="close the other watch"):
        WatchState(desk.path)
    ((known, counts),) = read_states(desk.path)
    assert (known.url, known.entries, counts) == (HUB, 2, {"read": 2})
    state.close()
    WatchState(desk.path).close()


def test_another_file_is_no_state(tmp_path: Path) -> None:
    """A file that is something else is refused, not overwritten."""
    path = tmp_path / "notes.txt"
    path.write_bytes(b"my notes, quite long enough to be no database" * 50)
    with pytest.raises(StoreError):
        WatchState(path)
    assert path.read_bytes().startswith(b"my notes")
    for other in (path, tmp_path / "missing"):
        with pytest.raises(StoreError):
            read_states(other)


def test_a_silent_feed_is_reported_once_and_its_return_too(desk: Desk) -> None:
    """A feed that answers well, but with nothing new, is called silent after the time set."""
    desk.run(86_400 * 3)
    assert desk.notices == []
    desk.run(86_400 * 2)
    assert desk.conditions() == ["silent"]
    assert "newest content: 2024-05-17" in desk.notices[0].message
    assert "Hub" in desk.notices[0].message
    desk.run(86_400 * 2)
    assert desk.conditions() == ["silent"]
    desk.network.pages[HUB] = rss("https://p.example/1", day=desk.clock.now().strftime("%a, %d %b %Y %H:%M:%S GMT"))
    desk.run(3600)
    assert desk.conditions() == ["silent", "ok"]


def test_a_date_ahead_hides_no_silence(desk: Desk) -> None:
    """An entry dated in a year's time does not make a dead feed look alive."""
    desk.network.pages[HUB] = rss("https://p.example/1", day="Sat, 17 May 2025 10:00:00 GMT")
    desk.run(86_400 * 5)
    assert desk.conditions() == ["silent"]
    assert desk.notices[0].state.last_content is None


def test_a_feed_that_lists_nothing_is_reported(desk: Desk) -> None:
    """Zero entries is news, though the answer was a success."""
    desk.network.pages[HUB] = rss()
    desk.run(3600)
    assert desk.conditions() == ["empty"]


def test_a_failing_feed_is_reported_and_asked_less_and_less(desk: Desk) -> None:
    """After three failures in a row; polls lie ever further apart, and its return is told."""
    good = desk.network.pages[HUB]
    desk.network.pages[HUB] = FetchFailed("the connection failed", HUB)
    desk.run(86_400)
    assert desk.conditions() == ["failing"]
    assert "the connection failed" in desk.notices[0].message
    assert 4 <= len(desk.network.asked) <= 8
    desk.network.pages[HUB] = good
    desk.run(86_400)
    assert desk.conditions() == ["failing", "ok"]
    assert len(desk.taken) == 2


def test_a_busy_feed_is_left_alone_for_as_long_as_it_asks(desk: Desk) -> None:
    """Retry-After is longer than the pause, so it holds."""
    desk.network.pages[HUB] = Busy("busy", HUB, 429, 7200.0)
    desk.run(7190)
    assert desk.network.asked == [HUB]


def test_a_page_is_tried_again_and_given_up_at_last(desk: Desk) -> None:
    """A passing fault is tried five times over hours, a lasting one once; both end as a failure that the sink gets."""
    desk.network.pages["https://p.example/1"] = FetchFailed("slow", "https://p.example/1")
    del desk.network.pages["https://p.example/2"]
    desk.run(86_400)
    assert desk.ids() == ["https://p.example/2", "https://p.example/1"]
    assert all(isinstance(result, Failure) for result in desk.taken)
    assert desk.network.asked.count("https://p.example/1") == 5
    assert desk.network.asked.count("https://p.example/2") == 1


def test_a_page_that_comes_right_is_read(desk: Desk) -> None:
    """A page that fails at first is not lost."""
    page = desk.network.pages["https://p.example/1"]
    desk.network.pages["https://p.example/1"] = FetchFailed("slow", "https://p.example/1")
    desk.run(600)
    desk.network.pages["https://p.example/1"] = page
    desk.run(600)
    assert desk.ids() == ["https://p.example/2", "https://p.example/1"]
    assert isinstance(desk.taken[1], Source)


def test_a_feed_none_of_whose_pages_can_be_read_is_reported(desk: Desk) -> None:
    """The feed lists entries, but ten pages in a row fail."""
    desk.network.pages = {HUB: rss(*(f"https://gone.example/{n}" for n in range(12)))}
    desk.run(3600)
    assert desk.conditions() == ["no pages"]
    assert len(desk.taken) == 12


def test_old_entries_are_passed_over_and_counted(desk: Desk) -> None:
    """A first poll of a long archive does not fetch what lies further back than asked for."""
    config = parse_config(f'[[feed]]\nurl = "{HUB}"\noldest = "30d"', "f")
    desk.network.pages[HUB] = rss("https://p.example/1").replace(
        b"</channel>",
        b"<item><link>https://p.example/old</link><pubDate>Fri, 17 Mar 2023 10:00:00 GMT</pubDate></item></channel>",
    )
    desk.run(3600, config=config)
    assert desk.ids() == ["https://p.example/1"]
    ((_, counts),) = read_states(desk.path)
    assert counts == {"old": 1, "read": 1}


def test_an_index_of_sitemaps_is_watched_as_one(desk: Desk) -> None:
    """The pages of all sitemaps below an index are found."""
    desk.network.pages[HUB] = b"<sitemapindex><sitemap><loc>https://hub.example/s</loc></sitemap></sitemapindex>"
    desk.network.pages["https://hub.example/s"] = b"<urlset><url><loc>https://p.example/1</loc></url></urlset>"
    desk.run(60)
    assert desk.ids() == ["https://p.example/1"]


def test_a_watch_over_a_real_server(site: Any, clock: Any, tmp_path: Path) -> None:
    """The polite fetcher, the rules of a site, conditional requests and the loop work together."""
    site.pages = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /closed\nCrawl-delay: 3\n"),
        "/feed": (200, {"Content-Type": "application/rss+xml", "ETag": '"1"'}, rss("/open", "/closed", "/busy")),
        "/open": (200, {}, b"<html><p>open"),
        "/closed": (200, {}, b"<html><p>closed"),
        "/busy": (429, {"Retry-After": "1800"}, b""),
    }
    common = '[watch]\nallow_private = true\ncontact = "https://desk.example/bot"'
    config = parse_config(f'{common}\n[[feed]]\nurl = "{site.url("/feed")}"', "f")
    fetcher = fetcher_for(config, clock.now, clock.sleep)
    desk = Desk(tmp_path / "watch.db", clock, fetcher)  # type: ignore[arg-type]
    desk.run(1700, config=config)
    assert [(result.id, isinstance(result, Source)) for result in desk.taken] == [
        (site.url("/closed"), False),
        (site.url("/open"), True),
    ]
    site.pages["/busy"] = (200, {}, b"<html><p>at last")
    desk.run(1800, config=config)
    assert desk.ids()[2:] == [site.url("/busy")]
    assert site.paths().count("/busy") == 2
    assert "/closed" not in site.paths()
    assert site.paths().count("/feed") == 4
    assert {headers["user-agent"] for _, headers in site.requests} == {
        f"armstrail/{__version__} (+https://desk.example/bot)"
    }

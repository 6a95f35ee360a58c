"""Watching feeds for ever: politely, resumable at any point, and never in silence about a feed that has died.

Feeds die or freeze without a sound (requirement R-41): so each keeps the day of its newest content, and one that stays
silent, lists nothing, fails, or whose pages cannot be read is reported when that begins and when it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Protocol, runtime_checkable

from armstrail.errors import (
    AddressRefused,
    ArmstrailError,
    BadRecord,
    Busy,
    FetchFailed,
    NotText,
    PageTooLarge,
    RobotsRefused,
)
from armstrail.page.source import Source
from armstrail.page.sources.common import Failure
from armstrail.page.sources.feeds import Entry, Feed, parse_feed
from armstrail.page.sources.fetch import Fetcher, FetchLimits, Now
from armstrail.page.sources.polite import Manners, PoliteFetcher, Sleep
from armstrail.page.sources.watch_config import FeedConfig, WatchConfig
from armstrail.page.sources.watch_state import FeedState, Waiting, WatchState
from armstrail.page.sources.web import entry_source

__all__ = ["Notice", "Sink", "fetcher_for", "watch"]

Sink = Callable[[Source | Failure], None]
"""Takes each page, and each page that could not be had at last. A page may come twice after a crash, with one id."""

_LONGEST_SLEEP = timedelta(seconds=60)
_LONGEST_PAUSE = timedelta(days=1)
_PAGE_PAUSE = timedelta(minutes=10)
_PAGE_TRIES = 5
_FAILING_AFTER = 3
_OUTCOMES = 10
_DEEPEST = 3
_GONE = frozenset({400, 401, 402, 404, 405, 406, 410, 414, 451})


@dataclass(frozen=True, slots=True)
class Notice:
    """A feed's condition has changed to `condition` ("ok", "silent", "empty", "failing", "no pages"); `message` says why."""

    feed: FeedConfig
    condition: str
    message: str
    state: FeedState


@runtime_checkable
class _KnowsTurns(Protocol):
    def ready_at(self, url: str) -> datetime:
        """When the host of `url` may be asked again."""


def fetcher_for(config: WatchConfig, now: Now, sleep: Sleep) -> PoliteFetcher:
    """The fetcher that a configuration asks for: its pause, its rules, and its contact in the name that sites see."""
    limits = FetchLimits(allow_private=config.allow_private)
    if config.contact is not None:
        limits = replace(limits, user_agent=f"{limits.user_agent} (+{config.contact})")
    # A watch plans its own tries, so that one slow site does not hold up the others.
    manners = Manners(delay=config.delay.total_seconds(), robots=config.robots, tries=1)
    return PoliteFetcher(now, sleep, limits, manners)


def watch(
    config: WatchConfig,
    state: WatchState,
    *,
    now: Now,
    sleep: Sleep,
    fetcher: Fetcher,
    sink: Sink,
    notify: Callable[[Notice], None] = lambda _notice: None,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Polls the feeds of `config` and gives their pages to `sink`, until `stop` says so; it is asked at every step.

    The clock, the waiting and the network are the caller's: `now`, `sleep` and `fetcher` (see
    `fetcher_for`). What `state` holds is gone on with; whatever `sink` raises ends the
    watch, and the page comes again in the next run. Each page comes to `sink` once, or more often only where a run was
    killed between taking a page and noting it.
    """
    keeper = _Keeper(config, state, now, fetcher, sink, notify)
    while not stop():
        due = keeper.step()
        if due is not None:
            wait = min(due - now(), _LONGEST_SLEEP)
            if wait > timedelta(0):
                sleep(wait.total_seconds())


@dataclass(slots=True)
class _Keeper:
    config: WatchConfig
    state: WatchState
    now: Now
    fetcher: Fetcher
    sink: Sink
    notify: Callable[[Notice], None]

    def step(self) -> datetime | None:
        """Does the one thing that is due; None then, else when the next thing is."""
        now = self.now()
        feeds = [(self.state.feed(feed.url, now), feed) for feed in self.config.feeds]
        first, feed = min(feeds, key=lambda pair: (pair[0].due, pair[0].url))
        if first.due <= now:
            self._poll(feed, first)
            return None
        waiting = self.state.waiting()
        ready = [page for page in waiting if page.due <= now]
        if ready:
            self._read(min(ready, key=self._turn))
            return None
        return min([first.due, *(page.due for page in waiting[:1])])

    def _turn(self, page: Waiting) -> tuple[datetime, datetime, str]:
        turn = page.due
        if isinstance(self.fetcher, _KnowsTurns):
            try:
                turn = self.fetcher.ready_at(page.entry.url)
            except AddressRefused:
                turn = page.due
        return turn, page.due, page.entry.url

    # ------------------------------------------------------------ feeds
    def _poll(self, feed: FeedConfig, before: FeedState) -> None:
        now = self.now()
        first = before.first_poll or now
        try:
            answer = self.fetcher.fetch(feed.url, before.validators)
            listed = None if answer.unchanged else self._listed(parse_feed(answer.body, answer.url), 0)
        except ArmstrailError as error:
            failures = before.failures + 1
            pause = min(feed.every * 2 ** min(failures, 12), _LONGEST_PAUSE)
            if isinstance(error, Busy) and error.retry_after is not None:
                pause = max(pause, timedelta(seconds=min(error.retry_after, 30 * 86_400)))
            after = replace(
                before,
                due=self.now() + pause,
                polls=before.polls + 1,
                failures=failures,
                error=f"{error.kind}: {error}",
                first_poll=first,
            )
            self._save(feed, after, [])
            return
        after = replace(
            before,
            due=self.now() + feed.every,
            polls=before.polls + 1,
            failures=0,
            error=None,
            first_poll=first,
            last_success=now,
        )
        if listed is None:
            self._save(feed, after, [])
            return
        newest = max((entry.claimed.end for entry in listed if entry.claimed), default=None)
        # A date that lies ahead is a slip of the feed; it must not hide that nothing new comes.
        if newest is not None and newest <= now.date() + timedelta(days=1):
            newest = max(newest, before.last_content or newest)
        else:
            newest = before.last_content
        validators = answer.validators
        after = replace(after, validators=validators, entries=len(listed), last_content=newest)
        self._save(feed, after, listed)

    def _listed(self, feed: Feed, depth: int) -> list[Entry]:
        """The pages that a feed lists; those of all its sitemaps where it is an index."""
        if feed.kind != "sitemap index":
            return list(feed.entries)
        if depth >= _DEEPEST:
            raise BadRecord(f"{feed.url}: sitemaps nested deeper than {_DEEPEST}: watch the inner one")
        found: list[Entry] = []
        for entry in feed.entries:
            answer = self.fetcher.fetch(entry.url)
            found += self._listed(parse_feed(answer.body, answer.url), depth + 1)
        return found

    def _save(self, feed: FeedConfig, after: FeedState, listed: list[Entry]) -> None:
        now = self.now()
        oldest = None if feed.oldest is None else (now - feed.oldest).date()
        with self.state:
            # Pages and validators in one transaction: a feed is not called unchanged before its pages are noted.
            if self.state.add_pages(listed, feed.url, now, oldest):
                after = replace(after, last_new=now)
            condition, message = self._condition(feed, after, now)
            changed = condition != after.condition
            after = replace(after, condition=condition)
            self.state.save_feed(after)
        if changed:
            self.notify(Notice(feed, condition, message, after))

    def _condition(self, feed: FeedConfig, state: FeedState, now: datetime) -> tuple[str, str]:
        if state.failures >= _FAILING_AFTER:
            return "failing", f"{feed.name}: {state.failures} polls in a row failed, the last with {state.error}"
        if state.entries == 0:
            return "empty", f"{feed.name}: the feed lists nothing: check its address"
        outcomes = self.state.last_outcomes(feed.url, _OUTCOMES)
        if len(outcomes) == _OUTCOMES and set(outcomes) == {"failed"}:
            return "no pages", f"{feed.name}: none of the last {_OUTCOMES} pages could be read: check one of them"
        last = _last_sign(state)
        if last is not None and now - last > feed.silent_after:
            content = state.last_content.isoformat() if state.last_content else "unknown"
            days = (now - last).days
            return "silent", f"{feed.name}: nothing new for {days} days (newest content: {content}): check the site"
        if state.failures:
            return state.condition, f"{feed.name}: {state.error}"
        return "ok", f"{feed.name}: content comes in"

    # ------------------------------------------------------------ pages
    def _read(self, page: Waiting) -> None:
        feed = next((feed for feed in self.config.feeds if feed.url == page.feed), None)
        url = page.entry.url
        try:
            source = entry_source(page.entry, page.feed, url, self.fetcher)
        except ArmstrailError as error:
            self._put_off(page, error)
            return
        if feed is not None:
            publisher = source.publisher or feed.publisher
            source = replace(source, publisher=publisher, publisher_country=feed.publisher_country)
        self.sink(source)
        self._finish(page, "read")

    def _put_off(self, page: Waiting, error: ArmstrailError) -> None:
        lasting = isinstance(error, AddressRefused | RobotsRefused | NotText | PageTooLarge)
        lasting = lasting or (isinstance(error, FetchFailed) and error.status in _GONE)
        if lasting or page.tries + 1 >= _PAGE_TRIES:
            self.sink(Failure(page.entry.url, error))
            self._finish(page, "failed")
            return
        pause = _PAGE_PAUSE * 4**page.tries
        if isinstance(error, Busy) and error.retry_after is not None:
            pause = max(pause, timedelta(seconds=min(error.retry_after, 7 * 86_400)))
        with self.state:
            self.state.put_off_page(page.entry.url, self.now() + pause)

    def _finish(self, page: Waiting, outcome: str) -> None:
        with self.state:
            self.state.finish_page(page.entry.url, outcome, self.now())


def _last_sign(state: FeedState) -> datetime | None:
    """When a feed last gave a sign of life: its newest content where it dates any, else its last new entry."""
    if state.last_content is not None:
        return datetime.combine(state.last_content, time.max, tzinfo=UTC)
    return state.last_new or state.first_poll

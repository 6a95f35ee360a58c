"""Fetching as a guest: robots.txt (RFC 9309), a pause between two requests to one host, and patience with busy sites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from armstrail.errors import AddressRefused, Busy, FetchFailed, PageUnreadable, RobotsRefused
from armstrail.page.sources.addresses import Resolve, resolve, web_host
from armstrail.page.sources.fetch import Fetched, FetchLimits, HttpFetcher, Now, Validators

__all__ = ["Manners", "PoliteFetcher", "Sleep"]

Sleep = Callable[[float], None]
"""Waits for so many seconds."""

_ROBOTS_BYTES = 512_000
_ROBOTS_KEPT = timedelta(hours=24)
_ROBOTS_RETRIED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Manners:
    """How a guest behaves. Times in seconds.

    `delay` is the least pause between two requests to one host; a site's own Crawl-delay is kept where it is longer,
    up to `longest_delay`. A busy or failing site is asked `tries` times in all, waiting what it asks for where that is
    at most `longest_wait`, else twice as long each time, from `delay` on.
    """

    delay: float = 2.0
    longest_delay: float = 60.0
    tries: int = 3
    longest_wait: float = 60.0
    robots: bool = True
    agent: str = "armstrail"


@dataclass(slots=True)
class PoliteFetcher:
    """Fetches with manners. `now` is the clock and `sleep` waits; one fetcher is for one thread."""

    now: Now
    sleep: Sleep
    limits: FetchLimits = field(default_factory=FetchLimits)
    manners: Manners = field(default_factory=Manners)
    resolve: Resolve = resolve
    _free: dict[str, datetime] = field(default_factory=dict)
    _rules: dict[str, tuple[datetime, Protego | None]] = field(default_factory=dict)

    def fetch(self, url: str, validators: Validators = Validators()) -> Fetched:
        """The answer for `url`. Raises FetchFailed (RobotsRefused, Busy and AddressRefused among them) or PageTooLarge."""
        fetcher = HttpFetcher(self.now, self.limits, self.resolve, permit=self._permit)
        for attempt in range(1, self.manners.tries + 1):
            try:
                return fetcher.fetch(url, validators)
            except FetchFailed as error:
                wait = self._wait_before_next(error, attempt)
                if wait is None:
                    raise
                self.sleep(wait)
        raise AssertionError("unreachable: the last try returns or raises")

    def ready_at(self, url: str) -> datetime:
        """When the host of `url` may be asked again; now, where it may be at once."""
        now = self.now()
        return max(self._free.get(web_host(url), now), now)

    def _wait_before_next(self, error: FetchFailed, attempt: int) -> float | None:
        """Seconds to wait before the next try, None where there is none."""
        lasting = isinstance(error, AddressRefused | RobotsRefused) or (error.status is not None and error.status < 429)
        if lasting or attempt >= self.manners.tries:
            return None
        wait = self.manners.delay * 2.0 ** (attempt - 1)
        if isinstance(error, Busy) and error.retry_after is not None:
            wait = max(wait, error.retry_after)
        return wait if wait <= self.manners.longest_wait else None

    def _permit(self, url: str) -> None:
        delay = self.manners.delay
        if self.manners.robots:
            rules = self._robots(url)
            if not rules.can_fetch(url, self.manners.agent):
                message = f"{url}: the site's robots.txt asks {self.manners.agent} not to fetch it: respect it, or ask the site"
                raise RobotsRefused(message, url)
            delay = max(delay, min(rules.crawl_delay(self.manners.agent) or 0.0, self.manners.longest_delay))
        self._take_turn(url, delay)

    def _take_turn(self, url: str, delay: float) -> None:
        host = web_host(url)
        wait = (self.ready_at(url) - self.now()).total_seconds()
        if wait > 0:
            self.sleep(wait)
        now = self.now()
        if len(self._free) > 10_000:
            self._free = {name: moment for name, moment in self._free.items() if moment > now}
        self._free[host] = now + timedelta(seconds=delay)

    def _robots(self, url: str) -> Protego:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}".lower()
        known = self._rules.get(site)
        if known is None or known[0] <= self.now():
            if len(self._rules) > 10_000:
                self._rules.clear()
            rules = self._ask_for_rules(site)
            kept = _ROBOTS_RETRIED if rules is None else _ROBOTS_KEPT
            known = self._rules[site] = (self.now() + kept, rules)
        if known[1] is None:
            message = f"{url}: the site's robots.txt cannot be had now, which forbids everything: try again later"
            raise Busy(message, url, retry_after=max((known[0] - self.now()).total_seconds(), 0.0))
        return known[1]

    def _ask_for_rules(self, site: str) -> Protego | None:
        """The rules of a site; None where they cannot be had for now. A site without rules allows everything."""
        limits = FetchLimits(
            page_bytes=_ROBOTS_BYTES,
            seconds=self.limits.seconds,
            step_seconds=self.limits.step_seconds,
            redirects=5,
            allow_private=self.limits.allow_private,
            user_agent=self.limits.user_agent,
        )
        turn = HttpFetcher(self.now, limits, self.resolve, permit=lambda hop: self._take_turn(hop, self.manners.delay))
        try:
            answer = turn.fetch(f"{site}/robots.txt")
        except AddressRefused:
            raise
        except FetchFailed as error:
            absent = error.status is not None and 400 <= error.status < 500 and error.status != 429
            return Protego.parse("") if absent else None
        except PageUnreadable:
            return None
        return Protego.parse(answer.body.decode("utf-8", "replace"))

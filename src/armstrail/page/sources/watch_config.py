"""The file that says which feeds to watch (FEEDS.toml): see docs/sources.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from armstrail.errors import AddressRefused, EmptyInput, InputError, MissingInput
from armstrail.knowledge import table
from armstrail.page.sources.addresses import web_host

__all__ = ["FeedConfig", "WatchConfig", "duration", "load_config", "parse_config"]

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION = re.compile(r"(\d+)\s*([smhdw])")
_LEAST_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """One feed to watch. `publisher` is whose pages they are where an entry names none; `publisher_country` its seat.

    `every` is the pause between polls, `silent_after` how long without anything new is reported, and entries that the
    feed dates more than `oldest` back are passed over and counted.
    """

    url: str
    name: str
    every: timedelta
    silent_after: timedelta
    oldest: timedelta | None = None
    publisher: str | None = None
    publisher_country: str | None = None


@dataclass(frozen=True, slots=True)
class WatchConfig:
    """All feeds to watch, and how to behave towards their hosts."""

    feeds: tuple[FeedConfig, ...]
    delay: timedelta = timedelta(seconds=2)
    robots: bool = True
    allow_private: bool = False
    contact: str | None = None


_WATCH_FIELDS = frozenset({"every", "silent_after", "oldest", "delay", "robots", "allow_private", "contact"})
_FEED_FIELDS = frozenset({"url", "name", "every", "silent_after", "oldest", "publisher", "publisher_country"})


def duration(value: object, where: str) -> timedelta:
    """A time such as `"90s"`, `"15m"`, `"2h"`, `"7d"` or `"4w"`. Raises InputError, naming `where`, for anything else."""
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or int(match[1]) == 0 or int(match[1]) > 100_000:
        raise InputError(f'{where}: {value!r} is no duration: write "15m", "2h" or "7d"')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def load_config(path: Path) -> WatchConfig:
    """The configuration in a file. Raises MissingInput, EmptyInput or InputError, each naming file and field."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise MissingInput(f"{path}: no such file: write one as docs/sources.md shows") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from None
    return parse_config(text, str(path))


def parse_config(text: str, name: str) -> WatchConfig:
    """The configuration in `text`; `name` names it in messages. A field that is not known is an error."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name}: no TOML: {error}") from None
    _refuse_unknown(content, frozenset({"watch", "feed"}), name)
    common = content.get("watch", {})
    feeds = content.get("feed", [])
    if not isinstance(common, dict) or not isinstance(feeds, list) or not all(isinstance(feed, dict) for feed in feeds):
        raise InputError(f"{name}: write one [watch] table and a [[feed]] table for each feed")
    _refuse_unknown(common, _WATCH_FIELDS, f"{name} [watch]")
    if not feeds:
        raise EmptyInput(f"{name}: no feed in it: add a [[feed]] table with its url")
    parsed = tuple(_feed(feed, common, f"{name} [[feed]] {number}") for number, feed in enumerate(feeds, 1))
    for kind, values in (("url", [feed.url for feed in parsed]), ("name", [feed.name for feed in parsed])):
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise InputError(f"{name}: two feeds have the {kind} {twice[0]!r}: remove one")
    return WatchConfig(
        feeds=parsed,
        delay=duration(common.get("delay", "2s"), f"{name} [watch] delay"),
        robots=_flag(common, "robots", True, name),
        allow_private=_flag(common, "allow_private", False, name),
        contact=_words(common, "contact", f"{name} [watch]"),
    )


def _feed(feed: Mapping[str, object], common: Mapping[str, object], where: str) -> FeedConfig:
    _refuse_unknown(feed, _FEED_FIELDS, where)
    url = _words(feed, "url", where)
    if url is None:
        raise InputError(f"{where}: no url: give the feed's address")
    try:
        web_host(url)
    except AddressRefused as error:
        raise InputError(f"{where}: {error}") from None
    both = {**common, **feed}
    every = duration(both.get("every", "15m"), f"{where} every")
    if every < _LEAST_EVERY:
        raise InputError(f"{where} every: {both['every']!r} is too often: at least a minute")
    country = _words(feed, "publisher_country", where)
    if country is not None and country not in {row["code"] for row in table("countries") if row["kind"] == "state"}:
        raise InputError(f"{where} publisher_country: {country!r} is no state's code: write ISO 3166-1 alpha-3, as KOR")
    oldest = both.get("oldest")
    return FeedConfig(
        url=url,
        name=_words(feed, "name", where) or url,
        every=every,
        silent_after=duration(both.get("silent_after", "7d"), f"{where} silent_after"),
        oldest=None if oldest is None else duration(oldest, f"{where} oldest"),
        publisher=_words(feed, "publisher", where),
        publisher_country=country,
    )


def _refuse_unknown(content: Mapping[str, object], known: frozenset[str], where: str) -> None:
    unknown = sorted(set(content) - known)
    if unknown:
        raise InputError(f"{where}: unknown field {unknown[0]!r}: known are {', '.join(sorted(known))}")


def _words(content: Mapping[str, object], field: str, where: str) -> str | None:
    value = content.get(field)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise InputError(f"{where} {field}: {value!r} is no line of text")
    return value.strip()


def _flag(content: Mapping[str, object], field: str, otherwise: bool, where: str) -> bool:
    value = content.get(field, otherwise)
    if not isinstance(value, bool):
        raise InputError(f"{where} [watch] {field}: {value!r} is neither true nor false")
    return value

"""What a watch remembers between two runs: a small SQLite file with the feeds' state and the pages that are due."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from armstrail.errors import StoreError
from armstrail.page.sources.feeds import Entry
from armstrail.page.sources.fetch import Validators
from armstrail.records import When

__all__ = ["FeedState", "Waiting", "WatchState", "read_states"]

_VERSION = 1
_SCHEMA = """
CREATE TABLE feed (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    due REAL NOT NULL,
    polls INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    entries INTEGER,
    error TEXT,
    first_poll REAL,
    last_success REAL,
    last_new REAL,
    last_content TEXT,
    condition TEXT NOT NULL DEFAULT 'ok'
) WITHOUT ROWID;
CREATE TABLE page (
    url TEXT PRIMARY KEY,
    feed TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'failed', 'old')),
    due REAL,
    tries INTEGER NOT NULL DEFAULT 0,
    finished REAL,
    title TEXT,
    claimed_start TEXT,
    claimed_end TEXT,
    publisher TEXT
) WITHOUT ROWID;
CREATE INDEX page_waiting ON page (due) WHERE state = 'waiting';
CREATE INDEX page_finished ON page (feed, finished) WHERE finished IS NOT NULL;
"""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed. `condition` is "ok", "silent", "empty", "failing" or "no pages".

    `entries` is how many the last answer listed; `last_content` the newest day that any entry has claimed; `last_new`
    when an entry was first seen that was not known before.
    """

    url: str
    validators: Validators
    due: datetime
    polls: int
    failures: int
    entries: int | None
    error: str | None
    first_poll: datetime | None
    last_success: datetime | None
    last_new: datetime | None
    last_content: date | None
    condition: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that is to be fetched: its entry, the feed that listed it, and how often it was tried."""

    entry: Entry
    feed: str
    due: datetime
    tries: int


class WatchState:
    """The memory of a watch, in the file at `path`, made where there is none. For one watch at a time.

    Every change is one transaction: a watch that is stopped, or killed, goes on where it was. Raises StoreError where
    the file is something else, is of a newer version, or is in use by another watch.
    """

    def __init__(self, path: Path | str) -> None:
        self._name = str(path)
        try:
            # A lock that ends with its process, however that ends; the state itself stays open to readers.
            self._lock = sqlite3.connect(f"{path}.lock", isolation_level=None, timeout=0.2)
            self._lock.execute("BEGIN EXCLUSIVE")
            self._db = sqlite3.connect(path, isolation_level=None, timeout=5.0)
            self._db.execute("PRAGMA journal_mode=WAL")
            with self:
                version = self._db.execute("PRAGMA user_version").fetchone()[0]
                if version == 0:
                    for statement in _SCHEMA.split(";"):
                        self._db.execute(statement)
                    self._db.execute(f"PRAGMA user_version={_VERSION}")
                elif version != _VERSION:
                    raise StoreError(f"{path}: made by another version of Armstrail ({version}): use another file")
        except sqlite3.Error as error:
            raise StoreError(
                f"{path}: cannot be used as the state of a watch ({error}): close the other watch"
            ) from None

    def __enter__(self) -> Self:
        self._db.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.execute("ROLLBACK" if kind is not None else "COMMIT")

    def close(self) -> None:
        """Closes the file, so that another watch may take it up."""
        self._db.close()
        self._lock.close()

    def feed(self, url: str, now: datetime) -> FeedState:
        """The state of a feed; one that is new is due at once."""
        self._db.execute("INSERT OR IGNORE INTO feed (url, due) VALUES (?, ?)", (url, now.timestamp()))
        return _feed_state(self._db.execute(_FEEDS, (url,)).fetchone())

    def save_feed(self, state: FeedState) -> None:
        """Keeps the state of a feed."""
        self._db.execute(
            "UPDATE feed SET etag = ?, last_modified = ?, due = ?, polls = ?, failures = ?, entries = ?, error = ?,"
            " first_poll = ?, last_success = ?, last_new = ?, last_content = ?, condition = ? WHERE url = ?",
            (
                state.validators.etag,
                state.validators.last_modified,
                state.due.timestamp(),
                state.polls,
                state.failures,
                state.entries,
                state.error,
                _stamp(state.first_poll),
                _stamp(state.last_success),
                _stamp(state.last_new),
                None if state.last_content is None else state.last_content.isoformat(),
                state.condition,
                state.url,
            ),
        )

    def add_pages(self, entries: Iterable[Entry], feed: str, now: datetime, old_before: date | None) -> int:
        """Makes the entries that are not known yet wait to be fetched; the number of those.

        What a feed dates before `old_before` is remembered as old and never fetched.
        """
        added = 0
        for entry in entries:
            old = old_before is not None and entry.claimed is not None and entry.claimed.end < old_before
            claimed = (
                (entry.claimed.start.isoformat(), entry.claimed.end.isoformat()) if entry.claimed else (None, None)
            )
            cursor = self._db.execute(
                "INSERT OR IGNORE INTO page (url, feed, state, due, title, claimed_start, claimed_end, publisher)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (entry.url, feed, "old" if old else "waiting", now.timestamp(), entry.title, *claimed, entry.publisher),
            )
            added += cursor.rowcount
        return added

    def waiting(self, limit: int = 500) -> list[Waiting]:
        """The pages that are due first."""
        rows = self._db.execute(
            "SELECT url, title, claimed_start, claimed_end, publisher, feed, due, tries FROM page"
            " WHERE state = 'waiting' ORDER BY due, url LIMIT ?",
            (limit,),
        )
        found = []
        for url, title, start, end, publisher, feed, due, tries in rows:
            claimed = None if start is None else When(start=date.fromisoformat(start), end=date.fromisoformat(end))
            moment = datetime.fromtimestamp(due, tz=UTC)
            found.append(Waiting(Entry(url, title, claimed, publisher), feed, moment, tries))
        return found

    def finish_page(self, url: str, state: str, now: datetime) -> None:
        """Marks a page as "read" or "failed": it is not fetched again."""
        self._db.execute(
            "UPDATE page SET state = ?, finished = ?, tries = tries + 1 WHERE url = ?", (state, now.timestamp(), url)
        )

    def put_off_page(self, url: str, due: datetime) -> None:
        """Makes a page wait until `due` for its next try."""
        self._db.execute("UPDATE page SET due = ?, tries = tries + 1 WHERE url = ?", (due.timestamp(), url))

    def last_outcomes(self, feed: str, number: int) -> list[str]:
        """The states of the pages of a feed that were finished last, newest first."""
        rows = self._db.execute(
            "SELECT state FROM page WHERE feed = ? AND finished IS NOT NULL ORDER BY finished DESC, url LIMIT ?",
            (feed, number),
        )
        return [state for (state,) in rows]


def read_states(path: Path | str) -> list[tuple[FeedState, dict[str, int]]]:
    """The state of every feed in the file at `path`, by address, with the counts of its pages. A watch may be running.

    Raises StoreError where there is no such file, or it is something else.
    """
    if not Path(path).is_file():
        raise StoreError(f"{path}: no such file: no watch has used it yet")
    try:
        database = sqlite3.connect(path, isolation_level=None, timeout=5.0)
        try:
            rows = database.execute(_FEEDS, (None,)).fetchall()
            return [(state, _counts(database, state.url)) for state in map(_feed_state, rows)]
        finally:
            database.close()
    except sqlite3.Error as error:
        raise StoreError(f"{path}: not the state of a watch ({error}): give the file that the watch uses") from None


def _counts(database: sqlite3.Connection, feed: str) -> dict[str, int]:
    rows = database.execute("SELECT state, count(*) FROM page WHERE feed = ? GROUP BY state ORDER BY state", (feed,))
    return dict(rows.fetchall())


_FEEDS = (
    "SELECT url, etag, last_modified, due, polls, failures, entries, error, first_poll, last_success, last_new,"
    " last_content, condition FROM feed WHERE ?1 IS NULL OR url = ?1 ORDER BY url"
)


def _feed_state(row: tuple[Any, ...]) -> FeedState:
    url, etag, modified, due, polls, failures, entries, error, first, success, new, content, condition = row
    return FeedState(
        url=url,
        validators=Validators(etag, modified),
        due=datetime.fromtimestamp(due, tz=UTC),
        polls=polls,
        failures=failures,
        entries=entries,
        error=error,
        first_poll=_moment(first),
        last_success=_moment(success),
        last_new=_moment(new),
        last_content=None if content is None else date.fromisoformat(content),
        condition=condition,
    )


def _moment(value: float | None) -> datetime | None:
    return None if value is None else datetime.fromtimestamp(value, tz=UTC)


def _stamp(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()

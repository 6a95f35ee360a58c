"""The store as other parts use it: one object, each method one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Engine

from armstrail import __version__
from armstrail.errors import StoreError
from armstrail.ledger.store import pages
from armstrail.ledger.store.engine import open_engine
from armstrail.ledger.store.pages import Added
from armstrail.page.source import Source
from armstrail.records import Annotation, FailedPage


def system_clock() -> datetime:
    """Now, with its time zone. The store's only look at the clock; tests give another."""
    return datetime.now(UTC)


class Store:
    """Pages, facts and decisions in a database. Use it in a `with` block.

    `database` is a SQLite file (made where missing) or `postgresql://...`; `clock` gives the time that rows carry.
    Raises StoreError where the database cannot be used.
    """

    def __init__(self, database: str | Path, clock: Callable[[], datetime] = system_clock) -> None:
        self.database = str(database)
        self.clock = clock
        self.engine: Engine = open_engine(database)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    # ------------------------------------------------------------ pages
    def known(self, source: Source) -> str | None:
        """The id under which the store has this page (same bytes from the same place), or None."""
        with self._reading() as connection:
            return pages.known(connection, source)

    def add(self, source: Source, annotation: Annotation) -> Added:
        """Add a page with its bytes and records, whole or not at all. What the store has stays as it is."""
        with self.engine.begin() as connection:
            return pages.add_page(connection, source, annotation, f"armstrail {__version__}", self.clock())

    def add_failure(self, failed: FailedPage) -> None:
        """Record that a page could not be read, and why."""
        with self.engine.begin() as connection:
            pages.add_failure(connection, failed, self.clock())

    def annotation(self, page: str) -> Annotation:
        """The page with its records. Raises StoreError where the store has no such page."""
        with self._reading() as connection:
            found = pages.annotation_of(connection, page)
        if found is None:
            raise StoreError(f"{self.database}: no page {page!r}: `armstrail pages` lists the pages")
        return found

    def bytes_of(self, page: str) -> bytes:
        """The page's bytes as they came. Raises StoreError where the store has no such page."""
        with self._reading() as connection:
            found = pages.bytes_of(connection, page)
        if found is None:
            raise StoreError(f"{self.database}: no page {page!r}: `armstrail pages` lists the pages")
        return found

    def annotations(self) -> Iterator[Annotation]:
        """All pages with their records, in the order in which they were read."""
        with self._reading() as connection:
            yield from pages.all_annotations(connection)

    def pages(
        self, *, since: date | None = None, until: date | None = None, limit: int | None = None, offset: int = 0
    ) -> tuple[list[dict[str, Any]], int]:
        """What the store knows of each page, without text and records, and how many pages there are in all."""
        with self._reading() as connection:
            rows, total = pages.list_pages(connection, since=since, until=until, limit=limit, offset=offset)
            return [dict(row._mapping) for row in rows], total

    def failures(self, *, limit: int | None = None, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
        """The pages that could not be read, with the reason, and how many there are in all."""
        with self._reading() as connection:
            rows, total = pages.list_failures(connection, limit=limit, offset=offset)
            return [dict(row._mapping) for row in rows], total

    def _reading(self) -> Any:
        return self.engine.connect().execution_options(writes=False)

"""A database that is open: its connections, its clock, whether it has changed, and what is kept as long as it has not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from pyroaring import BitMap
from sqlalchemy import Connection, Engine

from armstrail.ledger.store.engine import open_engine, shown
from armstrail.ledger.store.kept import Kept
from armstrail.ledger.store.marker import Marker

KEPT_SETS = 4096
"""Sets, and mappings of sets, that are kept at hand as long as nothing changes."""
KEPT_CHOICES = 256
"""Sets that filters chose, kept as long."""
BEGUN = "SELECT 1 FROM state LIMIT 1"
"""Asks for next to nothing: from then on a look sees one state of the store."""


@dataclass(frozen=True, slots=True)
class Look:
    """One state of the store, and the connection that sees it."""

    connection: Connection
    mark: Hashable


class Looking(threading.local):
    """The look that a thread has taken, if any."""

    look: Look | None = None


def system_clock() -> datetime:
    """Now, with its time zone. The store's only look at the clock; tests give another."""
    return datetime.now(UTC)


class Opened:
    """A database in use, until the `with` block ends."""

    def __init__(
        self, database: str | Path, clock: Callable[[], datetime] = system_clock, patience: float | None = None
    ) -> None:
        self.database = shown(database)
        self.clock = clock
        self.engine: Engine = open_engine(database, patience)
        self._marker = Marker(self.engine)
        self._sets: Kept[tuple[str, ...], dict[str, BitMap]] = Kept(KEPT_SETS)
        self._chosen: Kept[tuple[Hashable, ...], tuple[BitMap, bool]] = Kept(KEPT_CHOICES)
        self._looking = Looking()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back all connections."""
        self._marker.close()
        self.engine.dispose()

    def mark(self) -> Hashable:
        """A value that is another one whenever anything in the store has changed: cheap enough to ask at every request.
        It means nothing beyond this process. Within a `look` it is that of the state which is looked at.
        """
        return self._marker.mark() if self._looking.look is None else self._looking.look.mark

    @contextmanager
    def look(self) -> Iterator[None]:
        """Let all that this thread asks of the store until the block ends see one state of it, over one connection."""
        if self._looking.look is not None:
            yield
            return
        while True:
            mark = self._marker.mark()
            with self._begun() as connection:
                if self._marker.mark() != mark:
                    continue  # somebody wrote before the look began: what is kept under the mark would not fit
                self._looking.look = Look(self._with_shelves(connection, mark), mark)
                try:
                    yield
                finally:
                    self._looking.look = None
                return

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection that only reads: that of the look, or one for this question."""
        if self._looking.look is not None:
            yield self._looking.look.connection
            return
        # One look sees one state of the store, however many questions it asks; SQLite does so anyway.
        options = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(writes=False, **options) as connection:
            yield connection

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        with self._reading() as connection:
            connection.exec_driver_sql(BEGUN)
            yield connection

    def _with_shelves(self, connection: Connection, mark: Hashable) -> Connection:
        return connection.execution_options(sets=self._sets.at(mark), chosen=self._chosen.at(mark))

    @contextmanager
    def _counting(self) -> Iterator[Connection]:
        """As `_reading`, with the sets that were read in the same state of the store. Whether it is the same is asked before
        the question begins and after it has begun: where somebody wrote in between, it reads its sets itself.
        """
        if self._looking.look is not None:
            yield self._looking.look.connection
            return
        before = self.mark()
        with self._begun() as connection:
            yield self._with_shelves(connection, before) if self.mark() == before else connection

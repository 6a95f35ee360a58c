"""A database that is open: its connections, its clock, whether it has changed, and what is kept as long as it has not."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyroaring import BitMap
from sqlalchemy import Connection, Engine, func, select

from armstrail.ledger.store import schema
from armstrail.ledger.store.engine import open_engine, shown
from armstrail.ledger.store.kept import Kept
from armstrail.ledger.store.marker import Marker

KEPT_SETS = 4096
"""Sets, and mappings of sets, that are kept at hand as long as nothing changes."""
KEPT_CHOICES = 256
"""Sets that filters chose, kept as long."""
BEGUN = select(func.count()).select_from(select(schema.state.c.key).limit(1).subquery())
"""Asks for next to nothing: from then on a look sees one state of the store."""


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
        It means nothing beyond this process.
        """
        return self._marker.mark()

    def _reading(self) -> Any:
        # One look sees one state of the store, however many questions it asks; SQLite does so anyway.
        options = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        return self.engine.connect().execution_options(writes=False, **options)

    @contextmanager
    def _counting(self) -> Iterator[Connection]:
        """A look that finds the sets that were read in the same state of the store. Whether it is the same is asked before
        the look begins and after it has begun: where somebody wrote in between, it reads its sets itself.
        """
        before = self.mark()
        with self._reading() as connection:
            connection.execute(BEGUN)
            if self.mark() == before:
                connection = connection.execution_options(sets=self._sets.at(before), chosen=self._chosen.at(before))
            yield connection

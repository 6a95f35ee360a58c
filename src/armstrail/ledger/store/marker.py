"""Whether a store has changed since it was last asked, by this program or another."""

from __future__ import annotations

import threading
from collections.abc import Hashable

from sqlalchemy import Engine, func, select
from sqlalchemy.pool import PoolProxiedConnection

from armstrail.ledger.store import progress, schema


class Marker:
    """Gives a value that is another one whenever the store has changed.

    SQLite says of a connection whether any other one has written since (`PRAGMA data_version`), so one connection is kept
    for nothing else. PostgreSQL has no such word: there the newest rows of what is only ever appended to are asked for,
    what the register was computed from, and how far a reading has come.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._watching: PoolProxiedConnection | None = None
        self._lock = threading.Lock()

    def mark(self) -> Hashable:
        """The value as it is now."""
        if self._engine.dialect.name == "sqlite":
            with self._lock:
                if self._watching is None:
                    self._watching = self._engine.raw_connection()
                    self._watching.detach()
                cursor = self._watching.cursor()
                found: tuple[int, ...] = cursor.execute("PRAGMA data_version").fetchone()
                cursor.close()
                return found[0]
        with self._engine.connect() as connection:
            return tuple(connection.execute(NEWEST).one())

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None


NEWEST = select(
    *(
        select(func.max(table.c.number)).scalar_subquery()
        for table in (schema.page, schema.failure, schema.decision, schema.reliability)
    ),
    *(
        select(schema.state.c.value).where(schema.state.c.key == key).scalar_subquery()
        for key in ("ledger_of", progress.KEY)
    ),
)

"""A limit on the time that one question to the database may take, for programs in which people wait for the answer.

SQLite is asked every few thousand steps whether it may go on (a progress handler); PostgreSQL counts itself
(`statement_timeout`). What is written is never cut off.
"""

from __future__ import annotations

import math
import time
from typing import Any

from sqlalchemy import Connection, Engine, event

STEPS = 2000
"""Steps of SQLite's machine between two looks at the clock: well below a millisecond."""
DEADLINE = "armstrail deadline"
CANCELED = "57014"
"""PostgreSQL's code for a statement that was ended."""


def limit(engine: Engine, seconds: float) -> None:
    """Let no question of an engine that has no connection yet take longer than `seconds`."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _watch)
        event.listen(engine, "before_cursor_execute", lambda connection, *_: _set_deadline(connection, seconds))
    else:
        event.listen(engine, "begin", lambda connection: _set_timeout(connection, seconds))


def ended(error: BaseException | None) -> bool:
    """Whether a driver's error says that a question was ended for its time."""
    return str(error) == "interrupted" or getattr(error, "sqlstate", None) == CANCELED


def _watch(connection: Any, record: Any) -> None:
    # A list of one, which the handler and `_set_deadline` share.
    deadline = record.info[DEADLINE] = [math.inf]
    connection.set_progress_handler(lambda: time.monotonic() > deadline[0], STEPS)


def _set_deadline(connection: Connection, seconds: float) -> None:
    reads = not connection.get_execution_options().get("writes", True)
    connection.info[DEADLINE][0] = time.monotonic() + seconds if reads else math.inf


def _set_timeout(connection: Connection, seconds: float) -> None:
    if not connection.get_execution_options().get("writes", True):
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, round(1000 * seconds))}")

"""What the store notes about itself."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select

from armstrail import __version__
from armstrail.ledger.store import schema


def get(connection: Connection, key: str) -> str | None:
    """The value of a key, or None."""
    return connection.execute(select(schema.state.c.value).where(schema.state.c.key == key)).scalar()


def put(connection: Connection, key: str, value: str) -> None:
    """Set the value of a key."""
    connection.execute(delete(schema.state).where(schema.state.c.key == key))
    connection.execute(insert(schema.state).values(key=key, value=value))


def digest(connection: Connection) -> str:
    """What the register depends on: the pages and decisions so far, and the program. Equal exactly where they are."""
    last = [
        connection.execute(select(func.max(column))).scalar() or 0
        for column in (schema.page.c.number, schema.decision.c.number, schema.reliability.c.number)
    ]
    return f"armstrail {__version__}: " + ", ".join(map(str, last))

"""How far a reading of pages has come, noted in the store, so that every program on it can tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field
from sqlalchemy import Connection

from armstrail.ledger.store import state
from armstrail.records import Record

KEY = "reading"
SILENT = {"reading": timedelta(minutes=3), "joining": timedelta(minutes=30)}
"""How long a reading may note nothing and still be taken for under way: a page, or the joining of all facts, takes less."""


class Reading(Record):
    """The last reading of pages into a store, under way or over."""

    what: str = Field(description="what is read, as the user named it")
    by: str
    began: datetime
    seen: datetime = Field(description="when this was noted")
    stage: Literal["reading", "joining", "done", "stopped"] = "reading"
    total: int | None = Field(default=None, description="pages there are to read; null where that is not known")
    read: int = 0
    known: int = 0
    failed: int = 0
    page: str | None = Field(default=None, description="the page that was read last")
    message: str | None = Field(default=None, description="why it was stopped")

    def under_way(self, now: datetime) -> bool:
        """Whether it goes on, as far as can be told: the program that does it may have been killed."""
        return self.stage in SILENT and now - self.seen < SILENT[self.stage]


def note(connection: Connection, reading: Reading) -> None:
    """Note how far a reading has come, instead of what was noted before."""
    state.put(connection, KEY, reading.model_dump_json())


def noted(connection: Connection) -> Reading | None:
    """What was noted last, or None."""
    value = state.get(connection, KEY)
    return None if value is None else Reading.model_validate_json(value)

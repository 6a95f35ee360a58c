"""Review in the store: decisions and reliabilities, appended and never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from sqlalchemy import Connection, func, insert, select

from armstrail.errors import StoreError
from armstrail.ledger.facts import Decision, Reliability
from armstrail.ledger.store import schema


def decisions(connection: Connection) -> list[Decision]:
    """All decisions, oldest first."""
    rows = connection.execute(select(schema.decision.c.record).order_by(schema.decision.c.number))
    return [Decision.model_validate_json(record) for (record,) in rows]


def next_id(connection: Connection) -> str:
    """The id of the next decision."""
    return f"d{(connection.execute(select(func.max(schema.decision.c.number))).scalar() or 0) + 1}"


def add_decision(connection: Connection, one: Decision, target: str) -> None:
    """Append a decision; `target` is the fact or record that it was made about, for the log."""
    connection.execute(
        insert(schema.decision).values(
            at=one.made,
            by=one.who,
            kind=one.judgement.value,
            target=target[:64],
            why=one.why,
            record=one.model_dump_json(),
        )
    )


def log(connection: Connection, *, limit: int | None, offset: int = 0) -> tuple[list[dict[str, object]], int]:
    """The decisions and reliabilities as they were made, newest first, and how many there are in all."""
    rows: list[dict[str, object]] = [
        {
            "at": row.at,
            "by": row.by,
            "kind": row.kind,
            "target": row.target,
            "why": row.why,
            "record": json.loads(row.record),
        }
        for row in connection.execute(select(schema.decision).order_by(schema.decision.c.number))
    ]
    rows += [
        {
            "at": row.at,
            "by": row.by,
            "kind": "reliability",
            "target": row.source,
            "why": row.why,
            "record": {"grade": row.grade},
        }
        for row in connection.execute(select(schema.reliability).order_by(schema.reliability.c.number))
    ]
    rows.sort(key=lambda row: str(row["at"]), reverse=True)
    return rows[offset : None if limit is None else offset + limit], len(rows)


def reliabilities(connection: Connection) -> dict[str, Reliability]:
    """The newest Admiralty letter of each source that was given one."""
    rows = connection.execute(
        select(schema.reliability.c.source, schema.reliability.c.grade).order_by(schema.reliability.c.number)
    )
    return dict(rows.all())


def rate(connection: Connection, source: str, grade: str, *, who: str, why: str, now: datetime) -> None:
    """Give a source an Admiralty letter. Raises StoreError for another letter than A to F."""
    letters: Sequence[str] = get_args(Reliability)
    if grade not in letters:
        raise StoreError(f"reliability {grade!r} of {source!r}: give a letter, {letters[0]} to {letters[-1]}")
    connection.execute(insert(schema.reliability).values(at=now, by=who, source=source, grade=grade, why=why))

"""Review in the store: decisions and reliabilities, appended and never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, insert, select

from armstrail.errors import StoreError
from armstrail.ledger.facts import Decision, Judgement, Lapse, Reliability
from armstrail.ledger.markings import markings
from armstrail.ledger.store import schema, state


def decisions(connection: Connection) -> list[Decision]:
    """All decisions, oldest first."""
    rows = connection.execute(select(schema.decision.c.record).order_by(schema.decision.c.number))
    return [Decision.model_validate_json(record) for (record,) in rows]


LAPSES = TypeAdapter(tuple[Lapse, ...])


def markings_of(connection: Connection, page: str) -> tuple[Decision, ...]:
    """The decisions that make a record from passages of a page and were not withdrawn, oldest first."""
    kinds = (Judgement.MAKE.value, Judgement.WITHDRAW.value)
    rows = select(schema.decision.c.record).where(schema.decision.c.kind.in_(kinds)).order_by(schema.decision.c.number)
    found = [Decision.model_validate_json(record) for (record,) in connection.execute(rows)]
    return markings(found).get(page, ())


def lapsed(connection: Connection) -> tuple[Lapse, ...]:
    """The decisions that the register, as it is, does not follow, each with the reason."""
    return LAPSES.validate_json(state.get(connection, "lapsed") or "[]")


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
    """The decisions and reliabilities as they were made, newest first, and how many there are in all.

    `state` tells what became of a decision: `counts`, `withdrawn`, or the cause of its lapse, with its words under `note`; a
    source's letter counts until it is `replaced`.
    """
    made = decisions(connection)
    withdrawn, gone = {row.withdraws for row in made}, {one.decision: one for one in lapsed(connection)}
    last = {
        name: number
        for number, name in connection.execute(
            select(schema.reliability.c.number, schema.reliability.c.source).order_by(schema.reliability.c.number)
        )
    }
    rows: list[dict[str, object]] = [
        {
            "at": row.at,
            "by": row.by,
            "kind": row.kind,
            "target": row.target,
            "why": row.why,
            "record": json.loads(row.record),
            "state": "withdrawn" if name in withdrawn else gone[name].cause if name in gone else "counts",
            "note": gone[name].words if name in gone else None,
        }
        for row in connection.execute(select(schema.decision).order_by(schema.decision.c.number))
        for name in [str(json.loads(row.record)["id"])]
    ]
    rows += [
        {
            "at": row.at,
            "by": row.by,
            "kind": "reliability",
            "target": row.source,
            "why": row.why,
            "record": {"grade": row.grade},
            "state": "counts" if last[row.source] == row.number else "replaced",
            "note": None,
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

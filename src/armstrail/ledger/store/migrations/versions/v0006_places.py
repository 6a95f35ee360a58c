"""The places of events as rows and sets, for facts that were written before the map asked for them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from pyroaring import BitMap

revision = "0006"
down_revision = "0005"

LONGEST = 255
PARTY = sa.table("fact_party", sa.column("fact", sa.Integer), sa.column("role"), sa.column("party"))
SET = sa.table(
    "fact_set", *(sa.column(name) for name in ("kind", "field", "value")), sa.column("members", sa.LargeBinary)
)
HERE = (SET.c.kind == "event") & (SET.c.field == "place")


def upgrade() -> None:
    """Take the places from the records. What they say is what the register would write today."""
    connection = op.get_bind()
    found: dict[str, BitMap] = {}
    for fact, place in _unplaced(connection):
        found.setdefault(place, BitMap()).add(fact)
    if not found:
        return
    rows = [{"fact": fact, "role": "place", "party": place} for place, facts in sorted(found.items()) for fact in facts]
    connection.execute(sa.insert(PARTY), rows)
    there = {
        value: BitMap.deserialize(members)
        for value, members in connection.execute(sa.select(SET.c.value, SET.c.members).where(HERE))
    }
    there[""] = there.get("", BitMap()) - BitMap.union(*found.values())
    for place, facts in found.items():
        there[place] = there.get(place, BitMap()) | facts
    connection.execute(sa.delete(SET).where(HERE))
    connection.execute(
        sa.insert(SET),
        [
            {"kind": "event", "field": "place", "value": value, "members": members.serialize()}
            for value, members in sorted(there.items())
            if members
        ],
    )


def _unplaced(connection: sa.Connection) -> Iterator[tuple[int, str]]:
    """Events whose records name a place that no row has: their numbers, and the place."""
    rows = connection.execute(
        sa.text(
            "SELECT fact.number, fact_record.record FROM fact JOIN fact_record ON fact_record.fact = fact.number "
            "WHERE fact.kind = 'event' AND NOT EXISTS "
            "(SELECT 1 FROM fact_party WHERE fact_party.fact = fact.number AND fact_party.role = 'place')"
        )
    )
    for number, record in rows:
        if place := json.loads(record).get("place"):
            yield number, place[:LONGEST]


def downgrade() -> None:
    """Nothing: the rows and sets are those that the tables before could hold, and would for new facts."""

"""Sets of facts by the values of their cells, from which lists are counted and ordered, instead of an index for each cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op
from pyroaring import BitMap

revision = "0004"
down_revision = "0003"

DATED = ("act", "category", "conflicts", "denied", "factuality", "review", "stage", "type")
FIGURES = ("grade", "origins", "speaker", "voices")
OPEN = {
    "statement": ("country",), "transfer": ("supplier", "recipient"), "event": ("participant", "place"), "violation": ("by",),
}  # fmt: skip


def upgrade() -> None:
    """Make the table and fill it from the facts that are there; drop the indexes that nothing asks any more."""
    op.create_table(
        "fact_set",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("field", sa.String(16), nullable=False),
        sa.Column("value", sa.String(255), nullable=False),
        sa.Column("members", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("kind", "field", "value", name="pk_fact_set"),
    )
    for column in (*DATED, *FIGURES):
        op.drop_index(f"ix_fact_kind_{column}", "fact")
    op.drop_index("ix_fact_party_role_party_kind", "fact_party")
    for column in ("kind", "start"):
        op.execute(f"ALTER TABLE fact_party DROP COLUMN {column}")
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    found: dict[tuple[str, str, str], BitMap] = {}
    named: dict[int, set[str]] = {}
    kinds = {row.number: row.kind for row in connection.execute(sa.text("SELECT number, kind FROM fact"))}
    for fact, role, party in connection.execute(sa.text("SELECT fact, role, party FROM fact_party")):
        field = "name" if role in {"speaker", "voice"} else role
        found.setdefault((kinds[fact], field, party), BitMap()).add(fact)
        named.setdefault(fact, set()).add(role)
    columns = (
        "number, kind, start, act, category, factuality, review, stage, type, grade, origins, voices, denied, conflicts"
    )
    for row in connection.execute(sa.text(f"SELECT {columns} FROM fact")):  # noqa: S608  # no values
        for field, value in _cells(row._mapping, named.get(row.number, set())):
            found.setdefault((row.kind, field, value), BitMap()).add(row.number)
    table = sa.table(
        "fact_set", *(sa.column(name) for name in ("kind", "field", "value")), sa.column("members", sa.LargeBinary)
    )
    rows = [
        {"kind": kind, "field": field, "value": value, "members": members.serialize()}
        for (kind, field, value), members in sorted(found.items(), key=lambda one: one[0])
    ]
    if rows:
        connection.execute(sa.insert(table), rows)


def _cells(row: Any, named: set[str]) -> Iterator[tuple[str, str]]:
    yield "", ""
    yield from (
        (field, row[field]) for field in ("act", "category", "factuality", "review", "stage", "type") if row[field]
    )
    yield from ((field, str(row[field])) for field in ("grade", "origins", "voices") if row[field] is not None)
    yield from ((field, "1") for field in ("denied", "conflicts") if row[field])
    start = row["start"].isoformat() if isinstance(row["start"], date) else row["start"]
    yield "year", start[:4] if start else ""
    if start:
        yield "day", start
    yield from ((role, "") for role in OPEN[row["kind"]] if role not in named)


def downgrade() -> None:
    """Back to an index for each cell."""
    op.drop_table("fact_set")
    op.add_column("fact_party", sa.Column("kind", sa.String(16), nullable=False, server_default=""))
    op.add_column("fact_party", sa.Column("start", sa.Date))
    op.execute(
        "UPDATE fact_party SET kind = (SELECT kind FROM fact WHERE number = fact_party.fact), "
        "start = (SELECT start FROM fact WHERE number = fact_party.fact)"
    )
    op.create_index("ix_fact_party_role_party_kind", "fact_party", ["role", "party", "kind", "start", "fact"])
    for column in DATED:
        op.create_index(f"ix_fact_kind_{column}", "fact", ["kind", column, "start"])
    for column in FIGURES:
        op.create_index(f"ix_fact_kind_{column}", "fact", ["kind", column])

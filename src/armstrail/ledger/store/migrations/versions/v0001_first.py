"""The first tables: pages, facts, decisions, full-text search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "state",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_state"),
    )
    op.create_table(
        "page_bytes",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_page_bytes"),
    )
    op.create_table(
        "page",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("host", sa.String(255)),
        sa.Column("transport", sa.String(16)),
        sa.Column("title", sa.Text),
        sa.Column("language", sa.String(8)),
        sa.Column("outlet", sa.Text),
        sa.Column("agency", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("published_start", sa.Date),
        sa.Column("published_end", sa.Date),
        sa.Column("captured", sa.Date),
        sa.Column("restamped", sa.Boolean, nullable=False),
        sa.Column("date_verdict", sa.String(16), nullable=False),
        sa.Column("unread", sa.Text),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("read_characters", sa.Integer, nullable=False),
        sa.Column("reader", sa.String(64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("annotation", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_page"),
        sa.UniqueConstraint("id", name="uq_page_id"),
        sa.UniqueConstraint("key", name="uq_page_key"),
        sa.ForeignKeyConstraint(["sha256"], ["page_bytes.sha256"], name="fk_page_sha256"),
    )
    for column in ("sha256", "host", "published_start"):
        op.create_index(f"ix_page_{column}", "page", [column])
    op.create_table(
        "failure",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_failure"),
        sa.UniqueConstraint("id", "kind", "message", name="uq_failure_id_kind_message"),
    )
    op.create_table(
        "origin",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("first_published", sa.Date),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_origin"),
    )
    op.create_table(
        "origin_page",
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("relation", sa.String(16)),
        sa.PrimaryKeyConstraint("page", name="pk_origin_page"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_origin_page_page"),
        sa.ForeignKeyConstraint(["origin"], ["origin.id"], name="fk_origin_page_origin"),
    )
    op.create_index("ix_origin_page_origin", "origin_page", ["origin"])
    op.create_table(
        "fact",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("start", sa.Date),
        sa.Column("end", sa.Date),
        sa.Column("stage", sa.String(16)),
        sa.Column("factuality", sa.String(16)),
        sa.Column("category", sa.String(32)),
        sa.Column("goods", sa.Text),
        sa.Column("type", sa.String(16)),
        sa.Column("act", sa.String(16)),
        sa.Column("speaker", sa.Text),
        sa.Column("grade", sa.Integer),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("voices", sa.Integer, nullable=False),
        sa.Column("denied", sa.Boolean, nullable=False),
        sa.Column("conflicts", sa.Integer, nullable=False),
        sa.Column("review", sa.String(16)),
        sa.PrimaryKeyConstraint("number", name="pk_fact"),
        sa.UniqueConstraint("id", name="uq_fact_id"),
    )
    for column in ("act", "category", "factuality", "type"):
        op.create_index(f"ix_fact_kind_{column}", "fact", ["kind", column, "start"])
    for column in ("grade", "origins", "speaker", "voices"):
        op.create_index(f"ix_fact_kind_{column}", "fact", ["kind", column])
    op.create_index("ix_fact_kind_start", "fact", ["kind", "start", "end"])
    op.create_table(
        "fact_record",
        sa.Column("fact", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("fact", name="pk_fact_record"),
        sa.ForeignKeyConstraint(["fact"], ["fact.number"], name="fk_fact_record_fact"),
    )
    op.create_table(
        "party_name",
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("folded", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_party_name"),
    )
    op.create_table(
        "fact_party",
        sa.Column("fact", sa.Integer, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("party", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("fact", "role", "party", name="pk_fact_party"),
        sa.ForeignKeyConstraint(["fact"], ["fact.number"], name="fk_fact_party_fact"),
    )
    op.create_index("ix_fact_party_role_party", "fact_party", ["role", "party", "fact"])
    op.create_table(
        "fact_member",
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("record", sa.String(16), nullable=False),
        sa.Column("fact", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("page", "record", name="pk_fact_member"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_fact_member_page"),
        sa.ForeignKeyConstraint(["fact"], ["fact.number"], name="fk_fact_member_fact"),
    )
    op.create_index("ix_fact_member_fact", "fact_member", ["fact"])
    op.create_table(
        "conflict",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("field", sa.String(32), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conflict"),
    )
    op.create_table(
        "conflict_fact",
        sa.Column("conflict", sa.String(64), nullable=False),
        sa.Column("fact", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("conflict", "fact", name="pk_conflict_fact"),
        sa.ForeignKeyConstraint(["conflict"], ["conflict.id"], name="fk_conflict_fact_conflict"),
        sa.ForeignKeyConstraint(["fact"], ["fact.number"], name="fk_conflict_fact_fact"),
    )
    op.create_index("ix_conflict_fact_fact", "conflict_fact", ["fact"])
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_decision"),
    )
    op.create_index("ix_decision_target", "decision", ["target"])
    op.create_table(
        "reliability",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("grade", sa.String(1), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_reliability"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(kind UNINDEXED, ref UNINDEXED, title, body, tokenize='porter unicode61')"
        )
    else:
        op.execute(
            "CREATE TABLE search (kind text NOT NULL, ref text NOT NULL, title text NOT NULL, body text NOT NULL, "
            "words tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED)"
        )
        op.execute("CREATE INDEX ix_search_words ON search USING gin (words)")
        op.execute("CREATE INDEX ix_search_ref ON search (kind, ref)")


def downgrade() -> None:
    """Drop everything."""
    op.execute("DROP TABLE search")
    for table in (
        "reliability",
        "decision",
        "conflict_fact",
        "conflict",
        "fact_member",
        "fact_party",
        "party_name",
        "fact_record",
        "fact",
        "origin_page",
        "origin",
        "failure",
        "page",
        "page_bytes",
        "state",
    ):
        op.drop_table(table)

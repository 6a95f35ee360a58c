"""Lists that stay fast with a million facts: words by number, parties with kind and day, long intervals told apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the new columns and indexes, and move the words into tables whose rows have the numbers of facts and pages."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column("fact", sa.Column("long", sa.Boolean, nullable=False, server_default=sa.false()))
    days = 'julianday("end") - julianday(start)' if sqlite else '"end" - start'
    op.execute(f'UPDATE fact SET long = ({days} > 31) WHERE start IS NOT NULL AND "end" IS NOT NULL')  # noqa: S608  # no values
    op.create_index("ix_fact_kind_long_start_end", "fact", ["kind", "long", "start", "end"])
    for column in ("stage", "review", "denied", "conflicts"):
        op.create_index(f"ix_fact_kind_{column}", "fact", ["kind", column, "start"])
    op.create_index("ix_fact_kind_goods", "fact", ["kind", "goods", "category"])
    op.add_column("fact_party", sa.Column("kind", sa.String(16), nullable=False, server_default=""))
    op.add_column("fact_party", sa.Column("start", sa.Date))
    op.execute(
        "UPDATE fact_party SET kind = (SELECT kind FROM fact WHERE number = fact_party.fact), "
        "start = (SELECT start FROM fact WHERE number = fact_party.fact)"
    )
    op.drop_index("ix_fact_party_role_party", "fact_party")
    op.create_index("ix_fact_party_role_party_kind", "fact_party", ["role", "party", "kind", "start", "fact"])
    if sqlite:
        op.execute("CREATE VIRTUAL TABLE search_page USING fts5(title, body, tokenize='porter unicode61')")
        op.execute("CREATE VIRTUAL TABLE search_fact USING fts5(kind, words, tokenize='porter unicode61')")
        number = "rowid"
    else:
        op.execute(
            "CREATE TABLE search_page (number integer PRIMARY KEY, title text NOT NULL, body text NOT NULL, "
            "found tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED)"
        )
        op.execute(
            "CREATE TABLE search_fact (number integer PRIMARY KEY, kind text NOT NULL, words text NOT NULL, "
            "found tsvector GENERATED ALWAYS AS (to_tsvector('english', words)) STORED)"
        )
        for table in ("search_page", "search_fact"):
            op.execute(f"CREATE INDEX ix_{table}_found ON {table} USING gin (found)")
        number = "number"
    for table, columns, values in (
        ("page", "title, body", "s.title, s.body"),
        ("fact", "kind, words", "t.kind, s.body"),
    ):
        op.execute(
            f"INSERT INTO search_{table} ({number}, {columns}) SELECT t.number, {values} FROM search s "  # noqa: S608  # no values
            f"JOIN {table} t ON t.id = s.ref WHERE s.kind = '{table}' ORDER BY t.number"
        )
    op.execute("DROP TABLE search")


def downgrade() -> None:
    """Back to one table of words with names in it: what the first migration makes, written out again, since a migration says
    for good what the tables were like at its time and must not follow what another one comes to say.
    """
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(kind UNINDEXED, ref UNINDEXED, title, body, tokenize='porter unicode61')"
        )
        number = "rowid"
    else:
        op.execute(
            "CREATE TABLE search (kind text NOT NULL, ref text NOT NULL, title text NOT NULL, body text NOT NULL, "
            "words tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED)"
        )
        op.execute("CREATE INDEX ix_search_words ON search USING gin (words)")
        op.execute("CREATE INDEX ix_search_ref ON search (kind, ref)")
        number = "number"
    for table, values in (("page", "s.title, s.body"), ("fact", "s.kind, s.words")):
        op.execute(
            f"INSERT INTO search (kind, ref, title, body) SELECT '{table}', t.id, {values} FROM search_{table} s "  # noqa: S608  # no values
            f"JOIN {table} t ON t.number = s.{number}"
        )
        op.execute(f"DROP TABLE search_{table}")
    op.drop_index("ix_fact_party_role_party_kind", "fact_party")
    op.create_index("ix_fact_party_role_party", "fact_party", ["role", "party", "fact"])
    for name in ("long_start_end", "stage", "review", "denied", "conflicts", "goods"):
        op.drop_index(f"ix_fact_kind_{name}", "fact")
    for table, column in (("fact_party", "start"), ("fact_party", "kind"), ("fact", "long")):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")

"""The tables of the store, the same on SQLite and PostgreSQL. The migrations make them; a test holds the two together.

`page` and `page_bytes` are what was read. `page_print` (what tells copies of a page's text) and the `print_` tables beside it, `origin`, `fact`, `conflict` and the tables beside them are computed from the
pages and the decisions, and may be computed anew at any time. The words of pages and facts stand in `search_page` and `search_fact`, full-text tables whose rows have the
numbers of pages and facts; each database has its own kind of them, so they are not described here. `decision` and `reliability` are appended to, never changed.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

LONG = 31
"""Days of an interval beyond which it is long."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)

state = Table(
    "state",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

page_bytes = Table(
    "page_bytes",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

page = Table(
    "page",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(255), nullable=False, unique=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("sha256", String(64), ForeignKey("page_bytes.sha256"), nullable=False, index=True),
    Column("url", Text),
    Column("host", String(255), index=True),
    Column("transport", String(16)),
    Column("title", Text),
    Column("language", String(8)),
    Column("outlet", Text),
    Column("agency", Text),
    Column("publisher", Text),
    Column("published_start", Date, index=True),
    Column("published_end", Date),
    Column("captured", Date),
    Column("restamped", Boolean, nullable=False),
    Column("date_verdict", String(16), nullable=False),
    Column("unread", Text),
    Column("characters", Integer, nullable=False),
    Column("read_characters", Integer, nullable=False),
    Column("reader", String(64), nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
    Column("annotation", Text, nullable=False),
)

page_print = Table(
    "page_print",
    metadata,
    Column("page", Integer, ForeignKey("page.number"), primary_key=True),
    Column("maker", String(64), nullable=False),
    Column("data", LargeBinary, nullable=False),
)

# What finds a page's origin without a look at the pages that have nothing to do with it (see `settling`).
print_waiting = Table(
    "print_waiting",
    metadata,
    Column("page", Integer, ForeignKey("page.number"), primary_key=True, autoincrement=False),
)

print_settled = Table(
    "print_settled",
    metadata,
    Column("page", Integer, ForeignKey("page.number"), primary_key=True, autoincrement=False),
    Column("place", BigInteger, nullable=False),
    Column("language", String(8)),
    # How many runs of words and pairs of names it has, and of how many outside furniture it asks who else has them.
    Column("runs", Integer, nullable=False),
    Column("marks", Integer, nullable=False),
    Column("asked_runs", Integer, nullable=False),
    Column("asked_marks", Integer, nullable=False),
    Column("first", Integer, index=True),
)

print_key = Table(
    "print_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("page", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

print_repeated = Table(
    # Sentences that are furniture, by site; "*" stands for all sites.
    "print_repeated",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("site", String(255), primary_key=True),
    sqlite_with_rowid=False,
)

print_pair = Table(
    "print_pair",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("other", Integer, primary_key=True, autoincrement=False, index=True),
    Column("relation", String(16), nullable=False),
    Column("joins", Boolean, nullable=False),
    Column("score", Double, nullable=False),
    Column("share_one", Double, nullable=False),
    Column("share_other", Double, nullable=False),
    sqlite_with_rowid=False,
)

print_group = Table(
    "print_group",
    metadata,
    Column("first", Integer, ForeignKey("page.number"), primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False),
)

failure = Table(
    "failure",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(255), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("message", Text, nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("id", "kind", "message"),
)

origin = Table(
    "origin",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("pages", Integer, nullable=False),
    Column("first_published", Date),
    Column("record", Text, nullable=False),
)

origin_page = Table(
    "origin_page",
    metadata,
    Column("page", Integer, ForeignKey("page.number"), primary_key=True),
    Column("origin", String(64), ForeignKey("origin.id"), nullable=False, index=True),
    Column("relation", String(16)),
)

fact = Table(
    "fact",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("start", Date),
    Column("end", Date),
    # Whether it is longer than LONG days: few are, and a list of one month looks for those apart.
    Column("long", Boolean, nullable=False, server_default=false()),
    Column("stage", String(16)),
    Column("factuality", String(16)),
    Column("category", String(32)),
    Column("goods", Text),
    Column("type", String(16)),
    Column("act", String(16)),
    Column("speaker", Text),
    Column("grade", Integer),
    Column("origins", Integer, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("denied", Boolean, nullable=False),
    Column("conflicts", Integer, nullable=False),
    Column("review", String(16)),
    Index("ix_fact_kind_start", "kind", "start", "end"),
    Index("ix_fact_kind_goods", "kind", "goods", "category"),
    Index("ix_fact_kind_long_start_end", "kind", "long", "start", "end"),
)

fact_record = Table(
    # Beside `fact`, so that counting and sorting read narrow rows.
    "fact_record",
    metadata,
    Column("fact", Integer, ForeignKey("fact.number"), primary_key=True),
    Column("record", Text, nullable=False),
)

fact_party = Table(
    "fact_party",
    metadata,
    Column("fact", Integer, ForeignKey("fact.number"), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("party", String(255), primary_key=True),
)

fact_set = Table(
    # The numbers of the facts of a kind that have a value, as a Roaring bitmap: what lists are counted and ordered by.
    "fact_set",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("field", String(16), primary_key=True),
    Column("value", String(255), primary_key=True),
    Column("members", LargeBinary, nullable=False),
)

party_name = Table(
    # Every name of a speaker or voice once, folded, so that part of a name is looked for among names, not among facts.
    "party_name",
    metadata,
    Column("name", String(255), primary_key=True),
    Column("folded", String(255), nullable=False),
)

fact_member = Table(
    "fact_member",
    metadata,
    Column("page", Integer, ForeignKey("page.number"), primary_key=True),
    Column("record", String(16), primary_key=True),
    Column("fact", Integer, ForeignKey("fact.number"), nullable=False, index=True),
)

conflict = Table(
    "conflict",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("field", String(32), nullable=False),
    Column("record", Text, nullable=False),
)

conflict_fact = Table(
    "conflict_fact",
    metadata,
    Column("conflict", String(64), ForeignKey("conflict.id"), primary_key=True),
    Column("fact", Integer, ForeignKey("fact.number"), primary_key=True, index=True),
)

decision = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("target", String(64), nullable=False, index=True),
    Column("why", Text, nullable=False),
    Column("record", Text, nullable=False),
)

reliability = Table(
    "reliability",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("grade", String(1), nullable=False),
    Column("why", Text, nullable=False),
)

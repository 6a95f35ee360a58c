"""What finds a new page's origin among the pages before it: their keys, verdicts and groups as rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables. They are filled when the register is next brought up to date."""

    def number(name: str, kind: type[sa.types.TypeEngine[int]] = sa.Integer) -> sa.Column[int]:
        return sa.Column(name, kind, primary_key=True, autoincrement=False)

    op.create_table("print_waiting", number("page"), sa.ForeignKeyConstraint(["page"], ["page.number"]))
    op.create_table(
        "print_settled",
        number("page"),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String(8)),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("runs", "marks", "asked_runs", "asked_marks")),
        sa.Column("first", sa.Integer),
        sa.ForeignKeyConstraint(["page"], ["page.number"]),
    )
    op.create_index("ix_print_settled_first", "print_settled", ["first"])
    op.create_table(
        "print_key",
        number("key", sa.BigInteger),
        number("place", sa.BigInteger),
        number("page"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "print_repeated",
        number("key", sa.BigInteger),
        sa.Column("site", sa.String(255), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "print_pair",
        number("one"),
        number("other"),
        sa.Column("relation", sa.String(16), nullable=False),
        sa.Column("joins", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Double, nullable=False) for name in ("score", "share_one", "share_other")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_print_pair_other", "print_pair", ["other"])
    op.create_table(
        "print_group",
        number("first"),
        sa.Column("record", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["first"], ["page.number"]),
    )


def downgrade() -> None:
    """Drop them: nothing is lost that cannot be made again from the fingerprints."""
    for name in ("print_group", "print_pair", "print_repeated", "print_key", "print_settled", "print_waiting"):
        op.drop_table(name)
    op.execute("DELETE FROM state WHERE key = 'prints_of'")

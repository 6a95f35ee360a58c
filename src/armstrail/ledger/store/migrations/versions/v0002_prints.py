"""The fingerprint of each page, from which origins are found without reading its text again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table. Pages read before get their fingerprints when the register is next brought up to date."""
    op.create_table(
        "page_print",
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("maker", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("page", name="pk_page_print"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_page_print_page"),
    )


def downgrade() -> None:
    """Drop it: nothing is lost that cannot be made again."""
    op.drop_table("page_print")

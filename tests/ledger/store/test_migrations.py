"""The migrations make exactly the tables that the code uses, both ways."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from armstrail.ledger.store import engine as opening
from armstrail.ledger.store.schema import metadata


def test_migrated_tables_equal_the_schema(database: str) -> None:
    """Nothing that schema.py says is missing from a migrated database, and nothing else is there."""
    engine = opening.open_engine(database)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _object, name, *_rest: not name.startswith("search")}
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_head_is_the_newest_migration() -> None:
    """HEAD, which spares a start of Alembic, names the newest file."""
    folder = Path(opening.__file__).parent / "migrations" / "versions"
    newest = max(path.stem for path in folder.glob("v*.py"))
    assert newest.startswith(f"v{opening.HEAD}_")


def test_down_and_up_again(database: str) -> None:
    """The migrations undo what they did."""
    engine = opening.open_engine(database)
    with engine.begin() as connection:
        before = set(inspect(connection).get_table_names())
        opening.migrate(connection, "base")
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
        opening.migrate(connection, "head")
        assert set(inspect(connection).get_table_names()) == before
    engine.dispose()

"""What is said where a database cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from armstrail.errors import StoreError
from armstrail.ledger.store import Store
from armstrail.ledger.store.engine import open_engine, shown


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """Not the database is wrong but its folder."""
    with pytest.raises(StoreError, match=r"no folder .*nowhere.*make it"):
        Store(tmp_path / "nowhere" / "a.db")


def test_passwords_are_never_shown() -> None:
    """Neither in the name of a store nor in its errors."""
    assert "secret" not in shown("postgresql://ann:secret@example.org/arms")
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as caught:
        Store("postgresql://ann:secret@127.0.0.1:1/arms")
    assert "secret" not in str(caught.value)
    assert "server" in str(caught.value)


def test_other_databases_are_refused() -> None:
    """A kind that is not supported is told by name, before any driver is looked for."""
    with pytest.raises(StoreError, match=r"mysql.*not supported"):
        Store("mysql://ann@example.org/arms")


def test_a_failing_database_is_a_store_error(tmp_path: Path) -> None:
    """What fails later than the opening comes as the project's own error, not as the driver's."""
    engine = open_engine(tmp_path / "a.db")
    try:
        with engine.connect() as connection, pytest.raises(StoreError, match="cannot be used"):
            connection.execute(text("SELECT * FROM nowhere"))
    finally:
        engine.dispose()

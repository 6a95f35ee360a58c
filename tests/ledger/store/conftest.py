"""Every test of the store runs on SQLite and on PostgreSQL; the latter where ARMSTRAIL_TEST_POSTGRESQL names a server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

# Read here: tests see an environment without the program's settings.
SERVER = os.environ.get("ARMSTRAIL_TEST_POSTGRESQL")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database, as `--db` takes it."""
    if request.param == "sqlite":
        yield str(tmp_path / "test.db")
        return
    if SERVER is None:
        pytest.skip(
            "no PostgreSQL server: set ARMSTRAIL_TEST_POSTGRESQL, or run the tests with .ci/postgresql make test"
        )
    server = make_url(SERVER.replace("postgresql://", "postgresql+psycopg://", 1))
    name = f"test_{uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()

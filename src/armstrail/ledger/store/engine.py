"""Opening a database: SQLite as a file (the default) or PostgreSQL, always at the newest migration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from armstrail.errors import StoreError, TooCostly
from armstrail.ledger.store import limits

HEAD = "0006"
"""The newest migration; a test holds it to the newest file of `migrations/versions`."""


def open_engine(database: str | Path, patience: float | None = None) -> Engine:
    """An engine on `database`: a path to a SQLite file, or a URL (`postgresql://...`).

    `patience` are the seconds that one question may take (`limits`); None: as long as it takes.

    The file is made where it is missing, and its tables brought to the newest migration. Raises StoreError where the
    database cannot be opened, is no database, or was made by a newer version of the program.
    """
    name = str(database)
    url = name if "://" in name else f"sqlite:///{name}"
    if url.startswith(("postgresql://", "postgres://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    name = shown(database)
    hint = "give a file name or postgresql://user@host/name; PostgreSQL needs `pip install armstrail[postgresql]`"
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):
        raise StoreError(f"database {name!r} is of a kind that is not supported: {hint}")
    try:
        engine = create_engine(make_url(url))
    except (ArgumentError, ImportError) as error:
        raise StoreError(f"database {name!r} cannot be opened ({error}): {hint}") from error
    event.listen(engine, "handle_error", _failed)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    if patience is not None:
        limits.limit(engine, patience)
    try:
        with engine.begin() as connection:
            _migrate(connection, name)
    except DBAPIError as error:
        raise _unusable(engine.url, error.orig) from error
    return engine


def shown(database: str | Path) -> str:
    """The database as messages name it: without a password."""
    name = str(database)
    try:
        return make_url(name).render_as_string(hide_password=True) if "://" in name else name
    except ArgumentError:
        return name.rpartition("@")[2]


def _unusable(url: URL, reason: object) -> StoreError:
    """Why the database cannot be used, and what to do."""
    why = " ".join(str(reason).split()).rstrip(".?! ")
    if url.get_backend_name() != "sqlite":
        name = url.set(drivername="postgresql").render_as_string(hide_password=True)
        todo = "check that the server runs and that the user may use this database"
        return StoreError(f"database {name!r} cannot be used ({why}): {todo}")
    folder = Path(url.database or "").parent
    if not folder.is_dir():
        return StoreError(f"database {url.database!r}: there is no folder {str(folder)!r}: make it first")
    todo = "check its permissions, or give another file with --db"
    if "locked" in why:
        todo = "wait for the program that holds it"
    return StoreError(f"database {url.database!r} cannot be used ({why}): {todo}")


def _failed(context: ExceptionContext) -> None:
    # A full disk, a lock that is never given back, a server that goes away: for a user these are words, not a traceback.
    if context.engine is not None and isinstance(context.sqlalchemy_exception, OperationalError):
        if limits.ended(context.original_exception):
            name = shown(str(context.engine.url))
            raise TooCostly(f"database {name!r}: a question took longer than it may: ask for less, or allow more time")
        raise _unusable(context.engine.url, context.original_exception) from context.original_exception


def migrate(connection: Connection, revision: str) -> None:
    """Bring the tables to `revision`, up or down ("0001", "head", "base")."""
    # Imported here: most openings find the tables in order and need no Alembic.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    order = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]  # newest first
    target = order[0] if revision == "head" else revision
    current = _revision(connection)
    down = target == "base" or (current is not None and order.index(current) < order.index(target))
    (command.downgrade if down else command.upgrade)(config, target)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection, name: str) -> None:
    if connection.dialect.name == "postgresql":
        # Two programs that open a new database at once must not both make its tables.
        connection.execute(text("SELECT pg_advisory_xact_lock(20260101)"))
    current = _revision(connection)
    if current == HEAD:
        return
    if current is not None and current > HEAD:
        raise StoreError(
            f"database {name!r} was made by a newer armstrail (its tables are at {current}): upgrade armstrail"
        )
    if current is None and inspect(connection).get_table_names():
        raise StoreError(f"database {name!r} holds other tables: give a new file with --db")
    migrate(connection, HEAD)


def _tune_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions of its own accord: `_begin_sqlite` says when one begins.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "cache_size=-65536",
        # what is read stays in the system's memory, for all connections and programs at once
        "mmap_size=1073741824",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # Writers take the lock at once, so that two of them wait for each other instead of failing half-way.
    if connection.get_execution_options().get("writes", True):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # straight to the driver: this cannot fail, and is asked before every look
        connection.connection.cursor().execute("BEGIN")

"""`armstrail bulk` and `load`: archives on all cores into tables, and tables into a store."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from armstrail.cli.app import app
from armstrail.cli.options import DEFAULT_DATABASE, DatabaseOption, JobsOption
from armstrail.cli.read import report
from armstrail.errors import InputError
from armstrail.ledger.store import Store

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from armstrail.bulk.run import Progress
    from armstrail.bulk.worker import Settings, SliceReport

MANY = 200
"""Pages from which it is worth saying that the gate let most of them pass."""
MISSING = "bulk reading needs more packages: pip install 'armstrail[bulk]'"
SPARK_MISSING = "--spark needs more packages, and Java 17: pip install 'armstrail[spark]'"


@app.command(name="bulk")
def read_in_bulk(
    inputs: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="WARC(.gz) files, folders, JSON Lines or Parquet files.")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the tables; a stopped run goes on in it.")],
    gate: Annotated[
        str,
        typer.Option(
            "--gate",
            metavar="records|field",
            help="What passes: any page that may carry a record, or (for archives) pages of the field alone.",
        ),
    ] = "records",
    no_gate: Annotated[
        bool, typer.Option("--no-gate", help="Read every page, also those without a word of the field.")
    ] = False,
    jobs: JobsOption = None,
    spark: Annotated[
        str | None,
        typer.Option(
            "--spark",
            metavar="MASTER",
            help="Read on Apache Spark, say local[2] or spark://host:7077, and join origins and facts there: DIR/ledger.",
        ),
    ] = None,
) -> None:
    """Read archives into partitioned Parquet on all cores: a gate turns away pages of other subjects, and counts them.

    May be stopped or killed at any moment: the same command goes on with it, no page lost or doubled.
    """
    try:
        from armstrail.bulk.gate import Reach
        from armstrail.bulk.run import bulk
        from armstrail.bulk.worker import Settings
    except ImportError as error:
        raise InputError(f"{MISSING} ({error})") from error

    if gate not in set(Reach):
        raise InputError(f"--gate {gate}: no such reach: write {' or '.join(Reach)}")
    settings = Settings(reach=None if no_gate else Reach(gate))
    hinted = no_gate or settings.reach is not Reach.RECORDS

    def tell(done: Progress) -> None:
        nonlocal hinted
        report(progress_line(done))
        if not hinted and done.pages >= MANY and done.turned_away < done.pages / 2:
            hinted = True
            report(
                f"the gate lets most pages pass ({done.pages - done.turned_away} of {done.pages}), since somebody may be "
                "quoted on them: with --gate field only pages of arms, armed forces and sanctions are read"
            )

    if spark is None:
        total = bulk(inputs, out, jobs, settings=settings, progress=tell)
        print(json.dumps(total.as_json(), indent=1))
    elif jobs is not None:
        raise InputError("--jobs with --spark: the master says how many work, as in local[2]: leave --jobs out")
    else:
        total = _on_spark(spark, inputs, out, settings, tell)
    if total.failed:
        raise typer.Exit(1)


def _on_spark(
    master: str, inputs: list[str], out: Path, settings: Settings, tell: Callable[[Progress], None]
) -> SliceReport:
    """Reads and joins on the engine, and prints the report with the lines of the ledger counted by kind."""
    try:
        from armstrail.bulk.spark import spark_bulk, spark_ledger
    except ImportError as error:
        raise InputError(f"{SPARK_MISSING} ({error})") from error
    with _session(master) as session:
        total = spark_bulk(session, inputs, out, settings=settings, progress=tell)
        report("joining origins and facts ...")
        print(json.dumps(total.as_json() | {"ledger": dict(sorted(spark_ledger(session, out).items()))}, indent=1))
    return total


@contextmanager
def _session(master: str) -> Iterator[SparkSession]:
    """A session of its own on `master`. Raises InputError where none can be had."""
    from pyspark.sql import SparkSession

    # Workers on this machine are to run the interpreter that has the packages, not the first `python3` of the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("armstrail").config("spark.ui.showConsoleProgress", "false")
    if master.startswith("local"):  # nothing of it is to be reached from outside
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false")
    try:
        session = builder.getOrCreate()
    except Exception as error:  # Java's own errors come in many classes, which only a running Java can name
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(
            f"--spark {master}: Spark did not start ({said}): check the master, and that Java 17 is there"
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def progress_line(done: Progress) -> str:
    """How far a run is, in words."""
    left = f", {duration(done.seconds_left)} left" if done.seconds_left is not None else ""
    return (
        f"{done.slices}/{done.slices_in_all} slices, {done.bytes / 1e6:.0f} of {done.bytes_in_all / 1e6:.0f} MB,"
        f" {done.pages} pages, {done.pages_a_second:.1f} pages a second{left}"
    )


def duration(seconds: float) -> str:
    """A time as one reads it: 40 s, 12 min, 3 h 5 min."""
    minutes = round(seconds / 60)
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


@app.command(name="load")
def load_tables(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The --out of a bulk run.")],
    db: DatabaseOption = DEFAULT_DATABASE,
) -> None:
    """Bring the pages and records of a bulk run into the store, and the register up to date. May be repeated."""
    try:
        from armstrail.bulk.load import load
    except ImportError as error:
        raise InputError(f"{MISSING} ({error})") from error

    with Store(db) as store:
        loaded = load(folder, store)
        report("joining facts across pages ...")
        store.refresh()
    report(
        f"{loaded.new} pages loaded into {store.database}, {loaded.known} known already, {loaded.failed} failures noted"
    )

"""`armstrail bulk` and `load`: archives on all cores into tables, and tables into a store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from armstrail.cli.app import app
from armstrail.cli.options import DEFAULT_DATABASE, DatabaseOption, JobsOption
from armstrail.cli.read import report
from armstrail.errors import InputError
from armstrail.ledger.store import Store

if TYPE_CHECKING:
    from armstrail.bulk.run import Progress

MANY = 200
"""Pages from which it is worth saying that the gate let most of them pass."""
MISSING = "bulk reading needs more packages: pip install 'armstrail[bulk]'"


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

    total = bulk(inputs, out, jobs, settings=settings, progress=tell)
    print(json.dumps(total.as_json(), indent=1))
    if total.failed:
        raise typer.Exit(1)


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

"""A bulk run on Apache Spark: the same slices, shared out over the workers of a cluster, then origins and facts joined there.

The slices, the gate, the reader and the tables are those of `bulk.run`, called, not rewritten; Spark shares out the
work, takes it up again where a worker is lost, and starts each worker's interpreter once, so that a language model is
loaded once a worker. Inputs and output must be at the same path for all workers (a shared file system).
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from armstrail.bulk.engine.components import FEW
from armstrail.bulk.engine.facts import LINES, facts
from armstrail.bulk.engine.frames import ROWS, Steps
from armstrail.bulk.engine.origins import numbered, origins
from armstrail.bulk.engine.pages import pages_of
from armstrail.bulk.engine.ship import receive, ship
from armstrail.bulk.plan import Slice
from armstrail.bulk.run import Progress, bulk
from armstrail.bulk.worker import Settings, SliceReport, read_report, run_slice, slice_folder
from armstrail.errors import EmptyInput

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["LEDGER", "spark_bulk", "spark_ledger"]

LEDGER = "ledger"
"""The folder of the output that holds the lines of the ledger."""
WORK = ".ledger-steps"


def spark_bulk(
    session: SparkSession,
    inputs: Iterable[str | Path],
    out: Path,
    *,
    settings: Settings = Settings(),
    slice_bytes: int | None = None,
    progress: Callable[[Progress], None] = lambda _progress: None,
) -> SliceReport:
    """Reads `inputs` into tables under `out` as `bulk` does, on the workers of `session`: the same tables, byte for byte.

    Resumable in the same way, also by `bulk`, and raises what `bulk` raises. A task that fails is taken up again by
    Spark (`spark.task.maxFailures`); what a page does to its worker is Spark's to bear.
    """
    ship(session)

    def share_out(numbers: list[int], slices: list[Slice]) -> Iterator[tuple[int, SliceReport]]:
        # Only plain values go into the closure, so that a worker needs the library and nothing of the driver.
        pieces, target, chosen = [(number, slices[number]) for number in numbers], str(out.resolve()), settings
        if not pieces:
            return

        def one(piece: tuple[int, Slice]) -> tuple[int, SliceReport]:
            receive()
            number, content = piece
            # A task may be run twice, by a second worker or after a loss; the first whole slice stands.
            folder = slice_folder(Path(target), number)
            if folder.is_dir():
                return number, read_report(folder)
            return number, run_slice(content, number, Path(target), chosen)

        tasks = session.sparkContext.parallelize(pieces, numSlices=len(pieces))
        yield from tasks.map(one).toLocalIterator(prefetchPartitions=True)

    found = [Path(one).resolve() for one in inputs]
    return bulk(found, out, settings=settings, slice_bytes=slice_bytes, progress=progress, by=share_out)


def spark_ledger(session: SparkSession, out: Path, *, few: int = FEW) -> Counter[str]:
    """Joins the pages of the run in `out` to origins and facts: the lines of `armstrail ledger` in the files of
    `out/ledger`, in that command's order. Gives how many lines there are of each kind.

    The same lines, byte for byte, as `load` of the run and `ledger` of its store. Written anew as a whole each time: a
    folder without `_SUCCESS` is not whole. Up to `few` ties between pages are joined in the driver, more on the engine
    (`components`). Sets how many rows the session hands to Python at a time. Raises EmptyInput where `out` has no tables.
    """
    out = out.resolve()
    if not any(out.glob("slice=*/pages.parquet")):
        raise EmptyInput(f"{out}: no tables in this folder: run `spark_bulk` or `armstrail bulk` into it first")
    ship(session)
    work, target = out / WORK, out / LEDGER
    for folder in (work, target):
        shutil.rmtree(folder, ignore_errors=True)
    steps = Steps(work)
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(ROWS))
    pages = pages_of(session, out)
    prints = numbered(pages, steps)
    homes = origins(prints, steps, few)
    told = pages.withColumnRenamed("annotation", "content").join(prints.select("number", "id"), "id")
    lines = facts(told.join(homes, "number"), steps, few)
    lines.orderBy("place", "id").select("line").write.text(str(target))
    counted = lines.groupBy("place").count().collect()
    shutil.rmtree(work)
    return Counter({LINES[row["place"]]: row["count"] for row in counted})

"""A bulk run on Apache Spark: the same slices, shared out over the workers of a cluster.

The slices, the gate, the reader and the tables are those of `bulk.run`, called, not rewritten; Spark shares out the
work, takes it up again where a worker is lost, and starts each worker's interpreter once, so that a language model is
loaded once a worker. Inputs and output must be at the same path for all workers (a shared file system).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from armstrail.bulk.plan import SLICE_BYTES, Slice
from armstrail.bulk.run import bulk
from armstrail.bulk.worker import Settings, SliceReport, read_report, run_slice, slice_folder

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["spark_bulk"]


def spark_bulk(
    session: SparkSession,
    inputs: Iterable[str | Path],
    out: Path,
    *,
    settings: Settings = Settings(),  # noqa: B008  # frozen, so shared safely
    slice_bytes: int = SLICE_BYTES,
) -> SliceReport:
    """Reads `inputs` into tables under `out` as `bulk` does, on the workers of `session`: the same tables, byte for byte.

    Resumable in the same way, also by `bulk`, and raises what `bulk` raises. A task that fails is taken up again by
    Spark (`spark.task.maxFailures`); what a page does to its worker is Spark's to bear.
    """

    def share_out(numbers: list[int], slices: list[Slice]) -> Iterator[tuple[int, SliceReport]]:
        # Only plain values go into the closure, so that a worker needs the library and nothing of the driver.
        pieces, target, chosen = [(number, slices[number]) for number in numbers], str(out.resolve()), settings
        if not pieces:
            return

        def one(piece: tuple[int, Slice]) -> tuple[int, SliceReport]:
            number, content = piece
            # A task may be run twice, by a second worker or after a loss; the first whole slice stands.
            folder = slice_folder(Path(target), number)
            if folder.is_dir():
                return number, read_report(folder)
            return number, run_slice(content, number, Path(target), chosen)

        tasks = session.sparkContext.parallelize(pieces, numSlices=len(pieces))
        yield from tasks.map(one).toLocalIterator(prefetchPartitions=True)

    return bulk([Path(one).resolve() for one in inputs], out, settings=settings, slice_bytes=slice_bytes, by=share_out)

"""The pages of a run's tables on the engine, under the ids that a store gives them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyspark.sql import Window
from pyspark.sql import functions as fn

from armstrail.bulk.engine.frames import Row, by_row
from armstrail.bulk.tables import transport_of
from armstrail.ledger.store.pages import key_of, longer_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame, SparkSession

__all__ = ["pages_of"]


def pages_of(session: SparkSession, out: Path) -> DataFrame:
    """`(id, annotation)` of the pages that the run in `out` read, each page once, as `load` would bring them in.

    `annotation` is JSON text, whose own id is the one that the page came with.
    """
    tables = session.read.option("basePath", str(out)).parquet(str(out / "slice=*" / "pages.parquet"))
    placed = tables.withColumn("row", fn.col("_metadata.row_index"))

    def keyed(row: Row) -> Iterator[Row]:
        url, identity = transport_of(row["source"])
        key = key_of(row["sha256"], url, identity)
        yield {"slice": row["slice"], "row": row["row"], "id": row["id"], "key": key}

    keys = by_row(
        placed.select("slice", "row", "id", "sha256", "source"),
        keyed,
        "slice long, row long, id string, key string",
    )
    order = fn.struct("slice", "row")
    first = keys.withColumn("nth", fn.row_number().over(Window.partitionBy("key").orderBy(order)))
    doubled = first.where("nth > 1").select(
        "slice", "row", fn.lit(None).cast("string").alias("renamed"), fn.lit(True).alias("drop")
    )
    kept = first.where("nth = 1").withColumn("nth", fn.row_number().over(Window.partitionBy("id").orderBy(order)))
    renamed = by_row(
        kept.where("nth > 1"),
        lambda row: [
            {"slice": row["slice"], "row": row["row"], "renamed": longer_id(row["id"], row["key"]), "drop": False}
        ],
        "slice long, row long, renamed string, drop boolean",
    )
    # few pages are neither: the engine sends these to all workers, and no text is moved
    others = doubled.union(renamed)
    joined = placed.select("slice", "row", "id", "annotation").join(others, ["slice", "row"], "left")
    return joined.where("drop is null or not drop").select(fn.coalesce("renamed", "id").alias("id"), "annotation")

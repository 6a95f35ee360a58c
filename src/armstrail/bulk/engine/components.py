"""Connected components on the engine, by alternating stars.

Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii: "Connected Components in MapReduce and Beyond", SoCC 2014: every
round hangs a vertex's larger neighbours, then its smaller ones, on the least of them; after a number of rounds that grows
with the logarithm of the vertices only stars are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.sql import functions as fn

from armstrail.bulk.engine.frames import Steps

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["FEW", "components"]

FEW = 2_000_000
"""Edges up to which they are joined in the driver's memory, where a round of the engine would take longer."""


def components(edges: DataFrame, steps: Steps, few: int = FEW) -> DataFrame:
    """`(vertex, component)` for every vertex of `edges` (`one`, `other`: longs), the component named by its least vertex.

    Up to `few` edges are joined in the driver, more on the engine; the result is the same.
    """
    kept = steps.keep(edges.where(fn.col("one") != fn.col("other")).distinct())
    if kept.count() <= few:
        found = _joined([(row["one"], row["other"]) for row in kept.toLocalIterator()])
        return edges.sparkSession.createDataFrame(list(found.items()), "vertex long, component long")
    state = None
    while True:
        kept = steps.keep(_small_star(_large_star(kept)))
        now = kept.agg(fn.count("*"), fn.sum(fn.xxhash64("one", "other").cast("decimal(38,0)"))).first()
        if now == state:
            break
        state = now
    leaves = kept.select(fn.col("other").alias("vertex"), fn.col("one").alias("component"))
    return leaves.union(leaves.select(fn.col("component").alias("vertex"), "component").distinct())


def _large_star(edges: DataFrame) -> DataFrame:
    """Every vertex's larger neighbours on the least of it and its neighbours."""
    both = edges.union(edges.select("other", "one")).toDF("one", "other")
    least = both.groupBy("one").agg(fn.least(fn.min("other"), fn.col("one")).alias("least"))
    larger = both.where(fn.col("other") > fn.col("one")).join(least, "one")
    return larger.select(fn.col("least").alias("one"), "other").where(fn.col("one") != fn.col("other")).distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """Every vertex and its smaller neighbours on the least of these. In `edges` the smaller vertex stands first."""
    least = edges.groupBy("other").agg(fn.min("one").alias("least"))
    hung = edges.join(least, "other").select(fn.col("least").alias("one"), fn.col("one").alias("two"))
    hung = hung.where(fn.col("one") != fn.col("two")).toDF("one", "other")
    return hung.union(least.select(fn.col("least").alias("one"), "other")).distinct()


def _joined(edges: list[tuple[int, int]]) -> dict[int, int]:
    """The least vertex of each vertex's component, by joined sets."""
    above: dict[int, int] = {}

    def top(vertex: int) -> int:
        while (up := above.setdefault(vertex, vertex)) != vertex:
            above[vertex] = above[up]
            vertex = up
        return vertex

    for one, other in edges:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    return {vertex: top(vertex) for vertex in list(above)}

"""Origins on the engine: candidates by a join on the keys of fingerprints, verdicts pair by pair, groups by component.

The same as `OriginIndex` over all pages: the rules are its own (`origin.candidates`, `origin.furniture`, `origin.verdict`,
`origin.origins`); what it looks up in memory is joined here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from pyspark.sql import Window
from pyspark.sql import functions as fn

from armstrail.bulk.engine.components import FEW, components
from armstrail.bulk.engine.frames import Row, Steps, by_group, by_row, pack, unpack
from armstrail.origin.candidates import MOST, alike_by_marks, alike_by_runs, asked, weight
from armstrail.origin.fingerprint import Print, print_of
from armstrail.origin.furniture import ANYWHERE, LOOKED_AT, ON_SITE, Repeats, mask_of, unit_keys
from armstrail.origin.index import Edge
from armstrail.origin.judgement import Judgement
from armstrail.origin.origins import origins_from, row_of
from armstrail.origin.rewording import worth_aligning
from armstrail.origin.text import text_of
from armstrail.origin.verdict import judge
from armstrail.records import Annotation, Relation

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["numbered", "origins"]

HELD = 2000
"""Pages whose sentences are compared within one task, before it begins anew: copies share many sentences."""
HEAVY = 2048
"""Carriers of a key from which it counts nothing as a link."""


def numbered(pages: DataFrame, steps: Steps) -> DataFrame:
    """`(number, id, print)` of pages with the columns `id` and `annotation`, numbered in the order of origins."""

    def printed(row: Row) -> Iterator[Row]:
        page = Annotation.model_validate_json(row["annotation"])
        made = print_of(text_of(page.model_copy(update={"id": row["id"]})))
        place, identity = made.rank
        yield {"place": place, "id": identity, "print": pack(made)}

    prints = by_row(pages, printed, "place long, id string, print binary")
    prints = steps.keep(prints)
    ranked = prints.select("id", "place").orderBy("place", "id")
    places = ranked.select("id").rdd.map(lambda row: row[0]).zipWithIndex()
    numbers = pages.sparkSession.createDataFrame(places, "id string, number long")
    return steps.keep(prints.select("id", "print").join(numbers, "id").select("number", "id", "print"))


def origins(prints: DataFrame, steps: Steps, few: int = FEW) -> DataFrame:
    """`(number, origin, line)` for each page of `numbered`: the name of its origin, and for the first page of each origin
    the origin's line as JSON, else null.
    """
    masked = _masked(prints, steps)
    edges = _edges(masked, steps)
    parts = components(edges.select("one", "other"), steps, few)
    return steps.keep(_grouped(prints, edges, parts))


# ---------------------------------------------------------------- furniture
def _masked(prints: DataFrame, steps: Steps) -> DataFrame:
    """`prints` with a column `mask`: the words that are furniture or shared background, null where there are none."""

    def units(row: Row) -> Iterator[Row]:
        page: Print = unpack(row["print"])
        yield from ({"key": key, "number": row["number"], "site": page.site} for key in unit_keys(page).tolist())

    told = steps.keep(by_row(prints, units, "key long, number long, site string"))
    by_key = Window.partitionBy("key")
    by_site = Window.partitionBy("key", "site")
    repeated = told.join(told.groupBy("key").count().where(fn.col("count") >= ON_SITE).select("key"), "key")
    looked = (
        repeated.withColumn("nth", fn.row_number().over(by_key.orderBy("number")))
        .withColumn("of", fn.count("*").over(by_key))
        .withColumn("nth_here", fn.row_number().over(by_site.orderBy("number")))
        .withColumn("of_here", fn.count("*").over(by_site))
    )
    anywhere = (fn.col("of") >= ANYWHERE) & (fn.col("nth") <= LOOKED_AT)
    on_site = fn.col("site").isNotNull() & (fn.col("of_here") >= ON_SITE) & (fn.col("nth_here") <= LOOKED_AT)
    carriers = looked.where(anywhere | on_site).select("key", "number").join(prints.select("number", "print"), "number")
    places = steps.keep(by_group(carriers, "key", _Furniture(), "key long, sites array<string>", ("number",)))
    lines = by_group(
        told.join(places, "key").select("number", "key", "sites"),
        "number",
        lambda rows: [_together(rows)],
        "number long, where binary",
    )

    def with_mask(row: Row) -> Iterator[Row]:
        mask = mask_of(unpack(row["print"]), unpack(row["where"])) if row["where"] is not None else None
        packed = None if mask is None else mask.tobytes()
        yield {"number": row["number"], "print": row["print"], "mask": packed}

    told_where = prints.select("number", "print").join(lines, "number", "left")
    return steps.keep(by_row(told_where, with_mask, "number long, print binary, mask binary"))


def _together(rows: Iterator[Row]) -> Row:
    where: dict[int, frozenset[str]] = {}
    number = -1
    for row in rows:
        number = row["number"]
        where[row["key"]] = frozenset(row["sites"])
    return {"number": number, "where": pack(where)}


class _Furniture:
    """The sites on which a sentence is furniture, from the pages that carry it.

    Called with the rows of one sentence; between calls it remembers, within a task, which pages are versions of one story.
    """

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._pages: list[Print] = []
        self._at: dict[int, int] = {}
        self._repeats = Repeats(self._pages)

    def __call__(self, rows: Iterator[Row]) -> Iterator[Row]:
        if len(self._pages) > HELD:
            self._begin()
        key, carriers = 0, []
        for row in rows:
            key = row["key"]
            at = self._at.get(row["number"])
            if at is None:
                at = self._at[row["number"]] = len(self._pages)
                self._pages.append(unpack(row["print"]))
            carriers.append(at)
        if sites := self._repeats.repeated_on(carriers):
            yield {"key": key, "sites": sorted(sites)}


# ---------------------------------------------------------------- candidates and verdicts
def _edges(masked: DataFrame, steps: Steps) -> DataFrame:
    """`(one, other, judgement)`: every verdict between two pages, by number; `one` comes before `other`."""
    likely = _likely(masked, "runs", steps).select("one", "other", fn.lit(True).alias("sure"))
    likely = likely.union(_likely(masked, "marks", steps).select("one", "other", fn.lit(False).alias("sure")))
    pairs = steps.keep(likely.groupBy("one", "other").agg(fn.max("sure").alias("sure")))
    first = masked.select(fn.col("number").alias("one"), fn.col("print").alias("a"), fn.col("mask").alias("dead_a"))
    second = masked.select(fn.col("number").alias("other"), fn.col("print").alias("b"), fn.col("mask").alias("dead_b"))

    def judged(row: Row) -> Iterator[Row]:
        a, b = unpack(row["a"]), unpack(row["b"])
        if not (row["sure"] or worth_aligning(b, a)):
            return
        found = judge(a, b, _mask(row["dead_a"]), _mask(row["dead_b"]))
        if found is not None:
            verdict = (found.relation.value, found.joins, found.score, found.share_a, found.share_b)
            yield {"one": row["one"], "other": row["other"], "verdict": pack(verdict)}

    found = by_row(pairs.join(first, "one").join(second, "other"), judged, "one long, other long, verdict binary")
    return steps.keep(found)


def _mask(packed: bytes | None) -> Any:
    return None if packed is None else np.frombuffer(packed, np.bool_)


def _likely(masked: DataFrame, kind: str, steps: Steps) -> DataFrame:
    """Pairs `(one, other)` of pages worth comparing, by their runs of words or by their marks."""
    runs = kind == "runs"

    def keys(row: Row) -> Iterator[Row]:
        page: Print = unpack(row["print"])
        every = page.keys if runs else page.marks
        looking = asked(page, _mask(row["mask"]))[0 if runs else 1]
        asks = np.isin(every, looking).tolist()
        of = {"number": row["number"], "has": len(every), "asked": len(looking), "language": page.language}
        yield from ({"key": key, "asks": ask, **of} for key, ask in zip(every.tolist(), asks, strict=True))

    session = masked.sparkSession
    counted = weight(np.arange(HEAVY)).tolist()
    weights = session.createDataFrame([(n + 1, value) for n, value in enumerate(counted)], "nth long, weight long")
    schema = "key long, asks boolean, number long, has long, asked long, language string"
    carried = by_row(masked, keys, schema).withColumn(
        "nth", fn.row_number().over(Window.partitionBy("key").orderBy("number"))
    )
    carried = steps.keep(carried)
    near = carried.where(fn.col("nth") <= MOST).select(
        "key", fn.col("number").alias("one"), fn.col("nth").alias("before"), "has", fn.col("language").alias("spoken")
    )
    asking = carried.where("asks").select("key", fn.col("number").alias("other"), "nth", "asked", "language")
    asking = asking.join(fn.broadcast(weights), "nth", "left").fillna(0, ["weight"])
    hits = asking.join(near, "key").where(fn.col("before") < fn.col("nth"))
    pairs = hits.groupBy("one", "other").agg(
        fn.count("*").alias("count"),
        fn.sum("weight").alias("weight"),
        fn.least(fn.first("has"), fn.first("asked")).alias("fewer"),
        fn.first(fn.col("language").eqNullSafe(fn.col("spoken"))).alias("alike"),
    )

    def enough(row: Row) -> Iterator[Row]:
        count, together, fewer = (np.array([row[name]]) for name in ("count", "weight", "fewer"))
        if runs:
            verdict = alike_by_runs(count, together, fewer)
        else:
            verdict = alike_by_marks(count, together, fewer, np.array([row["alike"]]))
        if verdict[0]:
            yield {"one": row["one"], "other": row["other"]}

    # three shared keys are the least that any rule asks for: most pairs end here
    return by_row(pairs.where("count >= 3"), enough, "one long, other long")


# ---------------------------------------------------------------- groups
def _grouped(prints: DataFrame, edges: DataFrame, parts: DataFrame) -> DataFrame:
    def bare(row: Row) -> Iterator[Row]:
        yield {"number": row["number"], "other": -1, "content": pack(unpack(row["print"]).bare())}

    pages = by_row(prints, bare, "number long, other long, content binary")
    pages = pages.join(parts.withColumnRenamed("vertex", "number"), "number", "left")
    pages = pages.select(fn.coalesce("component", "number").alias("component"), "number", "other", "content")
    lines = edges.join(parts.withColumnRenamed("vertex", "one"), "one")
    lines = lines.select("component", fn.col("one").alias("number"), "other", fn.col("verdict").alias("content"))
    return by_group(
        pages.union(lines), "component", _origins, "number long, origin string, line string", ("number", "other")
    )


def _origins(rows: Iterable[Row]) -> Iterator[Row]:
    """The origins of a component: its pages and the verdicts between them, one row each."""
    prints: list[Print] = []
    numbers: list[int] = []
    found: list[tuple[int, int, bytes]] = []
    for row in rows:
        if row["other"] < 0:
            prints.append(unpack(row["content"]))
            numbers.append(row["number"])
        else:
            found.append((row["number"], row["other"], row["content"]))
    at = {number: place for place, number in enumerate(numbers)}
    number_of = {page.id: number for page, number in zip(prints, numbers, strict=True)}
    edges = [Edge(at[one], at[other], _judgement(verdict)) for one, other, verdict in found]
    for origin in origins_from(prints, edges):
        made = row_of(origin)
        for page in origin.pages:
            line = made.model_dump_json() if page == origin.first else None
            yield {"number": number_of[page], "origin": made.origin, "line": line}


def _judgement(packed: bytes) -> Judgement:
    relation, joins, score, share_a, share_b = unpack(packed)
    return Judgement(Relation(relation), joins, score, (), (), share_a, share_b)

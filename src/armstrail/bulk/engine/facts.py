"""Facts on the engine: records joined by the keys of `ledger.blocking`, compared pair by pair, and the ledger of each part.

Pages are tied where two of their records may be linked, where one text carries both, and where a transfer on the one faces
or rivals one on the other (`ledger.joining`). Each part of the pages that these ties make goes to one task, where
a `Book` makes its facts; the parts' ledgers together are the ledger of all pages.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyspark.sql import functions as fn

from armstrail.bulk.engine.components import FEW, components
from armstrail.bulk.engine.frames import Row, Steps, by_group, by_row, pack, unpack
from armstrail.errors import InputError
from armstrail.ledger.book import Book
from armstrail.ledger.digest import TransferItem, days_of
from armstrail.ledger.facts import Ledger
from armstrail.ledger.joining import Entry, asked, entries, flow_keys, own, tied, tied_by_flow, undated
from armstrail.records import Annotation, OriginGroup

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

__all__ = ["LINES", "facts"]

LINES = ("origins", "statements", "transfers", "events", "violations", "conflicts", "datings")
"""The parts of a ledger, in the order of its lines."""

_NODE = -(1 << 62)
"""Added to the number of what is no page, so that the parts of the graph never share a number."""


def facts(pages: DataFrame, steps: Steps, few: int = FEW) -> DataFrame:
    """`(place, id, line)`: every line of the ledger of `pages`, `place` being its kind's in LINES.

    The columns of `pages`: `number`, `id`, `content` (the annotation as JSON), `origin`, and `line` where a page is its origin's first.
    """
    told = steps.keep(_told(pages))
    nodes = steps.keep(_nodes(told))
    parts = components(_ties(pages, told, nodes, steps), steps, few)
    rows = steps.keep(_rows(pages, parts))
    flows = _flow_ties(nodes, _dated(told, rows, parts), steps)
    labels = components(
        flows.join(parts.toDF("one", "a"), "one")
        .join(parts.toDF("other", "b"), "other")
        .select(fn.col("a").alias("one"), fn.col("b").alias("other")),
        steps,
        few,
    )
    merged = rows.join(labels.toDF("component", "whole"), "component", "left")
    merged = merged.withColumn("component", fn.coalesce("whole", "component")).drop("whole")
    return steps.keep(by_group(merged, "component", _lines, "place long, id string, line string", ("number",)))


def _page(row: Row) -> Annotation:
    return Annotation.model_validate_json(row["content"]).model_copy(update={"id": row["id"]})


# ---------------------------------------------------------------- records that may be one
def _told(pages: DataFrame) -> DataFrame:
    """Every record of every page, with the key and the vertex of those that are the same word by word."""

    def told(row: Row) -> Iterator[Row]:
        for key, entry in entries(_page(row), row["origin"]):
            start, end = entry.published or (None, None)
            yield {
                "node": key,
                "number": row["number"],
                "page": entry.item.page,
                "record": entry.item.id,
                "item": pack(entry.item),
                "origin": row["origin"],
                "start": start,
                "end": end,
                "undated": undated(entry),
            }

    schema = (
        "node string, number long, page string, record string, item binary, origin string, start long, end long,"
        "undated boolean"
    )
    return by_row(pages, told, schema).withColumn("vertex", _vertex(fn.col("node")))


def _vertex(name: Column) -> Column:
    return fn.pmod(fn.xxhash64(name), fn.lit(1 << 61)) + fn.lit(_NODE)


def _nodes(told: DataFrame) -> DataFrame:
    """Records that are the same word by word, as one row: the first of them and its page, with that page's days; all their
    origins, and the earliest days of a page.
    """
    first = fn.struct("page", "record")
    days = fn.when(fn.col("start").isNotNull(), fn.struct("start", "end"))
    found = told.groupBy("node").agg(
        fn.first("vertex").alias("vertex"),
        fn.min_by("item", first).alias("item"),
        fn.min_by("number", first).alias("number"),
        fn.min("page").alias("page"),
        fn.min_by("start", first).alias("page_start"),
        fn.min_by("end", first).alias("page_end"),
        fn.collect_set("origin").alias("origins"),
        fn.min(days).alias("days"),
    )
    return found.withColumns({"start": fn.col("days.start"), "end": fn.col("days.end")}).drop("node", "days")


def _entry(row: Row, of: str = "") -> Entry:
    start, end = row[f"start{of}"], row[f"end{of}"]
    published = None if start is None else (start, end)
    return Entry(unpack(row[f"item{of}"]), frozenset(row[f"origins{of}"]), published)


def _same_hashes() -> None:
    if os.environ.get("PYTHONHASHSEED", "random") == "random":
        raise InputError("the workers hash strings at random: set spark.executorEnv.PYTHONHASHSEED to 0")


def _ties(pages: DataFrame, told: DataFrame, nodes: DataFrame, steps: Steps) -> DataFrame:
    """`(one, other)`: pages with the nodes of their records, pages with their text, nodes that may be linked."""
    records = told.select(fn.col("number").alias("one"), fn.col("vertex").alias("other")).distinct()
    # the name of a text stands in the graph for the text, as a node does for its records
    texts = pages.select(fn.col("number").alias("one"), _vertex(fn.concat(fn.lit("text:"), "origin")).alias("other"))
    return records.union(texts).union(_links(nodes, steps))


def _links(nodes: DataFrame, steps: Steps) -> DataFrame:
    def keys(row: Row) -> Iterator[Row]:
        _same_hashes()
        entry = _entry(row)
        for key in own(entry):
            yield {"key": key, "vertex": row["vertex"], "asks": False}
        for key in asked(entry):
            yield {"key": key, "vertex": row["vertex"], "asks": True}

    blocks = steps.keep(by_row(nodes, keys, "key long, vertex long, asks boolean"))
    found = blocks.where("not asks").select("key", fn.col("vertex").alias("other"))
    asking = blocks.where("asks").select("key", fn.col("vertex").alias("one"))
    met = asking.join(found, "key").where(fn.col("one") != fn.col("other"))
    pairs = met.select(fn.least("one", "other").alias("one"), fn.greatest("one", "other").alias("other")).distinct()
    cells = nodes.select("vertex", "item", "origins", "start", "end")
    one = cells.toDF("one", "item_a", "origins_a", "start_a", "end_a")
    other = cells.toDF("other", "item_b", "origins_b", "start_b", "end_b")

    def compared(row: Row) -> Iterator[Row]:
        a, b = _entry(row, "_a"), _entry(row, "_b")
        if tied(a, b) or tied(b, a):
            yield {"one": row["one"], "other": row["other"]}

    return by_row(pairs.join(one, "one").join(other, "other"), compared, "one long, other long")


def _rows(pages: DataFrame, parts: DataFrame) -> DataFrame:
    """The pages, and before them the lines of their origins, with the part that each belongs to."""
    part = parts.toDF("number", "component")
    lines = pages.where("line is not null").join(part, "number")
    lines = lines.select(
        "component", fn.lit(-1).cast("long").alias("number"), "id", fn.col("line").alias("content"), "origin"
    )
    whole = pages.join(part, "number").select("component", "number", "id", "content", "origin")
    return whole.union(lines)


# ---------------------------------------------------------------- transfers that face or rival each other
def _dated(told: DataFrame, rows: DataFrame, parts: DataFrame) -> DataFrame:
    """`(page, dated_start, dated_end)` of the pages that others date, where that says when a transfer was told: known
    once what they share with these is.
    """
    numbers = told.where("undated").select("number").distinct()
    asked_for = numbers.join(parts.toDF("number", "component"), "number").select("component").distinct()

    def dated(some: Iterator[Row]) -> Iterator[Row]:
        for dating in _ledger(some).datings:
            days = days_of(dating.published)
            if days is not None:
                yield {"page": dating.page, "dated_start": days[0], "dated_end": days[1]}

    schema = "page string, dated_start long, dated_end long"
    return by_group(rows.join(asked_for, "component", "left_semi"), "component", dated, schema, ("number",))


def _flow_ties(nodes: DataFrame, dated: DataFrame, steps: Steps) -> DataFrame:
    """`(one, other)`: pages on which transfers stand that face or rival each other."""
    told = nodes.join(dated, "page", "left")

    def keys(row: Row) -> Iterator[Row]:
        item = unpack(row["item"])
        if not isinstance(item, TransferItem):
            return
        start = row["page_start"] if row["dated_start"] is None else row["dated_start"]
        end = row["page_end"] if row["dated_start"] is None else row["dated_end"]
        when = item.said or (None if start is None else (start, end))
        content = pack((item, when))
        for key, asks in flow_keys(item, when):
            yield {"key": key, "asks": asks, "number": row["number"], "transfer": content}

    flows = steps.keep(by_row(told, keys, "key string, asks boolean, number long, transfer binary"))
    asking = flows.where("asks").select("key", fn.col("number").alias("one"), fn.col("transfer").alias("a"))
    found = flows.where("not asks").select("key", fn.col("number").alias("other"), fn.col("transfer").alias("b"))

    def compared(row: Row) -> Iterator[Row]:
        (a, when_a), (b, when_b) = unpack(row["a"]), unpack(row["b"])
        if tied_by_flow(a, b, (when_a, when_b)):
            yield {"one": row["one"], "other": row["other"]}

    pairs = asking.join(found, "key").where(fn.col("one") != fn.col("other"))
    return by_row(pairs, compared, "one long, other long").distinct()


# ---------------------------------------------------------------- the ledger of a part
def _ledger(rows: Iterator[Row]) -> Ledger:
    """The ledger of a part's rows, as `build_ledger` makes it; the pages are taken in one by one and not kept."""
    groups: dict[str, OriginGroup] = {}
    book = Book()
    with book.loading():
        for row in rows:
            if row["number"] < 0:
                groups[row["origin"]] = OriginGroup.model_validate_json(row["content"])
            else:
                book.put(_page(row), groups[row["origin"]])
        made = book.ledger()
    # a book sets what there is aside from the collector of cycles; a worker makes many books
    gc.unfreeze()
    return made


def _lines(rows: Iterator[Row]) -> Iterator[Row]:
    ledger = _ledger(rows)
    for place, part in enumerate(LINES):
        for one in getattr(ledger, part):
            yield {"place": place, "id": getattr(one, "id", None) or one.page, "line": one.model_dump_json()}

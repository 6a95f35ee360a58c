"""Small tools over Spark's frames: Python functions over rows, and over the rows of one group at a time."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["ROWS", "Row", "Steps", "by_group", "by_row", "pack", "unpack"]

Row = dict[str, Any]
ROWS, BYTES = 500, 64 << 20
"""Rows that go to and from a Python function at a time, and about how many bytes of them come from it: a page's text is
among their cells."""

pack = pickle.dumps
"""A record as bytes, between the steps of one run. Never kept, and never taken from outside."""


def unpack(data: bytes | bytearray) -> Any:
    """The record that `pack` made in this run."""
    return pickle.loads(data)  # noqa: S301  # made a moment ago by the same run


class Steps:
    """The steps of one run, each kept as tables in a folder that all workers see.

    So the loss of a worker costs a step at most, and the plan of one step does not hold those of all before it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0

    def keep(self, frame: DataFrame) -> DataFrame:
        """The same rows, computed and kept."""
        self._made += 1
        path = str(self._folder / f"step-{self._made:03d}")
        frame.write.mode("overwrite").parquet(path)
        return frame.sparkSession.read.schema(frame.schema).parquet(path)


def by_row(frame: DataFrame, function: Callable[[Row], Iterable[Row]], schema: str) -> DataFrame:
    """The rows that a function gives for each row. `schema` names their columns and types, in Spark's words."""
    columns = _columns(schema)

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from _batches((made for batch in batches for row in _rows(batch) for made in function(row)), columns)

    return frame.mapInArrow(run, schema)


def by_group(
    frame: DataFrame,
    key: str,
    function: Callable[[Iterator[Row]], Iterable[Row]],
    schema: str,
    order: tuple[str, ...] = (),
) -> DataFrame:
    """The rows that a function gives for the rows of each group with one value of `key`, these in the order of `order`.

    A group's rows come one after another and are never held together, so that it may be of any size.
    """
    columns = _columns(schema)

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = (row for batch in batches for row in _rows(batch))
        groups = groupby(rows, key=itemgetter(key))
        yield from _batches((made for _, group in groups for made in function(group)), columns)

    return frame.repartition(key).sortWithinPartitions(key, *order).mapInArrow(run, schema)


_TYPES = {
    "long": pa.int64(),
    "string": pa.string(),
    "binary": pa.binary(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "array<string>": pa.list_(pa.string()),
}


def _columns(schema: str) -> pa.Schema:
    pairs = (column.split() for column in schema.split(","))
    return pa.schema([(name, _TYPES[kind]) for name, kind in pairs])


def _rows(batch: pa.RecordBatch) -> Iterator[Row]:
    yield from batch.to_pylist()


def _batches(rows: Iterable[Row], columns: pa.Schema) -> Iterator[pa.RecordBatch]:
    held: list[Row] = []
    size = 0
    for row in rows:
        held.append(row)
        size += sum(len(cell) for cell in row.values() if isinstance(cell, str | bytes))
        if len(held) >= ROWS or size >= BYTES:
            yield pa.RecordBatch.from_pylist(held, schema=columns)
            held, size = [], 0
    if held:
        yield pa.RecordBatch.from_pylist(held, schema=columns)

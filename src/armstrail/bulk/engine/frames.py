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

__all__ = ["Row", "Steps", "by_group", "by_row", "pack", "unpack"]

Row = dict[str, Any]
ROWS = 500
"""Rows that a Python function hands on at a time: a page's text is among their cells."""

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
    names = _names(schema)

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from _batches((made for batch in batches for row in _rows(batch) for made in function(row)), names)

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
    names = _names(schema)

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = (row for batch in batches for row in _rows(batch))
        groups = groupby(rows, key=itemgetter(key))
        yield from _batches((made for _, group in groups for made in function(group)), names)

    return frame.repartition(key).sortWithinPartitions(key, *order).mapInArrow(run, schema)


def _names(schema: str) -> list[str]:
    return [column.split()[0] for column in schema.split(",")]


def _rows(batch: pa.RecordBatch) -> Iterator[Row]:
    yield from batch.to_pylist()


def _batches(rows: Iterable[Row], names: list[str]) -> Iterator[pa.RecordBatch]:
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if len(held) >= ROWS:
            yield _batch(held, names)
            held = []
    if held:
        yield _batch(held, names)


def _batch(rows: list[Row], names: list[str]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({name: [row[name] for row in rows] for name in names})

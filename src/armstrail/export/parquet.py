"""The ledger as Parquet, one file a kind, read back as the same records. Needs the extra `bulk`.

Columns are the fields of the record types (docs/data-model.md): lists, structures and dates as such. A cell that may hold
anything (the values of a conflict, a corrected value) is JSON text. A row of `evidence` names who marked the words, and by
which decision, where a person made the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
from pyarrow import parquet
from pydantic import BaseModel

from armstrail.export.arrow import fields_of, model_row, row_of
from armstrail.export.evidence import hand_behind, words_of
from armstrail.export.files import OutFile
from armstrail.export.manifest import Omission, Written
from armstrail.export.plover import PLOVER
from armstrail.export.selection import Pages, Selection
from armstrail.ledger.facts import (
    Conflict,
    Dating,
    Decision,
    EventFact,
    OriginFact,
    StatementFact,
    TransferFact,
    ViolationFact,
)

TABLES: dict[str, type[BaseModel]] = {
    "origins": OriginFact,
    "statements": StatementFact,
    "transfers": TransferFact,
    "events": EventFact,
    "violations": ViolationFact,
    "conflicts": Conflict,
    "datings": Dating,
    "decisions": Decision,
}
"""The tables of records. Every one is written, also where it has no row: readers need not ask."""

_EVIDENCE = pa.schema(
    [
        ("fact", pa.string()),
        ("page", pa.string()),
        ("record", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("words", pa.string()),
        ("made_by", pa.string()),
        ("decision", pa.string()),
    ]
)
_PAGES = pa.schema(
    [
        ("id", pa.string()),
        ("url", pa.string()),
        ("title", pa.string()),
        ("language", pa.string()),
        ("published_start", pa.date32()),
        ("published_end", pa.date32()),
        ("restamped", pa.bool_()),
        ("date_verdict", pa.string()),
        ("outlet", pa.string()),
        ("agency", pa.string()),
        ("byline", pa.string()),
        ("captured", pa.date32()),
        ("sha256", pa.string()),
    ]
)
_BESIDE = {"statements": [("plover", pa.string())]}
"""Columns that no record has, by table."""
BATCH = 1000
"""Rows held in memory, and of a group in the file."""

R = TypeVar("R", bound=BaseModel)


def write(selection: Selection, pages: Pages, folder: Path) -> tuple[list[Written], list[Omission]]:
    """Write `KIND.parquet` into `folder` for every table. Gives what was written and what was left out."""
    written = [
        _write(
            folder / f"{name}.parquet",
            pa.schema([*fields_of(model), *_BESIDE.get(name, ())]),
            (_row(one) for one in getattr(selection, name)),
        )
        for name, model in TABLES.items()
    ]
    written.append(_write(folder / "evidence.parquet", _EVIDENCE, _evidence(selection, pages)))
    written.append(_write(folder / "pages.parquet", _PAGES, _pages(selection, pages)))
    omits = [
        Omission(
            what="texts of pages",
            count=len(selection.pages),
            why="only the words of evidence are given; the store keeps each page's bytes, `armstrail bulk` writes texts",
        ),
        Omission(what="letters given to sources", count=len(selection.ratings), why="jsonl has them"),
    ]
    return written, [one for one in omits if one.count]


def _row(one: BaseModel) -> dict[str, Any]:
    """A record as a row; a statement with the PLOVER category of its act beside it."""
    return {**row_of(one), "plover": PLOVER[one.act]} if isinstance(one, StatementFact) else row_of(one)


def read(folder: Path, table: str) -> list[BaseModel]:
    """The records of a table that `write` wrote, in its order."""
    return list(read_as(folder / f"{table}.parquet", TABLES[table]))


def read_as(path: Path, model: type[R]) -> Iterator[R]:
    """The records of a file, each of type `model`."""
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=BATCH):
            for row in batch.to_pylist():
                yield model.model_validate(model_row(model, row))


def _evidence(selection: Selection, pages: Pages) -> Iterator[dict[str, Any]]:
    for fact in selection.facts():
        for words in words_of(fact, pages):
            hand = hand_behind(fact, words)
            made = {"made_by": hand.who if hand else None, "decision": hand.decision if hand else None}
            yield {"fact": fact.id, **asdict(words), **made}


def _pages(selection: Selection, pages: Pages) -> Iterator[dict[str, Any]]:
    for name in selection.pages:
        page = pages[name]
        yield {
            **{column: getattr(page, column) for column in _PAGES.names if hasattr(page, column)},
            "published_start": page.published.start if page.published else None,
            "published_end": page.published.end if page.published else None,
        }


class _Sink:
    """What the Parquet writer writes to: our file, as the file object that it asks for."""

    def __init__(self, file: OutFile) -> None:
        self._file = file
        self._at = 0
        self.closed = False

    def write(self, data: Any) -> int:
        chunk = bytes(data)
        self._file.write(chunk)
        self._at += len(chunk)
        return len(chunk)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self.closed = True

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


def _write(path: Path, schema: pa.Schema, rows: Iterable[dict[str, Any]]) -> Written:
    count = 0
    with (
        OutFile(path) as file,
        parquet.ParquetWriter(
            pa.PythonFile(_Sink(file), mode="w"), schema, compression="zstd", version="2.6"
        ) as writer,
    ):
        for some in _batches(rows):
            writer.write_table(pa.Table.from_pylist(list(some), schema=schema))
            count += len(some)
    return file.written().model_copy(update={"rows": count})


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    held: list[dict[str, Any]] = []
    for row in rows:
        held.append(row)
        if len(held) == BATCH:
            yield held
            held = []
    if held:
        yield held

"""The output of a bulk run brought into a store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyarrow import ArrowException, parquet

from armstrail.bulk.tables import restore
from armstrail.errors import EmptyInput, InputError, MissingInput
from armstrail.ledger.store import Store
from armstrail.page.source import Source
from armstrail.records import Annotation, FailedPage, PageError

__all__ = ["Loaded", "load", "read_pages"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many pages are new in the store, how many it had already, and how many failures it notes now."""

    new: int
    known: int
    failed: int


def read_pages(out: Path) -> Iterator[tuple[Source, Annotation]]:
    """The pages that a run read, with their records, in the order of its input; a few are held at a time."""
    for row in _rows(out, "pages"):
        yield restore(row)


def load(out: Path, store: Store) -> Loaded:
    """Brings the pages, records and failures of the run in `out` into a store. May be repeated: what it has stays.

    Raises MissingInput, EmptyInput or InputError where `out` is no output of a run, or is broken.
    """
    new = known = failed = 0
    for source, annotation in read_pages(out):
        if store.add(source, annotation).new:
            new += 1
        else:
            known += 1
    for row in _rows(out, "failed"):
        store.add_failure(FailedPage(id=row["id"], error=PageError(kind=row["kind"], message=row["message"])))
        failed += 1
    return Loaded(new, known, failed)


def _rows(out: Path, kind: str) -> Iterator[dict[str, Any]]:
    if not out.is_dir():
        raise MissingInput(f"{out}: no such folder: give the --out of a bulk run")
    folders = sorted(out.glob("slice=*"))
    if not folders:
        raise EmptyInput(f"{out}: no tables in this folder: run `armstrail bulk` into it first")
    for folder in folders:
        path = folder / f"{kind}.parquet"
        try:
            for batch in parquet.ParquetFile(path).iter_batches(batch_size=32):
                yield from batch.to_pylist()
        except (OSError, ArrowException) as error:
            raise InputError(f"{path}: cannot be read ({error}): remove {folder.name} and run again") from None

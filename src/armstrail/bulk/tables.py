"""The records of the contract as Parquet: one table a kind of record, with the columns that the record types have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
from pyarrow import parquet
from pydantic import BaseModel

from armstrail.export.arrow import fields_of
from armstrail.page.source import Source
from armstrail.records import Annotation, Event, FailedPage, Statement, Transfer, Violation, When

__all__ = ["KINDS", "RECORDS", "Tables", "page_row", "restore", "transport_of"]

RECORDS: dict[str, type[BaseModel]] = {
    "statements": Statement,
    "transfers": Transfer,
    "events": Event,
    "violations": Violation,
}
"""The tables of records: a column `page` with the page's id, then the record's own fields, in its own JSON form."""

_PAGE_COLUMNS = (
    ("id", pa.string()),
    ("url", pa.string()),
    ("host", pa.string()),
    ("title", pa.string()),
    ("language", pa.string()),
    ("published_start", pa.date32()),
    ("published_end", pa.date32()),
    ("outlet", pa.string()),
    ("agency", pa.string()),
    ("byline", pa.string()),
    ("sha256", pa.string()),
    ("gate_score", pa.float64()),
    ("gate_words", pa.list_(pa.string())),
    ("annotation", pa.string()),
    ("bytes", pa.binary()),
    ("source", pa.string()),
)
_FAILURE_COLUMNS = (("id", pa.string()), ("kind", pa.string()), ("message", pa.string()))


def _schema(model: type[BaseModel]) -> pa.Schema:
    return pa.schema([("page", pa.string()), *fields_of(model)])


KINDS: dict[str, pa.Schema] = {
    "pages": pa.schema(list(_PAGE_COLUMNS)),
    **{kind: _schema(model) for kind, model in RECORDS.items()},
    "failed": pa.schema(list(_FAILURE_COLUMNS)),
}
"""Every table of a run's output and its schema."""


def page_row(source: Source, annotation: Annotation, score: float, words: Iterable[str]) -> dict[str, Any]:
    """The row of a page: what is asked of it most, its whole annotation, and its bytes and transport to load it again."""
    published = annotation.published
    return {
        "id": annotation.id,
        "url": annotation.url,
        "host": annotation.host,
        "title": annotation.title,
        "language": annotation.language,
        "published_start": published.start if published else None,
        "published_end": published.end if published else None,
        "outlet": annotation.outlet,
        "agency": annotation.agency,
        "byline": annotation.byline,
        "sha256": annotation.sha256,
        "gate_score": score,
        "gate_words": list(words),
        "annotation": annotation.model_dump_json(),
        "bytes": source.data,
        "source": _Transport.of(source).model_dump_json(exclude_none=True),
    }


class _Transport(BaseModel):
    """What the transport said of a page, beside its bytes."""

    id: str
    media_type: Literal["text/plain", "text/html"]
    transport: Literal["file", "jsonl", "warc", "feed", "web", "stdin"]
    url: str | None = None
    published: When | None = None
    captured: date | None = None
    captured_at: datetime | None = None
    declared_encoding: str | None = None
    publisher: str | None = None
    title: str | None = None
    feed: str | None = None
    claimed: When | None = None
    site: str | None = None
    publisher_country: str | None = None

    @classmethod
    def of(cls, source: Source) -> _Transport:
        return cls(**{name: getattr(source, name) for name in cls.model_fields})


def restore(row: dict[str, Any]) -> tuple[Source, Annotation]:
    """The page and its annotation from a row of `pages`, as they were."""
    transport = _Transport.model_validate_json(row["source"])
    fields = {name: getattr(transport, name) for name in _Transport.model_fields}
    return Source(data=row["bytes"], **fields), Annotation.model_validate_json(row["annotation"])


def transport_of(source: str) -> tuple[str | None, str]:
    """The URL of a page and the id that it came with, from the column `source`."""
    transport = _Transport.model_validate_json(source)
    return transport.url, transport.id


class Tables:
    """The tables of one slice, written into `folder` a batch at a time, so that memory stays bounded."""

    def __init__(self, folder: Path, batch: int = 100) -> None:
        self._folder = folder
        self._batch = batch
        self._rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
        self._writers: dict[str, parquet.ParquetWriter] = {}
        self.counts = dict.fromkeys(KINDS, 0)

    def add_page(self, source: Source, annotation: Annotation, score: float, words: Iterable[str]) -> None:
        """A page that was read, with its records."""
        self._add("pages", page_row(source, annotation, score, words))
        for kind in RECORDS:
            for record in getattr(annotation, kind):
                self._add(kind, {"page": annotation.id, **record.model_dump()})

    def add_failure(self, failed: FailedPage) -> None:
        """A page that could not be read."""
        self._add("failed", {"id": failed.id, "kind": failed.error.kind, "message": failed.error.message})

    def _add(self, kind: str, row: dict[str, Any]) -> None:
        self._rows[kind].append(row)
        self.counts[kind] += 1
        if len(self._rows[kind]) >= self._batch:
            self._flush(kind)

    def _flush(self, kind: str) -> None:
        rows = self._rows[kind]
        if kind not in self._writers:
            self._writers[kind] = parquet.ParquetWriter(
                self._folder / f"{kind}.parquet", KINDS[kind], compression="zstd", version="2.6"
            )
        self._writers[kind].write_table(pa.Table.from_pylist(rows, schema=KINDS[kind]))
        self._rows[kind] = []

    def close(self) -> None:
        """Writes what is left. Every table has a file, also where it has no row: readers need not ask."""
        for kind in KINDS:
            if self._rows[kind] or kind not in self._writers:
                self._flush(kind)
        for writer in self._writers.values():
            writer.close()

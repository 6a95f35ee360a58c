"""The tables of a run as an analyst's tools read them: the real programs, over all slices at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars
import pytest

from armstrail.bulk.gate import Reach
from armstrail.bulk.load import read_pages
from armstrail.bulk.run import bulk
from armstrail.bulk.tables import KINDS
from armstrail.bulk.worker import Settings

Flows = Counter[tuple[tuple[str, ...], tuple[str, ...], str]]


@pytest.fixture
def out(archive: Callable[..., Path], tmp_path: Path) -> Path:
    """A run of several slices, of which some have no page of the field."""
    bulk([archive(40)], tmp_path / "out", 1, settings=Settings(reach=Reach.FIELD), slice_bytes=2500)
    assert len(list((tmp_path / "out").glob("slice=*"))) > 3
    return tmp_path / "out"


@pytest.fixture
def flows(out: Path) -> Flows:
    """How many transfers there are of each supplier, recipient and category, from the annotations."""
    return Counter(
        (transfer.supplier, transfer.recipient, transfer.goods.category.value)
        for _, page in read_pages(out)
        for transfer in page.transfers
    )


def test_duckdb_reads_all_tables(out: Path, flows: Flows) -> None:
    """Every kind of table over all slices; structures, lists and days as such; the slice is a column."""
    with duckdb.connect() as database:
        pages = [page for _, page in read_pages(out)]
        for kind in KINDS:
            count = database.execute(f"SELECT count(*) FROM '{out}/slice=*/{kind}.parquet'").fetchone()
            wanted = {"pages": len(pages), "failed": 0}.get(kind)
            assert count == ((sum(len(getattr(page, kind)) for page in pages) if wanted is None else wanted),)
        rows = database.execute(
            f"SELECT supplier, recipient, goods.category, count(*) FROM '{out}/slice=*/transfers.parquet' GROUP BY ALL"
        ).fetchall()
        assert {(tuple(a), tuple(b), c): n for a, b, c, n in rows} == flows
        dated = database.execute(
            f"SELECT count(DISTINCT slice) FROM read_parquet('{out}/slice=*/pages.parquet', hive_partitioning=true) "
            "WHERE published_start BETWEEN DATE '2020-01-01' AND DATE '2030-01-01'"
        ).fetchone()
        assert dated is not None
        assert dated[0] > 1


def test_polars_reads_all_tables(out: Path, flows: Flows) -> None:
    """The same with Polars, lazily."""
    for kind, schema in KINDS.items():
        found = polars.scan_parquet(f"{out}/slice=*/{kind}.parquet").collect()
        assert found.columns[: len(schema.names)] == schema.names
    transfers = polars.scan_parquet(f"{out}/slice=*/transfers.parquet").select(
        "supplier", "recipient", polars.col("goods").struct.field("category")
    )
    rows = transfers.collect().iter_rows()
    assert Counter((tuple(a), tuple(b), c) for a, b, c in rows) == flows

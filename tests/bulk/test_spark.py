"""A bulk run on Spark."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from armstrail.bulk.gate import Reach
from armstrail.bulk.load import read_pages
from armstrail.bulk.run import bulk
from armstrail.bulk.worker import Settings

pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

FIELD = Settings(reach=Reach.FIELD)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Two workers on this machine."""
    from pyspark.sql import SparkSession

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").appName("armstrail").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_spark_gives_what_bulk_gives(session: Any, archive: Callable[..., Path], tmp_path: Path) -> None:
    """The same pages and records, byte for byte, and the run of the one can be gone on with by the other."""
    from armstrail.bulk.spark import spark_bulk

    path = archive(40)
    one = bulk([path], tmp_path / "one", 1, settings=FIELD, slice_bytes=3000)
    two = spark_bulk(session, [path], tmp_path / "two", settings=FIELD, slice_bytes=3000)
    assert (one.pages, one.read, one.records) == (two.pages, two.read, two.records)
    assert list(read_pages(tmp_path / "one")) == list(read_pages(tmp_path / "two"))
    for part in sorted((tmp_path / "one").glob("slice=*/*.parquet")):
        assert part.read_bytes() == (tmp_path / "two" / part.relative_to(tmp_path / "one")).read_bytes()
    shutil.rmtree(tmp_path / "two" / "slice=000001")
    again = bulk([path], tmp_path / "two", 1, settings=FIELD, slice_bytes=3000)
    assert again.pages == 40

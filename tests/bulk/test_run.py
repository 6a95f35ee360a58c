"""A bulk run: its tables, and that it can be stopped at any point."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from armstrail.annotation import annotate_all, try_annotate
from armstrail.bulk import worker
from armstrail.bulk.gate import Reach
from armstrail.bulk.load import load, read_pages
from armstrail.bulk.run import Progress, bulk
from armstrail.bulk.worker import Settings
from armstrail.errors import EmptyInput, InputError, MissingInput, StoreError
from armstrail.ledger.store import Store
from armstrail.page.inputs import open_inputs
from armstrail.records import Annotation

FIELD = Settings(reach=Reach.FIELD)


def lines(out: Path) -> list[str]:
    """The annotations that a run wrote, as lines."""
    return [annotation.model_dump_json() for _, annotation in read_pages(out)]


def test_a_run_gives_what_reading_gives(archive: Callable[..., Path], tmp_path: Path) -> None:
    """The same records as reading every page, byte for byte; every page is counted; the tables hold the records."""
    path = archive(40)
    report = bulk([path], tmp_path / "out", 1, settings=Settings(reach=None), slice_bytes=4000)
    expected = [
        outcome.model_dump_json()
        for _, outcome in annotate_all(open_inputs([path]), 1, one=try_annotate)
        if isinstance(outcome, Annotation)
    ]
    assert lines(tmp_path / "out") == expected
    assert (report.pages, report.read, report.turned_away, report.failed) == (40, 40, 0, {})
    transfers = [
        row
        for part in sorted((tmp_path / "out").glob("slice=*/transfers.parquet"))
        for row in parquet.ParquetFile(part).read().to_pylist()
    ]
    assert len(transfers) == report.records["transfers"] > 0
    annotations = {annotation.id: annotation for _, annotation in read_pages(tmp_path / "out")}
    for row in transfers:
        page = annotations[row.pop("page")]
        (record,) = [transfer for transfer in page.transfers if transfer.id == row["id"]]
        assert type(record).model_validate(row) == record


def test_the_gate_turns_away_and_counts(archive: Callable[..., Path], tmp_path: Path) -> None:
    """Pages of other subjects are not read, and say so in the report; those of the field carry the gate's words."""
    report = bulk([archive(40)], tmp_path / "out", 1, settings=FIELD)
    assert (report.pages, report.read, report.turned_away) == (40, 4, 36)
    kept = json.loads((tmp_path / "out" / "report.json").read_text())
    assert (kept["pages"], kept["turned_away"]) == (40, 36)
    rows = parquet.ParquetFile(tmp_path / "out" / "slice=000000" / "pages.parquet").read().to_pylist()
    assert len(rows) == 4
    assert all("embargo" in row["gate_words"] and row["gate_score"] >= 4 for row in rows)


def test_processes_and_slices_do_not_change_the_result(archive: Callable[..., Path], tmp_path: Path) -> None:
    """One process or two, one slice or many: the same pages and records in the same order."""
    path = archive(40)
    seen: list[Progress] = []
    one = bulk([path], tmp_path / "one", 1, settings=FIELD)
    two = bulk([path], tmp_path / "two", 2, settings=FIELD, slice_bytes=2000, progress=seen.append)
    assert lines(tmp_path / "one") == lines(tmp_path / "two")
    assert (one.pages, one.records, one.turned_away) == (two.pages, two.records, two.turned_away)
    assert len(seen) > 4
    assert seen[-1].slices == seen[-1].slices_in_all
    assert seen[-1].bytes == seen[-1].bytes_in_all == path.stat().st_size
    assert seen[-1].seconds_left == 0


def test_a_killed_worker_costs_no_page(archive: Callable[..., Path], tmp_path: Path) -> None:
    """A worker that is killed from outside is replaced, and its slice read again."""
    path = archive(40)
    killed: list[int] = []

    def kill_one(progress: Progress) -> None:
        children = multiprocessing.active_children()
        if not killed and children and children[0].pid is not None:
            killed.append(children[0].pid)
            os.kill(children[0].pid, signal.SIGKILL)

    report = bulk([path], tmp_path / "out", 2, settings=FIELD, slice_bytes=2000, progress=kill_one)
    assert killed
    assert (report.pages, report.read, report.failed) == (40, 4, {})
    assert [source.id[-2:] for source, _ in read_pages(tmp_path / "out")] == ["03", "13", "23", "33"]


def test_a_killed_run_is_gone_on_with(archive: Callable[..., Path], tmp_path: Path) -> None:
    """After kill -9 the same call reads only what was not finished; no page is lost or doubled."""
    path, out = archive(60), tmp_path / "out"
    code = (
        "import sys; from pathlib import Path; from armstrail.bulk.run import bulk;"
        "from armstrail.bulk.worker import Settings; from armstrail.bulk.gate import Reach;"
        "bulk([sys.argv[1]], Path(sys.argv[2]), 1, settings=Settings(reach=Reach.FIELD), slice_bytes=1500)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(path), str(out)], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(out.glob("slice=*")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.wait()
    before = {part: part.stat().st_mtime_ns for part in out.glob("slice=*/pages.parquet")}
    assert before
    report = bulk([path], out, 1, settings=FIELD, slice_bytes=1500)
    assert (report.pages, report.read) == (60, 6)
    assert before.items() <= {part: part.stat().st_mtime_ns for part in out.glob("slice=*/pages.parquet")}.items()
    assert not list(out.glob(".unfinished-*"))
    bulk([path], tmp_path / "whole", 1, settings=FIELD, slice_bytes=1500)
    assert lines(out) == lines(tmp_path / "whole")


def test_a_full_disk_is_said_so_and_a_second_run_completes(
    archive: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says to free space; finished slices stay and nothing half-written does."""
    path, out = archive(40), tmp_path / "out"
    whole = worker._to_disk
    calls: list[Path] = []

    def full(folder: Path) -> None:
        calls.append(folder)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(folder)

    monkeypatch.setattr(worker, "_to_disk", full)
    with pytest.raises(StoreError, match="the disk is full: free some space, and run again"):
        bulk([path], out, 1, settings=FIELD, slice_bytes=2000)
    assert len(list(out.glob("slice=*"))) == 2
    assert not list(out.glob(".unfinished-*"))
    assert bulk([path], out, 1, settings=FIELD, slice_bytes=2000).pages == 40


def test_broken_input_is_counted(archive: Callable[..., Path], tmp_path: Path) -> None:
    """A damaged member is a failed page with its place; the others are read."""
    path = archive(30)
    data = bytearray(path.read_bytes())
    middle = data.index(b"\x1f\x8b\x08", len(data) // 2)
    data[middle + 20 : middle + 60] = bytes(40)
    path.write_bytes(bytes(data))
    report = bulk([path], tmp_path / "out", 1, settings=FIELD)
    assert report.failed == {"bad-record": 1}
    assert report.pages == 30
    rows = parquet.ParquetFile(tmp_path / "out" / "slice=000000" / "failed.parquet").read().to_pylist()
    assert "broken behind the record at byte" in rows[0]["message"]
    assert f"skipped to byte {data.index(bytes([31, 139, 8]), middle + 60):,}" in rows[0]["message"]


def test_another_run_in_the_same_folder_is_refused(archive: Callable[..., Path], tmp_path: Path) -> None:
    """Other inputs, other settings, or a folder of something else are not mixed in."""
    path, out = archive(10), tmp_path / "out"
    bulk([path], out, 1, settings=FIELD)
    with pytest.raises(InputError, match="begun with other settings"):
        bulk([path], out, 1, settings=Settings())
    with pytest.raises(InputError, match="begun with other slices"):
        bulk([archive(11)], out, 1, settings=FIELD)
    (out / "run.json").unlink()
    with pytest.raises(InputError, match="holds tables without"):
        bulk([path], out, 1, settings=FIELD)


def test_a_run_is_loaded_into_a_store(archive: Callable[..., Path], tmp_path: Path) -> None:
    """The pages come with their bytes and records; loading again changes nothing."""
    path, out = archive(40), tmp_path / "out"
    bulk([path], out, 1, settings=FIELD)
    with Store(tmp_path / "a.db") as store:
        first, again = load(out, store), load(out, store)
        assert (first.new, first.known) == (4, 0)
        assert (again.new, again.known) == (0, 4)
        for source, annotation in read_pages(out):
            assert store.annotation(annotation.id) == annotation
            assert store.bytes_of(annotation.id) == source.data


def test_what_is_no_run_cannot_be_loaded(tmp_path: Path) -> None:
    """A missing folder, an empty one and a broken table are named."""
    with pytest.raises(MissingInput):
        list(read_pages(tmp_path / "missing"))
    with pytest.raises(EmptyInput):
        list(read_pages(tmp_path))
    (tmp_path / "slice=000000").mkdir()
    (tmp_path / "slice=000000" / "pages.parquet").write_bytes(b"junk")
    with pytest.raises(InputError, match="cannot be read"):
        list(read_pages(tmp_path))


def test_a_run_of_nothing_but_failures_still_has_every_table(tmp_path: Path) -> None:
    """Readers of the tables need not ask which of them are there."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    report: Any = bulk([tmp_path / "in"], tmp_path / "out", 1)
    assert report.failed == {"empty": 1}
    names = {part.name for part in (tmp_path / "out" / "slice=000000").iterdir()}
    assert names == {
        "pages.parquet",
        "statements.parquet",
        "transfers.parquet",
        "events.parquet",
        "violations.parquet",
        "failed.parquet",
        "report.json",
    }

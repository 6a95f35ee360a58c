"""The plan of a run: inputs cut into slices."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from armstrail.bulk.plan import open_slice, plan
from armstrail.errors import EmptyInput, InputError, MissingInput
from armstrail.page.inputs import open_inputs
from armstrail.page.sources.common import Failure, Intake


def ids(path: Path, slice_bytes: int) -> list[str]:
    return [page.id for piece in plan([path], slice_bytes) for page in open_slice(piece, Intake())]


@given(slice_bytes=st.integers(200, 30_000))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_an_archive_is_shared_out_without_loss_or_double(archive: Callable[..., Path], slice_bytes: int) -> None:
    """However an archive is cut, its pages come once each and in their order."""
    path = archive(30)
    assert ids(path, slice_bytes) == [page.id for page in open_inputs([path])]


@given(slice_bytes=st.integers(1, 2000), blank=st.integers(0, 19))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_lines_are_shared_out_without_loss_or_double(tmp_path: Path, slice_bytes: int, blank: int) -> None:
    """However a file of lines is cut, its pages come once each, and a bad line is named by its own number."""
    lines = [json.dumps({"id": f"p{n}", "text": "x" * (n * 7 % 90 + 1)}) for n in range(20)]
    lines[blank] = "no JSON"
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(lines))
    found = [page for piece in plan([path], slice_bytes) for page in open_slice(piece, Intake())]
    assert [page.id for page in found] == [page.id for page in open_inputs([path])]
    (failure,) = [page for page in found if isinstance(page, Failure)]
    assert f"line {blank + 1}:" in str(failure.error)


def test_an_archive_packed_as_a_whole_is_one_slice(archive: Callable[..., Path], tmp_path: Path) -> None:
    """Where records are no members of their own there is no place to cut."""
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(gzip.compress(gzip.decompress(archive(20).read_bytes())))
    assert len(plan([path], 500)) == 1
    assert len(ids(path, 500)) == 20


def test_a_folder_mixes_all_kinds_in_order(archive: Callable[..., Path], tmp_path: Path) -> None:
    """Lone pages and containers come in the order of their names, under the ids that reading them would give."""
    archive(3, "b.warc.gz")
    for name in ("a.txt", "c.html", "c.txt", "z/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    (tmp_path / "d.png").write_bytes(b"x")
    passed_over: Counter[str] = Counter()
    pieces = plan([tmp_path], passed_over=passed_over)
    assert [piece.kind for piece in pieces] == ["files", "container", "files"]
    found = [page.id for piece in pieces for page in open_slice(piece, Intake())]
    assert found == [page.id for page in open_inputs([tmp_path])]
    assert passed_over == {"file of another kind": 1}


def test_parquet_is_read_by_row_group(tmp_path: Path) -> None:
    """The columns of a table are the fields of a line; null is absent."""
    rows = [{"id": f"p{n}", "text": "words", "url": None if n % 2 else "https://n.example/"} for n in range(10)]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "p.parquet", row_group_size=4)
    pieces = plan([tmp_path])
    assert [piece.kind for piece in pieces] == ["parquet"] * 3
    assert [page.id for piece in pieces for page in open_slice(piece, Intake())] == [f"p{n}" for n in range(10)]


def test_what_cannot_be_planned_is_named(tmp_path: Path, archive: Callable[..., Path]) -> None:
    """A missing input, a folder without pages and an input given twice end the run before it begins."""
    (tmp_path / "empty").mkdir()
    path = archive(1)
    with pytest.raises(MissingInput):
        plan([tmp_path / "missing"])
    with pytest.raises(EmptyInput):
        plan([tmp_path / "empty"])
    with pytest.raises(InputError, match="given twice"):
        plan([path, tmp_path])


def test_slices_follow_the_input(archive: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a size, a small input is cut into many slices and a large one into slices of the largest size: the same for
    the same input, whatever machine it is.
    """
    path = archive(60)
    assert len(plan([path])) == 1  # less than the least slice
    monkeypatch.setattr("armstrail.bulk.plan.LEAST_BYTES", 100)
    assert 40 < len(plan([path])) <= 65
    monkeypatch.setattr("armstrail.bulk.plan.SLICE_BYTES", 200)
    assert all(piece.bytes <= 200 for piece in plan([path]))

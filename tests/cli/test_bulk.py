"""`armstrail bulk`: what it says while it runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from armstrail.bulk.run import Progress
from armstrail.cli.bulk import duration, progress_line


def test_progress_says_rate_and_remaining_time() -> None:
    """Slices, bytes and pages so far, pages a second, and the time that is left, once it can be told."""
    done = Progress(3, 12, 3_000_000, 12_000_000, 900, 850, 30.0, 30.0, 90.0)
    assert progress_line(done) == "3/12 slices, 3 of 12 MB, 900 pages, 30.0 pages a second, 90 s left"


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "0 s"), (99, "99 s"), (720, "12 min"), (11_100, "3 h 5 min")])
def test_times_are_given_as_one_reads_them(seconds: float, words: str) -> None:
    """Seconds, then minutes, then hours."""
    assert duration(seconds) == words


def test_a_gate_that_lets_most_pass_says_so(run: Run, tmp_path: Path) -> None:
    """Where the wider gate would read nearly everything, the narrower one is named, once, and the report counts."""
    words = "The mayor said so. The Paris council told reporters it agreed, added that it hoped, and denied a delay."
    lines = [json.dumps({"id": f"p{number}", "text": words}) for number in range(200)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("bulk", tmp_path / "news.jsonl", "--out", tmp_path / "out", "--jobs", "1")
    said = done.stderr.decode()
    assert said.count("--gate field") == 1
    assert json.loads(done.stdout)["read"] == 200
    assert "200 pages" in said
    quiet = run("bulk", tmp_path / "news.jsonl", "--out", tmp_path / "field", "--gate", "field", "--jobs", "1")
    assert b"--gate field" not in quiet.stderr
    assert json.loads(quiet.stdout)["turned_away"] == 200


def test_spark_takes_no_number_of_processes(run: Run, tmp_path: Path) -> None:
    """The master says how many work: a second answer to the same question is refused."""
    (tmp_path / "news.jsonl").write_text('{"id": "a", "text": "Nothing."}\n', encoding="utf-8")
    done = run("bulk", tmp_path / "news.jsonl", "--out", tmp_path / "out", "--spark", "local[2]", "--jobs", "2")
    assert done.returncode == 2
    assert b"leave --jobs out" in done.stderr


@pytest.mark.slow
def test_spark_reads_and_joins_in_one_command(run: Run, tmp_path: Path) -> None:
    """The report of the run with the ledger's lines counted, and these lines in the folder of the tables."""
    for needed in ("pyspark", "pandas"):
        pytest.importorskip(needed, reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    text = "Iran has sent 40 drones to Belarus, the foreign minister of Poland said on May 3, 2024."
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "a", "text": text}) + "\n", encoding="utf-8")
    done = run("bulk", tmp_path / "news.jsonl", "--out", tmp_path / "out", "--spark", "local[1]", seconds=1200)
    assert done.returncode == 0, done.stderr.decode()
    report = json.loads(done.stdout)
    lines = [line for part in (tmp_path / "out" / "ledger").glob("part-*") for line in part.read_text().splitlines()]
    assert (report["pages"], report["read"]) == (1, 1)
    assert report["ledger"]["transfers"] >= 1
    assert sum(report["ledger"].values()) == len(lines)

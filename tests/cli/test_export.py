"""`armstrail export` as a user runs it."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]

PAGE = b"""Iran sends drones to Belarus

MINSK, 4 May 2023 - Iran has delivered 20 attack drones to Belarus, the Latvian defence minister Artis Kalnins said on Thursday.
"""


@pytest.fixture(scope="module")
def database(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one page."""
    folder = tmp_path_factory.mktemp("export")
    (folder / "page.txt").write_bytes(PAGE)
    done = run("read", folder / "page.txt", "--db", folder / "store.db")
    assert done.returncode == 0, done.stderr
    return folder / "store.db"


def test_to_a_file_with_its_manifest(run: Run, database: Path, tmp_path: Path) -> None:
    """The file, the manifest beside it, and what was left out on standard error."""
    done = run("export", "sipri", "--db", database, "--supplier", "Iran", "--out", tmp_path / "register.csv")

    assert done.returncode == 0, done.stderr
    with (tmp_path / "register.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Supplier"] for row in rows] == ["Iran"]
    manifest = json.loads((tmp_path / "register.csv.manifest.json").read_text(encoding="utf-8"))
    assert manifest["filter"] == {"supplier": "IRN"}
    assert b"left out: columns SIPRI AT Database ID" in done.stderr


def test_to_standard_output(run: Run, database: Path) -> None:
    """Lines on standard output, nothing but lines; what is left out goes to standard error."""
    done = run("export", "jsonl", "--db", database, "--out", "-")

    assert done.returncode == 0, done.stderr
    kinds = [json.loads(line)["kind"] for line in done.stdout.decode().splitlines()]
    assert "transfer" in kinds
    assert "page" in kinds
    assert b"left out" in done.stderr


def test_a_folder_of_tables(run: Run, database: Path, tmp_path: Path) -> None:
    """Formats of several files go into a folder with its manifest; standard output cannot hold them."""
    done = run("export", "parquet", "--db", database, "--out", tmp_path / "tables")

    assert done.returncode == 0, done.stderr
    assert {"transfers.parquet", "evidence.parquet", "manifest.json"} <= {
        path.name for path in (tmp_path / "tables").iterdir()
    }
    refused = run("export", "parquet", "--db", database, "--out", "-")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"one file" in refused.stderr


def test_unknown_formats_and_stores_are_refused(run: Run, database: Path, tmp_path: Path) -> None:
    """The message names what there is; no store is made by exporting from it."""
    assert b"sipri" in run("export", "tablets", "--db", database, "--out", "-").stderr
    missing = run("export", "jsonl", "--db", tmp_path / "none.db", "--out", "-")
    assert missing.returncode == 2
    assert not (tmp_path / "none.db").exists()

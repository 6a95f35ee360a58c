"""The lists, the dossier and the decisions, from the example pages as a user gets them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]
PAGES = Path(__file__).parent.parent.parent / "examples" / "pages"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A store with the example pages."""
    path = tmp_path_factory.mktemp("lists") / "a.db"
    done = run("read", PAGES, "--db", path)
    assert done.returncode == 0, done.stderr.decode()
    return path


def rows(run: Run, *arguments: str | Path) -> list[dict[str, Any]]:
    """What a command prints with --format jsonl."""
    done = run(*arguments, "--format", "jsonl", "--limit", "0")
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_evidence_span_is_text_of_its_page(db: Path, run: Run) -> None:
    """Each span of each fact lies in its page's text and is not blank."""
    pages = {line["id"]: line["text"] for line in map(json.loads, run("annotate", PAGES).stdout.splitlines())}
    facts = [row for command in ("register", "statements", "events") for row in rows(run, command, "--db", db)]
    assert len(facts) > 30
    for fact in facts:
        assert fact["evidence"], fact["id"]
        for item in fact["evidence"]:
            for start, end in item["spans"]:
                assert pages[item["page"]][start:end].strip(), fact["id"]


def test_filters_of_the_register(db: Path, run: Run) -> None:
    """Parties may be given as codes, names or capitals; every row that is left has them."""
    by_code = rows(run, "register", "--db", db, "--recipient", "RUS", "--factuality", "denied")
    by_name = rows(run, "register", "--db", db, "--recipient", "Russia", "--factuality", "denied")

    assert by_code
    assert by_code == by_name
    assert all("RUS" in row["recipient"] and row["factuality"] == "denied" for row in by_code)


def test_csv_has_a_heading_and_a_row_for_each_fact(db: Path, run: Run) -> None:
    """The CSV has as many rows as there are facts, and says so nowhere else."""
    done = run("register", "--db", db, "--format", "csv", "--limit", "0")
    table = list(csv.reader(io.StringIO(done.stdout.decode())))

    assert table[0][:4] == ["id", "supplier", "recipient", "goods"]
    assert len(table) - 1 == len(rows(run, "register", "--db", db))


def test_a_cut_list_says_so(db: Path, run: Run) -> None:
    """A truncation is stated with the total."""
    done = run("register", "--db", db, "--limit", "2")
    total = len(rows(run, "register", "--db", db))

    assert f"2 of {total} transfers shown" in done.stderr.decode()


def test_a_dossier_quotes_its_evidence(db: Path, run: Run) -> None:
    """The dossier shows the words, the page and the offsets of each span."""
    fact = rows(run, "register", "--db", db, "--sort", "origins")[0]
    shown = run("show", fact["id"], "--db", db).stdout.decode()

    item = fact["evidence"][0]
    assert f"{item['page']}:{item['id']} [{item['spans'][0][0]}, {item['spans'][0][1]}]" in shown
    assert fact["grade_reason"].split()[0] in shown


def test_show_takes_pages_origins_and_conflicts(db: Path, run: Run) -> None:
    """Everything with an id can be shown; what has none is named."""
    ledger = [json.loads(line) for line in run("ledger", "--db", db).stdout.splitlines()]
    origin = next(line for line in ledger if line["kind"] == "origin" and len(line["pages"]) > 1)
    conflict = next(line for line in ledger if line["kind"] == "conflict")
    for name in (origin["id"], conflict["id"], origin["pages"][0]):
        done = run("show", name, "--db", db)
        assert done.returncode == 0, done.stderr.decode()
        assert name in done.stdout.decode()
    missing = run("show", "nothing-here", "--db", db)
    assert missing.returncode == 2
    assert b"'nothing-here' is no fact, page, origin or conflict" in missing.stderr


def test_an_origin_shows_its_passages_side_by_side(db: Path, run: Run) -> None:
    """Under each relation the places of a passage in both pages stand on one line, and the words under them."""
    ledger = [json.loads(line) for line in run("ledger", "--db", db).stdout.splitlines()]
    origin = next(line for line in ledger if line["kind"] == "origin" and len(line["pages"]) > 1)
    relation = origin["relations"][0]
    shown = [line.strip() for line in run("show", origin["id"], "--db", db).stdout.decode().splitlines()]
    title = shown.index(f"{relation['page']}: {relation['relation']} of {relation['of']}")
    places = next(line for line in shown[title:] if f"{relation['of']} [" in line)

    assert f"{relation['page']} [" in places.split(f"{relation['of']} [")[0]
    assert len(shown[shown.index(places) + 1].split()) > 4


def test_a_decision_shows_in_dossier_and_log(db: Path, run: Run) -> None:
    """A rejection is appended, shown, and taken back without a trace being lost."""
    fact = rows(run, "register", "--db", db)[0]["id"]
    done = run("review", "reject", fact, "--why", "a test of the log", "--by", "ana", "--db", db)
    assert done.returncode == 0, done.stderr.decode()
    number = done.stdout.decode().split()[1].rstrip(":")

    assert "rejected" in run("show", fact, "--db", db).stdout.decode()
    taken_back = run("review", "withdraw", number, "--why", "done testing", "--db", db)
    assert taken_back.returncode == 0, taken_back.stderr.decode()
    log = rows(run, "log", "--db", db)
    assert [row["kind"] for row in log[:2]] == ["withdraw", "reject"]


def test_no_store_yet_is_explained(tmp_path: Path, run: Run) -> None:
    """A list without a store says how to make one, and makes none."""
    done = run("register", "--db", tmp_path / "none.db")

    assert done.returncode == 2
    assert b"armstrail read" in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_origins_without_a_store(run: Run) -> None:
    """The copies among the examples share one origin; each pair shows its passages."""
    groups = [json.loads(line) for line in run("origins", PAGES).stdout.splitlines()]
    wire = next(group for group in groups if "p01_wire_shells" in group["pages"])

    assert {"p02_repost_shells", "p03_spun_shells", "p04_abridged_shells"} <= set(wire["pages"])
    pairs = [json.loads(line) for line in run("origins", PAGES, "--pairs").stdout.splitlines()]
    assert all(pair["passages"] for pair in pairs if pair["relation"] == "copy")


def test_the_schema_describes_a_line(run: Run) -> None:
    """`armstrail schema` is JSON Schema with the record types in it."""
    schema = json.loads(run("schema").stdout)

    assert {"Annotation", "FailedPage", "Transfer"} <= set(schema["$defs"])

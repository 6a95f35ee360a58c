"""Decisions on the command line: what they change is seen, and what does not fit is refused."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]
TEXT = """Harbour Ledger

Norland ships launchers

OSLO, May 6, 2024 -- Poland has sent 40 tanks to Ukraine, the Polish defence minister said on Monday.
"""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A store with one page that tells of one transfer."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "page.txt").write_text(TEXT, encoding="utf-8")
    done = run("read", folder / "page.txt", "--db", folder / "a.db")
    assert done.returncode == 0, done.stderr.decode()
    return folder / "a.db"


def only_transfer(run: Run, db: Path) -> dict[str, Any]:
    """The store's one transfer as it is now."""
    (line,) = run("register", "--db", db, "--format", "jsonl").stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_bare_figure_corrects_the_quantity_in_the_register(db: Path, run: Run) -> None:
    """The figure stands in the register, in the unit that the page gave, and the row says that it was decided on."""
    fact = only_transfer(run, db)["id"]
    done = run("review", "correct", fact, "--field", "quantity", "--value", "38", "--why", "a count", "--db", db)
    assert done.returncode == 0, done.stderr.decode()

    after = only_transfer(run, db)
    assert after["quantity"]["value"] == 38
    assert after["quantity"]["unit"] == "tanks"
    table = run("register", "--db", db).stdout.decode()
    assert "38 tanks" in table
    assert "decided" in table
    shown = run("show", fact, "--db", db).stdout.decode()
    assert "correct quantity" in shown
    assert "a count" in shown


def test_days_and_names_may_be_written_plainly(db: Path, run: Run) -> None:
    """A day becomes an interval and a name a list of parties."""
    fact = only_transfer(run, db)["id"]
    for field, value in (("when", "2024-05-02"), ("supplier", "Czech Republic")):
        done = run("review", "correct", fact, "--field", field, "--value", value, "--why", "x", "--db", db)
        assert done.returncode == 0, done.stderr.decode()

    after = only_transfer(run, db)
    assert after["when"] == {"start": "2024-05-02", "end": "2024-05-02"}
    assert after["supplier"] == ["CZE"]


def test_a_rejected_fact_is_marked_in_the_register(db: Path, run: Run) -> None:
    """Whoever reads the list or its CSV sees that an analyst rejected the row."""
    fact = only_transfer(run, db)["id"]
    run("review", "reject", fact, "--why", "x", "--db", db)

    assert "rejected" in run("register", "--db", db).stdout.decode()
    heading, row = run("register", "--db", db, "--format", "csv").stdout.decode().splitlines()
    assert heading.endswith(",review")
    assert row.endswith(",rejected")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("correct", "--field", "qantity", "--value", "3"), "--field qantity"),
        (("correct", "--field", "stage", "--value", "foo"), "--value foo"),
        (("correct", "--field", "when", "--value", "soon"), "YYYY-MM-DD"),
        (("grade", "--value", "9"), "--value 9"),
        (("confirm", "--value", "9"), "takes no --value"),
    ],
)
def test_what_does_not_fit_is_refused_and_not_kept(db: Path, run: Run, options: tuple[str, ...], words: str) -> None:
    """A cell that there is not, a value that does not fit: named, and nothing enters the log."""
    fact = only_transfer(run, db)["id"]
    before = run("log", "--db", db, "--format", "json").stdout
    done = run("review", options[0], fact, *options[1:], "--why", "x", "--db", db)

    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert run("log", "--db", db, "--format", "json").stdout == before


def test_unknown_acts_and_types_are_refused(db: Path, run: Run) -> None:
    """A misspelt act or type is no empty list."""
    assert b"'deny'" in run("statements", "--act", "denied", "--db", db).stderr
    assert b"'meeting'" in run("events", "--type", "meet", "--db", db).stderr


def test_one_thing_whole_has_a_line_of_json_and_no_csv(db: Path, run: Run) -> None:
    """--format jsonl is one line; --format csv is refused, as it would be no table."""
    fact = only_transfer(run, db)["id"]

    assert len(run("show", fact, "--db", db, "--format", "jsonl").stdout.splitlines()) == 1
    assert run("show", fact, "--db", db, "--format", "csv").returncode == 2


def test_a_record_is_made_from_a_passage_and_taken_back(db: Path, run: Run) -> None:
    """The register has it with its words and its maker; what the words do not carry is not saved unless told to."""
    words = "Norland ships launchers"
    cells = ["recipient=Peru", "goods=artillery: launchers", "stage=transferred", "factuality=asserted"]
    options = ["--kind", "transfer", "--passage", words, *(part for cell in cells for part in ("--cell", cell))]
    doubted = run("review", "make", "page", *options, "--why", "headline", "--db", db)
    assert doubted.returncode == 2
    assert b"the passage does not name Peru" in doubted.stderr
    assert b"--anyway" in doubted.stderr

    made = run("review", "make", "page", *options, "--anyway", "--why", "headline", "--by", "kim", "--db", db)
    assert made.returncode == 0, made.stderr.decode()
    record = made.stdout.decode().split()[3]
    shown = run("show", record, "--db", db).stdout.decode()
    assert "launchers" in shown
    assert f"{record} by kim" in shown
    rows = [json.loads(line) for line in run("register", "--db", db, "--format", "jsonl").stdout.splitlines()]
    assert [row["recipient"] for row in rows if row["made_by"]] == [["PER"]]

    name = made.stdout.decode().split()[1].rstrip(":")
    assert run("review", "withdraw", name, "--why", "x", "--db", db).returncode == 0
    assert run("show", record, "--db", db).returncode == 2
    assert b"withdrawn" in run("log", "--db", db).stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--kind", "transfer", "--passage", "no such words", "--cell", "stage=agreed"), "do not stand on it"),
        (("--kind", "transfer", "--passage", "0-14", "--cell", "stage"), "FIELD=VALUE"),
        (("--kind", "rumour", "--passage", "0-14", "--cell", "stage=agreed"), "no kind of record"),
        (("--passage", "0-14"), "make needs --kind"),
    ],
)
def test_what_cannot_be_made_is_refused(db: Path, run: Run, options: tuple[str, ...], words: str) -> None:
    """Words that are not there, a cell without a value, a kind that there is not."""
    done = run("review", "make", "page", *options, "--why", "x", "--db", db)

    assert done.returncode == 2
    assert words in done.stderr.decode()


def test_a_contradiction_is_told_before_it_is_saved(db: Path, run: Run) -> None:
    """What stands against a decision is named and nothing is kept, unless the user says so; then the later one counts."""
    fact = only_transfer(run, db)["id"]
    run("review", "reject", fact, "--why", "x", "--anyway", "--db", db)
    before = run("log", "--db", db, "--format", "json").stdout
    refused = run("review", "confirm", fact, "--why", "y", "--db", db)
    assert refused.returncode == 2
    assert b"one confirms what the other rejects" in refused.stderr
    assert run("log", "--db", db, "--format", "json").stdout == before

    assert run("review", "confirm", fact, "--why", "y", "--anyway", "--db", db).returncode == 0
    log = json.loads(run("log", "--db", db, "--format", "json").stdout)
    assert [(row["kind"], row["state"]) for row in log[:2]] == [("confirm", "counts"), ("reject", "overruled")]

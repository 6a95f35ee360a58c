"""Bad input gets a named error, the other pages are read, and the exit status says so."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]

GOOD = "Ankara said on Monday that it would deliver ten patrol boats to the coast guard of a neighbour in the spring.\n"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, run: Run) -> tuple[int, dict[str, Any]]:
    """One run over every kind of bad input with a good page at the end: exit status, and line by name."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "nontext.txt").write_bytes(random.Random(7).randbytes(5000).replace(b"\0", b"\x9d"))
    (folder / "huge.txt").write_bytes(b"word " * 20_000_000)
    (folder / "deep.html").write_bytes(b"<div>" * 100_000 + b"words" + b"</div>" * 100_000)
    (folder / "nopages").mkdir()
    (folder / "german.txt").write_text(
        "Die Bundesregierung hat am Montag mitgeteilt, dass sie der Ukraine weitere Panzer liefern werde.\n\n"
        "Der Sprecher sagte in Berlin, die Lieferung beginne im Mai und werde von der Bundeswehr begleitet. Mehr als "
        "dreißig Fahrzeuge seien bereits verladen worden.\n\n"
        "Die Opposition begrüßte den Schritt, verlangte aber Auskunft über die Kosten und über den Zeitplan.\n",
        encoding="utf-8",
    )
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    names = [
        "missing.txt",
        "empty.txt",
        "binary.txt",
        "nontext.txt",
        "huge.txt",
        "deep.html",
        "nopages",
        "german.txt",
        "good.txt",
    ]
    done = run("annotate", *(folder / name for name in names), "--only", "page")
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(names)
    return done.returncode, dict(zip(names, lines, strict=True))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("missing.txt", "missing"),
        ("empty.txt", "empty"),
        ("binary.txt", "not-text"),
        ("nontext.txt", "not-text"),
        ("huge.txt", "too-large"),
        ("deep.html", "too-deep"),
        ("nopages", "empty"),
    ],
)
def test_each_kind_of_bad_input_has_its_error(outcome: tuple[int, dict[str, Any]], name: str, kind: str) -> None:
    """The error's kind is named, and its message names the input."""
    error = outcome[1][name]["error"]

    assert error["kind"] == kind
    assert name.split(".")[0] in error["message"]


def test_another_language_is_recorded_as_unread(outcome: tuple[int, dict[str, Any]]) -> None:
    """A German page is a page: its language is said, and that it was not read."""
    page = outcome[1]["german.txt"]

    assert page["language"] == "de"
    assert page["unread"] is not None


def test_the_good_page_is_read_and_the_status_says_that_others_failed(outcome: tuple[int, dict[str, Any]]) -> None:
    """Bad neighbours do not keep a page from being read; the exit status is 1."""
    status, lines = outcome

    assert status == 1
    assert lines["good.txt"]["text"] == GOOD
    assert lines["good.txt"]["body"]


def test_an_unknown_option_value_is_explained(run: Run) -> None:
    """A wrong date and a wrong part are named, with what is right."""
    assert b"YYYY-MM-DD" in run("annotate", "-", "--published", "soon").stderr
    assert b"no such part: verbs" in run("annotate", "-", "--only", "verbs").stderr


def test_a_page_without_an_article_says_so(run: Run, tmp_path: Path) -> None:
    """Menus alone are no article: the page is recorded, and that nothing was read of it is said."""
    menu = "<html><body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav></body></html>"
    (tmp_path / "menu.html").write_text(menu, encoding="utf-8")
    page = json.loads(run("annotate", tmp_path / "menu.html").stdout)

    assert page["unread"]["kind"] == "no-article"
    told = run("read", tmp_path / "menu.html", "--db", tmp_path / "a.db").stderr.decode()
    assert "unread  menu: no article" in told
    assert "1 unread" in told


def test_errors_name_the_page_even_where_its_name_is_part_of_a_word(run: Run, tmp_path: Path) -> None:
    """A file "bin.txt" is named, though "binary" stands in the message."""
    (tmp_path / "bin.txt").write_bytes(bytes(range(256)) * 20)

    assert json.loads(run("annotate", tmp_path / "bin.txt").stdout)["error"]["message"].startswith("bin:")
    assert b"armstrail: bin: " in run("origins", tmp_path / "bin.txt").stderr


def test_origins_takes_addresses_as_annotate_does(run: Run) -> None:
    """An address is fetched under the same limits, not refused out of hand."""
    assert b"not of the public web" in run("origins", "http://127.0.0.1:1/x").stderr

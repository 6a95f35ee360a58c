"""First run: the example pages at a click, and the progress of any reading."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import csrf_of

from armstrail.errors import StoreError
from armstrail.ledger.store import Store
from armstrail.ledger.store.progress import Reading
from armstrail.web import reading, reading_process
from armstrail.web.access import Access
from armstrail.web.desk import create_app

START = datetime(2031, 6, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that stands until it is put on."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """The time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def empty(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A store without pages."""
    with Store(tmp_path / "empty.db", clock=clock) as made:
        yield made


@pytest.fixture
def begun(empty: Store) -> TestClient:
    """A browser at its desk."""
    return TestClient(create_app(empty, Access(user="eve")), base_url="http://localhost")


def test_the_example_pages_are_found() -> None:
    """From a checkout they are those of the source tree; a built package has them inside."""
    folder = reading.example_pages()
    assert folder is not None
    assert len(list(folder.iterdir())) >= 15


def test_example_pages_are_read_at_a_click(
    begun: TestClient, empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The button reads them, the desk shows the outcome, and the register has what they tell."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "Port talks\n\nLIMA, May 2, 2031 - Brazil shipped 40 howitzers to Chile, Defence Minister Ana Quill said on Monday.\n"
    )
    (folder / "two.warc").write_bytes(b"no archive at all")
    monkeypatch.setattr(reading, "example_pages", lambda: folder)
    page = begun.get("/").text
    assert "Read the example pages" in page
    begun.post("/begin", data={"csrf": csrf_of(page)})
    for thread in threading.enumerate():
        if thread.name.startswith("armstrail-reading"):
            thread.join(120)
    found = empty.reading()
    assert found is not None
    assert (found.stage, found.read, found.failed, found.by) == ("done", 1, 1, "eve")
    assert "howitzers" in begun.get("/register").text


def test_one_reading_at_a_time(begun: TestClient, empty: Store, clock: Clock) -> None:
    """While one is under way another click is refused; one that fell silent does not block for ever."""
    page = begun.get("/").text
    assert empty.begin_reading("pages", "kim", 4) is not None
    assert begun.post("/begin", data={"csrf": csrf_of(page)}).status_code == 400
    assert empty.begin_reading("pages", "kim") is None
    clock.now += timedelta(minutes=10)
    assert empty.begin_reading("pages", "kim") is not None


def test_progress_is_shown_wherever_it_was_noted(begun: TestClient, empty: Store, clock: Clock) -> None:
    """What another program notes in the store shows on the desk: how far it is, what it does, and when it fell silent."""
    note = Reading(what="archive.warc.gz", by="kim", began=START, seen=START, total=40)
    empty.note_reading(note.model_copy(update={"read": 7, "failed": 1, "page": "page <8>"}))
    shown = begun.get("/reading").text
    assert "8 pages of 40, 1 failed" in shown
    assert "page &lt;8&gt;" in shown
    assert 'data-going="1"' in shown
    empty.note_reading(note.model_copy(update={"read": 40, "stage": "joining"}))
    assert "Joining facts" in begun.get("/").text
    clock.now += timedelta(hours=2)
    assert 'data-going="1"' not in begun.get("/reading").text


def test_a_reading_that_breaks_off_says_why(begun: TestClient, empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong with the store is noted and shown; so is a process that died, with its last words."""
    began = empty.begin_reading("pages", "eve", 1)
    assert began is not None

    def full() -> tuple[int, int]:
        raise StoreError("the disk is full")

    monkeypatch.setattr(empty, "refresh", full)
    assert reading_process.read_into(empty, [], began).stage == "stopped"
    assert "the disk is full" in begun.get("/reading").text
    died = subprocess.Popen([sys.executable, "-c", "raise SystemExit('killed by somebody')"], stderr=subprocess.PIPE)
    reading_process.follow(empty, died, began)
    assert "killed by somebody" in begun.get("/reading").text


def test_only_reviewers_of_this_desk_begin(begun: TestClient, empty: Store) -> None:
    """Without the session's own word nothing is read."""
    assert begun.post("/begin", data={}).status_code == 403
    assert empty.reading() is None

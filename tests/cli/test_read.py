"""`armstrail read`: what is reported as read is kept, whatever happens; the same page twice changes nothing."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from armstrail.ledger.store import Store

Run = Callable[..., subprocess.CompletedProcess[bytes]]
Start = Callable[..., subprocess.Popen[bytes]]

SENTENCE = "Officials in the capital said on Tuesday that shipment number {} of howitzer shells had reached the port."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty short pages."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(40):
        (pages / f"page{number:02}.txt").write_text(SENTENCE.format(number) + "\n")
    return pages


def reported(stderr: bytes) -> list[str]:
    """The ids that a run reported as read."""
    return [line.split()[1].rstrip(":") for line in stderr.decode().splitlines() if line.startswith("read ")]


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_run_loses_no_page_that_it_reported(
    folder: Path, tmp_path: Path, blow: signal.Signals, run: Run, start: Start
) -> None:
    """Kill -9 or Ctrl-C in the middle: every page reported is whole in the store, and a second run completes the work."""
    database = tmp_path / "a.db"
    running = start("read", folder, "--db", database, "--jobs", "2")
    assert running.stderr is not None
    said = b""
    for line in running.stderr:
        said += line
        if len(reported(said)) >= 5:
            break
    running.send_signal(blow)
    said += running.stderr.read()
    running.wait()
    running.stderr.close()
    kept = reported(said)

    assert len(kept) >= 5
    assert b"Traceback" not in said, said.decode()
    with Store(database) as store:
        for name in kept:
            assert store.annotation(name).text == SENTENCE.format(int(name[4:])) + "\n"
            assert store.bytes_of(name) == store.annotation(name).text.encode()

    again = run("read", folder, "--db", database)
    assert again.returncode == 0, again.stderr.decode()
    with Store(database) as store:
        assert store.pages()[1] == 40


def test_reading_twice_changes_nothing(folder: Path, tmp_path: Path, run: Run) -> None:
    """The second run reads no page and keeps the store's rows as they were."""
    database = tmp_path / "a.db"
    run("read", folder, "--db", database)
    with Store(database) as store:
        before = store.pages()

    second = run("read", folder, "--db", database)

    assert b"0 pages read" in second.stderr
    assert b"40 known already" in second.stderr
    with Store(database) as store:
        assert store.pages() == before

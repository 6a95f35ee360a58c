"""The process that reads pages for the desk: `python -m armstrail.web.reading_process`, told what to do on standard input.

A process of its own, so that parsing takes nothing from the answers, and told on standard input, so that a database's
password stands in no list of processes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from armstrail.errors import ArmstrailError
from armstrail.ledger.store import Store
from armstrail.ledger.store.progress import Reading
from armstrail.page.inputs import Failure, open_inputs
from armstrail.page.source import Source
from armstrail.records import FailedPage

PROCESSES = 2
"""Processes that parse while the desk goes on answering."""


def read_into(store: Store, sources: Sequence[Source | Failure], began: Reading) -> Reading:
    """Read pages into the store and let the register follow, noting each step; gives the last note. What went wrong with
    the store is noted, not raised.
    """
    # Imported here: the parser takes seconds to load, and the desk that starts this process needs none.
    from armstrail.annotation import annotate_all

    now = began
    try:
        new = [one for one in sources if isinstance(one, Failure) or store.known(one) is None]
        now = store.note_reading(now.model_copy(update={"known": len(sources) - len(new)}))
        for source, outcome in annotate_all(new, PROCESSES):
            if isinstance(outcome, FailedPage) or source is None:
                if isinstance(outcome, FailedPage):
                    store.add_failure(outcome)
                change: dict[str, object] = {"failed": now.failed + 1, "page": outcome.id}
            else:
                change = {"read": now.read + 1, "page": store.add(source, outcome).id}
            now = store.note_reading(now.model_copy(update=change))
        now = store.note_reading(now.model_copy(update={"stage": "joining"}))
        store.refresh()
    except ArmstrailError as error:
        return stopped(store, now, str(error))
    return store.note_reading(now.model_copy(update={"stage": "done"}))


def stopped(store: Store, now: Reading, message: str) -> Reading:
    """Note that a reading goes no further, and why."""
    return store.note_reading(now.model_copy(update={"stage": "stopped", "message": message}))


def start(store: Store, folder: Path, began: Reading) -> subprocess.Popen[bytes]:
    """Start the process that reads a folder into the store."""
    told = {
        "database": store.engine.url.render_as_string(hide_password=False),
        "folder": str(folder),
        "began": began.model_dump(mode="json"),
    }
    made = subprocess.Popen(
        [sys.executable, "-m", "armstrail.web.reading_process"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert made.stdin is not None  # noqa: S101  # asked for above
    made.stdin.write(json.dumps(told).encode())
    made.stdin.close()
    made.stdin = None  # `communicate` would write to it again
    return made


def follow(store: Store, process: subprocess.Popen[bytes], began: Reading) -> None:
    """Wait for the process; where it died, note that it did."""
    _, said = process.communicate()
    if process.returncode != 0:
        last = said.decode("utf-8", "replace").strip().splitlines()[-1:]
        message = last[0] if last else f"its process ended with status {process.returncode}"
        stopped(store, store.reading() or began, message)


def main() -> None:
    """Do what standard input says."""
    told = json.load(sys.stdin)
    with Store(told["database"]) as store:
        read_into(store, list(open_inputs([told["folder"]])), Reading.model_validate(told["began"]))


if __name__ == "__main__":
    main()

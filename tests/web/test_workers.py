"""Several processes behind one address: all answer, one that dies is replaced, and all end with the first."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from armstrail.ledger.store import Store
from armstrail.web.workers import can_share

pytestmark = pytest.mark.skipif(
    not can_share() or not Path("/proc/self/stat").exists(), reason="processes share a port on Linux alone"
)


def children(of: int) -> set[int]:
    """The desk's workers: the processes that a process has started, without the one that tracks its resources."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, (state, parent) = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()[:2]
            command = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(parent) == of and state != "Z" and b"spawn_main" in command:
            found.add(number)
    return found


def listeners(port: int) -> set[str]:
    """The sockets that listen on a port."""
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"}


def held(process: int) -> set[str]:
    """What a process has open."""
    try:
        return {os.readlink(one) for one in Path(f"/proc/{process}/fd").iterdir()}
    except OSError:
        return set()


def until(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait for something to come true."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


@pytest.fixture
def desk(store: Store) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`armstrail serve` with two workers, and its port."""
    database = str(store.engine.url.database)
    command = [sys.executable, "-m", "armstrail", "serve", "--db", database, "--port", "0", "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/", said)):
            line = running.stderr.readline()
            assert line, said
            said += line
        yield running, int(found[1])
        if running.poll() is None:
            running.terminate()


def answer(port: int) -> int:
    """The status of an answer over a connection of its own."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/register", timeout=30) as found:
        return int(found.status)


def test_a_worker_that_dies_is_replaced_and_all_end_together(desk: tuple[subprocess.Popen[str], int]) -> None:
    """Both listen; after one is killed the desk answers and soon has two again; a signal to the first ends them all."""
    running, port = desk

    def both_listen() -> bool:
        return sum(bool(held(one) & listeners(port)) for one in children(running.pid)) == 2

    until(both_listen, "two workers never listened")
    before = children(running.pid)
    assert [answer(port) for _ in range(12)] == [200] * 12
    killed = min(before)
    its_own = held(killed) & listeners(port)
    os.kill(killed, signal.SIGKILL)
    until(lambda: not its_own & listeners(port), "the killed worker still listens")
    assert [answer(port) for _ in range(12)] == [200] * 12
    until(both_listen, "the dead worker was not replaced")
    after = children(running.pid)
    assert len(after & before) == 1
    assert killed not in after
    running.terminate()
    assert running.wait(30) == 0
    until(lambda: not any(Path(f"/proc/{one}").exists() for one in after), "a worker outlived the desk")

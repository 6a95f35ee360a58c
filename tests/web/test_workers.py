"""Several processes behind one address: all answer, one that dies is replaced, and all end with the first."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from armstrail.ledger.store import Store
from armstrail.web.workers import can_share

pytestmark = pytest.mark.skipif(
    not can_share() or not Path("/proc/self/stat").exists(), reason="the processes are told by Linux's /proc"
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


def held(process: int) -> set[str]:
    """What a process has open."""
    try:
        return {os.readlink(one) for one in Path(f"/proc/{process}/fd").iterdir()}
    except OSError:
        return set()


def connections(process: int) -> int:
    """How many connections over TCP a process has."""
    sockets = held(process)
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return sum(f"socket:[{row[9]}]" in sockets for row in rows if row[3] == "01")


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


def answered(port: int) -> bool:
    """Whether there is an answer, and the connection is not cut off."""
    try:
        return answer(port) == 200
    except (ConnectionError, urllib.error.URLError, http.client.HTTPException):
        return False


def opened(port: int, count: int) -> list[http.client.HTTPConnection]:
    """Connections that have had an answer, and are kept."""
    kept = []
    for _ in range(count):
        one = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        one.request("GET", "/help")
        assert one.getresponse().read()
        kept.append(one)
    return kept


def test_connections_are_dealt_out_evenly(desk: tuple[subprocess.Popen[str], int]) -> None:
    """Of ten users at two workers each worker has five."""
    running, port = desk

    def both_answer() -> bool:
        two = opened(port, 2)
        shares = [connections(one) for one in children(running.pid)]
        for one in two:
            one.close()
        return shares == [1, 1]

    until(both_answer, "two workers never answered")
    until(lambda: sum(map(connections, children(running.pid))) == 0, "connections that were closed stay")
    ten = opened(port, 10)
    assert [connections(one) for one in children(running.pid)] == [5, 5]
    for one in ten:
        one.close()


def test_a_worker_that_dies_is_replaced_and_all_end_together(desk: tuple[subprocess.Popen[str], int]) -> None:
    """After one is killed the desk answers and soon has two again; a signal to the first process ends them all."""
    running, port = desk
    until(lambda: len(children(running.pid)) == 2, "there were never two workers")
    before = children(running.pid)
    assert [answer(port) for _ in range(12)] == [200] * 12
    killed = min(before)
    os.kill(killed, signal.SIGKILL)
    # What was handed to the dying one in its last moment is lost, and its user must ask again.
    until(lambda: all(answered(port) for _ in range(12)), "the desk does not answer again")
    until(lambda: len(children(running.pid)) == 2, "the dead worker was not replaced")
    after = children(running.pid)
    assert len(after & before) == 1
    running.terminate()
    assert running.wait(30) == 0
    until(lambda: not any(Path(f"/proc/{one}").exists() for one in after), "a worker outlived the desk")


def test_no_worker_outlives_a_desk_that_was_killed(desk: tuple[subprocess.Popen[str], int]) -> None:
    """Where the first process is killed and can tell nobody, its workers end by themselves."""
    running, port = desk
    until(lambda: len(children(running.pid)) == 2, "there were never two workers")
    assert answer(port) == 200
    workers = children(running.pid)
    running.kill()
    until(lambda: not any(Path(f"/proc/{one}").exists() for one in workers), "a worker outlived the desk")

"""How long the desk takes with many facts and users: `python bench/desk_load.py [--facts 100000] [--users 20]`.

Fills a new SQLite store with generated facts, serves it in a process of its own, and lets local clients ask for one view
after the other without a pause; prints median and 95th percentile of each view in milliseconds, and its size.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx

from armstrail.ledger.store import Store
from bench.store_lists import STATES, fill

ROUNDS = 25


def addresses(store: Store) -> dict[str, list[str]]:
    """For each view, addresses that differ as users' questions do."""
    chance = random.Random(3)
    facts = store.facts("transfer", limit=200)[0]
    return {
        "register": [
            "/register",
            "/register?p=3",
            *(f"/register?recipient={state}" for state in STATES),
            *(f"/register?supplier={state}&sort=grade" for state in STATES),
        ],
        "dossier": [f"/facts/{fact.id}" for fact in facts],
        "search": [f"/search?search=word{chance.randrange(4000)}" for _ in range(200)],
        "timeline": ["/timeline?kind=statement", *(f"/timeline?recipient={state}" for state in STATES)],
        "flows": ["/flows", *(f"/flows?supplier={state}" for state in STATES)],
    }


def measure(base: str, view: list[str], users: int) -> tuple[list[float], int]:
    """The milliseconds of each request, and the largest answer in bytes."""
    taken: list[float] = []
    sizes: list[int] = [0]

    def user(number: int) -> None:
        chance = random.Random(number)
        with httpx.Client(base_url=base, timeout=60) as client:
            client.get("/help")
            for _ in range(ROUNDS):
                start = time.perf_counter()
                answer = client.get(chance.choice(view))
                taken.append(1000 * (time.perf_counter() - start))
                answer.raise_for_status()
                sizes.append(len(answer.content))

    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, max(sizes)


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "desk.db"
        with Store(database) as store:
            fill(store, arguments.facts)
            views = addresses(store)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "armstrail", "serve", "--db", str(database), "--port", str(port)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=dict(os.environ)) as server:
            base = f"http://127.0.0.1:{port}"
            try:
                deadline = time.monotonic() + 60
                while True:
                    try:
                        httpx.get(f"{base}/help")
                        break
                    except httpx.ConnectError:
                        if time.monotonic() > deadline:
                            raise
                        time.sleep(0.1)
                print(f"{arguments.facts:,} facts; load of the machine before: {os.getloadavg()[0]:.1f}")
                print(f"{'view':10} {'users':>5} {'median ms':>10} {'p95 ms':>10} {'kB at most':>11}")
                for name, view in views.items():
                    for users in (1, arguments.users):
                        taken, size = measure(base, view, users)
                        high = statistics.quantiles(taken, n=20)[-1]
                        print(f"{name:10} {users:5} {statistics.median(taken):10.1f} {high:10.1f} {size / 1000:11.0f}")
            finally:
                server.terminate()


if __name__ == "__main__":
    main()

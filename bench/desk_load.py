"""How long the desk takes with many facts and users: `python bench/desk_load.py [--facts 100000] [--users 20]`.

Fills a new SQLite store with generated facts and pages (or takes the one that `--db` names, where it is there), serves it with
`armstrail serve`, and lets local clients ask for one view after the other, each over a connection of its own, in three ways:

- `closed`: without a pause, so that as many requests as there are users are under way all the time, under addresses that nobody
  asked before (every answer is made anew);
- `again`: the same under few addresses, asked over and over (answers are kept);
- `people`: users who look at what they got for a second on average (exponential) before they ask for something new.

Prints median and 95th percentile in milliseconds, requests a second, the CPU milliseconds a request of the server and of the
client (Linux; other work on the machine changes them least), how many processors other programs held meanwhile, and the
largest answer. `--quick` asks less of each.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from armstrail.ledger.store import Store, state
from bench.store_lists import STATES, fill

REQUESTS = 400
"""Requests of a measurement without a pause, over all users."""
WARM = 200
"""Requests before it that do not count: a desk that has just been started knows nothing yet."""
THINK = 1.0
"""Seconds on average between an answer and the next question of a user who is a person."""
LOOK = 15.0
"""Seconds of a measurement with such users."""
FEW = 8
"""Addresses that are asked again and again."""
CATEGORIES = ("missiles", "drones", "artillery", "ammunition", "aircraft", "ships", "fuel", "sensors")


def addresses(store: Store) -> dict[str, Iterator[str]]:
    """For each view, addresses as users' questions make them, no two of them the same."""
    chance = random.Random(3)
    numbers = list(range(store.facts("transfer", limit=1)[1]))
    chance.shuffle(numbers)

    def day(year: int) -> str:
        return f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"

    def goods_since(view: str) -> str:
        return f"/{view}?goods={chance.choice(CATEGORIES)}&since={day(chance.randrange(2014, 2026))}"

    def register() -> Iterator[str]:
        pairs = [*itertools.permutations(STATES, 2)]
        chance.shuffle(pairs)
        sorts = ("date", "grade", "voices", "origins")
        for year in itertools.count(2014):
            for supplier, recipient in pairs:
                yield chance.choice((
                    f"/register?supplier={supplier}&since={day(year % 12 + 2014)}",
                    f"/register?recipient={recipient}&goods={chance.choice(CATEGORIES)}&sort={chance.choice(sorts)}&p={year - 2013}",
                    f"/register?supplier={supplier}&recipient={recipient}&sort={chance.choice(sorts)}&p={year - 2013}",
                    f"/register?p={chance.randrange(1, 200)}&sort={chance.choice(sorts)}&voices={chance.randrange(1, 4)}",
                    f"/register?search=word{chance.randrange(4000)}",
                ))  # fmt: skip

    def timeline() -> Iterator[str]:
        while True:
            yield chance.choice((
                f"/timeline?recipient={chance.choice(STATES)}&supplier={chance.choice(STATES)}&p={chance.randrange(1, 4)}",
                goods_since("timeline"),
                f"/timeline?kind=statement&party={chance.choice(STATES)}&act={chance.choice(('deny', 'accuse', 'warn'))}&p={chance.randrange(1, 40)}",
                f"/timeline?kind=statement&p={chance.randrange(1, 900)}",
            ))  # fmt: skip

    def search() -> Iterator[str]:
        for first, second in zip(chance.sample(range(4000), 4000), chance.choices(range(4000), k=4000), strict=True):
            yield f"/search?search=word{first}" + (f"+word{second}" if first % 3 == 0 else "")

    return {
        "register": register(),
        "dossier": (f"/facts/t-{10 * number:08}" for number in numbers),
        "search": search(),
        "timeline": timeline(),
        "flows": (goods_since("flows") for _ in itertools.count()),
    }


@dataclass
class Taken:
    """What a measurement found: milliseconds and bytes of each answer, seconds in all."""

    times: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    seconds: float = 0.0


async def user(port: int, view: Iterator[str], taken: Taken, pause: Callable[[], float] | None, until: float) -> None:
    """Ask until the addresses are used up or the time is over, one request after the other over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    cookie = ""
    if pause is not None:
        await asyncio.sleep(pause())
    for path in view:
        start = time.perf_counter()
        if start > until:
            break
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        found = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(found[1]) if found else 0)
        taken.times.append(1000 * (time.perf_counter() - start))
        if " 200 " not in head.split("\r\n", 1)[0]:
            raise RuntimeError(f"{path}: {head.splitlines()[0]}")
        taken.sizes.append(len(body))
        if not cookie and (given := re.search(r"set-cookie: ([^;]+)", head, re.IGNORECASE)):
            cookie = f"Cookie: {given[1]}\r\n"
        if pause is not None:
            await asyncio.sleep(pause())
    writer.close()


async def measure(
    port: int, view: Iterable[str], users: int, pause: Callable[[], float] | None = None, seconds: float = 3600.0
) -> Taken:
    """Let users ask until the addresses are used up or the time is over."""
    taken = Taken()
    queue = iter(view)
    start = time.perf_counter()
    await asyncio.gather(*(user(port, queue, taken, pause, start + seconds) for _ in range(users)))
    taken.seconds = time.perf_counter() - start
    return taken


def spent(server: int) -> float:
    """CPU seconds of a process and its children so far (Linux)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text(encoding="utf-8").rpartition(")")
        except OSError:
            continue
        cells = rest.split()
        if server in {int(cells[1]), int(name.split(" ", 1)[0])}:
            ticks += int(cells[11]) + int(cells[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def distinct(view: Iterator[str], count: int) -> list[str]:
    """Addresses that nobody asked before."""
    found: dict[str, None] = {}
    while len(found) < count:
        found.setdefault(next(view))
    return list(found)


def busy() -> float:
    """CPU seconds of the whole machine so far (Linux)."""
    cells = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
    return sum(int(cells[at]) for at in (0, 1, 2, 5, 6)) / os.sysconf("SC_CLK_TCK")  # user, nice, system, interrupts


def report(name: str, how: str, users: int, server: int, asking: Coroutine[None, None, Taken]) -> None:
    """Measure and print a line."""
    before, own, all_ = spent(server), time.process_time(), busy()
    taken = asyncio.run(asking)
    served, asked, whole = spent(server) - before, time.process_time() - own, busy() - all_
    high, rate = statistics.quantiles(taken.times, n=20)[-1], len(taken.times) / taken.seconds
    print(
        f"{name:10} {how:8} {users:5} {statistics.median(taken.times):10.1f} {high:8.1f} {rate:9.0f}"
        f" {1000 * served / len(taken.times):10.1f} {1000 * asked / len(taken.times):10.2f}"
        f" {max(0.0, whole - served - asked) / taken.seconds:7.2f} {max(taken.sizes) / 1000:11.0f}",
        flush=True,
    )


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--views", help="only these, with commas between")
    parser.add_argument("--quick", action="store_true", help="fewer requests, and no single user")
    parser.add_argument("--db", type=Path, help="keep the store in this file, or take it from there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = arguments.db or Path(folder) / "desk.db"
        new = not database.exists()
        with Store(database) as store:
            if new:
                fill(store, arguments.facts, arguments.pages)
            views = addresses(store)
            mark_fresh(store)
        command = [sys.executable, "-m", "armstrail", "serve", "--db", str(database), "--port", "0"]
        command += ["--workers", str(arguments.workers)] if arguments.workers else []
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as server:
            try:
                assert server.stderr is not None
                while not (found := re.search(r"http://[\d.]+:(\d+)/", line := server.stderr.readline())):
                    if not line:
                        raise RuntimeError("the desk did not start")
                ask_all(int(found[1]), server.pid, views, arguments)
            finally:
                server.terminate()


def ask_all(port: int, server: int, views: dict[str, Iterator[str]], arguments: argparse.Namespace) -> None:
    """Every measurement of every view."""
    asyncio.run(measure(port, ["/help"] * 200, 20))  # all workers awake
    count, most = (REQUESTS // 2, arguments.users) if arguments.quick else (REQUESTS, arguments.users)
    look = LOOK / 2 if arguments.quick else LOOK
    chance = random.Random(5)
    print(f"{arguments.facts:,} facts; load of the machine before: {os.getloadavg()[0]:.1f}")
    print(
        f"{'view':10} {'how':8} {'users':>5} {'median ms':>10} {'p95 ms':>8} {'a second':>9} {'server CPU':>10}"
        f" {'client CPU':>10} {'others':>7} {'kB at most':>11}"
    )

    def pause() -> float:
        return chance.expovariate(1 / THINK)

    for name, view in views.items():
        if arguments.views and name not in arguments.views.split(","):
            continue
        asyncio.run(measure(port, distinct(view, WARM), 4))
        for users in (most,) if arguments.quick else (1, most):
            asked = distinct(view, count if users > 1 else 60)
            report(name, "closed", users, server, measure(port, asked, users))
        again = distinct(view, FEW) * (count // FEW)
        report(name, "again", most, server, measure(port, again, most))
        fresh = distinct(view, int(3 * look * most / THINK))
        report(name, "people", most, server, measure(port, fresh, most, pause, look))


def mark_fresh(store: Store) -> None:
    """Note that the register is up to date: its facts are generated, and must not be made from the pages."""
    with store.engine.begin() as connection:
        state.put(connection, "ledger_of", state.digest(connection))


if __name__ == "__main__":
    main()

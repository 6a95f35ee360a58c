"""How fast the gate and a bulk run are, as ratios within one run, and how much memory they hold.

python -m bench.bulk_speed write DIR 10000     # archives of so many pages
python -m bench.bulk_speed whole DIR...        # each end to end with origins and ledger, for docs/scale.md
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from armstrail.annotation import annotate
from armstrail.bulk.gate import Gate, Reach
from armstrail.bulk.run import bulk
from armstrail.bulk.worker import Settings
from armstrail.page.source import Source
from armstrail.page.sources.common import Intake
from armstrail.page.sources.warc import read_warc
from armstrail.records import PARTS
from bench.bulk_pages import write

FIELD = Settings(reach=Reach.FIELD)


def gate_speed(work: Path, pages: int = 600) -> dict[str, float]:
    """Off-topic pages a second and core from an archive to the verdict, and how many times that a full reading takes."""
    (path,) = write(work, pages, every=10**9)
    gate = Gate(Reach.FIELD)
    begun = time.process_time()
    passed = seen = 0
    with path.open("rb") as stream:
        for source in read_warc(stream, "a", Intake()):
            assert isinstance(source, Source)
            seen += 1
            passed += gate.judge(source).passes
    gated = (time.process_time() - begun) / seen
    with path.open("rb") as stream:
        sample = [one for one in islice(read_warc(stream, "a", Intake()), 16) if isinstance(one, Source)]
    annotate(sample[0], PARTS)
    begun = time.process_time()
    for source in sample[1:]:
        annotate(source, PARTS)
    read = (time.process_time() - begun) / (len(sample) - 1)
    return {
        "pages through the gate /s/core": 1 / gated,
        "reading / gate, time a page": read / gated,
        "off-topic pages turned away": 1 - passed / seen,
    }


def _wall(inputs: list[Path], out: Path, jobs: int) -> float:
    begun = time.perf_counter()
    bulk(inputs, out, jobs, settings=FIELD)
    return time.perf_counter() - begun


def two_processes(work: Path, pages: int = 6000) -> dict[str, float]:
    """How many times the pages a second of one process two give."""
    inputs = write(work, pages, every=20, pages_a_file=pages // 4)
    one = _wall(inputs, work / "one", 1)
    return {"two processes / one": one / _wall(inputs, work / "two", 2)}


def _peak(inputs: list[Path], out: Path, answer: Connection) -> None:
    bulk(inputs, out, 1, settings=FIELD)
    answer.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def memory(work: Path, pages: int = 1500) -> dict[str, float]:
    """The largest memory of a process in MB, and how many times that with four times the input."""
    peaks = []
    for count in (pages, 4 * pages):
        folder = work / str(count)
        folder.mkdir()
        context = multiprocessing.get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_peak, args=(write(folder, count, every=250), folder / "out", sender))
        process.start()
        sender.close()
        peaks.append(receiver.recv())  # EOFError where the process ended without an answer
        process.join()
    return {"peak MB a process": peaks[0], "peak with four times the input": peaks[1] / peaks[0]}


def measure(work: Path) -> dict[str, float]:
    """All figures of the suite."""
    figures: dict[str, float] = {}
    for part in (gate_speed, two_processes, memory):
        folder = work / part.__name__
        folder.mkdir()
        figures |= part(folder)
    return figures


class Memory(threading.Thread):
    """The most memory that this process and its children held together, in MB, shared pages counted once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self._over = threading.Event()

    def run(self) -> None:
        """Looks four times a second."""
        while not self._over.wait(0.25):
            self.most = max(self.most, sum(map(_held, _family(os.getpid()))))

    def end(self) -> float:
        """The figure; ends the thread."""
        self._over.set()
        self.join()
        return self.most


def _family(process: int) -> list[int]:
    found = [process]
    for one in found:
        with suppress(OSError):
            for thread in os.listdir(f"/proc/{one}/task"):
                found += map(int, Path(f"/proc/{one}/task/{thread}/children").read_text().split())
    return found


def _held(process: int) -> float:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return float(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
    return 0.0


def _timed(*words: str | Path) -> tuple[float, str]:
    """Seconds that a command of the program took, and what it printed."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "armstrail", *map(str, words)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return time.perf_counter() - begun, done.stdout


def whole(crawls: list[Path], say: Callable[[str], None]) -> None:
    """Archives, one page in a hundred of the field, on all cores: `bulk`, `load` (which joins origins and facts) and
    `ledger`, as a user would run them; says the time of each, and the memory of all processes together.
    """
    for crawl in crawls:
        with tempfile.TemporaryDirectory() as folder:
            size = sum(path.stat().st_size for path in crawl.iterdir())
            out, store = Path(folder) / "out", Path(folder) / "register.db"
            memory = Memory()
            memory.start()
            runs = [
                _timed("bulk", crawl, "--out", out, "--gate", "field"),
                _timed("load", out, "--db", store),
                _timed("ledger", "--db", store),
            ]
            peak = memory.end()
            report = json.loads(runs[0][1])
            kinds = Counter(json.loads(line)["kind"] for line in runs[2][1].splitlines())
            took = ", ".join(
                f"{name} {wall:.0f} s" for name, (wall, _) in zip(("bulk", "load", "ledger"), runs, strict=True)
            )
            stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in report["seconds"].items())
            made = sum(part.stat().st_size for part in out.rglob("*.parquet"))
            say(
                f"{report['pages']} pages, {size / 1e6:.1f} MB: {sum(wall for wall, _ in runs):.0f} s: {took}; {peak:.0f} MB at most\n"
                f"  {report['read']} read, {report['turned_away']} turned away, {sum(report['records'].values())} records,"
                f" {made / 1e6:.2f} MB of tables, {store.stat().st_size / 1e6:.1f} MB of store; seconds by stage: {stages}\n"
                f"  lines of the ledger: {dict(sorted(kinds.items()))}"
            )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", folder, count]:
            Path(folder).mkdir(parents=True)
            write(Path(folder), int(count))
        case ["whole", *folders]:
            whole([Path(folder) for folder in folders], lambda line: print(line, flush=True))
        case _:
            raise SystemExit(__doc__)

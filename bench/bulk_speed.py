"""How fast the gate and a bulk run are, as ratios within one run, and how much memory they hold.

python -m bench.bulk_speed grow 1000 10000     # end to end, for docs/scale.md
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
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
    annotate(sample[0])
    begun = time.process_time()
    for source in sample[1:]:
        annotate(source)
    read = (time.process_time() - begun) / (len(sample) - 1)
    return {
        "pages through the gate /s/core": 1 / gated,
        "reading / gate, time a page": read / gated,
        "off-topic pages turned away": 1 - passed / seen,
    }


def _wall(inputs: list[Path], out: Path, jobs: int) -> float:
    begun = time.perf_counter()
    bulk(inputs, out, jobs, settings=FIELD, slice_bytes=1 << 20)
    return time.perf_counter() - begun


def two_processes(work: Path, pages: int = 3000) -> dict[str, float]:
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


def grow(counts: list[int], say: Callable[[str], None]) -> None:
    """Runs of so many pages each, one in a hundred of the field, on all cores; says the time of each stage."""
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            inputs = write(Path(folder), count)
            size = sum(path.stat().st_size for path in inputs)
            begun = time.perf_counter()
            report = bulk(inputs, Path(folder) / "out", settings=FIELD)
            took = time.perf_counter() - begun
            made = sum(part.stat().st_size for part in (Path(folder) / "out").rglob("*.parquet"))
            stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in sorted(report.seconds.items()))
            say(
                f"{count} pages, {size / 1e6:.1f} MB: {took:.1f} s; {report.read} read, {report.turned_away} turned away,"
                f" {sum(report.records.values())} records, {made / 1e6:.2f} MB out; seconds by stage: {stages}"
            )


if __name__ == "__main__":
    if sys.argv[1:2] != ["grow"]:
        raise SystemExit(__doc__)
    grow([int(count) for count in sys.argv[2:]], lambda line: print(line, flush=True))

"""A run over many inputs on all cores: resumable at any point, bounded in memory, with a report of every page."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from armstrail import __version__
from armstrail.annotation import try_annotate, worker_pool
from armstrail.bulk.plan import Slice, plan
from armstrail.bulk.worker import Settings, SliceReport, read_report, run_slice, slice_folder
from armstrail.errors import InputError, StoreError
from armstrail.page.source import Source
from armstrail.records import Annotation, FailedPage, PageError

__all__ = ["Progress", "ShareOut", "bulk"]

ShareOut = Callable[[list[int], list[Slice]], Iterator[tuple[int, SliceReport]]]
"""Runs the slices of these numbers, and gives number and report of each as it ends."""

MANIFEST = "run.json"
REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: slices and bytes of input done and in all, pages seen and those of them that the gate turned away,
    seconds of this run, and what is left.
    """

    slices: int
    slices_in_all: int
    bytes: int
    bytes_in_all: int
    pages: int
    turned_away: int
    seconds: float
    pages_a_second: float
    seconds_left: float | None


def bulk(
    inputs: Iterable[str | Path],
    out: Path,
    jobs: int | None = None,
    *,
    settings: Settings = Settings(),
    slice_bytes: int | None = None,
    progress: Callable[[Progress], None] = lambda _progress: None,
    ticks: Callable[[], float] = time.monotonic,
    by: ShareOut | None = None,
) -> SliceReport:
    """Reads `inputs` (files and folders) into tables under `out`, on `jobs` processes (default: all cores).

    The tables are `out/slice=N/KIND.parquet`; `out/report.json` sums up. A run that was stopped, or killed, is gone on
    with by the same call: finished slices are kept, no page is lost or doubled. A page that kills its worker becomes
    a failed page of kind `crashed`. `by` runs the open slices in another way, on a cluster, say. Raises InputError where the inputs, or the settings, are not those of the run in
    `out`, and StoreError where `out` cannot be written or another run is at work on it.
    """
    passed_over: Counter[str] = Counter()
    slices = plan(inputs, slice_bytes, passed_over)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            _check_manifest(out, slices, settings)
            if by is None:
                processes = jobs or os.cpu_count() or 1

                def by(numbers: list[int], slices: list[Slice]) -> Iterator[tuple[int, SliceReport]]:
                    return _finish(deque(numbers), slices, out, processes, settings)

            total = _run_all(slices, out, by, progress, ticks)
            total.passed_over.update(passed_over)
            _write_whole(out / REPORT, json.dumps(total.as_json(), indent=1) + "\n")
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        what = "the disk is full: free some space" if full else f"cannot be written ({error.strerror}): set that right"
        raise StoreError(f"{out}: {what}, and run again; what is finished is kept") from error
    return total


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Holds the folder for this run. The lock ends with the process, however that ends."""
    lock = sqlite3.connect(out / ".lock", isolation_level=None, timeout=0.2)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(f"{out}: another run is at work on it: wait for its end") from error
    finally:
        lock.close()


def _check_manifest(out: Path, slices: list[Slice], settings: Settings) -> None:
    content = {
        "version": __version__,
        "settings": settings.as_json(),
        "slices": [piece.as_json() for piece in slices],
    }
    path = out / MANIFEST
    if path.exists():
        before = json.loads(path.read_text(encoding="utf-8"))
        for what in ("version", "settings", "slices"):
            if before.get(what) != json.loads(json.dumps(content))[what]:
                raise InputError(f"{out}: begun with other {what}: give another folder, or remove this one")
    elif any(out.glob("slice=*")):
        raise InputError(f"{out}: holds tables without a {MANIFEST}: give another folder")
    else:
        _write_whole(path, json.dumps(content) + "\n")
    for left in out.glob(".unfinished-*"):
        shutil.rmtree(left, ignore_errors=True)


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def _run_all(
    slices: list[Slice],
    out: Path,
    by: ShareOut,
    progress: Callable[[Progress], None],
    ticks: Callable[[], float],
) -> SliceReport:
    total = SliceReport()
    open_slices: list[int] = []
    done_bytes = 0
    for number, piece in enumerate(slices):
        if slice_folder(out, number).is_dir():
            total.add(read_report(slice_folder(out, number)))
            done_bytes += piece.bytes
        else:
            open_slices.append(number)
    all_bytes, before_bytes, before_pages = sum(piece.bytes for piece in slices), done_bytes, total.pages
    begun = ticks()
    finished = len(slices) - len(open_slices)
    for number, report in by(open_slices, slices):
        total.add(report)
        finished += 1
        done_bytes += slices[number].bytes
        seconds = max(ticks() - begun, 1e-9)
        fresh = done_bytes - before_bytes
        progress(
            Progress(
                slices=finished,
                slices_in_all=len(slices),
                bytes=done_bytes,
                bytes_in_all=all_bytes,
                pages=total.pages,
                turned_away=total.turned_away,
                seconds=seconds,
                pages_a_second=(total.pages - before_pages) / seconds,
                seconds_left=(all_bytes - done_bytes) * seconds / fresh if fresh else None,
            )
        )
    return total


def _finish(
    numbers: deque[int], slices: list[Slice], out: Path, jobs: int, settings: Settings
) -> Iterator[tuple[int, SliceReport]]:
    """Runs the slices that are open, on `jobs` processes, and gives the report of each as it ends."""
    if jobs == 1:
        while numbers:
            number = numbers.popleft()
            yield number, run_slice(slices[number], number, out, settings)
        return
    while numbers:
        under_way: dict[int, Future[SliceReport]] = {}
        pool = worker_pool(jobs)
        try:
            while numbers or under_way:
                while numbers and len(under_way) < jobs + 1:
                    number = numbers.popleft()
                    under_way[number] = pool.submit(run_slice, slices[number], number, out, settings)
                number = _first_done(under_way)
                report = under_way[number].result()
                del under_way[number]
                yield number, report
        except BrokenProcessPool:
            # Any of the slices under way may hold the page that ended its worker: read these with each page apart.
            with _Apart() as apart:
                for number in sorted(under_way):
                    if slice_folder(out, number).is_dir():
                        yield number, read_report(slice_folder(out, number))
                    else:
                        yield number, run_slice(slices[number], number, out, settings, apart.annotate)
        finally:
            _stop(pool)


def _stop(pool: ProcessPoolExecutor) -> None:
    """Ends a pool at once: what its workers are at is read again in the next run."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.terminate()


def _first_done(under_way: dict[int, Future[SliceReport]]) -> int:
    wait(under_way.values(), return_when=FIRST_COMPLETED)
    return min(number for number, future in under_way.items() if future.done())


class _Apart:
    """Reads each page in another process, which is started anew when a page ends it.

    Raises InputError where no process can be started at all, so that no page is blamed for that.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor = worker_pool(1)
        self._try_worker()

    def __enter__(self) -> _Apart:
        return self

    def __exit__(self, *_: object) -> None:
        _stop(self._pool)

    def _try_worker(self) -> None:
        try:
            self._pool.submit(os.getpid).result()
        except BrokenProcessPool:
            message = (
                "no worker process can be started: run from a file, under `if __name__ == '__main__':`, or with one job"
            )
            raise InputError(message) from None

    def annotate(self, source: Source) -> Annotation | FailedPage:
        """What is read from a page, or that it ended its process."""
        try:
            return self._pool.submit(try_annotate, source).result()
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = worker_pool(1)
            self._try_worker()
            message = f"page {source.id!r} ended the process that read it: report it with the page's bytes"
            return FailedPage(id=source.id, error=PageError(kind="crashed", message=message))

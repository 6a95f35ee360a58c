"""One slice read: gate, reader, tables. Kept whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from armstrail.annotation import try_annotate
from armstrail.bulk.gate import Gate, Reach
from armstrail.bulk.plan import Slice, open_slice
from armstrail.bulk.tables import RECORDS, Tables
from armstrail.page.inputs import Failure
from armstrail.page.source import Source
from armstrail.page.sources.common import Intake, Limits
from armstrail.records import Annotation, FailedPage

__all__ = ["Settings", "SliceReport", "read_report", "run_slice", "slice_folder"]

REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for all slices of a run. `reach` None reads every page."""

    reach: Reach | None = Reach.RECORDS
    page_bytes: int = Limits().page_bytes
    ignore: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For the run's manifest."""
        return asdict(self) | {"ignore": list(self.ignore)}


@dataclass(slots=True)
class SliceReport:
    """What became of a slice. `seconds` by stage: open, gate, read, write."""

    pages: int = 0
    turned_away: int = 0
    read: int = 0
    unread: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)

    def add(self, other: SliceReport) -> None:
        """Adds another slice's figures to these."""
        self.pages += other.pages
        self.turned_away += other.turned_away
        self.read += other.read
        self.unread += other.unread
        for name in ("failed", "records", "passed_over", "seconds"):
            getattr(self, name).update(getattr(other, name))

    def as_json(self) -> dict[str, Any]:
        """The report with its counts in the order of their names."""
        content = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: dict(sorted(v.items())) if isinstance(v, dict) else v for name, v in content.items()}


def slice_folder(out: Path, number: int) -> Path:
    """Where the tables of a slice stand."""
    return out / f"slice={number:06d}"


def read_report(folder: Path) -> SliceReport:
    """The report of a slice that was finished."""
    content: dict[str, Any] = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    counts: dict[str, Any] = {name: Counter(v) if isinstance(v, dict) else v for name, v in content.items()}
    return SliceReport(**counts)


_gates: dict[Reach, Gate] = {}


def run_slice(
    piece: Slice,
    number: int,
    out: Path,
    settings: Settings,
    one: Callable[[Source], Annotation | FailedPage] = try_annotate,
) -> SliceReport:
    """Reads a slice into its folder of `out`: into a folder beside it first, renamed when all is written to the disk.

    So a slice is there whole or not at all, whenever a run is killed. Raises OSError where the disk is full.
    """
    final = slice_folder(out, number)
    unfinished = out / f".unfinished-{number:06d}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        report = _read(piece, unfinished, settings, one)
        _to_disk(unfinished)
        unfinished.rename(final)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return report


def _read(
    piece: Slice, folder: Path, settings: Settings, one: Callable[[Source], Annotation | FailedPage]
) -> SliceReport:
    intake = Intake(limits=Limits(settings.page_bytes), ignore=settings.ignore)
    gate = None
    if settings.reach is not None:
        gate = _gates.setdefault(settings.reach, Gate(settings.reach))
    report = SliceReport(passed_over=intake.tally)
    tables = Tables(folder)
    watch = _StopWatch(report.seconds)
    for opened in open_slice(piece, intake):
        watch.lap("open")
        report.pages += 1
        if isinstance(opened, Failure):
            tables.add_failure(opened.record())
            report.failed[opened.error.kind] += 1
            watch.lap("write")
            continue
        verdict = gate.judge(opened) if gate is not None else None
        watch.lap("gate")
        if verdict is not None and not verdict.passes:
            report.turned_away += 1
            continue
        result = one(opened)
        watch.lap("read")
        if isinstance(result, FailedPage):
            tables.add_failure(result)
            report.failed[result.error.kind] += 1
        else:
            score, words = (verdict.score, [word for word, _ in verdict.words]) if verdict is not None else (0.0, [])
            tables.add_page(opened, result, score, words)
            report.read += 1
            report.unread += result.unread is not None
        watch.lap("write")
    watch.lap("open")
    tables.close()
    watch.lap("write")
    report.records.update({kind: tables.counts[kind] for kind in RECORDS})
    (folder / REPORT).write_text(json.dumps(report.as_json(), indent=1), encoding="utf-8")
    return report


class _StopWatch:
    def __init__(self, seconds: Counter[str]) -> None:
        self._seconds = seconds
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """Books the time since the last lap on a stage."""
        now = time.perf_counter()
        self._seconds[stage] += now - self._last  # type: ignore[assignment]  # a Counter of seconds adds up like one of pieces
        self._last = now


def _to_disk(folder: Path) -> None:
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

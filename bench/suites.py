"""The benchmarks that the project can serve."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from armstrail.annotation import annotate_all
from armstrail.page.inputs import open_inputs
from bench.harness import SHARED, Benchmark, score
from bench.pages_adapter import PAGES, predict
from bench.pages_speed import measure

REGISTER = SHARED / "bench" / "register"


def annotate(inputs: Iterable[Path], out: Path) -> None:
    """Write what `armstrail annotate` prints for `inputs` to `out`."""
    with out.open("w", encoding="utf-8") as lines:
        for _, read in annotate_all(open_inputs([str(path) for path in inputs])):
            lines.write(read.model_dump_json() + "\n")


def register_figures(gold: Path, predicted: Path, *extra: str) -> dict[str, float]:
    """The register's figures: F1 of the record kinds, accuracy of the cells."""
    report = score(REGISTER / "score.py", "--gold", gold, "--pred", predicted, *extra)
    figures = {}
    for name, values in report.items():
        if isinstance(values, dict) and ("F1" in values or values.get("n")):
            figures[name] = values["F1"] if "F1" in values else values["accuracy"]
    return figures


def seeds(work: Path) -> dict[str, float]:
    """The five real pages."""
    annotate([SHARED / "seeds"], work / "pred.jsonl")
    return register_figures(REGISTER / "seeds.gold.jsonl", work / "pred.jsonl", "--pages", str(SHARED / "seeds"))


def register(work: Path) -> dict[str, float]:
    """The five real pages and the thirty written ones together."""
    annotate([SHARED / "seeds", REGISTER / "pages"], work / "pred.jsonl")
    gold = work / "gold.jsonl"
    gold.write_text(
        "".join((REGISTER / name).read_text(encoding="utf-8") for name in ("seeds.gold.jsonl", "pages.gold.jsonl")),
        encoding="utf-8",
    )
    return register_figures(gold, work / "pred.jsonl")


def pages(work: Path) -> dict[str, float]:
    """Article bodies and publication dates of the public page sets."""
    predict(PAGES, work / "pred.jsonl")
    report = score(PAGES / "score.py", PAGES, work / "pred.jsonl")
    return {"body": report["bodies"]["f1"], "published": report["dates"]["accuracy"]}


def pages_speed(work: Path) -> dict[str, float]:
    """How many times as fast as trafilatura and htmldate body, date and credits are read, by CPU time."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    mine, other = measure()
    return {"times as fast": other / mine}


SUITES: tuple[Benchmark, ...] = (
    Benchmark("seeds", ("seeds", "bench/register/seeds.gold.jsonl", "bench/register/score.py"), seeds),
    Benchmark("register", ("seeds", "bench/register"), register),
    Benchmark("pages", ("bench/pages",), pages),
    Benchmark("pages-speed", ("bench/pages",), pages_speed, slow=True, pinned=False),
)

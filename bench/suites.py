"""The benchmarks that the project can serve."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from armstrail.annotation import annotate_all
from armstrail.page.inputs import open_inputs
from bench.harness import SHARED, Benchmark, score

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


SUITES: tuple[Benchmark, ...] = (
    Benchmark("seeds", ("seeds", "bench/register/seeds.gold.jsonl", "bench/register/score.py"), seeds),
    Benchmark("register", ("seeds", "bench/register"), register),
)

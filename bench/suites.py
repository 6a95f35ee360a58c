"""The benchmarks that the project can serve."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from armstrail.annotation import annotate_all
from armstrail.page.inputs import open_inputs
from bench.harness import ROOT, SHARED, Benchmark, score
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


def reading_speed(work: Path) -> dict[str, float]:
    """The whole reading over the bare parser, and how many times as fast pages of other things pass, by CPU time."""
    from bench.reading_speed import measure as measure_reading

    figures = measure_reading(REGISTER / "pages")
    return {**figures, **{f"seeds {name}": ratio for name, ratio in measure_reading(SHARED / "seeds").items()}}


def adapter(name: str, *arguments: str | Path, out: Path) -> None:
    """Run an adapter of this folder with the project's own code and write what it prints to `out`."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    with out.open("wb") as lines:
        command = [sys.executable, str(ROOT / "bench" / name), *map(str, arguments)]
        done = subprocess.run(
            command, stdout=lines, stderr=subprocess.PIPE, check=False, env={**os.environ, "PYTHONPATH": path}
        )
    if done.returncode:
        raise RuntimeError(f"{name} failed: {done.stderr.decode().strip()[-2000:]}")


def time_expressions(work: Path) -> dict[str, float]:
    """Time expressions of news: spans and TIMEX3 values."""
    folder = SHARED / "bench" / "time"
    adapter("time_adapter.py", folder / "dev.jsonl", out=work / "pred.jsonl")
    return flat(score(folder / "score.py", folder / "dev.jsonl", work / "pred.jsonl"))


def attribution(work: Path) -> dict[str, float]:
    """Who said what in political news."""
    folder = SHARED / "bench" / "attribution"
    adapter("attribution_adapter.py", folder / "polnear-dev" / "text", out=work / "pred.jsonl")
    return flat(score(folder / "score.py", "--gold", folder / "polnear-dev", "--pred", work / "pred.jsonl"))


def copies(work: Path) -> dict[str, float]:
    """Which pages share an origin, on a bench made from real articles."""
    folder = SHARED / "bench" / "copies"
    texts = SHARED / "bench" / "attribution" / "polnear-dev" / "text"
    make = [sys.executable, str(folder / "make.py"), str(texts), str(work / "bench"), "--seed", "7", "--sources", "200"]
    done = subprocess.run(make, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the bench cannot be made: {done.stderr.strip()[-500:]}")
    adapter("copies_adapter.py", work / "bench" / "docs.jsonl", out=work / "pred.jsonl")
    return flat(score(folder / "score.py", work / "bench", work / "pred.jsonl"))


def ledger(work: Path) -> dict[str, float]:
    """Facts across pages: on gold records (the ledger alone), and on the records that this program reads."""
    gold = [REGISTER / "seeds.gold.jsonl", REGISTER / "pages.gold.jsonl"]
    origins = REGISTER / "origins.json"
    annotate([SHARED / "seeds", REGISTER / "pages"], work / "pred.jsonl")
    script = ROOT / "bench" / "ledger_score.py"
    alone = flat(score(script, "--origins", origins, "--gold", *gold))
    whole = flat(score(script, "--origins", origins, "--gold", *gold, "--pred", work / "pred.jsonl"))
    return {
        **{f"gold {name}": value for name, value in alone.items()},
        **{f"read {name}": value for name, value in whole.items()},
    }


def origins_speed(work: Path) -> dict[str, float]:
    """How fast texts are grouped at 1,000, 10,000 and 100,000 pages, beside rensa and datasketch; prints the curve."""
    texts = SHARED / "bench" / "attribution" / "polnear-dev" / "text"
    command = [sys.executable, str(ROOT / "bench" / "origins_growth.py"), str(texts)]
    curve = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(curve, end="", file=sys.stderr)
    return {
        f"{count} pages: {tool}, pages a CPU second": int(count.replace(",", "")) / max(float(seconds), 0.1)
        for tool, count, seconds in re.findall(r"^(\w+) +([\d,]+) +([\d.]+) CPU s", curve, re.MULTILINE)
    }


def flat(report: dict[str, Any], prefix: str = "") -> dict[str, float]:
    """The ratios of a scorer's report, by their path: whatever lies between 0 and 1 and is no count."""
    figures: dict[str, float] = {}
    for name, value in report.items():
        path = f"{prefix} {name}".strip()
        if isinstance(value, dict):
            figures.update(flat(value, path))
        elif isinstance(value, float) and 0 <= value <= 1:
            figures[path] = value
    return figures


def bulk_speed(work: Path) -> dict[str, float]:
    """Pages a second through the gate, two processes against one, and memory."""
    # Needs the extra `bulk`; the other benchmarks do not.
    from bench.bulk_speed import measure as measure_bulk

    return measure_bulk(work)


def ledger_speed(work: Path) -> dict[str, float]:
    """How fast a ledger is built at 1,000, 10,000 and 100,000 pages, and how many pages a second can be added one by one."""
    from bench.ledger_growth import load
    from bench.ledger_growth import measure as measure_ledger

    annotate([SHARED / "seeds", REGISTER / "pages"], work / "pred.jsonl")
    real = load(work / "pred.jsonl")
    figures = {}
    for count in (1000, 10_000, 100_000):
        speed, one = measure_ledger(real, count, 50)
        figures[f"{count:,} pages: pages a second"] = speed
        figures[f"{count:,} pages: single pages a second, 95%"] = 1000 / one
    return figures


SUITES: tuple[Benchmark, ...] = (
    Benchmark("seeds", ("seeds", "bench/register/seeds.gold.jsonl", "bench/register/score.py"), seeds),
    Benchmark("register", ("seeds", "bench/register"), register),
    Benchmark("pages", ("bench/pages",), pages),
    Benchmark("bulk-speed", (), bulk_speed, slow=True, pinned=False),
    Benchmark("pages-speed", ("bench/pages",), pages_speed, slow=True, pinned=False),
    Benchmark("reading-speed", ("seeds", "bench/register"), reading_speed, slow=True, pinned=False),
    Benchmark("time", ("bench/time",), time_expressions),
    Benchmark("attribution", ("bench/attribution",), attribution, slow=True),
    Benchmark("ledger", ("seeds", "bench/register"), ledger, slow=True),
    Benchmark("ledger-speed", ("seeds", "bench/register/pages"), ledger_speed, slow=True, pinned=False),
    Benchmark("origins-speed", ("bench/attribution/polnear-dev/text",), origins_speed, slow=True, pinned=False),
    Benchmark("copies", ("bench/copies", "bench/attribution/polnear-dev/text"), copies, slow=True),
)

"""`python -m bench [NAME ...] [--quick] [--raise] [--lower]`: run the benchmarks and print one table.

    --quick   leave out the slow ones
    --raise   write figures that rose (and new ones) as floors
    --lower   write all figures as floors, also those that fell: say why in the commit
    --errors  keep the predictions and say where

Exit status 1 where a figure lies below its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from bench.harness import FLOORS, OUT, below, load_floors, raised
from bench.suites import SUITES


def main() -> int:
    """Run what the arguments name; all by default."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"benchmarks to run: {', '.join(s.name for s in SUITES)}"
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--raise", dest="up", action="store_true")
    parser.add_argument("--lower", action="store_true")
    parser.add_argument("--keep", action="store_true", help="keep the predictions in bench/out")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - {suite.name for suite in SUITES}:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")

    floors = load_floors()
    table = Table(box=box.SIMPLE_HEAD, title="Benchmarks")
    for heading in ("benchmark", "figure", "value", "floor", ""):
        table.add_column(heading, justify="right" if heading in {"value", "floor"} else "left")
    failed = False
    for suite in SUITES:
        if (arguments.names and suite.name not in arguments.names) or (arguments.quick and suite.slow):
            continue
        if not suite.available():
            table.add_row(suite.name, "", "", "", f"skipped: {', '.join(suite.data)} is missing beside the project")
            continue
        start = time.perf_counter()
        print(f"{suite.name} ...", file=sys.stderr, end=" ", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            work = OUT / suite.name if arguments.keep else Path(folder)
            work.mkdir(parents=True, exist_ok=True)
            figures = suite.measure(work)
        print(f"{time.perf_counter() - start:.0f} s", file=sys.stderr)
        pinned = (
            floors.get(suite.name, {"data": None, "figures": {}}) if suite.pinned else {"data": None, "figures": {}}
        )
        same = pinned["data"] == suite.digest()
        wrong = below(pinned["figures"], figures) if same else []
        failed |= bool(wrong) and not arguments.lower
        for name, value in figures.items():
            floor = pinned["figures"].get(name)
            note = "BELOW ITS FLOOR" if any(line.startswith(f"{name}:") for line in wrong) else ""
            table.add_row(suite.name, name, f"{value:,.3f}", "" if floor is None else f"{floor:.3f}", note)
        if suite.pinned and (arguments.up or arguments.lower):
            old = pinned["figures"] if same else {}
            floors[suite.name] = {"data": suite.digest(), "figures": raised(old, figures, arguments.lower)}
    Console(width=110).print(table)
    if arguments.up or arguments.lower:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

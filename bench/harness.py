"""What a benchmark is, how its data is told apart, and how figures are held against their floors."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).parent / "floors.json"
OUT = Path(__file__).parent / "out"

EPSILON = 0.004
"""Another processor rounds the parser's sums otherwise, and then one record in 250 may come out otherwise."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A set of figures measured on one set of data.

    `data` names the files and folders below the data's root that the figures rest on; `measure` gives figure -> value,
    where more is better; `slow` ones are run by `make bench` only.
    """

    name: str
    data: tuple[str, ...]
    measure: Callable[[Path], dict[str, float]]
    slow: bool = False
    pinned: bool = True
    """Speeds and sizes are shown but not pinned: they depend on the machine."""

    def available(self, shared: Path = SHARED) -> bool:
        """Whether all of its data is there."""
        return all((shared / name).exists() for name in self.data)

    def digest(self, shared: Path = SHARED) -> str:
        """SHA-256 over names and bytes of its data."""
        total = hashlib.sha256()
        for name in self.data:
            path = shared / name
            for file in sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]:
                if "__pycache__" not in file.parts:
                    total.update(f"{file.relative_to(shared).as_posix()}\0".encode())
                    total.update(hashlib.sha256(file.read_bytes()).digest())
        return total.hexdigest()


def score(script: Path, *arguments: str | Path) -> dict[str, Any]:
    """What a scorer prints with `--json`. Raises RuntimeError with its words where it fails."""
    command = [sys.executable, str(script), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{script.name} failed: {done.stderr.strip()[-2000:]}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def load_floors() -> dict[str, dict[str, Any]]:
    """Benchmark -> {"data": digest, "figures": {figure: floor}}."""
    floors: dict[str, dict[str, Any]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return floors


def below(floors: dict[str, float], figures: dict[str, float]) -> list[str]:
    """What fell below its floor, in words; a figure that is no longer measured counts."""
    found = []
    for name, floor in floors.items():
        value = figures.get(name)
        if value is None:
            found.append(f"{name}: floor {floor:.3f}, no longer measured")
        elif value < floor - EPSILON:
            found.append(f"{name}: floor {floor:.3f}, now {value:.3f}")
    return found


def raised(floors: dict[str, float], figures: dict[str, float], lower: bool) -> dict[str, float]:
    """New floors: each figure's value cut to three places, never lower than before unless `lower`."""
    new = dict(floors)
    for name, value in figures.items():
        cut = int(value * 1000) / 1000
        new[name] = cut if lower else max(cut, floors.get(name, cut))
    return new

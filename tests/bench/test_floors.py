"""No change lowers a figure that the project has reached; the gate itself is tested too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bench.harness import SHARED, Benchmark, below, load_floors, raised  # noqa: E402  # bench/ lies beside the package
from bench.suites import SUITES  # noqa: E402

QUICK = [suite for suite in SUITES if suite.pinned and not suite.slow]


@pytest.mark.parametrize("suite", QUICK, ids=lambda suite: suite.name)
def test_no_figure_is_below_its_floor(suite: Benchmark, tmp_path: Path) -> None:
    """Each quick benchmark reaches its pinned floors on the pinned data."""
    if not suite.available():
        pytest.skip(f"the data of {suite.name} is missing beside the project ({SHARED.name}/)")
    pinned = load_floors().get(suite.name)
    assert pinned is not None, f"no floors for {suite.name}: python -m bench {suite.name} --raise"
    if pinned["data"] != suite.digest():
        pytest.skip(f"the data of {suite.name} has changed since its floors were pinned: python -m bench --raise")

    assert below(pinned["figures"], suite.measure(tmp_path)) == []


def test_a_fallen_figure_is_named() -> None:
    """The gate sees a figure that fell, and one that is no longer measured."""
    found = below({"a": 0.9, "b": 0.5, "c": 0.1}, {"a": 0.89, "b": 0.5})

    assert found == ["a: floor 0.900, now 0.890", "c: floor 0.100, no longer measured"]


def test_floors_only_rise() -> None:
    """Raising keeps the higher of old and new; lowering needs to be asked for."""
    assert raised({"a": 0.9}, {"a": 0.8, "b": 0.12345}, lower=False) == {"a": 0.9, "b": 0.123}
    assert raised({"a": 0.9}, {"a": 0.8}, lower=True) == {"a": 0.8}


def test_the_digest_sees_every_byte(tmp_path: Path) -> None:
    """Another byte or another name in the data is another digest."""
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "x").write_bytes(b"1")
    suite = Benchmark("t", ("d",), lambda _work: {})
    first = suite.digest(tmp_path)
    (tmp_path / "d" / "x").write_bytes(b"2")
    second = suite.digest(tmp_path)
    (tmp_path / "d" / "x").rename(tmp_path / "d" / "y")

    assert len({first, second, suite.digest(tmp_path)}) == 3

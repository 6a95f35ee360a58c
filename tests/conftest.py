"""Fixtures for all tests: the smallest that serve, no network, a clean environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the user's settings for Armstrail."""
    for name in list(os.environ):
        if name.startswith("ARMSTRAIL_"):
            monkeypatch.delenv(name)


@pytest.fixture
def shared() -> Path:
    """The folder of benchmark data beside the project; the test is skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the benchmark data beside the project (../shared) is missing")
    return SHARED

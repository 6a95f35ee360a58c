"""Runs the program as a user would, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent.parent / "src"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONWARNINGS": "error", "COLUMNS": "200", "TERM": "dumb"}

Run = Callable[..., subprocess.CompletedProcess[bytes]]
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(scope="session")
def run() -> Run:
    """`run(*arguments, stdin=b"", seconds=300)`: the finished program with its output as bytes."""

    def call(*arguments: str | Path, stdin: bytes = b"", seconds: int = 300) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "armstrail", *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, check=False, env=ENVIRONMENT, timeout=seconds)

    return call


@pytest.fixture(scope="session")
def start() -> Start:
    """`start(*arguments)`: the running program, its standard error in a pipe."""

    def call(*arguments: str | Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "armstrail", *map(str, arguments)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT)

    return call

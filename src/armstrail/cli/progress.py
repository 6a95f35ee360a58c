"""Progress of long work, on standard error, so that standard output stays clean."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn


class Progress:
    """A counter of pages on a terminal; silent where standard error is no terminal. Use it in a `with` block."""

    def __init__(self, what: str = "pages read") -> None:
        self._bar = Bar(
            SpinnerColumn(),
            TextColumn("{task.completed} {task.description}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._what = what
        self._task = self._bar.add_task(what, total=None)

    def step(self, failures: int = 0) -> None:
        """One page more; `failures` is how many could not be read so far."""
        note = f"{self._what}, {failures} failed" if failures else self._what
        self._bar.update(self._task, advance=1, description=note)

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


__all__ = ["Progress"]

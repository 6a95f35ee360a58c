"""Opening inputs for a command: limits, addresses, and what was passed over said at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from armstrail.page.inputs import Failure, Intake, open_inputs
from armstrail.page.source import Source
from armstrail.page.sources.fetch import FetchLimits
from armstrail.page.sources.polite import PoliteFetcher
from armstrail.records import When

AllowPrivateOption = Annotated[
    bool,
    typer.Option("--allow-private", help="Also fetch addresses of this machine and of private networks."),
]


def now() -> datetime:
    """Now, for whoever fetches."""
    return datetime.now(UTC)


@contextmanager
def opened(
    inputs: list[str], published: When | None, allow_private: bool = False
) -> Iterator[Iterator[Source | Failure]]:
    """The pages of the inputs, as a stream. What was passed over is told on standard error at the end."""
    intake = Intake()
    fetcher = PoliteFetcher(now, time.sleep, FetchLimits(allow_private=allow_private))
    yield open_inputs(inputs, published=published, intake=intake, fetcher=fetcher)
    for reason, count in sorted(intake.tally.items()):
        print(f"passed over: {count} {reason}", file=sys.stderr)

"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from armstrail.records import When


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


def day(value: str) -> date:
    """A day from `YYYY-MM-DD`; raises typer.BadParameter otherwise."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is no day: write YYYY-MM-DD") from error


def one_day(value: str) -> When:
    """A single day as an interval, from `YYYY-MM-DD`."""
    parsed = day(value)
    return When(start=parsed, end=parsed)


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|URL|-",
        help="Text or HTML files, folders of them, .jsonl, WARC files, URLs, or - for standard input.",
    ),
]
PublishedOption = Annotated[
    When | None,
    typer.Option(
        "--published", parser=one_day, metavar="YYYY-MM-DD", help="The day of publication, instead of the inferred one."
    ),
]
EverythingOption = Annotated[
    bool,
    typer.Option(
        "--everything",
        help="Read pages sentence by sentence that have no word of arms, sanctions or foreign affairs, too.",
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Processes to read on; all cores by default. The result is the same."),
]
DatabaseOption = Annotated[
    str,
    typer.Option("--db", envvar="ARMSTRAIL_DB", help="The store: a SQLite file, or postgresql://user@host/name."),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print.")]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=0, help="Rows to print at most; 0 for all.")]
SinceOption = Annotated[
    date | None,
    typer.Option("--since", parser=day, metavar="YYYY-MM-DD", help="Only what may have happened on that day or later."),
]
UntilOption = Annotated[
    date | None,
    typer.Option(
        "--until", parser=day, metavar="YYYY-MM-DD", help="Only what may have happened on that day or before."
    ),
]
DEFAULT_DATABASE = "armstrail.db"
DEFAULT_LIMIT = 50

"""Printing lists: as a table, CSV, JSON or JSON Lines, with every truncation stated."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from armstrail.cli.options import Format
from armstrail.export.cells import guard_formula


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading, how a row gives its words, and whether it holds figures.

    One that is `whole` is never broken over two lines, so that its words can be copied.
    """

    name: str
    cell: Callable[[Mapping[str, Any]], str]
    number: bool = False
    whole: bool = False


def console() -> Console:
    """Standard output. Wide when it is no terminal, so that a file never gets cut cells."""
    return Console(soft_wrap=False, highlight=False, width=None if sys.stdout.isatty() else 180)


def print_rows(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], total: int, form: Format, what: str
) -> None:
    """Print `rows` as `form`. `total` is how many there are in all; where it is more, that is said on stderr."""
    if form is Format.JSON:
        print(json.dumps(list(rows), ensure_ascii=False, indent=1, default=str))
    elif form is Format.JSONL:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False, default=str))
    elif form is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        writer.writerows([guard_formula(column.cell(row)) for column in columns] for row in rows)
    else:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for column in columns:
            table.add_column(
                column.name, justify="right" if column.number else "left", overflow="fold", no_wrap=column.whole
            )
        for row in rows:
            # Text, not markup: a page's words may hold square brackets.
            table.add_row(*(Text(visible(column.cell(row))) for column in columns))
        console().print(table)
    if len(rows) < total:
        print(f"{len(rows)} of {total} {what} shown; --limit 0 shows all", file=sys.stderr)
    elif form is Format.TABLE:
        print(f"{total} {what}", file=sys.stderr)


def visible(words: str) -> str:
    """Words for a terminal: control and bidirectional characters, which could rewrite the screen, are shown as codes."""
    return "".join(
        f"\\u{ord(letter):04x}" if _is_hostile(letter) else letter
        for letter in words.replace("\n", " ").replace("\t", " ")
    )


def _is_hostile(letter: str) -> bool:
    code = ord(letter)
    return (
        code < 0x20
        or 0x7F <= code < 0xA0
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or 0xD800 <= code <= 0xDFFF
    )


def days(when: Mapping[str, Any] | None) -> str:
    """An interval of days at its own precision: a day, a month, a year, or both ends."""
    if not when:
        return ""
    start, end = str(when["start"]), str(when["end"])
    if start == end:
        return start
    if start[:4] == end[:4] and start[4:] == "-01-01" and end[4:] == "-12-31":
        return start[:4]
    return f"{start}/{end}"

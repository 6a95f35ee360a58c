"""Tables of the field's and the language's knowledge: countries, offices, goods, verbs. Data files and a loader, no logic.

A table is a tab-separated file in `data/`: `#` starts a comment line, the first other line is the header, an empty cell
is the empty string, and `|` parts several values of one cell (split them with `values`).
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from armstrail.errors import KnowledgeError

__all__ = ["Row", "table", "values"]

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of `data/NAME.tsv`, in order, each a dict from column to cell.

    Raises KnowledgeError where the file is missing, a row has too many or too few cells, or a row stands twice.
    """
    try:
        text = resources.files(__package__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise KnowledgeError(f"knowledge table {name!r} is missing: reinstall the package") from error
    lines = [
        (number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")
    ]
    if not lines:
        raise KnowledgeError(f"knowledge table {name!r} has no header line")
    header = lines[0][1].split("\t")
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise KnowledgeError(f"{name}.tsv line {number}: {len(cells)} cells, the header has {len(header)}")
        if line in seen:
            raise KnowledgeError(f"{name}.tsv line {number} repeats line {seen[line]}: remove one")
        seen[line] = number
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, parted by `|`; an empty cell holds none."""
    return tuple(value for value in (part.strip() for part in cell.split("|")) if value)

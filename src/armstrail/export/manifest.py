"""What stands beside every export: what is in it, under which filter, and what it leaves out and why."""

from __future__ import annotations

from armstrail.records import Record


class Omission(Record):
    """Something of the store that an export does not carry."""

    what: str
    count: int | None = None
    why: str

    def words(self) -> str:
        """The omission as a line for a reader."""
        return f"left out: {self.what if self.count is None else f'{self.count} {self.what}'}: {self.why}"


class Written(Record):
    """A file of an export."""

    name: str
    rows: int
    size: int
    sha256: str


class Manifest(Record):
    """The contents of an export. `omits` is empty exactly where the export carries everything that the store has."""

    format: str
    program: str
    contract: str
    filter: dict[str, str]
    holds: dict[str, int]
    files: tuple[Written, ...] = ()
    omits: tuple[Omission, ...] = ()

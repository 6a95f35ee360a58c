"""Files of an export: each appears under its name only when it is whole, and its digest is known then."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from armstrail.export.manifest import Written

__all__ = ["OutFile", "encoded", "write_text"]


class OutFile:
    """A file being written, to use in a `with` block; what stands under its name stays until the block ends well."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._digest = hashlib.sha256()
        self._size = 0
        self.rows = 0

    def __enter__(self) -> OutFile:
        self._file = self._part.open("wb")
        return self

    def write(self, data: bytes) -> None:
        """Append a row (or part of a binary file)."""
        self._file.write(data)
        self._digest.update(data)
        self._size += len(data)
        self.rows += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        try:
            if kind is None:
                self._part.replace(self._path)
        finally:
            self._part.unlink(missing_ok=True)

    def written(self) -> Written:
        """What was written, for the manifest."""
        return Written(name=self._path.name, rows=self.rows, size=self._size, sha256=self._digest.hexdigest())


def write_text(path: Path, lines: Iterable[str]) -> Written:
    """Write lines as UTF-8 to `path`."""
    with OutFile(path) as file:
        for data in encoded(lines):
            file.write(data)
    return file.written()


def encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines as UTF-8. Text that was decoded with errors may hold lone surrogates, which UTF-8 cannot: they become codes."""
    for line in lines:
        yield line.encode("utf-8", "backslashreplace")

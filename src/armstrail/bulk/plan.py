"""The plan of a run: its inputs cut into slices, each of which is read by one worker and kept whole or not at all."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from armstrail.errors import EmptyInput, InputError, MissingInput
from armstrail.page.sources.common import Failure, Ids, Intake, Lone, Opened
from armstrail.page.sources.files import read_stream
from armstrail.page.sources.jsonl import read_jsonl
from armstrail.page.sources.kinds import Kind, kind_by_name, stem
from armstrail.page.sources.warc import read_warc

__all__ = ["Slice", "open_slice", "plan"]

SLICE_BYTES = 32 << 20
"""About so many bytes of input a slice at most: what a killed run loses, for each of its workers."""

SLICES, LEAST_BYTES = 64, 1 << 20
"""Slices that a small input is cut into, so that all workers have work to the end, unless they came out under so many bytes."""

SLICE_FILES = 500
PARQUET = ".parquet"


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of the input. `kind` is "files", "warc", "jsonl", "parquet" or "container"; `bytes` how much of the input.

    "files": the lone pages at `paths`, under `ids`. Else `paths` is the one file, of which bytes (or, of Parquet, row
    groups) `begin` to `end` are meant, all of it where `end` is None; `lines` stand before them.
    """

    kind: str
    paths: tuple[str, ...]
    bytes: int
    ids: tuple[str, ...] = ()
    begin: int = 0
    end: int | None = None
    lines: int = 0

    def as_json(self) -> dict[str, Any]:
        """For the run's manifest."""
        return asdict(self) | {"paths": list(self.paths), "ids": list(self.ids)}


def plan(
    inputs: Iterable[str | Path], slice_bytes: int | None = None, passed_over: Counter[str] | None = None
) -> list[Slice]:
    """The slices of `inputs` (files and folders), in their order: the same for the same files.

    Of about `slice_bytes` each; without it, of a size that follows from the input as a whole, 32 MB at most.

    Entries of folders that are not read are counted in `passed_over` by their reason. Raises MissingInput, EmptyInput or InputError for what is not there, holds no page or cannot be shared out.
    """
    files: list[tuple[Path, str]] = []
    passed_over = Counter() if passed_over is None else passed_over
    for argument in map(Path, inputs):
        if not argument.exists():
            raise MissingInput(f"{argument}: no such file or folder: check the spelling")
        found = list(_below(argument, argument, passed_over)) if argument.is_dir() else [(argument, str(argument))]
        if not found:
            raise EmptyInput(f"{argument}: no page in this folder: give one with pages or archives")
        files += found
    paths = [path.resolve() for path, _ in files]
    if len(set(paths)) < len(paths):
        twice = next(path for path in paths if paths.count(path) > 1)
        raise InputError(f"{twice}: given twice: name each input once")
    if slice_bytes is None:
        slice_bytes = max(LEAST_BYTES, min(SLICE_BYTES, sum(path.stat().st_size for path in paths) // SLICES))
    return list(_slices(files, slice_bytes))


def _below(folder: Path, top: Path, passed_over: Counter[str]) -> Iterator[tuple[Path, str]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            passed_over["hidden file or folder"] += 1
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _below(path, top, passed_over)
        elif entry.is_file() and (kind_by_name(entry.name) is not None or path.suffix == PARQUET):
            yield path, str(path.relative_to(top))
        else:
            passed_over["file of another kind"] += 1


def _slices(files: list[tuple[Path, str]], slice_bytes: int) -> Iterator[Slice]:
    ids = Ids()
    lone: list[tuple[str, str, int]] = []
    for path, name in files:
        size = path.stat().st_size
        kind = kind_by_name(path.name)
        if kind in (Kind.TEXT, Kind.HTML):
            lone.append((str(path), ids.claim(stem(path.name), path.name, name), size))
            if len(lone) >= SLICE_FILES or sum(entry[2] for entry in lone) >= slice_bytes:
                yield _of_files(lone)
                lone = []
            continue
        # In order: the pages before a container belong to a slice before it.
        if lone:
            yield _of_files(lone)
            lone = []
        yield from _of_container(path, kind, size, slice_bytes)
    if lone:
        yield _of_files(lone)


def _of_files(lone: list[tuple[str, str, int]]) -> Slice:
    paths, ids, sizes = zip(*lone, strict=True)
    return Slice("files", paths, sum(sizes), ids)


def _of_container(path: Path, kind: Kind | None, size: int, slice_bytes: int) -> Iterator[Slice]:
    name = (str(path),)
    if path.suffix == PARQUET:
        yield from _of_parquet(path, size)
    elif kind is Kind.WARC and size > slice_bytes and _member_a_record(path):
        for begin in range(0, size, slice_bytes):
            end = min(begin + slice_bytes, size)
            yield Slice("warc", name, end - begin, begin=begin, end=end)
    elif kind is Kind.JSONL and path.suffix != ".gz" and size > slice_bytes:
        yield from _of_lines(path, slice_bytes)
    else:
        yield Slice("container", name, size)


def _member_a_record(path: Path) -> bool:
    """Whether each record of an archive is a gzip member of its own: judged by the first, which must end soon."""
    with path.open("rb") as stream:
        engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
        made = b""
        try:
            while not engine.eof and len(made) < 1 << 22 and (chunk := stream.read(1 << 16)):
                made += engine.decompress(chunk, 1 << 22)
        except zlib.error:
            return False
        return engine.eof and made.startswith(b"WARC/") and _records_in(made) == 1


def _records_in(member: bytes) -> int:
    return sum(1 for piece in member.split(b"\r\n\r\nWARC/1.") if piece)


def _of_lines(path: Path, slice_bytes: int) -> Iterator[Slice]:
    with path.open("rb") as stream:
        begin = lines = 0
        while True:
            stream.seek(begin + slice_bytes)
            stream.readline()
            end = stream.tell()
            stream.seek(begin)
            found, left = 0, end - begin
            while left > 0 and (chunk := stream.read(min(left, 1 << 20))):
                found += chunk.count(b"\n")
                left -= len(chunk)
            if stream.tell() > begin:
                yield Slice("jsonl", (str(path),), stream.tell() - begin, begin=begin, end=stream.tell(), lines=lines)
            if left > 0 or stream.tell() <= begin:
                return
            begin, lines = end, lines + found


def _of_parquet(path: Path, size: int) -> Iterator[Slice]:
    from pyarrow import ArrowException, parquet

    try:
        groups = parquet.ParquetFile(path).num_row_groups
    except ArrowException as error:
        raise InputError(f"{path}: broken Parquet ({error}): write the file again") from None
    for group in range(groups):
        yield Slice("parquet", (str(path),), size // groups, begin=group, end=group + 1)


def open_slice(piece: Slice, intake: Intake) -> Iterator[Opened]:
    """The pages of a slice, in order, as `open_inputs` would give them."""
    if piece.kind == "files":
        for page, identity in zip(piece.paths, piece.ids, strict=True):
            yield from _of_stream(Path(page), Lone(page, (identity,)), intake)
        return
    path = Path(piece.paths[0])
    if piece.kind == "container":
        yield from _of_stream(path, Lone(str(path), (stem(path.name), path.name)), intake)
    elif piece.kind == "parquet":
        yield from _rows(path, piece.begin, intake)
    else:
        with path.open("rb") as stream:
            if piece.kind == "warc":
                yield from read_warc(cast("BinaryIO", stream), str(path), intake, piece.begin, piece.end)
            else:
                stream.seek(piece.begin)
                window = _Window(stream, piece.end or 0)
                yield from read_jsonl(window, str(path), intake, lines_before=piece.lines)


def _of_stream(path: Path, lone: Lone, intake: Intake) -> Iterator[Opened]:
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, lone, intake, kind_by_name(path.name))
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise
        yield Failure(lone.ids[0], InputError(f"{path}: cannot be read ({error.strerror}): check its permissions"))


class _Window:
    """A stream up to the byte `end`, which is the end of a line."""

    def __init__(self, stream: BinaryIO, end: int) -> None:
        self._stream = stream
        self._end = end

    def read(self, size: int = -1, /) -> bytes:
        left = max(self._end - self._stream.tell(), 0)
        return self._stream.read(left if size < 0 else min(size, left))

    def readline(self, size: int = -1, /) -> bytes:
        left = max(self._end - self._stream.tell(), 0)
        return self._stream.readline(left if size < 0 else min(size, left))


def _rows(path: Path, group: int, intake: Intake) -> Iterator[Opened]:
    """The rows of a row group, as lines of JSON with the columns for fields."""
    import json

    from pyarrow import parquet

    row = 0
    for batch in parquet.ParquetFile(path).iter_batches(batch_size=64, row_groups=[group]):
        lines = [
            json.dumps({k: v for k, v in line.items() if v is not None}, default=str) for line in batch.to_pylist()
        ]
        text = "\n".join(lines).encode()
        yield from read_jsonl(io.BytesIO(text), f"{path} row group {group}", intake, lines_before=row)
        row += len(lines)

"""Pages from files and folders: plain text, HTML, and the containers that hold many pages, each also as `.gz`."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from armstrail.errors import ArmstrailError, BadRecord, EmptyInput, InputError, MissingInput, UnknownInput
from armstrail.page.source import Source
from armstrail.page.sources.common import Failure, Intake, Lone, Opened, PeekableReader, Reader, bounded_read
from armstrail.page.sources.fetch import Fetcher
from armstrail.page.sources.jsonl import read_jsonl
from armstrail.page.sources.kinds import GZIP_MAGIC, SNIFFED_BYTES, Kind, kind_by_name, sniff, stem
from armstrail.page.sources.wacz import read_wacz
from armstrail.page.sources.warc import read_warc
from armstrail.page.sources.web import read_feed

__all__ = ["read_file", "read_folder", "read_path", "read_stream"]


def read_path(path: Path, intake: Intake, fetcher: Fetcher | None = None) -> Iterator[Opened]:
    """The pages of a file or a folder, in order. What cannot be opened comes as a Failure that names the path."""
    if path.is_dir():
        yield from read_folder(path, intake)
    elif path.exists():
        yield from read_file(path, str(path), intake, fetcher)
    else:
        yield Failure(str(path), MissingInput(f"{path}: no such file or folder: check the spelling"))


def read_folder(folder: Path, intake: Intake) -> Iterator[Opened]:
    """The pages of a folder and its subfolders, by name in code-point order.

    Hidden entries and files of other kinds are passed over and counted in the tally; links to folders are not
    followed, so a link in a circle ends. A folder without a single page is an EmptyInput.
    """
    found = False
    for path in _files(folder, intake):
        found = True
        yield from read_file(path, str(path.relative_to(folder)), intake)
    if not found:
        known = ".txt, .html, .jsonl, .warc or .wacz"
        yield Failure(
            str(folder), EmptyInput(f"{folder}: no page in this folder: give one with {known} files (or .gz)")
        )


def _files(folder: Path, intake: Intake) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        intake.tally[f"folder that cannot be opened: {folder}: {error.strerror}"] += 1
        return
    for entry in entries:
        if entry.name.startswith("."):
            intake.tally["hidden file or folder"] += 1
        elif entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), intake)
        elif kind_by_name(entry.name) is not None and entry.is_file():
            yield Path(entry.path)
        else:
            intake.tally["file of another kind"] += 1


def read_file(path: Path, name: str, intake: Intake, fetcher: Fetcher | None = None) -> Iterator[Opened]:
    """The pages of one file: of the kind its name claims, else of the kind its first bytes speak of.

    A page's id is the file's stem; where another page has it already, the file's name, then `name` (its path below
    the folder that was given), then `name~2`.
    """
    try:
        with path.open("rb") as stream:
            lone = Lone(name, ids=(stem(path.name), path.name, name))
            yield from read_stream(stream, lone, intake, kind_by_name(path.name), fetcher)
    except OSError as error:
        yield Failure(name, InputError(f"{path}: cannot be read ({error.strerror}): check its permissions"))


def read_stream(
    stream: PeekableReader, lone: Lone, intake: Intake, kind: Kind | None, fetcher: Fetcher | None = None
) -> Iterator[Opened]:
    """The pages of an open stream; `kind` None means to ask its first bytes. A feed's pages need a `fetcher`."""
    head = stream.peek(SNIFFED_BYTES)[:SNIFFED_BYTES]
    if kind is None and head.startswith(GZIP_MAGIC) and _unpacks_to_warc(head):
        kind = Kind.WARC
    if head.startswith(GZIP_MAGIC) and kind is not Kind.WARC:
        yield from _unpacked(stream, lone, intake, kind, fetcher)
        return
    words = ""
    if kind is None:
        kind, words = sniff(head)
    if kind is Kind.WARC:
        yield from read_warc(cast("BinaryIO", stream), lone.name, intake)
    elif kind is Kind.WACZ:
        yield from read_wacz(cast("BinaryIO", stream), lone, intake)
    elif kind is Kind.JSONL:
        yield from read_jsonl(stream, lone.name, intake)
    elif kind is Kind.FEED and fetcher is not None:
        yield from _feed(stream, lone, intake, fetcher)
    elif kind in (Kind.TEXT, Kind.HTML):
        yield _page(stream, lone, intake, kind)
    else:
        message = f"{lone.name}: {words or kind.value} is not read here: save the page as HTML or plain text"
        yield Failure(intake.ids.claim(*lone.ids), UnknownInput(message))


def _feed(stream: Reader, lone: Lone, intake: Intake, fetcher: Fetcher) -> Iterator[Opened]:
    try:
        data = bounded_read(stream, intake.limits.page_bytes, lone.name)
    except ArmstrailError as error:
        yield Failure(intake.ids.claim(*lone.ids), error)
    else:
        yield from read_feed(data, lone.name, intake, fetcher)


def _unpacks_to_warc(head: bytes) -> bool:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _unpacked(
    stream: PeekableReader, lone: Lone, intake: Intake, kind: Kind | None, fetcher: Fetcher | None
) -> Iterator[Opened]:
    unpacked = io.BufferedReader(gzip.GzipFile(fileobj=cast("io.BufferedReader", stream)))
    try:
        if unpacked.peek(2).startswith(GZIP_MAGIC):
            raise BadRecord(f"{lone.name}: gzip inside gzip: unpack it once")
        yield from read_stream(unpacked, lone, intake, kind, fetcher)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        message = f"{lone.name}: broken gzip ({error}): fetch the file again; what stood before the break was read"
        yield Failure(intake.ids.claim(*lone.ids), BadRecord(message))
    except BadRecord as error:
        yield Failure(intake.ids.claim(*lone.ids), error)


def _page(stream: Reader, lone: Lone, intake: Intake, kind: Kind) -> Source | Failure:
    try:
        data = bounded_read(stream, intake.limits.page_bytes, lone.name)
        if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            raise EmptyInput(f"{lone.name}: {'only blanks' if data else 'nothing'} in it: give a file with a page")
    except ArmstrailError as error:
        return Failure(intake.ids.claim(*lone.ids), error)
    return Source(
        id=intake.ids.claim(*lone.ids),
        data=data,
        media_type="text/html" if kind is Kind.HTML else "text/plain",
        transport=lone.transport,
        published=intake.published,
    )

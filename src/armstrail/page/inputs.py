"""The one door by which pages come in, whatever the user names: see docs/sources.md."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from armstrail.errors import UnknownInput
from armstrail.page.source import Source
from armstrail.page.sources.common import Failure, Intake, Limits, Lone, Opened
from armstrail.page.sources.fetch import Fetcher
from armstrail.page.sources.files import read_path, read_stream
from armstrail.page.sources.web import read_url
from armstrail.records import When

__all__ = ["Failure", "Intake", "Limits", "Source", "open_inputs"]


def open_inputs(
    arguments: Iterable[str | Path],
    *,
    published: When | None = None,
    intake: Intake | None = None,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Source | Failure]:
    """The pages of `arguments`, one at a time, in the order of the input; nothing is read ahead of what is asked for.

    An argument is a plain-text or HTML file, a `.jsonl`, WARC or WACZ file, a folder of such files, a feed or sitemap,
    an http(s) address (of a page, a feed or a sitemap), or `-` for `stdin` (the process's own by default). Addresses
    are fetched by `fetcher`, and refused without one: pass a `PoliteFetcher`. What cannot be opened comes as a Failure in its place; nothing is raised for one bad
    input, so that the others go on. `published` overrides the inferred date of each page that brings none of its own;
    an `intake` sets limits and fields to ignore, and its tally says after the run what was passed over, and why.
    """
    intake = intake or Intake()
    if published is not None:
        intake.published = published
    for argument in arguments:
        yield from _open_one(argument, intake, stdin, fetcher)


def _open_one(
    argument: str | Path, intake: Intake, stdin: BinaryIO | None, fetcher: Fetcher | None
) -> Iterator[Opened]:
    if argument == "-":
        stream = io.BufferedReader(_Raw(stdin or sys.stdin.buffer))
        yield from read_stream(stream, Lone("stdin", ids=("stdin",), transport="stdin"), intake, None)
    elif isinstance(argument, str) and argument.lower().startswith(("http://", "https://")):
        if fetcher is None:
            yield Failure(argument, UnknownInput(f"{argument}: no fetcher was given: save the page as a file"))
        else:
            yield from read_url(argument, intake, fetcher)
    else:
        yield from read_path(Path(argument), intake, fetcher)


class _Raw(io.RawIOBase):
    """Any binary stream as a raw one, so that a buffer that can peek fits over it. Closing it leaves the stream open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's Buffer is newer than 3.11
        chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)

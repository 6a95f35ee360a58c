"""What every way of bringing bytes in shares: limits, failures as values, ids, and the tally of what was passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Protocol

from armstrail.errors import ArmstrailError, PageTooLarge
from armstrail.page.source import Source, Transport
from armstrail.records import FailedPage, PageError, When

__all__ = [
    "Failure",
    "Ids",
    "Intake",
    "Limits",
    "Lone",
    "Opened",
    "PeekableReader",
    "Readable",
    "Reader",
    "bounded_read",
]

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken in at most: `page_bytes` for one page, after decompression; `line_bytes` for one line of JSON.

    JSON may spell one character as six (an escape by number), so the limit of a line is wider than a page's.
    """

    page_bytes: int = 20_000_000

    @property
    def line_bytes(self) -> int:
        """The longest line of JSON that is parsed, in bytes."""
        return 6 * self.page_bytes + 1_000_000


@dataclass(frozen=True, slots=True)
class Failure:
    """A page or an input that could not be opened: its id and a named error. The others go on."""

    id: str
    error: ArmstrailError

    def record(self) -> FailedPage:
        """The line that stands for it in the output."""
        return FailedPage(id=self.id, error=PageError(kind=self.error.kind, message=str(self.error)))


Opened = Source | Failure


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int = ..., /) -> bytes:
        """At most `size` bytes; none at the end."""


class Reader(Readable, Protocol):
    """A stream of bytes with lines. `io.BufferedReader`, `gzip.GzipFile` and `io.BytesIO` are such streams."""

    def readline(self, size: int = ..., /) -> bytes:
        """Up to and with the next newline, at most `size` bytes."""


class PeekableReader(Reader, Protocol):
    """A stream whose next bytes can be looked at without taking them, such as `io.BufferedReader`."""

    def peek(self, size: int = ..., /) -> bytes:
        """The next bytes, more or fewer than `size`; none at the end only."""


@dataclass(frozen=True, slots=True)
class Lone:
    """What is known of a stream that may hold one page alone: its name in messages, the ids wanted for it, its transport."""

    name: str
    ids: tuple[str, ...]
    transport: Transport = "file"


class Ids:
    """Ids that are unique in one run, and the same in every run over the same inputs.

    Keeps a digest of eight bytes an id, not the ids, so that a long run stays small.
    """

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def claim(self, *wanted: str) -> str:
        """The first of `wanted` that is still free; where none is, the last one with `~2`, `~3` ... behind it."""
        for candidate in wanted:
            if self._take(candidate):
                return candidate
        number = 2
        while not self._take(f"{wanted[-1]}~{number}"):
            number += 1
        return f"{wanted[-1]}~{number}"

    def __contains__(self, candidate: str) -> bool:
        return _digest(candidate) in self._taken

    def _take(self, candidate: str) -> bool:
        digest = _digest(candidate)
        if digest in self._taken:
            return False
        self._taken.add(digest)
        return True


def _digest(candidate: str) -> int:
    return int.from_bytes(blake2b(candidate.encode("utf-8", "surrogatepass"), digest_size=8).digest())


@dataclass(slots=True)
class Intake:
    """What one run of reading carries along.

    `published` overrides the inferred date of every page that brings no date of its own; `ignore` names the fields of
    a JSON line that are known and not used; `tally` counts what was passed over on purpose, by its reason, so that
    nothing is left out silently (`"revisit record": 3`).
    """

    limits: Limits = field(default_factory=Limits)
    published: When | None = None
    ignore: Collection[str] = ()
    tally: Counter[str] = field(default_factory=Counter)
    ids: Ids = field(default_factory=Ids)


def bounded_read(stream: Readable, limit: int, name: str) -> bytes:
    """All bytes of `stream`. Raises PageTooLarge, naming `name`, past `limit` bytes; never holds more than that."""
    return b"".join(_chunks(stream, limit, name))


def _chunks(stream: Readable, limit: int, name: str) -> Iterator[bytes]:
    total = 0
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if total > limit:
            raise PageTooLarge(f"{name}: larger than the limit of {limit:,} bytes: raise the limit or cut the page")
        yield chunk

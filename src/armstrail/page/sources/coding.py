"""HTTP content codings, undone within a limit, so that no small body can fill the memory (a "gzip bomb")."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator

from fastwarc.stream_io import BrotliReader, ZstdReader

from armstrail.errors import BadRecord, PageTooLarge
from armstrail.page.sources.common import Readable, bounded_read

__all__ = ["Unpacker", "decode_content"]

_STEP = 1 << 16


class Unpacker:
    """Undoes gzip or deflate, piece by piece. Never makes more than `limit` bytes: raises PageTooLarge before.

    `name` names the page in messages. A body that breaks off is told by `finish`, which raises BadRecord.
    """

    def __init__(self, coding: str, limit: int, name: str) -> None:
        self._name = name
        self._limit = limit
        self._made = 0
        self._deflate = coding == "deflate"
        self._engine = zlib.decompressobj(zlib.MAX_WBITS if self._deflate else 16 + zlib.MAX_WBITS)
        self._begun = False

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """What `piece` unpacks to, in parts of at most 64 KB."""
        while piece:
            made, piece = self._step(piece)
            self._made += len(made)
            if self._made > self._limit:
                raise PageTooLarge(f"{self._name}: unpacks to more than {self._limit:,} bytes: raise the limit")
            if made:
                yield made

    def _step(self, piece: bytes) -> tuple[bytes, bytes]:
        if self._engine.eof:
            return self._next_member(piece)
        try:
            made = self._engine.decompress(piece, _STEP)
        except zlib.error as error:
            if self._deflate and not self._begun:
                # Some servers send raw deflate under this name; the standard's zlib wrapper is tried first.
                self._engine = zlib.decompressobj(-zlib.MAX_WBITS)
                self._begun = True
                return self._step(piece)
            raise BadRecord(f"{self._name}: broken compression ({error}): fetch the page again") from None
        self._begun = True
        return made, self._engine.unconsumed_tail or self._engine.unused_data

    def _next_member(self, piece: bytes) -> tuple[bytes, bytes]:
        # gzip allows several members in a row; what else stands behind the end is no content.
        if self._deflate or not piece.startswith(b"\x1f\x8b"):
            return b"", b""
        self._engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
        return b"", piece

    def finish(self) -> None:
        """Raises BadRecord where the compressed body broke off before its end."""
        if not self._engine.eof and self._begun:
            raise BadRecord(f"{self._name}: the compressed body breaks off: fetch the page again")


def _inflate(body: Iterable[bytes], coding: str, limit: int, name: str) -> bytes:
    unpacker = Unpacker(coding, limit, name)
    data = b"".join(made for piece in body for made in unpacker.feed(piece))
    unpacker.finish()
    return data


def decode_content(body: bytes, codings: str | None, limit: int, name: str) -> bytes:
    """The content of a whole `body` under a Content-Encoding header's value ("gzip", "br", "gzip, identity" ...).

    Raises PageTooLarge past `limit` bytes and BadRecord where the body does not fit the header or the coding is
    unknown. A body that plainly was unpacked already (no sign of compression, as some archivers store it) stays.
    """
    for coding in reversed([part.strip().lower() for part in (codings or "").split(",")]):
        if coding in ("", "identity", "none", "utf-8"):
            continue
        if coding in ("gzip", "x-gzip"):
            body = _inflate([body], "gzip", limit, name) if body.startswith(b"\x1f\x8b") else body
        elif coding == "deflate":
            body = body if body.lstrip().startswith(b"<") else _inflate([body], "deflate", limit, name)
        elif coding in ("br", "zstd"):
            body = body if body.lstrip().startswith(b"<") else _unpack_rare(body, coding, limit, name)
        else:
            raise BadRecord(f"{name}: content coding {coding!r} is not known: save the page without it")
    return body


def _unpack_rare(body: bytes, coding: str, limit: int, name: str) -> bytes:
    reader: Readable = BrotliReader(io.BytesIO(body)) if coding == "br" else ZstdReader(io.BytesIO(body))
    try:
        return bounded_read(reader, limit, name)
    except (OSError, ValueError) as error:
        raise BadRecord(f"{name}: broken compression ({error}): fetch the page again") from None

"""Finding one's way again in a broken web archive, and checking the digests of its records."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from typing import BinaryIO

__all__ = ["next_record", "unread_tail", "verify_digest"]

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b\x08"
_MARKER = re.compile(rb"\x1f\x8b\x08|\nWARC/1\.")
_OVERLAP = len(b"\nWARC/1.") - 1


def verify_digest(labelled: str | None, data: bytes) -> bool | None:
    """Whether `data` has the digest `algorithm:value` (base 32, as archives write it, or hexadecimal).

    None where there is no digest, or none that can be checked: an unknown algorithm or a value of the wrong length.
    """
    algorithm, colon, value = (labelled or "").strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if not colon or algorithm not in ("sha1", "sha256", "sha512", "md5"):
        return None
    actual = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    for decode in (_base32, bytes.fromhex):
        try:
            claimed = decode(value.strip())
        except (ValueError, binascii.Error):
            continue
        if len(claimed) == len(actual):
            return claimed == actual
    return None


def _base32(value: str) -> bytes:
    return base64.b32decode(value.upper() + "=" * (-len(value) % 8))


def next_record(stream: BinaryIO, position: int) -> int | None:
    """Where, from byte `position` on, the next record may begin: a gzip member that holds one, or a version line."""
    stream.seek(position)
    held = b""
    while chunk := stream.read(_CHUNK):
        held += chunk
        for match in _MARKER.finditer(held):
            found = position + match.start()
            if match[0] != _GZIP:
                return found + 1
            if _holds_record(stream, found):
                return found
        keep = held[-_OVERLAP:]
        position += len(held) - len(keep)
        held = keep
        stream.seek(position + len(held))
    return None


def _holds_record(stream: BinaryIO, position: int) -> bool:
    stream.seek(position)
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(stream.read(512), 16).startswith(b"WARC/")
    except zlib.error:
        return False


def unread_tail(stream: BinaryIO, begin: int, last: int | None) -> int | None:
    """Where bytes stand behind the last record that are no record; None where none do.

    Reading began at byte `begin`; the last record that came began at byte `last` (None where none came). An archive
    that breaks off within a record's header ends, for its reader, without a sign: this is how it is noticed.
    """
    if not stream.seekable():
        return None
    if last is None:
        end: int | None = begin
    elif _is_member(stream, last):
        end = _end_of_member(stream, last)
    elif _is_member(stream, begin):
        # Where all records stand in one gzip member, only the first one's place is that of a member.
        end = _end_of_member(stream, begin)
    else:
        end = _end_of_plain(stream, last)
    if end is None:
        return None
    stream.seek(end)
    return end if stream.read(_CHUNK).strip() else None


def _is_member(stream: BinaryIO, start: int) -> bool:
    stream.seek(start)
    return stream.read(len(_GZIP)) == _GZIP


def _end_of_member(stream: BinaryIO, start: int) -> int:
    """Where the gzip member that begins at `start` ends; `start` itself where it breaks off or is broken."""
    stream.seek(start)
    engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        while chunk := stream.read(1 << 16):
            while chunk and not engine.eof:
                engine.decompress(chunk, _CHUNK)
                chunk = engine.unconsumed_tail
            if engine.eof:
                return stream.tell() - len(engine.unused_data)
    except zlib.error:
        pass
    return start


def _end_of_plain(stream: BinaryIO, start: int) -> int | None:
    stream.seek(start)
    head = stream.read(1 << 16)
    for gap in (b"\r\n\r\n", b"\n\n"):
        blank = head.find(gap)
        if blank >= 0:
            for line in head[:blank].splitlines():
                key, _, value = line.partition(b":")
                if key.strip().lower() == b"content-length" and value.strip().isdigit():
                    return start + blank + len(gap) + int(value)
            return None
    return start

"""Pages from web archives (WARC 1.0 and 1.1, ISO 28500), plain or with a gzip member a record.

fastwarc frames the records. What it leaves open is done here: digests and lengths are checked, and behind a broken
record reading goes on at the next one that can be found.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import BinaryIO

from fastwarc.stream_io import ChunkedReader
from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from armstrail.errors import ArmstrailError, BadRecord, EmptyInput, PageTooLarge
from armstrail.page.source import MediaType, Source
from armstrail.page.sources.coding import decode_content
from armstrail.page.sources.common import Failure, Intake, Opened, bounded_read
from armstrail.page.sources.kinds import charset_of, media_type_of
from armstrail.page.sources.salvage import next_record, unread_tail, verify_digest

__all__ = ["read_warc"]

_SWALLOWED = re.compile(rb"\r?\n\r?\nWARC/1\.[01]\r?\nWARC-|\r?\n\r?\nWARC/1\.[01]\r?\nContent-Length")
_UUID = re.compile(r"<?(?:urn:uuid:)?([^<>\s]+)>?")
_FAULTS = (OSError, EOFError, ValueError)


class _Damage(Exception):
    """The record at hand does not hold together, so the place of the next one is unknown."""


@dataclass(slots=True)
class _Broken:
    """A stretch of an archive that could not be read: where it begins and why."""

    at: int
    why: str
    behind: bool = False
    """Whether `at` is where the last whole record begins, so that the break lies behind it."""

    def failure(self, name: str, to: int | None) -> Failure:
        rest = "to the end" if to is None else f"to byte {to:,}"
        where = f"behind the record at byte {self.at:,}" if self.behind else f"at byte {self.at:,}"
        message = f"{name}: broken {where} ({self.why}): skipped {rest}; fetch the archive again"
        return Failure(f"{name}@{self.at}", BadRecord(message))


def read_warc(stream: BinaryIO, name: str, intake: Intake, begin: int = 0, end: int | None = None) -> Iterator[Opened]:
    """The pages of an archive, in order: responses with a 2xx status, resources and conversions that are text or HTML.

    Everything else is passed over and counted by its reason: a `revisit` is the same payload seen again, so no new
    page. A record whose digest, length or compression is wrong comes as a Failure, and so does each stretch that
    cannot be read at all; `stream` must be seekable for reading to go on behind such a stretch.

    With `begin` and `end` only the records that begin at a byte in that range are read, so that an archive with a gzip
    member a record can be shared out: ranges that meet give each record once.
    """
    position: int | None = 0 if begin == 0 else next_record(stream, begin)
    broken: _Broken | None = None
    opened = False
    whole = begin == 0 and end is None
    while position is not None and (end is None or position < end):
        if stream.seekable():
            stream.seek(position)
        last = None
        try:
            for record in _records(stream):
                if end is not None and record.stream_pos >= end:
                    if broken is not None:
                        yield broken.failure(name, record.stream_pos)
                    return
                last = record.stream_pos
                result = _open_record(record, name, last, intake)
                if broken is not None:
                    yield broken.failure(name, last)
                    broken, opened = None, True
                if result is not None:
                    opened = True
                    yield result
            last = unread_tail(stream, position, last)
            if last is None:
                break
            broken = broken or _Broken(last, "the archive breaks off")
        except (_Damage, *_FAULTS) as error:
            if broken is None or (broken.behind and last is None):
                behind = last is not None and not isinstance(error, _Damage)
                broken = _Broken(position if last is None else last, str(error), behind)
            last = position if last is None else last
        position = next_record(stream, last + 1) if stream.seekable() else None
    if broken is not None:
        yield broken.failure(name, position)
    elif whole and not opened:
        yield Failure(name, EmptyInput(f"{name}: no page in this archive: give one with responses of text or HTML"))


def _records(stream: BinaryIO) -> Iterator[WarcRecord]:
    try:
        yield from ArchiveIterator(stream if stream.seekable() else _Forward(stream), parse_http=False)
    except BaseException as error:
        # A panic of the library's compiled part is no Exception in Python; its type cannot be imported.
        if type(error).__name__ == "PanicException":
            raise _Damage("the archive's framing cannot be read") from None
        raise


class _Forward:
    """A stream that cannot be searched, with a count of the bytes read: the library asks for its place."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._place += len(chunk)
        return chunk

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        if (whence, offset) not in ((0, self._place), (1, 0)):
            raise io.UnsupportedOperation("a stream cannot be searched")
        return self._place

    def close(self) -> None:
        """Nothing: whoever opened the stream closes it."""


def _open_record(record: WarcRecord, name: str, start: int, intake: Intake) -> Opened | None:
    """The page of a record, a Failure, or None where the record is none and is counted. Raises _Damage."""
    headers = record.headers
    place = f"{name} record at byte {start:,}"
    if not record.record_type & _PAGES:
        _skip(record)
        intake.tally[f"{record.record_type} record"] += 1
        return None
    if record.content_length > 2 * intake.limits.page_bytes:
        return _too_large(record, name, start, intake)
    block = b"".join(_pieces(record))
    if verify_digest(headers.get("WARC-Block-Digest"), block) is False:
        raise _Damage("the block does not match its digest")
    if headers.get("WARC-Block-Digest") is None and _SWALLOWED.search(block):
        raise _Damage("the record's length reaches into the next record")
    try:
        page = _page(record, block, place, intake)
    except ArmstrailError as error:
        return Failure(_claim(headers, name, start, intake), error)
    except _FAULTS as error:
        message = f"{place}: the HTTP response cannot be read ({error}): fetch the archive again"
        return Failure(_claim(headers, name, start, intake), BadRecord(message))
    if isinstance(page, str):
        intake.tally[page] += 1
        return None
    return Source(
        id=_claim(headers, name, start, intake),
        data=page.data,
        media_type=page.media_type,
        transport="warc",
        url=_url(headers),
        published=intake.published,
        captured=_captured(headers.get("WARC-Date")),
        captured_at=_moment(headers.get("WARC-Date")),
        declared_encoding=page.charset,
    )


def _too_large(record: WarcRecord, name: str, start: int, intake: Intake) -> Failure | None:
    place = f"{name} record at byte {start:,}"
    headers = record.headers
    try:
        source = _http(record, place) if record.record_type == WarcRecordType.response else headers
        media_type = media_type_of(source.get("Content-Type"), b"\0")
    except (ArmstrailError, *_FAULTS):
        raise _Damage("a long record that is no HTTP response") from None
    _skip(record)
    if media_type is None:
        intake.tally["record of another media type"] += 1
        return None
    message = f"{place}: larger than the limit of {intake.limits.page_bytes:,} bytes: raise the limit"
    return Failure(_claim(headers, name, start, intake), PageTooLarge(message))


_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def _skip(record: WarcRecord) -> None:
    for _ in _pieces(record):
        pass


def _pieces(record: WarcRecord) -> Iterator[bytes]:
    left = record.content_length
    while left > 0:
        piece = record.reader.read(min(left, 1 << 20))
        if not piece:
            raise _Damage(f"a record of {record.content_length:,} bytes breaks off {left:,} bytes before its end")
        left -= len(piece)
        yield piece


@dataclass(frozen=True, slots=True)
class _Content:
    data: bytes
    media_type: MediaType
    charset: str | None


def _page(record: WarcRecord, block: bytes, place: str, intake: Intake) -> _Content | str:
    """The content of a record, or why it is passed over. Raises ArmstrailError where it is broken."""
    headers = record.headers
    if headers.get("WARC-Segment-Number") is not None:
        raise BadRecord(f"{place}: one of several segments of a record: join them with the archive's own tool")
    if record.record_type == WarcRecordType.conversion and _refers_to_page(headers, intake):
        return "conversion of a page in the same archive"
    content_type, codings, payload = headers.get("Content-Type"), None, block
    if record.record_type == WarcRecordType.response:
        if not (content_type or "").startswith("application/http"):
            return "response of another protocol"
        record.set_bytes_content(block)
        http = _http(record, place)
        status = http.status_code
        if status is None or not 200 <= status < 300:
            return f"response with status {status}"
        content_type, codings = http.get("Content-Type"), http.get("Content-Encoding")
        payload = record.reader.read()
        plain = _unchunked(payload, http, intake.limits.page_bytes, place)
        digest = headers.get("WARC-Payload-Digest")
        # Archivers differ in whether the digest is taken before or after the transfer coding is undone.
        if verify_digest(digest, payload) is False and verify_digest(digest, plain) is False:
            raise BadRecord(f"{place}: the payload does not match its digest: the archive was altered or is broken")
        payload = plain
    if (_url(headers) or "").partition("?")[0].endswith("/robots.txt"):
        return "robots.txt"
    data = decode_content(payload, codings, intake.limits.page_bytes, place)
    if len(data) > intake.limits.page_bytes:
        raise PageTooLarge(f"{place}: larger than the limit of {intake.limits.page_bytes:,} bytes: raise the limit")
    media_type = media_type_of(content_type, data)
    if media_type is None:
        return "record of another media type"
    if not data.strip():
        raise EmptyInput(f"{place}: the response is empty: nothing was captured")
    if (reason := headers.get("WARC-Truncated")) is not None:
        intake.tally[f"page cut at capture ({reason})"] += 1
    return _Content(data, media_type, charset_of(content_type))


def _http(record: WarcRecord, place: str) -> HeaderMap:
    record.parse_http()
    # Typed as never None, but None where the block begins with no status line.
    http: HeaderMap | None = record.http_headers
    if http is None:
        raise BadRecord(f"{place}: no HTTP response in it: fetch the archive again")
    return http


def _unchunked(payload: bytes, http: HeaderMap, limit: int, place: str) -> bytes:
    if "chunked" not in (http.get("Transfer-Encoding") or "").lower():
        return payload
    try:
        return bounded_read(ChunkedReader(io.BytesIO(payload)), limit, place)
    except _FAULTS:
        # Stored without its chunks, though the header was kept.
        return payload


def _claim(headers: HeaderMap, name: str, start: int, intake: Intake) -> str:
    own = _bare_id(headers.get("WARC-Record-ID"))
    place = f"{name}@{start}"
    return intake.ids.claim(own, place) if own else intake.ids.claim(place)


def _bare_id(value: str | None) -> str | None:
    match = _UUID.fullmatch((value or "").strip())
    return match[1] if match else None


def _refers_to_page(headers: HeaderMap, intake: Intake) -> bool:
    referred = _bare_id(headers.get("WARC-Refers-To"))
    return referred is not None and referred in intake.ids


def _url(headers: HeaderMap) -> str | None:
    return (headers.get("WARC-Target-URI") or "").strip().strip("<>") or None


def _moment(value: str | None) -> datetime | None:
    """The moment of a WARC-Date, in UTC; None for one that gives a day or less."""
    if value is None or "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _captured(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None

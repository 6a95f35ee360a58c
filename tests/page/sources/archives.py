"""Web archives for tests, written record by record."""

from __future__ import annotations

import base64
import gzip
import hashlib
from uuid import UUID, uuid5

NAMESPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
HTML = "Content-Type: text/html; charset=windows-1251"


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *(headers or (HTML,))]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(uri: str, block: bytes, kind: str = "response", length: int | None = None, **extra: str | None) -> bytes:
    """One record with true digests; `extra` headers (with `_` for `-`) replace them, None leaves one out."""
    payload = block.partition(b"\r\n\r\n")[2] if kind == "response" else block
    headers: dict[str, str | None] = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE, uri)}>",
        "WARC-Date": "2024-05-17T22:30:00Z",
        "WARC-Target-URI": uri,
        "Content-Type": "application/http; msgtype=response" if kind == "response" else "text/plain",
        "WARC-Block-Digest": sha1(block),
        "WARC-Payload-Digest": sha1(payload),
        "Content-Length": str(len(block) if length is None else length),
    }
    headers |= {name.replace("_", "-"): value for name, value in extra.items()}
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join(["WARC/1.1", *lines]).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def page(number: int, **extra: str | None) -> bytes:
    """A whole response whose body names its number."""
    return record(f"https://news.example/{number}", http(b"<p>page %d</p>" % number), **extra)  # type: ignore[arg-type]


def packed(*records: bytes) -> bytes:
    """A gzip member a record, as crawlers write it."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)

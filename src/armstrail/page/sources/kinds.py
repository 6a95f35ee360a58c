"""What kind of input a name or its first bytes stand for."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import PurePath

from armstrail.page.source import MediaType

__all__ = ["GZIP_MAGIC", "SNIFFED_BYTES", "Kind", "charset_of", "kind_by_name", "media_type_of", "sniff", "stem"]

SNIFFED_BYTES = 4096
GZIP_MAGIC = b"\x1f\x8b"


class Kind(StrEnum):
    """A kind of input."""

    TEXT = "plain text"
    HTML = "HTML"
    JSONL = "JSON lines"
    WARC = "WARC"
    WACZ = "WACZ"
    FEED = "feed"
    GZIP = "gzip"
    OTHER = "other"
    """A kind that is told by its first bytes and not read: a PDF, an image, an office document."""


_SUFFIXES = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".warc": Kind.WARC,
    ".wacz": Kind.WACZ,
}
_COMPRESSED = ".gz"
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"BZh", "a bzip2 file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>|<\?[^>]*\?>|<!--.*?-->|\s)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.DOTALL
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_MEDIA: dict[str, MediaType] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}


def kind_by_name(name: str) -> Kind | None:
    """The kind that a file's name claims, with a trailing `.gz` set aside; None where the name says nothing."""
    path = PurePath(name.lower())
    if path.suffix == _COMPRESSED:
        path = path.with_suffix("")
    return _SUFFIXES.get(path.suffix)


def stem(name: str) -> str:
    """A file's name without the suffix that tells its kind: `a.b.html.gz` gives `a.b`."""
    path = PurePath(name)
    if path.suffix.lower() == _COMPRESSED and path.stem:
        path = path.with_suffix("")
    return path.stem if path.suffix.lower() in _SUFFIXES else path.name


def sniff(head: bytes) -> tuple[Kind, str]:
    """The kind that the first bytes of an input speak of, and its name in words. Plain text where nothing speaks."""
    if head.startswith(b"WARC/"):
        return Kind.WARC, "a web archive"
    if head.startswith(GZIP_MAGIC):
        return Kind.GZIP, "gzip"
    if head.startswith(b"PK\x03\x04"):
        return Kind.WACZ, "a zip archive"
    for magic, words in _MAGIC:
        if head.startswith(magic):
            return Kind.OTHER, words
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(bare):
        return Kind.HTML, "an HTML page"
    if _FEED.match(bare):
        return Kind.FEED, "a feed"
    if _speaks_json(bare):
        return Kind.JSONL, "JSON lines"
    return Kind.TEXT, "plain text"


def _speaks_json(head: bytes) -> bool:
    line, newline, _ = head.lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return False
    if not newline and len(head) >= SNIFFED_BYTES:
        return bool(re.match(rb'\{\s*"[^"\\]{1,64}"\s*:', line))
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def media_type_of(content_type: str | None, data: bytes) -> MediaType | None:
    """The media type of a body under its Content-Type header; None for what is not read. Sniffed where unsaid."""
    essence = _essence(content_type)
    if essence and essence != "application/octet-stream":
        return _MEDIA.get(essence)
    kind, _ = sniff(data[:SNIFFED_BYTES])
    if kind is Kind.HTML:
        return "text/html"
    return "text/plain" if kind is Kind.TEXT and b"\0" not in data[:1024] else None


def charset_of(content_type: str | None) -> str | None:
    """The charset that a Content-Type header names."""
    charset = _CHARSET.search(content_type or "")
    return charset[1] if charset else None


def _essence(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()

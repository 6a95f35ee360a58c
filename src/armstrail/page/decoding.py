"""Bytes to text: marked, declared and detected encodings, and signs that a page was decoded wrongly before it came."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from armstrail.errors import NotText, PageTooLarge

MAX_BYTES = 24 * 1024 * 1024
"""Larger pages are refused: no news page comes near it."""

_SAMPLE = 128 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"OggS", "sound or film"),
    (b"ID3", "sound"),
    (b"\x1aE\xdf\xa3", "film"),
    (b"SQLite format 3", "a database"),
    (b"wOF", "a font"),
)
# What a label means in practice (WHATWG Encoding Standard): pages that name the subset use its superset.
_ALIASES = {
    "ascii": "utf-8", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs",
}  # fmt: skip
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_ASCII = re.compile("[\x00-\x7f]+")
_CONTROLS = bytes({*range(32)} - set(b"\t\n\v\f\r\x1b"))
# UTF-8 read as Windows-1252 (or Latin-1) and stored so, and UTF-8 Cyrillic read as Windows-1251.
_MOJIBAKE = re.compile(
    "â€[\x80-\x9f™œ\u009d“”˜¦¢]|Ã[\x80-\xbf©¨¶¼¤±§­ª«]|Â[\xa0-\xbf]|ï»¿|(?:[РС][\u0400-\u045f\xa0-\xbf\u2010-\u203a]){4}"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as it was decoded, the encoding, and what a reader should know of it (`notes`, in words)."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None, limit: int = MAX_BYTES) -> Decoded:
    """The text that `data` holds.

    A byte order mark decides; then UTF-8 where the bytes are UTF-8 beyond chance; then what the transport `declared`;
    then what the page itself declares (meta element, XML declaration); then what charset-normalizer detects. A page
    with a few broken bytes is read with U+FFFD in their place, and says so.

    Raises PageTooLarge beyond `limit` bytes, NotText for binary data and where no encoding fits.
    """
    if len(data) > limit:
        raise PageTooLarge(
            f"the page has {len(data):,} bytes, more than the limit of {limit:,}: cut it down, or raise the limit"
        )
    _refuse_binary(data)
    text, encoding, replaced = _decoded(data, declared)
    notes = []
    if replaced:
        notes.append(f"{replaced} bytes or byte runs are no {encoding} and were replaced with U+FFFD")
    broken = 0 if text.isascii() else len(_MOJIBAKE.findall(_ASCII.sub(" ", text[: 2 * _SAMPLE])))
    if broken >= 2:
        notes.append(f"mojibake: {broken} places look like text that was decoded wrongly before it came")
    return Decoded(text, encoding, tuple(notes))


def _refuse_binary(data: bytes) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise NotText(f"the bytes are {what}, not a page of text: extract its text first")


def _decoded(data: bytes, declared: str | None) -> tuple[str, str, int]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _tolerant(data, encoding)
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        wide = _wide(sample)
        if wide is not None:
            return _tolerant(data, wide)
    if (len(sample) - len(sample.translate(None, _CONTROLS))) * 50 > len(sample):
        raise NotText("the bytes are binary data: give a page of text or HTML")
    if b"\x1b$" in sample or b"\x1b(" in sample:
        try:
            return data.decode("iso2022_jp_ext"), "iso-2022-jp", 0
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8"), "utf-8", 0
    except UnicodeDecodeError:
        pass
    candidates = [declared, *(_text(group) for match in _DECLARED.finditer(data[:8192]) for group in match.groups())]
    known = [encoding for encoding in map(_codec, candidates) if encoding is not None]
    for encoding in known:
        try:
            return data.decode(encoding), encoding, 0
        except UnicodeDecodeError:
            continue
    for encoding in (*known, "utf-8"):
        text = data.decode(encoding, "replace")
        replaced = text.count("\ufffd")
        if replaced * 20 <= sum(byte > 127 for byte in sample) and replaced * 200 <= len(text):
            return text, encoding, replaced
    best = from_bytes(sample).best()
    if best is None:
        raise NotText("the bytes are no text in any declared or detected encoding: save the page as UTF-8")
    return _tolerant(data, _ALIASES.get(codecs.lookup(best.encoding).name, best.encoding))


def _tolerant(data: bytes, encoding: str) -> tuple[str, str, int]:
    text = data.decode(encoding, "replace")
    replaced = text.count("\ufffd")
    if replaced * 10 > len(text):
        raise NotText(f"the bytes claim to be {encoding} and are not: save the page as UTF-8")
    return text, encoding.removesuffix("-sig"), replaced


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: one byte in two is zero on one side."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd * 10 > half * 3 and even * 20 < half:
        return "utf-16-le"
    if even * 10 > half * 3 and odd * 20 < half:
        return "utf-16-be"
    return None


def _text(raw: bytes | None) -> str | None:
    return raw.decode("ascii", "ignore") if raw else None


def _codec(label: str | None) -> str | None:
    """The codec for a label, None for an unknown one or one that is no text encoding."""
    if not label:
        return None
    try:
        info = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in ("idna", "punycode", "unicode_escape"):
        return None
    return _ALIASES.get(info.name, info.name)

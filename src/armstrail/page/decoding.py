"""Bytes to text."""

from __future__ import annotations

from armstrail.errors import NotText


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and the encoding it was read in. Raises NotText where no encoding fits."""
    for encoding in (declared, "utf-8-sig"):
        if encoding is not None:
            try:
                return data.decode(encoding), encoding
            except (UnicodeDecodeError, LookupError):
                continue
    raise NotText("the bytes are no text in any declared or detected encoding: save the page as UTF-8")

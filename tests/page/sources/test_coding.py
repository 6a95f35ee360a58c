"""HTTP content codings, undone within a limit."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.errors import BadRecord, PageTooLarge
from armstrail.page.sources.coding import Unpacker, decode_content

TEXT = b"<p>The minister said so.</p>" * 40
RAW = zlib.compressobj(wbits=-15)
RAW_DEFLATE = RAW.compress(TEXT) + RAW.flush()


@pytest.mark.parametrize(
    ("body", "codings"),
    [
        (TEXT, None),
        (TEXT, "identity"),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), "x-gzip"),
        (zlib.compress(TEXT), "deflate"),
        (RAW_DEFLATE, "deflate"),
        (zlib.compress(gzip.compress(TEXT)), "gzip, deflate"),
        (gzip.compress(TEXT) + b"\0\0\0", "GZIP"),
        (TEXT, "gzip"),
        (TEXT, "br"),
    ],
)
def test_codings_are_undone(body: bytes, codings: str | None) -> None:
    """What a header names is undone in its order; a body that was unpacked already stays as it is."""
    assert decode_content(body, codings, 10_000, "page") == TEXT


@pytest.mark.parametrize("cut", [11, 30, -9, -1])
def test_a_body_that_breaks_off_is_an_error(cut: int) -> None:
    """Half a page is no page."""
    with pytest.raises(BadRecord, match="breaks off"):
        decode_content(gzip.compress(TEXT)[:cut], "gzip", 10_000, "page")


def test_an_unknown_or_false_coding_is_an_error() -> None:
    """A coding that is not known, or bytes that are not what the header says, cannot be read."""
    with pytest.raises(BadRecord, match="'sdch' is not known"):
        decode_content(TEXT, "sdch", 10_000, "page")
    with pytest.raises(BadRecord, match="broken compression"):
        decode_content(b"\x1f\x8b\x08\x00 nothing of the kind, nothing", "gzip", 10_000, "page")


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    """No more than the limit is ever made, and little more than the limit is held."""
    bomb = gzip.compress(b"\0" * 100_000_000)
    pieces = Unpacker("gzip", 1_000_000, "page").feed(bomb)
    made: list[int] = []
    with pytest.raises(PageTooLarge, match="unpacks to more than 1,000,000 bytes"):
        made.extend(len(piece) for piece in pieces)
    assert 0 < sum(made) <= 1_000_000
    with pytest.raises(PageTooLarge):
        decode_content(gzip.compress(bomb), "gzip, gzip", 1_000_000, "page")


@given(st.binary(max_size=5000), st.lists(st.integers(1, 50), max_size=30))
def test_unpacking_does_not_depend_on_how_the_bytes_arrive(data: bytes, sizes: list[int]) -> None:
    """Any cut of the stream into pieces gives the same bytes."""
    body = gzip.compress(data)
    unpacker = Unpacker("gzip", 10_000, "page")
    made = b""
    for size in [*sizes, len(body)]:
        piece, body = body[:size], body[size:]
        made += b"".join(unpacker.feed(piece))
    unpacker.finish()
    assert made == data

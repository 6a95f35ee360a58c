"""Mutated pages: whatever becomes of a page's bytes, it is read or refused by name, soon and in bounded memory.

ARMSTRAIL_MUTATIONS sets how many mutated pages are read (200 by default; 100,000 for a release).
"""

from __future__ import annotations

import os
import random
import resource
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.errors import PageUnreadable
from armstrail.page import Source, read_page

HERE = Path(__file__).parent
# Read here, at import: the tests' own clean environment hides it.
COUNT = int(os.environ.get("ARMSTRAIL_MUTATIONS", "200"))
SEEDS = [
    (path.read_bytes(), "text/html" if path.suffix == ".html" else "text/plain")
    for path in sorted((HERE / "messy").iterdir())
]
SCRAPS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", "\u202e".encode(), "\u0301".encode(), b"<", b">",
    b"&", b"&#0;", b"&#xD800;", b"&#x110000;", b"<!--", b"-->", b"<script>", b"</script>", b"<p>", b"</p>", b"<div>" * 300,
    b"</div>" * 300, b"<table><tr><td>", b"<time datetime='0000-00-00'>", b'<script type="application/ld+json">{"a":[',
    b'<meta charset="utf-16">', b"<![CDATA[", b"<?xml version='1.0' encoding='x'?>", b"\r", b"\n\n\n", b"\t" * 50, b" " * 500,
    b"2024-02-30", b"99:99", b"(" * 200, b"[" * 200, b'"' * 100, b"." * 200, b"a" * 3000, b"Related articles", b"1" * 200,
    "相关文章".encode(), "İ".encode() * 30, b"<br>" * 200, b"<a href='x'>" * 50, b"A. " * 200, b"<svg><style>", b"<plaintext>",
)  # fmt: skip
SECONDS = 5.0
MEMORY = 1 << 30


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """A page with bytes flipped, cut, moved, doubled and scraps set in."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 5, 50, 500)))
        kind = chance.randrange(6)
        if kind == 0:
            data[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            data[at:at] = data[at:end] * chance.choice((1, 3, 20))
        elif kind == 3:
            piece = bytes(data[at:end])
            del data[at:end]
            to = chance.randrange(len(data) + 1)
            data[to:to] = piece
        else:
            data[at:at] = chance.choice(SCRAPS) * chance.choice((1, 1, 1, 4))
    return bytes(data)


def check(data: bytes, media_type: str) -> None:
    """Read one page, and hold what every page must hold."""
    start = time.process_time()  # not the clock on the wall: another program's work is no hang
    try:
        page = read_page(Source(id="mutated", data=data, media_type=media_type))  # type: ignore[arg-type]  # one of two
    except PageUnreadable:
        pass
    else:
        end = 0
        for span in page.body:
            assert end <= span[0] < span[1] <= len(page.text)
            end = span[1]
        page.model_dump_json()
    assert time.process_time() - start < SECONDS


def test_mutated_pages_are_read_or_refused() -> None:
    """Pages with broken bytes, markup and numbers raise nothing but named errors, within five seconds and 1 GB."""
    chance = random.Random(20240229)
    for data, media_type in SEEDS:  # what libraries load at first use is no page's time
        read_page(Source(id="seed", data=data, media_type=media_type))  # type: ignore[arg-type]  # one of two
    for number in range(COUNT):
        data, media_type = SEEDS[number % len(SEEDS)]
        if chance.random() < 0.1:
            media_type = "text/plain" if media_type == "text/html" else "text/html"
        check(mutated(data, chance), media_type)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    assert grown < MEMORY


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["text/html", "text/plain"]))
def test_any_bytes_are_read_or_refused(data: bytes, media_type: str) -> None:
    """Bytes of any kind are a page or a named error."""
    check(data, media_type)

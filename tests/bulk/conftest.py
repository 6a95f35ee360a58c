"""Small archives of mixed pages: most of other subjects, a few of the field."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

GOODS = ("artillery shells", "ballistic missiles", "attack drones", "anti-tank missiles")
STORY = (
    "<!doctype html><html><head><title>{goods} for Minsk</title></head><body><article><h1>{goods} for Minsk</h1>"
    "<p>GENEVA, May {day} (Newswire) - Iran has sent {number} {goods} to Belarus since March, the Dutch defence minister "
    'Anneke Vos said on Thursday.</p><p>"These deliveries break the embargo of the Security Council," Vos told '
    "reporters. Minsk denied the accusation.</p></article></body></html>"
)
OTHER = (
    "<!doctype html><html><head><title>Bread no. {number}</title></head><body><p>Whisk {number} grams of flour with water, "
    "leave the dough to rise until it has doubled, and bake it for forty minutes in a hot oven.</p></body></html>"
)


def page(number: int) -> bytes:
    """The page of a number: every tenth is of the field."""
    if number % 10 == 3:
        return STORY.format(goods=GOODS[number // 10 % 4], day=number % 28 + 1, number=100 + number).encode()
    return OTHER.format(number=number).encode()


def record(number: int) -> bytes:
    """The page of a number as a gzip member of a web archive."""
    body = page(number)
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
        f"WARC-Date: 2024-05-30T10:00:00Z\r\nWARC-Target-URI: https://n.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nWARC-Block-Digest: sha1:{digest}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


@pytest.fixture
def archive(tmp_path: Path) -> Callable[..., Path]:
    """Makes a web archive of so many pages."""

    def make(pages: int, name: str = "crawl.warc.gz", first: int = 0) -> Path:
        path = tmp_path / name
        path.write_bytes(b"".join(map(record, range(first, first + pages))))
        return path

    return make

"""The one door by which pages come in."""

import gzip
import io
import itertools
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from armstrail.page.inputs import Source, open_inputs
from armstrail.records import When

DAY = When(start=date(2024, 5, 17), end=date(2024, 5, 17))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"plain words", [("stdin", "text/plain", "stdin")]),
        (b"<html><p>x", [("stdin", "text/html", "stdin")]),
        (
            b'{"id": "a", "text": "x"}\n{"id": "b", "html": "y"}',
            [("a", "text/plain", "jsonl"), ("b", "text/html", "jsonl")],
        ),
        (gzip.compress(b"<html><p>x"), [("stdin", "text/html", "stdin")]),
    ],
)
def test_standard_input_is_sniffed(data: bytes, expected: list[tuple[str, str, str]]) -> None:
    """`-` takes whatever stands on standard input: text, HTML, lines of JSON, also compressed."""
    pages = list(open_inputs(["-"], stdin=io.BytesIO(data)))
    assert [(page.id, page.media_type, page.transport) for page in pages if isinstance(page, Source)] == expected


def test_a_given_date_holds_where_a_page_brings_none() -> None:
    """`published` is set on each page, but a page's own field is more particular."""
    lines = [{"id": "a", "text": "x"}, {"id": "b", "text": "x", "published": "2020-01-01"}]
    data = "\n".join(map(json.dumps, lines)).encode()
    first, second = open_inputs(["-"], stdin=io.BytesIO(data), published=DAY)
    assert isinstance(first, Source)
    assert isinstance(second, Source)
    assert first.published == DAY
    assert second.published == When(start=date(2020, 1, 1), end=date(2020, 1, 1))


def test_inputs_come_in_the_order_given(tmp_path: Path) -> None:
    """Arguments are read one after another, whatever they are."""
    (tmp_path / "z.txt").write_bytes(b"x")
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "m", "text": "x"}')
    pages = open_inputs([tmp_path / "z.txt", str(tmp_path / "a.jsonl"), "-"], stdin=io.BytesIO(b"x"))
    assert [page.id for page in pages] == ["z", "m", "stdin"]


class Endless(io.RawIOBase):
    """A stream of JSON lines that never ends."""

    def __init__(self) -> None:
        self.lines: Iterator[bytes] = (b'{"id": "%d", "text": "x"}\n' % number for number in itertools.count())

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """One line."""
        line = next(self.lines)
        buffer[: len(line)] = line
        return len(line)


def test_reading_streams() -> None:
    """Pages of an input without end arrive as they are asked for."""
    pages = open_inputs(["-"], stdin=io.BufferedReader(Endless()))
    assert [page.id for page in itertools.islice(pages, 3)] == ["0", "1", "2"]

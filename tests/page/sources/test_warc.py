"""Pages from web archives."""

from __future__ import annotations

import gzip
import io
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.page import read_page
from armstrail.page.inputs import open_inputs
from armstrail.page.source import Source
from armstrail.page.sources.common import Failure, Intake, Limits
from armstrail.page.sources.warc import read_warc

sys.path.insert(0, str(Path(__file__).parent))
from archives import HTML, NAMESPACE, http, packed, page, record


def read(data: bytes, **kwargs: object) -> tuple[list[str], list[Failure], Intake]:
    """Bodies of the pages, the failures, and the intake."""
    intake = Intake(**kwargs)  # type: ignore[arg-type]
    results = list(read_warc(io.BytesIO(data), "a.warc", intake))
    pages = [result.data.decode() for result in results if isinstance(result, Source)]
    return pages, [result for result in results if isinstance(result, Failure)], intake


@pytest.mark.parametrize("join", [packed, lambda *records: b"".join(records), lambda *r: gzip.compress(b"".join(r))])
def test_a_response_is_a_page(join) -> None:  # type: ignore[no-untyped-def]
    """Plain, a gzip member a record, or gzipped as a whole: a response brings its address, day of capture and charset."""
    data = join(record("https://n.example/x", b"software: x", "warcinfo"), page(1), page(2))
    first, second = read_warc(io.BytesIO(data), "a.warc", Intake())
    assert first == Source(
        id=str(uuid5(NAMESPACE, "https://news.example/1")),
        data=b"<p>page 1</p>",
        media_type="text/html",
        transport="warc",
        url="https://news.example/1",
        captured=date(2024, 5, 17),
        captured_at=datetime(2024, 5, 17, 22, 30, tzinfo=UTC),
        declared_encoding="windows-1251",
    )
    assert isinstance(second, Source)
    assert second.data == b"<p>page 2</p>"


def test_what_is_no_page_is_counted_by_its_reason() -> None:
    """Requests, metadata, revisits, errors, other media and robots.txt are passed over, each with a count."""
    uri = "https://news.example/"
    data = packed(
        record(uri + "a", b"GET / HTTP/1.1", "request"),
        record(uri + "b", b"fetchTimeMs: 5", "metadata"),
        record(uri + "c", b"HTTP/1.1 200 OK\r\n\r\n", "revisit"),
        record(uri + "d", http(b"gone", status="404 Not Found")),
        record(uri + "e", http(b"\x89PNG", "Content-Type: image/png")),
        record(uri + "robots.txt", http(b"Disallow: /", "Content-Type: text/plain")),
        page(1),
    )
    pages, failures, intake = read(data)
    assert pages == ["<p>page 1</p>"]
    assert not failures
    assert intake.tally == {
        "request record": 1,
        "metadata record": 1,
        "revisit record": 1,
        "response with status 404": 1,
        "record of another media type": 1,
        "robots.txt": 1,
    }


def test_codings_are_undone() -> None:
    """Chunks and content codings are undone; a body stored without the chunks that its header names is taken as it is."""
    chunked = b"5\r\n<p>zi\r\n4\r\np</p\r\n1\r\n>\r\n0\r\n\r\n"
    bodies = [
        (chunked, "Transfer-Encoding: chunked"),
        (b"<p>zip</p>", "Transfer-Encoding: chunked"),
        (gzip.compress(b"<p>zip</p>"), "Content-Encoding: gzip"),
        (b"<p>zip</p>", "Content-Encoding: gzip"),
    ]
    data = packed(*(record(f"https://n.example/{n}", http(body, HTML, head)) for n, (body, head) in enumerate(bodies)))
    pages, failures, _ = read(data)
    assert not failures
    assert pages == ["<p>zip</p>"] * 4


def test_a_resource_and_a_conversion_are_pages() -> None:
    """A text resource is read; a conversion is read unless the page that it was made from was."""
    origin = f"<urn:uuid:{uuid5(NAMESPACE, 'https://news.example/1')}>"
    other = "<urn:uuid:00000000-0000-0000-0000-000000000000>"
    data = packed(
        page(1),
        record("https://n.example/r", b"a resource", "resource"),
        record("https://n.example/c", b"page 1", "conversion", WARC_Refers_To=origin),
        record("https://n.example/d", b"a conversion", "conversion", WARC_Refers_To=other),
    )
    pages, failures, intake = read(data)
    assert not failures
    assert pages == ["<p>page 1</p>", "a resource", "a conversion"]
    assert intake.tally == {"conversion of a page in the same archive": 1}


@pytest.mark.parametrize("digest", ["sha1:" + "A" * 32, "sha256:" + "0" * 64, "md5:" + "0" * 32])
def test_a_wrong_payload_digest_is_a_failure(digest: str) -> None:
    """An altered payload is not read, and the error says so."""
    pages, (failure,), _ = read(packed(page(1, WARC_Payload_Digest=digest), page(2)))
    assert pages == ["<p>page 2</p>"]
    assert failure.error.kind == "bad-record"
    assert "does not match its digest" in str(failure.error)


@pytest.mark.parametrize("digest", [None, "blake9:x", "sha1:tooshort"])
def test_a_digest_that_cannot_be_checked_refuses_nothing(digest: str | None) -> None:
    """Without a digest of a known make there is nothing to hold against the page."""
    assert read(packed(page(1, WARC_Payload_Digest=digest)))[0] == ["<p>page 1</p>"]


@pytest.mark.parametrize("join", [packed, lambda *records: b"".join(records)])
@pytest.mark.parametrize("length", [0, 10, 90, 100, 5000])
@pytest.mark.parametrize("digest", [True, False])
def test_a_wrong_length_costs_its_own_record_only(join, length: int, digest: bool) -> None:  # type: ignore[no-untyped-def]
    """A record that names too many or too few bytes is reported; the records around it are read."""
    extra = {} if digest else {"WARC_Block_Digest": None, "WARC_Payload_Digest": None}
    broken = record("https://news.example/2", http(b"<p>page 2</p>"), length=length, **extra)
    pages, failures, _ = read(join(page(1), broken, page(3), page(4)))
    assert pages[0] == "<p>page 1</p>"
    assert pages[-2:] == ["<p>page 3</p>", "<p>page 4</p>"]
    assert len(failures) == 1
    assert "<p>page 2</p>" not in pages


def test_every_cut_is_noticed() -> None:
    """Wherever an archive breaks off, the whole records before are read and the break is reported."""
    records = [page(1), page(2), page(3)]
    for join in (packed, lambda *some: b"".join(some)):
        ends = [len(join(*records[:count])) for count in range(4)]
        data = join(*records)
        for cut in range(1, len(data)):
            pages, failures, _ = read(data[:cut])
            whole = sum(end <= cut for end in ends[1:])
            # The last bytes of a record are blank lines, or gzip's checksum: without them its content is still whole.
            assert len(pages) - whole in (0, 1), cut
            assert pages == [f"<p>page {number}</p>" for number in range(1, len(pages) + 1)]
            if len(pages) == whole and cut not in ends:
                assert len(failures) == 1, cut


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_damage_never_stops_the_reading(data: st.DataObject) -> None:
    """Whatever bytes are overwritten, pages outside the damaged member are read and no page is altered."""
    members = [packed(page(number)) for number in range(1, 5)]
    whole = b"".join(members)
    start = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=80))
    damaged = (whole[:start] + junk + whole[start + len(junk) :])[: len(whole)]
    bounds = [sum(map(len, members[:count])) for count in range(5)]
    pages, failures, _ = read(damaged)
    touched = [n for n in range(4) if bounds[n] < start + len(junk) and start < bounds[n + 1]]
    untouched = [f"<p>page {n + 1}</p>" for n in range(4) if n not in touched]
    assert [text for text in pages if text in untouched] == untouched
    assert set(pages) <= {f"<p>page {n}</p>" for n in range(1, 5)}
    if len(pages) < 4:
        assert failures


def test_large_records_are_refused_without_being_held() -> None:
    """A page above the limit, also one that unpacks to more, is a Failure; a large video is only counted."""
    bomb = gzip.compress(b"\0" * 20_000_000)
    data = packed(
        record("https://n.example/1", http(b"x" * 300_000)),
        record("https://n.example/2", http(bomb, HTML, "Content-Encoding: gzip")),
        record("https://n.example/3", http(b"x" * 300_000, "Content-Type: video/mp4")),
        record("https://n.example/4", http(b"x" * 150_000)),
        page(5),
    )
    pages, failures, intake = read(data, limits=Limits(page_bytes=100_000))
    assert pages == ["<p>page 5</p>"]
    assert [failure.error.kind for failure in failures] == ["too-large"] * 3
    assert intake.tally == {"record of another media type": 1}


def test_an_archive_without_a_page_is_named(tmp_path: Path) -> None:
    """An empty archive, one without pages and one that is none are errors, not silence."""
    for data, kind in [(b"", "empty"), (record("x:y", b"x", "metadata"), "empty"), (b"hello\n" * 9, "bad-record")]:
        _, (failure,), _ = read(data)
        assert failure.error.kind == kind


def test_archives_are_found_by_name_and_by_content(tmp_path: Path) -> None:
    """A file, a folder and standard input open archives; a page captured twice has two ids."""
    data = packed(page(1), page(2))
    (tmp_path / "a.warc.gz").write_bytes(data)
    (tmp_path / "unnamed").write_bytes(data)
    one = [source.id for source in open_inputs([tmp_path / "a.warc.gz"])]
    assert len(one) == 2
    assert [source.id for source in open_inputs([tmp_path])] == one
    assert [source.id for source in open_inputs([tmp_path / "unnamed"])] == one
    assert [source.id for source in open_inputs(["-"], stdin=io.BytesIO(data))] == one
    twice = [source.id for source in open_inputs([tmp_path / "a.warc.gz", tmp_path / "a.warc.gz"])]
    assert len(set(twice)) == 4
    assert twice[2] == "{}@0".format(tmp_path / "a.warc.gz")


def test_a_break_on_standard_input_is_reported() -> None:
    """A stream cannot be searched for the next record: the rest is reported as unread."""
    data = packed(page(1), page(2), page(3))
    broken = data.replace(re.findall(rb"\x1f\x8b\x08.{20}", data, re.DOTALL)[1], b"\x1f\x8b\x08" + b"\xff" * 20)
    stream = io.BytesIO(broken)
    stream.seekable = lambda: False  # type: ignore[method-assign]
    first, failure = read_warc(stream, "stdin", Intake())
    assert isinstance(first, Source)
    assert isinstance(failure, Failure)
    assert "skipped to the end" in str(failure.error)


def test_a_page_cut_at_capture_is_read_and_counted() -> None:
    """The crawler's own limit cut the page: what there is of it is read."""
    pages, failures, intake = read(packed(page(1, WARC_Truncated="length", WARC_Payload_Digest=None)))
    assert (pages, failures) == (["<p>page 1</p>"], [])
    assert intake.tally == {"page cut at capture (length)": 1}


@pytest.mark.parametrize(
    ("written", "day", "moment"),
    [
        ("2024-05-17T22:30:00.123456789Z", date(2024, 5, 17), datetime(2024, 5, 17, 22, 30, 0, 123456, tzinfo=UTC)),
        ("2024-05-17", date(2024, 5, 17), None),
        ("0001-01-01T00:00:00+14:00", date(1, 1, 1), None),
        ("soon", None, None),
    ],
)
def test_the_moment_of_capture_is_kept_where_it_is_given(
    written: str, day: date | None, moment: datetime | None
) -> None:
    """A record's date may be a moment, a day or nothing that can be read; a page keeps what it says."""
    (source,) = read_warc(io.BytesIO(page(1, WARC_Date=written)), "a.warc", Intake())
    assert isinstance(source, Source)
    assert (source.captured, source.captured_at) == (day, moment)
    assert read_page(source).captured_at == moment

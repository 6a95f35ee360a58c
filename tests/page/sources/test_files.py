"""Pages from files and folders."""

import gzip
import os
from pathlib import Path

import pytest

from armstrail.page.inputs import open_inputs
from armstrail.page.source import Source
from armstrail.page.sources.common import Failure, Intake, Limits


def make(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """Text and HTML files come by name, subfolders in their place; others are counted, not read and not forgotten."""
    files = {"b.txt": b"two", "a.html": b"<p>one", "c/d.HTM": b"<p>three", "e.png": b"x", ".hidden.txt": b"x"}
    intake = Intake()
    pages = list(open_inputs([make(tmp_path, files)], intake=intake))
    assert [(page.id, page.media_type, page.data) for page in pages if isinstance(page, Source)] == [
        ("a", "text/html", b"<p>one"),
        ("b", "text/plain", b"two"),
        ("d", "text/html", b"<p>three"),
    ]
    assert len(pages) == 3
    assert intake.tally == {"file of another kind": 1, "hidden file or folder": 1}


def test_ids_stay_unique(tmp_path: Path) -> None:
    """Equal stems are told apart by name, then by path, in a way that every run repeats."""
    make(tmp_path, {"a.html": b"1", "a.txt": b"2", "z/a.txt": b"3"})
    first = [page.id for page in open_inputs([tmp_path, tmp_path / "a.txt"])]
    assert first == ["a", "a.txt", os.path.join("z", "a.txt"), str(tmp_path / "a.txt")]
    assert first == [page.id for page in open_inputs([tmp_path, tmp_path / "a.txt"])]


def test_what_cannot_be_opened_does_not_stop_the_others(tmp_path: Path) -> None:
    """Missing, empty, blank, too large and unread kinds each come as a named failure in their place."""
    make(tmp_path, {"empty.txt": b"", "blank.html": b" \r\n", "large.txt": b"x" * 11, "good.txt": b"fine"})
    (tmp_path / "folder").mkdir()
    (tmp_path / "paper").write_bytes(b"%PDF-1.7")
    names = ["missing.txt", "empty.txt", "blank.html", "large.txt", "folder", "paper", "good.txt"]
    results = list(open_inputs([tmp_path / name for name in names], intake=Intake(limits=Limits(page_bytes=10))))
    kinds = [result.error.kind if isinstance(result, Failure) else result.id for result in results]
    assert kinds == ["missing", "empty", "empty", "too-large", "empty", "unknown-input", "good"]
    for failure in results[:-1]:
        assert isinstance(failure, Failure)
        assert str(tmp_path) in str(failure.error)
        assert failure.record().error.kind == failure.error.kind


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    """The error says that it is a matter of permission."""
    path = make(tmp_path, {"a.txt": b"x"}) / "a.txt"
    path.chmod(0)
    (failure,) = open_inputs([path])
    assert isinstance(failure, Failure)
    assert "Permission denied" in str(failure.error)


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"<!DOCTYPE html><p>x", "text/html"),
        (b"\xef\xbb\xbf\n<!-- saved --><HTML>", "text/html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "text/html"),
        (b"A < b, says <html>", "text/plain"),
        (b"{braces} are text", "text/plain"),
        (b"\xff\xfeA\x00", "text/plain"),
    ],
)
def test_a_name_that_says_nothing_is_sniffed(tmp_path: Path, head: bytes, media_type: str) -> None:
    """A file without a telling suffix is what its first bytes say."""
    (tmp_path / "page").write_bytes(head)
    (page,) = open_inputs([tmp_path / "page"])
    assert isinstance(page, Source)
    assert page.media_type == media_type
    assert page.id == "page"


def test_gzip_is_unpacked_within_the_limit(tmp_path: Path) -> None:
    """A compressed page is read as the page; a bomb and a broken file are refused without being held in memory."""
    good = gzip.compress(b"<p>fine</p>")
    bomb = gzip.compress(b"\0" * 50_000_000)
    make(tmp_path, {"a.html.gz": good, "bomb.txt.gz": bomb, "cut.txt.gz": gzip.compress(os.urandom(99))[:-9]})
    (tmp_path / "twice.txt.gz").write_bytes(gzip.compress(good))
    page, large, cut, twice = open_inputs([tmp_path], intake=Intake(limits=Limits(page_bytes=1_000_000)))
    assert isinstance(page, Source)
    assert (page.id, page.data, page.media_type) == ("a", b"<p>fine</p>", "text/html")
    assert [result.error.kind for result in (large, cut, twice) if isinstance(result, Failure)] == [
        "too-large",
        "bad-record",
        "bad-record",
    ]


def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    """A link back to the folder is not followed."""
    make(tmp_path, {"a.txt": b"x"})
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [page.id for page in open_inputs([tmp_path])] == ["a"]

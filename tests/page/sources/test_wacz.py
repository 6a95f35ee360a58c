"""Pages from WACZ files."""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from pathlib import Path

import pytest

from armstrail.page.inputs import open_inputs
from armstrail.page.source import Source
from armstrail.page.sources.common import Failure

sys.path.insert(0, str(Path(__file__).parent))
from archives import packed, page


def sha256(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def write(path: Path, members: dict[str, bytes], claimed: dict[str, bytes] | None = None, seal: bool = True) -> Path:
    """A WACZ of `members`, whose manifest gives the digests of `claimed`."""
    resources = [{"path": name, "hash": sha256(data)} for name, data in (claimed or members).items()]
    manifest = json.dumps({"profile": "data-package", "resources": resources}).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("datapackage.json", manifest)
        digest = sha256(manifest if seal else b"other")
        archive.writestr("datapackage-digest.json", json.dumps({"path": "datapackage.json", "hash": digest}))
    return path


def test_the_pages_of_all_archives_are_read(tmp_path: Path) -> None:
    """Archives come by name; other members of the zip are no pages."""
    members = {
        "archive/b.warc.gz": packed(page(2)),
        "archive/a.warc": page(1),
        "indexes/index.cdx": b"x",
        "pages/pages.jsonl": b"{}",
    }
    pages = list(open_inputs([write(tmp_path / "a.wacz", members)]))
    assert [result.data for result in pages if isinstance(result, Source)] == [b"<p>page 1</p>", b"<p>page 2</p>"]
    assert len(pages) == 2


def test_an_altered_archive_is_not_read(tmp_path: Path) -> None:
    """An archive that differs from its digest, or is not in the manifest, is reported; the others are read."""
    members = {"archive/a.warc.gz": packed(page(1)), "archive/b.warc.gz": packed(page(2)), "archive/c.warc": page(3)}
    claimed = {"archive/a.warc.gz": packed(page(9)), "archive/c.warc": page(3)}
    altered, unnamed, good = open_inputs([write(tmp_path / "a.wacz", members, claimed)])
    assert isinstance(altered, Failure)
    assert "does not match its digest" in str(altered.error)
    assert isinstance(unnamed, Failure)
    assert "not in datapackage.json" in str(unnamed.error)
    assert isinstance(good, Source)
    assert good.data == b"<p>page 3</p>"


def test_an_altered_manifest_is_refused(tmp_path: Path) -> None:
    """Where the manifest does not match its own digest nothing in the file is vouched for."""
    (failure,) = open_inputs([write(tmp_path / "a.wacz", {"archive/a.warc": page(1)}, seal=False)])
    assert isinstance(failure, Failure)
    assert "was altered" in str(failure.error)


@pytest.mark.parametrize(
    ("members", "kind"), [({"word/document.xml": b"x"}, "unknown-input"), ({"datapackage.json": b"{}"}, "bad-record")]
)
def test_another_zip_is_no_wacz(tmp_path: Path, members: dict[str, bytes], kind: str) -> None:
    """A zip without a manifest, or with an empty one, is named for what it is."""
    with zipfile.ZipFile(tmp_path / "other", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    (failure,) = open_inputs([tmp_path / "other"])
    assert isinstance(failure, Failure)
    assert failure.error.kind == kind


def test_a_broken_zip_is_reported(tmp_path: Path) -> None:
    """A zip that breaks off cannot be opened at all."""
    path = write(tmp_path / "a.wacz", {"archive/a.warc": page(1)})
    path.write_bytes(path.read_bytes()[:-30])
    (failure,) = open_inputs([path])
    assert isinstance(failure, Failure)
    assert "broken zip" in str(failure.error)

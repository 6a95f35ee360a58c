"""Writing exports: whole or not at all, the same bytes each time, with a manifest that tells the truth."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from armstrail.errors import InputError, MissingExtra
from armstrail.export.exports import FORMATS, Folder, export_to, text_export
from armstrail.export.files import write_text
from armstrail.export.manifest import Manifest
from armstrail.ledger.store import Store
from armstrail.ledger.store.facts import Filter


def installed(form: str) -> bool:
    """Whether the packages of an export are installed."""
    return form != "ftm" or find_spec("followthemoney") is not None


INSTALLED = [
    pytest.param(form, marks=() if installed(form) else pytest.mark.skip(reason=f"the extra {form} is not installed"))
    for form in FORMATS
]


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("form", INSTALLED)
def test_the_same_store_gives_the_same_bytes(store: Store, tmp_path: Path, form: str) -> None:
    """Two exports of one store are equal to the last byte, and leave no other file behind."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        export_to(store, form, tmp_path / name / "register")

    one = everything_in(tmp_path / "one")
    assert one == everything_in(tmp_path / "two")
    assert one


@pytest.mark.parametrize("form", INSTALLED)
def test_the_manifest_tells_what_was_written(store: Store, tmp_path: Path, form: str) -> None:
    """Digests and sizes are those of the files; the filter and what it keeps out are named."""
    manifest = export_to(store, form, tmp_path / "register", Filter(supplier="CZE"))

    assert manifest.filter == {"supplier": "CZE"}
    assert manifest.holds["transfers"] == 1
    assert any("the filter" in one.why and one.what == "transfers" for one in manifest.omits)
    written = {path.name: path for path in tmp_path.rglob("*") if path.is_file()}
    stored = next(path for name, path in written.items() if name.endswith("manifest.json"))
    assert Manifest.model_validate_json(stored.read_text(encoding="utf-8")) == manifest
    assert manifest.files
    assert set(written) == {stored.name, *(file.name for file in manifest.files)}
    for file in manifest.files:
        data = written[file.name].read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)


def test_a_broken_export_leaves_the_old_file(tmp_path: Path) -> None:
    """Where writing fails half-way, what stood under the name still stands, and nothing else."""
    path = tmp_path / "register.csv"
    path.write_text("old", encoding="utf-8")

    def lines() -> Iterator[str]:
        yield "new\n"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_text(path, lines())
    assert everything_in(tmp_path) == {"register.csv": b"old"}


def test_lone_surrogates_are_written_as_codes(tmp_path: Path) -> None:
    """Text that no UTF-8 can hold does not stop an export."""
    write_text(tmp_path / "register", [json.dumps("a\udc80b", ensure_ascii=False)])
    assert (tmp_path / "register").read_text(encoding="utf-8") == '"a\\udc80b"'


@pytest.mark.parametrize("form", [name for name, one in FORMATS.items() if isinstance(one, Folder)])
def test_a_missing_package_is_named(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """Without the extra the error says what to install, and nothing is written."""
    chosen = FORMATS[form]
    assert isinstance(chosen, Folder)
    monkeypatch.setitem(sys.modules, chosen.module, None)

    with pytest.raises(MissingExtra, match=re.escape(f"pip install 'armstrail[{chosen.extra}]'")):
        export_to(store, form, tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_errors_name_the_file(store: Store, tmp_path: Path) -> None:
    """A folder that is not there and an unknown format are said in words."""
    with pytest.raises(InputError, match="nowhere"):
        export_to(store, "jsonl", tmp_path / "nowhere" / "register")
    with pytest.raises(InputError, match="sipri"):
        export_to(store, "tablets", tmp_path / "register")
    with pytest.raises(InputError, match="one file"):
        text_export(store, "ftm")

"""The exports by name: which there are, and writing one with its manifest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from armstrail import __version__
from armstrail.errors import InputError
from armstrail.export import jsonlines, sipri
from armstrail.export.manifest import Manifest, Omission, Written
from armstrail.export.selection import Pages, Selection, filter_words, select
from armstrail.ledger.store import Store
from armstrail.ledger.store.facts import Filter
from armstrail.records import CONTRACT_VERSION

__all__ = ["FORMATS", "Text", "encoded", "export_to", "text_export"]

EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Text:
    """An export that is one file of text: its lines, and what it leaves out."""

    about: str
    media_type: str
    lines: Callable[[Selection, Pages], Iterator[str]]
    omissions: Callable[[Selection], list[Omission]]


FORMATS: dict[str, Text] = {
    "sipri": Text("the transfers in the columns of the SIPRI register", "text/csv", sipri.lines, sipri.omissions),
    "jsonl": Text(
        "all that the ledger says, review included", "application/jsonl", jsonlines.lines, jsonlines.omissions
    ),
}


def text_export(store: Store, form: str, wanted: Filter = EVERYTHING) -> tuple[Iterator[str], Manifest]:
    """The lines of an export of one file, made as they are asked for, and its manifest without the file.

    Raises InputError where `form` is no such export.
    """
    chosen = FORMATS.get(form)
    if chosen is None:
        raise InputError(f"no export {form!r}: there are {', '.join(FORMATS)}")
    selection = select(store, wanted)
    manifest = _manifest(form, wanted, selection, chosen.omissions(selection))
    return chosen.lines(selection, Pages(store)), manifest


def export_to(store: Store, form: str, out: Path, wanted: Filter = EVERYTHING) -> Manifest:
    """Write an export to the file `out`, and its manifest beside it as `NAME.manifest.json`.

    The file appears under its name only when it is whole. Raises InputError where it cannot be written.
    """
    lines, manifest = text_export(store, form, wanted)
    try:
        written = write_text(out, lines)
        manifest = manifest.model_copy(update={"files": (written,)})
        write_text(out.with_name(f"{out.name}.manifest.json"), [manifest.model_dump_json(indent=1) + "\n"])
    except OSError as error:
        raise InputError(f"--out {out}: cannot be written: {error.strerror}") from error
    return manifest


def _manifest(form: str, wanted: Filter, selection: Selection, omits: Iterable[Omission]) -> Manifest:
    return Manifest(
        format=form,
        program=f"armstrail {__version__}",
        contract=CONTRACT_VERSION,
        filter=filter_words(wanted),
        holds=selection.holds(),
        omits=(*selection.omissions(), *omits),
    )


def write_text(path: Path, lines: Iterable[str]) -> Written:
    """Write lines as UTF-8 to `path`, which stays as it was until all are written."""
    digest = hashlib.sha256()
    rows = size = 0
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            for data in encoded(lines):
                file.write(data)
                digest.update(data)
                rows += 1
                size += len(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return Written(name=path.name, rows=rows, size=size, sha256=digest.hexdigest())


def encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines as UTF-8. Text that was decoded with errors may hold lone surrogates, which UTF-8 cannot: they become codes."""
    for line in lines:
        yield line.encode("utf-8", "backslashreplace")

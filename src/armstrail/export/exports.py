"""The exports by name: which there are, and writing one with its manifest."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from armstrail import __version__
from armstrail.errors import InputError, MissingExtra
from armstrail.export import jsonlines, sipri, webannotation
from armstrail.export.files import write_text
from armstrail.export.manifest import Manifest, Omission, Written
from armstrail.export.selection import Pages, Selection, filter_words, select
from armstrail.ledger.store import Store
from armstrail.ledger.store.facts import Filter
from armstrail.records import CONTRACT_VERSION

__all__ = ["FORMATS", "Folder", "Text", "export_to", "text_export"]

EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Text:
    """An export that is one file of text: its lines, and what it leaves out."""

    about: str
    media_type: str
    lines: Callable[[Selection, Pages], Iterator[str]]
    omissions: Callable[[Selection], list[Omission]]


@dataclass(frozen=True, slots=True)
class Folder:
    """An export that is a folder of files, written by `write` of a module that an optional extra is needed for."""

    about: str
    module: str
    extra: str


class _Writer(Protocol):
    def write(self, selection: Selection, pages: Pages, folder: Path) -> tuple[list[Written], list[Omission]]: ...


FORMATS: dict[str, Text | Folder] = {
    "sipri": Text("the transfers in the columns of the SIPRI register", "text/csv", sipri.lines, sipri.omissions),
    "jsonl": Text(
        "all that the ledger says, review included", "application/jsonl", jsonlines.lines, jsonlines.omissions
    ),
    "parquet": Folder("all that the ledger says, one table a kind", "armstrail.export.parquet", "bulk"),
    "ftm": Folder("entities and statements of FollowTheMoney", "armstrail.export.ftm.writing", "ftm"),
    "webannotation": Text(
        "every span of evidence as a W3C Web Annotation",
        "application/ld+json",
        webannotation.lines,
        webannotation.omissions,
    ),
}


def text_export(store: Store, form: str, wanted: Filter = EVERYTHING) -> tuple[Iterator[str], Manifest]:
    """The lines of an export that is one file, made as they are asked for, and its manifest without the file.

    Raises InputError where `form` is no such export.
    """
    chosen = FORMATS.get(form)
    if not isinstance(chosen, Text):
        single = [name for name, one in FORMATS.items() if isinstance(one, Text)]
        raise InputError(f"{form!r} is no export that is one file: those are {', '.join(single)}")
    selection = select(store, wanted)
    manifest = _manifest(form, wanted, selection, chosen.omissions(selection))
    return chosen.lines(selection, Pages(store)), manifest


def export_to(store: Store, form: str, out: Path, wanted: Filter = EVERYTHING) -> Manifest:
    """Write an export to `out`, and its manifest.

    An export of one file is written to `out`, its manifest beside it as `NAME.manifest.json`; one of several files into
    the folder `out`, made where it is missing, with `manifest.json` in it. A file appears under its name only when it is
    whole. Raises InputError where it cannot be written or there is no such export, MissingExtra where a package is
    missing.
    """
    chosen = FORMATS.get(form)
    if chosen is None:
        raise InputError(f"no export {form!r}: there are {', '.join(FORMATS)}")
    try:
        if isinstance(chosen, Text):
            lines, manifest = text_export(store, form, wanted)
            manifest = manifest.model_copy(update={"files": (write_text(out, lines),)})
            beside = out.with_name(f"{out.name}.manifest.json")
        else:
            writer = _writer(form, chosen)
            selection = select(store, wanted)
            out.mkdir(exist_ok=True)
            written, omits = writer.write(selection, Pages(store), out)
            manifest = _manifest(form, wanted, selection, omits).model_copy(update={"files": tuple(written)})
            beside = out / "manifest.json"
        write_text(beside, [manifest.model_dump_json(indent=1) + "\n"])
    except OSError as error:
        raise InputError(f"--out {out}: cannot be written: {error.strerror}") from error
    return manifest


def _writer(form: str, chosen: Folder) -> _Writer:
    """The module that writes a folder, imported only when asked for, since its library takes seconds to load."""
    try:
        return cast("_Writer", importlib.import_module(chosen.module))
    except ImportError as error:
        raise MissingExtra(
            f"export {form} needs packages that are not installed: pip install 'armstrail[{chosen.extra}]' ({error})"
        ) from error


def _manifest(form: str, wanted: Filter, selection: Selection, omits: Iterable[Omission]) -> Manifest:
    return Manifest(
        format=form,
        program=f"armstrail {__version__}",
        contract=CONTRACT_VERSION,
        filter=filter_words(wanted),
        holds=selection.holds(),
        omits=(*selection.omissions(), *omits),
    )

"""`armstrail export`: the register in the formats of others."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from armstrail.cli.app import app
from armstrail.cli.lists import (
    FactualityOption,
    GoodsOption,
    RecipientOption,
    SearchOption,
    SpeakerOption,
    SupplierOption,
)
from armstrail.cli.options import DEFAULT_DATABASE, DatabaseOption, SinceOption, UntilOption
from armstrail.cli.stores import open_existing
from armstrail.export.exports import FORMATS, export_to, text_export
from armstrail.export.files import encoded
from armstrail.export.manifest import Manifest
from armstrail.ledger.store.facts import Filter


def format_name(value: str) -> str:
    """One of the formats that there are."""
    if value not in FORMATS:
        raise typer.BadParameter(f"{value!r}: give {', '.join(FORMATS)}")
    return value


@app.command(name="export")
def export_register(
    form: Annotated[str, typer.Argument(metavar="FORMAT", parser=format_name, help=f"One of {', '.join(FORMATS)}.")],
    out: Annotated[
        str,
        typer.Option(
            "--out", "-o", help="The file to write (for parquet and ftm the folder), or - for standard output."
        ),
    ],
    db: DatabaseOption = DEFAULT_DATABASE,
    supplier: SupplierOption = None,
    recipient: RecipientOption = None,
    goods: GoodsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    speaker: SpeakerOption = None,
    factuality: FactualityOption = None,
    search: SearchOption = None,
) -> None:
    """Write the register in a format of others, with every cell's evidence, and say what that format leaves out.

    Beside the file stands NAME.manifest.json: what it holds, under which filter, and what it leaves out and why. With a
    filter, what the chosen facts refer to comes with them.
    """
    wanted = Filter(
        supplier=supplier,
        recipient=recipient,
        goods=goods,
        since=since,
        until=until,
        speaker=speaker,
        factuality=factuality,
        search=search,
    )
    with open_existing(db) as store:
        if out == "-":
            lines, manifest = text_export(store, form, wanted)
            sys.stdout.buffer.writelines(encoded(lines))
            sys.stdout.buffer.flush()
        else:
            manifest = export_to(store, form, Path(out), wanted)
    tell(manifest)


def tell(manifest: Manifest) -> None:
    """What was written and what was left out, on standard error."""
    for file in manifest.files:
        print(f"{file.name}: {file.rows} rows, {file.size} bytes", file=sys.stderr)
    for omission in manifest.omits:
        print(omission.words(), file=sys.stderr)

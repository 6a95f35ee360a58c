"""`armstrail origins`: which texts come from one, without a store."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from armstrail.cli.app import app
from armstrail.cli.intake import AllowPrivateOption, opened
from armstrail.cli.options import Inputs
from armstrail.cli.progress import Progress
from armstrail.errors import PageUnreadable
from armstrail.origin import Text, origin_rows, pair_rows, text_of
from armstrail.page import read_page
from armstrail.page.inputs import Failure
from armstrail.page.source import Source


@app.command()
def origins(
    inputs: Inputs,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="One line for each pair that shares an origin, with the matched passages.")
    ] = False,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Tell which pages come from one text: one JSON line a group, or a pair. Nothing is stored.

    A page that cannot be read is named on standard error, and the exit status is 1 at the end.
    """
    failed: list[str] = []
    with opened(inputs, None, allow_private) as sources, Progress() as progress:
        texts = []
        for text in texts_of(sources, failed):
            texts.append(text)
            progress.step(len(failed))
    for line in pair_rows(texts) if pairs else origin_rows(texts):
        sys.stdout.write(line.model_dump_json() + "\n")
    sys.stdout.flush()
    if failed:
        for message in failed:
            print(f"armstrail: {message}", file=sys.stderr)
        raise typer.Exit(1)


def texts_of(sources: Iterable[Source | Failure], failed: list[str]) -> Iterator[Text]:
    """The article texts of the sources; what could not be read goes to `failed`, in words."""
    for source in sources:
        if isinstance(source, Failure):
            failed.append(str(source.error))
            continue
        try:
            yield text_of(read_page(source))
        except PageUnreadable as error:
            failed.append(str(error) if str(error).startswith(f"{source.id}:") else f"{source.id}: {error}")

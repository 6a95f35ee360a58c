"""`armstrail annotate`: pages in, records out, nothing kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Annotated

import typer

from armstrail.cli.app import app
from armstrail.cli.intake import AllowPrivateOption, opened
from armstrail.cli.options import Inputs, JobsOption, PublishedOption
from armstrail.cli.progress import Progress
from armstrail.page.inputs import Failure
from armstrail.page.source import Source
from armstrail.records import PARTS, Annotation, FailedPage


def parts(value: str) -> frozenset[str]:
    """The parts of a line to print, from a list with commas."""
    wanted = frozenset(part.strip() for part in value.split(",") if part.strip())
    if not wanted:
        raise typer.BadParameter(f"no part is named; there are {', '.join(sorted(PARTS))}")
    if unknown := sorted(wanted - PARTS):
        raise typer.BadParameter(f"no such part: {', '.join(unknown)}; there are {', '.join(sorted(PARTS))}")
    return wanted


@app.command()
def annotate(
    inputs: Inputs,
    published: PublishedOption = None,
    only: Annotated[
        frozenset[str] | None,
        typer.Option(
            parser=parts, metavar="PARTS", help=f"Only these parts, with commas between: {', '.join(sorted(PARTS))}."
        ),
    ] = None,
    pass_others: Annotated[
        bool,
        typer.Option(
            "--pass-others",
            help="Give pages without a word of arms, sanctions or foreign affairs with their own facts only, as read does.",
        ),
    ] = False,
    jobs: JobsOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Read pages and print one JSON object a line, one line a page (the reading contract). Nothing is stored.

    A page that cannot be read yields a line with its error, and the exit status is 1 at the end.
    """
    wanted = only or PARTS
    failures = 0
    with opened(inputs, published, allow_private) as sources, Progress() as progress:
        for line, failed in lines(sources, wanted, jobs, only=only, pass_others=pass_others):
            sys.stdout.write(line + "\n")
            failures += failed
            progress.step(failures)
    sys.stdout.flush()
    if failures:
        raise typer.Exit(1)


def lines(
    sources: Iterable[Source | Failure],
    wanted: frozenset[str],
    jobs: int | None,
    *,
    only: frozenset[str] | None,
    pass_others: bool,
) -> Iterator[tuple[str, bool]]:
    """The lines to print, each with whether it stands for a page that could not be read. `only` are the parts asked for."""
    # Imported here: the parser takes seconds to load, and most commands need none.
    from armstrail.annotation import annotate_all, try_annotate

    left_out = set(PARTS - wanted - {"page"})
    for _, read in annotate_all(sources, jobs, one=partial(try_annotate, only=only, pass_others=pass_others)):
        if isinstance(read, FailedPage):
            yield read.model_dump_json(), True
        elif "page" in wanted:
            yield read.model_dump_json(exclude=left_out), False
        else:
            yield read.model_dump_json(include={"id", *(wanted & set(Annotation.model_fields))}), False

"""`armstrail read`: pages into the store."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import typer

from armstrail.cli.app import app
from armstrail.cli.intake import AllowPrivateOption, opened
from armstrail.cli.options import DEFAULT_DATABASE, DatabaseOption, Inputs, JobsOption, PublishedOption
from armstrail.ledger.store import Store
from armstrail.page.inputs import Failure
from armstrail.page.source import Source
from armstrail.records import Annotation, FailedPage


@app.command()
def read(
    inputs: Inputs,
    db: DatabaseOption = DEFAULT_DATABASE,
    published: PublishedOption = None,
    jobs: JobsOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Read pages into the store and bring the register up to date.

    Each page is reported once it is kept, and is kept whole; a page that the store has is not read again. Ctrl-C does
    no harm. The exit status is 1 where a page could not be read.
    """
    # Imported here: the parser takes seconds to load, and most commands need none.
    from armstrail.annotation import annotate_all

    counts: Counter[str] = Counter()
    with Store(db) as store, opened(inputs, published, allow_private) as sources:

        def unknown() -> Iterator[Source | Failure]:
            for source in sources:
                if isinstance(source, Source) and (there := store.known(source)) is not None:
                    counts["known"] += 1
                    report(f"known   {there}")
                    continue
                yield source

        for source, outcome in annotate_all(unknown(), jobs):
            if isinstance(outcome, FailedPage):
                store.add_failure(outcome)
                counts["failed"] += 1
                report(f"failed  {outcome.id}: {outcome.error.message}")
            elif source is not None:
                added = store.add(source, outcome)
                counts["unread" if outcome.unread else "read"] += 1
                report(f"{'unread' if outcome.unread else 'read':7} {added.id}: {summary(outcome)}")
        if counts["read"]:
            report("joining facts across pages ...")
        store.refresh()
    report(
        f"{counts['read']} pages read into {store.database}, {counts['known']} known already, "
        f"{counts['unread']} unread, {counts['failed']} failed"
    )
    if counts["failed"]:
        raise typer.Exit(1)


def report(line: str) -> None:
    """Say something about the run, on standard error, at once."""
    print(line, file=sys.stderr, flush=True)


def summary(page: Annotation) -> str:
    """What was read from a page, in words."""
    if page.unread:
        return page.unread.message
    return (
        f"{len(page.statements)} statements, {len(page.transfers)} transfers, {len(page.events)} events"
        f"{', published ' + str(page.published.start) if page.published else ', undated'}"
        f"{', restamped' if page.restamped else ''}"
    )

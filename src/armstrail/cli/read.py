"""`armstrail read`: pages into the store."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

import typer

from armstrail.cli.app import app
from armstrail.cli.intake import AllowPrivateOption, opened
from armstrail.cli.options import (
    DEFAULT_DATABASE,
    DatabaseOption,
    EverythingOption,
    Inputs,
    JobsOption,
    PublishedOption,
)
from armstrail.cli.review import user
from armstrail.ledger.store import Store
from armstrail.ledger.store.progress import Reading
from armstrail.page.inputs import Failure
from armstrail.page.source import Source
from armstrail.records import Annotation, FailedPage

EVERY = timedelta(seconds=1)


@app.command()
def read(
    inputs: Inputs,
    db: DatabaseOption = DEFAULT_DATABASE,
    published: PublishedOption = None,
    everything: EverythingOption = False,
    jobs: JobsOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Read pages into the store and bring the register up to date.

    Each page is reported once it is kept, and is kept whole; a page that the store has is not read again. Ctrl-C does
    no harm. The exit status is 1 where a page could not be read.
    """
    # Imported here: the parser takes seconds to load, and most commands need none.
    from armstrail.annotation import annotate_all, try_annotate, try_passing

    counts: Counter[str] = Counter()
    with Store(db) as store, opened(inputs, published, allow_private) as sources:
        note = Progress(store, " ".join(inputs)[:200])

        def unknown() -> Iterator[Source | Failure]:
            for source in sources:
                if isinstance(source, Source) and (there := store.known(source)) is not None:
                    counts["known"] += 1
                    report(f"known   {there}")
                    note.page(there, counts)
                    continue
                yield source

        for source, outcome in annotate_all(unknown(), jobs, one=try_annotate if everything else try_passing):
            if isinstance(outcome, FailedPage):
                store.add_failure(outcome)
                counts["failed"] += 1
                report(f"failed  {outcome.id}: {outcome.error.message}")
                note.page(outcome.id, counts)
            elif source is not None:
                added = store.add(source, outcome)
                counts["unread" if outcome.unread else "read"] += 1
                report(f"{'unread' if outcome.unread else 'read':7} {added.id}: {summary(outcome)}")
                note.page(added.id, counts)
        if counts["read"]:
            report("joining facts across pages ...")
        note.stage("joining", counts)
        store.refresh()
        note.stage("done", counts)
    report(
        f"{counts['read']} pages read into {store.database}, {counts['known']} known already, "
        f"{counts['unread']} unread, {counts['failed']} failed"
    )
    if counts["failed"]:
        raise typer.Exit(1)


class Progress:
    """Notes in the store how far the reading has come, once a second at most, for a desk that is open on it."""

    def __init__(self, store: Store, what: str) -> None:
        self._store = store
        now = store.clock()
        self._last = store.note_reading(Reading(what=what, by=user(), began=now, seen=now))

    def page(self, page: str, counts: Counter[str]) -> None:
        """A page is done."""
        if self._store.clock() - self._last.seen >= EVERY:
            self._note(counts, page=page)

    def stage(self, stage: Literal["joining", "done"], counts: Counter[str]) -> None:
        """The pages are done, or everything is."""
        self._note(counts, stage=stage)

    def _note(self, counts: Counter[str], **change: object) -> None:
        told = {"read": counts["read"] + counts["unread"], "known": counts["known"], "failed": counts["failed"]}
        self._last = self._store.note_reading(self._last.model_copy(update={**told, **change}))


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

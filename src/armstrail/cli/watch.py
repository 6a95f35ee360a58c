"""`armstrail watch`: feeds, polled politely for ever, into the store."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from armstrail.cli.app import app
from armstrail.cli.intake import now
from armstrail.cli.options import DEFAULT_DATABASE, DatabaseOption
from armstrail.cli.read import report, summary
from armstrail.ledger.store import Store
from armstrail.page.inputs import Failure
from armstrail.page.source import Source
from armstrail.page.sources.watch import Notice, fetcher_for, watch
from armstrail.page.sources.watch_config import load_config
from armstrail.page.sources.watch_state import WatchState
from armstrail.records import FailedPage


@app.command(name="watch")
def watch_feeds(
    feeds: Annotated[
        Path, typer.Argument(metavar="FEEDS.toml", help="The feeds to poll; docs/sources.md tells the format.")
    ],
    db: DatabaseOption = DEFAULT_DATABASE,
    state: Annotated[
        Path | None, typer.Option("--state", help="What the watch knows of its feeds; FEEDS.state by default.")
    ] = None,
) -> None:
    """Poll feeds for ever and read their new pages into the store. Ctrl-C stops it; the next start goes on from there.

    A feed that fails, yields nothing or has gone silent is reported when its condition changes.
    """
    # Imported here: the parser takes seconds to load, and most commands need none.
    from armstrail.annotation import try_passing

    config = load_config(feeds)
    with Store(db) as store, closing(WatchState(state or feeds.with_suffix(".state"))) as known:

        def take(opened: Source | Failure) -> None:
            if isinstance(opened, Failure):
                store.add_failure(opened.record())
                report(f"failed  {opened.id}: {opened.error}")
                return
            outcome = try_passing(opened)
            if isinstance(outcome, FailedPage):
                store.add_failure(outcome)
                report(f"failed  {outcome.id}: {outcome.error.message}")
                return
            added = store.add(opened, outcome)
            report(f"{'read' if added.new else 'known':7} {added.id}: {summary(outcome)}")

        def tell(notice: Notice) -> None:
            report(f"feed    {notice.feed.name or notice.feed.url}: {notice.condition}: {notice.message}")

        fetcher = fetcher_for(config, now, time.sleep)
        watch(config, known, now=now, sleep=time.sleep, fetcher=fetcher, sink=take, notify=tell)

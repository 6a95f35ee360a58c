"""Opening the store for commands that only look at it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from armstrail.errors import StoreError
from armstrail.ledger.store import Store


@contextmanager
def open_existing(database: str) -> Iterator[Store]:
    """The store, with the register up to date. Raises StoreError where there is none yet."""
    if "://" not in database and not Path(database).exists():
        raise StoreError(f"{database}: no such store: make one with `armstrail read PAGES --db {database}`")
    with Store(database) as store:
        if store.stale():
            print("joining facts across pages ...", file=sys.stderr, flush=True)
            store.refresh()
        yield store


def warn(store: Store, decisions: Collection[str] | None = None) -> None:
    """Say which decisions (all, or some by id) the register cannot follow: left without their evidence, or unfit. Those
    that a later one overrules are no trouble; `armstrail log` shows them.
    """
    for one in store.lapsed():
        if one.cause != "overruled" and (decisions is None or one.decision in decisions):
            print(f"warning: {one.words}", file=sys.stderr)

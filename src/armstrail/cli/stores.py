"""Opening the store for commands that only look at it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
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

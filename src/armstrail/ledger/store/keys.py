"""The keys of fingerprints as rows: which pages carry a run of words, a pair of names, a sentence, the earliest first.

A key is a number of 63 bits: its kind above, the hash below. A sentence is kept twice, with its site and without, since
its pages are counted on each site and on all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import xxhash
from sqlalchemy import Connection, select

from armstrail.ledger.store import schema
from armstrail.ledger.store.prints import CHUNK
from armstrail.origin import Print
from armstrail.origin.candidates import COUNTED
from armstrail.origin.furniture import unit_keys

RUN, MARK, SENTENCE, ON_SITE = range(4)
KIND = 61
_MIX, _BELOW = np.uint64(0x9E3779B97F4A7C15), np.uint64((1 << KIND) - 1)
_PART = 4_000_000
"""Rows that are sorted at once, where all are written anew."""
_BEHIND_ALL = (1 << 63) - 1

Numbers = npt.NDArray[np.int64]
Carriers = list[tuple[int, int]]
"""`(place, page)` of pages with a key, the earliest first."""


def coded(kind: int, hashes: npt.NDArray[np.uint32]) -> Numbers:
    """Keys of a kind as they are stored."""
    return hashes.astype(np.int64) | kind << KIND


def coded_on_site(hashes: npt.NDArray[np.uint32], site: str) -> Numbers:
    """Sentences on a site as they are stored."""
    mixed = hashes.astype(np.uint64) * _MIX ^ np.uint64(xxhash.xxh3_64_intdigest(site.encode()))
    return (mixed & _BELOW).astype(np.int64) | ON_SITE << KIND


def keys_of(page: Print) -> Numbers:
    """All keys of a page, each once."""
    sentences = unit_keys(page)
    kinds = [coded(RUN, page.keys), coded(MARK, page.marks), coded(SENTENCE, sentences)]
    if page.site is not None:
        kinds.append(coded_on_site(sentences, page.site))
    return np.concatenate(kinds)


def add(connection: Connection, pages: Sequence[tuple[int, Print]]) -> None:
    """Note the keys of pages, given with their numbers."""
    if not pages:
        return
    total = sum(len(page.keys) + len(page.marks) + 2 * len(page.units) for _, page in pages)
    parts = total // _PART + 1
    some = np.sort(np.concatenate([keys_of(page) for _, page in pages[:: len(pages) // 1000 + 1]]))
    bounds = [0, *(int(some[len(some) * part // parts]) for part in range(1, parts)), _BEHIND_ALL]
    for low, high in pairwise(bounds):  # the keys part by part, in their order: a tree of rows grows best at its end
        columns: list[tuple[Numbers, Numbers, Numbers]] = []
        for number, page in pages:
            keys = keys_of(page)
            keys = keys[(keys >= low) & (keys < high)]
            columns.append((keys, np.full(len(keys), page.place), np.full(len(keys), number)))
        key, place, page_ = (np.concatenate(column) for column in zip(*columns, strict=True))
        order = np.lexsort((page_, place, key))
        _insert(connection, zip(*(column[order].tolist() for column in (key, place, page_)), strict=True))


def _insert(connection: Connection, rows: Iterator[tuple[int, int, int]]) -> None:
    if connection.dialect.name == "postgresql":
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy("COPY print_key (key, place, page) FROM STDIN") as to:
            for row in rows:
                to.write_row(row)
        return
    if some := list(rows):
        connection.exec_driver_sql("INSERT INTO print_key (key, place, page) VALUES (?, ?, ?)", some)


def heads(connection: Connection, keys: Iterable[int]) -> dict[int, Carriers]:
    """The first pages with each key, one more than `COUNTED`, where there are so many."""
    found: dict[int, Carriers] = {key: [] for key in keys}
    wanted = list(found)
    for at in range(0, len(wanted), CHUNK):
        values = ",".join(f"({key})" for key in wanted[at : at + CHUNK])
        # Up to the place of the last that is wanted, and all that share it. Keys are numbers of our own making.
        query = (
            f"WITH wanted(key) AS (VALUES {values}) "  # noqa: S608  # numbers
            "SELECT w.key, k.place, k.page FROM wanted w CROSS JOIN print_key k WHERE k.key = w.key AND k.place <= "
            f"coalesce((SELECT b.place FROM print_key b WHERE b.key = w.key ORDER BY b.place LIMIT 1 OFFSET {COUNTED}), "
            f"{_BEHIND_ALL})"
        )
        for key, place, page in connection.exec_driver_sql(query).all():
            found[key].append((place, page))
    tied: set[int] = set()
    for pages in found.values():
        pages.sort()
        if len({place for place, _ in pages}) < len(pages):
            tied.update(page for one, other in pairwise(pages) if one[0] == other[0] for page in (one[1], other[1]))
    if tied:  # two pages of one day and length whose ids have one hash: their ids decide, not which came to us first
        ids = names(connection, tied)
        for pages in found.values():
            pages.sort(key=lambda page: (page[0], ids.get(page[1], "")))
    for pages in found.values():
        del pages[COUNTED + 1 :]
    return found


def names(connection: Connection, pages: Iterable[int]) -> dict[int, str]:
    """The ids of pages by their numbers."""
    wanted = sorted(pages)
    found: dict[int, str] = {}
    for at in range(0, len(wanted), CHUNK):
        rows = select(schema.page.c.number, schema.page.c.id).where(schema.page.c.number.in_(wanted[at : at + CHUNK]))
        found.update(connection.execute(rows).all())
    return found


def carriers(connection: Connection, keys: Iterable[int]) -> Iterator[tuple[int, int]]:
    """`(key, page)` for all pages with some keys."""
    wanted = sorted(keys)
    for at in range(0, len(wanted), CHUNK):
        rows = select(schema.print_key.c.key, schema.print_key.c.page)
        yield from connection.execute(rows.where(schema.print_key.c.key.in_(wanted[at : at + CHUNK])))


def present(connection: Connection, rows: Collection[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Those of some rows `(key, place, page)` that there are."""
    wanted = sorted(rows)
    for at in range(0, len(wanted), CHUNK):
        values = ",".join(str(row) for row in wanted[at : at + CHUNK])
        query = (
            f"WITH wanted(key, place, page) AS (VALUES {values}) "  # noqa: S608  # numbers
            "SELECT k.key, k.place, k.page FROM wanted w CROSS JOIN print_key k "
            "WHERE k.key = w.key AND k.place = w.place AND k.page = w.page"
        )
        yield from ((key, place, page) for key, place, page in connection.exec_driver_sql(query))

"""Which pages carry a key: sorted arrays that grow by merging, as search engines keep their posting lists."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

Packed = npt.NDArray[np.uint64]
Indexes = npt.NDArray[np.int64]
Numbers = TypeVar("Numbers", npt.NDArray[np.uint32], npt.NDArray[np.uint64])
_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_LARGE, _MANY, _IN_A_BUCKET = 1 << 20, 1 << 12, 8
"""Entries of a run, and keys looked up at once, from which a directory pays, and the entries that it leaves to search."""


def distinct(ranked: Numbers) -> Numbers:
    """The numbers of a sorted array, each once. Sorting first is faster than `np.unique`, which hashes integers as they are."""
    return ranked[np.concatenate(([True], ranked[1:] != ranked[:-1]))] if len(ranked) else ranked


class _Run:
    """Sorted entries; of a large run also where the keys with each leading bits begin, since hashes are spread evenly."""

    def __init__(self, entries: Packed) -> None:
        self.entries = entries
        self._directory: npt.NDArray[np.int32] | None = None
        self._bits = np.uint64(0)

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, wanted: Packed) -> Indexes:
        """For each wanted entry, in ascending order, how many are smaller."""
        entries = self.entries
        if len(entries) < _LARGE or len(wanted) < _MANY:
            return np.searchsorted(entries, wanted)
        if self._directory is None:
            bits = (len(entries) // _IN_A_BUCKET).bit_length()
            self._bits = np.uint64(64 - bits)
            firsts = np.arange(1 << bits, dtype=np.uint64) << self._bits
            self._directory = np.append(np.searchsorted(entries, firsts), len(entries)).astype(np.int32)
        bucket = (wanted >> self._bits).astype(np.intp)
        low, high = self._directory[bucket].astype(np.int64), self._directory[bucket + 1].astype(np.int64)
        left = np.flatnonzero(low < high)
        while len(left):  # a binary search for all at once, each in its bucket
            start, end = low[left], high[left]
            middle = (start + end) >> 1
            smaller = entries[middle] < wanted[left]
            low[left] = start = np.where(smaller, middle + 1, start)
            high[left] = end = np.where(smaller, end, middle)
            left = left[start < end]
        return low


class Postings:
    """Keys of 32 bits to page numbers.

    Entries are 64-bit integers (key above, page number below) in sorted runs. A new run is merged with its elders while
    they are no larger, so that adding costs O(log n) an entry and a lookup searches few runs.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def __len__(self) -> int:
        return sum(map(len, self._runs))

    def add_packed(self, entries: Packed) -> None:
        """Enter entries, in any order, of pages above all entered before; the array is taken over."""
        if not len(entries):
            return
        entries.sort()
        while self._runs and len(self._runs[-1]) <= len(entries):
            entries = np.concatenate((self._runs.pop().entries, entries))
            entries.sort(kind="stable")
        self._runs.append(_Run(entries))

    def pages(self, keys: npt.NDArray[np.uint32], before: Indexes | int, most: int) -> tuple[Indexes, Indexes, Indexes]:
        """The pages below `before` (one number for all keys, or one for each) that carry each key, at most the `most` lowest.

        Returns for each hit the index into `keys` and the page number, and for each key how many such pages carry it.
        """
        wanted = keys.astype(np.uint64) << _SHIFT
        bound = wanted | np.asarray(before).astype(np.uint64)
        carriers = np.zeros(len(keys), np.int64)
        found_at: list[Indexes] = [np.zeros(0, np.int64)]
        found: list[Indexes] = [np.zeros(0, np.int64)]
        for run in self._runs:  # elder runs first, which hold the lower numbers
            low = run.find(wanted)
            count = run.find(bound) - low
            taken = np.minimum(count, np.maximum(most - carriers, 0))
            carriers += count
            ends = np.cumsum(taken)
            total = int(ends[-1]) if len(ends) else 0
            if total:
                which = np.repeat(np.arange(len(keys)), taken)
                nth = np.arange(total) - np.repeat(ends - taken, taken)
                found_at.append(which)
                found.append((run.entries[low[which] + nth] & _LOW).astype(np.int64))
        return np.concatenate(found_at), np.concatenate(found), carriers

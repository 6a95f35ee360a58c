"""Which pages carry a key: sorted arrays that grow by merging, as search engines keep their posting lists."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Packed = npt.NDArray[np.uint64]
_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


def pack(keys: npt.NDArray[np.uint32], page: int) -> Packed:
    """Entries of one page."""
    return (keys.astype(np.uint64) << _SHIFT) | np.uint64(page)


class Postings:
    """Keys of 32 bits to page numbers.

    Entries are 64-bit integers (key above, page number below) in sorted runs. A new run is merged with its elders while
    they are no larger, so that adding costs O(log n) an entry and a lookup searches few runs.
    """

    def __init__(self) -> None:
        self._runs: list[Packed] = []

    def __len__(self) -> int:
        return sum(map(len, self._runs))

    def add_packed(self, entries: Packed) -> None:
        """Enter what `pack` made, in any order, for pages above all entered before; the array is taken over."""
        if not len(entries):
            return
        entries.sort()
        while self._runs and len(self._runs[-1]) <= len(entries):
            entries = np.concatenate((self._runs.pop(), entries))
            entries.sort(kind="stable")
        self._runs.append(entries)

    def pages(
        self, keys: npt.NDArray[np.uint32], before: npt.NDArray[np.int64] | int, most: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The pages below `before` (one number for all keys, or one for each) that carry each key, at most the `most` lowest.

        Returns for each hit the index into `keys` and the page number, and for each key how many such pages carry it.
        """
        wanted = keys.astype(np.uint64) << _SHIFT
        bound = wanted | np.asarray(before).astype(np.uint64)
        carriers = np.zeros(len(keys), np.int64)
        found_at: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]
        found: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]
        for run in self._runs:  # elder runs first, which hold the lower numbers
            low = np.searchsorted(run, wanted)
            count = np.searchsorted(run, bound) - low
            taken = np.minimum(count, np.maximum(most - carriers, 0))
            carriers += count
            ends = np.cumsum(taken)
            total = int(ends[-1]) if len(ends) else 0
            if total:
                which = np.repeat(np.arange(len(keys)), taken)
                nth = np.arange(total) - np.repeat(ends - taken, taken)
                found_at.append(which)
                found.append((run[low[which] + nth] & _LOW).astype(np.int64))
        return np.concatenate(found_at), np.concatenate(found), carriers

"""Which pages are worth comparing with a page: by the keys of their fingerprints that they share with it.

Pure rules on figures; who shares which keys is found by `OriginIndex` in one process, by a join on many machines. A page
looks among the `MOST` earliest pages of each key that came before it, and a key that more pages carry counts for less.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from armstrail.origin.fingerprint import Keys, Print
from armstrail.origin.furniture import Mask
from armstrail.origin.rewording import MARKS_IN_ONE_LANGUAGE, MARKS_SPREAD, MIN_MARKS

__all__ = ["COUNTED", "MOST", "alike_by_marks", "alike_by_runs", "asked", "weight"]

Figures = npt.NDArray[np.int64]
Verdicts = npt.NDArray[np.bool_]

MOST = 8
"""Pages of one key that are looked at, the earliest: a story that more pages carry is found through these."""
COUNTED = 16
"""Pages of one key, the earliest, to which it is a link that counts by itself."""
_MIN_KEYS, _RARE_SHARE, _ANY_SHARE = 8, 0.12, 0.2
"""Shared runs of words from which two pages are compared: so many rare ones, or that share of the smaller page's, or of all
its runs, rare or not, the last. Never under three."""
_RARE, _FULL = 8, 240
"""Pages up to which a key counts in full as a link between two of them, and half up to `COUNTED`; and what it then counts."""


def asked(page: Print, mask: Mask | None) -> tuple[Keys, Keys]:
    """The keys under which a page looks for its kin: runs and marks, without those in furniture (`mask`)."""
    if mask is None:
        return page.keys, page.marks
    runs, at = page.runs()
    return np.unique(runs[~mask[at]]), page.marks[~mask[page.mark_at]]


def weight(carriers: Figures) -> Figures:
    """What a key counts as a link, by how many pages before the asking one carry it.

    In steps, so that a page that comes behind sixteen others changes nothing for the others (see `ledger.store.settling`).
    """
    return np.where(carriers < _RARE, _FULL, np.where(carriers < COUNTED, _FULL // 2, 0))


def alike_by_runs(counts: Figures, weights: Figures, fewer: Figures) -> Verdicts:
    """Whether pages that share `counts` runs of `weights` together are worth comparing; `fewer` are the smaller page's."""
    rare = weights >= _FULL * np.clip(_RARE_SHARE * fewer, 3, _MIN_KEYS)
    return np.asarray(rare | (counts >= np.maximum(_ANY_SHARE * fewer, 3)))


def alike_by_marks(counts: Figures, weights: Figures, fewer: Figures, one_language: Verdicts) -> Verdicts:
    """Whether pages that share so many marks may say the same in other words: `rewording.worth_aligning` then decides."""
    needed = np.where(one_language, MARKS_IN_ONE_LANGUAGE, MARKS_SPREAD) * fewer
    return np.asarray((weights >= _FULL * MIN_MARKS) & (counts >= needed))

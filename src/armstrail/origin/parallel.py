"""Texts that say the same, sentence by sentence, in other words: translations and free rewordings.

Names, figures and words that begin alike are matched sentence against sentence, the rarer in the two texts the heavier,
and the best alignment that keeps the order of the sentences is found by dynamic programming (after Gale and Church, 1993,
with cognates in the place of lengths). Two reports of one event share names too, but not their order and not sentence by
sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from armstrail.origin.fingerprint import Print
from armstrail.origin.furniture import Mask
from armstrail.origin.tokens import FUNCTION, NAME, NUMBER, SENTENCE

Matrix = npt.NDArray[np.float64]

_NAME_WEIGHT, _FIGURE_WEIGHT, _WORD_WEIGHT = 2.0, 2.0, 0.7
_ALIKE = 0.25
"""Share of two sentences' weight that must agree before they are held to say the same."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """How far two texts run parallel.

    `score` is the share of the smaller text's weight that is matched in order; `sentences` the aligned ones, as word
    ranges `((start, end), (start, end))` of both; `firm` counts the distinct names and figures that agree in them.
    """

    score: float
    firm: int
    figures: tuple[int, int]
    """Figures of the aligned sentences: how many agree, and how many there are on the side that has fewer."""
    sentences: tuple[tuple[tuple[int, int], tuple[int, int]], ...]


def parallel(a: Print, b: Print, dead_a: Mask | None = None, dead_b: Mask | None = None) -> Parallel:
    """Align two texts sentence by sentence."""
    bounds_a, weights_a, keys_a, firm_a = _sentences(a, dead_a)
    bounds_b, weights_b, keys_b, firm_b = _sentences(b, dead_b)
    common = np.intersect1d(keys_a, keys_b)
    if not len(common):
        return Parallel(0.0, 0, (0, 0), ())
    in_a, in_b = _table(bounds_a, keys_a, weights_a, common), _table(bounds_b, keys_b, weights_b, common)
    # A key that stands all over both texts says little about two sentences.
    spread = np.sqrt(np.maximum((in_a > 0).sum(axis=0), 1) * np.maximum((in_b > 0).sum(axis=0), 1))
    shared = np.sqrt(in_a) / spread @ np.sqrt(in_b).T
    whole_a, whole_b = _totals(bounds_a, keys_a, weights_a), _totals(bounds_b, keys_b, weights_b)
    alike = shared / np.maximum(np.sqrt(np.outer(whole_a, whole_b)), 1e-9)
    gain = np.where(alike >= _ALIKE, shared, 0.0)
    pairs = _in_order(gain)
    score = sum(gain[i, j] for i, j in pairs) / max(min(whole_a.sum(), whole_b.sum()), 1e-9)
    solid = np.isin(common, firm_a) & np.isin(common, firm_b)
    met = np.zeros(len(common), np.bool_)
    for i, j in pairs:
        met |= (in_a[i] > 0) & (in_b[j] > 0)
    return Parallel(
        round(float(score), 4),
        int((met & solid).sum()),
        _figures(a, b, bounds_a, bounds_b, pairs),
        tuple(((int(bounds_a[i]), int(bounds_a[i + 1])), (int(bounds_b[j]), int(bounds_b[j + 1]))) for i, j in pairs),
    )


def _figures(
    a: Print, b: Print, bounds_a: npt.NDArray[np.int64], bounds_b: npt.NDArray[np.int64], pairs: list[tuple[int, int]]
) -> tuple[int, int]:
    agree = fewer = 0
    for i, j in pairs:
        in_a, in_b = slice(bounds_a[i], bounds_a[i + 1]), slice(bounds_b[j], bounds_b[j + 1])
        one = a.words[in_a][(a.flags[in_a] & NUMBER) != 0]
        other = b.words[in_b][(b.flags[in_b] & NUMBER) != 0]
        agree += len(np.intersect1d(one, other))
        fewer += min(len(np.unique(one)), len(np.unique(other)))
    return agree, fewer


def _sentences(
    page: Print, dead: Mask | None
) -> tuple[npt.NDArray[np.int64], Matrix, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First words of the sentences (and the end), weights and keys of all words, and the keys of names and figures."""
    bounds = np.append(np.flatnonzero(page.flags & SENTENCE), len(page.words)).astype(np.int64)
    figure, name = (page.flags & NUMBER) != 0, (page.flags & NAME) != 0
    weights = np.where(figure, _FIGURE_WEIGHT, np.where(name, _NAME_WEIGHT, _WORD_WEIGHT))
    weights[(page.flags & FUNCTION) != 0] = 0.0
    if dead is not None:
        weights[dead] = 0.0
    keys = (page.words >> np.uint32(16)).astype(np.int64)
    return bounds, weights, keys, np.unique(keys[(figure | name) & (weights > 0)])


def _table(
    bounds: npt.NDArray[np.int64], keys: npt.NDArray[np.int64], weights: Matrix, common: npt.NDArray[np.int64]
) -> Matrix:
    """The weight of each common key in each sentence."""
    table = np.zeros((len(bounds) - 1, len(common)))
    column = np.searchsorted(common, keys)
    column[column == len(common)] = 0
    known = common[column] == keys
    row = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    np.maximum.at(table, (row[known], column[known]), weights[known])
    return table


def _totals(bounds: npt.NDArray[np.int64], keys: npt.NDArray[np.int64], weights: Matrix) -> Matrix:
    """The weight of each sentence, a key that stands in many sentences counting less, as where it is matched."""
    row = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    pair, first = np.unique(row * 65536 + keys, return_index=True)
    _, of_key, count = np.unique(pair % 65536, return_inverse=True, return_counts=True)
    return np.bincount(pair // 65536, weights[first] / count[of_key], minlength=len(bounds) - 1).astype(np.float64)


def _in_order(gain: Matrix) -> list[tuple[int, int]]:
    """The pairs of sentences with the greatest sum of gains such that both sides keep their order."""
    rows, columns = gain.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        best[i + 1, 1:] = np.maximum(best[i, 1:], best[i, :-1] + gain[i])
        np.maximum.accumulate(best[i + 1], out=best[i + 1])
    pairs = []
    i, j = rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            if gain[i, j] > 0:
                pairs.append((i, j))
    return pairs[::-1]

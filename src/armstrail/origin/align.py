"""Aligning two texts: which stretches of one stand in the other, verbatim or with words replaced.

Shared runs of three words are dots in a plane (place in one text, place in the other). Dots on one diagonal that follow
each other closely make a stretch: the words between them were replaced one for one, which is what a spinner of words does.
A stretch needs more shared words than chance and common phrases give. Order is kept inside a stretch but not between
stretches, since editors move paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from armstrail.origin.fingerprint import Keys, Print, run_hashes
from armstrail.origin.tokens import Positions

_GAP = 9
"""Words that may stand between two dots of one stretch, replaced one for one."""
SPAN = _GAP + 3
"""Words of a stretch that one dot can stand for: three that are equal, and the gap behind them."""
_DRIFT = 4
"""Words by which the diagonal may shift where a stretch goes on after words were put in or taken out."""
_REPEATS = 4
"""Places of one run that are looked at: a phrase that a text repeats more often than this says little."""
MIN_SHARED = 6
"""Words that a stretch must share to stand by itself."""
_TO_THE_END, _KEPT = 12, 0.5
"""Words by which a stretch may lack the begin or the end of a sentence, and the share of them that must be equal."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `[a, a + length)` of one text against words `[b, b + length)` of the other; `shared` of them are equal."""

    a: int
    b: int
    length: int
    shared: int


@lru_cache(maxsize=1024)
def _ranked(page: Print) -> tuple[Keys, Keys, Positions]:
    """The runs of a page in order, the same ascending, and their places: early pages are compared with many others."""
    runs = run_hashes(page.words)
    order = np.argsort(runs, kind="stable")
    return runs, runs[order], order


def shared_runs(one: Print, other: Print) -> tuple[Positions, Positions]:
    """The dots: positions of equal runs of three words in both texts, ordered by the first."""
    (left, _, _), (_, ranked, order) = _ranked(one), _ranked(other)
    low = np.searchsorted(ranked, left, side="left")
    at = np.flatnonzero(ranked[np.minimum(low, len(ranked) - 1)] == left) if len(ranked) else low[:0]
    low = low[at]
    count = np.minimum(np.searchsorted(ranked, left[at], side="right") - low, _REPEATS)
    nth = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(at, count), order[np.repeat(low, count) + nth]


def reach(dots: tuple[Positions, Positions], width: int, apart: int | None = None) -> int:
    """How many words lie within `width` words from a dot on, in the text where these are fewer: a bound on what is shared.

    With `apart` the bound is on one passage: dots further apart than so many words are never in one.
    """
    if not len(dots[0]):
        return 0
    bounds = []
    for places in dots:
        gaps = np.diff(np.sort(places))
        words = np.concatenate(([width], np.minimum(gaps, width)))
        if apart is None:
            bounds.append(int(words.sum()))
        else:
            bounds.append(int(np.add.reduceat(words, np.concatenate(([0], np.flatnonzero(gaps > apart) + 1))).max()))
    return min(bounds)


def whole_sentences(found: tuple[Stretch, ...], one: Print, other: Print) -> tuple[Stretch, ...]:
    """The stretches, those drawn out that lack as many words of a sentence's begin or end in both texts.

    So a sentence in which every second word was replaced counts as a whole, though few of its runs of words are left: what
    tells it from a quotation in two sentences is that it begins, or ends, in the same place of both.
    """
    if not found:
        return found
    firsts = [np.append(page.unit_at, len(page.words)) for page in (one, other)]
    in_a, in_b = ([(s.a, s.a + s.length) for s in found], [(s.b, s.b + s.length) for s in found])
    taken_a, taken_b = _taken(in_a, len(one.words)), _taken(in_b, len(other.words))
    drawn = []
    for s in found:
        begin = _lacking(
            [
                int(at[np.searchsorted(at, place, "right") - 1]) - place
                for at, place in zip(firsts, (s.a, s.b), strict=True)
            ]
        )
        end = _lacking(
            [
                int(at[np.searchsorted(at, place)]) - place
                for at, place in zip(firsts, (s.a + s.length, s.b + s.length), strict=True)
            ]
        )
        a, b, length, shared = s.a, s.b, s.length, s.shared
        for start, size in ((-begin, begin), (length, end)):
            here, there = slice(s.a + start, s.a + start + size), slice(s.b + start, s.b + start + size)
            equal = int((one.words[here] == other.words[there]).sum())
            if not size or equal < _KEPT * size or taken_a[here].any() or taken_b[there].any():
                continue
            taken_a[here] = taken_b[there] = True
            if start < 0:
                a, b = a - size, b - size
            length, shared = length + size, shared + equal
        drawn.append(Stretch(a, b, length, shared))
    return tuple(drawn)


def _lacking(distances: list[int]) -> int:
    """How many words lie between a stretch and the bound of its sentence, where they are as many in both texts; else 0."""
    one, other = map(abs, distances)
    return one if one == other <= _TO_THE_END else 0


def _taken(spans: list[tuple[int, int]], size: int) -> npt.NDArray[np.bool_]:
    taken = np.zeros(size, dtype=np.bool_)
    for start, end in spans:
        taken[start:end] = True
    return taken


def stretches(dots: tuple[Positions, Positions], size_a: int, size_b: int) -> tuple[Stretch, ...]:
    """The stretches that two texts of so many words share, in the order of the first, from their `shared_runs`.

    No word of either text is in two of them.
    """
    at, to = dots
    if not len(at):
        return ()
    diagonal = to - at
    order = np.lexsort((at, diagonal))
    at, diagonal = at[order], diagonal[order]
    breaks = np.flatnonzero((np.diff(diagonal) != 0) | (np.diff(at) > _GAP + 3)) + 1
    starts = np.concatenate(([0], breaks))
    ends = np.concatenate((breaks, [len(at)]))
    equal_so_far = np.concatenate(([0], np.cumsum(np.minimum(np.diff(at, prepend=at[0] - 3), 3))))
    first = at[starts]
    last = at[ends - 1] + 3
    # Each dot adds at most three new shared words; a stretch's own first dot adds all three.
    shared = equal_so_far[ends] - equal_so_far[starts + 1] + 3
    pieces = [
        Stretch(int(a), int(a + d), int(length), int(count))
        for a, d, length, count in zip(first, diagonal[starts], last - first, shared, strict=True)
    ]
    return _disjoint(_joined(pieces), size_a, size_b)


def _joined(pieces: list[Stretch]) -> list[Stretch]:
    """The pieces that count: long enough alone, or close behind or before one that is, on nearly its diagonal."""
    pieces.sort(key=lambda piece: (piece.a, piece.b))
    strong = [piece for piece in pieces if piece.shared >= MIN_SHARED]
    if not strong:
        return []
    ends = np.array([[s.a, s.a + s.length, s.b - s.a] for s in strong], dtype=np.int64)
    kept = list(strong)
    for piece in pieces:
        if piece.shared >= MIN_SHARED:
            continue
        near = np.abs(ends[:, 2] - (piece.b - piece.a)) <= _DRIFT
        close = (piece.a - ends[:, 1] <= _GAP + 3) & (ends[:, 0] - piece.a - piece.length <= _GAP + 3)
        if bool((near & close).any()):
            kept.append(piece)
    return kept


def _disjoint(pieces: list[Stretch], size_a: int, size_b: int) -> tuple[Stretch, ...]:
    """The pieces with the most shared words first, each cut to the words that no better piece has taken."""
    taken_a: npt.NDArray[np.bool_] = np.zeros(size_a, dtype=np.bool_)
    taken_b: npt.NDArray[np.bool_] = np.zeros(size_b, dtype=np.bool_)
    kept = []
    for piece in sorted(pieces, key=lambda piece: (-piece.shared, piece.a, piece.b)):
        free = ~(taken_a[piece.a : piece.a + piece.length] | taken_b[piece.b : piece.b + piece.length])
        size = int(free.sum())
        if size < 3:
            continue
        start = int(free.argmax())
        stop = start + (int((~free[start:]).argmax()) if not free[start:].all() else piece.length - start)
        if stop - start < 3:
            continue
        shared = piece.shared if stop - start == piece.length else min(piece.shared, stop - start)
        kept.append(Stretch(piece.a + start, piece.b + start, stop - start, shared))
        taken_a[piece.a + start : piece.a + stop] = True
        taken_b[piece.b + start : piece.b + stop] = True
    return tuple(sorted(kept, key=lambda piece: (piece.a, piece.b)))

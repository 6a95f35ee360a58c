"""The index of origins: what is known of every page's text, such that a new page finds its kin without reading them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from armstrail.origin.fingerprint import Keys, Print, print_of
from armstrail.origin.furniture import Mask, Repeats
from armstrail.origin.grouping import groups
from armstrail.origin.judgement import Judgement
from armstrail.origin.postings import Postings, pack
from armstrail.origin.rewording import MARKS_IN_ONE_LANGUAGE, MARKS_SPREAD, MIN_MARKS, worth_aligning
from armstrail.origin.text import Text
from armstrail.origin.tokens import Positions
from armstrail.origin.verdict import judge

_MOST, _MOST_MARKS = 32, 16
"""Pages of one key (a run of words; a pair of names) that are looked at: the earliest entered. A story that more pages carry is found through these."""
_MIN_KEYS, _RARE_SHARE, _ANY_SHARE = 8, 0.12, 0.2
"""Shared runs of words from which two pages are compared: so many rare ones, or that share of the smaller page's, or of all
its runs, rare or not, the last. Never under three."""
_AT_ONCE = 128
_RARE = 8
"""Pages up to which a key counts in full as a link between two of them; above, in proportion."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A verdict on two pages of the index, by number; `one` entered before `other`."""

    one: int
    other: int
    judgement: Judgement


class OriginIndex:
    """Pages by their fingerprints. Holds no text; `prints` are all its state, and an index built from them is the same."""

    def __init__(self, prints: Iterable[Print] = ()) -> None:
        self.prints: list[Print] = []
        self._number: dict[str, int] = {}
        self._runs = Postings()
        self._marks = Postings()
        self._repeats = Repeats(self.prints)
        self._sizes = np.zeros((3, 64), np.int64)  # keys, marks, language of each page
        self._tongues: dict[str | None, int] = {}
        self._dead: dict[int, Mask] = {}
        self._edges: dict[tuple[int, int], Judgement] = {}
        self._near: dict[int, set[int]] = {}
        self._unsettled: set[int] = set()
        self._enter_all(prints)

    def __len__(self) -> int:
        return len(self.prints)

    def __contains__(self, page: str) -> bool:
        return page in self._number

    def _enter(self, page: Print) -> int:
        if page.id in self._number:
            raise ValueError(f"page {page.id!r} is in the index already: give each page an id of its own")
        number = len(self.prints)
        if number >= self._sizes.shape[1]:
            self._sizes = np.concatenate((self._sizes, np.zeros((3, number), np.int64)), axis=1)
        self._sizes[:, number] = len(page.keys), len(page.marks), self._tongue(page)
        self.prints.append(page)
        self._number[page.id] = number
        self._unsettled.add(number)
        return number

    def _enter_all(self, prints: Iterable[Print]) -> None:
        runs, marks = [], []
        for page in prints:
            number = self._enter(page)
            runs.append(pack(np.unique(page.keys), number))
            marks.append(pack(page.marks, number))
        if runs:
            self._runs.add_packed(np.concatenate(runs))
            self._marks.add_packed(np.concatenate(marks))

    def add(self, text: Text | Print) -> tuple[Edge, ...]:
        """Enter a page and settle it: the verdicts that tie it to pages entered before.

        Raises ValueError where its id is in the index already.
        """
        page = text if isinstance(text, Print) else print_of(text)
        number = self._enter(page)
        self._runs.add_packed(pack(np.unique(page.keys), number))
        self._marks.add_packed(pack(page.marks, number))
        self.settle()
        return tuple(
            Edge(min(number, near), max(number, near), self._edges[min(number, near), max(number, near)])
            for near in sorted(self._near.get(number, ()))
        )

    def candidates(self, text: Text | Print) -> tuple[str, ...]:
        """Ids of the pages worth comparing with a text, the one with the most shared fingerprints first."""
        page = text if isinstance(text, Print) else print_of(text)
        (numbers,) = self._candidates([page], [self._dead.get(self._number.get(page.id, -1))])
        return tuple(self.prints[n].id for n in numbers if self.prints[n].id != page.id)

    def _candidates(self, pages: Sequence[Print], dead: Sequence[Mask | None]) -> list[list[int]]:
        """For each page the numbers of those worth comparing with it, the most alike first."""
        keys = [
            np.unique(page.keys if mask is None else page.keys[~mask[page.key_at]])
            for page, mask in zip(pages, dead, strict=True)
        ]
        marks = [
            page.marks if mask is None else page.marks[~mask[page.mark_at]]
            for page, mask in zip(pages, dead, strict=True)
        ]
        found: list[list[int]] = [[] for _ in pages]
        own, numbers, counts, weights = self._hits(self._runs, keys, _MOST)
        fewer = np.minimum(self._sizes[0, numbers], np.array([len(k) for k in keys])[own])
        enough = (weights >= np.clip(_RARE_SHARE * fewer, 3, _MIN_KEYS)) | (counts >= np.maximum(_ANY_SHARE * fewer, 3))
        order = np.lexsort((numbers[enough], -counts[enough], own[enough]))
        for page, number in zip(own[enough][order].tolist(), numbers[enough][order].tolist(), strict=True):
            found[page].append(number)
        own, numbers, counts, weights = self._hits(self._marks, marks, _MOST_MARKS)
        fewer = np.minimum(self._sizes[1, numbers], np.array([len(m) for m in marks])[own])
        tongues = np.array([self._tongue(page) for page in pages])[own]
        needed = np.where(self._sizes[2, numbers] == tongues, MARKS_IN_ONE_LANGUAGE, MARKS_SPREAD) * fewer
        likely = (weights >= MIN_MARKS) & (counts >= needed)
        for page, number in zip(own[likely].tolist(), numbers[likely].tolist(), strict=True):
            if number not in found[page] and worth_aligning(pages[page], self.prints[number]):
                found[page].append(number)
        return found

    @staticmethod
    def _hits(
        postings: Postings, keys: Sequence[Keys], most: int
    ) -> tuple[Positions, Positions, Positions, npt.NDArray[np.float64]]:
        """The pages that share keys with each of several: whose keys, page number, how many keys they share, and how
        many when a frequent key counts less.
        """
        every = np.concatenate(keys)
        owner = np.repeat(np.arange(len(keys)), [len(k) for k in keys])
        order = np.argsort(every, kind="stable")
        which, pages, carriers = postings.pages(every[order], most)
        codes = owner[order][which] << 32 | pages
        by_code = np.argsort(codes, kind="stable")
        codes = codes[by_code]
        starts = np.flatnonzero(np.diff(codes, prepend=-1))
        if not len(starts):
            return codes, codes, codes, np.zeros(0)
        weight = np.minimum(1.0, _RARE / carriers[which[by_code]])
        heads = codes[starts]
        return heads >> 32, heads & 0xFFFFFFFF, np.diff(starts, append=len(codes)), np.add.reduceat(weight, starts)

    def _tongue(self, page: Print) -> int:
        """A number for a page's language."""
        return self._tongues.setdefault(page.language, len(self._tongues))

    def settle(self) -> None:
        """Bring masks and verdicts up to date with the pages entered since."""
        fresh = sorted(self._unsettled)
        self._unsettled.clear()
        stale = set(fresh) | self._repeats.enter(fresh)
        for number in stale:
            mask = self._repeats.mask(number)
            if mask is not None:
                self._dead[number] = mask
            else:
                self._dead.pop(number, None)
        for number in stale:
            for near in self._near.pop(number, set()):
                self._near[near].discard(number)
                del self._edges[min(number, near), max(number, near)]
        seen: set[tuple[int, int]] = set()
        waiting = sorted(stale)
        for at in range(0, len(waiting), _AT_ONCE):
            batch = waiting[at : at + _AT_ONCE]
            kin = self._candidates([self.prints[n] for n in batch], [self._dead.get(n) for n in batch])
            for number, near in ((n, near) for n, found in zip(batch, kin, strict=True) for near in found):
                pair = (min(number, near), max(number, near))
                if near == number or pair in seen:
                    continue
                seen.add(pair)
                verdict = judge(
                    self.prints[pair[0]], self.prints[pair[1]], self._dead.get(pair[0]), self._dead.get(pair[1])
                )
                if verdict is not None:
                    self._edges[pair] = verdict
                    self._near.setdefault(number, set()).add(near)
                    self._near.setdefault(near, set()).add(number)

    def edges(self) -> tuple[Edge, ...]:
        """Every verdict between two pages, settled."""
        if self._unsettled:
            self.settle()
        return tuple(Edge(one, other, self._edges[one, other]) for one, other in sorted(self._edges))

    def groups(self) -> list[list[int]]:
        """The origins as lists of page numbers, the earliest page first in each."""
        joined = [(edge.one, edge.other, edge.judgement.score) for edge in self.edges() if edge.judgement.joins]
        return groups(dict(enumerate(self.prints)), joined)

    def dead(self, page: int) -> Mask | None:
        """The words of a page that are furniture or shared background; None where there are none."""
        return self._dead.get(page)

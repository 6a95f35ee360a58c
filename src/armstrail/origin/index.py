"""The index of origins: what is known of every page's text, such that a new page finds its kin without reading them again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from armstrail.origin.fingerprint import Keys, Print, print_of
from armstrail.origin.furniture import Mask, Repeats
from armstrail.origin.grouping import groups
from armstrail.origin.judgement import Judgement
from armstrail.origin.postings import Postings, pack
from armstrail.origin.rewording import MIN_MARKS, worth_aligning
from armstrail.origin.text import Text
from armstrail.origin.tokens import Positions
from armstrail.origin.verdict import judge

_MOST, _MOST_MARKS = 32, 16
"""Pages of one key (a run of words; a pair of names) that are looked at: the earliest entered. A story that more pages carry is found through these."""
_MIN_KEYS, _RARE_SHARE, _ANY_SHARE = 8, 0.12, 0.2
"""Shared runs of words from which two pages are compared: so many rare ones, or that share of the smaller page's, or of all
its runs, rare or not, the last. Never under three."""
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
        self._sizes = np.zeros(64, np.int64)
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
        if number >= len(self._sizes):
            self._sizes = np.concatenate((self._sizes, np.zeros(max(64, number), np.int64)))
        self._sizes[number] = len(page.keys)
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
        numbers = self._candidates(page, self._dead.get(self._number.get(page.id, -1)))
        return tuple(self.prints[n].id for n in numbers if self.prints[n].id != page.id)

    def _candidates(self, page: Print, dead: Mask | None) -> list[int]:
        keys = page.keys if dead is None else page.keys[~dead[page.key_at]]
        marks = page.marks if dead is None else page.marks[~dead[page.mark_at]]
        numbers, counts, weights = self._hits(self._runs, np.unique(keys), _MOST)
        fewer = np.minimum(self._sizes[numbers], len(keys))
        enough = (weights >= np.clip(_RARE_SHARE * fewer, 3, _MIN_KEYS)) | (counts >= np.maximum(_ANY_SHARE * fewer, 3))
        order = np.lexsort((numbers[enough], -counts[enough]))
        found: list[int] = numbers[enough][order].tolist()
        numbers, counts, weights = self._hits(self._marks, marks, _MOST_MARKS)
        likely = numbers[weights >= MIN_MARKS].tolist()
        seen = set(found)
        found += [n for n in likely if n not in seen and worth_aligning(page, self.prints[n])]
        return found

    @staticmethod
    def _hits(postings: Postings, keys: Keys, most: int) -> tuple[Positions, Positions, npt.NDArray[np.float64]]:
        """The pages that share keys: their numbers, how many keys, and how many when a frequent key counts less."""
        which, pages, carriers = postings.pages(keys, most)
        order = np.argsort(pages, kind="stable")
        pages = pages[order]
        starts = np.flatnonzero(np.diff(pages, prepend=-1))
        if not len(starts):
            return pages, pages, np.zeros(0)
        weight = np.minimum(1.0, _RARE / carriers[which[order]])
        return pages[starts], np.diff(starts, append=len(pages)), np.add.reduceat(weight, starts)

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
        for number in sorted(stale):
            for near in self._candidates(self.prints[number], self._dead.get(number)):
                pair = (min(number, near), max(number, near))
                if near == number or pair in seen:
                    continue
                seen.add(pair)
                found = judge(
                    self.prints[pair[0]], self.prints[pair[1]], self._dead.get(pair[0]), self._dead.get(pair[1])
                )
                if found is not None:
                    self._edges[pair] = found
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

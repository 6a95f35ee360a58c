"""The index of origins: what is known of every page's text, such that a new page finds its kin without reading them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from armstrail.origin.candidates import MOST, alike_by_marks, alike_by_runs, asked, weight
from armstrail.origin.fingerprint import Keys, Print, print_of
from armstrail.origin.furniture import Mask, Repeats
from armstrail.origin.grouping import groups
from armstrail.origin.judgement import Judgement
from armstrail.origin.postings import Packed, Postings
from armstrail.origin.rewording import worth_aligning
from armstrail.origin.text import Text
from armstrail.origin.tokens import Positions
from armstrail.origin.verdict import judge

_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Edge:
    """A verdict on two pages of the index, by number; `one` entered before `other`."""

    one: int
    other: int
    judgement: Judgement


class OriginIndex:
    """Pages by their fingerprints. Holds no text; `prints` are all its state, and an index built from them is the same.

    A page looks for its kin among those before it (see `Print.rank`), and what is frequent is counted among those, so
    that verdicts depend on the pages alone. Pages may come in any order all the same: `edges` and `groups` put them in
    order and settle them anew where one came behind a later one, after which their numbers are others.
    """

    def __init__(self, prints: Iterable[Print] = ()) -> None:
        self.prints: list[Print] = []
        self._start(sorted(prints, key=lambda page: page.rank))

    def _start(self, prints: Sequence[Print]) -> None:
        self.prints.clear()
        self._number: dict[str, int] = {}
        self._runs = Postings()
        self._marks = Postings()
        self._repeats = Repeats(self.prints)
        self._sizes = np.zeros((3, 64), np.int32)  # keys, marks, language of each page
        self._tongues: dict[str | None, int] = {}
        self._dead: dict[int, Mask] = {}
        self._edges: dict[tuple[int, int], Judgement] = {}
        self._kin: dict[int, list[int]] = {}  # for each page the earlier ones that it was compared with
        self._compared: dict[int, set[int]] = {}  # the same, from the earlier page
        self._unsettled: list[int] = []
        self._in_order = True
        if prints:
            self._enter(prints)

    def __len__(self) -> int:
        return len(self.prints)

    def __contains__(self, page: str) -> bool:
        return page in self._number

    def _enter(self, pages: Sequence[Print]) -> None:
        first = len(self.prints)
        for number, page in enumerate(pages, first):
            if page.id in self._number:
                raise ValueError(f"page {page.id!r} is in the index already: give each page an id of its own")
            self._in_order = self._in_order and (not number or self.prints[-1].rank < page.rank)
            self.prints.append(page)
            self._number[page.id] = number
        self._unsettled.extend(range(first, len(self.prints)))
        while self._sizes.shape[1] < len(self.prints):
            self._sizes = np.concatenate((self._sizes, np.zeros_like(self._sizes)), axis=1)
        own = self._sizes[:, first : len(self.prints)]
        own[2] = [self._tongue(page) for page in pages]
        for size, postings, keys in (
            (own[0], self._runs, [page.keys for page in pages]),
            (own[1], self._marks, [page.marks for page in pages]),
        ):
            size[:] = [len(some) for some in keys]
            postings.add_packed(_packed(keys, first))

    def add(self, text: Text | Print) -> tuple[Edge, ...]:
        """Enter a page and settle it: the verdicts that tie it to pages entered before.

        Raises ValueError where its id is in the index already.
        """
        self._enter([text if isinstance(text, Print) else print_of(text)])
        number = len(self.prints) - 1
        self._settle()
        return tuple(
            Edge(near, number, self._edges[near, number])
            for near in sorted(self._kin.get(number, ()))
            if (near, number) in self._edges
        )

    def candidates(self, text: Text | Print) -> tuple[str, ...]:
        """Ids of the pages of the index worth comparing with a text, the one with the most shared fingerprints first."""
        page = text if isinstance(text, Print) else print_of(text)
        (numbers,) = self._candidates([page], [None], [len(self.prints)])
        return tuple(self.prints[n].id for n in numbers if self.prints[n].id != page.id)

    def _candidates(
        self, pages: Sequence[Print], dead: Sequence[Mask | None], before: Sequence[int]
    ) -> list[list[int]]:
        """For each page the numbers of those worth comparing with it, all under its `before`, the most alike first."""
        keys, marks = [], []
        for page, mask in zip(pages, dead, strict=True):
            own_keys, own_marks = asked(page, mask)
            keys.append(own_keys)
            marks.append(own_marks)
        bounds = np.array(before)
        found: list[list[int]] = [[] for _ in pages]
        own, numbers, counts, weights = _hits(self._runs, keys, bounds)
        fewer = np.minimum(self._sizes[0, numbers], np.array([len(k) for k in keys])[own])
        enough = alike_by_runs(counts, weights, fewer)
        order = np.lexsort((numbers[enough], -counts[enough], own[enough]))
        for at, number in zip(own[enough][order].tolist(), numbers[enough][order].tolist(), strict=True):
            found[at].append(number)
        own, numbers, counts, weights = _hits(self._marks, marks, bounds)
        fewer = np.minimum(self._sizes[1, numbers], np.array([len(m) for m in marks])[own])
        tongues = np.array([self._tongue(page) for page in pages])[own]
        likely = alike_by_marks(counts, weights, fewer, self._sizes[2, numbers] == tongues)
        for at, number in zip(own[likely].tolist(), numbers[likely].tolist(), strict=True):
            if number not in found[at] and worth_aligning(pages[at], self.prints[number]):
                found[at].append(number)
        return found

    def _tongue(self, page: Print) -> int:
        """A number for a page's language."""
        return self._tongues.setdefault(page.language, len(self._tongues))

    def _settle(self) -> None:
        """Bring masks and verdicts up to date with the pages entered since."""
        fresh, self._unsettled = self._unsettled, []
        changed = self._repeats.enter(fresh)
        stale = sorted(changed.union(fresh))
        for number in stale:
            mask = self._repeats.mask(number)
            if mask is not None:
                self._dead[number] = mask
            else:
                self._dead.pop(number, None)
        for number in changed:
            for near in self._kin.pop(number, ()):
                self._compared[near].discard(number)
                self._edges.pop((near, number), None)
        for at in range(0, len(stale), _AT_ONCE):
            batch = stale[at : at + _AT_ONCE]
            kin = self._candidates([self.prints[n] for n in batch], [self._dead.get(n) for n in batch], batch)
            for number, found in zip(batch, kin, strict=True):
                if found:
                    self._kin[number] = found
                for near in found:
                    self._compared.setdefault(near, set()).add(number)
                    self._judge(near, number)
        settled = set(stale)
        for number in sorted(changed):  # later pages need not look again, but their verdicts on this one may differ
            for later in sorted(self._compared.get(number, set()) - settled):
                self._judge(number, later)

    def _judge(self, one: int, other: int) -> None:
        verdict = judge(self.prints[one], self.prints[other], self._dead.get(one), self._dead.get(other))
        if verdict is not None:
            self._edges[one, other] = verdict
        else:
            self._edges.pop((one, other), None)

    def _put_in_order(self) -> None:
        """Settle all pages, after numbering them anew where they came out of order."""
        if not self._in_order:
            self._start(sorted(self.prints, key=lambda page: page.rank))
        if self._unsettled:
            self._settle()

    def edges(self) -> tuple[Edge, ...]:
        """Every verdict between two pages, settled."""
        self._put_in_order()
        return tuple(Edge(one, other, self._edges[one, other]) for one, other in sorted(self._edges))

    def groups(self) -> list[list[int]]:
        """The origins as lists of page numbers, the earliest page first in each."""
        joined = [(edge.one, edge.other, edge.judgement.score) for edge in self.edges() if edge.judgement.joins]
        return groups(dict(enumerate(self.prints)), joined)

    def repeated(self) -> Mapping[int, frozenset[str]]:
        """The sentences that are furniture, by their keys, and on which sites (see `furniture.EVERYWHERE`)."""
        self._put_in_order()
        return self._repeats.where()

    def dead(self, page: int) -> Mask | None:
        """The words of a page that are furniture or shared background; None where there are none."""
        return self._dead.get(page)


def _packed(keys: Sequence[Keys], first: int) -> Packed:
    """The keys of pages as entries of `Postings`, the first page numbered `first`."""
    entries = np.empty(sum(map(len, keys)), np.uint64)
    end = 0
    for number, own in enumerate(keys, first):
        start, end = end, end + len(own)
        entries[start:end] = own
        entries[start:end] <<= np.uint64(32)
        entries[start:end] |= np.uint64(number)
    return entries


def _hits(
    postings: Postings, keys: Sequence[Keys], before: Positions
) -> tuple[Positions, Positions, Positions, Positions]:
    """The pages that share keys with each of several, of those under its number in `before`.

    Returns whose keys, page number, how many keys the two share, and what these count together (see `candidates.weight`).
    """
    owner = np.repeat(np.arange(len(keys)), [len(k) for k in keys])
    ranked = np.sort(np.concatenate(keys).astype(np.uint64) << np.uint64(32) | owner.astype(np.uint64))
    owner = (ranked & np.uint64(0xFFFFFFFF)).astype(np.int64)
    which, pages, carriers = postings.pages((ranked >> np.uint64(32)).astype(np.uint32), before[owner], MOST)
    codes = (owner[which] << 32 | pages) << 8 | weight(carriers)[which]
    codes.sort()
    heads = codes >> 8
    starts = np.flatnonzero(np.diff(heads, prepend=-1))
    if not len(starts):
        return codes, codes, codes, codes
    weights = np.add.reduceat(codes & 0xFF, starts)
    heads = heads[starts]
    return heads >> 32, heads & 0xFFFFFFFF, np.diff(starts, append=len(codes)), weights

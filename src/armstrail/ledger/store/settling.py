"""A page that comes finds its origin: among the pages that share its keys, and no others are looked at.

What is kept (`schema.print_*`) is what an `OriginIndex` of all pages would hold, row by row, so that pages in whatever order
and in whatever parts give the same origins. A page that comes before others in their order (see `Print.rank`) can change
what they have with each other only through a key of which it is one of the first `COUNTED` pages: a page that was one of
the first is so no longer, and the verdicts that rested on that key are weighed again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import Connection, delete, insert

from armstrail.ledger.store import keys, schema
from armstrail.ledger.store.keys import MARK, RUN, SENTENCE, Carriers, coded, coded_on_site
from armstrail.ledger.store.shelf import Shelf, Sizes
from armstrail.origin import Edge, Print
from armstrail.origin.candidates import COUNTED, MOST, alike_by_marks, alike_by_runs, weight
from armstrail.origin.furniture import ANYWHERE, EVERYWHERE, tell_stories, unit_keys
from armstrail.origin.furniture import ON_SITE as STORIES_ON_SITE
from armstrail.origin.rewording import worth_aligning
from armstrail.origin.verdict import judge

_WEIGHTS = weight(np.arange(COUNTED + 2)).tolist()
_FEWEST = 3
"""Shared keys under which no two pages are compared, whatever their sizes."""


@dataclass(slots=True)
class _Shared:
    """The keys that a page shares with others, for each of them: how many, and what they count together."""

    counts: Counter[int] = field(default_factory=Counter)
    weights: Counter[int] = field(default_factory=Counter)

    def add(self, other: int, worth: int) -> None:
        self.counts[other] += 1
        self.weights[other] += worth

    def many(self) -> list[int]:
        return [other for other, count in self.counts.items() if count >= _FEWEST]


class Settling:
    """Takes in pages one by one. `touched` are the pages whose verdicts have changed, whose groups may be others now."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.shelf = Shelf(connection)
        self.touched: set[int] = set()

    def enter(self, number: int) -> None:
        """Settle the page with this number, whose fingerprint is in the store."""
        page = self.shelf.get(number)
        keys.add(self._connection, [(number, page)])
        heads = keys.heads(self._connection, keys.keys_of(page).tolist())
        where = self.shelf.repeated(unit_keys(page), page.site)
        changed = self._count_sentences(number, page, heads, where) - {number}
        self.shelf.settled(number, where)
        stale = [number, *sorted(changed)]
        self.shelf.masked_anew(changed)
        self._drop(changed)
        done: set[tuple[int, int]] = set()
        for one in stale:
            self._search(one, heads if one == number else self._heads_of(one), done)
        self._weigh_again(number, heads, set(stale))
        self.touched.update(stale)

    def _heads_of(self, number: int) -> dict[int, Carriers]:
        page = self.shelf.get(number)
        wanted = np.concatenate((coded(RUN, page.keys), coded(MARK, page.marks)))
        return keys.heads(self._connection, wanted.tolist())

    # ------------------------------------------------------------ furniture
    def _count_sentences(
        self, number: int, page: Print, heads: Mapping[int, Carriers], where: dict[int, frozenset[str]]
    ) -> set[int]:
        """Bring up to date which of a page's sentences are furniture, in the store and in `where`, what it says of them.

        Returns the pages with a sentence of which that has changed.
        """
        sentences = unit_keys(page)
        counted = [(EVERYWHERE, coded(SENTENCE, sentences), ANYWHERE)]
        if page.site is not None:
            counted.append((page.site, coded_on_site(sentences, page.site), STORIES_ON_SITE))
        changed = []
        for site, coded_, stories in counted:
            for sentence, key in zip(sentences.tolist(), coded_.tolist(), strict=True):
                first = [other for _, other in heads[key][:COUNTED]]
                if number not in first or len(first) < stories:
                    continue
                now = tell_stories(first, stories, self.shelf.are_versions)
                known = where.get(sentence, frozenset())
                if now != (site in known):
                    changed.append(key)
                    where[sentence] = known | {site} if now else known - {site}
                    self._note(sentence, site, now)
        return {other for _, other in keys.carriers(self._connection, changed)} if changed else set()

    def _note(self, sentence: int, site: str, repeated: bool) -> None:
        table = schema.print_repeated
        if repeated:
            self._connection.execute(insert(table).values(key=sentence, site=site[:255]))
        else:
            self._connection.execute(delete(table).where(table.c.key == sentence, table.c.site == site[:255]))

    # ------------------------------------------------------------ kin
    def _search(self, number: int, heads: Mapping[int, Carriers], done: set[tuple[int, int]]) -> None:
        """Compare a page with all that are worth it, before it and after it; pairs in `done` were, and are added there."""
        page = self.shelf.get(number)
        asking = self.shelf.asked(number)
        at_ = {key: _place(carriers, number) for key, carriers in heads.items()}
        likely: set[int] = set()
        for kind, own, wanted in ((RUN, page.keys, asking[0]), (MARK, page.marks, asking[1])):
            before = _Shared()
            for key in coded(kind, wanted).tolist():
                at = at_[key]
                for _, other in heads[key][: min(at, MOST)]:
                    before.add(other, _WEIGHTS[at])
            after, long = _Shared(), []
            for key in coded(kind, own).tolist():
                at = at_[key]
                if at >= MOST:
                    continue
                if len(heads[key]) > COUNTED:
                    long.append(key)
                for place, (_, other) in enumerate(heads[key][at + 1 : COUNTED], at + 1):
                    after.add(other, _WEIGHTS[place])
            first = {key: {other for _, other in heads[key][:COUNTED]} for key in long}
            for key, other in keys.carriers(self._connection, long):
                if other not in first[key]:
                    after.add(other, 0)
            likely.update(self._alike(kind, number, len(wanted), before, after))
        self.shelf.fetch(likely)
        for other in sorted(likely):
            pair = self._in_order(number, other)
            if pair not in done:
                done.add(pair)
                self._judge(*pair)

    def _alike(self, kind: int, number: int, asked: int, before: _Shared, after: _Shared) -> Iterable[int]:
        """Of the pages that share keys of a kind those that are worth comparing."""
        earlier, later = before.many(), after.many()
        sizes = self.shelf.sizes({number, *earlier, *later})
        own = sizes[number]
        found = []
        for others, shared, fewer in (
            (earlier, before, [min(_has(sizes[other], kind), asked) for other in earlier]),
            (later, after, [min(_has(own, kind), _asks(sizes[other], kind)) for other in later]),
        ):
            counts = np.array([shared.counts[other] for other in others], np.int64)
            weights = np.array([shared.weights[other] for other in others], np.int64)
            one_language = np.array([sizes[other].language == own.language for other in others], np.bool_)
            enough = _enough(kind, counts, weights, np.array(fewer, np.int64), one_language)
            found += [other for other, sure in zip(others, enough.tolist(), strict=True) if sure]
        unsure = {other for other in later if _asks(sizes[other], kind) < _has(sizes[other], kind)}
        if kind == MARK:
            self.shelf.prints(found)
        for other in found:
            # What a later page does not ask for was counted too.
            if other in unsure and not self._weighed(kind, number, other):
                continue
            if kind == MARK and not worth_aligning(self.shelf.get(other), self.shelf.get(number)):
                continue
            yield other

    def _weighed(self, kind: int, one: int, other: int) -> bool:
        """Whether the keys of a kind that two pages share, the earlier first, make them worth comparing."""
        wanted = self.shelf.asked(other)[0 if kind == RUN else 1]
        page, later = self.shelf.get(one), self.shelf.get(other)
        own = page.keys if kind == RUN else page.marks
        heads = keys.heads(self._connection, coded(kind, np.intersect1d(own, wanted)).tolist())
        shared = _Shared()
        for carriers in heads.values():
            at, behind = _place(carriers, one), _place(carriers, other)
            if at < MOST and at < behind:
                shared.add(one, _WEIGHTS[behind])
        counts, weights = np.array([shared.counts[one]]), np.array([shared.weights[one]])
        fewer = np.array([min(len(own), len(wanted))])
        return bool(_enough(kind, counts, weights, fewer, np.array([page.language == later.language]))[0])

    def _weigh_again(self, number: int, heads: Mapping[int, Carriers], stale: set[int]) -> None:
        """Drop the verdicts that rested on keys of which a page is one of the first no longer, since this one came."""
        moved: dict[int, list[int]] = defaultdict(list)
        for key, carriers in heads.items():
            if key >> keys.KIND not in (RUN, MARK):
                continue
            at = _place(carriers, number)
            for bound in (MOST, COUNTED):
                if at < bound < len(carriers):
                    moved[carriers[bound][1]].append(key)
        edges = [
            edge
            for edge in (self.shelf.pairs(moved) if moved else ())
            if edge.one not in stale and edge.other not in stale  # these were compared anew
        ]
        sizes = self.shelf.sizes({page for edge in edges for page in (edge.one, edge.other)})
        asked: dict[tuple[int, int, int], list[Edge]] = defaultdict(list)
        for edge in edges:
            for here, there in ((edge.one, edge.other), (edge.other, edge.one)):
                for key in moved.get(here, ()):
                    asked[key, sizes[there].place, there].append(edge)
        shared = {(edge.one, edge.other): edge for row in keys.present(self._connection, asked) for edge in asked[row]}
        gone = []
        for _, edge in sorted(shared.items()):
            one, other = self.shelf.get(edge.one), self.shelf.get(edge.other)
            by_marks = self._weighed(MARK, edge.one, edge.other) and worth_aligning(other, one)
            if not by_marks and not self._weighed(RUN, edge.one, edge.other):
                gone.append(edge)
        self.shelf.untie(gone)
        self.touched.update(page for edge in gone for page in (edge.one, edge.other))

    # ------------------------------------------------------------ verdicts
    def _in_order(self, one: int, other: int) -> tuple[int, int]:
        both = self.shelf.prints((one, other))
        return (one, other) if both[one].rank < both[other].rank else (other, one)

    def _judge(self, one: int, other: int) -> None:
        found = judge(self.shelf.get(one), self.shelf.get(other), self.shelf.mask(one), self.shelf.mask(other))
        if found is not None:
            self.shelf.tie([Edge(one, other, found)])
            self.touched.update((one, other))

    def _drop(self, pages: set[int]) -> None:
        """Forget the verdicts on pages."""
        edges = self.shelf.pairs(pages) if pages else []
        self.shelf.untie(edges)
        self.touched.update(page for edge in edges for page in (edge.one, edge.other))


def _place(carriers: Carriers, page: int) -> int:
    """How many pages with a key come before a page; one more than `COUNTED` where it is none of the first."""
    for at, (_, other) in enumerate(carriers):
        if other == page:
            return at
    return COUNTED + 1


def _has(sizes: Sizes, kind: int) -> int:
    return sizes.runs if kind == RUN else sizes.marks


def _asks(sizes: Sizes, kind: int) -> int:
    return sizes.asked_runs if kind == RUN else sizes.asked_marks


def _enough(
    kind: int, counts: np.ndarray, weights: np.ndarray, fewer: np.ndarray, one_language: np.ndarray
) -> np.ndarray:
    if kind == RUN:
        return alike_by_runs(counts, weights, fewer)
    return alike_by_marks(counts, weights, fewer, one_language)

"""Sentences that are nobody's story: furniture that a site prints on page after page, background that many pages repeat.

A sentence (figures masked, so that "You have 2 free articles left" is one) is furniture of a site where three of its stories
carry it, and background where `ANYWHERE` stories of whatever sites do. Versions of one story count once: a report that a
site brings up to date four times, or that twenty sites re-post, is no furniture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from armstrail.origin.fingerprint import Keys, Print
from armstrail.origin.postings import Packed, Postings, distinct
from armstrail.origin.tokens import Positions

Mask = npt.NDArray[np.bool_]

ON_SITE = 3
ANYWHERE = 5
LOOKED_AT = 16
"""Pages with a sentence that are looked at, the earliest of a site, and of all sites."""
_AT_ONCE = 1 << 16
_SAME_SENTENCES = 0.6
"""Share of the smaller page's words in common sentences that makes two pages versions of one story."""
_SAME_REST, _MIN_REST = 0.1, 3
"""Or the share of common runs of words in what is left besides those sentences (a spun version), and how many at least."""
_OWN_REST, _DAYS = 8, 3
"""Runs of words that both have besides those sentences, hardly one of them common, with which two pages of one site that
lie so many days apart tell stories of their own: issues of a report, with what stands in each."""
_SHORT = 20
"""Runs of words under which a page may share whole sentences and no run."""
_REMEMBERED = 100_000
"""Pairs of pages for which it is remembered whether they are versions of one story."""
EVERYWHERE = "*"
"""What stands for all sites where it is told on which a sentence is furniture."""


class Repeats:
    """Which sentences are furniture, and on which sites: kept up to date as pages come. `pages` may grow outside."""

    def __init__(self, pages: Sequence[Print]) -> None:
        self._pages = pages
        self._postings = Postings()
        self._where: dict[int, frozenset[str]] = {}
        self._everywhere: set[int] = set()
        self._versions: dict[tuple[int, int], bool] = {}

    def enter(self, numbers: Sequence[int]) -> set[int]:
        """Count the sentences of new pages; the numbers of elder pages whose furniture has become more or less."""
        if not numbers:
            return set()
        units = [self._pages[number].units for number in numbers]
        owner = np.repeat(np.array(numbers, np.uint64), [len(own) for own in units])
        every = np.concatenate(units)
        packed: Packed = (every >> np.uint64(32) << np.uint64(32) | owner)[every != 0]
        packed.sort()
        packed = distinct(packed)
        keys = distinct((packed >> np.uint64(32)).astype(np.uint32))
        self._postings.add_packed(packed)
        if self._everywhere:  # more pages make these no less
            keys = np.setdiff1d(keys, np.fromiter(self._everywhere, np.uint32), assume_unique=True)
        changed: set[int] = set()
        if len(self._versions) > _REMEMBERED:
            self._versions.clear()
        for key, pages in self._carriers(keys):
            before, now = self._where.get(key, frozenset()), self.repeated_on(pages)
            if now != before:
                self._where[key] = now
                if EVERYWHERE in now:
                    self._everywhere.add(key)
                changed.update(page for page in pages if self._is_in(before, page) != self._is_in(now, page))
        return changed - set(numbers)

    def _carriers(self, keys: Keys) -> Iterator[tuple[int, list[int]]]:
        """The sentences that may be repeated, each with its pages, the earliest first."""
        for at in range(0, len(keys), _AT_ONCE):
            some = keys[at : at + _AT_ONCE]
            _, _, count = self._postings.pages(some, len(self._pages), 0)
            some = some[count >= ON_SITE]
            which, pages, count = self._postings.pages(some, len(self._pages), len(self._pages))
            pages = pages[np.argsort(which, kind="stable")]
            ends = np.cumsum(count)
            for key, size, end in zip(some.tolist(), np.diff(ends, prepend=0).tolist(), ends.tolist(), strict=True):
                yield key, pages[end - size : end].tolist()

    def where(self) -> Mapping[int, frozenset[str]]:
        """The sites on which each sentence is furniture, of those that are on any."""
        return {key: sites for key, sites in self._where.items() if sites}

    def mask(self, number: int) -> Mask | None:
        """The words of a page that stand in repeated sentences; None where there are none."""
        return mask_of(self._pages[number], self._where)

    def _is_in(self, where: frozenset[str], page: int) -> bool:
        return _is_in(where, self._pages[page].site)

    def repeated_on(self, pages: Sequence[int]) -> frozenset[str]:
        """The sites on which a sentence that these pages carry is furniture; `*` where it is background anywhere."""
        by_site: dict[str, list[int]] = defaultdict(list)
        for page in pages:
            site = self._pages[page].site
            if site is not None:
                by_site[site].append(page)
        where = {site for site, own in by_site.items() if self._stories(own, ON_SITE)}
        if self._stories(pages, ANYWHERE):
            where.add(EVERYWHERE)
        return frozenset(where)

    def _stories(self, pages: Sequence[int], wanted: int) -> bool:
        """Whether the pages tell at least `wanted` stories."""
        if len(pages) < wanted:
            return False
        ranked = sorted(pages, key=lambda page: self._pages[page].rank)
        return tell_stories(ranked, wanted, self._are_versions)

    def _are_versions(self, one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        known = self._versions.get(pair)
        if known is None:
            known = self._versions[pair] = are_versions(self._pages[one], self._pages[other])
        return known


def tell_stories(pages: Sequence[int], wanted: int, are_one: Callable[[int, int], bool]) -> bool:
    """Whether the first of some pages (the earliest first) tell at least `wanted` stories; `are_one` says which tell one."""
    told: list[int] = []
    for page in pages[:LOOKED_AT]:
        if not any(are_one(page, other) for other in told):
            told.append(page)
            if len(told) >= wanted:
                return True
    return False


def mask_of(page: Print, where: Mapping[int, frozenset[str]]) -> Mask | None:
    """The words of a page in sentences that are furniture: `where` tells on which sites the sentence of a key is.

    None where there are none.
    """
    if where.keys().isdisjoint(_keys(page.units).tolist()):
        return None
    dead = [
        bool(unit) and _is_in(where.get(key, frozenset()), page.site)
        for unit, key in zip(page.units.tolist(), _keys(page.units).tolist(), strict=True)
    ]
    if not any(dead):
        return None
    return np.repeat(np.array(dead, np.bool_), _lengths(page))


def unit_keys(page: Print) -> Keys:
    """The keys under which a page's sentences are counted, each once."""
    return distinct(np.sort(_keys(page.units[page.units != 0])))


def _is_in(where: frozenset[str], site: str | None) -> bool:
    return bool(where) and (EVERYWHERE in where or site in where)


def are_versions(one: Print, other: Print) -> bool:
    """Whether two pages with a sentence in common tell one story, so that it counts once."""
    keys = np.sort(np.concatenate((one.keys, other.keys)))
    if int((keys[1:] == keys[:-1]).sum()) < _MIN_REST and min(len(one.keys), len(other.keys)) >= _SHORT:
        return False
    common = np.intersect1d(one.units[one.units != 0], other.units[other.units != 0])
    in_one, in_other = np.isin(one.units, common), np.isin(other.units, common)
    same = min(int(_lengths(one)[in_one].sum()), int(_lengths(other)[in_other].sum()))
    rest_one, rest_other = _rest(one, in_one), _rest(other, in_other)
    fewest, common_rest = min(len(rest_one), len(rest_other)), len(np.intersect1d(rest_one, rest_other))
    if fewest > 0 and common_rest >= max(_MIN_REST, _SAME_REST * fewest):
        return True
    if same < _SAME_SENTENCES * min(len(one.words), len(other.words)):
        return False
    return fewest < _OWN_REST or not _are_issues(one, other)


def _are_issues(one: Print, other: Print) -> bool:
    """Whether two pages of one site lie days apart."""
    if one.site is None or one.site != other.site or one.date is None or other.date is None:
        return False
    return abs((one.date - other.date).days) >= _DAYS


def _rest(page: Print, common: Mask) -> Keys:
    """The keys of a page that stand in none of its `common` sentences."""
    keys, unit = _keys_in_units(page)
    return keys[~common[unit]]


@lru_cache(maxsize=1024)
def _keys_in_units(page: Print) -> tuple[Keys, Positions]:
    """The runs of a page, and in which of its sentences each begins."""
    keys, at = page.runs()
    return keys, np.searchsorted(page.unit_at, at, side="right") - 1


def _lengths(page: Print) -> npt.NDArray[np.int64]:
    return np.diff(page.unit_at, append=len(page.words))


def _keys(units: npt.NDArray[np.uint64]) -> Keys:
    return (units >> np.uint64(32)).astype(np.uint32)

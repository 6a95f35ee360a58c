"""From verdicts on pairs to origins: groups without single-link chains.

Groups grow from the surest pairs. A page joins a group if it matches the group's earliest page or two of its members; two
groups become one if two pages on each side match, or if the earliest page of both matches most of the other group. So a
round-up that carries two stories joins one of them and does not make them one. The result depends on the pages and the
verdicts alone, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol


class Dated(Protocol):
    """A page that has a place in time."""

    @property
    def order(self) -> tuple[Any, ...]:
        """Sorts the earliest first."""


def groups(pages: Mapping[int, Dated], joined: Iterable[tuple[int, int, float]]) -> list[list[int]]:
    """The partition of `pages` that the matching pairs give.

    `joined` holds `(page, page, score)`, the score telling how sure the match is. In each group, and among groups, the
    earliest page stands first.
    """
    ranked = sorted(pages, key=lambda page: pages[page].order)
    rank = {page: place for place, page in enumerate(ranked)}
    matches: dict[int, set[int]] = {}
    links: list[tuple[float, int, int]] = []
    for one, other, score in joined:
        matches.setdefault(one, set()).add(other)
        matches.setdefault(other, set()).add(one)
        links.append((-score, min(rank[one], rank[other]), max(rank[one], rank[other])))
    links.sort()
    group = {page: {page} for page in matches}
    waiting: list[tuple[float, int, int]] = links
    while True:
        left: list[tuple[float, int, int]] = []
        for link in waiting:
            here, there = group[ranked[link[1]]], group[ranked[link[2]]]
            if here is there:
                continue
            if not _belong(here, there, matches, rank):
                left.append(link)
                continue
            small, large = (here, there) if len(here) <= len(there) else (there, here)
            large |= small
            for page in small:
                group[page] = large
        if len(left) == len(waiting) or not left:
            break
        waiting = left
    unique = {id(members): members for members in group.values()}
    result = [sorted(members, key=rank.__getitem__) for members in unique.values()]
    result += [[page] for page in ranked if page not in group]
    return sorted(result, key=lambda members: rank[members[0]])


def _belong(one: set[int], other: set[int], matches: Mapping[int, set[int]], rank: Mapping[int, int]) -> bool:
    """Whether two groups, of which at least one pair matches, are one."""
    if len(one) == 1 and len(other) == 1:
        return True
    first, second = min(one, key=rank.__getitem__), min(other, key=rank.__getitem__)
    if rank[second] < rank[first]:
        one, other, first = other, one, second
    if 2 * len(matches[first] & other) > len(other):
        return True
    touched = set().union(*(matches[page] & one for page in other))
    touching = [page for page in other if matches[page] & one]
    if len(one) == 1:  # a lone page that came before the other group: it needs two of its members
        return len(touching) >= 2
    return len(touched) >= 2 and len(touching) >= min(2, len(other))

"""From links to groups, from the best link to the worst, looking only at what a change can reach.

Groups come about in two steps. Strong links first: what they tie together becomes one *clump*, unless records in it
contradict each other. Weak links then join clumps between which every pair is linked; nothing else can follow from them,
so a clump that has no such neighbour is a group whatever else its records are like. A large clump without contradictions
is kept whole: a record that is tied to it and contradicts none of it is added to the links that made it one, which gives
the same links as going through all of its pairs again (the best spanning tree of a graph that grows by a node lies in the
old tree and the node's own links).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from armstrail.ledger.compare import CONTRADICTION, STRONG, Verdict
from armstrail.ledger.kin import Kin
from armstrail.ledger.nodes import Group, Link, Node

__all__ = ["FORCED", "Regrouping", "Ties", "Whole"]

FORCED = 2.0
"""Score of a link that an analyst has made."""
LARGE = 12
"""Nodes from which on a clump is kept whole."""

Whole = dict[Hashable, Node]
"""The marks of a clump that is kept whole, each with a node that has it."""


class Ties(Protocol):
    """Nodes with their links, as grouping asks for them."""

    nodes: dict[str, Node]
    groups: dict[str, Group]
    whole: dict[str, Whole]
    kin: Kin | None

    def linked(self, key: str) -> Collection[str]:
        """The nodes that are linked with a node and not held apart by an analyst."""
        ...

    def holds(self, a: str, b: str) -> bool:
        """Whether two linked nodes are one by that link alone."""
        ...

    def verdict(self, a: str, b: str) -> Verdict:
        """The verdict on two nodes, seen from the first."""
        ...

    def parted(self, key: str) -> Collection[str]:
        """The nodes that an analyst holds apart from a node."""
        ...

    def beside(self, key: str) -> Iterator[str]:
        """The nodes that stand on a page with a node, itself among them."""
        ...


@dataclass(slots=True, eq=False)
class Clump:
    """Nodes that strong links make one, with the links that did."""

    nodes: list[str]
    links: list[Link]
    whole: Whole | None = None


class _Merging:
    """Sets of nodes that become one link by link."""

    def __init__(self, parts: Iterable[tuple[list[str], list[Link]]]) -> None:
        self.members: dict[str, list[str]] = {}
        self.made: dict[str, list[Link]] = {}
        self.home: dict[str, str] = {}
        for nodes, links in parts:
            self.members[nodes[0]], self.made[nodes[0]] = [*nodes], [*links]
            self.home.update(dict.fromkeys(nodes, nodes[0]))

    def join(self, links: Iterable[Link], allowed: Callable[[list[str], str, Link], bool] | None = None) -> None:
        """Go through links from the best to the worst. `allowed` tells whether the nodes of the smaller set may come by a
        link to those whose home is given.
        """
        for link in sorted(links, key=lambda link: (-link.verdict.score, link.a, link.b)):
            one, two = self.home[link.a], self.home[link.b]
            if one == two:
                continue
            if len(self.members[one]) < len(self.members[two]):
                one, two = two, one
            if allowed is not None and not allowed(self.members[two], one, link):
                continue
            for key in self.members[two]:
                self.home[key] = one
            self.members[one] += self.members.pop(two)
            self.made[one] += [*self.made.pop(two), link]

    def clumps(self) -> list[Clump]:
        """What has become of the sets."""
        return [Clump(nodes, self.made[home]) for home, nodes in self.members.items()]


class Regrouping:
    """Groups anew what a change can reach; used once."""

    def __init__(self, ties: Ties) -> None:
        self._ties = ties
        self.old: dict[str, Group] = {}
        """The groups that were taken out."""
        self._clump_of: dict[str, Clump] = {}
        self._clumps: list[Clump] = []
        self._reach: dict[str, list[str]] = {}

    def run(self, dirty: Iterable[str]) -> list[Group]:
        """The groups of the nodes `dirty`, whose links have changed, and of all whose groups may be others by that. Takes
        the old ones out; the caller puts the new ones in.
        """
        start = sorted(dirty)
        for key in start:
            self._ties.whole.pop(self._ties.nodes[key].group, None)
        for key in start:
            for other in self._strong(key):
                if (group := self._ties.nodes[other].group) in self._ties.whole:
                    self._reach.setdefault(group, []).append(key)
        self._clump(start)
        found: list[Group] = []
        seen: set[int] = set()
        for clump in self._clumps:  # grows while groups are taken out that weak links may reach
            if id(clump) not in seen:
                together = self._together(clump)
                seen.update(map(id, together))
                found += self._groups(together)
        return found

    # ------------------------------------------------------------ strong links
    def _strong(self, key: str) -> Iterator[str]:
        return (other for other in self._ties.linked(key) if self._ties.holds(key, other))

    def _clump(self, start: Iterable[str]) -> None:
        """The clumps of some nodes, and of all that were in one group with them."""
        todo = sorted(start, reverse=True)
        while todo:
            key = todo.pop()
            if key in self._clump_of:
                continue
            loose, wholes = self._component(key)
            for name in (*loose, *wholes):
                group = self._ties.groups.pop(self._ties.nodes[name].group if name in loose else name, None)
                if group is not None:
                    self.old[group.key] = group
                    todo.extend(group.nodes if group.key not in wholes else ())
            for clump in self._formed(loose, wholes):
                self._clumps.append(clump)
                self._clump_of.update(dict.fromkeys(clump.nodes, clump))

    def _component(self, key: str) -> tuple[set[str], set[str]]:
        """What strong links tie to a node: nodes, and groups that are kept whole."""
        loose: set[str] = set()
        wholes: set[str] = set()
        todo = [key]
        while todo:
            name = todo.pop()
            group = self._ties.nodes[name].group
            if group in self._ties.whole:
                if group not in wholes:
                    wholes.add(group)
                    todo.extend(self._reach.get(group, ()))
            elif name not in loose:
                loose.add(name)
                todo.extend(self._strong(name))
        return loose, wholes

    def _formed(self, loose: set[str], wholes: set[str]) -> list[Clump]:
        if len(loose) == 1 and not wholes:
            return [Clump([*loose], [])]
        ties = self._ties
        if len(wholes) == 1:
            (key,) = wholes
            kept, marks = self.old[key], ties.whole.pop(key)
            if not loose:
                return [Clump([*kept.nodes], [*kept.links], marks)]
            if ties.kin is not None and not self._against(loose, key, marks):
                merging = _Merging(([name], []) for name in (*kept.nodes, *loose))
                merging.join([*kept.links, *self._links(loose)])
                (clump,) = merging.clumps()
                clump.whole = marks | {ties.kin.mark(ties.nodes[name]): ties.nodes[name] for name in loose}
                return [clump]
        nodes = sorted(loose.union(*(self.old[key].nodes for key in wholes)))
        for key in wholes:
            ties.whole.pop(key, None)
        foes = self._foes(nodes)
        merging = _Merging(([name], []) for name in nodes)

        def peaceful(small: list[str], home: str, link: Link) -> bool:
            held = link.verdict.score >= FORCED
            return not any(
                merging.home.get(other) == home
                for name in small
                for other in (ties.parted(name) if held else (*foes.get(name, ()), *ties.parted(name)))
            )

        merging.join(self._links(nodes), peaceful)
        clumps = merging.clumps()
        if len(clumps) == 1 and len(nodes) >= LARGE and ties.kin and not foes and not any(map(ties.parted, nodes)):
            clumps[0].whole = {ties.kin.mark(ties.nodes[name]): ties.nodes[name] for name in nodes}
        return clumps

    def _links(self, keys: Iterable[str], *, weak: bool = False) -> list[Link]:
        """The strong links of some nodes, or the weak ones among them, each but once."""
        ties, inside = self._ties, set(keys)
        found = []
        for key in inside:
            for other in ties.linked(key):
                if other not in inside:
                    if weak or not ties.holds(key, other):
                        continue
                elif other < key or (not weak and not ties.holds(key, other)):
                    continue
                a, b = (key, other) if key < other else (other, key)
                verdict = ties.verdict(a, b)
                if not weak or verdict.score < STRONG:
                    found.append(Link(a, b, verdict))
        return found

    def _against(self, loose: set[str], group: str, marks: Whole) -> bool:
        """Whether a node that comes to a whole clump may contradict anything in it or beside it."""
        ties = self._ties
        if any(map(ties.parted, loose)) or self._foes(sorted(loose)):
            return True
        for key in loose:
            node = ties.nodes[key]
            if ties.kin is None or any(ties.kin.clash(node, other) for other in marks.values()):
                return True
            near = {other for other in ties.beside(key) if ties.nodes[other].group == group}
            if any(ties.verdict(key, other).score <= CONTRADICTION for other in near):
                return True
        return False

    def _foes(self, keys: list[str]) -> dict[str, set[str]]:
        """Of each of some nodes those among them that contradict it, by their cells or by their place; not those that
        analysts hold apart.
        """
        ties = self._ties
        pairs: set[tuple[str, str]] = set()
        if ties.kin is None:
            pairs.update(combinations(keys, 2))
        else:
            marked: dict[Hashable, list[str]] = {}
            for key in keys:
                marked.setdefault(ties.kin.mark(ties.nodes[key]), []).append(key)
            pairs.update(self._beside(keys))
            for one, two in combinations(marked.values(), 2):
                if ties.kin.clash(ties.nodes[one[0]], ties.nodes[two[0]]):
                    pairs.update((a, b) if a < b else (b, a) for a in one for b in two)
        found: dict[str, set[str]] = {}
        for a, b in pairs:
            if b in ties.nodes[a].links or b in ties.parted(a):
                continue
            if ties.verdict(a, b).score <= CONTRADICTION:
                found.setdefault(a, set()).add(b)
                found.setdefault(b, set()).add(a)
        return found

    def _beside(self, keys: list[str]) -> Iterator[tuple[str, str]]:
        """The pairs of some nodes, in order, that stand on one page."""
        ties = self._ties
        if len(keys) <= LARGE:
            yield from ((a, b) for a, b in combinations(sorted(keys), 2) if ties.nodes[a].beside(ties.nodes[b]))
            return
        inside = set(keys)
        for key in keys:
            yield from ((key, other) for other in ties.beside(key) if other in inside and key < other)

    # ------------------------------------------------------------ weak links
    def _together(self, clump: Clump) -> list[Clump]:
        """A clump with those that weak links may join to it, and to them in turn."""
        found, seen = [clump], {id(clump)}
        for one in found:
            for other in self._neighbours(one):
                if id(other) not in seen:
                    seen.add(id(other))
                    found.append(other)
        return found

    def _neighbours(self, clump: Clump) -> Iterator[Clump]:
        """The clumps that a weak link ties to this one and of which every node is linked with every node of it."""
        ties = self._ties
        linked = ties.linked(clump.nodes[0])
        met: set[int] = {id(clump)}
        for name in self._weakly(clump, linked):
            there = ties.linked(name)
            if len(there) < len(clump.nodes) or not all(key in there for key in clump.nodes):
                continue
            if name not in self._clump_of:
                group = ties.nodes[name].group
                if group in ties.whole and len(linked) < len(ties.groups[group].nodes):
                    continue
                self._clump([name])
            other = self._clump_of[name]
            if id(other) not in met:
                met.add(id(other))
                if len(other.nodes) == 1 or self._complete(clump.nodes, other.nodes):
                    yield other

    def _weakly(self, clump: Clump, near: Collection[str]) -> set[str]:
        """Those of some nodes that weak links tie to a clump."""
        links = (self._ties.nodes[name].links for name in clump.nodes)
        return {name for here in links for name, link in here.items() if link.score < STRONG and name in near}

    def _complete(self, some: Iterable[str], others: Collection[str]) -> bool:
        """Whether every node of one set is linked with every node of another."""
        linked = self._ties.linked
        return all(other in there for there in map(linked, some) for other in others)

    def _groups(self, clumps: list[Clump]) -> list[Group]:
        if len(clumps) > 1:
            merging = _Merging((clump.nodes, clump.links) for clump in clumps)
            nodes = [name for clump in clumps for name in clump.nodes]

            def complete(small: list[str], home: str, _: Link) -> bool:
                return self._complete(small, merging.members[home])

            merging.join(self._links(nodes, weak=True), complete)
            alone = {clump.nodes[0]: clump for clump in clumps}
            clumps = [
                alone[clump.nodes[0]] if len(clump.nodes) == len(alone[clump.nodes[0]].nodes) else clump
                for clump in merging.clumps()
            ]
        found = []
        for clump in clumps:
            group = Group(min(clump.nodes), tuple(sorted(clump.nodes)), tuple(clump.links))
            self._ties.whole.pop(group.key, None)
            if clump.whole is not None:
                self._ties.whole[group.key] = clump.whole
            found.append(group)
        return found

"""Which records are one fact: candidates by block, verdicts by comparison, groups by a rule that knows no chains.

The outcome is a function of the set of records alone: neither the order in which pages come nor the presence of pages
that have nothing to do with a fact changes it. Adding a page compares what stands under its keys and groups anew only
what is linked with it.

Groups are formed from the best link to the worst (`grouping`). Two groups become one where no pair across them contradicts,
and either the link is strong or every pair across them is linked: so a weak link never joins what only a third record ties.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations

from armstrail.ledger.blocking import asked_keys, own_keys, twin_key
from armstrail.ledger.bursts import lies_in, stretch
from armstrail.ledger.compare import CONTRADICTION, RECALLED, STRONG, WEAK, Verdict
from armstrail.ledger.digest import AnyItem, Days, Ref
from armstrail.ledger.grouping import FORCED, Regrouping, Whole
from armstrail.ledger.kin import Kin
from armstrail.ledger.nodes import FEW, Group, Link, Node, Settled

__all__ = ["Group", "Layer", "Link", "Node", "Settled"]

Compare = Callable[[Node, Node], Verdict]
More = Callable[[Node], Collection[str]]
Leans = Callable[[Node, Iterable[Ref]], frozenset[str]]
OnPage = Callable[[str], Iterable[AnyItem]]


class Layer:
    """The records of one kind, their links and groups."""

    def __init__(self, compare: Compare, more: More, leans: Leans, on_page: OnPage, kin: Kin | None = None) -> None:
        """`compare` judges two nodes; `more` names further candidates for a node than its keys give; `leans` names the
        facts of other kinds on which the comparison of a node leans for some of its records; `on_page` gives the records
        of a page, of whatever kind; `kin` tells which records are never apart for what they say.
        """
        self.nodes: dict[str, Node] = {}
        self.node_of: dict[Ref, str] = {}
        self.groups: dict[str, Group] = {}
        self.whole: dict[str, Whole] = {}
        self.kin = kin
        # most keys are one record's own: a set, which takes ten times the memory, is made only where many come
        self._blocks: dict[int, str | tuple[str, ...] | set[str]] = {}
        self._compare, self._more, self._leans, self._on_page = compare, more, leans, on_page
        self._forced: dict[str, set[str]] = {}
        self._parted: dict[str, set[str]] = {}
        self._stale: set[str] = set()
        self._grown: dict[str, set[Ref]] = {}
        self._dirty: set[str] = set()
        self._retied: set[str] = set()
        self._gone: set[str] = set()

    # ------------------------------------------------------------ records in and out
    def add(self, item: AnyItem, origin: str, published: Days | None) -> None:
        """Take in a record."""
        key = twin_key(item, origin)
        node = self.nodes.get(key)
        fresh = node is None
        if node is None:
            node = self.nodes[key] = Node(key, item)
        node.items[item.ref] = item
        if node.copied is not None:
            node.copied.add(item.page)
        if item.ref < node.item.ref:
            fresh |= item.voice != node.item.voice
            node.item = item
        fresh |= origin not in node.origins
        node.origins[origin] = node.origins.get(origin, 0) + 1
        self.node_of[item.ref] = node.key
        fresh |= self._date(node, published)
        if fresh:
            self._file(node)
            self._stale.add(key)
        else:
            self._grown.setdefault(key, set()).add(item.ref)

    def drop(self, item: AnyItem, origin: str, published_of: Callable[[str], Days | None]) -> None:
        """Take out a record."""
        node = self.nodes[self.node_of.pop(item.ref)]
        del node.items[item.ref]
        node.copied = None
        node.origins[origin] -= 1
        if not node.origins[origin]:
            del node.origins[origin]
        self._forget(node)
        if node.items:
            node.published = None
            if node.item is item:
                node.item = node.items[min(node.items)]
            for page in node.pages:
                self._date(node, published_of(page))
            self._file(node)
            self._stale.add(node.key)
        else:
            for block in node.own:
                self._leave(block, node.key)
            del self.nodes[node.key]
            if group := self.groups.pop(node.group, None):
                self._gone.add(group.key)
                self.whole.pop(group.key, None)
                for name in group.nodes:
                    if name in self.nodes:
                        self.nodes[name].group = ""
                        self._dirty.add(name)
            self._stale.discard(node.key)
            self._dirty.discard(node.key)

    @staticmethod
    def _date(node: Node, published: Days | None) -> bool:
        """Date a node by its earliest page; tells whether that changed it."""
        if published is None or (node.published is not None and node.published <= published):
            return False
        node.published = published
        return True

    def _file(self, node: Node) -> None:
        own = own_keys(node.item, node.origins, node.published)
        for block in node.own:
            if block not in own:
                self._leave(block, node.key)
        for block in own.difference(node.own):
            there = self._blocks.get(block)
            if there is None:
                self._blocks[block] = node.key
            elif isinstance(there, str):
                self._blocks[block] = (there, node.key)
            elif isinstance(there, set):
                there.add(node.key)
            else:
                self._blocks[block] = (*there, node.key) if len(there) < FEW else {*there, node.key}
        node.own = array("q", own)

    def _leave(self, block: int, key: str) -> None:
        there = self._blocks[block]
        if isinstance(there, set):
            there.discard(key)
            if not there:
                del self._blocks[block]
            return
        rest = () if isinstance(there, str) else tuple(other for other in there if other != key)
        if rest:
            self._blocks[block] = rest
        else:
            del self._blocks[block]

    def touch(self, ref: Ref) -> None:
        """What is known of a record beside its own cells has changed: compare it anew."""
        if key := self.node_of.get(ref):
            self._stale.add(key)

    # ------------------------------------------------------------ analysts' words
    def decide(self, merged: Iterable[tuple[Ref, Ref]], parted: Iterable[tuple[Ref, Ref]]) -> None:
        """Pairs that analysts hold to be one, and pairs that they hold apart; replaces what was decided before."""
        self._dirty.update(self._forced, self._parted)
        for key in self._forced.keys() | self._parted.keys():
            if key in self.nodes:
                self._dirty.update(self.linked(key))
        self._forced, self._parted = {}, {}
        for pairs, into in ((merged, self._forced), (parted, self._parted)):
            for a, b in pairs:
                one, two = self.node_of.get(a), self.node_of.get(b)
                if one and two and one != two:
                    into.setdefault(one, set()).add(two)
                    into.setdefault(two, set()).add(one)
                    self._dirty.update((one, two))

    # ------------------------------------------------------------ linking and grouping
    def _check_grown(self) -> dict[str, set[Ref]]:
        """Nodes that have only got more copies, and these. They keep their links, unless a copy brings something that
        comparison leans on, or two of them now stand on one page and never did before.
        """
        fresh, self._grown = self._grown, {}
        grown = {key: refs for key, refs in fresh.items() if key in self.nodes and key not in self._stale}
        beside: dict[str, list[str]] = {}
        for key, refs in grown.items():
            for page, _ in refs:
                beside.setdefault(page, []).append(key)
            node = self.nodes[key]
            if not self._leans(node, refs) <= node.leans:
                self._stale.add(key)
        for keys in beside.values():
            for one, two in combinations(keys, 2):
                if not self._stood_together(one, two, grown):
                    self._stale.update((one, two))
        return {key: refs for key, refs in grown.items() if key not in self._stale}

    def _stood_together(self, one: str, two: str, grown: dict[str, set[Ref]]) -> bool:
        """Whether two nodes stood on one page before they had their new copies."""
        a, b = self.nodes[one], self.nodes[two]
        new = {page for page, _ in (*grown[one], *grown[two])}
        others = b.pages
        return any(page in others and page not in new for page in a.pages)

    def settle(self) -> Settled:
        """Compare and group what has changed."""
        grown = self._check_grown()
        stale = {key for key in self._stale if key in self.nodes}
        self._stale = set()
        for key in stale:
            self._forget(self.nodes[key])
        for key in stale:
            self._link(self.nodes[key], stale)
        self._stretch()
        dirty = {key for key in self._dirty | stale if key in self.nodes}
        self._dirty = set()
        gone, self._gone = self._gone, set()
        regrouping = Regrouping(self)
        found = Settled(gone=gone, news={ref for refs in grown.values() for ref in refs})
        for group in regrouping.run(dirty):
            self.groups[group.key] = group
            before = regrouping.old.get(group.key)
            if before != group or not stale.isdisjoint(group.nodes):
                found.made.add(group.key)
            if before is not None and not set(before.nodes) <= set(group.nodes):
                found.lost.add(group.key)
            for name in group.nodes:
                node = self.nodes[name]
                if node.group != group.key:
                    node.group = group.key
                    found.moved.update(node.items)
        found.news.update(ref for key in stale for ref in self.nodes[key].items)
        found.made.update(self.nodes[key].group for key in grown)
        found.gone.update(regrouping.old)
        found.gone = {key for key in found.gone if key not in self.groups}
        return found

    def group_of(self, ref: Ref) -> str:
        """The key of the group that a record is in; empty before `settle`."""
        node = self.node_of.get(ref)
        return self.nodes[node].group if node else ""

    def refs(self, group: str) -> Iterator[Ref]:
        """The records of a group."""
        for name in self.groups[group].nodes:
            yield from self.nodes[name].items

    def _forget(self, node: Node) -> None:
        self._dirty.add(node.key)
        for other in node.links:
            if other in self.nodes:
                self.nodes[other].links.pop(node.key, None)
                self._dirty.add(other)
                self._retied.add(other)
        for other in node.judged:
            if other in self.nodes:
                self.nodes[other].judged.pop(node.key, None)
        if node.group in self.groups:
            self._dirty.update(self.groups[node.group].nodes)
        node.links, node.judged = {}, {}

    def _link(self, node: Node, stale: set[str]) -> None:
        node.leans = self._leans(node, node.items)
        candidates: set[str] = set()
        blocks = self._blocks
        for block in asked_keys(node.item, node.origins, node.published):
            there = blocks.get(block)
            if there is None:
                continue
            if isinstance(there, str):
                candidates.add(there)
            else:
                candidates.update(there)
        candidates.update(self._more(node))
        for key in candidates:
            # candidates are so both ways: of two nodes that are both to be compared anew one asks for both
            if key == node.key or (key < node.key and key in stale):
                continue
            a, b = (node.key, key) if node.key < key else (key, node.key)
            verdict = self._judge(a, b)
            if verdict.score >= WEAK:
                self.nodes[a].links[b] = verdict
                self.nodes[b].links[a] = _turned(verdict)
                if self._passes(verdict):
                    self._retied.update((a, b))

    def _passes(self, verdict: Verdict) -> bool:
        """Whether a strong link holds only for a time."""
        return self.kin is not None and verdict.score >= STRONG and verdict.rule in self.kin.passing

    def _stretch(self) -> None:
        """Find the stretches of the nodes whose links have changed; those that have others now are grouped anew."""
        retied, self._retied = self._retied, set()
        for key in retied:
            node = self.nodes.get(key)
            if node is None or self.kin is None:
                continue
            day = self.kin.day
            times = {day(self.nodes[other]) for other, link in node.links.items() if self._passes(link)}
            found = stretch(day(node), (time for time in times if time is not None), RECALLED)
            if found != node.stretch:
                node.stretch = found
                self._dirty.add(key)

    def _judge(self, a: str, b: str) -> Verdict:
        """The verdict on two nodes, always asked in the order of their keys."""
        return self._compare(self.nodes[a], self.nodes[b])

    # ------------------------------------------------------------ what grouping asks
    def linked(self, key: str) -> Collection[str]:
        """The nodes that are linked with a node, by comparison or by an analyst, and not held apart by one."""
        links = self.nodes[key].links
        if key not in self._parted and key not in self._forced:
            return links.keys()
        forced = (other for other in self._forced.get(key, ()) if other in self.nodes)
        return {*links, *forced} - self._parted.get(key, set())

    def holds(self, a: str, b: str) -> bool:
        """Whether two linked nodes are one by that link alone: it is strong, and what holds only for a time was told at one
        time.
        """
        if self._forced and b in self._forced.get(a, ()):
            return True
        one, two = self.nodes[a], self.nodes[b]
        link = one.links[b]
        if link.score < STRONG or self.kin is None:
            return link.score >= STRONG
        if (one.stretch is None and two.stretch is None) or link.rule not in self.kin.passing:
            return True
        return lies_in(self.kin.day(two), one.stretch) and lies_in(self.kin.day(one), two.stretch)

    def parted(self, key: str) -> Collection[str]:
        """The nodes that an analyst holds apart from a node."""
        return self._parted.get(key, ())

    def beside(self, key: str) -> Iterator[str]:
        """The nodes that stand on a page with a node, itself among them."""
        for page in self.nodes[key].pages:
            for item in self._on_page(page):
                if (other := self.node_of.get(item.ref)) is not None:
                    yield other

    def verdict(self, a: str, b: str) -> Verdict:
        """The verdict on two nodes, seen from the first: an analyst's, or what comparison says."""
        if b in self._parted.get(a, ()):
            return Verdict(CONTRADICTION, "an analyst holds them apart", "", "")
        if b in self._forced.get(a, ()):
            return Verdict(FORCED, "an analyst holds them to be one", self.nodes[a].item.text, self.nodes[b].item.text)
        known = self.nodes[a].links.get(b) or self.nodes[a].judged.get(b)
        if known is None:
            known = self._judge(a, b) if a < b else _turned(self._judge(b, a))
            self.nodes[a].judged[b] = known
            self.nodes[b].judged[a] = _turned(known)
        return known


def _turned(verdict: Verdict) -> Verdict:
    """A verdict seen from the other record."""
    return Verdict(verdict.score, verdict.rule, verdict.b, verdict.a)

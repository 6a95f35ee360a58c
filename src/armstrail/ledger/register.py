"""The working ledger: pages in and out, and for each kind of record the groups that are one fact.

Statements are settled first; transfers, events and violations lean on them, since what one statement carries on two
pages is one. A change in one kind touches only the records of the next that lean on what has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import cast

from armstrail.ledger.blocking import shared_cells
from armstrail.ledger.compare import (
    OCCASIONS,
    WEAK,
    Context,
    Verdict,
    compare_events,
    compare_statements,
    compare_violations,
)
from armstrail.ledger.digest import (
    AnyItem,
    EventItem,
    PageDigest,
    Ref,
    StatementItem,
    TransferItem,
    ViolationItem,
    digest_page,
    moved,
)
from armstrail.ledger.flows import compare_transfers
from armstrail.ledger.identity import Layer, Node, Settled
from armstrail.ledger.kin import EVENT_KIN, STATEMENT_KIN
from armstrail.records import Annotation, OriginGroup

__all__ = ["KINDS", "Place", "Register", "kind_of"]

Place = tuple[str, str]
"""A kind and the key of a group of that kind."""
KINDS = ("statement", "transfer", "event", "violation")


def kind_of(item: AnyItem) -> str:
    """The kind of a record."""
    if isinstance(item, StatementItem):
        return "statement"
    if isinstance(item, TransferItem):
        return "transfer"
    return "event" if isinstance(item, EventItem) else "violation"


def lone(page: str) -> OriginGroup:
    """The origin of a page that no group of origins names: the page itself."""
    return OriginGroup(origin=f"o:{page}", pages=(page,), first=page)


class Register:
    """Pages with their records, held so that a page can be added or taken out at little cost."""

    def __init__(self) -> None:
        self.pages: dict[str, PageDigest] = {}
        self.origins: dict[str, OriginGroup] = {}
        self.origin_of: dict[str, str] = {}
        self._carried: dict[Ref, list[Ref]] = {}
        self._said: dict[Ref, list[Ref]] = {}
        self._near: dict[Ref, list[Ref]] = {}
        self._items: dict[Ref, AnyItem] = {}
        self._memo: dict[str, set[str]] = {}
        self._talk: dict[str, set[str]] = {}
        self._told: dict[tuple[str, str, bool], dict[Hashable, list[str]]] = {}
        self.layers = {
            "statement": Layer(self._statements, _none, _nothing, self._on_page, STATEMENT_KIN),
            "transfer": Layer(self._transfers, self._by_statement, self._leans, self._on_page),
            "event": Layer(self._events, self._beside, self._leans, self._on_page, EVENT_KIN),
            "violation": Layer(self._violations, self._beside, self._leans, self._on_page),
        }

    # ------------------------------------------------------------ pages in and out
    def put(self, page: Annotation, origin: OriginGroup | None = None) -> None:
        """Take in a page, or take it in anew. The caller settles when all are in."""
        self.remove(page.id)
        group = origin if origin is not None else lone(page.id)
        self._regroup(group)
        self.origins[group.origin] = group
        self.origin_of[page.id] = group.origin
        digest = digest_page(page, group.origin)
        self.pages[page.id] = digest
        for item in digest.items:
            self._items[item.ref] = item
            self.layers[kind_of(item)].add(item, group.origin, digest.published)
        self._relate(digest)

    def remove(self, page: str) -> None:
        """Take a page out; nothing happens where it is not in."""
        digest = self.pages.get(page)
        if digest is None:
            return
        self._unrelate(digest)
        origin = self.origin_of[page]
        for item in digest.items:
            self.layers[kind_of(item)].drop(item, origin, lambda name: self.pages[name].published)
            del self._items[item.ref]
        del self.pages[page], self.origin_of[page]

    def _regroup(self, group: OriginGroup) -> None:
        """Pages of a group that were in another one so far change their origin."""
        for page in group.pages:
            old = self.origin_of.get(page)
            if old is None or old == group.origin:
                continue
            digest = self.pages[page]
            for item in digest.items:
                self.layers[kind_of(item)].drop(item, old, lambda name: self.pages[name].published)
            digest = self.pages[page] = moved(digest, group.origin)
            for item in digest.items:
                self._items[item.ref] = item
                self.layers[kind_of(item)].add(item, group.origin, digest.published)
            self.origin_of[page] = group.origin

    def _relate(self, digest: PageDigest) -> None:
        """Note which records lean on which statement, and which stand in the same words as a transfer."""
        for item in digest.items:
            if isinstance(item, StatementItem):
                continue
            if item.statement:
                self._carried.setdefault((digest.id, item.statement), []).append(item.ref)
        transfers = [item for item in digest.items if isinstance(item, TransferItem)]
        for item in digest.items:
            if isinstance(item, EventItem):
                found = [t.ref for t in transfers if _overlap(t.spans, item.spans)]
            elif isinstance(item, ViolationItem):
                found = [
                    t.ref
                    for t in transfers
                    if t.id == item.transfer or (not item.transfer and _overlap(t.spans, item.spans))
                ]
            else:
                continue
            if found:
                self._said[item.ref] = found
            for ref in found:
                self._near.setdefault(ref, []).append(item.ref)

    def _unrelate(self, digest: PageDigest) -> None:
        for item in digest.items:
            self._carried.pop(item.ref, None)
            self._said.pop(item.ref, None)
            self._near.pop(item.ref, None)

    # ------------------------------------------------------------ settling
    def settle(self) -> dict[str, Settled]:
        """Compare and group what has changed, statements first; what has changed, by kind."""
        found: dict[str, Settled] = {}
        for kind in KINDS:
            self._memo, self._talk, self._told = {}, {}, {}
            found[kind] = self.layers[kind].settle()
            if kind == "statement":
                self._touch_carried(found[kind].moved)
            elif kind == "transfer":
                # how well two transfers are linked counts for what stands in their words, beside whether they are one
                for ref in found[kind].moved | found[kind].news:
                    for near in self.near(ref):
                        self.layers[kind_of(self._items[near])].touch(near)
        return found

    def _touch_carried(self, changed: Iterable[Ref]) -> None:
        pages = set()
        for ref in changed:
            pages.add(ref[0])
            for carried in self._carried.get(ref, ()):
                self.layers[kind_of(self._items[carried])].touch(carried)
        for page in pages:
            for item in self.pages[page].items:
                if isinstance(item, EventItem) and item.when is None and item.type in OCCASIONS:
                    self.layers["event"].touch(item.ref)

    def has(self, ref: Ref) -> bool:
        """Whether there is a record with this page and id."""
        return ref in self._items

    def item(self, ref: Ref) -> AnyItem:
        """The record with this page and id."""
        return self._items[ref]

    def order(self, item: AnyItem) -> tuple[int, str, str]:
        """Records in order: the earliest published by its own account first."""
        published = self.pages[item.page].published
        return (published[0] if published else 9_999_999, item.page, item.id)

    def place(self, ref: Ref) -> Place:
        """Kind and group of a record."""
        kind = kind_of(self.item(ref))
        return kind, self.layers[kind].group_of(ref)

    def items(self, place: Place) -> list[AnyItem]:
        """The records of a group, the earliest published first."""
        return sorted(self.records(place), key=self.order)

    def records(self, place: Place) -> Iterator[AnyItem]:
        """The records of a group, in no order."""
        layer = self.layers[place[0]]
        for name in layer.groups[place[1]].nodes:
            yield from layer.nodes[name].items.values()

    def carried(self, ref: Ref) -> list[Ref]:
        """The records that a statement carries."""
        return self._carried.get(ref, [])

    def near(self, ref: Ref) -> list[Ref]:
        """The events and violations in the words of a transfer."""
        return self._near.get(ref, [])

    def _on_page(self, page: str) -> tuple[AnyItem, ...]:
        return self.pages[page].items

    def independent(self, items: Iterable[AnyItem]) -> tuple[str, ...]:
        """The independent origins of the records of a fact. A page that carries an excerpt of another text adds nothing
        where that text is among them: what it tells of the fact it may have from there.
        """
        pages = {item.page for item in items}
        origins = {self.origin_of[page] for page in pages}
        drawn = set()
        for origin in origins:
            for relation in self.origins[origin].relations:
                source = self.origin_of.get(relation.of)
                if relation.page in pages and source in origins and source != origin:
                    drawn.add(origin)
        own = origins - drawn
        return tuple(sorted(own)) or (min(origins),)

    # ------------------------------------------------------------ what is known beside the cells
    def statement_groups(self, node: Node) -> set[str]:
        """The statements, as groups, that carry a node's records; remembered while one kind is settled."""
        found = self._memo.get(node.key)
        if found is None:
            layer = self.layers["statement"]
            found = {layer.group_of((item.page, item.statement)) for item in node.items.values() if item.statement}
            found.discard("")
            self._memo[node.key] = found
        return found

    def _leans(self, node: Node, refs: Iterable[Ref]) -> frozenset[str]:
        """What the comparison of some records of a node leans on: statements that carry them, transfers in their words,
        shared talk.
        """
        item, layer = node.item, self.layers["statement"]
        found = {
            layer.group_of((page, carrier)) for page, name in refs if (carrier := node.items[page, name].statement)
        }
        if isinstance(item, EventItem | ViolationItem):
            layer = self.layers["transfer"]
            found.update(layer.group_of(ref) for member in refs for ref in self._said.get(member, ()))
        if isinstance(item, EventItem) and item.type in OCCASIONS:
            found.update(group for page, _ in refs for group in self.talk(page))
        found.discard("")
        return frozenset(found)

    def talk(self, page: str) -> set[str]:
        """The statements, as groups, that a page shares with another; remembered while one kind is settled."""
        known = self._talk.get(page)
        if known is not None:
            return known
        layer = self.layers["statement"]
        found = self._talk[page] = set()
        for item in self.pages[page].items:
            if isinstance(item, StatementItem):
                group = layer.group_of(item.ref)
                if group and (
                    len(layer.groups[group].nodes) > 1 or len(layer.nodes[layer.node_of[item.ref]].pages) > 1
                ):
                    found.add(group)
        return found

    def _context(self, a: Node, b: Node, *, talk: bool = False) -> Context:
        beside = isinstance(a.item, EventItem | ViolationItem)
        return Context(
            same_text=not a.origins.keys().isdisjoint(b.origins.keys()),
            same_statement=not self.statement_groups(a).isdisjoint(self.statement_groups(b)),
            same_talk=talk and not self._talks(a).isdisjoint(self._talks(b)),
            published=(a.published, b.published),
            companion=self._companion(a, b) if beside else 0.0,
            same_page=a.beside(b),
        )

    def _talks(self, node: Node) -> set[str]:
        return {group for page in node.pages for group in self.talk(page)}

    def _companion(self, a: Node, b: Node) -> float:
        layer = self.layers["transfer"]
        groups_a, groups_b = (
            {layer.group_of(ref): ref for item in node.items for ref in self._said.get(item, ())} for node in (a, b)
        )
        best = 0.0
        for group in groups_a.keys() & groups_b.keys() - {""}:
            one, two = layer.node_of[groups_a[group]], layer.node_of[groups_b[group]]
            known = layer.nodes[one].links.get(two)
            best = max(best, 0.95 if one == two else known.score if known else WEAK)
        return best

    # ------------------------------------------------------------ verdicts
    def _statements(self, a: Node, b: Node) -> Verdict:
        one, two = cast(StatementItem, a.item), cast(StatementItem, b.item)
        text = not a.origins.keys().isdisjoint(b.origins.keys())
        published = (a.published, b.published)
        context = Context(
            same_text=text, same_statement=False, same_talk=False, published=published, same_page=a.beside(b)
        )
        return compare_statements(one, two, context)

    def _transfers(self, a: Node, b: Node) -> Verdict:
        one, two = cast(TransferItem, a.item), cast(TransferItem, b.item)
        return compare_transfers(one, two, self._context(a, b))

    def _events(self, a: Node, b: Node) -> Verdict:
        one, two = cast(EventItem, a.item), cast(EventItem, b.item)
        undated = (one.when is None or two.when is None) and one.type in OCCASIONS
        return compare_events(one, two, self._context(a, b, talk=undated))

    def _violations(self, a: Node, b: Node) -> Verdict:
        one, two = cast(ViolationItem, a.item), cast(ViolationItem, b.item)
        return compare_violations(one, two, self._context(a, b))

    # ------------------------------------------------------------ candidates beside the keys
    def _by_statement(self, node: Node) -> set[str]:
        """Records of the same kind, and the same parties, that the same statement carries on other pages."""
        return self._alike(node.item, self.statement_groups(node), talk=False)

    def _alike(self, item: AnyItem, groups: Iterable[str], *, talk: bool) -> set[str]:
        """The nodes of an item's kind that share the cells that they must share with it, among those that some statements
        carry on their pages, or with `talk` among all on them.
        """
        found: set[str] = set()
        for group in groups:
            key = (kind_of(item), group, talk)
            if key not in self._told:
                self._told[key] = self._by_cells(*key)
            told = self._told[key]
            for cells in shared_cells(item):
                found.update(told.get(cells, ()))
        return found

    def _by_cells(self, kind: str, group: str, talk: bool) -> dict[Hashable, list[str]]:
        layer, made = self.layers[kind], dict[Hashable, list[str]]()
        refs = self.layers["statement"].refs(group)
        if talk:
            found = {other.ref for page in {ref[0] for ref in refs} for other in self.pages[page].items}
        else:
            found = {carried for ref in refs for carried in self.carried(ref)}
        for node in {node for ref in found if (node := layer.node_of.get(ref)) is not None}:
            for cells in shared_cells(layer.nodes[node].item):
                made.setdefault(cells, []).append(node)
        return made

    def _by_transfer(self, node: Node) -> set[str]:
        """Records of the same kind in the words of the same transfer."""
        layer, transfers = self.layers[kind_of(node.item)], self.layers["transfer"]
        groups = {transfers.group_of(ref) for item in node.items for ref in self._said.get(item, ())} - {""}
        found = {near for group in groups for ref in transfers.refs(group) for near in self.near(ref)}
        return {key for near in found if (key := layer.node_of.get(near)) is not None}

    def _beside(self, node: Node) -> set[str]:
        """Events and violations beside those that share keys: of one statement, in the words of one transfer, and, for what
        people come together for, on pages that share something said.
        """
        found = self._by_statement(node) | self._by_transfer(node)
        if isinstance(node.item, EventItem) and node.item.type in OCCASIONS:
            found |= self._alike(node.item, self._talks(node), talk=True)
        return found


def _nothing(node: Node, refs: Iterable[Ref]) -> frozenset[str]:
    """Statements lean on nothing."""
    del node, refs
    return frozenset()


def _none(node: Node) -> Collection[str]:
    """Statements have no candidates beside those of their keys."""
    del node
    return ()


def _overlap(a: Iterable[tuple[int, int]], b: Iterable[tuple[int, int]]) -> bool:
    """Whether two records have at least half of the shorter one's words in common."""
    one, two = list(a), list(b)
    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in one for y in two)
    shortest = min(sum(x[1] - x[0] for x in one), sum(y[1] - y[0] for y in two))
    return 2 * common >= shortest

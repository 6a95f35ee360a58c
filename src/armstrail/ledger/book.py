"""The ledger with a memory: pages come and go, and only the facts that they touch are made anew."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from armstrail.ledger.assembly import fact_id
from armstrail.ledger.dates import Dates
from armstrail.ledger.decisions import Standing, standing
from armstrail.ledger.digest import AnyItem, Ref, TransferItem
from armstrail.ledger.facing import Flows, answers
from armstrail.ledger.facts import (
    AnyFact,
    Conflict,
    Dating,
    Decision,
    EventFact,
    Lapse,
    Ledger,
    Reliability,
    StatementFact,
    TransferFact,
    ViolationFact,
)
from armstrail.ledger.making import Maker
from armstrail.ledger.markings import markings, with_marked
from armstrail.ledger.provenance import datings, origin_facts
from armstrail.ledger.register import KINDS, Place, Register, kind_of
from armstrail.records import Annotation, Factuality, OriginGroup

__all__ = ["Book", "Update"]


@dataclass(frozen=True, slots=True)
class Update:
    """What a change made anew: facts, the conflicts and datings that they are part of, and ids of facts that are no more."""

    facts: tuple[AnyFact, ...]
    conflicts: tuple[Conflict, ...]
    datings: tuple[Dating, ...]
    gone: tuple[str, ...]
    lapsed: tuple[Lapse, ...]
    """Decisions that could not be applied to the facts made anew; `Book.standing` has the others that do not count."""
    pages: frozenset[str]
    """The pages of the facts made anew, and those whose date changed: of these `datings` has all that there are."""


class Book:
    """Pages with the facts that they make up.

    Put pages in, take them out, give the analysts' decisions; then `settle` for what has changed, or `ledger` for all.
    What comes out depends on what is in, never on the order in which it came.
    """

    def __init__(self, reliabilities: Mapping[str, Reliability] | None = None) -> None:
        """`reliabilities` gives Admiralty letters by the name of an outlet or agency."""
        self.register = Register()
        self.reliabilities: Mapping[str, Reliability] = dict(reliabilities or {})
        self.standing = Standing()
        self.dates = Dates(self.register)
        self._flows = Flows()
        self._decisions: tuple[Decision, ...] = ()
        self.marked: dict[str, tuple[Decision, ...]] = {}
        self._shown: dict[str, tuple[Decision, ...]] = {}
        self._ids: dict[Place, str] = {}
        self._again: set[Ref] = set()
        self._redate: set[str] = set()
        self._fresh: set[str] = set()
        self._redated: set[str] = set()

    def put(self, page: Annotation, origin: OriginGroup | None = None) -> None:
        """Take in a page, or take it in anew after it was read again. `origin` is the group that its text belongs to;
        pages of the group that are in already move with it.
        """
        self.remove(page.id)
        if made := self.marked.get(page.id, ()):
            page = with_marked(page, made)
            self._shown[page.id] = made
        self.register.put(page, origin)
        for item in self._transfers(page.id):
            self._flows.add(item, self.dates.told(item))
        self._fresh.add(page.id)
        self._redate.update(self.dates.siblings(page.id))

    def remove(self, page: str) -> None:
        """Take a page out; nothing happens where it is not in."""
        if page not in self.register.pages:
            return
        for item in self._transfers(page):
            self._again.update(other.ref for other in self.facing(item) if other.page != page)
            self._again.update(ref for ref in self._flows.rivals(item, self.dates.told(item)) if ref[0] != page)
            self._flows.add(item, self.dates.told(item), out=True)
        self._redate.update(self.dates.siblings(page))
        self._redate.discard(page)
        self._fresh.discard(page)
        self._shown.pop(page, None)
        self.dates.travels.pop(page, None)
        self.register.remove(page)

    @staticmethod
    @contextmanager
    def loading() -> Iterator[None]:
        """While many pages are put in: the collector of cycles rests, and afterwards leaves alone what is there.

        The book makes no cycles, and a full collection over millions of its records would take longer than the work.
        """
        was = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            gc.freeze()
            if was:
                gc.enable()

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Give all decisions; replaces those given before. Records that people made from passages are put in with their
        pages: give the decisions before the pages, or put in anew those that `remarked` names.
        """
        self._decisions = tuple(decisions)
        self.marked = markings(self._decisions)
        self._again.update(self.standing.about, self.standing.reopened)
        self._weigh()
        self._again.update(self.standing.about, self.standing.reopened)

    def reconsider(self, pages: Iterable[str]) -> None:
        """Make the facts of some pages anew: what is known of their texts has changed, beside the records."""
        self._again.update(
            item.ref for page in pages if page in self.register.pages for item in self.register.pages[page].items
        )

    def remarked(self) -> set[str]:
        """The pages in the book on which people have made or taken back records since they were put in."""
        pages = self._shown.keys() | {page for page in self.marked if page in self.register.pages}
        return {page for page in pages if self._shown.get(page, ()) != self.marked.get(page, ())}

    def _weigh(self) -> None:
        register = self.register
        self.standing = standing(self._decisions, lambda ref: register.item(ref).digest if register.has(ref) else None)
        for layer in register.layers.values():
            layer.decide(self.standing.merged, self.standing.parted)

    # ------------------------------------------------------------ what is asked while facts are made
    def id_of(self, ref: Ref) -> str:
        """The id of the fact that a record is part of."""
        place = self.register.place(ref)
        return self._id(place)

    def _id(self, place: Place) -> str:
        if place not in self._ids:
            self._ids[place] = fact_id(place[0], min(self.register.records(place), key=self.register.order))
        return self._ids[place]

    def _transfers(self, page: str) -> tuple[TransferItem, ...]:
        return self.register.pages[page].transfers

    def first(self, ref: Ref) -> Ref:
        """Of the records that are the same word by word as this one, the one that stands for all."""
        layer = self.register.layers[kind_of(self.register.item(ref))]
        return layer.nodes[layer.node_of[ref]].item.ref

    def twins(self, ref: Ref) -> list[AnyItem]:
        """The records that are the same word by word as this one, itself among them."""
        layer = self.register.layers[kind_of(self.register.item(ref))]
        return list(layer.nodes[layer.node_of[ref]].items.values())

    def _firsts(self, refs: Iterable[Ref]) -> set[Ref]:
        layer = self.register.layers["transfer"]
        return {layer.nodes[layer.node_of[ref]].item.ref for ref in refs}

    def facing(self, item: TransferItem) -> Iterator[TransferItem]:
        """Transfers on the other side that a denial answers, or that answer a claim: those of its page, and of other
        pages one for all that are the same word by word.
        """
        denied = item.factuality is Factuality.DENIED
        found = {other.ref for other in self._transfers(item.page) if (other.factuality is Factuality.DENIED) != denied}
        if item.ref == self.first(item.ref):
            found |= self._firsts(self._flows.other_side(item, self.dates.told(item)))
        for ref in sorted(found):
            other = cast(TransferItem, self.register.item(ref))
            denial, claim = (item, other) if denied else (other, item)
            if answers(denial, claim, (self.dates.told(denial), self.dates.told(claim))):
                yield other

    def faced(self, items: Iterable[TransferItem]) -> list[tuple[TransferItem, TransferItem]]:
        """Pairs of transfers of a group and what they face, one pair for all that are the same word by word."""
        pairs: dict[tuple[Ref, Ref], tuple[TransferItem, TransferItem]] = {}
        for item in items:
            for other in self.facing(item):
                pairs.setdefault((self.first(item.ref), self.first(other.ref)), (item, other))
        return list(pairs.values())

    def rivals(self, item: TransferItem) -> Iterator[TransferItem]:
        """Transfers of other facts that may give another figure of the same flow over the same time, or name another party
        for the same figure.
        """
        if item.quantity is None or item.ref != self.first(item.ref):
            return
        mine = self.register.place(item.ref)
        found = {other.ref for other in self._transfers(item.page) if other.quantity is not None}
        found |= self._firsts(self._flows.rivals(item, self.dates.told(item)))
        for ref in sorted(found - {item.ref}):
            other = cast(TransferItem, self.register.item(ref))
            same = (other.goods.category, other.stage) == (item.goods.category, item.stage)
            if (
                same
                and (other.supplier == item.supplier or other.recipient == item.recipient)
                and self.register.place(ref) != mine
            ):
                yield other

    def _date(self, pages: Iterable[str]) -> set[str]:
        """Date anew the undated among some pages; gives those whose date changed. What their transfers face so far is to be
        made again.
        """
        changed = self.dates.differing(pages)
        for name in changed:
            for item in self._transfers(name):
                self._again.update(other.ref for other in (*self.facing(item), *self.rivals(item)))
        for name in changed:
            for item in self._transfers(name):
                self._flows.add(item, self.dates.told(item), out=True)
        self.dates.change(changed)
        for name in changed:
            for item in self._transfers(name):
                self._flows.add(item, self.dates.told(item))
        return set(changed)

    def _settle(self, *, everything: bool = False) -> tuple[set[Place], set[str]]:
        """Group what has changed. Gives the groups whose facts are to be made anew, and ids that may be gone; where
        `everything` is made anew, what faces the changed ones is not looked for.
        """
        if self._decisions:
            before = self.standing
            self._weigh()
            # a page that comes or goes may reopen what was decided about records of other pages
            self._again |= self.standing.differing(before)
        settled = self.register.settle()
        redated = self._redated = self._date(self._redate | self.dates.with_news(settled))
        touched = {ref for ref in self._again if self.register.has(ref)}
        moved = touched | settled["transfer"].moved
        for page in redated:
            touched.update(item.ref for item in self.register.pages[page].items)
        for page in redated | self._fresh:
            moved.update(item.ref for item in self._transfers(page))
        self._again, self._redate, self._fresh = set(), set(), set()
        made = {(kind, key) for kind, found in settled.items() for key in found.made}
        gone = {(kind, key) for kind, found in settled.items() for key in found.gone}
        names = {place: name for place in made | gone if (name := self._ids.pop(place, None))}
        if not everything:
            renamed = {place for place in made if names.get(place, "") not in {"", self._id(place)}}
            touched |= self._naming(renamed, settled["statement"].moved | settled["transfer"].moved)
            moved.update(
                ref for kind, key in renamed if kind == "transfer" for ref in self.register.layers[kind].refs(key)
            )
            claims = self._firsts(ref for ref in moved if kind_of(self.register.item(ref)) == "transfer")
            for ref in claims:
                item = cast(TransferItem, self.register.item(ref))
                touched.update(other.ref for other in (*self.facing(item), *self.rivals(item)))
        places = made | {self.register.place(ref) for ref in touched}
        names |= {place: name for place in places - made if (name := self._ids.pop(place, None))}
        return places, set(names.values())

    def _naming(self, renamed: Iterable[Place], moved: Iterable[Ref]) -> set[Ref]:
        """The records whose facts name a fact by its id, of facts with another one and of records that are in another fact:
        what a statement carries, and what stands in the words of a transfer.
        """
        refs = {ref for kind, key in renamed for ref in self.register.layers[kind].refs(key)}.union(moved)
        return {near for ref in refs for near in (*self.register.carried(ref), *self.register.near(ref))}

    def settle(self) -> Update:
        """Make anew what has changed since the last time."""
        places, before = self._settle()
        maker = Maker(self)
        facts = [maker.fact(place) for place in sorted(places)]
        gone = before - {fact.id for fact in facts}
        conflicts = maker.conflicts()
        pages = frozenset(member.page for fact in facts for member in fact.members) | self._redated
        return Update(
            tuple(facts), tuple(conflicts), datings(self, pages, conflicts), tuple(sorted(gone)),
            tuple(dict.fromkeys(maker.lapsed)), pages,
        )  # fmt: skip

    def stream(self) -> Iterator[AnyFact | Conflict | Lapse]:
        """Every fact, made from the ground up, kind by kind in order of the groups, and behind it the conflicts that it is
        the first to show and the decisions that cannot be applied to it: for ledgers too large to hold.
        """
        self._settle(everything=True)
        maker = Maker(self)
        for kind in KINDS:
            for key in self.register.layers[kind].groups:
                yield maker.fact((kind, key))
                yield from maker.taken()

    def facts(self) -> Iterator[AnyFact]:
        """The facts of `stream`."""
        return (line for line in self.stream() if not isinstance(line, Conflict | Lapse))

    def ledger(self) -> Ledger:
        """Everything that is in the book, made from the ground up, in order of kind and id."""
        made: dict[str, list[AnyFact]] = {kind: [] for kind in KINDS}
        conflicts: list[Conflict] = []
        unfit: list[Lapse] = []
        for line in self.stream():
            if isinstance(line, Conflict):
                conflicts.append(line)
            elif isinstance(line, Lapse):
                unfit.append(line)
            else:
                made[line.kind].append(line)
        for facts in made.values():
            facts.sort(key=lambda fact: fact.id)
        conflicts.sort(key=lambda conflict: conflict.id)
        return Ledger(
            origins=tuple(origin_facts(self)),
            statements=tuple(cast(list[StatementFact], made["statement"])),
            transfers=tuple(cast(list[TransferFact], made["transfer"])),
            events=tuple(cast(list[EventFact], made["event"])),
            violations=tuple(cast(list[ViolationFact], made["violation"])),
            conflicts=tuple(conflicts),
            datings=datings(self, self.dates.travels, conflicts),
            lapsed=tuple(dict.fromkeys((*self.standing.lapsed, *unfit))),
        )

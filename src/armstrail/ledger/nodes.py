"""What identity works on: records that are the same word by word, the links between them, and the groups that they form."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from armstrail.ledger.compare import Verdict
from armstrail.ledger.digest import AnyItem, Days, Ref

__all__ = ["FEW", "Group", "Link", "Node", "Settled"]

FEW = 6
"""Nodes under one key, and copies of a record, up to which no set of them is kept."""


@dataclass(slots=True, eq=False)
class Node:
    """Records that are the same word by word: compared once for all."""

    key: str
    item: AnyItem
    """The record that stands for all: the first by page and id."""
    items: dict[Ref, AnyItem] = field(default_factory=dict)
    origins: dict[str, int] = field(default_factory=dict)
    published: Days | None = None
    own: array[int] = field(default_factory=lambda: array("q"))
    """The keys under which it is found."""
    links: dict[str, Verdict] = field(default_factory=dict)
    """Verdicts of WEAK or more on nodes that share a key, seen from this one: what groups are made of."""
    judged: dict[str, Verdict] = field(default_factory=dict)
    """Other verdicts that grouping has asked for; they can keep apart, and never bring together."""
    stretch: Days | None = None
    """The days within which those told are one with it whose links hold only for a time; None: any day."""
    leans: frozenset[str] = frozenset()
    """The facts that its comparisons leaned on."""
    group: str = ""

    copied: set[str] | None = None
    """Its pages, where they are many and have been asked for."""

    @property
    def pages(self) -> set[str]:
        """The pages of its records."""
        if len(self.items) <= FEW:
            return {page for page, _ in self.items}
        if self.copied is None:
            self.copied = {page for page, _ in self.items}
        return self.copied

    def beside(self, other: Node) -> bool:
        """Whether the two stand on one page."""
        if len(self.items) == len(other.items) == 1:
            return self.item.page == other.item.page
        return not self.pages.isdisjoint(other.pages)


@dataclass(frozen=True, slots=True)
class Link:
    """The link by which two nodes came into one group."""

    a: str
    b: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that are one fact, with the links that made them one."""

    key: str
    nodes: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class Settled:
    """What settling a layer has changed."""

    gone: set[str]
    """Groups that are no more."""
    news: set[Ref]
    """Records that came, or were compared anew."""
    made: set[str] = field(default_factory=set)
    """Groups whose fact is to be made anew."""
    moved: set[Ref] = field(default_factory=set)
    """Records that are in another group than before: of two that have become one fact, or are no longer one, at least one
    is among them.
    """
    lost: set[str] = field(default_factory=set)
    """Groups that still are, and have lost records to others."""

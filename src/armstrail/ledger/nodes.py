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


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling a layer has changed."""

    changed: set[Ref]
    """Records whose fact is to be made anew."""
    regrouped: set[Ref]
    """Those among them whose fact has other members, beside more copies of the same."""
    gone: set[str]
    """Groups that are no more."""

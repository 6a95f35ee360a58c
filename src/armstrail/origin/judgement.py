"""What a verdict on two prints says: the record that the two ways of comparing texts give."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.records import Relation

WordSpan = tuple[int, int]
"""`(first, end)` in words of a print, end exclusive."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on two prints `a` and `b`.

    `joins` is False for an excerpt inside a page that has its own origin. `score` is the share of the smaller text that
    stands in the other; `share_a` and `share_b` the shares of each. `passages` are the words of both that agree, and
    `signals` say in words what the verdict rests on.
    """

    relation: Relation
    joins: bool
    score: float
    passages: tuple[tuple[WordSpan, WordSpan], ...]
    signals: tuple[str, ...]
    share_a: float
    share_b: float

"""Subtrees and sentences of a parse from tables that are made once a paragraph.

`Token.subtree` climbs through every level of the tree for each token that it gives, and `Token.sent` walks through the
whole paragraph; both are asked for every reporting verb, and a paragraph without full stops is one deep tree.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from spacy.attrs import HEAD, SENT_START
from spacy.tokens import Doc, Token

__all__ = ["sentence_of", "tree"]


@dataclass(frozen=True, slots=True)
class _Tables:
    """Of a doc: its tokens in an order in which each subtree is one run, where a token's run begins and how long it is;
    where sentences begin.
    """

    order: tuple[int, ...]
    place: tuple[int, ...]
    size: tuple[int, ...]
    starts: tuple[int, ...]


@lru_cache(maxsize=16)
def _tables(doc: Doc) -> _Tables:
    heads = [i + offset for i, offset in enumerate(doc.to_array(HEAD).astype("int64").tolist())]
    children: list[list[int]] = [[] for _ in heads]
    roots: list[int] = []
    for i, head in enumerate(heads):
        (roots if head == i else children[head]).append(i)
    order: list[int] = []
    stack = roots[::-1]
    while stack:
        at = stack.pop()
        order.append(at)
        stack.extend(reversed(children[at]))
    place, size = [0] * len(heads), [1] * len(heads)
    for n, at in enumerate(order):
        place[at] = n
    for at in reversed(order):
        if heads[at] != at:
            size[heads[at]] += size[at]
    starts = [i for i, mark in enumerate(doc.to_array(SENT_START).astype("int64").tolist()) if mark == 1 or i == 0]
    return _Tables(tuple(order), tuple(place), tuple(size), tuple(starts))


def tree(token: Token) -> set[int]:
    """Indices of a token's subtree, its own among them."""
    tables = _tables(token.doc)
    first = tables.place[token.i]
    return set(tables.order[first : first + tables.size[token.i]])


def sentence_of(token: Token) -> tuple[int, int]:
    """Token bounds `[start, end)` of the token's sentence."""
    starts = _tables(token.doc).starts
    n = bisect_right(starts, token.i)
    return starts[n - 1], starts[n] if n < len(starts) else len(token.doc)

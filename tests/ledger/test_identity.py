"""Groups without chains, the same for every order."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.ledger import grouping
from armstrail.ledger.compare import CONTRADICTION, STRONG, WEAK, Verdict
from armstrail.ledger.digest import TransferItem, digest_page
from armstrail.ledger.identity import Layer, Node
from armstrail.ledger.kin import Kin

NAMES = "abcdef"
ANY = Kin(lambda node: node.item.page, lambda a, b: True)
"""Of any two records it may be that they contradict each other."""
SCORES = st.sampled_from([CONTRADICTION, 0.0, WEAK, STRONG, 0.9])


def layer(
    press: Any, scores: dict[tuple[str, str], float], order: str = NAMES, *, step: bool = False, kin: Kin | None = None
) -> Layer:
    """A layer of one record a page, whose verdicts are given by the names of the pages; settled once, or at every `step`."""

    def compare(a: Node, b: Node) -> Verdict:
        one, two = sorted((a.item.page, b.item.page))
        return Verdict(scores.get((one, two), 0.0), "given", one, two)

    made = Layer(compare, lambda node: list(made.nodes), lambda node, refs: frozenset(), lambda page: (), kin)
    for name in order:
        (item,) = digest_page(press(name, {"t": "Laos has sent shells to Mali", "route": "LAO>MLI"}), f"o:{name}").items
        assert isinstance(item, TransferItem)
        made.add(item, f"o:{name}", None)
        if step:
            made.settle()
    made.settle()
    return made


def groups(made: Layer) -> set[frozenset[str]]:
    return {frozenset(ref[0] for ref in made.refs(key)) for key in made.groups}


def test_a_chain_of_weak_links_joins_nothing(press: Any) -> None:
    """Where a is like b and b like c, but a not like c, only the better pair is one."""
    made = layer(press, {("a", "b"): WEAK + 0.01, ("b", "c"): WEAK}, "abc")

    assert groups(made) == {frozenset("ab"), frozenset("c")}


def test_a_contradiction_parts_what_strong_links_would_join(press: Any) -> None:
    """A strong link joins only where no pair across it contradicts."""
    made = layer(press, {("a", "b"): 0.9, ("b", "c"): STRONG, ("a", "c"): CONTRADICTION}, "abc")

    assert groups(made) == {frozenset("ab"), frozenset("c")}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(list(combinations(NAMES, 2))), SCORES),
    st.permutations(NAMES),
)
def test_groups_hold_no_contradiction_and_no_order(
    press: Any, scores: dict[tuple[str, str], float], order: list[str]
) -> None:
    """Whatever the verdicts, groups are the same for every order and never hold two records that contradict."""
    made = groups(layer(press, scores))

    assert made == groups(layer(press, scores, "".join(order)))
    for group in made:
        assert all(scores.get(pair, 0.0) > CONTRADICTION for pair in combinations(sorted(group), 2))


def test_an_analysts_word_goes_before_every_verdict(press: Any) -> None:
    """What an analyst merges is one though it contradicts; what he splits is two though it agrees; both can be undone."""
    made = layer(press, {("a", "b"): CONTRADICTION, ("c", "d"): 0.9}, "abcd")
    made.decide([(("a", "t1"), ("b", "t1"))], [(("c", "t1"), ("d", "t1"))])
    made.settle()

    assert groups(made) == {frozenset("ab"), frozenset("c"), frozenset("d")}
    made.decide([], [])
    made.settle()
    assert groups(made) == {frozenset("a"), frozenset("b"), frozenset("cd")}


MANY = "abcdefghijklmnop"
PEACE = Kin(lambda node: node.item.page in "ab", lambda a, b: False)
"""No two records contradict each other."""


def pairs_of(random_: random.Random, *, peace: bool) -> dict[tuple[str, str], float]:
    """Verdicts on pairs of MANY: mostly none, enough for some large groups and some weak ties between them."""
    worst = 0.0 if peace else CONTRADICTION
    kinds = random_.choices([0.0, worst, WEAK, 0.7, STRONG, 0.8, 0.9], [6, 0.3, 2, 1, 1, 1, 1], k=len(MANY) ** 2)
    return dict(zip(combinations(MANY, 2), kinds, strict=False))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), peace=st.booleans(), large=st.sampled_from([2, 4, 100]))
def test_large_groups_that_are_kept_whole_grow_to_what_they_would_be(
    press: Any, seed: int, peace: bool, large: int
) -> None:
    """Records that come one by one make the same groups, with the same links, as all at once, in whatever order they come
    and whether large groups are kept whole or not.
    """
    random_ = random.Random(seed)
    scores = pairs_of(random_, peace=peace)
    expected = layer(press, scores, MANY, kin=ANY).groups
    kept = grouping.LARGE
    grouping.LARGE = large
    try:
        order = "".join(random_.sample(MANY, len(MANY)))
        made = layer(press, scores, order, step=True, kin=PEACE if peace else ANY)
        assert made.groups == expected
        assert all(key in made.groups for key in made.whole)
        made = layer(press, scores, order, step=True, kin=PEACE if peace else ANY)
        leaver = random_.choice(MANY)
        (item,) = (item for node in made.nodes.values() for item in node.items.values() if item.page == leaver)
        made.drop(item, f"o:{leaver}", lambda page: None)
        made.settle()
        assert made.groups == layer(press, scores, MANY.replace(leaver, ""), kin=ANY).groups
    finally:
        grouping.LARGE = kept

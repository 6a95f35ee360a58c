"""Groups without chains, the same for every order."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.ledger.compare import CONTRADICTION, STRONG, WEAK, Verdict
from armstrail.ledger.digest import TransferItem, digest_page
from armstrail.ledger.identity import Layer, Node

NAMES = "abcdef"
SCORES = st.sampled_from([CONTRADICTION, 0.0, WEAK, STRONG, 0.9])


def layer(press: Any, scores: dict[tuple[str, str], float], order: str = NAMES) -> Layer:
    """A layer of one record a page, whose verdicts are given by the names of the pages."""

    def compare(a: Node, b: Node) -> Verdict:
        one, two = sorted((a.item.page, b.item.page))
        return Verdict(scores.get((one, two), 0.0), "given", one, two)

    made = Layer(compare, lambda node: list(made.nodes), lambda node: frozenset())
    for name in order:
        (item,) = digest_page(press(name, {"t": "Laos has sent shells to Mali", "route": "LAO>MLI"}), f"o:{name}").items
        assert isinstance(item, TransferItem)
        made.add(item, f"o:{name}", None)
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

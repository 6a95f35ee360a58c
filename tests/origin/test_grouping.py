"""From matching pairs to groups: a partition, whatever the order, without single-link chains."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from armstrail.origin.grouping import groups


@dataclass(frozen=True)
class Day:
    """A page that has nothing but a day."""

    order: tuple[int, int]


def days(*numbers: int) -> dict[int, Day]:
    return {page: Day((number, page)) for page, number in enumerate(numbers)}


def test_a_round_up_does_not_chain_two_stories() -> None:
    """Page 2 carries stories A (0, 1) and B (3, 4) whole: it joins one of them, and they stay two."""
    found = groups(days(0, 1, 5, 2, 3), [(0, 1, 1), (0, 2, 1), (1, 2, 1), (3, 4, 1), (2, 3, 1), (2, 4, 1)])
    assert [sorted(group) for group in found] == [[0, 1, 2], [3, 4]]


def test_a_page_joins_by_the_earliest_page() -> None:
    """A match with the earliest page is enough."""
    assert groups(days(0, 1, 2), [(0, 1, 0.9), (0, 2, 0.5)]) == [[0, 1, 2]]


def test_a_page_joins_by_two_members_and_not_by_one() -> None:
    """One link to a later member is a weak chain; two are not."""
    core = [(0, 1, 1.0), (0, 2, 1.0), (1, 2, 1.0)]
    assert groups(days(0, 1, 2, 3), [*core, (1, 3, 0.5)]) == [[0, 1, 2], [3]]
    assert groups(days(0, 1, 2, 3), [*core, (1, 3, 0.5), (2, 3, 0.5)]) == [[0, 1, 2, 3]]


links = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from([0.3, 0.6, 1.0])).filter(
        lambda link: link[0] != link[1]
    ),
    max_size=25,
    unique_by=lambda link: frozenset(link[:2]),
)


@given(links, st.lists(st.integers(0, 5), min_size=10, max_size=10), st.randoms(use_true_random=False))
def test_groups_are_a_partition_in_whatever_order(found: list[tuple[int, int, float]], when: list[int], rng) -> None:
    """Every page is in exactly one group, and the order of pages and pairs does not matter."""
    pages = days(*when)
    result = groups(pages, found)
    assert sorted(page for group in result for page in group) == list(pages)
    shuffled = [(b, a, score) if rng.random() < 0.5 else (a, b, score) for a, b, score in found]
    rng.shuffle(shuffled)
    order = list(pages)
    rng.shuffle(order)
    assert groups({page: pages[page] for page in order}, shuffled) == result

"""Postings: keys to pages, however they were entered."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.origin import postings
from armstrail.origin.postings import Postings, distinct

KEYS = st.integers(0, 2**32 - 1) | st.sampled_from([0, 1, 2, 2**31, 2**32 - 1])


def entered(pages: list[set[int]]) -> Postings:
    """Pages numbered in their order, entered one by one."""
    found = Postings()
    for number, keys in enumerate(pages):
        found.add_packed(np.array([key << 32 | number for key in keys], np.uint64))
    return found


@pytest.mark.parametrize("large", [False, True])
@given(
    st.lists(st.sets(KEYS, max_size=9), max_size=40), st.sets(KEYS, min_size=1), st.integers(0, 41), st.integers(0, 5)
)
def test_pages_of_keys(large: bool, pages: list[set[int]], keys: set[int], before: int, most: int) -> None:
    """Of the pages under a number that carry a key the lowest are given, and all are counted, small index or large."""
    with pytest.MonkeyPatch.context() as patch:
        if large:
            patch.setattr(postings, "_LARGE", 1)
            patch.setattr(postings, "_MANY", 1)
        found = entered(pages)
        wanted = sorted(keys)
        which, given_pages, carriers = found.pages(np.array(wanted, np.uint32), before, most)
    assert len(found) == sum(map(len, pages))
    for index, key in enumerate(wanted):
        own = [number for number, some in enumerate(pages) if key in some and number < before]
        assert given_pages[which == index].tolist() == own[:most]
        assert carriers[index] == len(own)


@given(st.lists(st.integers(0, 9)))
def test_distinct_numbers(numbers: list[int]) -> None:
    """Each number of a sorted array once, ascending."""
    assert distinct(np.array(sorted(numbers), np.uint32)).tolist() == sorted(set(numbers))

"""The index: kin among earlier pages, settled page by page or all at once, in whatever order they come."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armstrail.origin import OriginIndex, Print, Text, print_of

Story = Callable[..., Text]
COPIES = 52
SITES = 6


@pytest.fixture(scope="session")
def crowd(story: Story) -> list[Print]:
    """More copies of one story than are looked at for one key, each cut and lengthened in its own way, among other
    stories; some undated, on few sites, each of which prints a line of its own under every page.
    """
    rng = random.Random(3)
    wire = story("wire").text.split("\n\n")
    others = [story(name).text for name in ("presser_one", "day_400", "day_401", "market_monday", "correction_notice")]
    extra = story("local_rewrite").text.split("\n\n")
    pages = []
    for number in range(COPIES):
        kept = rng.sample(range(len(wire)), rng.randint(len(wire) // 2, len(wire)))
        body = [wire[place] for place in sorted(kept)] + rng.sample(extra, rng.randint(0, min(2, len(extra))))
        pages.append((f"copy{number:02}", body))
    pages += [(f"other{number}", [text]) for number, text in enumerate(others)]
    prints = []
    for number, (name, body) in enumerate(pages):
        site = f"s{number % SITES}.example"
        body = [*body, f"Readers of {site} have sent us letters about this for as long as anybody here can remember."]
        day = date(2025, 3, 1) + timedelta(number * 7 % 20) if number % 4 else None
        prints.append(print_of(Text(name, None, "\n\n".join(body), day, site)))
    return prints


def verdicts(index: OriginIndex) -> dict[tuple[str, str], object]:
    edges = index.edges()
    return {(index.prints[edge.one].id, index.prints[edge.other].id): edge.judgement for edge in edges}


def members(index: OriginIndex) -> list[list[str]]:
    return [[index.prints[page].id for page in group] for group in index.groups()]


@pytest.fixture(scope="session")
def whole(crowd: list[Print]) -> OriginIndex:
    """All of them at once."""
    return OriginIndex(crowd)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(COPIES - 12, COPIES))
def test_a_crowd_comes_out_the_same_in_any_order(
    crowd: list[Print], whole: OriginIndex, rng: random.Random, at_once: int
) -> None:
    """Some at once and the others one by one, in any order: the same verdicts on the same pairs, the same groups."""
    shuffled = list(crowd)
    rng.shuffle(shuffled)
    index = OriginIndex(shuffled[:at_once])
    for page in shuffled[at_once:]:
        index.add(page)
    assert members(index) == members(whole)
    assert verdicts(index) == verdicts(whole)


def test_pages_that_come_in_order_are_settled_as_they_come(crowd: list[Print], whole: OriginIndex) -> None:
    """What `add` tells of each page is what all at once give, but for what later pages show to be furniture."""
    ordered = sorted(crowd, key=lambda page: page.order)
    index = OriginIndex(ordered[:-12])
    told = verdicts(index)
    for page in ordered[-12:]:
        for edge in index.add(page):
            told[index.prints[edge.one].id, index.prints[edge.other].id] = edge.judgement
    assert verdicts(index) == verdicts(whole)
    assert [page.id for page in index.prints] == [page.id for page in whole.prints]
    assert len(told.keys() & verdicts(whole).keys()) > 0.9 * len(whole.edges())


def test_the_crowd_is_one_origin_and_the_others_are_not(whole: OriginIndex) -> None:
    """The fixture has what it is to test: one large group with verdicts of several kinds, and pages beside it."""
    groups = members(whole)
    largest = max(groups, key=len)
    assert len(largest) > 40
    assert all(name.startswith("copy") for name in largest)
    assert len({edge.judgement.relation for edge in whole.edges()}) >= 2
    assert any(whole.dead(page) is not None for page in range(len(whole)))


def test_candidates_are_named_the_likeliest_first(crowd: list[Print], story: Story) -> None:
    """A text that is not in the index is compared with what it shares most with, and with no page that it shares nothing with."""
    index = OriginIndex(crowd[COPIES:])
    assert index.candidates(story("presser_one", page="new"))[0] == "other0"
    assert index.candidates(Text("new", None, "Nothing of this stands anywhere else in the whole wide world.")) == ()


def test_an_id_that_is_taken_is_refused(crowd: list[Print]) -> None:
    """The error names it, and the index stays as it was."""
    index = OriginIndex(crowd[:2])
    with pytest.raises(ValueError, match="'copy00'"):
        index.add(crowd[0])
    assert len(index) == 2
    assert len(index.groups()) == len(OriginIndex(crowd[:2]).groups())

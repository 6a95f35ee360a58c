"""Many texts: groups, relations and pairs, in whatever order the pages come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armstrail.errors import InputError
from armstrail.origin import OriginIndex, Text, group, origin_rows, pair_rows

Story = Callable[..., Text]
NAMES = (
    "wire", "spun", "abridged", "corrected", "local_rewrite", "excerpt_host", "presser_one", "presser_two",
    "statement_page_one", "statement_page_two", "day_400", "day_401", "market_monday", "market_tuesday",
    "correction_notice", "spanish_other",
)  # fmt: skip
DAY = date(2025, 3, 3)


@pytest.fixture
def pages(story: Story) -> list[Text]:
    """Every story once, a day apart, each on a site of its own."""
    return [story(name, DAY + timedelta(number), f"{name}.example") for number, name in enumerate(NAMES)]


def test_one_story_is_one_origin(pages: list[Text]) -> None:
    """The wire story and its copies are one origin; every other page is its own."""
    found = group(pages)
    assert sorted(found[0].pages) == ["abridged", "corrected", "spun", "wire"]
    assert found[0].first == "wire"
    assert all(len(origin.pages) == 1 for origin in found[1:])


def test_relations_name_the_page_they_come_from(pages: list[Text]) -> None:
    """Each member but the first has one relation; a page with an excerpt has one into the other origin."""
    found = {origin.first: origin for origin in group(pages)}
    assert {(line.page, line.of, line.relation.value) for line in found["wire"].relations} == {
        ("spun", "wire", "spun"),
        ("abridged", "wire", "excerpt"),
        ("corrected", "wire", "edited"),
    }
    assert [(line.page, line.of, line.relation.value) for line in found["excerpt_host"].relations] == [
        ("excerpt_host", "wire", "excerpt")
    ]


def test_rows_have_the_form_of_the_contract(pages: list[Text]) -> None:
    """The fields of a line of `armstrail origins`, with and without pairs, and nothing else."""
    row = next(iter(origin_rows(pages))).model_dump(mode="json")
    assert set(row) == {"origin", "pages", "first", "relations"}
    assert set(row["relations"][0]) == {"page", "of", "relation", "score"}
    pair = next(iter(pair_rows(pages))).model_dump(mode="json")
    assert set(pair) == {"a", "b", "relation", "score", "passages"}
    assert all(len(passage) == 2 and len(passage[0]) == 2 for passage in pair["passages"])


def test_every_pair_of_an_origin_is_listed(pages: list[Text]) -> None:
    """Four pages of one origin are six pairs, excerpts come on top, and no pair stands twice."""
    rows = list(pair_rows(pages))
    keys = [frozenset((row.a, row.b)) for row in rows]
    assert len(keys) == len(set(keys))
    own = {"wire", "spun", "abridged", "corrected"}
    assert sum(key <= own for key in keys) == 6
    assert all(row.relation.value == "excerpt" for row, key in zip(rows, keys, strict=True) if not key <= own)


def test_furniture_of_a_site_joins_nobody(story: Story) -> None:
    """What three stories of a site share is its furniture, though it outweigh the stories themselves."""
    furniture = story("presser_one").text
    names = ("correction_notice", "market_monday", "excerpt_host", "local_rewrite")
    pages = [
        Text(page.id, None, f"{furniture}\n\n{page.text}", DAY, "site.example") for page in map(story, names)
    ]  # fmt: skip
    assert all(len(origin.pages) == 1 for origin in group(pages))
    twins = [Text(f"{page.id}-again", None, page.text, DAY, "other.example") for page in pages]
    assert sorted(len(origin.pages) for origin in group([*pages, *twins])) == [2, 2, 2, 2]


def test_a_story_brought_up_to_date_on_one_site_is_no_furniture(story: Story) -> None:
    """Five states of one report on one site are one origin: versions of a story count once."""
    wire = story("wire").text
    extra = story("presser_two").text.split("\n\n")
    pages = [
        Text(f"v{number}", None, "\n\n".join([wire, *extra[:number]]), DAY + timedelta(number), "site.example")
        for number in range(5)
    ]
    assert [len(origin.pages) for origin in group(pages)] == [5]


def test_a_wire_story_with_many_reposts_is_one_origin(story: Story) -> None:
    """Sixty sites that re-post one story make one origin of sixty pages: what is frequent is not dropped."""
    wire = story("wire").text
    pages = [Text(f"p{n:02}", None, f"{wire}\n\nSeen on site {n}.", DAY, f"s{n}.example") for n in range(60)]
    assert [len(origin.pages) for origin in group(pages)] == [60]


def test_two_pages_with_one_id_are_refused(story: Story) -> None:
    """The error names the id."""
    with pytest.raises(InputError, match="'wire'"):
        group([story("wire"), story("wire")])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(NAMES))), st.integers(1, len(NAMES)))
def test_the_order_of_arrival_does_not_matter(pages: list[Text], order: list[int], count: int) -> None:
    """All at once, in any order, or one by one: the same origins, and no page in two of them."""
    chosen = [pages[number] for number in sorted(order[:count])]
    expected = group(chosen)
    assert sorted(page for origin in expected for page in origin.pages) == sorted(page.id for page in chosen)
    shuffled = [pages[number] for number in order[:count]]
    assert group(shuffled) == expected
    index = OriginIndex()
    for page in shuffled:
        index.add(page)
    assert [tuple(index.prints[n].id for n in members) for members in index.groups()] == [
        origin.pages for origin in expected
    ]

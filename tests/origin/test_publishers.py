"""Publisher families: two sites of one house are one publisher, and nobody unknown vouches for anybody."""

from __future__ import annotations

import pytest

from armstrail.knowledge import table, values
from armstrail.origin import family_of, independent


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://en.yna.co.kr/view/AEN1", "Yonhap News Agency"),
        ("www.koreatimes.co.kr", "Hankook Ilbo"),
        ("The Wall Street Journal", "marketwatch.com"),
        ("asia.nikkei.com", "Financial Times"),
    ],
)
def test_sites_and_titles_of_one_house_are_one_publisher(one: str, other: str) -> None:
    """Hosts, URLs and titles lead to the same house, which cannot corroborate itself."""
    assert family_of(one) == family_of(other)
    assert not independent(one, other)


def test_houses_of_their_own_are_independent() -> None:
    """Two known houses can corroborate each other; so can two named sites that no table knows."""
    assert independent("reuters.com", "apnews.com")
    assert independent("Daily Plough", "plough-watch.example")


@pytest.mark.parametrize("nobody", [None, "", "  "])
def test_an_unknown_publisher_corroborates_nobody(nobody: str | None) -> None:
    """Where nobody knows who publishes, there is no family and no independence."""
    assert family_of(nobody) is None
    assert not independent(nobody, "reuters.com")
    assert not independent(nobody, nobody)


def test_no_name_belongs_to_two_houses() -> None:
    """The table gives each site and title to one house."""
    names = [name.casefold() for row in table("publisher_families") for name in values(row["names"])]
    assert len(names) == len(set(names))

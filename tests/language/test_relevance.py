"""A look at the words tells pages that cannot hold a record."""

import pytest

from armstrail.language.relevance import speaks_of_affairs, speaks_of_arms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prague sent howitzers abroad.", True),
        ("The UN extended its EMBARGO on Somalia.", True),
        ("Buyers of Turkish-made drones met.", True),
        ("The striker scored twice before the break and the crowd sang.", False),
        ("Butter prices rose in May; bakers passed them on to customers.", False),
        ("", False),
    ],
)
def test_words_of_arms_are_told(text: str, expected: bool) -> None:
    """One word of arms, armed force or sanctions is enough, in any case and inside a compound; sport and trade have none."""
    assert speaks_of_arms(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two sides signed a peace treaty.", True),
        ("Prague sent howitzers abroad.", True),
        ("The embassy was closed on Monday.", True),
        ("Butter prices rose in May; bakers passed them on to customers.", False),
    ],
)
def test_words_of_affairs_are_told(text: str, expected: bool) -> None:
    """Words of arms and those of foreign and security affairs count; trade has none."""
    assert speaks_of_affairs(text) is expected

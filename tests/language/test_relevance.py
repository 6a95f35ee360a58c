"""A look at the words tells pages that cannot hold a record."""

import pytest

from armstrail.knowledge import table
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


@pytest.mark.parametrize(
    "text",
    [
        "Turkey gave Egypt two patrol boats.",
        "Crates of machine guns came by sea.",
        "The firm makes Night-Vision goggles for export.",
        "Traders in Hong Kong shipped chips to Russia.",
        "Two planes were handed over to Iran.",
    ],
)
def test_goods_are_words_of_arms(text: str) -> None:
    """What the table of goods knows for arms counts, of one word or several; chips and planes do beside a word of affairs."""
    assert speaks_of_arms(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togo received five Bayraktars.", True),
        ("Six Su-30s came by sea.", True),
        ("A Leopard sleeps in its tree.", False),
        ("Leopards were sent to Ukraine.", True),
        ("The Titans won at home.", False),
        ("Two A-29 planes landed.", True),
        ("Its air force says so.", True),
        ("Chile got six Storm Shadows.", True),
        ("A storm cast shadows.", False),
    ],
)
def test_names_of_weapons_are_words_of_arms(text: str, expected: bool) -> None:
    """A designation counts, one that names other things as often only beside a word of affairs."""
    assert speaks_of_arms(text) is expected


@pytest.mark.parametrize(
    "text", ["The plane was late and the camera broke.", "A round of golf, a bag of chips.", "Chemicals for the pool."]
)
def test_goods_of_daily_life_are_none(text: str) -> None:
    """Words that mean something else as often do not count by themselves."""
    assert not speaks_of_arms(text)
    assert not speaks_of_affairs(text)


def test_all_arms_of_the_table_of_goods_count() -> None:
    """No good of the arms categories is passed over where the text is on foreign affairs."""
    plain = {"arms", "support", "other", "funds", "fuel", "training", "personnel", "technology"}
    goods = [row["phrase"] for row in table("goods") if row["kind"] == "item" and row["category"] not in plain]
    assert [phrase for phrase in goods if not speaks_of_arms(f"The embassy spoke of the {phrase} at length.")] == []

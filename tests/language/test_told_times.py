"""Times that a clause takes from a label or from another deed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from armstrail.language.analysis import Analysis
from armstrail.language.clause_time import when_of


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        (
            "The army shelled Nyala on Sunday, a day after the rebels struck a depot.",
            "shelled",
            "2024-06-16..2024-06-16",
        ),
        (
            "The army shelled Nyala on Sunday, a day after the rebels struck a depot.",
            "struck",
            "2024-06-15..2024-06-15",
        ),
        ("Three days after Oslo delivered drones on 2 May, the army used them.", "used", "2024-05-05..2024-05-05"),
        (
            "Israel bombed Beirut on Monday, two days after militants had fired rockets.",
            "fired",
            "2024-06-15..2024-06-15",
        ),
        ("It came a week before Japan deployed missiles on 9 May.", "came", "2024-05-02..2024-05-02"),
        ("The army shelled Nyala on Sunday, hours after the rebels struck a depot.", "struck", None),
        ("November 2022: Oslo handed over 40 tanks.", "handed", "2022-11-01..2022-11-30"),
        ("- May 2023 – Norway delivered howitzers, which had stood idle.", "delivered", "2023-05-01..2023-05-31"),
        ("- May 2023 – Norway delivered howitzers, which had stood idle.", "stood", None),
        ("September 2022 to date: the navy patrols the strait.", "patrols", "2022-09-01..2024-06-21"),
        ("He visited Oran on Saturday, where he agreed to buy jets.", "agreed", "2024-06-15..2024-06-15"),
    ],
)
def test_a_time_told_by_another(analysed: Callable[..., Analysis], text: str, word: str, days: str | None) -> None:
    """Days between two deeds, the label of an item and the place of a visit date a deed; hours and asides do not."""
    analysis = analysed(text, "2024-06-21")
    paragraph = analysis.paragraphs[0]
    token = next(token for token in paragraph.doc if token.text == word)
    when = when_of(analysis, paragraph, token)
    assert (None if when is None else f"{when.start}..{when.end}") == days

"""Digests: items that open with the states they are about lend nothing to one another."""

from collections.abc import Callable

import pytest

from armstrail.language import Analysis, analyse
from armstrail.page import read_page
from armstrail.page.source import Source
from armstrail.reading.sections import heading_states, sections_of

DIGEST = """Arms notes of the week

Peru, Spain. Lima has signed for six patrol boats, to be delivered in 2026. The yard put the price at $90 million.

Norway. Oslo will donate eight more howitzers to Estonia, its defence minister told reporters on Tuesday.

Egypt. The army received twelve tanks that it ordered from South Korea in 2021.

Chad: It has asked Turkey for drones.
"""


def analysis_of(text: str) -> Analysis:
    """A plain text, analysed."""
    return analyse(read_page(Source(id="x", data=text.encode(), media_type="text/plain")))


def test_items_lend_each_other_nothing(flows: Callable[..., list[str]]) -> None:
    """A party that an item leaves out is the other state of its label, and "the army" and "it" are those of its own state."""
    assert set(flows(DIGEST)) == {
        "ESP>PER ships agreed asserted",
        "NOR>EST artillery agreed asserted",
        "KOR>EGY armoured_vehicles transferred asserted",
        "KOR>EGY armoured_vehicles agreed asserted",
        "TUR>TCD drones sought asserted",
    }


def test_labels_are_told() -> None:
    """One or more states and a stop, a colon or a dash; what follows belongs to the item until the next label."""
    analysis = analysis_of("Peru - Lima has bought boats.\n\nIt paid at once.\n\n- Kenya and Chad: Both bought tanks.")
    sections = sections_of(analysis)
    assert [[code for code, _ in section.states] for section in sections if section.states] == [["PER"], ["KEN", "TCD"]]
    assert sum(section.end - section.first for section in sections) == len(analysis.paragraphs)
    assert set(heading_states(sections).values()) == {"PER"}
    assert list(heading_states(sections)) == [sections[-2].first, sections[-2].first + 1]


@pytest.mark.parametrize(
    "text",
    [
        "Turkey: Drones for Chad\n\nAnkara has sent drones to Chad.",
        "Turkey sold drones. Chad bought them.\n\nKenya bought tanks. They came by ship.",
        "LIMA, May 3 - Peru bought boats.\n\nThe boats came from Spain.",
    ],
)
def test_other_texts_are_one_section(text: str) -> None:
    """One label alone, sentences and datelines make no digest."""
    analysis = analysis_of(text)
    assert [(section.first, section.end) for section in sections_of(analysis)] == [(0, len(analysis.paragraphs))]


def test_a_line_of_its_own_labels_what_stands_under_it(analysed: Callable[..., Analysis]) -> None:
    """A heading that names only states opens an item; other headings do not."""
    analysis = analysed(
        "Ethiopia\nThe government got six drones.\nSerbia\nThe army wants jets.\nWhat is next\nNothing."
    )
    assert heading_states(sections_of(analysis)) == {0: "ETH", 1: "ETH", 2: "SRB", 3: "SRB", 4: "SRB", 5: "SRB"}

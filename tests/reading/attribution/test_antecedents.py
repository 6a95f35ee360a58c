"""Who "the panel", "the group", "the experts" and "the report" are: the body that the page named in full before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from armstrail.language import Analysis
from armstrail.reading.attribution import find_statements


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The UN Panel of Experts on Chad published its report on Monday. The panel said rifles had gone missing.",
         "UN Panel of Experts on Chad"),
        ("The UN Panel of Experts on Chad published its report on Monday. Rifles had gone missing, the report said.",
         "UN Panel of Experts on Chad"),
        ("Armoury Watch, a campaign group, counted the rifles. Some had gone missing, the group said.", "Armoury Watch"),
        ("Customs House has read a study by the Lisbon Institute of Trade. The study said rifles had gone missing.",
         "Lisbon Institute of Trade"),
        ("The Lisbon School of Trade found in a study published on Tuesday that rifles were lost. They went north, the study says.",
         "Lisbon School of Trade"),
        ("The US Treasury said on Monday it had named a firm. The firm sold rifles, the department said.", "US Treasury"),
        ("The US State Department has cleared the sale of rifles to Chad, it announced on Thursday.", "US State Department"),
        ("The Dutch peace group WAPEN said rifles had gone missing.", "WAPEN"),
    ],
)  # fmt: skip
def test_a_bare_noun_is_the_body_named_before(analysed: Callable[..., Analysis], text: str, speaker: str) -> None:
    """A definite noun without a name takes the name that holds or is described by the same noun, or the last speaker's."""
    found = [s.speaker.name for s in find_statements(analysed(text)) if s.speaker is not None]
    assert found[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The navy ministry in Oslo said ships were late. The group said rifles had gone missing.", "group"),
        ("A panel met in Geneva. The panel said rifles had gone missing.", "panel"),
        ("Ann Lee wrote to the court on Monday. The panel said rifles had gone missing.", "panel"),
    ],
)
def test_without_a_fitting_name_the_noun_stays(analysed: Callable[..., Analysis], text: str, speaker: str) -> None:
    """A ministry is no group and a person no panel: no name is guessed."""
    found = [s.speaker.name for s in find_statements(analysed(text)) if s.speaker is not None]
    assert found[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            'Foreign ministry spokesman Ali Rezaei spoke on Monday. "We sold no rifles", underlined the diplomat.',
            "Ali Rezaei",
        ),
        ("Defence minister Ann Lee spoke on Monday. No rifles were sold, a diplomat said.", "diplomat"),
        ("Farm minister Ann Lee spoke on Monday. No rifles were sold, the diplomat said.", "diplomat"),
    ],
)
def test_the_diplomat_is_who_spoke_last_where_his_office_allows_it(
    analysed: Callable[..., Analysis], text: str, speaker: str
) -> None:
    """A bare "the diplomat" is the person of a fitting office named before; "a diplomat" is somebody new."""
    statements = find_statements(analysed(text))
    assert [s.speaker.name for s in statements if s.speaker is not None][-1] == speaker

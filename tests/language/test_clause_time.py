"""When a predicate's deed took place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from armstrail.language.analysis import Analysis
from armstrail.language.clause_time import clause_times, times_of, when_of

PUBLISHED = "2024-06-21"


def _days(analysis: Analysis, word: str) -> str | None:
    paragraph = analysis.paragraphs[0]
    token = next(token for token in paragraph.doc if token.text == word)
    when = when_of(analysis, paragraph, token)
    return None if when is None else f"{when.start}..{when.end}"


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("The North has sent shells since last year, Seoul said on Friday.", "sent", "2023-01-01..2024-06-21"),
        ("The North has sent shells since last year, Seoul said on Friday.", "said", "2024-06-21..2024-06-21"),
        ("On Monday, Moscow fired 20 rockets, officials said Tuesday.", "fired", "2024-06-17..2024-06-17"),
        ("On Monday, Moscow fired 20 rockets, officials said Tuesday.", "said", "2024-06-18..2024-06-18"),
        ("The ships sailed from May 2023 to January 2024.", "sailed", "2023-05-01..2024-01-31"),
        ("Between August and December last year, ships carried shells.", "carried", "2023-08-01..2023-12-31"),
        ("Oslo has shipped launchers to Kyiv since August last year.", "shipped", "2023-08-01..2024-06-21"),
        ("Iran began shipping drones in 2022.", "shipping", "2022-01-01..2022-12-31"),
        ("The deal, signed in 2022, covers jets to be delivered by 2028.", "signed", "2022-01-01..2022-12-31"),
        ("The deal, signed in 2022, covers jets to be delivered by 2028.", "delivered", "2024-06-21..2028-12-31"),
        ("The delivery in March of 20 tanks angered Moscow.", "delivery", "2024-03-01..2024-03-31"),
        ("The delivery in March of 20 tanks angered Moscow.", "angered", None),
        ("The leaders signed a treaty in Hanoi on Wednesday.", "treaty", "2024-06-19..2024-06-19"),
    ],
)
def test_a_time_belongs_to_the_predicate_of_its_own_clause(
    analysed: Callable[..., Analysis], text: str, word: str, days: str | None
) -> None:
    """Each predicate takes the times of its clause with their prepositions, and no other's."""
    assert _days(analysed(text, PUBLISHED), word) == days


def test_a_list_of_days_gives_each_and_the_stretch(analysed: Callable[..., Analysis]) -> None:
    """Two dates of one verb are two times, and together the stretch that holds them."""
    analysis = analysed("Moscow used them on Jan. 2 and Jan. 6, 2024.", PUBLISHED)
    paragraph = analysis.paragraphs[0]
    verb = next(token for token in paragraph.doc if token.text == "used")
    assert [str(one.when.start) for one in clause_times(analysis, paragraph, verb)] == ["2024-01-02", "2024-01-06"]
    assert _days(analysis, "used") == "2024-01-02..2024-01-06"


def test_without_a_date_of_publication_since_is_open(analysed: Callable[..., Analysis]) -> None:
    """A time "since 2022" has no end where publication is unknown, so there is no answer, but the expression stands."""
    analysis = analysed("Iran has shipped drones since 2022.")
    paragraph = analysis.paragraphs[0]
    verb = next(token for token in paragraph.doc if token.text == "shipped")
    assert when_of(analysis, paragraph, verb) is None
    assert [time.value for time in times_of(analysis, paragraph, verb)] == ["2022"]


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("Paris condemned last week's summit on Thursday.", "condemned", "2024-06-20..2024-06-20"),
        ("Paris condemned last week's summit on Thursday.", "summit", "2024-06-10..2024-06-16"),
        ("In an interview on Sunday, the premier said the jets would come.", "said", "2024-06-16..2024-06-16"),
        ("The convoy left Hama on May 8 and reached Homs two days later.", "left", "2024-05-08..2024-05-08"),
        ("The convoy left Hama on May 8 and reached Homs two days later.", "reached", "2024-05-10..2024-05-10"),
        ("They have sent 3,000 men this month.", "sent", "2024-06-01..2024-06-21"),
        ("They will send 3,000 men this month.", "send", "2024-06-21..2024-06-30"),
        ("Oslo has sold them since the start of the war in February 2022.", "sold", "2022-02-01..2024-06-21"),
        ("It is the only state known to have bought guns there, in 2019.", "bought", "2019-01-01..2019-12-31"),
        ("Fighting continued until March.", "continued", None),
        ("Oslo has sold them since the war began in February 2022.", "sold", "2022-02-01..2024-06-21"),
        ("Sales tripled in the three months ended March 2024.", "tripled", "2024-01-01..2024-03-31"),
        ("Overnight rebels shelled the port.", "shelled", "2024-06-20..2024-06-21"),
        ("The summit scheduled for Sunday was cancelled.", "summit", "2024-06-23..2024-06-23"),
    ],
)
def test_a_time_is_shared_and_cut_as_the_clause_says(
    analysed: Callable[..., Analysis], text: str, word: str, days: str | None
) -> None:
    """An occasion keeps its own time and lends it; a deed told as past ends by publication, one ahead begins there."""
    assert _days(analysed(text, PUBLISHED), word) == days

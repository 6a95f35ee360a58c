"""Wars and coups without a date: resolved where the page's states leave no doubt."""

from datetime import date

import pytest

from armstrail.language import analyse
from armstrail.language.clause_time import when_of
from armstrail.records import Coverage, Page, Published


def _when(text: str, verb: str) -> tuple[date, date] | None:
    """The days of a verb's deed on a page of one paragraph, published on 15 May 2024."""
    day = date(2024, 5, 15)
    coverage = Coverage(characters=len(text), read=len(text))
    page = Page(
        id="page",
        text=text,
        body=((0, len(text)),),
        published=Published(start=day, end=day),
        sha256="",
        coverage=coverage,
    )
    analysis = analyse(page)
    paragraph = analysis.paragraphs[-1]
    token = next(t for t in paragraph.doc if t.text == verb)
    found = when_of(analysis, paragraph, token)
    return (found.start, found.end) if found else None


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        (
            "Belarus has given Russia 100 tanks since the start of the war in Ukraine.",
            "given",
            ("2022-02-24", "2024-05-15"),
        ),
        (
            "Minsk handed Moscow shells in the first year of the war, a Ukrainian study says. Russia denies it.",
            "handed",
            ("2022-02-24", "2023-02-23"),
        ),
        ("Russia has sold Myanmar rockets since the coup.", "sold", ("2021-02-01", "2024-05-15")),
        ("The UAE has sent the RSF drones since the fighting in Sudan began.", "sent", ("2023-04-15", "2024-05-15")),
        ("Turkey has sold Ghana rifles since the war.", "sold", None),
        ("France has sold Chad, Niger and Mali rifles since the coup.", "sold", None),
        ("Russia has sold Myanmar rockets since the coup of 1988.", "sold", ("1988-01-01", "2024-05-15")),
    ],
)
def test_since_an_era(text: str, verb: str, expected: tuple[str, str] | None) -> None:
    """From the first day of the war or coup that the page's states tell; none where several or none of them fit."""
    wanted = tuple(date.fromisoformat(day) for day in expected) if expected else None
    assert _when(text, verb) == wanted

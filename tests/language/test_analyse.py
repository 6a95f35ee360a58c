"""From which days a page is told."""

from datetime import date

from armstrail.language.analyse import told_from
from armstrail.records import Coverage, Page, Published, Stamp, When


def page(first: int, last: int, stamped: bool) -> Page:
    """A page published on some days of August 2024, which its heading names or does not."""
    days = {"start": date(2024, 8, first), "end": date(2024, 8, last)}
    return Page(
        id="p",
        text="x",
        sha256="0",
        coverage=Coverage(characters=1, read=1),
        published=Published(**days),
        stamped=(Stamp(**days),) if stamped else (),
    )


def test_an_issue_that_names_its_week_is_told_from_its_last_day() -> None:
    """The weekdays of a digest are those of its week; an uncertain day of publication stays uncertain."""
    last = When(start=date(2024, 8, 11), end=date(2024, 8, 11))
    assert told_from(page(5, 11, stamped=True)) == last
    assert told_from(page(11, 11, stamped=True)) == last
    assert told_from(page(5, 11, stamped=False)) == When(start=date(2024, 8, 5), end=date(2024, 8, 11))
    assert told_from(page(1, 31, stamped=True)) == When(start=date(2024, 8, 1), end=date(2024, 8, 31))


def test_a_page_without_a_date_is_told_from_none() -> None:
    """Where the day of publication is unknown, nothing takes its place."""
    assert told_from(page(5, 11, stamped=True).model_copy(update={"published": None})) is None

"""The timeline's geometry: places of days, cut bars, columns of counts."""

from __future__ import annotations

from datetime import date

from armstrail.ledger.facts import Conflict, Side
from armstrail.records import Member, When
from armstrail.web.timelines import Line, axis_of, bars_of, drawn, strip_of

MAY = When(start=date(2031, 5, 1), end=date(2031, 5, 31))
DAY = When(start=date(2031, 7, 2), end=date(2031, 7, 2))


def test_a_day_is_narrow_and_a_month_is_wide() -> None:
    """On one axis a bar is as long as its interval, and stands before what comes after it."""
    axis = axis_of([MAY, DAY])
    assert axis is not None
    (month,), (day,) = (bars_of(axis, Line(when, "", "asserted", ()), {}) for when in (MAY, DAY))
    assert month.end - month.start > 25 * (day.end - day.start) > 0
    assert month.end < day.start


def test_another_reports_date_is_drawn_beneath() -> None:
    """A conflict about the date gives a bar of its own; one about something else gives none."""
    member = Member(page="p", id="t1")
    sides = (
        Side(value=MAY.model_dump(mode="json"), members=(member,)),
        Side(value=DAY.model_dump(mode="json"), members=(member,)),
    )
    found = {
        name: Conflict(id=name, between=(member,), field=field, values=(), sides=sides, facts=())
        for name, field in (("c1", "when"), ("c2", "quantity"))
    }
    axis = axis_of([MAY, DAY])
    assert axis is not None
    bars = bars_of(axis, Line(MAY, "", "asserted", ("c1", "c2", "gone")), found)
    assert [(bar.when, bar.disputed) for bar in bars] == [(MAY, False), (DAY, True)]


def test_the_first_and_the_last_day_that_there_are_can_be_drawn() -> None:
    """No date of a page, however odd, ends in an error."""
    axis = axis_of([When(start=date.min, end=date.max)])
    assert axis is not None
    assert "line" in drawn(axis, [Line(When(start=date.min, end=date.max), "", "asserted", ())], {})
    assert strip_of([("0001-01", 2), ("9999-12", 1)]) is not None


def test_few_months_stand_alone_and_many_are_joined() -> None:
    """Beyond sixty columns the strip counts quarters, then years, and loses no fact among those that it shows."""
    months = [(f"{year}-{month:02}", 1) for year in range(2020, 2024) for month in range(1, 13)]
    strip = strip_of([(None, 7), *months])
    assert strip is not None
    assert (strip.span, len(strip.columns)) == ("month", 48)
    strip = strip_of([*months, ("2030-05", 3)])
    assert strip is not None
    assert strip.span == "quarter"
    assert sum(column.count for column in strip.columns) == 51
    assert (strip.columns[-1].label, strip.columns[-1].since, strip.columns[-1].until) == (
        "2030 Q2",
        "2030-04-01",
        "2030-06-30",
    )
    strip = strip_of([*months, ("1990-02", 3)])
    assert strip is not None
    assert (strip.span, strip.columns[0].label, strip.columns[0].until) == ("year", "1990", "1990-12-31")
    assert strip_of([(None, 3)]) is None

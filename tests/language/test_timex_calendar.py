"""Calendar periods."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from armstrail.language.timex_calendar import Grain, day, month, period, season, shift_day, third, years

_DAYS = st.dates(date(1200, 1, 1), date(2900, 12, 31))


@given(_DAYS, st.sampled_from([grain for grain in Grain if grain is not Grain.WEEKEND]))
def test_a_period_holds_its_day(one: date, grain: Grain) -> None:
    """The period of a day holds it, and the periods before and after touch it without a gap."""
    found = period(one, grain)
    assert found is not None
    assert found.start <= one <= found.end
    after = found.shift(1)
    assert after is not None
    assert after.start == found.end + timedelta(1)
    back = after.shift(-1)
    assert back == found


@given(_DAYS, st.sampled_from(list(Grain)))
def test_thirds_cover_a_period(one: date, grain: Grain) -> None:
    """Early, mid and late are in order and together the whole, where there are days enough."""
    found = period(one, grain)
    assert found is not None
    early, mid, late = (third(found, which) for which in range(3))
    if (found.end - found.start).days >= 2:
        assert (early.start, late.end) == (found.start, found.end)
        assert mid.start == early.end + timedelta(1)
        assert late.start == mid.end + timedelta(1)


def test_what_the_calendar_lacks_is_none() -> None:
    """No such day, month beyond the years of the calendar, or shift off its end."""
    assert day(2023, 2, 29) is None
    assert month(9999, 12) is not None
    assert years(9990, 100) is None
    assert shift_day(date(9999, 12, 31), 1, Grain.DAY) is None
    assert shift_day(None, 1, Grain.DAY) is None


def test_values_are_timex3() -> None:
    """Each grain writes its value the TIMEX3 way; winter belongs to the year of its December."""
    one = date(2024, 2, 10)
    shown = {grain: found.value for grain in Grain if (found := period(one, grain)) is not None}
    assert shown == {
        Grain.CENTURY: "20",
        Grain.DECADE: "202",
        Grain.YEAR: "2024",
        Grain.HALF: "2024-H1",
        Grain.QUARTER: "2024-Q1",
        Grain.SEASON: "2023-WI",
        Grain.MONTH: "2024-02",
        Grain.WEEK: "2024-W06",
        Grain.WEEKEND: "2024-W06-WE",
        Grain.DAY: "2024-02-10",
    }
    winter = season(2023, "WI")
    assert winter is not None
    assert (winter.start, winter.end) == (date(2023, 12, 1), date(2024, 2, 29))

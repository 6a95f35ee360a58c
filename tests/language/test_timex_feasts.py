"""Feasts that move, by the reckoning of their calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.language.timex_feasts import easter, hebrew_new_year, islamic, orthodox_easter


@pytest.mark.parametrize(
    ("year", "west", "east", "jewish"),
    [
        (2019, date(2019, 4, 21), date(2019, 4, 28), date(2019, 9, 30)),
        (2022, date(2022, 4, 17), date(2022, 4, 24), date(2022, 9, 26)),
        (2024, date(2024, 3, 31), date(2024, 5, 5), date(2024, 10, 3)),
        (2025, date(2025, 4, 20), date(2025, 4, 20), date(2025, 9, 23)),
    ],
)
def test_feasts_of_known_years(year: int, west: date, east: date, jewish: date) -> None:
    """Easter of both churches and Rosh Hashanah as almanacs give them."""
    assert (easter(year), orthodox_easter(year), hebrew_new_year(year + 3761)) == (west, east, jewish)


def test_islamic_feasts_of_known_years() -> None:
    """Eid al-Fitr as kept in Mecca, by the table a day off at most."""
    kept = {1441: date(2020, 5, 24), 1443: date(2022, 5, 2), 1445: date(2024, 4, 10), 1446: date(2025, 3, 30)}
    assert all(abs(islamic(year, 10, 1) - day) <= timedelta(1) for year, day in kept.items())


@given(st.integers(min_value=1900, max_value=2090))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    """Both Easters are Sundays, the eastern one never before the western."""
    west, east = easter(year), orthodox_easter(year)
    assert west.isoweekday() == east.isoweekday() == 7
    assert date(year, 3, 22) <= west <= min(east, date(year, 4, 25))


@given(st.integers(min_value=5600, max_value=5900))
def test_jewish_years_have_lawful_lengths(year: int) -> None:
    """A year of the Hebrew calendar has one of six lengths."""
    length = (hebrew_new_year(year + 1) - hebrew_new_year(year)).days
    assert length in {353, 354, 355, 383, 384, 385}

"""Dates are read in many languages and orders, with spans that slice back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.page.calendars import jalali_to_gregorian
from armstrail.page.date_forms import find_dates

DAY = date(2024, 9, 22)


@pytest.mark.parametrize(
    "written",
    [
        "2024-09-22 19:47:20",
        "22.09.2024",
        "22. 9. 2024",
        "Sept. 22, 2024",
        "September 22nd, 2024",
        "Sunday, 22 September 2024",
        "22-Sep-24",
        "09/22/2024",
        "2024年9月22日",
        "2024년 9월 22일",
        "令和6年9月22日",
        "民國113年9月22日",
        "22 сентября 2024",
        "22 вересня 2024",
        "22 Eylül 2024 Pazar 10:20",
        "٢٢ سبتمبر 2024",
        "22 سبتمبر/أيلول 2024",
        "۱ مهر ۱۴۰۳",
        "22 de septiembre de 2024",
        "22 settembre 2024",
        "le 22 septembre 2024",
        "22. září 2024",
        "22 września 2024",
        "2024. szeptember 22.",
        "2024 m. rugsėjo 22 d.",
        "22 tháng 9 năm 2024",
        "22 กันยายน 2567",
        "22 सितंबर 2024",
        "22 Σεπτεμβρίου 2024",
        "22 בספטמבר 2024",
        "2024. gada 22. septembris",
        "September 22, '24",
        "22 IX 2024",
        "22 სექტემბერი 2024",
        "22 սեպտեմբերի 2024",
        "22 செப்டம்பர் 2024",
    ],
)
def test_a_day_is_read_in_many_languages_and_orders(written: str) -> None:
    """Each spelling names 22 September 2024 and nothing else."""
    (form,) = find_dates(written)
    assert form.days[0] == DAY


def test_a_form_without_year_stays_without_one() -> None:
    """No clock fills in the year of a caption or a dateline."""
    (form,) = find_dates("SEOUL, Oct. 11 (Yonhap) -- The ministry said")
    assert form.days == ()
    assert (form.readings[0].year, form.readings[0].month, form.readings[0].day) == (None, 10, 11)


def test_day_and_month_order_keeps_both_readings() -> None:
    """`03/04/2024` has two readings; the page's order says which stands first, dots leave only one."""
    assert find_dates("03/04/2024")[0].days == (date(2024, 4, 3), date(2024, 3, 4))
    assert find_dates("03/04/2024", month_first=True)[0].days == (date(2024, 3, 4), date(2024, 4, 3))
    assert find_dates("03.04.2024", month_first=True)[0].days == (date(2024, 4, 3),)


def test_a_weekday_beside_the_date_settles_its_order() -> None:
    """3 April 2024 was a Wednesday, 4 March 2024 a Monday."""
    assert find_dates("Monday, 03/04/2024")[0].days == (date(2024, 3, 4),)


def test_a_month_name_that_languages_share_follows_the_page() -> None:
    """Listopad is November in Polish and October in Croatian."""
    assert find_dates("22 listopada 2024", "pl")[0].days == (date(2024, 11, 22),)
    assert find_dates("22 listopada 2024", "hr")[0].days == (date(2024, 10, 22),)


@pytest.mark.parametrize(
    "text",
    ["we may 5 of", "iPhone 11 Pro", "1.234.567", "2012-2023", "24/7", "v 2.0", "10:30", "March on", "99.99.2024"],
)
def test_numbers_that_are_no_dates_are_left(text: str) -> None:
    """Versions, times, ranges and verbs are no dates."""
    assert find_dates(text) == ()


def test_time_and_zone_beside_a_date() -> None:
    """Hour and numeric offset are read behind the date, the hour also before it."""
    assert [(f.hour, f.offset) for f in find_dates("2024-09-22T19:47:20+09:00")] == [(19, 540)]
    assert [(f.hour, f.offset) for f in find_dates("06:12 PM April 19, 2024")] == [(18, None)]


def test_nowruz_days() -> None:
    """Known correspondences of the Persian calendar; days that it does not have are none."""
    assert jalali_to_gregorian(1401, 8, 2) == date(2022, 10, 24)
    assert jalali_to_gregorian(1403, 1, 1) == date(2024, 3, 20)
    assert jalali_to_gregorian(1403, 12, 30) == date(2025, 3, 20)
    assert jalali_to_gregorian(1402, 12, 30) is None


@given(st.integers(0, 750), st.integers(1, 28))
def test_jalali_days_follow_one_another(years_and_months: int, day: int) -> None:
    """The day after a day is the next Gregorian day, too."""
    year, month = 1370 + years_and_months // 12, years_and_months % 12 + 1
    one, other = jalali_to_gregorian(year, month, day), jalali_to_gregorian(year, month, day + 1)
    assert one is not None
    assert other is not None
    assert other - one == timedelta(days=1)


@given(
    st.lists(
        st.sampled_from(["May 5, 2024", "12.3.2021", " 2024", "9月22日", "é", "😀", ".", "-", "/", "31", "Feb", " "]),
        max_size=12,
    )
)
def test_spans_slice_back_and_never_overlap(pieces: list[str]) -> None:
    """Every form lies in the text, and forms are in order."""
    text = "".join(pieces)
    last = 0
    for form in find_dates(text):
        assert last <= form.start < form.end <= len(text)
        assert any(character.isdigit() for character in text[form.start : form.end])
        last = form.end


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_iso_days_round_trip(day: date) -> None:
    """Every ISO day is read as itself."""
    assert find_dates(f"posted {day.isoformat()} 10:00")[0].days == (day,)

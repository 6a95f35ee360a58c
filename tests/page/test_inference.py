"""The solver of clues does not depend on their order, and never answers after its bound."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.page import Source, read_page
from armstrail.page.choice import choose
from armstrail.page.claims import Claim, ClaimRole
from armstrail.page.clue import (
    FRESH,
    PICTURED,
    SAID_LAG,
    AnyFit,
    Clue,
    Fit,
    back_fit,
    day_of_month_fit,
    lasting,
    month_day_fit,
    occurrence,
    relative_fit,
    since,
    term_fit,
    until,
)
from armstrail.page.inference import SPREAD, restamp, score, scored_days, solve

DAY = date(2022, 8, 17)
CLUES = (
    Clue("date", "Aug 17", None, 2.0, month_day_fit(8, 17, FRESH, 0.1)),
    Clue("weekday", "Wednesday", None, 1.5, back_fit(2, SAID_LAG)),
    Clue("past", "June 2022", None, 2.0, since(date(2022, 6, 1)), absolute=True),
    Clue("future", "2023", None, 1.0, until(date(2023, 12, 31)), absolute=True),
)


@given(st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_the_order_of_clues_is_irrelevant(rng: random.Random) -> None:
    """Any order of the same clues gives the same days."""
    shuffled = list(CLUES)
    rng.shuffle(shuffled)
    assert solve(tuple(shuffled), date(2023, 3, 1), settle=False) == solve(CLUES, date(2023, 3, 1), settle=False)


def test_weekday_and_day_tell_the_year() -> None:
    """17 August was a Wednesday in 2022."""
    solved = solve(CLUES, date(2024, 3, 1), settle=True)
    assert solved is not None
    assert solved.start == DAY


@given(st.dates(date(2018, 1, 1), date(2026, 1, 1)))
@settings(max_examples=12, deadline=None)
def test_nothing_is_published_after_the_bound(latest: date) -> None:
    """Whatever the clues say, the answer lies before the bound, and a re-stamp's before the stamp."""
    solved = solve(CLUES, latest, settle=True)
    assert solved is None or solved.end <= latest
    exposed = restamp(CLUES, 1.0, latest)
    assert exposed is None or exposed.end < latest


@given(st.dates(date(2018, 1, 1), date(2026, 1, 1)), st.booleans())
@settings(max_examples=12, deadline=None)
def test_days_given_up_early_are_no_rivals(last: date, aged: bool) -> None:
    """Scoring with what can be given up left out tells the same days near the best as scoring every day."""
    first = last - timedelta(days=900)
    whole = {}
    for back in range(901):
        day = last - timedelta(days=back)
        whole[day] = score(CLUES, day) - 0.15 * (back / 365.25 if aged else 0.0)
    best = max(whole.values())
    near = [day for day in sorted(whole) if whole[day] >= best - SPREAD]
    told = scored_days(CLUES, first, last, settle=aged)
    assert max(value for _, value in told) == best
    assert [day for day, value in told if value >= best - SPREAD] == near


_ANY_DAY = st.dates(date(1996, 1, 1), date(2099, 12, 31))
_MONTH_DAY = st.dates(date(2000, 1, 1), date(2000, 12, 31))
_OCCASION = st.builds(
    relative_fit,
    st.sampled_from(["next month", "Last week", "this year", "later this month", "earlier this week", "next year"]),
    _ANY_DAY,
    _ANY_DAY,
)
_LASTING: st.SearchStrategy[Fit] = st.one_of(
    st.builds(lambda d, s: month_day_fit(d.month, d.day, s, 0.1), _MONTH_DAY, st.sampled_from([FRESH, PICTURED])),
    st.integers(1, 31).map(day_of_month_fit),
    st.builds(since, _ANY_DAY, before=st.sampled_from([0.0, 0.2])),
    st.builds(until, _ANY_DAY),
    st.builds(term_fit, _ANY_DAY, st.one_of(_ANY_DAY, st.just(date.max))),
    _OCCASION,
    st.lists(_OCCASION, min_size=1, max_size=3).map(lambda fits: AnyFit(tuple(fits))),
)


@given(_LASTING, _ANY_DAY)
@settings(deadline=None)
def test_days_that_are_said_to_fit_alike_do(fit: Fit, day: date) -> None:
    """A fit is the same on all of the days that it counts back as alike, and counts the day itself."""
    days = lasting(fit)(day)
    assert days >= 1
    assert {fit(day - timedelta(days=back)) for back in range(min(days, 500))} == {fit(day)}
    assert fit(day - timedelta(days=min(days, (day - date(1900, 1, 1)).days) - 1)) == fit(day)


def test_a_fit_that_changes_daily_is_asked_of_each_day() -> None:
    """Of a weekday nothing is known of the day before."""
    assert lasting(back_fit(2, SAID_LAG))(DAY) == 1


@given(st.integers(1, 28), st.integers(1, 12), st.integers(2000, 2095))
@settings(max_examples=15, deadline=None)
def test_the_years_of_narrow_clues_bound_a_text_without_stamps(day: int, month: int, year: int) -> None:
    """Where the clues name no day, the last year that they fit is found, and the day in it."""
    end = date(year, month, day)
    clues = (
        Clue("office", "the minister", None, 3.0, term_fit(end - timedelta(days=30), end), absolute=True),
        Clue("date", "that day", None, 3.0, month_day_fit(month, day, FRESH, 0.1)),
    )
    solved = solve(clues, None, settle=False)
    assert solved is not None
    assert solved.start <= end <= solved.end


def test_nothing_is_solved_without_a_year() -> None:
    """Day and weekday alone fit many years."""
    assert solve(CLUES[:2], None, settle=False) is None


@given(st.permutations([1, 2, 3, 4]))
def test_the_order_of_claims_is_irrelevant(order: list[int]) -> None:
    """Claims in any order choose the same day."""
    claims = {
        1: Claim("meta", ClaimRole.PUBLISHED, (DAY,), "a", 5.0),
        2: Claim("stamp", ClaimRole.UNSAID, (DAY + timedelta(days=3),), "b", 3.0, span=(0, 4)),
        3: Claim("url", ClaimRole.UNSAID, (DAY,), "c", 4.0),
        4: Claim("meta", ClaimRole.UPDATED, (DAY + timedelta(days=3),), "d", 3.0),
    }
    choice = choose(tuple(claims[number] for number in order))
    assert choice is not None
    assert choice.day == DAY
    assert choice == choose(tuple(claims.values()))


@given(st.dates(date(2001, 1, 1), date(2050, 12, 31)), st.dates(date(2001, 1, 1), date(2050, 12, 31)))
@settings(max_examples=25, deadline=None)
def test_a_day_after_the_capture_is_never_published(stamp: date, captured: date) -> None:
    """Neither a stamp nor a field after the capture is believed."""
    markup = (
        f"<html><head><meta property='article:published_time' content='{stamp}'></head><body><h1>Frigate leaves the yard</h1>"
        f"<p>Posted on {stamp}</p><p>The frigate left the yard on Monday after two years of repairs, the ministry said in a note.</p></body></html>"
    )
    page = read_page(Source(id="p", data=markup.encode(), media_type="text/html", captured=captured))
    assert page.published is None or page.published.end <= captured
    if stamp <= captured and stamp.day != 1:
        assert page.published is not None
        assert page.published.start <= stamp


def test_relative_words_of_an_occasion() -> None:
    """Next month, last week and their like, said of an occasion of two days."""
    start, end = date(2023, 7, 11), date(2023, 7, 12)
    assert relative_fit("next month", start, end)(date(2023, 6, 3)) == 1
    assert relative_fit("next month", start, end)(date(2023, 7, 3)) == 0
    assert relative_fit("last week", start, end)(date(2023, 7, 18)) == 1
    assert relative_fit("this week", start, end)(date(2023, 7, 14)) == 1
    assert relative_fit("later this month", start, end)(date(2023, 7, 3)) == 1
    assert relative_fit("later this month", start, end)(date(2023, 7, 20)) == 0


def test_the_last_such_day_of_a_year() -> None:
    """The last 29 February lies up to four years back."""
    assert occurrence(2, 29, date(2023, 3, 1)) == date(2020, 2, 29)
    assert occurrence(12, 30, date(2024, 1, 2)) == date(2023, 12, 30)

"""Dates that travel: a page whose own words give no date takes it from its origin, or from an occasion that it reports
and other pages date. The occasion's own dates are left as they are, and where they differ the difference is kept.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from armstrail.ledger.compare import told, width
from armstrail.ledger.digest import AnyItem, Days, EventItem, PageDigest, Ref, StatementItem

__all__ = ["Travel", "dated", "occasion_day", "settled", "travel_by_occasion", "travel_by_origin"]

VAGUE = 45
"""Days beyond which a page's own date says too little to count as one."""
EXACT = 3
NEAR = 4
"""Days by which a bare "the 17th" may lie off the day that other pages give, and still mean the same occasion."""
FRESH, LATE = 3, 14
"""Days after an occasion within which news of it is told: with a bare day of the month, and without one."""


@dataclass(frozen=True, slots=True)
class Travel:
    """A date that came to a page."""

    page: str
    published: Days
    by: str
    sources: tuple[Ref, ...]
    reason: str


def dated(page: PageDigest) -> bool:
    """Whether a page is dated by itself."""
    return page.published is not None and width(page.published) <= VAGUE


def settled(page: PageDigest) -> bool:
    """Whether a page's own words give its day: no other page can add to that."""
    return page.published is not None and width(page.published) == 1


def own_day(item: AnyItem) -> Days | None:
    """The day that a record gives for what it tells of: a statement's, an event's."""
    if isinstance(item, StatementItem):
        return item.said
    return item.when if isinstance(item, EventItem) else None


def travel_by_origin(page: PageDigest, others: Iterable[PageDigest]) -> Travel | None:
    """The date of an undated page from other pages with its text: the earliest of theirs."""
    known = sorted(
        (other.published, other.id) for other in others if other.id != page.id and other.published and dated(other)
    )
    if not known:
        return None
    published, name = known[0]
    return Travel(page.id, published, "origin", (), f"its text was published {told(published)} on page {name}")


def occasion_day(page: PageDigest, item: AnyItem, given: Days) -> Days:
    """The day on which an undated page puts an occasion that others put on `given`: its own bare day of the month where
    that lies near, else theirs.
    """
    start = min((span[0] for span in item.spans), default=0)
    before = [day for day, span in page.bare_days if span[0] <= start]
    for day in [*reversed(before), *(day for day, span in page.bare_days if span[0] > start)]:
        for near in _nearest(day, given):
            if abs(near - given[0]) <= NEAR:
                return (near, near)
    return given


def _nearest(day: int, given: Days) -> Iterable[int]:
    around = date.fromordinal(given[0])
    for shift in (0, -NEAR, NEAR):
        month = around + timedelta(days=shift)
        if day <= calendar.monthrange(month.year, month.month)[1]:
            yield month.replace(day=day).toordinal()


def travel_by_occasion(
    page: PageDigest, shared: Iterable[tuple[AnyItem, list[AnyItem]]], origin_of: Mapping[str, str]
) -> Travel | None:
    """The date of an undated page from occasions that it shares with dated pages, or a narrower one for a page whose own
    words give an interval.

    `shared` pairs a record of the page with the other pages' records of the same fact. The day that most independent
    origins give wins, the earlier where they are even; news of an occasion follows it within days.
    """
    votes: dict[Days, set[str]] = {}
    sources: dict[Days, set[Ref]] = {}
    mine: dict[Days, AnyItem] = {}
    for item, others in shared:
        for other in others:
            day = own_day(other)
            if day is not None and width(day) <= EXACT:
                votes.setdefault(day, set()).add(origin_of[other.page])
                sources.setdefault(day, set()).add(other.ref)
                if day not in mine or item.ref < mine[day].ref:
                    mine[day] = item
    if not votes:
        return None
    given = min(votes, key=lambda day: (-len(votes[day]), day))
    told_on = own_day(mine[given])
    near = told_on is not None and width(told_on) <= EXACT and abs(told_on[0] - given[0]) <= NEAR
    day = told_on if near and told_on is not None else occasion_day(page, mine[given], given)
    names = sorted({ref[0] for ref in sources[given]})
    reason = f"it reports what {', '.join(names)} put{'s' if len(names) == 1 else ''} on {told(given)}"
    bare = day != given or any(date.fromordinal(day[0]).day == number for number, _ in page.bare_days)
    if bare:
        reason += f", and itself names day {date.fromordinal(day[0]).day} of the month"
    published = (day[0], day[1] + (FRESH if bare else LATE))
    own = page.published if dated(page) else None
    if own is not None:
        # its own words date it: the occasion can only narrow that
        published = max(own[0], published[0]), min(own[1], published[1])
        if not published[0] <= published[1] or width(published) >= width(own):
            return None
        reason += f"; its own words allow {told(own)}"
    return Travel(page.id, published, "occasion", tuple(sorted(sources[given])), reason)

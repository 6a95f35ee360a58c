"""Dates that travel: a page whose own words give no date takes it from its origin, or from an occasion that it reports
and other pages date. The occasion's own dates are left as they are, and where they differ the difference is kept.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from armstrail.ledger.compare import told, width
from armstrail.ledger.digest import AnyItem, Days, EventItem, PageDigest, Ref, StatementItem

__all__ = [
    "Accounts",
    "Travel",
    "dated",
    "first_dated",
    "occasion_day",
    "settled",
    "travel_by_occasion",
    "travel_by_origin",
]

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


def first_dated(pages: Iterable[PageDigest]) -> tuple[Days, str] | None:
    """The earliest date that pages with one text give, and the page that gives it; None where none is dated by itself."""
    return min(((page.published, page.id) for page in pages if page.published and dated(page)), default=None)


def travel_by_origin(page: PageDigest, first: tuple[Days, str] | None) -> Travel | None:
    """The date of an undated page from other pages with its text: the earliest of theirs, which `first_dated` gives."""
    if first is None:
        return None
    published, name = first
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


class Accounts:
    """The days on which the records of one fact put it, with the pages and origins that do."""

    def __init__(self, items: Iterable[AnyItem], origin_of: Mapping[str, str]) -> None:
        """`items` are the fact's records; `origin_of` gives the origins of their pages."""
        self._refs: dict[Days, dict[str, list[Ref]]] = {}
        self._pages: dict[Days, dict[str, set[str]]] = {}
        for item in items:
            day = own_day(item)
            if day is not None and width(day) <= EXACT:
                self._refs.setdefault(day, {}).setdefault(item.page, []).append(item.ref)
                self._pages.setdefault(day, {}).setdefault(origin_of[item.page], set()).add(item.page)

    def votes(self, page: str, origin: str) -> Iterator[tuple[Days, set[str]]]:
        """The days that other pages than `page`, which is of `origin`, give, each with the origins that do."""
        for day, pages in self._pages.items():
            found = set(pages)
            if pages.get(origin) == {page}:
                found.discard(origin)
            if found:
                yield day, found

    def sources(self, page: str, day: Days) -> Iterator[Ref]:
        """The records of other pages than `page` that give a day."""
        for name, refs in self._refs.get(day, {}).items():
            if name != page:
                yield from refs


def travel_by_occasion(page: PageDigest, origin: str, shared: Sequence[tuple[AnyItem, Accounts]]) -> Travel | None:
    """The date of an undated page from occasions that it shares with dated pages, or a narrower one for a page whose own
    words give an interval.

    `shared` pairs a record of the page, whose text is of `origin`, with what all records of the same fact give. The day
    that most independent origins give wins, the earlier where they are even; news of an occasion follows it within days.
    """
    votes: dict[Days, set[str]] = {}
    mine: dict[Days, AnyItem] = {}
    for item, accounts in shared:
        for day, origins in accounts.votes(page.id, origin):
            votes.setdefault(day, set()).update(origins)
            if day not in mine or item.ref < mine[day].ref:
                mine[day] = item
    if not votes:
        return None
    given = min(votes, key=lambda day: (-len(votes[day]), day))
    told_on = own_day(mine[given])
    near = told_on is not None and width(told_on) <= EXACT and abs(told_on[0] - given[0]) <= NEAR
    day = told_on if near and told_on is not None else occasion_day(page, mine[given], given)
    sources = sorted({ref for _, accounts in shared for ref in accounts.sources(page.id, given)})
    names = sorted({ref[0] for ref in sources})
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
    return Travel(page.id, published, "occasion", tuple(sources), reason)

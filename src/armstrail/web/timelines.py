"""The timeline: facts on an axis of days, each at the precision of its date, and how many begin when."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from armstrail.ledger.facts import AnyFact, Conflict, StatementFact
from armstrail.records import When
from armstrail.web.cells import MONTHS, day_of, days, title_of
from armstrail.web.rows import NO_FIELDS, Fields, day_cell, flags, href_of, short, shown

LONG = 6 * 365
"""Days of an axis beyond which the oldest beginnings are cut, so that one old date does not press all others together."""
LONGEST_TITLE = 120
LAST_LABEL = 95
"""Percent of the axis beyond which a label would stand outside it."""
MOST_COLUMNS = 60
"""Columns of the strip of counts: beyond so many months it counts quarters, then years."""


@dataclass(frozen=True, slots=True)
class Line:
    """A fact as the timeline shows it: its date, the cells before the drawing, how its bar looks, its conflicts."""

    when: When | None
    cells: str
    look: str
    conflicts: tuple[str, ...]


def line_of(fact: AnyFact, fields: Fields = NO_FIELDS) -> Line:
    """What the timeline needs of a fact; `fields` tells what reports disagree about."""
    when = day_of(fact)
    look = "asserted" if isinstance(fact, StatementFact) else fact.factuality.value
    cells = (
        f'{day_cell(when)}<td class="main">'
        f'<a href="{href_of(fact)}" dir="auto">{shown(short(title_of(fact), LONGEST_TITLE))}</a>{flags(fact, fields)}</td>'
    )
    return Line(when, cells, look, fact.conflicts)


# ---------------------------------------------------------------- the axis
class Tick(NamedTuple):
    """A line of the axis: its place in percent, and its words where it has any."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day to the last, both included."""

    first: date
    last: date

    def place(self, day: int) -> float:
        """The place of a day, given by its number, 0 to 100."""
        first = self.first.toordinal()
        whole = self.last.toordinal() - first + 1
        return round(100 * min(max(day - first, 0), whole) / whole, 2)

    def ticks(self) -> list[Tick]:
        """Its lines."""
        return [Tick(self.place(day.toordinal()), label) for day, label in _ticks(self.first, self.last)]


def axis_of(dates: Sequence[When]) -> Axis | None:
    """The axis that holds the dates; None where there are none."""
    if not dates:
        return None
    starts = sorted(when.start for when in dates)
    first, last = starts[0], max(when.end for when in dates)
    if (last - first).days > LONG:
        first = starts[len(starts) // 6]
        ends = sorted(when.end for when in dates)
        last = max(ends[-1 - len(ends) // 20], first)
    pad = max(2, (last - first).days // 40)
    return Axis(_shifted(first, -pad), _shifted(last, pad))


def _shifted(day: date, by: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    months = (last.year - first.year) * 12 + last.month - first.month
    if months == 0:
        return [
            (day, f"{day.day} {MONTHS[day.month - 1]}")
            for day in (first + timedelta(number) for number in range(0, (last - first).days + 1, 5))
        ]
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120, 300) if months / step <= 9), 1200)
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        number = year * 12 + month - 1
        if number % step == 0 and date(year, month, 1) >= first:
            found.append((date(year, month, 1), str(year) if month == 1 else f"{MONTHS[month - 1]} {year}"))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


# ---------------------------------------------------------------- bars
class Bar(NamedTuple):
    """An interval on the axis: `start` and `end` in percent, cut where it begins or ends beyond the axis."""

    start: float
    end: float
    when: When
    cut_left: bool = False
    cut_right: bool = False
    disputed: bool = False
    """Whether this is another value of a date in conflict."""


def bar_of(axis: Axis, when: When, disputed: bool = False) -> Bar:
    """An interval on the axis. A day is as wide as a day."""
    return Bar(
        start=axis.place(when.start.toordinal()),
        end=axis.place(when.end.toordinal() + 1),
        when=when,
        cut_left=when.start < axis.first,
        cut_right=when.end > axis.last,
        disputed=disputed,
    )


def bars_of(axis: Axis, line: Line, conflicts: Mapping[str, Conflict]) -> list[Bar]:
    """The bars of a line: its own date, then the other values of it where reports contradict one another."""
    if line.when is None:
        return []
    bars = [bar_of(axis, line.when)]
    for conflict in (conflicts[name] for name in line.conflicts if name in conflicts):
        if conflict.field not in {"when", "said_on"}:
            continue
        for side in conflict.sides:
            if isinstance(side.value, dict) and "start" in side.value:
                other = When.model_validate(side.value)
            elif isinstance(side.value, When):
                other = side.value
            else:
                continue
            if other != line.when:
                bars.append(bar_of(axis, other, disputed=True))
    return bars


def _drawn(bar: Bar, look: str) -> str:
    height = 17 if bar.disputed else 10
    cut = " cut" if bar.cut_left or bar.cut_right else ""
    told = f"<title>{days(bar.when)}{' (another report)' if bar.disputed else ''}</title>"
    edge = f'<text class="edge" x="{bar.start}%" y="14">‹</text>' if bar.cut_left else ""
    place = f'x1="{bar.start}%" x2="{bar.end}%" y1="{height}" y2="{height}"'
    return f'<line class="bar {"disputed" if bar.disputed else look}{cut}" {place}>{told}</line>{edge}'


def drawn(axis: Axis, lines: Iterable[Line], conflicts: Mapping[str, Conflict]) -> Markup:
    """The rows of the table. The lines of the axis are drawn once, under `grid` (`scale_drawn`), and used in each row."""
    rows = (
        f'<tr>{line.cells}<td class="drawn"><svg width="100%" height="22" aria-hidden="true"><use href="#grid"/>'
        f"{''.join(_drawn(bar, line.look) for bar in reversed(bars_of(axis, line, conflicts)))}</svg></td></tr>\n"
        for line in lines
    )
    return Markup("".join(rows))  # noqa: S704  # escaped by `line_of`; figures and our own words else


def scale_drawn(axis: Axis) -> Markup:
    """The days over the rows, and the lines of the axis as `grid`."""
    ticks = axis.ticks()
    labels = "".join(f'<text x="{tick.at}%" y="13">{tick.label}</text>' for tick in ticks if tick.at < LAST_LABEL)
    lines = "".join(f'<line class="tick" x1="{tick.at}%" x2="{tick.at}%" y1="0" y2="22"/>' for tick in ticks)
    return Markup(f'{labels}<defs><g id="grid">{lines}</g></defs>')  # noqa: S704  # figures and our own words


# ---------------------------------------------------------------- counts
@dataclass(frozen=True, slots=True)
class Column:
    """A month, quarter or year in the strip of counts, in percent of its width and height."""

    at: float
    width: float
    height: float
    label: str
    since: str
    """Its first day."""
    until: str
    """Its last day."""
    count: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The columns, and what each stands for: "month", "quarter" or "year"."""

    span: str
    columns: tuple[Column, ...]
    most: int
    """The largest count of a column."""


def strip_of(months: Sequence[tuple[str | None, int]]) -> Strip | None:
    """How many facts begin in each month ("2024-03"), or quarter or year where there are many months; the newest
    `MOST_COLUMNS` of them. None where no fact has a date.
    """
    counts = {int(name[:4]) * 12 + int(name[5:]) - 1: count for name, count in months if name is not None}
    if not counts:
        return None
    first, last = min(counts), max(counts)
    span, wide = next(
        ((span, wide) for span, wide in (("month", 1), ("quarter", 3)) if last // wide - first // wide < MOST_COLUMNS),
        ("year", 12),
    )
    sums: dict[int, int] = {}
    for month, count in counts.items():
        sums[month // wide] = sums.get(month // wide, 0) + count
    begins = range(max(first // wide, last // wide - MOST_COLUMNS + 1), last // wide + 1)
    top = max(sums.get(number, 0) for number in begins)
    share = 100 / max(len(begins), 24)
    columns = []
    for place, number in enumerate(begins):
        year, month = divmod(number * wide, 12)
        end = month + wide
        label = {1: f"{year:04}-{end:02}", 3: f"{year:04} Q{month // 3 + 1}", 12: f"{year:04}"}[wide]
        columns.append(
            Column(
                at=round(place * share, 2),
                width=round(share * 0.86, 2),
                height=round(100 * sums.get(number, 0) / top, 1),
                label=label,
                since=f"{year:04}-{month + 1:02}-01",
                until=f"{year:04}-{end:02}-{monthrange(max(year, 1), end)[1]}",
                count=sums.get(number, 0),
            )
        )
    return Strip(span, tuple(columns), top)


def strip_drawn(kind: str, strip: Strip) -> Markup:
    """The columns as links to their part of the timeline."""
    link = f"/timeline?kind={kind}"
    columns = (
        f'<a href="{link}&amp;since={one.since}&amp;until={one.until}" aria-label="{one.label}: {one.count}"><rect class="month"'
        f' x="{one.at}%" y="{round(100 - one.height, 1)}%" width="{one.width}%" height="{one.height}%">'
        f"<title>{one.label}: {one.count}</title></rect></a>"
        for one in strip.columns
        if one.count
    )
    return Markup("".join(columns))  # noqa: S704  # figures and our own words

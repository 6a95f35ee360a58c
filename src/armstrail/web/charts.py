"""Drawings as geometry: bars on an axis of days, ribbons between parties. Pure functions; the templates draw them as SVG."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from armstrail.ledger.facts import AnyFact, Conflict
from armstrail.ledger.store.counts import Flow
from armstrail.records import When
from armstrail.web.cells import MONTHS, day_of

LONG = 6 * 365
"""Days of an axis beyond which the oldest beginnings are cut, so that one old date does not press all others together."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval on the axis: `start` and `end` in percent, cut where it begins or ends beyond the axis."""

    start: float
    end: float
    when: When
    cut_left: bool = False
    cut_right: bool = False
    disputed: bool = False
    """Whether this is another value of a date in conflict."""


@dataclass(frozen=True, slots=True)
class Row:
    """A fact with its bars, its own date first."""

    fact: AnyFact
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis: its place in percent, and its words where it has any."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day to the last, both included."""

    first: date
    last: date
    ticks: tuple[Tick, ...]

    def place(self, day: date) -> float:
        """The place of a day, 0 to 100."""
        whole = (self.last - self.first).days + 1
        return round(100 * min(max((day - self.first).days, 0), whole) / whole, 2)


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
    first, last = first - timedelta(pad), last + timedelta(pad)
    bare = Axis(first, last, ())
    return Axis(first, last, tuple(Tick(bare.place(day), label) for day, label in _ticks(first, last)))


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


def bar_of(axis: Axis, when: When, disputed: bool = False) -> Bar:
    """An interval on the axis. A day is as wide as a day."""
    return Bar(
        start=axis.place(when.start),
        end=axis.place(when.end + timedelta(1)),
        when=when,
        cut_left=when.start < axis.first,
        cut_right=when.end > axis.last,
        disputed=disputed,
    )


def rows_of(axis: Axis, facts: Sequence[AnyFact], conflicts: dict[str, Sequence[Conflict]]) -> list[Row]:
    """Facts on the axis, each with the other values of its date where reports contradict one another."""
    rows = []
    for fact in facts:
        when = day_of(fact)
        if when is None:
            continue
        bars = [bar_of(axis, when)]
        for conflict in conflicts.get(fact.id, ()):
            if conflict.field not in {"when", "said_on"}:
                continue
            for side in conflict.sides:
                if isinstance(side.value, dict) and "start" in side.value:
                    other = When.model_validate(side.value)
                elif isinstance(side.value, When):
                    other = side.value
                else:
                    continue
                if other != when:
                    bars.append(bar_of(axis, other, disputed=True))
        rows.append(Row(fact, tuple(bars)))
    return rows


@dataclass(frozen=True, slots=True)
class Column:
    """A month in the strip of counts, in percent of its width and height."""

    at: float
    width: float
    height: float
    label: str
    until: str
    """The month's last day."""
    count: int


def strip(months: Sequence[tuple[str | None, int]], most: int = 120) -> list[Column]:
    """How many facts begin in each month, the newest `most` months."""
    counts = {month: count for month, count in months if month is not None}
    if not counts:
        return []
    last = max(counts)
    year, month = int(last[:4]), int(last[5:])
    names: list[str] = []
    while len(names) < most and f"{year:04d}-{month:02d}" >= min(counts):
        names.append(f"{year:04d}-{month:02d}")
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    names.reverse()
    top = max(counts.get(name, 0) for name in names)
    wide = 100 / max(len(names), 24)
    return [
        Column(
            at=round(number * wide, 3),
            width=round(wide * 0.86, 3),
            height=round(100 * counts.get(name, 0) / top, 2),
            label=name,
            until=f"{name}-{monthrange(int(name[:4]), int(name[5:]))[1]}",
            count=counts.get(name, 0),
        )
        for number, name in enumerate(names)
    ]


# ---------------------------------------------------------------- flows
WIDTH, TOP, GAP, NODE = 1000, 8, 14, 10
LEFT, RIGHT = 190, WIDTH - 190
FAMILIES = {
    "lethal": ("arms", "ammunition", "small_arms", "artillery", "missiles", "explosives", "nuclear"),
    "platform": ("air_defence", "drones", "aircraft", "armoured_vehicles", "ships", "sensors", "satellites"),
    "means": ("machine_tools", "semiconductors", "dual_use", "technology", "fuel", "funds"),
    "people": ("training", "personnel", "support", "other"),
}
FAMILY = {category: family for family, categories in FAMILIES.items() for category in categories}


@dataclass(frozen=True, slots=True)
class Node:
    """A party at one edge of the drawing."""

    name: str
    side: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A flow: its outline as an SVG path, and the family of its goods."""

    flow: Flow
    path: str
    family: str
    y: float
    """Its middle at the left."""
    thickness: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Parties and ribbons on a canvas of `WIDTH` by `height`."""

    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


def draw_flows(flows: Sequence[Flow]) -> Drawing:
    """Suppliers at the left, recipients at the right, a ribbon as thick as it has independent voices (one at least)."""
    weight = {id(flow): max(1, flow.voices) for flow in flows}
    left, right = dict[str, int](), dict[str, int]()
    for flow in flows:
        left[flow.supplier] = left.get(flow.supplier, 0) + weight[id(flow)]
        right[flow.recipient] = right.get(flow.recipient, 0) + weight[id(flow)]
    total = sum(weight.values()) or 1
    unit = max(3.0, min(13.0, 400 / total))
    least = 18.0
    orders = [sorted(side, key=lambda name: (-side[name], name)) for side in (left, right)]
    heights = [
        sum(max(least, side[name] * unit) + GAP for name in order)
        for side, order in zip((left, right), orders, strict=True)
    ]
    height = max(heights) + 2 * TOP
    nodes, places = [], []
    for side, order, tall, name_of in zip((left, right), orders, heights, ("left", "right"), strict=True):
        y = TOP + (height - 2 * TOP - tall + GAP) / 2
        at = {}
        for name in order:
            own = max(least, side[name] * unit)
            nodes.append(Node(name, name_of, round(y, 1), round(own, 1)))
            at[name] = y + (own - side[name] * unit) / 2
            y += own + GAP
        places.append(at)
    ribbons = []
    rank = [{name: number for number, name in enumerate(order)} for order in orders]
    starts: dict[int, float] = {}
    for flow in sorted(flows, key=lambda one: (rank[0][one.supplier], rank[1][one.recipient], one.category)):
        starts[id(flow)] = places[0][flow.supplier]
        places[0][flow.supplier] += weight[id(flow)] * unit
    for flow in sorted(flows, key=lambda one: (rank[1][one.recipient], rank[0][one.supplier], one.category)):
        y2 = places[1][flow.recipient]
        places[1][flow.recipient] += weight[id(flow)] * unit
        y1, thick = starts[id(flow)], weight[id(flow)] * unit
        ribbons.append(
            Ribbon(
                flow,
                _path(y1, y2, max(1.5, thick - 1)),
                FAMILY.get(flow.category, "people"),
                round(y1 + thick / 2, 1),
                thick,
            )
        )
    return Drawing(tuple(nodes), tuple(ribbons), round(height, 1))


def _path(y1: float, y2: float, thick: float) -> str:
    a, b = LEFT + NODE, RIGHT - NODE
    middle = (a + b) / 2
    return (
        f"M{a} {y1:.1f}C{middle:.0f} {y1:.1f} {middle:.0f} {y2:.1f} {b} {y2:.1f}"
        f"L{b} {y2 + thick:.1f}C{middle:.0f} {y2 + thick:.1f} {middle:.0f} {y1 + thick:.1f} {a} {y1 + thick:.1f}Z"
    )

"""The map as geometry: arcs between parties, circles on places, names that do not cover one another. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, degrees, hypot, sqrt

from armstrail.ledger.store.counts import Flow, Placed
from armstrail.web.cells import party_name
from armstrail.web.charts import FAMILY
from armstrail.web.gazetteer import Spot, outlines, party_spot, place_spots
from armstrail.web.projection import HEIGHT, WIDTH, project

LETTER = 6.4
"""Width of a letter of a name, and below its height, in units of the map at its own size."""
LINE = 12.0
SHAPE = WIDTH / HEIGHT
REGIONS: dict[str, tuple[float, float, float, float]] = {
    # west, south, east, north
    "europe": (-14, 34, 46, 66),
    "middle east": (24, 8, 70, 44),
    "east asia": (88, 8, 152, 56),
    "africa": (-22, -36, 56, 38),
    "americas": (-135, -56, -30, 62),
}


@dataclass(frozen=True, slots=True)
class View:
    """The part of the map that is shown; `scale` is 1 for the whole map, and smaller the nearer it is."""

    x: float
    y: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Units of the map for one of the drawing."""
        return self.width / WIDTH

    @property
    def box(self) -> str:
        """The view as an SVG `viewBox`."""
        return f"{self.x:.1f} {self.y:.1f} {self.width:.1f} {self.height:.1f}"


WORLD = View(0, 0, WIDTH, HEIGHT)


@dataclass(frozen=True, slots=True)
class Arc:
    """A flow from its supplier to its recipient, bent to the right of its way, with a tip at its end."""

    flow: Flow
    path: str
    thickness: float
    """Pixels."""
    family: str
    tip: tuple[float, float, float]
    """Where the tip stands, and its angle in degrees."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside its spot: shifted by `dx` and `dy` (units of the drawing), anchored as SVG says; not `shown` where it would cover others."""

    spot: Spot
    words: tuple[str, ...]
    """How facts name it: the party, or each place that lies there."""
    weight: int
    radius: float
    dx: float
    dy: float
    anchor: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Map:
    """Everything that is drawn: the view, the land, the states concerned, arcs and names."""

    view: View
    land: str
    areas: tuple[tuple[str, str], ...]
    arcs: tuple[Arc, ...]
    labels: tuple[Label, ...]
    placed: frozenset[str] = frozenset()
    """Parties, or words for places, that the map could place."""


def fitted(points: Sequence[tuple[float, float]], pad: float = 0.16, least: float = 150) -> View:
    """The smallest view of the map's own shape that has all points with a margin; the world for none."""
    if not points:
        return WORLD
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    wide = max(width * (1 + 2 * pad), height * (1 + 2 * pad) * SHAPE, least)
    if wide >= WIDTH * 0.92:
        return WORLD
    tall = wide / SHAPE
    x = min(max((min(xs) + max(xs) - wide) / 2, 0), WIDTH - wide)
    y = min(max((min(ys) + max(ys) - tall) / 2, 0), HEIGHT - tall)
    return View(x, y, wide, tall)


def region_view(name: str) -> View:
    """The view of a region."""
    west, south, east, north = REGIONS[name]
    middle = (south + north) / 2
    corners = [project(lon, lat) for lon in (west, east) for lat in (south, middle, north)]
    return fitted(corners, pad=0.0)


def _arc(flow: Flow, a: Spot, b: Spot, number: int, scale: float) -> Arc:
    dx, dy = b.x - a.x, b.y - a.y
    length = hypot(dx, dy) or 1.0
    bend = (0.16 + 0.07 * number) * length
    # To the right of the way: what goes there and what comes back do not cover each other.
    cx, cy = (a.x + b.x) / 2 - dy / length * bend, (a.y + b.y) / 2 + dx / length * bend
    end = hypot(b.x - cx, b.y - cy) or 1.0
    short = min(5.0 * scale, end / 3)
    ex, ey = b.x - (b.x - cx) / end * short, b.y - (b.y - cy) / end * short
    thickness = round(min(10.0, 1.3 + 1.25 * max(1, flow.voices)), 1)
    return Arc(
        flow,
        f"M{a.x:.1f} {a.y:.1f}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}",
        thickness,
        FAMILY.get(flow.category, "people"),
        (round(b.x, 1), round(b.y, 1), round(degrees(atan2(b.y - cy, b.x - cx)), 1)),
    )


def _labels(spots: Iterable[tuple[Spot, tuple[str, ...], int, float]], view: View) -> tuple[Label, ...]:
    """Names placed beside their spots, the weightiest first, each where it covers none that was placed before."""
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for spot, words, weight, radius in spots:
        name = party_name(spot.name)
        x, y = (spot.x - view.x) / view.scale, (spot.y - view.y) / view.scale
        wide, gap = LETTER * len(name), radius + 4
        choices = (
            (gap, 4.0, "start", x + gap),
            (-gap, 4.0, "end", x - gap - wide),
            (0.0, -gap - 1, "middle", x - wide / 2),
            (0.0, gap + LINE - 2, "middle", x - wide / 2),
        )
        for dx, dy, anchor, left in choices:
            box = (left, y + dy - LINE, left + wide, y + dy + 2)
            if box[0] >= 0 and box[2] <= WIDTH and not any(_meet(box, other) for other in taken):
                taken.append(box)
                found.append(Label(spot, words, weight, radius, round(dx, 1), round(dy, 1), anchor, shown=True))
                break
        else:
            found.append(Label(spot, words, weight, radius, radius + 4, 4.0, "start", shown=False))
    return tuple(found)


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _land(concerned: set[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    rest = "".join(one.path for code, one in sorted(outlines().items()) if code not in concerned)
    return rest, tuple((code, outlines()[code].path) for code in sorted(concerned) if outlines()[code].path)


def draw_flow_map(flows: Sequence[Flow], region: str | None = None) -> Map:
    """The flows as arcs, those with most voices on top."""
    spots = {name: party_spot(name) for flow in flows for name in (flow.supplier, flow.recipient)}
    placed = {name: spot for name, spot in spots.items() if spot is not None}
    drawn = [flow for flow in flows if flow.supplier in placed and flow.recipient in placed]
    weight: dict[str, int] = {}
    for flow in drawn:
        for name in (flow.supplier, flow.recipient):
            weight[name] = weight.get(name, 0) + max(1, flow.voices)
    view = region_view(region) if region in REGIONS else WORLD if region == "world" else None
    view = view or fitted([(placed[name].x, placed[name].y) for name in weight])
    numbers: dict[tuple[str, str], int] = {}
    arcs = []
    for flow in drawn:
        pair = (flow.supplier, flow.recipient)
        if flow.supplier == flow.recipient:
            continue
        numbers[pair] = numbers.get(pair, -1) + 1
        arcs.append(_arc(flow, placed[flow.supplier], placed[flow.recipient], numbers[pair], view.scale))
    ordered = sorted(weight, key=lambda name: (-weight[name], name))
    labels = _labels(((placed[name], (name,), weight[name], 3.0) for name in ordered), view)
    land, areas = _land({name for name in weight if name in outlines()})
    return Map(view, land, areas, tuple(reversed(arcs)), labels, frozenset(placed))


def draw_place_map(places: Sequence[Placed], region: str | None = None) -> Map:
    """The places of events as circles, their area by the number of events."""
    count: dict[Spot, int] = {}
    words: dict[Spot, tuple[str, ...]] = {}
    for place in places:
        for spot in place_spots(place.name):
            count[spot] = count.get(spot, 0) + place.facts
            words[spot] = (*words.get(spot, ()), place.name)
    ordered = sorted(count, key=lambda spot: (-count[spot], spot.name))
    view = region_view(region) if region in REGIONS else WORLD if region == "world" else None
    view = view or fitted([(spot.x, spot.y) for spot in ordered])
    labels = _labels(
        ((spot, words[spot], count[spot], round(min(24.0, 4 + 2 * sqrt(count[spot])), 1)) for spot in ordered), view
    )
    land, areas = _land(set())
    return Map(view, land, areas, (), labels, frozenset(name for names in words.values() for name in names))

"""The flows as geometry: ribbons between parties. Pure functions; the template draws them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from armstrail.ledger.store.counts import Flow

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

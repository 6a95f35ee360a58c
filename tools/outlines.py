"""Make the outlines of states that the desk's map draws, from Natural Earth.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz      # Natural Earth 1:50m as TopoJSON
    pip install pycountry                                            # the numbers of states in ISO 3166-1
    python tools/outlines.py package/countries-50m.json > src/armstrail/web/data/outlines.tsv

Natural Earth (naturalearthdata.com) is in the public domain; world-atlas (ISC, Michael Bostock) packs it. The result is
committed, so that neither is needed to build or run Armstrail.

Lines are thinned by the area of the triangle at each point (Visvalingam and Whyatt 1993), in the projection that the map
is drawn in. Neighbours share their line in the source, and each shared line is thinned once: borders stay without gaps.
"""

from __future__ import annotations

import heapq
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import pycountry

from armstrail.web.projection import HEIGHT, WIDTH, project

Point = tuple[float, float]
Ring = list[Point]
UNIT = 10
"""Units of the file in one of the map."""
KEPT = 0.12
"""Area of the triangle at a point, in square units of the map (1000 wide), below which the point is left out."""
SMALLEST = 0.5
"""Area of an island or hole that is kept; the largest ring of a state always is."""
UNNUMBERED = {"Kosovo": "XKX", "N. Cyprus": "CYP", "Somaliland": "SOM"}
"""Areas without a number in the source. The United Nations know the last two as parts of the states named."""
MOVED = (("RUS", (34.3, 45.2), "UKR"),)
"""Areas that the source draws with the state that holds them: (there, a point within, where the General Assembly's resolution 68/262 has it)."""
LEFT_OUT = {"ATA"}


def decoded(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a topology, in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def triangle(a: Point, b: Point, c: Point) -> float:
    """Area of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def thinned(points: Ring, least: float) -> list[int]:
    """The places of the points that stay: not those whose triangle with their neighbours is smaller than `least`; the ends do."""
    count = len(points)
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    alive = [True] * count
    queue = [(triangle(points[i - 1], points[i], points[i + 1]), i) for i in range(1, count - 1)]
    heapq.heapify(queue)
    area = {i: value for value, i in queue}
    while queue:
        value, i = heapq.heappop(queue)
        if not alive[i] or area[i] != value:
            continue
        if value >= least:
            break
        alive[i] = False
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for one in (left, right):
            if 0 < one < count - 1:
                area[one] = max(value, triangle(points[before[one]], points[one], points[after[one]]))
                heapq.heappush(queue, (area[one], one))
    return [place for place, kept in enumerate(alive) if kept]


def joined(arcs: Sequence[Ring], numbers: Iterable[int]) -> Ring:
    """A ring out of arcs; a negative number is an arc backwards."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def cut_at_the_edge(ring: Ring) -> list[Ring]:
    """A ring in degrees as it lies on the map: one that goes over the 180th meridian is cut there in two."""
    walked = [ring[0]]
    for x, y in ring[1:]:
        before = walked[-1][0]
        walked.append((x + 360 * round((before - x) / 360), y))
    found = []
    for shift in (-360, 0, 360):
        part = [(x + shift, y) for x, y in walked]
        for side in (-1, 1):
            part = clipped(part, side)
        if len(part) > 2:
            found.append(part)
    return found


def clipped(ring: Ring, side: int) -> Ring:
    """The part of a ring that does not go beyond the meridian of `side` times 180 (Sutherland and Hodgman 1974)."""
    found: Ring = []
    for (x1, y1), (x2, y2) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        within = [side * x <= 180 for x in (x1, x2)]
        if within[0] != within[1]:
            found.append((180.0 * side, y1 + (y2 - y1) * (180 * side - x1) / (x2 - x1)))
        if within[1]:
            found.append((x2, y2))
    return found


def signed_area(ring: Ring) -> float:
    """Area of a ring, negative for one direction."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def inside(point: Point, ring: Ring) -> bool:
    """Whether a point lies in a ring."""
    x, y = point
    found = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            found = not found
    return found


def middle(ring: Ring) -> Point:
    """The point of a grid over a ring that is farthest from its line: a place for a name or an arrow."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    best, far = (sum(xs) / len(xs), sum(ys) / len(ys)), -1.0
    steps = 24
    for i in range(1, steps):
        for j in range(1, steps):
            point = (min(xs) + (max(xs) - min(xs)) * i / steps, min(ys) + (max(ys) - min(ys)) * j / steps)
            if inside(point, ring):
                distance = min((point[0] - x) ** 2 + (point[1] - y) ** 2 for x, y in ring)
                if distance > far:
                    best, far = point, distance
    return best


def written(ring: Ring) -> str:
    """A ring as an SVG path in whole units, each point from the one before."""
    points = [(round(x * UNIT), round(y * UNIT)) for x, y in ring]
    x, y = points[0]
    steps, words = [], f"M{x} {y}"
    for a, b in points[1:-1]:
        if (a, b) != (x, y):
            steps.append((a - x, b - y))
            x, y = a, b
    if len(steps) < 2:
        return ""
    body = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    return f"{words}l{body}z"


def code_of(geometry: dict[str, Any]) -> str | None:
    """ISO 3166-1 alpha-3 of an area, or None for one that belongs to no state."""
    number = geometry.get("id")
    if number is None:
        return UNNUMBERED.get(geometry["properties"]["name"])
    found = pycountry.countries.get(numeric=number)
    return found.alpha_3 if found else None


def main() -> None:
    """Read the topology that the command line names, write the table."""
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    degrees = decoded(topology)
    drawn = [[project(*point) for point in arc] for arc in degrees]
    thin = [[arc[place] for place in thinned(flat, KEPT)] for arc, flat in zip(degrees, drawn, strict=True)]
    rings: dict[str, list[tuple[Ring, Ring]]] = {}
    names: dict[str, str] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        if code is None or code in LEFT_OUT:
            continue
        names.setdefault(code, geometry["properties"]["name"])
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for part in parts:
            for ring in part:
                rings.setdefault(code, []).append((joined(thin, ring), joined(degrees, ring)))
    for source, point, target in MOVED:
        found = [one for one in rings[source] if inside(point, one[1])]
        small = min(found, key=lambda one: abs(signed_area(one[1])))
        if abs(signed_area(small[1])) > 20:
            print(f"{source} at {point} is no area of its own", file=sys.stderr)
            continue
        rings[source].remove(small)
        rings[target].append(small)
    print("# Outlines of states for the map, made by tools/outlines.py from Natural Earth 1:50m (public domain,")
    print("# naturalearthdata.com). Borders are those of the source but for the areas that the script names; they")
    print(f"# say nothing about anybody's claims. Equal Earth projection, {WIDTH * UNIT} by {HEIGHT * UNIT} units.")
    print("code\tx\ty\tpath")
    for code in sorted(rings):
        flat = [[project(*point) for point in part] for ring, _ in rings[code] for part in cut_at_the_edge(ring)]
        # A small island may be thinned to nothing: its place is still known.
        flat = flat or [[project(*point) for point in whole] for _, whole in rings[code]]
        ordered = sorted(flat, key=lambda ring: -abs(signed_area(ring)))
        kept = [ordered[0], *(ring for ring in ordered[1:] if abs(signed_area(ring)) >= SMALLEST)]
        x, y = middle(ordered[0])
        path = "".join(filter(None, map(written, kept)))
        print(f"{code}\t{x:.1f}\t{y:.1f}\t{path}")


if __name__ == "__main__":
    main()

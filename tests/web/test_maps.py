"""The map: outlines, places, arcs, names, and what is not on it."""

from __future__ import annotations

import re
from math import dist

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from armstrail.knowledge import table
from armstrail.ledger.store.counts import Flow, Placed
from armstrail.web.gazetteer import outlines, party_spot, place_spots
from armstrail.web.maps import REGIONS, draw_flow_map, draw_place_map, fitted, region_view
from armstrail.web.projection import HEIGHT, WIDTH, project

Point = tuple[float, float]


def rings(code: str) -> list[list[Point]]:
    """A state's rings, read back from its path."""
    found = []
    for part in outlines()[code].path.split("M")[1:]:
        figures = [int(word) for word in re.findall(r"-?\d+", part)]
        points = [(figures[0], figures[1])]
        for dx, dy in zip(figures[2::2], figures[3::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        found.append([(x / 10, y / 10) for x, y in points])
    return found


def inside(point: Point, ring: list[Point]) -> bool:
    x, y = point
    crossed = [
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
    ]
    return sum(crossed) % 2 == 1


def flow(supplier: str, recipient: str, category: str = "missiles", **cells: int) -> Flow:
    return Flow(supplier, recipient, category, **{"facts": 1, "voices": 1, "contested": 0, **cells})


def test_every_place_lies_in_its_state() -> None:
    """A coordinate with a wrong sign or swapped figures would lie elsewhere; coasts are thinned, so a little is allowed."""
    for row in table("places"):
        if row["country"]:
            point = project(float(row["longitude"]), float(row["latitude"]))
            shore = [one for ring in rings(row["country"]) for one in ring]
            area = outlines()[row["country"]]
            near = min((dist(point, one) for one in shore), default=dist(point, (area.x, area.y)))
            assert any(inside(point, ring) for ring in rings(row["country"])) or near < 7, row["name"]


def test_outlines_stay_on_the_map_and_cross_no_edge() -> None:
    """No outline leaves the plane, and none has a line from one edge of the map to the other."""
    for code in outlines():
        for ring in rings(code):
            assert all(-1 <= x <= WIDTH + 1 and -1 <= y <= HEIGHT + 1 for x, y in ring), code
            assert max(abs(a[0] - b[0]) for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) < 200, code


def test_the_asset_stays_small() -> None:
    """All outlines together are below 150 kB."""
    assert sum(len(one.path) for one in outlines().values()) < 150_000


@given(st.floats(-180, 180), st.floats(-56, 83))
def test_the_projection_keeps_north_up_and_east_right(longitude: float, latitude: float) -> None:
    """Every point of the shown earth has its place; a step north goes up, a step east goes right."""
    x, y = project(longitude, latitude)
    assert -0.01 <= x <= WIDTH + 0.01
    assert -0.01 <= y <= HEIGHT
    assert project(longitude, latitude + 0.5)[1] < y
    if longitude < 179:
        assert project(longitude + 0.5, latitude)[0] > x


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Lima", ["Lima"]),
        ("Ankara and Abu Dhabi", ["Ankara", "Abu Dhabi"]),
        ("the southern Red Sea", ["Red Sea"]),
        ("Kenya", ["KEN"]),
        ("Kiev", ["Kyiv"]),
        ("Nowhereville", []),
    ],
)
def test_words_for_a_place_find_it(words: str, names: list[str]) -> None:
    """Known places are found in an event's place, several of them too; what is unknown stays unknown."""
    assert [spot.name for spot in place_spots(words)] == names


def test_parties_that_are_no_state_have_a_seat_or_none() -> None:
    """A group is drawn where it sits; a party that lies nowhere is not drawn."""
    assert party_spot("Houthis") is not None
    assert party_spot("West") is None


def test_flows_there_and_back_bend_apart() -> None:
    """Two directions between one pair are two arcs that do not lie on each other, and so are two goods."""
    drawn = draw_flow_map(
        [flow("BRA", "CHL"), flow("CHL", "BRA"), flow("BRA", "CHL", "ships"), flow("West", "CHL"), flow("PER", "PER")]
    )
    assert len({arc.path.split("Q")[1] for arc in drawn.arcs}) == len(drawn.arcs) == 3
    assert "West" not in drawn.placed


def test_thickness_follows_voices() -> None:
    """More independent voices make a thicker arc, up to a limit."""
    drawn = draw_flow_map([flow("BRA", "CHL", voices=1), flow("PER", "ECU", voices=4), flow("USA", "ISR", voices=90)])
    by_voices = {arc.flow.voices: arc.thickness for arc in drawn.arcs}
    assert by_voices[1] < by_voices[4] < by_voices[90] <= 10


def test_names_that_are_shown_do_not_cover_each_other() -> None:
    """In a crowd some names wait for their spot to be pointed at; the weightiest keep theirs."""
    crowd = ["BEL", "NLD", "DEU", "FRA", "CHE", "LUX", "AUT", "CZE", "SVN", "HRV", "HUN", "SVK"]
    drawn = draw_flow_map([flow("USA", code, voices=9 - number // 2) for number, code in enumerate(crowd)], "world")
    shown = [label for label in drawn.labels if label.shown]
    assert drawn.labels[0].shown
    assert 0 < len(shown) < len(drawn.labels)


def test_views_hold_what_they_are_for() -> None:
    """A fitted view holds its points; a region is nearer than the world."""
    points = [project(30, 50), project(52, 35)]
    view = fitted(points)
    assert all(view.x <= x <= view.x + view.width and view.y <= y <= view.y + view.height for x, y in points)
    assert all(region_view(name).scale < 1 for name in REGIONS)
    assert fitted([]).scale == 1


def test_circles_grow_with_events_and_unknown_places_are_told_apart() -> None:
    """The area goes by the number of events; a place that the table lacks is not placed."""
    drawn = draw_place_map(
        [Placed("Lima", 9), Placed("port of Lima", 2), Placed("Quito", 1), Placed("Nowhereville", 1)]
    )
    radius = {label.spot.name: label.radius for label in drawn.labels}
    assert radius["Lima"] > radius["Quito"]
    assert drawn.placed == {"Lima", "port of Lima", "Quito"}


def test_the_map_leads_to_the_facts_and_tells_the_same_in_a_table(desk: TestClient) -> None:
    """An arc leads to its transfers; the table beneath has the same flows; nothing is fetched from elsewhere."""
    html = desk.get("/map").text
    link = "/register?supplier=BRA&amp;recipient=CHL&amp;goods=artillery"
    assert html.count(link) == 2
    assert 'aria-label="Brazil → Chile: artillery, 1 voice, 1 transfer, 1 denied by somebody"' in html
    assert "howitzers" in desk.get(link.replace("&amp;", "&")).text


def test_the_map_of_places_leads_to_their_events(desk: TestClient) -> None:
    """A circle and a row lead to the events at the place."""
    html = desk.get("/map?kind=event").text
    assert html.count("/events?place=Lima") == 2
    assert "Brazil, Chile" in desk.get("/events?place=Lima").text


def test_a_region_keeps_the_filters(desk: TestClient) -> None:
    """The links to parts of the world keep what is filtered; an unknown part is named."""
    assert "goods=ships&amp;region=europe" in desk.get("/map?goods=ships").text
    assert desk.get("/map?region=atlantis").status_code == 400


def test_transfers_without_a_flow_are_counted_and_listed(desk: TestClient) -> None:
    """What lacks a party or is only denied is said to be left out, with a link to it."""
    for path in ("/flows", "/map"):
        html = desk.get(path).text
        assert "1 transfer known as denied alone" in html
        assert "/register?factuality=denied" in html
    assert desk.get("/api/transfers?supplier=unknown").json()["total"] == 0

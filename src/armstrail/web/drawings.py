"""The timeline, the flows and the map, drawn on the server."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from armstrail.ledger.store import Store
from armstrail.ledger.store.counts import Flow, Placed, Unflown
from armstrail.ledger.store.facts import UNKNOWN, Filter
from armstrail.web import charts, flows, maps, timelines
from armstrail.web.desk import at_one_look, desk_of
from armstrail.web.lists import TITLES, pager
from armstrail.web.queries import KINDS, BadQuery, read_query

router = APIRouter()
MOST_FLOWS = 40
"""Flows that are drawn; the table below the drawing says how many there are in all."""
MOST_PLACES = 200
MAPPED = ("transfer", "event")
DATED = ("transfer", "event", "statement")


@dataclass(frozen=True, slots=True)
class CountFlows:
    """Flows under a filter; equal filters are counted once."""

    wanted: Filter

    def __call__(self, store: Store) -> tuple[list[Flow], int]:
        """The flows, and how many there are."""
        return store.flows(self.wanted, limit=MOST_FLOWS)


@dataclass(frozen=True, slots=True)
class CountMonths:
    """Facts by month under a filter, as the timeline draws them."""

    kind: str
    wanted: Filter

    def __call__(self, store: Store) -> tuple[timelines.Strip | None, Markup, int]:
        """The strip of counts, its drawing, and how many facts have no date."""
        months = store.months(self.kind, self.wanted)
        strip = timelines.strip_of(months)
        undated = sum(count for month, count in months if month is None)
        return strip, timelines.strip_drawn(self.kind, strip) if strip else Markup(), undated


@dataclass(frozen=True, slots=True)
class CountPlaces:
    """Places of events under a filter."""

    wanted: Filter

    def __call__(self, store: Store) -> tuple[list[Placed], int]:
        """The places, and how many there are."""
        return store.places(self.wanted, limit=MOST_PLACES)


@dataclass(frozen=True, slots=True)
class CountUnflown:
    """Transfers under a filter that make no flow."""

    wanted: Filter

    def __call__(self, store: Store) -> Unflown:
        """How many, by what they lack."""
        return store.unflown(self.wanted)


@dataclass(frozen=True, slots=True)
class CountFacts:
    """Facts of a kind under a filter."""

    kind: str
    wanted: Filter

    def __call__(self, store: Store) -> int:
        """How many there are."""
        return store.facts(self.kind, self.wanted, limit=0)[1]


@router.get("/timeline")
@at_one_look
def timeline(request: Request) -> Response:
    """Facts at the precision of their dates, the newest first."""
    desk, query = desk_of(request), read_query(request.query_params)
    kind = request.query_params.get("kind") or "transfer"
    if kind not in DATED:
        raise BadQuery(f"kind={kind!r}: write {', '.join(DATED)}")
    strip, columns_drawn, undated = desk.counted(CountMonths(kind, query.wanted))
    found, total = desk.prepared(
        timelines.line_of, kind, query.wanted, sort="date", limit=query.per_page, offset=query.offset
    )
    axis = timelines.axis_of([line.when for line in found if line.when is not None])
    lines = [line for line in found if line.when is not None]
    conflicts = {one.id: one for one in desk.store.conflicts({name for line in lines for name in line.conflicts})}
    return desk.show(
        request,
        "timeline.html",
        kind=kind,
        kinds=DATED,
        title=TITLES[kind],
        query=query,
        scale=timelines.scale_drawn(axis) if axis else "",
        rows=timelines.drawn(axis, lines, conflicts) if axis else "",
        strip=strip,
        columns_drawn=columns_drawn,
        undated=undated,
        parties=desk.party_options(),
        pager={
            **pager(query, total - undated, "/timeline"),
            "before": query.link("/timeline", kind=kind, p=query.page - 1) if query.page > 1 else None,
            "after": query.link("/timeline", kind=kind, p=query.page + 1)
            if query.page * query.per_page < total - undated
            else None,
        },
        list_path=f"/{KINDS[kind]}",
        csv=query.link("/export/timeline.csv", kind=kind),
        json=query.link("/export/timeline.json", kind=kind),
    )


@router.get("/flows")
@at_one_look
def flow_view(request: Request) -> Response:
    """Who supplies whom what."""
    desk, query = desk_of(request), read_query(request.query_params)
    found, total = desk.counted(CountFlows(query.wanted))
    drawing, link = charts.draw_flows(found), flows.links(query)
    return desk.show(
        request,
        "flows.html",
        query=query,
        drawn=flows.drawn(drawing, link),
        height=drawing.height,
        flows=found,
        rows=flows.rows(found, link),
        total=total,
        unknown=desk.counted(CountUnflown(query.wanted)),
        csv=query.link("/export/flows.csv"),
        json=query.link("/export/flows.json"),
        parties=desk.party_options(),
        width=charts.WIDTH,
    )


@router.get("/map")
@at_one_look
def world_map(request: Request) -> Response:
    """Flows between the places of their parties, or the places of events, on outlines that come with the desk."""
    desk, query = desk_of(request), read_query(request.query_params)
    kind = request.query_params.get("kind") or "transfer"
    region = request.query_params.get("region") or None
    if kind not in MAPPED:
        raise BadQuery(f"kind={kind!r}: write {', '.join(MAPPED)}")
    if region is not None and region not in {"world", *maps.REGIONS}:
        raise BadQuery(f"region={region!r}: write {', '.join(('world', *maps.REGIONS))}")
    found: list[Flow] = []
    places: list[Placed] = []
    unknown: Unflown | None = None
    unplaced = 0
    off: list[Flow] | list[Placed]
    if kind == "transfer":
        found, total = desk.counted(CountFlows(query.wanted))
        unknown = desk.counted(CountUnflown(query.wanted))
        drawing = maps.draw_flow_map(found, region)
        off = [flow for flow in found if not {flow.supplier, flow.recipient} <= drawing.placed]
    else:
        places, total = desk.counted(CountPlaces(query.wanted))
        drawing = maps.draw_place_map(places, region)
        unplaced = desk.counted(CountFacts("event", replace(query.wanted, place=UNKNOWN)))
        off = [place for place in places if place.name not in drawing.placed]
    keep, link = {"kind": kind if kind != "transfer" else None}, flows.links(query)
    return desk.show(
        request,
        "map.html",
        kind=kind,
        query=query,
        drawing=drawing,
        flows=found,
        link=link,
        rows=flows.rows(found, link),
        places=places,
        off=off,
        unknown=unknown,
        unplaced=unplaced,
        total=total,
        region=region,
        csv=query.link(f"/export/{'flows' if kind == 'transfer' else 'places'}.csv"),
        json=query.link(f"/export/{'flows' if kind == 'transfer' else 'places'}.json"),
        regions=[("all", query.link("/map", **keep))]
        + [(name, query.link("/map", **keep, region=name)) for name in ("world", *maps.REGIONS)],
        parties=desk.party_options(),
    )

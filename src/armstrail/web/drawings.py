"""The timeline and the flows, drawn on the server."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from armstrail.ledger.store import Store
from armstrail.ledger.store.counts import Flow
from armstrail.ledger.store.facts import Filter
from armstrail.web import charts
from armstrail.web.cells import day_of
from armstrail.web.desk import desk_of
from armstrail.web.lists import CHOICES, TITLES, pager
from armstrail.web.queries import KINDS, BadQuery, read_query

router = APIRouter()
MOST_FLOWS = 40
"""Flows that are drawn; the table below the drawing says how many there are in all."""
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
    """Facts by month under a filter."""

    kind: str
    wanted: Filter

    def __call__(self, store: Store) -> list[tuple[str | None, int]]:
        """The months with their counts."""
        return store.months(self.kind, self.wanted)


@router.get("/timeline")
def timeline(request: Request) -> Response:
    """Facts at the precision of their dates, the newest first."""
    desk, query = desk_of(request), read_query(request.query_params)
    kind = request.query_params.get("kind") or "transfer"
    if kind not in DATED:
        raise BadQuery(f"kind={kind!r}: write {', '.join(DATED)}")
    months = desk.counted(CountMonths(kind, query.wanted))
    undated = sum(count for month, count in months if month is None)
    found, total = desk.store.facts(kind, query.wanted, sort="date", limit=query.per_page, offset=query.offset)
    dated = [fact for fact in found if day_of(fact) is not None]
    axis = charts.axis_of([when for fact in dated if (when := day_of(fact)) is not None])
    conflicts = {fact.id: desk.store.conflicts_of(fact.id) for fact in dated if fact.conflicts}
    return desk.show(
        request,
        "timeline.html",
        kind=kind,
        kinds=DATED,
        title=TITLES[kind],
        query=query,
        axis=axis,
        rows=charts.rows_of(axis, dated, dict(conflicts)) if axis else [],
        strip=charts.strip(months),
        undated=undated,
        parties=desk.parties(),
        choices=CHOICES,
        pager={
            **pager(query, total - undated, "/timeline"),
            "before": query.link("/timeline", kind=kind, p=query.page - 1) if query.page > 1 else None,
            "after": query.link("/timeline", kind=kind, p=query.page + 1)
            if query.page * query.per_page < total - undated
            else None,
        },
        list_path=f"/{KINDS[kind]}",
    )


@router.get("/flows")
def flows(request: Request) -> Response:
    """Who supplies whom what."""
    desk, query = desk_of(request), read_query(request.query_params)
    found, total = desk.counted(CountFlows(query.wanted))
    return desk.show(
        request,
        "flows.html",
        query=query,
        drawing=charts.draw_flows(found),
        flows=found,
        total=total,
        parties=desk.parties(),
        choices=CHOICES,
        left=charts.LEFT,
        right=charts.RIGHT,
        node=charts.NODE,
        width=charts.WIDTH,
    )

"""The JSON API says what the register says."""

from __future__ import annotations

from fastapi.testclient import TestClient

from armstrail.ledger.facts import TransferFact
from armstrail.ledger.store import Store


def test_items_are_the_records_of_the_ledger(desk: TestClient, store: Store) -> None:
    """What the API gives is what the store holds, under the same names."""
    answer = desk.get("/api/transfers").json()
    facts, total = store.facts("transfer")
    assert answer["total"] == total
    assert [TransferFact.model_validate(item) for item in answer["items"]] == facts


def test_every_address_of_the_description_answers(desk: TestClient, store: Store) -> None:
    """The OpenAPI description names addresses that exist, and no page of the desk."""
    described = desk.get("/api/openapi.json").json()
    origin = store.origins()[0][0].id
    conflict = next((one.conflicts[0] for one in store.facts("transfer")[0] if one.conflicts), None)
    for path in described["paths"]:
        assert path.startswith("/api/")
        name = {"/api/facts/{name}": "alpha:t1", "/api/pages/{name}": "alpha", "/api/origins/{name}": origin, "/api/conflicts/{name}": conflict}.get(path, "")  # fmt: skip
        if name is None:
            continue
        assert desk.get(path.replace("{name}", name)).status_code == 200, path
    assert "howitzers" in str(described) or "TransferFact" in described["components"]["schemas"]


def test_errors_are_json(desk: TestClient) -> None:
    """A bad query and an unknown id get an error that a program can read."""
    assert desk.get("/api/transfers?since=x").json()["error"]["message"].startswith("since=")
    assert desk.get("/api/facts/none").status_code == 404
    assert desk.get("/api/pages/none").json()["error"]
    assert desk.get("/api/search?search=howitzers").json()["total"] == 2


def test_flows_places_log_and_progress_are_there(desk: TestClient) -> None:
    """What the drawings count comes as JSON too, by pages; OpenAPI names each."""
    flows = desk.get("/api/flows?per_page=1&p=2").json()
    assert flows["offset"] == 1
    assert len(flows["items"]) == 1
    assert desk.get("/api/places").json()["items"] == [{"name": "Lima", "facts": 1}]
    assert desk.get("/api/events?place=Lima").json()["total"] == 1
    assert desk.get("/api/log").json()["total"] == 0
    assert desk.get("/api/reading").json() is None
    paths = desk.get("/api/openapi.json").json()["paths"]
    assert {"/api/flows", "/api/places", "/api/log", "/api/reading", "/api/transfers"} <= set(paths)
    assert all(one["get"]["description"] for one in paths.values())

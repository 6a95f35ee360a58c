"""Who may look and decide: loopback, tokens, roles, forged forms; what every answer says to the browser."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import Open, csrf_of

from armstrail.ledger.store import Store

TOKEN, READER = "reviewers-token-1234", "readers-token-567890"


def first_fact(desk: TestClient) -> dict[str, str]:
    found: dict[str, str] = desk.get("/api/transfers?factuality=possible").json()["items"][0]
    return found


def test_every_answer_forbids_foreign_and_inline_script(desk: TestClient) -> None:
    """The policy allows nothing but the desk's own files, on pages, errors, files and the API alike."""
    for path in ("/register", "/static/desk.css", "/api/transfers", "/nowhere", "/register?since=x"):
        policy = desk.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


def test_a_foreign_name_for_this_machine_is_turned_away(open_desk: Open) -> None:
    """Without a token a request must name a loopback host."""
    assert open_desk(base="http://evil.example").get("/register").status_code == 421
    assert open_desk(base="http://127.0.0.1:8600").get("/register").status_code == 200


def test_a_token_is_needed_where_one_is_set(open_desk: Open) -> None:
    """Pages ask for it, the API refuses; the right one opens both, the wrong one neither."""
    desk = open_desk(base="http://desk.example", token=TOKEN)
    assert desk.get("/register", follow_redirects=False).headers["location"] == "/login"
    assert desk.get("/api/transfers").status_code == 401
    assert desk.get("/api/transfers", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert desk.get("/api/transfers", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert desk.post("/login", data={"name": "Kim", "token": "wrong"}).status_code == 401
    assert desk.post("/login", data={"name": "Kim", "token": TOKEN}).status_code == 200
    assert "Kim, reviewer" in desk.get("/register").text


def test_a_cookie_that_was_not_signed_here_opens_nothing(open_desk: Open) -> None:
    """A session cannot be made up or changed."""
    desk = open_desk(base="http://desk.example", token=TOKEN, reader_token=READER)
    desk.post("/login", data={"name": "Kim", "token": READER})
    mine = desk.cookies["armstrail"]
    for forged in ("", "x", "x.y", mine[:-1] + ("0" if mine[-1] != "0" else "1"), "A" + mine[1:]):
        desk.cookies.clear()
        answer = desk.get("/register", headers={"cookie": f"armstrail={forged}"}, follow_redirects=False)
        assert answer.status_code == 303


def test_readers_cannot_decide(open_desk: Open, store: Store) -> None:
    """A reader sees no forms, and a write of his is refused."""
    desk = open_desk(base="http://desk.example", token=TOKEN, reader_token=READER)
    desk.post("/login", data={"name": "Lou", "token": READER})
    fact = first_fact(desk)
    assert 'action="/review"' not in desk.get(f"/facts/{fact['id']}").text
    answer = desk.post("/review", data={"judgement": "confirm", "fact": fact["id"], "why": "x", "csrf": ""})
    assert answer.status_code == 403
    assert store.decisions() == []


@pytest.mark.parametrize(
    ("csrf", "headers"),
    [
        ("", {}),
        ("0" * 64, {}),
        (None, {"origin": "http://evil.example"}),
        (None, {"sec-fetch-site": "cross-site"}),
    ],
)
def test_a_forged_form_is_refused(desk: TestClient, store: Store, csrf: str | None, headers: dict[str, str]) -> None:
    """A write without the session's own word, or from another site, decides nothing."""
    fact = first_fact(desk)
    word = csrf_of(desk.get(f"/facts/{fact['id']}").text) if csrf is None else csrf
    data = {"judgement": "confirm", "fact": fact["id"], "why": "x", "csrf": word}
    assert desk.post("/review", data=data, headers=headers).status_code == 403
    assert store.decisions() == []


def test_a_large_request_is_refused(desk: TestClient) -> None:
    """A body beyond the limit is not read."""
    assert desk.post("/rate", data={"why": "x" * 70_000}).status_code == 413


def test_no_answer_names_a_database_with_its_password(open_desk: Open) -> None:
    """What the store's own errors say of its address stays inside."""
    assert "desk.db" not in open_desk().get("/pages/nope").text

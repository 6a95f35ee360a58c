"""Who may look and decide: loopback, tokens, roles, forged forms; what every answer says to the browser."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import Open, csrf_of

from armstrail.ledger.store import Store
from armstrail.web.access import Access, network
from armstrail.web.desk import create_app

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


# ---------------------------------------------------------------- a proxy's user
def proxied(store: Store, address: str = "10.1.2.3", **access: Any) -> TestClient:
    """A browser behind a proxy at an address."""
    given = {"user_header": "X-Remote-User", "proxies": (network("10.1.0.0/16"),), "reviewers": frozenset({"kim"})}
    app = create_app(store, Access(**{**given, **access}))
    return TestClient(app, base_url="http://desk.example", client=(address, 1234))


def test_a_proxy_names_its_users_and_their_roles(store: Store) -> None:
    """From the proxy's address the header's user is in, with the role that the options give; the log names him."""
    desk = proxied(store)
    assert "lou, reader" in desk.get("/register", headers={"x-remote-user": "lou"}).text
    kim = {"x-remote-user": "kim"}
    fact = first_fact_of(desk, kim)
    word = csrf_of(desk.get(f"/facts/{fact}", headers=kim).text)
    data = {"judgement": "confirm", "fact": fact, "why": "seen", "csrf": word}
    assert desk.post("/review", data=data, headers=kim).status_code == 200
    assert [one.who for one in store.decisions()] == ["kim"]
    assert "René, reader" in desk.get("/register", headers={"x-remote-user": "René".encode()}).text


def first_fact_of(desk: TestClient, headers: dict[str, str]) -> str:
    return str(desk.get("/api/transfers?factuality=possible", headers=headers).json()["items"][0]["id"])


@pytest.mark.parametrize("address", ["192.0.2.7", "10.2.0.1", "testclient", "::1"])
def test_the_header_is_believed_from_the_proxy_alone(store: Store, address: str) -> None:
    """From any other address the header opens nothing, whatever it says."""
    assert proxied(store, address).get("/register", headers={"x-remote-user": "kim"}).status_code == 403


def test_a_forwarded_address_is_not_the_sender(store: Store) -> None:
    """Headers that claim another sender do not make one trusted."""
    headers = {"x-remote-user": "kim", "x-forwarded-for": "10.1.2.3", "forwarded": "for=10.1.2.3"}
    assert proxied(store, "192.0.2.7").get("/register", headers=headers).status_code == 403


@pytest.mark.parametrize("named", [[], ["kim", "lou"], [""], ["k" * 81], ["kim\tlou"]])
def test_a_header_that_names_nobody_or_two_opens_nothing(store: Store, named: list[str]) -> None:
    """No header, a second one slipped past the proxy, an empty or endless name: nobody is let in."""
    answer = proxied(store).get("/register", headers=[("x-remote-user", one) for one in named])
    assert answer.status_code == 403


def test_a_proxied_cookie_opens_nothing_without_the_header(store: Store) -> None:
    """The session's cookie alone, carried past the proxy, is worth nothing; another user does not inherit it."""
    desk = proxied(store, token=TOKEN)
    desk.get("/register", headers={"x-remote-user": "kim"})
    assert desk.cookies.get("armstrail")
    assert desk.get("/register", follow_redirects=False).headers["location"] == "/login"
    assert "lou, reader" in desk.get("/register", headers={"x-remote-user": "lou"}).text
    outside = proxied(store, "192.0.2.7", token=TOKEN)
    outside.cookies.update(desk.cookies)
    assert outside.get("/register", follow_redirects=False).status_code == 303


def test_readers_of_the_proxy_cannot_decide(store: Store) -> None:
    """Who is no reviewer looks."""
    desk = proxied(store)
    lou = {"x-remote-user": "lou"}
    answer = desk.post(
        "/review", data={"judgement": "confirm", "fact": first_fact_of(desk, lou), "why": "x"}, headers=lou
    )
    assert answer.status_code == 403


def test_addresses_and_networks_are_read() -> None:
    """A bare address is a network of one; what is none is named."""
    assert str(network("10.1.2.3")) == "10.1.2.3/32"
    assert str(network("10.1.2.3/16")) == "10.1.0.0/16"
    with pytest.raises(ValueError, match="nonsense"):
        network("nonsense")

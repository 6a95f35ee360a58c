"""Kept answers: for everybody who may see the same, with his own name, until the store changes."""

from __future__ import annotations

import asyncio

from fastapi.testclient import TestClient
from tests.web.conftest import Open, csrf_of

from armstrail.ledger.store import Store
from armstrail.web.answers import Answer, Shelf, Turns

TOKEN, READER = "reviewers-token-1234", "readers-token-567890"


def fact_path(desk: TestClient) -> str:
    return f"/facts/{desk.get('/api/transfers?factuality=possible').json()['items'][0]['id']}"


def test_a_browser_that_has_the_answer_is_told_so(desk: TestClient) -> None:
    """The same address in the same state of the store has the same tag, and is not sent again."""
    first = desk.get("/register")
    again = desk.get("/register", headers={"if-none-match": first.headers["etag"]})

    assert first.headers["cache-control"] == "private, no-cache"
    assert desk.get("/register").text == first.text
    assert (again.status_code, again.content) == (304, b"")
    assert "content-security-policy" in again.headers


def test_a_change_of_the_store_is_seen_at_once(open_desk: Open, store: Store) -> None:
    """A decision, by whatever program, makes every answer anew; what it does not touch keeps its tag."""
    desk = open_desk()
    path = fact_path(desk)
    before, help_page = desk.get(path), desk.get("/help")
    fact = store.fact(path.rsplit("/", 1)[1])
    assert fact is not None
    with Store(store.database) as other:
        other.rate("Coast Radio", "B", who="somebody else", why="known for years")
        other.refresh()
    after = desk.get(path, headers={"if-none-match": before.headers["etag"]})

    assert after.status_code == 200
    assert after.text != before.text
    assert desk.get("/help", headers={"if-none-match": help_page.headers["etag"]}).status_code == 304


def test_nobody_gets_the_name_or_the_word_of_another(open_desk: Open) -> None:
    """Two reviewers and a reader see one kept page each under their own name; a word of one session holds in it alone."""
    ann = open_desk(base="http://desk.example", token=TOKEN, reader_token=READER)
    bob, lou = (TestClient(ann.app, base_url="http://desk.example") for _ in range(2))
    for who, name, token in ((ann, "Ann", TOKEN), (bob, "B<b>ob", TOKEN), (lou, "Lou", READER)):
        who.post("/login", data={"name": name, "token": token})
    path = fact_path(ann)
    seen = {name: who.get(path).text for name, who in (("ann", ann), ("bob", bob), ("lou", lou))}

    assert "Ann, reviewer" in seen["ann"]
    assert "B&lt;b&gt;ob, reviewer" in seen["bob"]
    assert "Lou, reader" in seen["lou"]
    assert "Ann" not in seen["bob"]
    assert csrf_of(seen["ann"]) != csrf_of(seen["bob"])
    assert 'name="why"' not in seen["lou"]
    form = {"judgement": "confirm", "fact": path.rsplit("/", 1)[1], "why": "seen"}
    origin = {"origin": "http://desk.example"}
    assert bob.post("/review", data={**form, "csrf": csrf_of(seen["ann"])}, headers=origin).status_code == 403
    assert bob.post("/review", data={**form, "csrf": csrf_of(seen["bob"])}, headers=origin).status_code == 200


def test_the_shelf_forgets_what_was_longest_unused() -> None:
    """Answers are kept up to a number of bytes together."""
    shelf = Shelf(most=25)
    for name in "ab":
        shelf.put(name, Answer({"headers": []}, b"x" * 10, name))
    shelf.get("a")
    shelf.put("c", Answer({"headers": []}, b"x" * 10, "c"))

    assert shelf.get("b") is None
    assert shelf.get("a") is not None
    assert len(shelf) == 2


def test_views_take_turns_and_nobody_waits_for_the_longest() -> None:
    """Views begin in the order in which they came, each when the one before has ended or has had its turn."""

    async def seen() -> list[str]:
        turns, told = Turns(turn=0.01), []

        async def view(name: str, seconds: float) -> None:
            async with turns.taken():
                told.append(f"{name} begins")
                await asyncio.sleep(seconds)
                told.append(f"{name} ends")

        await asyncio.gather(view("quick", 0.0), view("long", 0.5), view("next", 0.0))
        return told

    assert asyncio.run(seen()) == ["quick begins", "quick ends", "long begins", "next begins", "next ends", "long ends"]


def test_a_view_that_fails_gives_its_turn_back() -> None:
    """An error in one view leaves the others their turns."""

    async def second() -> str:
        turns = Turns(turn=60)
        try:
            async with turns.taken():
                raise LookupError
        except LookupError:
            pass
        async with turns.taken():
            return "has its turn"

    assert asyncio.run(asyncio.wait_for(second(), 5)) == "has its turn"

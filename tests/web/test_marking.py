"""Marked words become records and corrections."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from tests.web.conftest import DIRTY_ID, PAGES, Open, csrf_of

from armstrail.ledger.store import Store
from armstrail.records import Annotation
from armstrail.web.text import Piece, runs, visible

ALPHA: Annotation = PAGES[0]
WORDS = "Brazil shipped 40 howitzers to Chile"
CELLS = {
    "cell.supplier": "Brazil",
    "cell.recipient": "Chile; Peru",
    "cell.goods.category": "artillery",
    "cell.goods.text": "howitzers",
    "cell.quantity": "at least 40 guns",
    "cell.stage": "transferred",
    "cell.factuality": "asserted",
}


def span_of(words: str, page: Annotation = ALPHA) -> str:
    start = page.text.index(words)
    return f"{start}-{start + len(words)}"


def send(desk: TestClient, **form: str) -> tuple[int, str]:
    """The filled-in form, as a browser sends it; gives status and page."""
    csrf = csrf_of(desk.get(f"/mark?page=alpha&kind=transfer&passage={span_of(WORDS)}").text)
    data = {"page": "alpha", "kind": "transfer", "passage": span_of(WORDS), "why": "read again", "csrf": csrf}
    answer = desk.post("/mark", data=data | CELLS | form)
    return answer.status_code, answer.text


def test_marked_words_become_a_record_with_their_evidence(desk: TestClient, store: Store) -> None:
    """The record is on the page and in the register, its evidence the marked words, its maker named; the log has it."""
    status, html = send(desk, **{"cell.recipient": "Chile"})
    assert status == 200
    assert "was made by eve" in html
    (made,) = store.decisions()
    record = desk.get("/api/pages/alpha").json()["transfers"][-1]
    assert record["id"] == "w1"
    assert [ALPHA.text[a:b] for a, b in record["evidence"]] == [WORDS]
    assert (record["supplier"], record["recipient"]) == (["BRA"], ["CHL"])
    assert record["quantity"] == {
        "value": 40, "unit": "guns", "bound": "at_least", "high": None, "cumulative": False
    }  # fmt: skip
    assert made.who == "eve"
    assert ">by hand<" in desk.get("/pages/alpha").text
    assert "read again" in desk.get("/log").text


def test_what_the_words_do_not_carry_is_asked_about(desk: TestClient, store: Store) -> None:
    """A party that the passage does not name is told before anything is kept; a tick keeps it all the same."""
    status, html = send(desk)
    assert status == 409
    assert "the passage does not name Peru" in html
    assert 'value="Chile; Peru"' in html
    assert store.decisions() == []
    assert send(desk, anyway="1")[0] == 200
    assert len(store.decisions()) == 1


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"cell.stage": ""}, "still to be said: stage"),
        ({"cell.when": "soon"}, "no date"),
        ({"why": " "}, "needs a reason"),
        ({"cell.stage": "eaten"}, "stage"),
    ],
)
def test_a_record_that_cannot_be_made_says_why_and_keeps_what_was_written(
    desk: TestClient, store: Store, form: dict[str, str], words: str
) -> None:
    """The form comes back with the reason and everything that was filled in; nothing is kept."""
    status, html = send(desk, **{"cell.recipient": "Chile", **form})
    assert status == 400
    assert words in html
    assert 'value="howitzers"' in html
    assert store.decisions() == []


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("", "no words are marked"),
        ("0-99999", "characters"),
        ("9-3", "characters"),
        ("no such words", "do not stand on the page"),
        ("i", "stand on the page"),
    ],
)
def test_a_passage_that_is_none_is_named(desk: TestClient, passage: str, words: str) -> None:
    """Places beyond the text, words that are not there, and words that stand there often are told."""
    answer = desk.get(f"/mark?page=alpha&kind=transfer&passage={quote(passage)}")
    assert answer.status_code == 400
    assert words in answer.text


def test_words_may_be_typed_without_scripts(desk: TestClient) -> None:
    """The form in the reader takes words as they stand there, one passage a line."""
    html = desk.get(f"/mark?page=alpha&kind=event&passage={quote('met in Lima' + chr(10) + '0-6')}").text
    assert f'value="{span_of("met in Lima")}"' in html
    assert 'value="0-6"' in html


def test_a_taken_back_record_is_gone_and_its_page_says_so(desk: TestClient, store: Store) -> None:
    """Withdrawing the decision takes the record from the page and the register; the log keeps both."""
    send(desk, kind="event", passage=span_of("met in Lima"), anyway="1", **{"cell.type": "visit"})
    assert desk.get("/facts/alpha:w1").status_code == 200
    csrf = csrf_of(desk.get("/facts/alpha:w1").text)
    fact = desk.get("/api/facts/alpha:w1").json()["id"]
    data = {"judgement": "withdraw", "fact": fact, "withdraws": "d1", "why": "no visit", "csrf": csrf}
    assert desk.post("/review", data=data).status_code == 200
    assert "w1" not in {one["id"] for one in desk.get("/api/pages/alpha").json()["events"]}
    assert len(store.decisions()) == 2


def test_marked_words_correct_a_cell_and_are_cited(desk: TestClient, store: Store) -> None:
    """The form takes the words as the cell's value; their place stands beside the reason in the log."""
    place = span_of("40 howitzers")
    html = desk.get(f"/mark?page=alpha&kind=correct&record=t1&cell=quantity&passage={place}").text
    assert 'value="40 howitzers"' in html
    data = {
        "judgement": "correct", "fact": desk.get("/api/facts/alpha:t1").json()["id"], "field": "quantity",
        "value": "38 howitzers", "why": "two are counted twice", "cited": "alpha", "passage": place, "csrf": csrf_of(html),
    }  # fmt: skip
    assert desk.post("/review", data=data).status_code == 200
    assert desk.get("/api/facts/alpha:t1").json()["quantity"]["value"] == 38
    assert store.decisions()[0].why == f"two are counted twice [alpha {place}]"


def test_readers_make_nothing(open_desk: Open, store: Store) -> None:
    """A reader gets no form, and a write of his is refused; so is one without the session's word."""
    desk = open_desk(base="http://desk.example", token="t" * 20, reader_token="r" * 20)
    desk.post("/login", data={"name": "Lou", "token": "r" * 20})
    path = f"/mark?page=alpha&kind=transfer&passage={span_of(WORDS)}"
    assert "Readers look" in desk.get(path).text
    assert 'id="mark"' not in desk.get("/pages/alpha").text
    assert desk.post("/mark", data={"page": "alpha", "kind": "transfer", **CELLS}).status_code == 403
    assert open_desk().post("/mark", data={"page": "alpha", "kind": "transfer", **CELLS}).status_code == 403
    assert store.decisions() == []


def test_hostile_words_stay_words_in_the_forms(desk: TestClient) -> None:
    """Both forms show a page's markup as text."""
    for kind in ("transfer", "statement", "event", "violation", "correct&record=t1"):
        html = desk.get(f"/mark?page={quote(DIRTY_ID)}&kind={kind}&passage=0-60").text
        assert "&lt;script&gt;" in html
        assert '<script>document.title="taken"' not in html


@given(st.text(alphabet=st.characters(codec=None), max_size=60), st.integers(0, 900))
def test_runs_are_the_piece_at_its_places(text: str, start: int) -> None:
    """Runs follow each other without gap or overlap; only single hostile characters are marked, and all of them."""
    at = start
    for words, place, odd in runs(Piece(text, start)):
        assert place == at
        assert odd == (visible(words) != words)
        assert not odd or len(words) == 1
        at += len(words)
    assert at == start + len(text)

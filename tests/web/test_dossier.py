"""The dossier and review from the desk."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import Open, csrf_of, page, transfer

from armstrail.ledger.store import Store
from armstrail.page.source import Source
from armstrail.web.dossier import SHOWN_VOICES


def fact_of(desk: TestClient, query: str) -> dict[str, str]:
    found: dict[str, str] = desk.get(f"/api/transfers?{query}").json()["items"][0]
    return found


def send(desk: TestClient, name: str, **form: str) -> str:
    """A decision as the form on the fact's page sends it; gives the page that follows."""
    csrf = csrf_of(desk.get(f"/facts/{name}").text)
    answer = desk.post("/review", data={"fact": name, "csrf": csrf, **form})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_both_sides_stand_face_to_face_with_their_words(desk: TestClient) -> None:
    """Who asserts and who denies stand in their own columns, each with the words on the page."""
    fact = fact_of(desk, "goods=artillery&factuality=asserted")
    html = desk.get(f"/facts/{fact['id']}").text
    asserts, denies = html.split('class="side-head yes"')[1].split('class="side-head no"')
    assert "Portugal" in asserts
    shown = re.sub("<(?!/?mark)[^>]*>", "", asserts)
    assert "<mark>Brazil shipped 40 howitzers to Chile</mark>" in shown
    denies = re.sub("<[^>]*>", "", denies.split("</section>")[0])
    assert "Brazil" in denies
    assert "sent no howitzers" in denies


def test_a_row_can_show_its_words(desk: TestClient) -> None:
    """The piece that a list asks for has the evidence in its sentence, its place, and the reason of the grade."""
    fact = fact_of(desk, "goods=artillery&factuality=asserted")
    html = desk.get(f"/peek/{fact['id']}").text
    assert "<mark>" in html
    assert 'href="/pages/alpha#t1"' in html
    assert desk.get("/peek/t-none").status_code == 404


def test_sources_stand_with_their_letters(desk: TestClient, store: Store) -> None:
    """Each origin's source is printed with the letter that it was given, or that nobody has given one (R-30)."""
    assert "reliability F, nobody has rated it" in desk.get("/facts/alpha:t1").text
    store.rate("The Harbour Post", "B", who="eve", why="own reporters")
    store.refresh()
    assert "reliability B" in desk.get("/facts/alpha:t1").text


def test_every_source_can_be_cited(desk: TestClient) -> None:
    """Each page of the evidence stands once among the sources, with its outlet, day and digest; the evidence points there."""
    html = desk.get("/facts/alpha:t1").text
    source = html.split('id="source-1"')[1].split("</li>")[0]

    assert 'href="/pages/alpha"' in source
    assert "The Harbour Post, 2031-05-10" in re.sub("<[^>]*>", "", source)
    assert f"sha256 {b'alpha'.hex()}" in source
    assert 'href="#source-1">[1]</a>' in html
    assert html.count('id="source-') == 1


def test_a_fact_with_very_many_witnesses_stays_a_page(open_desk: Open, store: Store) -> None:
    """The words of some voices and of some pages of a text are laid open; all others are there, behind a summary."""
    words = "Brazil delivered frigates to Chile on 3 March 2031, a harbour master said."
    for number in range(30):
        made = transfer(
            "t1",
            "frigates",
            "ships",
            when={"start": "2031-03-03", "end": "2031-03-03"},
            asserted_by=f"Witness {number}",
        )
        one = page(f"wit{number:02}", ("transfers", words, made), outlet=f"Outlet {number}")
        store.add(Source(one.id, one.text.encode() + bytes([number]), "text/plain"), one)
    store.refresh()
    html = open_desk().get("/facts/wit00:t1").text
    sides, evidence = html.split('id="h-sides"')[1].split('id="h-evidence"')

    assert "22 more voices" in sides
    assert all(f"wit{number:02}:t1" in sides for number in range(30))
    assert sides.count("<blockquote") == SHOWN_VOICES
    assert "27 more records of this text" in evidence
    assert evidence.count("<blockquote") == 30


def test_a_cell_and_its_words_find_each_other(desk: TestClient) -> None:
    """The words of the evidence that name a cell carry the cell's mark: parties, goods, figure."""
    html = desk.get("/facts/alpha:t1").text
    for label, words in (("Supplier", "Brazil"), ("Recipient", "Chile"), ("Goods", "howitzers"), ("Quantity", "40")):
        assert f'data-mark="cell-{label}"' in html
        assert f'data-marks="cell-{label}">{words}</span>' in html


def test_evidence_links_to_its_place_on_the_page(desk: TestClient) -> None:
    """Each quotation names page, record and offsets, and leads to the highlight."""
    html = desk.get("/facts/alpha:t1").text
    assert 'href="/pages/alpha#t1"' in html
    assert "published 2031-05-10" in html


def test_confirming_goes_to_the_log_and_the_register(desk: TestClient, store: Store) -> None:
    """A confirmation is appended under the user's name with its reason, and the fact says so."""
    fact = fact_of(desk, "factuality=possible")
    html = send(desk, fact["id"], judgement="confirm", why="both ministries publish the order")
    assert "both ministries publish the order" in html
    assert fact_of(desk, "review=confirmed")["id"] == fact["id"]
    (made,) = store.decisions()
    assert (made.who, made.judgement.value) == ("eve", "confirm")
    assert "both ministries" in desk.get("/log").text


def test_a_correction_changes_the_cell_and_can_be_taken_back(desk: TestClient, store: Store) -> None:
    """The corrected cell shows; withdrawing the decision restores what the words say."""
    fact = fact_of(desk, "factuality=possible")
    send(desk, fact["id"], judgement="correct", field="stage", value="sought", why="no contract is signed")
    assert fact_of(desk, "factuality=possible")["stage"] == "sought"
    send(desk, fact["id"], judgement="withdraw", withdraws="d1", why="the contract is signed")
    assert fact_of(desk, "factuality=possible")["stage"] == "agreed"


def test_merge_joins_and_split_parts(desk: TestClient) -> None:
    """Two facts become one with the records of both, and a split parts them again."""
    one, two = fact_of(desk, "goods=artillery&factuality=asserted"), fact_of(desk, "goods=ammunition")
    send(desk, one["id"], judgement="merge", other=two["id"], why="one convoy")
    joined = desk.get("/api/facts/alpha:t1").json()
    assert len(joined["members"]) == len(one["members"]) + len(two["members"])
    parts = [f"{member['page']}:{member['id']}" for member in joined["members"]]
    send(desk, joined["id"], judgement="split", part=parts, why="two convoys", anyway="1")  # type: ignore[arg-type]
    assert desk.get("/api/facts/alpha:t1").json()["members"] == one["members"]


def test_a_contradiction_is_told_before_it_is_saved(desk: TestClient, store: Store) -> None:
    """A rejection of what was confirmed is asked about first, with the earlier decision named; then the newest counts."""
    fact = fact_of(desk, "factuality=possible")["id"]
    send(desk, fact, judgement="confirm", why="seen in port")
    csrf = csrf_of(desk.get(f"/facts/{fact}").text)
    form = {"fact": fact, "csrf": csrf, "judgement": "reject", "why": "another ship"}
    answer = desk.post("/review", data=form)
    assert answer.status_code == 409
    assert "one confirms what the other rejects" in answer.text
    assert len(store.decisions()) == 1
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
    assert desk.post("/review", data=again).status_code == 200
    assert fact_of(desk, "review=rejected")["id"] == fact
    assert "overruled" in desk.get("/log").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"judgement": "confirm", "why": " "}, "needs a reason"),
        ({"judgement": "correct", "why": "x", "field": "stage"}, "needs the cell"),
        ({"judgement": "grade", "why": "x", "value": "9"}, "give 1 (confirmed) to 6"),
        ({"judgement": "correct", "why": "x", "field": "stage", "value": "eaten"}, "does not fit stage"),
        ({"judgement": "correct", "why": "x", "field": "grade", "value": "1"}, "no cell of"),
        ({"judgement": "merge", "why": "x", "other": "t-none"}, "is no fact"),
        ({"judgement": "split", "why": "x"}, "two records"),
        ({"judgement": "withdraw", "why": "x", "withdraws": "d9"}, "is no decision"),
        ({"judgement": "confirm", "why": "x", "digest": "stale"}, "has changed since"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(
    desk: TestClient, store: Store, form: dict[str, str], words: str
) -> None:
    """What is missing is named, and nothing goes to the log."""
    fact = fact_of(desk, "factuality=possible")["id"]
    answer = desk.post("/review", data={"fact": fact, "csrf": csrf_of(desk.get(f"/facts/{fact}").text), **form})
    assert answer.status_code == 400
    assert words in answer.text
    assert store.decisions() == []


def test_a_source_gets_its_letter(desk: TestClient, store: Store) -> None:
    """A letter is logged with its reason."""
    csrf = csrf_of(desk.get("/log").text)
    desk.post("/rate", data={"source": "Coast Radio", "grade": "B", "why": "own reporters", "csrf": csrf})
    assert store.reliabilities() == {"Coast Radio": "B"}


def test_a_side_that_nobody_takes_leaves_its_room(desk: TestClient) -> None:
    """Where nobody denies there is no empty column: the words of the others take the width, and one line says so."""
    alone = desk.get("/facts/beta%3At2").text
    assert 'class="alone"' in alone
    assert "No voice denies it." in alone
    assert "side-head no" not in alone
    assert 'class="two"' in desk.get("/facts/alpha%3At1").text

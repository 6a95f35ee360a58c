"""The lists: filters, order, pages, exports of exactly what is filtered."""

from __future__ import annotations

import csv
import io

import pytest
from fastapi.testclient import TestClient

from armstrail.errors import TooCostly
from armstrail.ledger.facts import Judgement
from armstrail.ledger.store import Store
from armstrail.web.access import Access
from armstrail.web.desk import create_app


def test_the_register_shows_each_transfer_with_its_cells(desk: TestClient) -> None:
    """Parties by name, goods, figure, date, stage, voices and grade stand in the table."""
    html = desk.get("/register").text
    for words in (
        "Brazil",
        "Chile",
        "howitzers",
        "40 howitzers",
        "2031-05-02",
        "transferred",
        "Portugal",
        "patrol boats",
    ):
        assert words in html


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("goods=ships", "patrol boats", "howitzers"),
        ("factuality=denied", "howitzers", "patrol boats"),
        ("supplier=Brazil&goods=artillery", "howitzers", "patrol boats"),
        ("stage=agreed", "patrol boats", "howitzers"),
        ("since=2031-06-15&factuality=possible", "patrol boats", "howitzers"),
        ("search=patrol", "patrol boats", "howitzers"),
        ("denied=0&stage=agreed", "patrol boats", "howitzers"),
    ],
)
def test_filters_keep_what_they_ask_for(desk: TestClient, query: str, there: str, gone: str) -> None:
    """Each filter keeps what fits and leaves out what does not."""
    body = desk.get(f"/register?{query}").text.split('id="results"')[1]
    assert there in body
    assert gone not in body


def test_a_filter_that_cannot_be_read_is_named(desk: TestClient) -> None:
    """A bad value gets a 400 that says which and what to write."""
    for query, words in (("since=soon", "YYYY-MM-DD"), ("sort=colour", "date, grade"), ("p=0", "pages go from"), ("per_page=9999", "1 to 200"), ("grade=x", "no number"), (f"goods={'x' * 201}", "longer"), ("search=" + "+".join("abcdefghijklm"), "12 words")):  # fmt: skip
        answer = desk.get(f"/register?{query}")
        assert answer.status_code == 400
        assert words in answer.text


def test_pages_of_a_list_hold_every_row_once(desk: TestClient) -> None:
    """Going through the pages shows each fact once; the links keep the filters."""
    seen: list[str] = []
    for number in (1, 2, 3, 4):
        items = desk.get(f"/api/transfers?per_page=1&p={number}").json()["items"]
        seen += [one["id"] for one in items]
    total = desk.get("/api/transfers").json()["total"]
    assert len(seen) == len(set(seen)) == total
    assert "goods=artillery&amp;per_page=1&amp;p=2" in desk.get("/register?goods=artillery&per_page=1").text


def test_exports_hold_exactly_what_is_filtered(desk: TestClient) -> None:
    """CSV and JSON have the rows of the list in its order, all of them, whatever the page size."""
    for query in ("", "factuality=possible", "goods=artillery&sort=grade"):
        items = desk.get(f"/api/transfers?{query}").json()["items"]
        rows = list(csv.DictReader(io.StringIO(desk.get(f"/export/register.csv?{query}&per_page=1").text)))
        assert [row["id"] for row in rows] == [one["id"] for one in items]
        assert desk.get(f"/export/register.json?{query}&per_page=1").json() == items


def test_no_cell_of_an_export_is_a_formula(desk: TestClient) -> None:
    """A rule that begins with "=" comes as text."""
    rows = list(csv.DictReader(io.StringIO(desk.get("/export/violations.csv").text)))
    assert rows[0]["rule"].startswith("'=")


def test_drawings_and_search_export_what_they_show(desk: TestClient) -> None:
    """The timeline gives its dated facts, flows and places their counts, a search all that it finds, failures their reasons."""
    rows = desk.get("/export/timeline.json?kind=event").json()
    assert [one["place"] for one in rows] == ["Lima"]
    dated = desk.get("/export/timeline.json?goods=ammunition").json()
    assert dated == []
    assert desk.get("/export/flows.json?goods=artillery").json() == [
        {"supplier": "BRA", "recipient": "CHL", "category": "artillery", "facts": 1, "voices": 1, "contested": 1}
    ]
    assert "Lima,1" in desk.get("/export/places.csv").text
    hits = desk.get("/export/search.json?search=howitzers").json()
    assert {one["kind"] for one in hits} == {"transfer", "statement", "page"}
    assert {one["id"] for one in hits if one["kind"] == "page"} == {"alpha", "beta"}
    assert desk.get("/export/search.json").json() == []


@pytest.mark.parametrize(
    "view", ["/timeline", "/flows?goods=ships", "/map", "/map?kind=event", "/search?search=boats", "/log", "/pages"]
)
def test_every_view_links_to_its_export(desk: TestClient, view: str) -> None:
    """Each view leads to the data behind it, under the same filters, as CSV and as JSON."""
    html = desk.get(view).text
    for form in ("csv", "json"):
        link = next(part for part in html.split('href="') if part.startswith("/export/") and f".{form}" in part)
        assert desk.get(link.split('"')[0].replace("&amp;", "&")).status_code == 200
        assert "=" not in view or view.split("?")[1] in link or "kind=event" in view


@pytest.mark.parametrize(
    "name", ["statements", "events", "pages", "origins", "log", "flows", "places", "failures", "search", "timeline"]
)
def test_every_list_exports(desk: TestClient, name: str) -> None:
    """Each list comes as CSV and as JSON that parses."""
    assert desk.get(f"/export/{name}.csv").status_code == 200
    assert isinstance(desk.get(f"/export/{name}.json").json(), list)


def test_an_empty_store_says_how_to_begin(tmp_path: object) -> None:
    """The first page of an empty store names the commands that fill it; lists of it are empty, not errors."""
    with Store(f"{tmp_path}/empty.db") as store:
        client = TestClient(create_app(store), base_url="http://localhost")
        assert "armstrail read" in client.get("/").text
        for path in (
            "/register",
            "/statements",
            "/timeline",
            "/flows",
            "/pages",
            "/origins",
            "/log",
            "/search?search=x",
        ):
            assert client.get(path).status_code == 200, path


def test_pages_are_filtered_by_what_is_known_of_them(desk: TestClient) -> None:
    """Outlet, words, language and verdict narrow the list of pages, its exports and its JSON alike; nonsense is refused."""

    def ids(**asked: str) -> set[str]:
        found = desk.get("/api/pages", params=asked).json()["items"]
        assert len(desk.get("/export/pages.json", params=asked).json()) == len(found)
        html = desk.get("/pages", params=asked).text
        assert ("No page matches" in html) == (not found)
        return {one["id"] for one in found}

    every = ids()
    assert {"alpha", "beta"} <= every
    assert ids(source="coast") == {"beta"}
    assert ids(source="%") == ids(source="_") == set()
    assert ids(search="howitzers minister") <= {"alpha", "beta"}
    assert ids(search="zeppelin") == set()
    assert ids(restamped="0") | ids(restamped="1") == every
    assert ids(unread="1") == set()
    assert ids(language="xx") == ids(verdict="none such") == set()
    assert desk.get("/pages?restamped=perhaps").status_code == 400


def test_a_list_without_hits_says_which_filter_to_take_away(desk: TestClient) -> None:
    """Each filter without which something would be found is a link with that number; the others are not offered."""
    html = desk.get("/register?supplier=CHL&recipient=CHL&goods=ships").text
    offered = html.split('class="loosened"')[1].split("</ul>")[0]

    assert "all 3 filters together" in html
    assert 'href="/register?recipient=CHL&amp;goods=ships">without supplier “CHL”</a>' in offered
    assert offered.count("<li>") == 1
    assert "1 found" in offered
    assert "loosened" not in desk.get("/register?supplier=BRA").text


def test_a_search_tells_facts_of_one_line_apart(desk: TestClient) -> None:
    """Transfers come first, each with its stage, its factuality and how many stand on each side; statements have no grade."""
    html = desk.get("/search?search=howitzers").text
    transfers, statements = html.split("<h3>Transfers")[1].split("<h3>Statements")

    assert '<span class="yes">1 asserts</span>' in transfers
    assert '<span class="no">1 denies</span>' in transfers
    assert "transferred" in transfers
    assert 'class="grade' in transfers
    assert 'class="grade' not in statements.split("</section>")[0]


def test_a_form_keeps_a_value_that_it_does_not_offer(desk: TestClient) -> None:
    """A number typed into the address stands in its field, so that the next filter is added to it."""
    found = desk.get("/register", params={"voices": "4", "supplier": "BRA"}).text

    assert '<option value="4" selected>4</option>' in found
    assert 'name="supplier" type="text" value="BRA"' in found
    assert "selected" not in desk.get("/register?sort=").text.split('name="voices"')[1].split("</select>")[0]


def test_a_list_follows_what_another_program_writes(desk: TestClient, store: Store) -> None:
    """What is kept of a list goes when the store changes, whoever changes it."""
    before = desk.get("/register?stage=agreed").text
    assert "howitzers" not in before
    with Store(str(store.engine.url.database)) as other:
        fact = next(one for one in other.facts("transfer")[0] if one.goods.text == "howitzers")  # type: ignore[union-attr]  # transfers have goods
        other.decide(
            Judgement.CORRECT,
            fact.members,
            who="kim",
            why="the paper says so",
            field="stage",
            value="agreed",
            digest=fact.digest,
        )
        other.refresh()
    after = desk.get("/register?stage=agreed").text
    assert "howitzers" in after


def test_a_question_that_takes_too_long_ends_with_what_to_do(store: Store) -> None:
    """Where the store may not be searched long enough, the answer says so in words, and is not kept as if it were one."""
    with Store(str(store.engine.url.database), patience=30) as patient:
        browser = TestClient(create_app(patient, Access(user="eve")), base_url="http://localhost")
        assert browser.get("/register").status_code == 200
        patient.pages = too_costly  # type: ignore[method-assign]  # stands for a store of very many pages
        for path in ("/pages", "/api/pages"):
            found = browser.get(path)
            assert found.status_code == 503
            assert "Ask for less" in found.text
            assert "no-store" in found.headers["cache-control"]


def too_costly(*_: object, **__: object) -> tuple[list[dict[str, object]], int]:
    """A question without an end."""
    raise TooCostly("a question took longer than it may")


def test_an_error_offers_a_way_on(desk: TestClient) -> None:
    """What is not found can be searched for by its words; what cannot be asked has the view without its filters."""
    missing = desk.get("/pages/north-harbour_cargo")
    assert missing.status_code == 404
    assert 'value="north harbour cargo"' in missing.text
    assert 'href="/register"' in missing.text
    wrong = desk.get("/timeline?since=x")
    assert wrong.status_code == 400
    assert 'href="/timeline">The same view without filters' in wrong.text
    hostile = desk.get("/facts/%22%3E%3Cscript%3Ex%3C%2Fscript%3E")
    assert "<script>x" not in hostile.text


def test_lists_and_dossier_name_what_differs(desk: TestClient) -> None:
    """The mark of a conflict tells its cell in the register, the timeline and the dossier."""
    for path in ("/register?goods=artillery", "/timeline?goods=artillery", "/facts/alpha%3At1"):
        assert "differs: factuality" in desk.get(path).text, path

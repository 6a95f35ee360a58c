"""The desk in a real browser: scripts of the desk run, those of pages do not, and nothing leaves the machine."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.web.conftest import DIRTY_ID, page, transfer

from armstrail.ledger.store import Store
from armstrail.page.source import Source
from armstrail.web.access import Access
from armstrail.web.desk import create_app

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install -e '.[dev]'")
uvicorn = pytest.importorskip("uvicorn")
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install it, as .ci/run does"),
]
DIRTY = quote(DIRTY_ID, safe="")
VIEWS = {
    "register": "/register?goods=artillery", "statements": "/statements", "events": "/events", "violations": "/violations",
    "timeline": "/timeline", "flows": "/flows", "map": "/map", "places": "/map?kind=event", "origins": "/origins", "origin": "/origins/o%3Aalpha", "pages": "/pages",
    "page": "/pages/alpha", "log": "/log", "help": "/help", "search": "/search?search=howitzers",
    "mark": "/mark?page=alpha&kind=transfer&passage=1-30", "mark correct": "/mark?page=alpha&kind=correct&record=t1&passage=1-30",
    "dossier": "/facts/alpha%3At1", "hostile page": f"/pages/{DIRTY}", "hostile dossier": f"/facts/{DIRTY}%3At1",
}  # fmt: skip


@dataclass
class Watched:
    """A tab, with what it complained of and where it asked."""

    page: Any
    base: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, path: str) -> Any:
        """Go there."""
        self.page.goto(self.base + path)
        return self.page


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for the module."""
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-sync",
            ],
        )
        yield opened
        opened.close()


@contextmanager
def served(store: Store, access: Access) -> Iterator[str]:
    """A desk that listens on a free port."""
    server = uvicorn.Server(
        uvicorn.Config(create_app(store, access), port=0, log_level="error", lifespan="off", ws="none")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline, "the desk did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def address(store: Store) -> Iterator[str]:
    """The desk over the store with the pages, for the machine's own user."""
    with served(store, Access(user="eve")) as base:
        yield base


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Watched]:
    """A tab that is watched; at the end nothing may have been wrong."""
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    page = context.new_page()
    watched = Watched(page, address)
    page.on("console", lambda message: watched.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.on("dialog", lambda dialog: watched.complaints.append(f"dialog: {dialog.message}"))
    page.on("request", lambda asked: watched.foreign.append(asked.url) if not asked.url.startswith(address) else None)
    yield watched
    context.close()
    assert watched.complaints == []
    assert watched.foreign == []


def test_every_view_opens_quietly(tab: Watched) -> None:
    """No view logs an error, asks elsewhere, runs what a page says, or scrolls sideways on a phone."""
    for name, path in VIEWS.items():
        page = tab.open(path)
        assert page.title() != "taken", name
        assert page.locator("h1").count() == 1, name
    tab.page.set_viewport_size({"width": 390, "height": 800})
    for name, path in VIEWS.items():
        wide = tab.open(path).evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, f"{name} is {wide} wide"


def test_words_without_end_are_broken(tab: Watched, store: Store) -> None:
    """A page whose goods, title and outlet are words of thousands of letters scrolls nothing sideways."""
    endless = "x" * 10_000
    made = transfer("t1", endless, "arms")
    one = page("endless", ("transfers", f"Brazil sent {endless} to Chile.", made), title=endless, outlet="y" * 300)
    store.add(Source(one.id, one.text.encode(), "text/plain"), one)
    store.refresh()
    for width in (1280, 390):
        tab.page.set_viewport_size({"width": width, "height": 800})
        for path in (
            "/register",
            "/pages",
            "/pages/endless",
            "/facts/endless%3At1",
            "/origins",
            "/search?search=Brazil",
        ):
            wide = tab.open(path).evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} is {wide} wide"


def test_filtering_replaces_the_list_and_the_address(tab: Watched) -> None:
    """A changed filter shows at once, without a reload, and the address is the saved view."""
    page = tab.open("/register")
    page.evaluate("window.here = true")
    page.select_option("select[name=stage]", "agreed")
    page.wait_for_url("**/register?stage=agreed")
    page.wait_for_function("!document.querySelector('#results').innerText.includes('howitzers')")
    assert "patrol boats" in page.inner_text("#results")
    assert page.evaluate("window.here")
    assert "stage=agreed" in page.locator(".exports a").first.get_attribute("href")


def test_keys_move_open_and_search(tab: Watched) -> None:
    """J goes to a row, Enter opens it, g t goes to the timeline, / to the search."""
    page = tab.open("/register")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first.startswith("/facts/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/timeline")
    page.keyboard.press("/")
    page.keyboard.type("howitzers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?search=howitzers")


def test_a_highlight_leads_to_its_record_and_that_to_the_fact(tab: Watched) -> None:
    """From the words to the card beside them, from there to the dossier, and back to the words."""
    page = tab.open("/pages/alpha")
    page.click("a.hl.transfer")
    assert page.evaluate("location.hash") == "#t1"
    page.click("#t1 a")
    page.wait_for_url("**/facts/t-*")
    page.click("a.place[href='/pages/alpha#t1']")
    page.wait_for_url("**/pages/alpha#t1")
    assert page.locator(".hl.lit").first.is_visible()


def test_hovering_a_cell_lights_its_words(tab: Watched) -> None:
    """The goods' cell lights the goods' words in the evidence."""
    page = tab.open("/facts/alpha%3At1")
    page.hover("[data-mark='cell-Goods']")
    assert page.locator(".cellword.lit").first.inner_text() == "howitzers"


def test_review_from_click_to_log(tab: Watched, store: Store) -> None:
    """A rejection with its reason is in the history, in the log and in the store."""
    page = tab.open("/facts/beta%3At2")
    page.click("summary:text-is('Reject')")
    page.fill("details[open] textarea[name=why]", "a plan, not a delivery")
    page.click("details[open] button")
    page.wait_for_selector("[role=status]")
    assert "a plan, not a delivery" in page.inner_text(".history")
    assert "a plan, not a delivery" in tab.open("/log").inner_text("#main")
    assert [one.who for one in store.decisions()] == ["eve"]


def test_selected_words_become_a_record(tab: Watched, store: Store) -> None:
    """A selection by mouse goes into the form with the right offsets; the form makes the record that the page then shows."""
    page = tab.open("/pages/alpha")
    box = page.locator("p.body", has_text="met in Lima").bounding_box()
    page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] - 4, steps=6)
    page.mouse.up()
    page.wait_for_selector(".mark-box.ready")
    start, end = map(int, page.input_value("textarea[name=passage]").split("-"))
    assert store.annotation("alpha").text[start:end].startswith("The two ministers met in Lima")
    page.select_option("select[name=kind]", "event")
    page.click("#mark button:text('Go on')")
    page.wait_for_url("**/mark?**")
    page.select_option("select[name='cell.type']", "meeting")
    page.fill("input[name='cell.place']", "Lima")
    page.select_option("select[name='cell.factuality']", "asserted")
    page.fill("textarea[name=why]", "missed by the reader")
    page.click("button:text('Make the record')")
    page.wait_for_selector("[role=status]:has-text('The record is made')")
    assert [one.id for one in store.annotation("alpha").events][-1] == "w1"


def test_words_are_marked_by_key_alone(tab: Watched, store: Store) -> None:
    """With m, arrows, Shift and Enter words go into the form, also behind characters that are shown as codes."""
    page = tab.open(f"/pages/{DIRTY}")
    page.keyboard.press("m")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    start, end = map(int, page.input_value("textarea[name=passage]").split("-"))
    taken = page.inner_text(".taken").strip("“”")
    assert store.annotation(DIRTY_ID).text[start:end] == taken
    assert len(taken.split()) == 2
    assert page.evaluate("document.activeElement.name") == "kind"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mark?**")


def test_the_words_behind_a_row_open_in_the_list(tab: Watched) -> None:
    """With x, and by the link, a row shows the words that carry it and hides them again; no page is left."""
    page = tab.open("/register?goods=artillery")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_selector("tr.peeked mark")
    assert "howitzers" in page.inner_text("tr.peeked")
    page.keyboard.press("x")
    page.wait_for_selector("tr.peeked", state="detached")
    page.locator("a[data-peek]").first.click()
    page.wait_for_selector("tr.peeked mark")
    assert page.url.endswith("/register?goods=artillery")


def test_records_beside_a_page_are_filtered_and_stepped_through(tab: Watched) -> None:
    """By kind, party and words; what is left out is hidden, quiet in the text, and passed over by j; a click on its words
    brings it back.
    """
    page = tab.open("/pages/alpha")
    page.keyboard.press("f")
    page.keyboard.type("lima")
    page.wait_for_selector(".sifted:text-is('1 of 3 records')")
    assert page.locator(".cards li:visible").all_inner_texts()[0].startswith("e1")
    assert page.locator(".text .hl.transfer.quiet-words").count() > 0
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('li').id") == "e1"
    assert page.locator(".hl.event.lit").count() == 1
    page.click("a.hl.transfer")
    page.wait_for_selector("#t1:visible")
    page.select_option(".sift select[name=kind]", "statement")
    page.select_option(".sift select[name=who]", label="Ana Quill (2)")
    assert page.locator(".cards li:visible").count() == 1
    page.select_option(".sift select[name=kind]", "")
    assert page.locator(".cards li:visible").count() == 2


def test_every_view_is_reached_from_a_phone_without_scrolling_sideways(tab: Watched) -> None:
    """The links to the views stand on rows of their own, all of them in sight."""
    tab.page.set_viewport_size({"width": 390, "height": 800})
    page = tab.open("/register")
    for link in page.locator(".top nav a").all():
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_filters_wait_behind_their_summary_on_a_phone(tab: Watched) -> None:
    """On a phone the list comes first; the filters open at a touch."""
    tab.page.set_viewport_size({"width": 390, "height": 800})
    page = tab.open("/register?stage=agreed")
    assert not page.locator(".filters").is_visible()
    assert page.locator("#results tbody tr").first.bounding_box()["y"] < 400
    page.click(".fold summary")
    assert page.locator("select[name=stage]").is_visible()


def test_the_timeline_keeps_its_axis_on_a_phone(tab: Watched) -> None:
    """The days over the bars are read on a phone as well, and lie where they do in the rows."""
    tab.page.set_viewport_size({"width": 390, "height": 800})
    page = tab.open("/timeline")
    assert page.locator(".timeline thead text").first.is_visible()
    axis, bars = (page.locator(f".timeline {part} svg").first.bounding_box() for part in ("thead", "tbody"))
    assert (axis["x"], axis["width"]) == (bars["x"], bars["width"])


def test_the_map_goes_nearer_by_key_and_button(tab: Watched) -> None:
    """With keys and buttons one goes nearer and back; an arc is reached by Tab and opened by Enter."""
    page = tab.open("/map")
    first = page.get_attribute("svg.map", "viewBox")
    page.focus(".chart")
    page.keyboard.press("+")
    assert page.get_attribute("svg.map", "viewBox") != first
    page.click("[data-step='0']")
    assert [float(word) for word in page.get_attribute("svg.map", "viewBox").split()] == [
        float(word) for word in first.split()
    ]
    page.focus(".chart")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/register?supplier=*")


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Any, where: str, rules: list[str]) -> list[str]:
    """What axe-core has against a page, in words."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    page.evaluate(axe.AXE_SCRIPT)
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
    return [f"{where}: {one['id']}: {node['html'][:150]}" for one in result["violations"] for node in one["nodes"][:2]]


def test_axe_finds_no_violation(tab: Watched) -> None:
    """Every view passes the rules of WCAG 2.2 AA that a program can check, in light and in dark."""
    found = []
    for scheme in ("light", "dark"):
        tab.page.emulate_media(color_scheme=scheme)
        for name, path in VIEWS.items():
            # In the dark only the colours are others.
            found += violations(tab.open(path), f"{name}, {scheme}", RULES if scheme == "light" else ["color-contrast"])
    assert not found, "\n".join(found)


def test_axe_finds_no_violation_on_a_phone(tab: Watched) -> None:
    """What is folded, stacked or scrolled at phone width passes as well, the filters laid open."""
    tab.page.set_viewport_size({"width": 390, "height": 800})
    found = []
    for name, path in VIEWS.items():
        page = tab.open(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found += violations(page, name, RULES)
    assert not found, "\n".join(found)


def quiet_tab(browser: Any, scheme: str) -> Any:
    """A tab that nobody watches: errors are what is looked at."""
    return browser.new_context(viewport={"width": 1360, "height": 900}, color_scheme=scheme).new_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_what_goes_wrong(browser: Any, store: Store, tmp_path: Path, scheme: str) -> None:
    """An empty store, a reading under way and one that broke off, a login that fails, lists without a row, errors, forms that
    come back, a peeked row, a reader's dossier: all pass.
    """
    page, found = quiet_tab(browser, scheme), []

    def look(where: str) -> None:
        found.extend(violations(page, f"{where}, {scheme}", RULES))

    with Store(tmp_path / "empty.db") as empty, served(empty, Access(user="eve")) as base:
        for path in ("/", "/register", "/timeline", "/flows", "/map", "/search", "/log", "/origins", "/pages"):
            page.goto(base + path)
            look(f"empty {path}")
        going = empty.begin_reading("pages", "eve", 18)
        assert going is not None
        for told in ({"read": 3, "page": "p3"}, {"stage": "stopped", "message": "the disk is full"}):
            empty.note_reading(going.model_copy(update=told))
            page.goto(f"{base}/")
            look(f"reading {told}")
    with served(store, Access(user="eve")) as base:
        for path in (
            "/register?search=zeppelin",
            "/register?since=x",
            "/facts/none",
            "/pages?search=zeppelin",
            "/search?search=zeppelin",
        ):
            page.goto(base + path)
            look(path)
        page.goto(f"{base}/register?goods=artillery")
        page.locator("a[data-peek]").first.click()
        page.wait_for_selector("tr.peeked mark")
        look("peeked")
        page.goto(f"{base}/mark?page=alpha&kind=transfer&passage=1-30")
        page.fill("input[name='cell.supplier']", "Norway")
        for one in page.locator("input[required]").all():
            one.fill("zeppelins")
        for one in page.locator("select[required]").all():
            one.select_option(index=1)
        page.fill("textarea[name=why]", "a test")
        page.click("button:text('Make the record')")
        page.wait_for_selector("[role=alert]")
        look("form that came back")
        page.goto(f"{base}/facts/alpha%3At1")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        look("dossier laid open")
    with served(store, Access(token="a-token-of-reviewers", reader_token="a-token-of-readers")) as base:
        page.goto(f"{base}/login")
        look("login")
        page.fill("input[name=name]", "kim")
        page.fill("input[name=token]", "wrong")
        page.click("button:text('Log in')")
        page.wait_for_selector("[role=alert]")
        look("login that failed")
        page.fill("input[name=name]", "kim")
        page.fill("input[name=token]", "a-token-of-readers")
        page.click("button:text('Log in')")
        page.wait_for_url("**/register")
        page.goto(f"{base}/facts/alpha%3At1")
        look("a reader's dossier")
    page.context.close()
    assert not found, "\n".join(found)

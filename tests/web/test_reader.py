"""The page reader, search and the drawings; hostile words everywhere stay words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import DIRTY_ID

DIRTY = quote(DIRTY_ID, safe="")
VIEWS = [
    "/register", "/statements", "/events", "/violations", "/timeline", "/timeline?kind=event", "/flows", "/map", "/map?kind=event", "/origins",
    "/pages", "/log", "/help", "/search?search=Brazil", "/search?search=%3Cscript%3E%22", f"/pages/{DIRTY}",
    f"/facts/{DIRTY}%3At1", f"/facts/{DIRTY}%3Av1", f"/origins/o%3A{DIRTY}", "/facts/%3Cscript%3E", "/pages/alpha",
]  # fmt: skip


class Tags(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", VIEWS)
def test_hostile_words_stay_words(desk: TestClient, path: str) -> None:
    """No view has a script, handler, style, image or address of its pages' making, nor a character that turns writing."""
    html = desk.get(path).text
    parsed = Tags()
    parsed.feed(html)
    for tag, attributes in parsed.tags:
        assert tag not in {"img", "iframe", "object", "embed", "base", "style"}
        assert tag != "script" or (attributes["src"] or "").startswith("/static/")
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name != "style"
            if name in {"href", "src", "action"}:
                assert (value or "").startswith(("/", "#"))
                assert not (value or "").startswith("//")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f]", html)


def test_characters_that_mislead_are_shown_as_codes(desk: TestClient) -> None:
    """A turned direction of writing and a bell are seen, not obeyed."""
    html = desk.get(f"/pages/{DIRTY}").text
    assert "\\u202e" in html
    assert "\\u0007" in html


def test_the_reader_shows_the_whole_text_in_order(desk: TestClient) -> None:
    """Article and furniture together are the stored text; furniture is told apart with its reason."""
    html = desk.get("/pages/alpha").text
    inner = html.split('<div class="text"')[1].split('<aside class="beside"')[0]
    assert inner.index("Brazil shipped 40") < inner.index("met in Lima") < inner.index("Read also")
    assert 'class="furniture"' in inner.split("met in Lima")[1]
    assert "related links" in inner


def test_every_record_is_highlighted_and_leads_to_its_card_and_fact(desk: TestClient) -> None:
    """A highlight leads to the record beside the text, and that to the fact."""
    html = desk.get("/pages/alpha").text
    for record in ("s1", "t1", "e1", "d1"):
        assert re.search(rf'data-marks="[^"]*\b{record}\b', html)
        assert f'id="{record}"' in html
    assert 'href="/facts/alpha%3At1"' in html
    assert desk.get("/facts/alpha%3At1").status_code == 200


def test_search_marks_what_it_found(desk: TestClient) -> None:
    """Pages and records with all the words, the words marked."""
    html = desk.get("/search?search=howitzers+Chile").text
    assert "<mark>howitzers</mark>" in html
    assert 'href="/pages/alpha"' in html
    assert 'href="/pages/beta"' in html
    assert "No record has all these words" in desk.get("/search?search=zeppelin").text


def test_an_interval_is_drawn_as_an_interval(desk: TestClient) -> None:
    """Two months take much more of the axis than one day."""
    html = desk.get("/timeline").text
    bars = {
        title: float(end) - float(start)
        for start, end, title in re.findall(
            r'class="bar [^"]*" x1="([\d.]+)%" x2="([\d.]+)%"[^>]*><title>([^<]*)', html
        )
    }
    assert bars["2031-06-01 – 2031-07-31"] > 20 * bars["2031-05-02"] > 0


def test_flows_are_drawn_by_voices_and_lead_to_their_facts(desk: TestClient) -> None:
    """A ribbon says its voices and links to the register filtered to it; denials alone draw none."""
    html = desk.get("/flows").text
    assert "Brazil → Chile: artillery, 1 voice, 1 transfer, 1 denied by somebody" in html
    link = "/register?supplier=BRA&amp;recipient=CHL&amp;goods=artillery"
    assert link in html
    assert "howitzers" in desk.get(link.replace("&amp;", "&")).text


def test_records_are_counted_by_kind_and_by_name(desk: TestClient) -> None:
    """The filter of a page's records offers each kind and each party or speaker with how many records name it."""
    html = desk.get("/pages/alpha").text
    assert '<option value="statement">statement (1)</option>' in html
    assert "Brazil (2)" in html
    assert "Ana Quill (2)" in html

"""HTML pages: what is read, what is left out, and what the page says of itself."""

from __future__ import annotations

import time
from pathlib import Path

import lxml.html
import pytest

from armstrail.errors import NotText, PageTooDeep
from armstrail.page.html import html_layout
from armstrail.page.layout import Meta

PAGE = """<html><head><title>Frigate leaves | The Quay</title>
<meta property="og:site_name" content="The Quay"><meta property="article:published_time" content="2021-03-04T10:00:00Z">
<link rel="canonical" href="https://quay.example/a">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2021-03-04",
"author": {"@type": "Person", "name": "Ida Holm"}}, {"@type": "Organization", "name": "Quay Ltd"}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/n">News</a></nav>
<article><h1>Frigate leaves</h1><p>By <a rel="author" href="/ida">Ida Holm</a>,
<time datetime="2021-03-04">4 March 2021</time></p><script>var x = "no text";</script>
<p>The frigate left the naval base on Thursday morning with a crew of 120, the harbour master said in a statement.</p>
<p style="display:none">You cannot see me.</p>
<p>It will join two other ships in the northern exercise area, where they are to train until the end of the month.</p>
</article><footer>Copyright The Quay</footer></body></html>"""


def test_the_whole_visible_text_is_kept_and_nothing_unseen() -> None:
    """Furniture is part of the text, so that stamps have spans; scripts and hidden elements are not."""
    text = html_layout(PAGE).text
    assert "Home News" in text
    assert "Copyright The Quay" in text
    assert "no text" not in text
    assert "cannot see me" not in text


def test_body_spans_are_the_paragraphs_of_the_story() -> None:
    """One span a paragraph, and no menu, credit or footer among them."""
    layout = html_layout(PAGE)
    paragraphs = [layout.text[start:end] for start, end in layout.body()]
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["The", "It"]


def test_claims_carry_their_names_and_spans() -> None:
    """Meta elements, links, JSON-LD and time elements are claims; one with visible words has their span."""
    layout = html_layout(PAGE)
    assert Meta("meta", "article:published_time", "2021-03-04T10:00:00Z") in layout.metas
    assert Meta("link", "canonical", "https://quay.example/a") in layout.metas
    assert Meta("json-ld", "datepublished", "2021-03-04") in layout.metas
    assert Meta("json-ld", "author.name", "Ida Holm") in layout.metas
    assert Meta("json-ld", "organization:name", "Quay Ltd") in layout.metas
    (time,) = [meta for meta in layout.metas if meta.kind == "time"]
    assert time.span is not None
    assert layout.text[slice(*time.span)] == "4 March 2021"
    assert layout.site_name == "The Quay"


MESSY = sorted((Path(__file__).parent / "messy").glob("*.html"))


@pytest.mark.parametrize("path", MESSY, ids=lambda path: path.stem)
def test_the_story_is_read_whole_and_alone(path: Path) -> None:
    """Every paragraph marked `data-body` is body, in order, and nothing else on the page is."""
    markup = path.read_text(encoding="utf-8")
    root = lxml.html.fromstring(markup)
    story = [" ".join(element.text_content().split()) for element in root.iter() if "data-body" in element.attrib]
    layout = html_layout(markup)
    assert [layout.text[start:end] for start, end in layout.body()] == story
    assert layout.language == "en"
    wanted = (root.findtext(".//h1") or root.findtext(".//title") or "").split(" | ")[-1]
    assert layout.title == wanted


def test_every_visible_word_stands_in_one_block() -> None:
    """Blocks cover the text but for line breaks, in order and without overlap."""
    for path in MESSY:
        layout = html_layout(path.read_text(encoding="utf-8"))
        assert "\n".join(layout.text[block.start : block.end] for block in layout.blocks) == layout.text


def test_deep_markup_is_read_or_refused_by_name() -> None:
    """Nesting beyond the parser's first limit loses nothing; nesting beyond all limits is refused, not cut."""
    deep = "<div>" * 900 + "<p>The guns were moved by night, an officer said on the phone.</p>" + "</div>" * 900
    assert "by night" in html_layout(deep).text
    with pytest.raises(PageTooDeep, match="2048"):
        html_layout("<div>" * 100_000 + "text")


@pytest.mark.parametrize("markup", ["", " ", "<!-- nothing -->", "<html></html>", "\x00", "<br><br>"])
def test_a_page_without_words_is_empty_or_refused(markup: str) -> None:
    """A page that shows no words has no body; one that holds no markup at all is refused by name."""
    try:
        layout = html_layout(markup)
    except NotText:
        return
    assert layout.body() == ()
    assert layout.language is None


def test_a_story_hidden_until_a_script_shows_it_is_read() -> None:
    """Where a page shows hardly a word, what it hides is read; where it shows a story, what it hides is not."""
    story = (
        "<p>The patrol boat was towed into harbour on Tuesday night with water in its engine room, the navy said.</p>"
        * 3
    )
    page = f'<html><body><h1>Boat towed in</h1>{"<script>var a = 1;</script>" * 200}<div style="display: none">{story}</div>'
    assert "towed into harbour" in "".join(html_layout(page).text[slice(*span)] for span in html_layout(page).body())


def test_a_discussion_longer_than_its_story_is_left_out() -> None:
    """Comments are no story, however many there are."""
    story = (
        "<p>"
        + "The yard will close its second dock in May, the owner told the workers on Friday afternoon. " * 7
        + "</p>"
    )
    talk = (
        "<p>I worked there for thirty years and nobody ever asked us what we thought about the second dock at all.</p>"
        * 60
    )
    layout = html_layout(
        f'<body><div class="main"><h1>Dock to close</h1>{story}<div id="comments">{talk}</div></div></body>'
    )
    body = [layout.text[slice(*span)] for span in layout.body()]
    assert len(body) == 1
    assert body[0].startswith("The yard")


def test_many_headings_take_time_in_proportion() -> None:
    """A page of thousands of headings of other parts is laid out in seconds, not minutes."""
    start = time.process_time()
    html_layout("<p>Related articles</p><p>A sentence stands here, as one would expect.</p>" * 5000)
    assert time.process_time() - start < 20

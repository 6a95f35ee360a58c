"""HTML pages: what is read, what is left out, and what the page says of itself."""

from __future__ import annotations

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

"""What a page says of itself to machines."""

from __future__ import annotations

from armstrail.page.html import html_layout
from armstrail.page.layout import Meta


def metas(head: str, body: str = "<p>x</p>") -> list[Meta]:
    return list(html_layout(f"<html><head>{head}</head><body>{body}</body></html>").metas)


def test_faulty_json_ld_is_read_where_it_can_be() -> None:
    """Line breaks in strings, CDATA marks and a last comma are forgiven; what is no JSON is passed over."""
    script = '<script type="application/ld+json">//<![CDATA[\n{"@type": "NewsArticle", "headline": "A\nb", "datePublished": "2020-01-02",}\n//]]></script>'
    assert Meta("json-ld", "datepublished", "2020-01-02") in metas(script)
    assert metas('<script type="application/ld+json">{nonsense</script>') == []


def test_keys_of_other_objects_are_told_apart() -> None:
    """A date of a comment or an organisation is not the page's."""
    found = metas(
        '<script type="application/ld+json">[{"@type": "Organization", "foundingDate": "1900"},'
        '{"@type": ["Article", "Thing"], "comment": {"@type": "Comment", "dateCreated": "2021"}}]</script>'
    )
    assert {meta.name for meta in found} == {
        "organization:@type", "organization:foundingdate", "@type", "comment.@type", "comment.datecreated"
    }  # fmt: skip


def test_microdata_hangs_on_its_item() -> None:
    """A property inside an item hangs on the item's own property or type, and words carry their span."""
    layout = html_layout(
        '<body><div itemscope itemtype="https://schema.org/NewsArticle"><span itemprop="author" itemscope><b itemprop="name">Ida'
        ' Holm</b></span><meta itemprop="datePublished" content="2020-01-02"></div>'
        '<div itemscope itemtype="https://schema.org/Comment"><time itemprop="dateCreated" datetime="2021-01-01">now</time></div></body>'
    )
    named = {meta.name: meta for meta in layout.metas if meta.kind == "microdata"}
    assert named["author.name"].value == "Ida Holm"
    span = named["author.name"].span
    assert span is not None
    assert layout.text[slice(*span)] == "Ida Holm"
    assert named["datepublished"] == Meta("microdata", "datepublished", "2020-01-02")
    assert named["comment:datecreated"].value == "2021-01-01"

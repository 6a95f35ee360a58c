"""Flows as HTML: words, links that keep what was filtered, hostile names."""

from __future__ import annotations

from armstrail.ledger.store.counts import Flow
from armstrail.web import flows
from armstrail.web.charts import draw_flows
from armstrail.web.queries import read_query

HOSTILE = '"><script>x</script>\u202e'


def flow(supplier: str = "BRA", contested: int = 0) -> Flow:
    """Artillery for Chile."""
    return Flow(supplier, "CHL", "artillery", facts=2, voices=1, contested=contested)


def test_a_link_keeps_the_other_filters() -> None:
    """Whoever looks at a year's flows finds that year's transfers behind a ribbon."""
    link = flows.links(read_query({"since": "2031-01-01", "goods": "ships", "speaker": 'Ana "A" & Co'}))

    assert link(flow()) == (
        "/register?supplier=BRA&amp;recipient=CHL&amp;goods=artillery"
        "&amp;speaker=Ana+%22A%22+%26+Co&amp;since=2031-01-01"
    )


def test_a_flow_is_told_in_words() -> None:
    """Numbers with what they count, and denials where there are any."""
    assert flows.words(flow()) == "Brazil → Chile: artillery, 1 voice, 2 transfers"
    assert flows.words(flow(contested=2)).endswith("2 transfers, 2 denied by somebody")


def test_hostile_names_stay_words_in_drawing_and_table() -> None:
    """A party's name with markup stands in both as letters and codes."""
    link, found = flows.links(read_query({})), [flow(HOSTILE)]
    for html in (flows.drawn(draw_flows(found), link), flows.rows(found, link)):
        assert "<script" not in html
        assert "\u202e" not in html
        assert "&#34;&gt;" in html

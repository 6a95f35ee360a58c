"""Flows as HTML: the words and links of one, the ribbons between parties, the table. Written here and not in a template for
the same reason as the rows of lists (`rows`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

from armstrail.ledger.store.counts import Flow
from armstrail.ledger.store.facts import Filter
from armstrail.web.cells import counted, party_name, spoken
from armstrail.web.charts import LEFT, NODE, RIGHT, Drawing, Node, Ribbon
from armstrail.web.queries import Query, segment
from armstrail.web.rows import short, shown

ROOM_FOR_GOODS = 11
"""Thickness from which a ribbon has room for the name of its goods."""
LONGEST_NAME = 26
"""Characters of a party's name beside the drawing."""
Link = Callable[[Flow], Markup]


def links(query: Query[Filter]) -> Link:
    """Gives the address of a flow's transfers, as an attribute: what else was filtered stays so."""
    own = {"supplier", "recipient", "goods"}
    rest = urlencode({name: value for name, value in query.given.items() if name not in own})
    beside = shown(f"&{rest}") if rest else ""

    def link(flow: Flow) -> Markup:
        supplier, recipient = segment(flow.supplier), segment(flow.recipient)
        return Markup(  # noqa: S704  # `segment` and `shown` leave nothing that ends an attribute
            f"/register?supplier={supplier}&amp;recipient={recipient}&amp;goods={segment(flow.category)}{beside}"
        )

    return link


def words(flow: Flow) -> str:
    """A flow in words: who, to whom, what, and how many say so."""
    contested = f", {flow.contested} denied by somebody" if flow.contested else ""
    return (
        f"{party_name(flow.supplier)} → {party_name(flow.recipient)}: {spoken(flow.category)},"
        f" {counted(flow.voices, 'voice')}, {counted(flow.facts, 'transfer')}{contested}"
    )


def drawn(drawing: Drawing, link: Link) -> Markup:
    """The ribbons and the parties at both sides."""
    ribbons = (_ribbon(one, link) for one in drawing.ribbons)
    return Markup("\n".join((*ribbons, *map(_party, drawing.nodes))))  # noqa: S704  # escaped by `shown`


def _ribbon(one: Ribbon, link: Link) -> str:
    told = shown(words(one.flow))
    contested = " contested" if one.flow.contested else ""
    goods = ""
    if one.thickness >= ROOM_FOR_GOODS:
        place = f'x="{LEFT + NODE + 8}" y="{round(one.y + 3, 1)}"'
        goods = f'<text class="goods-name" {place}>{shown(spoken(one.flow.category))}</text>'
    return (
        f'<a href="{link(one.flow)}" aria-label="{told}"><path class="ribbon {one.family}{contested}" d="{one.path}">'
        f"<title>{told}</title></path>{goods}</a>"
    )


@lru_cache(maxsize=1024)
def _party(one: Node) -> str:
    left = one.side == "left"
    x, at, anchor = (LEFT, LEFT - 8, "end") if left else (RIGHT - NODE, RIGHT + 8, "start")
    return (
        f'<rect class="node" x="{x}" y="{one.y}" width="{NODE}" height="{one.height}"/><text class="name" x="{at}"'
        f' y="{round(one.y + one.height / 2 + 4, 1)}" text-anchor="{anchor}">'
        f"{shown(short(party_name(one.name), LONGEST_NAME))}</text>"
    )


def rows(flows: Iterable[Flow], link: Link) -> Markup:
    """The rows of the table."""
    made = (
        f'<tr><td class="main"><a href="{link(flow)}"><span class="party">{shown(party_name(flow.supplier))}</span>'
        f' <span class="arrow">→</span> <span class="party">{shown(party_name(flow.recipient))}</span></a></td>'
        f'<td>{shown(spoken(flow.category))}</td><td class="n">{flow.voices}</td><td class="n">{flow.facts}</td>'
        f'<td class="n">{flow.contested or ""}</td></tr>'
        for flow in flows
    )
    return Markup("\n".join(made))  # noqa: S704  # escaped by `shown`

"""Rows of lists as HTML: escaped, cut where they would be too long, and the same as what templates would show."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from armstrail.ledger.facts import TransferFact
from armstrail.records import Category, Factuality, Goods, Member, Stage
from armstrail.web import rows
from armstrail.web.text import visible


def transfer(**cells: Any) -> TransferFact:
    """A transfer of howitzers."""
    whole: dict[str, Any] = {
        "id": "t-1", "members": (Member(page="p", id="t1"),), "supplier": ("BRA",), "recipient": ("CHL",), "flow": "",
        "goods": Goods(text="howitzers", category=Category.ARTILLERY), "stage": Stage.AGREED, "factuality": Factuality.ASSERTED,
    }  # fmt: skip
    return TransferFact(**(whole | cells))


@given(st.text(alphabet=st.characters(), max_size=40))
def test_words_are_escaped_as_the_templates_escape_them(words: str) -> None:
    """Any words are shown as Jinja would show them: escaped, hostile characters as codes."""
    assert rows.shown(words) == str(escape(visible(words)))


def test_a_row_says_what_is_not_known() -> None:
    """Missing parties and days are dashes, not empty cells that look like an error."""
    html = rows.row(transfer(recipient=(), when=None))
    assert '<td class="day">–</td>' in html
    assert 'Brazil</span> <span class="arrow">→</span> <span class="party">–</span>' in html


def test_hostile_names_stay_words() -> None:
    """A name with markup and a turned direction stands in the row as letters and codes."""
    html = rows.row(transfer(supplier=('"><script>x</script>\u202e',), grade_reason='one "voice"'))
    assert "<script" not in html
    assert "\\u202e" in html
    assert 'title="one &#34;voice&#34;"' in html


def test_long_words_are_cut_between_words() -> None:
    """Ten thousand characters do not make a row of a screen's height; what is cut says so."""
    goods = Goods(text="very long name of goods " * 400, category=Category.ARTILLERY)
    html = rows.row(transfer(goods=goods))
    assert len(html) < 1500
    assert "goods …" in html or "name …" in html or "long …" in html or "very …" in html or "of …" in html
    assert rows.short("x" * 50, 20) == "x" * 20 + " …"
    assert rows.short("one two three", 20) == "one two three"


def test_a_mark_names_the_cells_that_differ() -> None:
    """Two conflicts about one cell name it once; what is not known is not named; names of cells are words."""
    fact = transfer(conflicts=("c1", "c2", "c3", "c4"))
    html = rows.row(fact, {"c1": "when", "c2": "quantity", "c3": "quantity"})
    assert ">differs: date, quantity</a>" in html
    assert 'title="4 conflicts between reports"' in html
    assert ">differs</a>" in rows.row(fact)


def test_long_goods_are_whole_at_a_touch() -> None:
    """What a row cuts off stands in its title, unless that were a page by itself."""
    long = Goods(text="parts of a howitzer " * 8, category=Category.ARTILLERY)
    assert f'title="{long.text}"' in rows.row(transfer(goods=long))
    assert (
        "title=" not in rows.row(transfer(goods=Goods(text="x " * 4000, category=Category.ARMS))).split('class="n"')[0]
    )

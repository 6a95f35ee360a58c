"""The visible text of an HTML page, block by block."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.page.markup import parse_markup
from armstrail.page.rendering import render


def lines(markup: str, hidden: bool = False) -> list[str]:
    """The blocks of a page."""
    rendering = render(parse_markup(f"<html><body>{markup}</body></html>"), hidden)
    return [rendering.text[piece.start : piece.end] for piece in rendering.pieces]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One <b>two</b>\n three</p>four", ["One two three", "four"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("Sentence.<br>Another.<br><br>Third", ["Sentence.", "Another.", "Third"]),
        ("it goes<br>on here", ["it goes on here"]),
        ("<pre>One\nTwo</pre>", ["One", "Two"]),
        ("<p>x<script>no</script>y</p>", ["xy"]),
        ("<p><span>Kat</span><span>28.09.19</span><span>12:44</span></p>", ["Kat 28.09.19 12:44"]),
        ("<p><a>Sport</a><a>Culture</a></p>", ["Sport Culture"]),
        ("<p><span>T</span><span>he</span> <b>A</b>rmy and <i>CO</i><sub>2</sub></p>", ["The Army and CO2"]),
    ],
)
def test_text_is_cut_where_blocks_begin_and_sentences_break(markup: str, expected: list[str]) -> None:
    """Blocks make lines, inline elements do not; words that only styles keep apart are kept apart."""
    assert lines(markup) == expected


def test_hidden_elements_are_left_out_and_told_of() -> None:
    """A page says whether it hides anything, so that it is read again only where there is something to find."""
    page = parse_markup("<body><p>seen</p><p hidden>unseen</p></body>")
    assert render(page).covered
    assert not render(page, hidden=True).covered
    assert "unseen" in render(page, hidden=True).text
    assert not render(parse_markup("<body><p>seen</p></body>")).covered


_TREE = st.recursive(
    st.text(alphabet="ab é中1 .\n", max_size=8),
    lambda inner: st.tuples(
        st.sampled_from(["p", "div", "span", "a", "b", "li", "br"]), st.lists(inner, max_size=4)
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>" if pair[0] != "br" else "<br>"),
    max_leaves=20,
)


@given(_TREE)
@settings(max_examples=60, deadline=None)
def test_pieces_slice_the_text_in_order_and_lose_no_letter(markup: str) -> None:
    """Pieces do not overlap, and their letters are those of the markup."""
    root = parse_markup(f"<html><body><p>x</p>{markup}</body></html>")
    rendering = render(root)
    end = 0
    for piece in rendering.pieces:
        assert end <= piece.start < piece.end
        assert 0 <= piece.link <= piece.end - piece.start + 1
        end = piece.end
    shown = "".join("".join(rendering.text.split()))
    assert shown == "".join("".join(root.itertext()).split())

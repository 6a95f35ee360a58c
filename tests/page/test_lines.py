"""Plain text cut into paragraphs: lines, or lines broken at a width."""

from __future__ import annotations

import itertools
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.errors import PageTooLarge
from armstrail.page.layout import MAX_BLOCKS
from armstrail.page.lines import paragraphs

STORY = [
    (
        "The minister said on Monday that the ships would leave the harbour before the end of the week, weather allowing, and "
        "that no further escort had been asked for by the owners or by the insurers."
    ),
    "An officer who asked not to be named spoke of three ships, each with some two hundred boxes in its hold.",
    (
        "The harbour master declined to comment on the loads, but said that the berths had been paid for until Friday and that "
        "the crews had been given leave to go ashore in small groups under guard."
    ),
]


def texts(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in paragraphs(text)]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_wrapped_paragraphs_are_whole(width: int, newline: str) -> None:
    """Paragraphs broken at a width, with blank lines between them, come back whole, whatever ends a line."""
    text = (newline * 2).join(newline.join(textwrap.wrap(paragraph, width)) for paragraph in STORY * 2)
    assert texts(text) == STORY * 2


def test_indented_paragraphs_are_whole() -> None:
    """An indent begins a paragraph where no blank line does."""
    text = "\n".join("\n".join(textwrap.wrap(paragraph, 70, initial_indent="   ")) for paragraph in STORY)
    assert texts(text) == STORY


def test_a_line_is_a_paragraph_where_nothing_is_wrapped() -> None:
    """Sentences on lines of their own are not joined, though they be of like length."""
    lines = [
        f"The {name} left the port of Odesa on the night of the third with a load of grain."
        for name in ("Ida", "Eva", "Ada", "Una", "Isa")
    ]
    assert texts("\n".join(lines)) == lines


def test_list_items_stay_apart_in_wrapped_text() -> None:
    """A dash or number begins an item."""
    items = ["- " + paragraph for paragraph in STORY]
    text = "\n".join("\n".join(textwrap.wrap(item, 70)) for item in items)
    assert texts(text) == items


def test_too_many_lines_are_refused() -> None:
    """A text of more lines than any page has is refused by name."""
    with pytest.raises(PageTooLarge, match="200,000 lines"):
        paragraphs("a\n" * (MAX_BLOCKS + 1))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .\n\r\t\u2028é中"), max_size=400))
def test_paragraphs_lose_nothing_and_are_trimmed(text: str) -> None:
    """Spans are in order, apart, trimmed, and hold every letter."""
    spans = paragraphs(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))

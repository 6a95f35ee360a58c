"""Plain-text pages: the story is found among furniture of any language, and nothing is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.page.layout import Role
from armstrail.page.plain import plain_layout

MESSY = sorted((Path(__file__).parent / "messy").glob("*.txt"))


def marked(path: Path) -> tuple[str, list[str], str | None]:
    """A page's text, its story's lines (marked "+ " in the file) and its headline (marked "= ")."""
    lines = path.read_text(encoding="utf-8").split("\n")
    story = [line[2:] for line in lines if line.startswith("+ ")]
    titles = [line[2:] for line in lines if line.startswith("= ")]
    text = "\n".join(line[2:] if line.startswith(("+ ", "= ")) else line for line in lines)
    return text, story, titles[0] if titles else None


@pytest.mark.parametrize("path", MESSY, ids=lambda path: path.stem)
def test_the_story_is_read_whole_and_alone(path: Path) -> None:
    """Every line of the story is body, and no line of menus, stamps, captions, links or reactions is."""
    text, story, title = marked(path)
    layout = plain_layout(text)
    read = "\n".join(text[start:end] for start, end in layout.body())
    assert read.split("\n") == story
    assert layout.title == title


def test_the_languages_of_story_and_furniture_are_kept_apart() -> None:
    """The language is the story's, not the furniture's."""
    for path in MESSY:
        expected = "ru" if path.stem == "russian_story" else "en"
        assert plain_layout(marked(path)[0]).language == expected, path.stem


def test_lines_broken_at_a_width_make_whole_paragraphs() -> None:
    """A wrapped paragraph is one span."""
    text, _, _ = marked(next(path for path in MESSY if path.stem == "wrapped_wire"))
    spans = plain_layout(text).body()
    assert len(spans) == 4
    assert text[slice(*spans[0])].startswith("GDANSK")
    assert text[slice(*spans[0])].endswith("port authority said.")


def test_a_text_of_one_line_is_its_own_story() -> None:
    """Where nothing can be told apart, all that is no furniture is read."""
    text = "Rockets were handed over"
    assert plain_layout(text).body() == ((0, len(text)),)


def test_a_question_above_the_story_is_its_headline() -> None:
    """A short question that opens the text is its headline; one between paragraphs is the story's."""
    told = "The bridge layer is a tank without a turret that carries a bridge of twenty metres on its back."
    text = f"Home   Guides\n\nWhat is a bridge layer?\n\n{told}\n\nWho builds such tanks at all?\n\nYears ago {told}"
    layout = plain_layout(text)
    assert layout.title == "What is a bridge layer?"
    assert [text[start:end] for start, end in layout.body()][1] == "Who builds such tanks at all?"


def test_what_leads_to_a_statement_is_no_link() -> None:
    """A line that ends with a date and a colon is the story's; a note on changes is not."""
    told = "The bridge layer is a tank without a turret that carries a bridge of twenty metres on its back."
    lead = "The permanent mission of the state made public the following statement on October 23:"
    text = (
        f"Tanks that lay bridges\n\n{lead}\n\n{told}\n\nThis article was updated on May 3, 2024, to correct a figure."
    )
    assert [text[start:end] for start, end in plain_layout(text).body()] == [lead, told]


def test_an_empty_text_has_no_story() -> None:
    """Blank text has no blocks, no title and no language."""
    layout = plain_layout(" \n\t\n")
    assert (layout.blocks, layout.title, layout.language) == ((), None, None)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB é日한Жع.!\n\r\t \u2028😀́-0:/|"), max_size=300))
def test_blocks_hold_every_word_once(text: str) -> None:
    """Blocks are in order, do not overlap, start and end in words, and cover all but blanks."""
    blocks = plain_layout(text).blocks
    covered = "".join(text[block.start : block.end] for block in blocks)
    assert "".join(covered.split()) == "".join(text.split())
    end = 0
    for block in blocks:
        assert end <= block.start < block.end
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        assert isinstance(block.role, Role)
        end = block.end

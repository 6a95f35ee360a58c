"""Finding words again: by position where that holds, else by their quotation, and saying which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.export.anchoring import Anchored, anchor, selectors

TEXT = "Oslo sent radars. Later, Oslo sent radars again. Nobody denied it."
SECOND = TEXT.rindex("Oslo sent radars")


def test_an_unchanged_text_holds_by_position() -> None:
    """Also where the same words stand elsewhere."""
    wanted = selectors(TEXT, SECOND, SECOND + 16)
    assert anchor(TEXT, wanted) == Anchored(SECOND, SECOND + 16, "position", 2)


def test_a_moved_text_holds_by_quotation() -> None:
    """The place with the same surroundings is taken, not the nearest one."""
    moved = "Correction: the date was wrong. " + TEXT
    found = anchor(moved, selectors(TEXT, SECOND, SECOND + 16))

    assert found is not None
    assert (found.start, found.held) == (SECOND + 32, "quote")


def test_other_words_at_the_old_position_do_not_hold() -> None:
    """Where the same words come to stand at the old position by chance, their surroundings decide."""
    text = "aa XX bb. cc XX dd."
    wanted = selectors(text, 13, 15)
    swapped = "cc XX dd. aa XX bb."
    found = anchor(swapped, wanted)
    assert found is not None
    assert (found.start, found.held) == (3, "quote")


def test_other_spaces_hold_and_are_said() -> None:
    """A text that was wrapped anew still has the words."""
    found = anchor("Then Oslo  sent\nradars again.", selectors(TEXT, SECOND, SECOND + 16))
    assert found == Anchored(5, 22, "quote with other spaces", 1)


@pytest.mark.parametrize("text", ["", "Oslo sent tanks.", "oslo sent radars"])
def test_lost_words_are_not_made_up(text: str) -> None:
    """Words that do not stand in the text are found nowhere."""
    assert anchor(text, selectors(TEXT, SECOND, SECOND + 16)) is None


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 3), (3, 2), (0, len(TEXT) + 1)])
def test_no_selectors_without_a_span(start: int, end: int) -> None:
    """A span outside the text is refused."""
    with pytest.raises(ValueError, match="no span"):
        selectors(TEXT, start, end)


@given(st.text(min_size=1, max_size=80), st.data())
def test_round_trip(text: str, data: st.DataObject) -> None:
    """Any span of any text is found again at its position; after something was put before it, by its words."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    wanted = selectors(text, start, end)

    here = anchor(text, wanted)
    assert here is not None
    assert (here.start, here.end, here.held) == (start, end, "position")
    before = data.draw(st.text(max_size=20))
    there = anchor(before + text, wanted)
    assert there is not None
    assert (before + text)[there.start : there.end] == wanted.exact

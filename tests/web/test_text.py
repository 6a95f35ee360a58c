"""Words of pages made fit to show, and found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.web.rows import highlighted
from armstrail.web.text import found_in

TEXT = st.text(st.sampled_from("abcdeİßẞ \n.-1"), max_size=300)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Rearmament came first. Then the Arms arrived, armed.", ["arms"], ["Arms"]),
        ("Nothing of the kind stands here.", ["missile"], []),
        ("İstanbul: the Shells, and shell-shock", ["shells"], ["Shells", "shell"]),
        ("A patrol_boat is one word; patrol boats are two.", ["patrols"], ["patrol", "patrol"]),
        ("C'est-à-dire (drones)", ["(drones)", "??"], ["drones"]),
    ],
)
def test_words_are_found_as_beginnings_of_words(text: str, words: list[str], marked: list[str]) -> None:
    """Without case, at the beginning of a word, by their stem; letters that change their number change no place."""
    _, spans = found_in(text, words)

    assert [text[a:b] for a, b in spans] == marked


@given(TEXT, st.lists(st.text(st.sampled_from("abcde1"), min_size=1, max_size=5), min_size=1, max_size=3))
def test_what_is_marked_lies_in_what_is_shown(text: str, words: list[str]) -> None:
    """Marks lie in order within the part of the text that is shown, which holds the first of them."""
    (start, end), spans = found_in(text, words, context=20)

    assert 0 <= start <= end <= len(text)
    assert all(start <= a < b <= end for a, b in spans)
    assert spans == sorted(spans)
    everywhere = found_in(text, words, context=1000)[1]
    assert bool(spans) == bool(everywhere)


def test_what_is_left_out_around_the_words_is_told() -> None:
    """A place amid a long text stands between dots, the whole of a short one does not; words are escaped."""
    text = "Nothing here. " * 40 + "Then <b>howitzers</b> came." + " Nothing there." * 40

    cut = highlighted(text, ["howitzer"])

    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert "&lt;b&gt;<mark>howitzers</mark>&lt;/b&gt;" in cut
    assert highlighted("Shells came", ["shells"]) == "<mark>Shells</mark> came"

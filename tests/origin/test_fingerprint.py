"""Fingerprints: words as numbers, quotations known, the same on every machine, kept without loss."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.errors import StoreError
from armstrail.origin import OriginIndex, Text, dump, load, load_all, print_of, prints_of
from armstrail.origin.tokens import QUOTED, offsets, tokenise

Story = Callable[..., Text]
PADDING = " and so the clerk went on with the long list of names that nobody had asked for in the whole of that year"


def quoted(text: str) -> list[str]:
    words, flags = tokenise(text + PADDING)
    spans = offsets(text + PADDING)
    assert len(words) == len(spans)
    return [(text + PADDING)[start:end] for (start, end), flag in zip(spans, flags, strict=True) if flag & QUOTED]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "we will not go" and left.', "we will not go"),
        ("He said “we will not go” and left.", "we will not go"),
        ("Er sagte „wir gehen nicht“ und ging.", "wir gehen nicht"),
        ("Dijo «no nos vamos hoy» y salió.", "no nos vamos hoy"),
        ("He said 'we won't go today' and left the boys' room.", "we won't go today"),
        ("“We will not go.\n\n“We will stay,” he said.", "We will not go We will stay"),
        ("“We will not go:\nnot today\nand not later,” he said.", "We will not go not today and not later"),
        ("we will not go,” he said.", "we will not go"),
        ("The so-called 'deal' fell through.", ""),
        ("The soldiers' rations and the sailor's boots.", ""),
    ],
    ids=[
        "straight",
        "curly",
        "low and high",
        "guillemets",
        "single",
        "over paragraphs",
        "over lines",
        "cut",
        "scare",
        "no",
    ],
)
def test_words_between_marks_are_quoted(text: str, inside: str) -> None:
    """Marks of several languages, quotations over paragraphs, and marks that were cut away."""
    assert " ".join(quoted(text)) == inside


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.lists(st.integers(0, 200), max_size=6))
def test_every_word_has_its_place(text: str, cuts: list[int]) -> None:
    """Words and offsets agree in number and order for any text, whole or in paragraphs, and offsets hold words."""
    bounds = sorted({min(cut, len(text)) for cut in cuts})
    spans = tuple((a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=False) if a < b)
    for paragraphs in (None, spans):
        words, flags = tokenise(text, paragraphs)
        places = offsets(text, paragraphs)
        assert len(words) == len(flags) == len(places)
        assert all(start < end and text[start:end].strip() for start, end in places)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))


def test_folding_makes_spellings_one() -> None:
    """Case, accents, kinds of apostrophe, possessives and the separators of thousands do not tell words apart."""
    one, _ = tokenise("Korea’s 13,000 shells, Málaga")
    other, _ = tokenise("KOREA 13.000 Shells Malaga")
    assert one.tolist() == other.tolist()


def test_a_hash_is_the_same_everywhere() -> None:
    """The value is part of the stored form: it may not change without a new version."""
    assert tokenise("radar")[0].tolist() == [2067433176]


def test_a_print_comes_back_from_bytes_whole(story: Story) -> None:
    """What is stored gives the same fingerprint, and an index built from it the same groups."""
    names = ("wire", "spun", "spanish", "presser_one", "market_monday")
    prints = [print_of(story(name, date(2025, 3, 3), "a.example")) for name in names]
    again = [load(dump(page)) for page in prints]
    for page, copy in zip(prints, again, strict=True):
        for field in type(page).__slots__:
            assert np.array_equal(getattr(page, field), getattr(copy, field)), field
    assert OriginIndex(again).groups() == OriginIndex(prints).groups()


@pytest.mark.parametrize("data", [b"", b"{}\n", b"nonsense", b'{"version": 99, "words": 0}\n'])
def test_bytes_that_are_no_fingerprint_are_refused(data: bytes) -> None:
    """The error says what to do."""
    with pytest.raises(StoreError, match="make the fingerprints again"):
        load(data)


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("aB dé. ,\n“”'\"’1中\0"), max_size=120), min_size=1, max_size=90))
def test_many_texts_at_once_are_each_as_alone(texts: list[str]) -> None:
    """No text's words, marks or quotations reach into the next, whatever stands at its ends."""
    pages = [Text(str(number), None, text) for number, text in enumerate(texts)]
    for page, text in zip(prints_of(pages), pages, strict=True):
        assert page.packed == print_of(text).packed
        assert page.language == print_of(text).language
    dumped = [dump(print_of(text)) for text in pages]
    assert [dump(page) for page in load_all(dumped)] == dumped

"""Selectors of words in a text, and finding the words again in a text that has changed.

The selectors are those of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/, 4.2.4 and 4.2.5), both
written for every span: a position holds where the text is the same, a quotation where it moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

CONTEXT = 32
"""Code points before and after the words that a quotation carries with it."""

Held = Literal["position", "quote", "quote with other spaces"]


@dataclass(frozen=True, slots=True)
class Selectors:
    """Where words stand: offsets in code points, `end` exclusive, and the words with what is around them."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    def as_json(self) -> list[dict[str, str | int]]:
        """The two selectors in the form of the standard."""
        return [
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix},
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where the words stand now, which selector held, and at how many places they could have stood."""

    start: int
    end: int
    held: Held
    places: int = 1


def selectors(text: str, start: int, end: int, context: int = CONTEXT) -> Selectors:
    """The selectors of `text[start:end]`. Raises ValueError where that is no span of the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"[{start}, {end}] is no span of a text of {len(text)} characters")
    return Selectors(
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - context) : start],
        suffix=text[end : end + context],
    )


def anchor(text: str, wanted: Selectors) -> Anchored | None:
    """Where the words of `wanted` stand in `text`, or None where they do not.

    The position holds where the very words stand there with the same words before and after, or stand nowhere else.
    Otherwise the quotation decides: of the places where the words stand, the one with most of the same words around it,
    and of those the one nearest to the old position. Failing that, the words are looked for with other blanks and line
    breaks between them.
    """
    places = list(_places(text, wanted.exact))
    if wanted.start in places:
        here = text[max(0, wanted.start - len(wanted.prefix)) : wanted.start]
        there = text[wanted.end : wanted.end + len(wanted.suffix)]
        if len(places) == 1 or (here == wanted.prefix and there == wanted.suffix):
            return Anchored(wanted.start, wanted.end, "position", len(places))
    if places:
        start = _best([(place, place + len(wanted.exact)) for place in places], text, wanted)[0]
        held: Held = "position" if start == wanted.start else "quote"
        return Anchored(start, start + len(wanted.exact), held, len(places))
    words = wanted.exact.split()
    if not words:
        return None
    loose = re.compile(r"\s+".join(re.escape(word) for word in words))
    spans = [match.span() for match in loose.finditer(text)]
    if not spans:
        return None
    start, end = _best(spans, text, wanted)
    return Anchored(start, end, "quote with other spaces", len(spans))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _best(spans: list[tuple[int, int]], text: str, wanted: Selectors) -> tuple[int, int]:
    return min(
        spans,
        key=lambda span: (
            -_common(text[max(0, span[0] - len(wanted.prefix)) : span[0]][::-1], wanted.prefix[::-1])
            - _common(text[span[1] : span[1] + len(wanted.suffix)], wanted.suffix),
            abs(span[0] - wanted.start),
            span[0],
        ),
    )


def _common(one: str, two: str) -> int:
    """How many characters two texts share from their beginning."""
    for count, (a, b) in enumerate(zip(one, two, strict=False)):
        if a != b:
            return count
    return min(len(one), len(two))

"""Words of pages made fit to show: control characters as codes, evidence marked, sentences around it.

A page's words are data. Everything that the desk shows is escaped by Jinja; what escaping leaves alone and could still
mislead a reader (controls, characters that turn the direction of writing, invisible ones) is shown here as its code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from armstrail.records import Annotation, Span

CONTEXT = 180
"""Code points of a paragraph shown on each side of the evidence, at most."""
HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line break
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing
    "\u00ad\u180e\u200b\u2060\ufeff"  # what is not shown
    "\ud800-\udfff\U000e0000-\U000e007f]"  # halves of letters, and tags
)


def is_hostile(letter: str) -> bool:
    """Whether a character could change how the words around it are shown, or is not shown at all."""
    return HOSTILE.match(letter) is not None


def visible(words: str) -> str:
    """Words with hostile characters as the codes that Python writes for them; line breaks stay."""
    if words.isascii() and words.isprintable():
        return words
    return HOSTILE.sub(lambda found: f"\\u{ord(found[0]):04x}", words)


def lowered(text: str) -> str:
    """A text in small letters, each at its place: the few letters that would become two stay as they are."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def finalize(value: Any) -> Any:
    """What Jinja shows of a value: words without hostile characters, nothing for None. Markup of our own stays."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) or not isinstance(value, str) else visible(value)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a page's words, with the names of the marks that lie on it, the narrowest first."""

    text: str
    start: int
    marks: tuple[str, ...] = ()


def runs(piece: Piece) -> list[tuple[str, int, bool]]:
    """A piece cut into runs of plain words and single hostile characters: the words, their place in the page's text (code
    points), and whether it is a character that is shown as its code, so that a place on the screen is one in the text.
    """
    found: list[tuple[str, int, bool]] = []
    at = 0
    for number, letter in enumerate(piece.text):
        if is_hostile(letter):
            if at < number:
                found.append((piece.text[at:number], piece.start + at, False))
            found.append((letter, piece.start + number, True))
            at = number + 1
    if at < len(piece.text):
        found.append((piece.text[at:], piece.start + at, False))
    return found


def pieces(text: str, outer: Span, marks: Iterable[tuple[str, Span]]) -> list[Piece]:
    """The words of `text[outer]`, cut where a mark begins or ends. Offsets are code points of `text`."""
    start, end = outer
    inside = [(name, max(a, start), min(b, end)) for name, (a, b) in marks if a < end and start < b]
    cuts = sorted({start, end, *(a for _, a, _ in inside), *(b for _, _, b in inside)})
    found = []
    for a, b in pairwise(cuts):
        over = sorted({(hi - lo, name) for name, lo, hi in inside if lo <= a and b <= hi})
        found.append(Piece(text[a:b], a, tuple(dict.fromkeys(name for _, name in over))))
    return found


@dataclass(frozen=True, slots=True)
class Quotation:
    """Evidence in its sentence: `before`, `marked`, `after`; `cut_before` and `cut_after` where words were left out."""

    page: str
    record: str
    span: Span
    before: str
    marked: str
    after: str
    cut_before: bool
    cut_after: bool
    pieces: tuple[Piece, ...] = ()
    """`marked`, cut where words of single cells begin and end."""


Finder = Callable[[str], list[tuple[str, Span]]]
"""Finds marks (a name and a span) in words."""


def quotation(
    page: Annotation, span: Span, record: str, context: int = CONTEXT, find: Finder | None = None
) -> Quotation:
    """A span with as much of its paragraph as fits, cut between words; `find` tells the words of single cells in it."""
    start, end = next(((a, b) for a, b in page.body if a <= span[0] and span[1] <= b), span)
    left, right = max(start, span[0] - context), min(end, span[1] + context)
    text = page.text
    marked = text[span[0] : span[1]]
    while left > start and left < span[0] and not text[left - 1].isspace():
        left += 1
    while right < end and right > span[1] and not text[right].isspace():
        right -= 1
    return Quotation(
        page=page.id,
        record=record,
        span=span,
        before=text[left : span[0]],
        marked=marked,
        after=text[span[1] : right],
        cut_before=left > start,
        cut_after=right < end,
        pieces=tuple(pieces(marked, (0, len(marked)), find(marked) if find else ())),
    )


def found_in(text: str, words: Sequence[str], context: int = 110) -> tuple[Span, list[Span]]:
    """The place of `text` where a searched word first stands, and the places of the words in it; the beginning where none
    stands. Offsets are code points of `text`.

    Words are found as beginnings of words, without case: the index finds by stems, so a mark may miss what it found.
    """
    stems, folded = _stems(tuple(words)), lowered(text)
    start, end = 0, len(text)
    if end > 2 * context:
        firsts = [next(_beginnings(folded, stem, 0, end), None) for stem in stems]
        first = min((at for at in firsts if at is not None), default=0)
        start, end = max(0, first - context), min(end, first + 2 * context)
        while start > 0 and start < first and not text[start - 1].isspace():
            start += 1
        if end < len(text) and (space := text.rfind(" ", first + context, end)) >= 0:
            end = space
    spans = {
        at: REST.match(text, at + len(stem), end) for stem in stems for at in _beginnings(folded, stem, start, end)
    }
    return (start, end), [(at, rest.end()) for at, rest in sorted(spans.items()) if rest]


REST = re.compile(r"[^\W_]*")
"""What is left of a word."""


@lru_cache(maxsize=512)
def _stems(words: tuple[str, ...]) -> tuple[str, ...]:
    bare = sorted({lowered(word).strip("\"'.,;:!?()") for word in words} - {""})
    return tuple(word[: max(4, len(word) - 2)] for word in bare)


def _beginnings(folded: str, stem: str, start: int, end: int) -> Iterator[int]:
    """Where words of a text in small letters begin with a stem. Letters are looked for before words, which is many times as
    fast on a page of some thousand words as to look at the beginning of each.
    """
    at = folded.find(stem, start, end)
    while at >= 0:
        if at == 0 or not folded[at - 1].isalnum():
            yield at
        at = folded.find(stem, at + 1, end)

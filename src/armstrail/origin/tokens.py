"""A text as numbers: its words hashed, with what each is (quoted, a name, a figure, a little word, a sentence's first).

Everything that compares texts works on these arrays; the text itself is needed again only to show passages. Words are
folded (case, accents, possessive 's) so that names and figures agree across editions and, in Latin script, across languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import xxhash

from armstrail.knowledge import table, values
from armstrail.records import Span

Words = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.int64]

QUOTED, NAME, NUMBER, FUNCTION, SENTENCE, PARAGRAPH = 1, 2, 4, 8, 16, 32
"""Flags of a word. `QUOTED` stands between quotation marks; `SENTENCE` and `PARAGRAPH` mark the first word of one."""

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = "\u0300-\u036f\u064b-\u065f"
_PLAIN = r"\d+(?:[.,]\d+)*\w*|\w+(?:['’]\w+)*"
_BROAD = rf"\d+(?:[.,]\d+)*|[{_HAN}]|[^\W{_HAN}][^\W{_HAN}{_MARKS}]*(?:[{_MARKS}]+[^\W{_HAN}]*)*(?:['’][^\W\d{_HAN}]+)*"
# An opening straight or single mark takes the blank or bracket before it, which tells it from a closing one.
_SIGNS = r"|[.!?…](?!\w)|[。！？\n“”„«»「」『』‘]|[ \t(\[—–]['\"](?=[\w“‘])|\"|['’](?!\w)"
_WORDS = {False: re.compile(_PLAIN), True: re.compile(_BROAD)}
_TOKENS = {False: re.compile(_PLAIN + _SIGNS), True: re.compile(_BROAD + _SIGNS)}
_NEEDS_BROAD = re.compile(f"[{_HAN}{_MARKS}]")
"""Scripts without blanks, and letters with combining marks, need the slower pattern."""

# The kind of a token, in bits 40-47 of its code; bits 32-39 hold its word class, bits 0-31 its hash.
_IS_WORD, _END, _LINE, _OPEN, _CLOSE, _STRAIGHT, _OPEN_SINGLE, _CLOSE_SINGLE, _LOW, _TEXT = range(10)
_CAPITAL, _FIGURE, _LITTLE, _LONE = 1, 2, 4, 8
_BREAK, _NEXT = "\0", " "
"""What stands among the chunks for the end of a line, and of a text: no chunk of a text is a blank."""
_CHUNK = re.compile(r"[^\s\0]+")
_MAX_CACHED = 300_000
_KINDS = (
    dict.fromkeys(".!?…。！？", _END)
    | {_BREAK: _LINE, _NEXT: _TEXT, '"': _STRAIGHT, "‘": _OPEN_SINGLE, "'": _CLOSE_SINGLE, "’": _CLOSE_SINGLE}
    | {"„": _LOW}
    | dict.fromkeys("“«「『", _OPEN)
    | dict.fromkeys("”»」』", _CLOSE)
)
_STEM = 4
"""Letters by which words of two languages are held to be one."""
_MIN_SINGLE = 3
"""Words between single marks from which they count as a quotation: fewer are a nickname or a scare quote."""
_MAX_OPEN = 200
"""Words over which a quotation may stay open from one paragraph to another."""
_MIN_NARRATION = 20
"""Words outside quotation marks under which a text is nothing but its quotation and is compared by it."""


@cache
def _little_words() -> frozenset[str]:
    return frozenset(fold(word) for row in table("function_words") for word in values(row["words"]))


def fold(word: str) -> str:
    """A word without case, accents, possessive 's; a figure without the separators of its thousands."""
    if word[0].isdigit():
        return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", word).replace(",", ".")
    folded = word.casefold().replace("’", "'")
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
        folded = unicodedata.normalize("NFC", folded)
    return folded.removesuffix("'s") or folded


def word_hash(word: str) -> int:
    """The hash of a folded word in 32 bits, the same on every machine.

    The upper 16 bits are those of its first four letters: words of two languages that begin alike are mostly one word
    (Simard, Foster, Isabelle: "Using cognates to align sentences in bilingual corpora", 1992). Of a figure and of a
    shorter word all letters count.
    """
    stem = word if word[0].isdigit() else word[:_STEM]
    return (xxhash.xxh3_64_intdigest(stem.encode()) & 0xFFFF) << 16 | xxhash.xxh3_64_intdigest(word.encode()) & 0xFFFF


class _Codes(dict[str, bytes]):
    """The codes of the tokens of a chunk of text without blanks, as bytes.

    A cache of a pure function, since a language has few chunks; emptied when it grows too large.
    """

    def __missing__(self, chunk: str) -> bytes:
        if len(self) > _MAX_CACHED:
            self.clear()
        # The blank before a chunk is part of an opening mark.
        tokens = _TOKENS[_broad(chunk)].findall(" " + chunk) if chunk not in (_BREAK, _NEXT) else [chunk]
        codes = self[chunk] = np.array([_code(token) for token in tokens], dtype=np.uint64).tobytes()
        return codes


def _code(token: str) -> int:
    kind = _KINDS.get(token)
    if kind is None and len(token) == 2 and token[1] in "'\"":
        kind = _OPEN if token[1] == '"' else _OPEN_SINGLE
    if kind is not None:
        return kind << 40
    folded = fold(token)
    first = token[0]
    word_class = (
        (_CAPITAL if first.isupper() else 0)
        | (_FIGURE if first.isdigit() else 0)
        | (_LITTLE if folded in _little_words() else 0)
        | (_LONE if len(token) == 1 and first.isupper() else 0)
    )
    return word_class << 32 | word_hash(folded)


_CODES = _Codes()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of several texts, one after the other: hashes, a flag byte for each, and where each text begins.

    `starts` has one entry more than there are texts, the number of all words.
    """

    words: Words
    flags: Flags
    starts: Positions

    def owner(self) -> Positions:
        """For each word the number of its text."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def tokenise(text: str, paragraphs: tuple[Span, ...] | None = None) -> tuple[Words, Flags]:
    """The words of a text (of its `paragraphs`, where given) as hashes, and a flag byte for each."""
    found = tokenise_all([(text, paragraphs)])
    return found.words, found.flags


def tokenise_all(texts: Sequence[tuple[str, tuple[Span, ...] | None]]) -> Tokens:
    """The same for several texts at once, which costs half as much: each text as it would be alone."""
    chunks: list[str] = []
    for text, paragraphs in texts:
        if paragraphs is not None:
            text = "\n".join(text[start:end] for start, end in paragraphs)
        chunks += text.replace("\n", f" {_BREAK} ").split()
        chunks.append(_NEXT)
    codes = np.frombuffer(b"".join(map(_CODES.__getitem__, chunks)), dtype=np.uint64)
    kinds = (codes >> np.uint64(40)).astype(np.uint8)
    at = np.flatnonzero(kinds == _IS_WORD)
    words = codes[at].astype(np.uint32)
    classes = (codes[at] >> np.uint64(32)).astype(np.uint8)
    places = np.flatnonzero(kinds != _IS_WORD)
    marks = kinds[places]
    before = places - np.arange(len(places))  # words before each mark
    starts = np.concatenate(([0], before[marks == _TEXT]))
    count = len(words)
    if not count:
        return Tokens(words, np.zeros(0, dtype=np.uint8), starts)
    flags = np.zeros(count + 1, dtype=np.uint8)
    ends = before[marks == _END]
    ends = ends[ends > 0]
    ends = ends[(classes[ends - 1] & _LONE) == 0]  # the stop of "U.S." or of an initial ends no sentence
    flags[ends] |= SENTENCE
    flags[before[marks == _LINE]] |= SENTENCE | PARAGRAPH
    flags[starts] |= SENTENCE | PARAGRAPH
    found = Tokens(words, flags[:count], starts)
    flags = found.flags
    begins = (flags & SENTENCE) != 0
    little = (classes & _LITTLE) != 0
    large = ((classes & _CAPITAL) != 0) & ~little
    named = large & ~begins
    first = np.flatnonzero(large & begins)
    if len(first):  # a sentence's first word is a name where its text writes it large elsewhere
        own = found.owner().astype(np.uint64) << np.uint64(32) | words
        named[first] = np.isin(own[first], own[named])
    flags[named] |= NAME
    flags[(classes & _FIGURE) != 0] |= NUMBER
    flags[little] |= FUNCTION
    quoted = _quoted(marks, before, places, count)
    told = np.concatenate(([0], np.cumsum(~quoted)))[starts]
    enough = np.diff(told) >= _MIN_NARRATION
    flags[quoted & np.repeat(enough, np.diff(starts))] |= QUOTED
    return found


def _quoted(kinds: npt.NDArray[np.uint8], before: Positions, places: Positions, count: int) -> npt.NDArray[np.bool_]:
    """Which words stand between quotation marks, from the marks: their kinds, the words before each, and their places.

    A quotation left open runs to its paragraph's end, and on to a closing mark that follows before any other mark. A
    closing mark whose opening one was cut away closes what stands before it in the paragraph.
    """
    quoted = np.zeros(count, dtype=np.bool_)
    wanted = np.flatnonzero(kinds >= _LINE)
    start = single = left_open = -1
    paragraph, fresh, low, previous = 0, True, False, -1
    for index, kind, at in zip(places[wanted].tolist(), kinds[wanted].tolist(), before[wanted].tolist(), strict=True):
        if kind in (_LINE, _TEXT):
            if start >= 0:
                quoted[start:at] = True
            left_open = -1 if kind == _TEXT else start if start >= 0 else left_open
            start, single, paragraph, fresh = -1, -1, at, True
        elif kind == _OPEN_SINGLE or (kind == _CLOSE_SINGLE and previous == index - 1 and at == paragraph):
            if start < 0:
                single = at
        elif kind == _CLOSE_SINGLE:
            if single >= 0 and start < 0:
                if at - single >= _MIN_SINGLE:
                    quoted[single:at] = True
                single = -1
        elif start < 0 and (kind in (_OPEN, _LOW) or (kind == _STRAIGHT and (left_open < 0 or at == paragraph))):
            start, fresh, left_open, low = at, False, -1, kind == _LOW
        elif start >= 0 and (low or kind != _OPEN):  # German closes with the mark that opens in English
            quoted[start:at] = True
            start = -1
        elif start < 0 and left_open >= 0 and at - left_open <= _MAX_OPEN:
            quoted[left_open:at] = True
            left_open, fresh = -1, False
        elif kind == _CLOSE and fresh:
            quoted[paragraph:at] = True
            fresh = False
        previous = index
    return quoted


def offsets(text: str, paragraphs: tuple[Span, ...] | None = None) -> list[Span]:
    """Where each word of `tokenise(text, paragraphs)` stands in `text`, in the same order."""
    spans = paragraphs if paragraphs is not None else ((0, len(text)),)
    return [
        word.span()
        for start, end in spans
        for chunk in _CHUNK.finditer(text, start, end)
        for word in _WORDS[_broad(chunk[0])].finditer(text, *chunk.span())
    ]


def _broad(text: str) -> bool:
    return not text.isascii() and _NEEDS_BROAD.search(text) is not None

"""Fingerprints: the few numbers of a text by which its copies are found among millions.

Two kinds of key:

- runs of three words, thinned by winnowing (Schleimer, Wilkerson, Aiken: "Winnowing", SIGMOD 2003): of every
  `_WINDOW` neighbouring runs the one with the least hash, so that any shared stretch of `_WINDOW + 2` words shares a key;
- neighbouring names (by their first letters) and figures, which a spinner of words leaves alone and a translator carries over.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import xxhash

from armstrail.errors import StoreError
from armstrail.origin.languages import guess_languages
from armstrail.origin.postings import distinct
from armstrail.origin.publishers import family_of
from armstrail.origin.text import Text
from armstrail.origin.tokens import (
    FUNCTION,
    NAME,
    NUMBER,
    SENTENCE,
    Flags,
    Positions,
    Tokens,
    Words,
    fold,
    tokenise_all,
)

Keys = npt.NDArray[np.uint32]
T = TypeVar("T")

PRINT_VERSION = 1
"""The version of what `dump` writes; it changes with the hashes of words and the meaning of their flags."""
_SIZES = struct.Struct("<4I")
"""How many sentences, words, runs and pairs a packed print holds, at its head."""
_FACTS = {"id", "site", "family", "agency", "date", "language", "title"}
_AT_ONCE = 64
"""Texts that are made into fingerprints together: enough that the calls of numpy do not count, few enough for the cache."""
_WINDOW = 5
_NEXT, _NEXT_AMONG_NOUNS = 2, 6
"""Names and figures behind a name or figure that make a pair with it,"""
_LARGE_NOUNS = frozenset({"de", "lb"})
"""the second in languages that write all nouns large."""
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)
_MIN_UNIT = 4
"""Words from which a sentence is counted within its site: shorter ones are no evidence either way."""
_NO_DAY, _MOST_WORDS = (1 << 22) - 1, (1 << 19) - 1
_NO_WORD = np.zeros(1, dtype=np.uint8)
_FIGURE = np.uint32(0x30303030)
"""What stands for any figure where sentences are counted, so that a template is one whatever its figures."""


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """All that the comparison of texts needs of one text, without the text.

    `title` is a hash of the folded headline, 0 where there is none. `packed` holds the arrays in one buffer, since a store
    of pages in memory would spend as much on array objects as on what is in them; the properties are views of it.
    """

    id: str
    site: str | None
    family: str | None
    agency: str | None
    date: dt.date | None
    language: str | None
    title: int
    packed: bytes

    @property
    def words(self) -> Words:
        """The hash of each word (see `tokens`)."""
        units, words, _, _ = _SIZES.unpack_from(self.packed)
        return np.frombuffer(self.packed, np.uint32, words, _SIZES.size + 8 * units)

    @property
    def flags(self) -> Flags:
        """What each word is (see `tokens`)."""
        units, words, keys, marks = _SIZES.unpack_from(self.packed)
        return np.frombuffer(self.packed, np.uint8, words, _SIZES.size + 8 * units + 4 * (words + keys + marks))

    @property
    def keys(self) -> Keys:
        """The winnowed runs of three words, each once, ascending."""
        units, words, keys, _ = _SIZES.unpack_from(self.packed)
        return np.frombuffer(self.packed, np.uint32, keys, _SIZES.size + 8 * units + 4 * words)

    @property
    def marks(self) -> Keys:
        """The pairs of neighbouring names and figures, each once, ascending."""
        units, words, keys, marks = _SIZES.unpack_from(self.packed)
        return np.frombuffer(self.packed, np.uint32, marks, _SIZES.size + 8 * units + 4 * (words + keys))

    @property
    def units(self) -> npt.NDArray[np.uint64]:
        """A hash of each sentence, its figures masked; 0 for a short one."""
        return np.frombuffer(self.packed, np.uint64, _SIZES.unpack_from(self.packed)[0], _SIZES.size)

    @property
    def unit_at(self) -> Positions:
        """The first word of each sentence."""
        return np.flatnonzero(self.flags & SENTENCE)

    @property
    def mark_at(self) -> Positions:
        """The word at which each of `marks` first stands."""
        _, marks, at = _marks(_alone(self.words, self.flags), [self.language])
        return at[np.unique(marks, return_index=True)[1]]

    def runs(self) -> tuple[Keys, Positions]:
        """The winnowed runs in the order of the text, with the word at which each starts."""
        _, keys, at = _winnowed(_alone(self.words, self.flags))
        return keys, at

    def bare(self) -> Print:
        """The fingerprint without words and keys: what puts pages in order, and tells which of two came first."""
        _, words, _, _ = _SIZES.unpack_from(self.packed)
        return replace(self, packed=_SIZES.pack(0, words, 0, 0))

    @property
    def place(self) -> int:
        """Nearly `order` as a number of 63 bits, for indexes: day, fullness, then a hash of the id."""
        day = _NO_DAY if self.date is None else self.date.toordinal()
        fullness = min(_SIZES.unpack_from(self.packed)[1], _MOST_WORDS)
        tie: int = xxhash.xxh3_64_intdigest(self.id.encode()) & 0x3FFFFF
        place: int = (day << 19 | _MOST_WORDS - fullness) << 22 | tie
        return place

    @property
    def rank(self) -> tuple[int, str]:
        """Sorts pages as indexes hold them; two pages with one id have the same."""
        return (self.place, self.id)

    @property
    def order(self) -> tuple[bool, dt.date, int, str]:
        """Sorts the earliest first: known dates before unknown ones, then the fuller text, then the id."""
        return (self.date is None, self.date or dt.date.max, -_SIZES.unpack_from(self.packed)[1], self.id)


def print_of(text: Text) -> Print:
    """The fingerprint of a text."""
    (page,) = prints_of([text])
    return page


def prints_of(texts: Iterable[Text]) -> Iterator[Print]:
    """The fingerprints of texts, in their order: made for many at once, which costs less than half."""
    for some in _batches(texts):
        tokens = tokenise_all([(text.text, text.paragraphs) for text in some])
        heads = [
            {
                "id": text.id,
                "site": text.site.strip().casefold() if text.site else None,
                "family": family_of(text.publisher or text.site),
                "agency": text.agency,
                "date": text.date,
                "language": text.language or language,
                "title": _title(text.title),
            }
            for text, language in zip(some, guess_languages(tokens), strict=True)
        ]
        yield from _prints(tokens, heads)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def dump(page: Print) -> bytes:
    """A fingerprint as bytes for a store, the same on every machine: about five bytes a word."""
    head = {
        "version": PRINT_VERSION,
        "id": page.id,
        "site": page.site,
        "family": page.family,
        "agency": page.agency,
        "date": page.date.isoformat() if page.date is not None else None,
        "language": page.language,
        "title": page.title,
        "words": len(page.words),
    }
    line = json.dumps(head, ensure_ascii=False, sort_keys=True).encode() + b"\n"
    return line + page.words.astype("<u4").tobytes() + page.flags.tobytes()


def load(data: bytes) -> Print:
    """The fingerprint that `dump` wrote. Raises StoreError where the bytes are none, or of another version."""
    (page,) = load_all([data])
    return page


def load_bare(data: bytes) -> Print:
    """`load(data).bare()`, without a look at the words. Raises StoreError as `load` does."""
    head, words, _ = _read(data)
    return Print(packed=_SIZES.pack(0, len(words), 0, 0), **head)


def load_all(stored: Iterable[bytes]) -> Iterator[Print]:
    """The fingerprints that `dump` wrote, in their order. Raises StoreError where one is none, or of another version."""
    for some in _batches(stored):
        heads, words, flags = zip(*map(_read, some), strict=True)
        starts = np.concatenate(([0], np.cumsum([len(own) for own in words])))
        yield from _prints(Tokens(np.concatenate(words), np.concatenate(flags), starts), heads)


def _read(data: bytes) -> tuple[dict[str, Any], Words, Flags]:
    try:
        line, body = data.split(b"\n", 1)
        head = json.loads(line)
        count, version = head.pop("words"), head.pop("version")
        if version != PRINT_VERSION or len(body) != 5 * count or head.keys() != _FACTS:
            raise ValueError(f"version {version}, {len(body)} bytes for {count} words")
        head["date"] = dt.date.fromisoformat(head["date"]) if head["date"] is not None else None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"a stored fingerprint cannot be read ({error}): make the fingerprints again") from error
    return head, np.frombuffer(body, "<u4", count).astype(np.uint32), np.frombuffer(body, np.uint8, count, 4 * count)


def _alone(words: Words, flags: Flags) -> Tokens:
    return Tokens(words, flags, np.array([0, len(words)]))


def _prints(tokens: Tokens, heads: Sequence[Mapping[str, Any]]) -> Iterator[Print]:
    """The fingerprints of the texts of `tokens`, whose other fields are `heads`."""
    count = len(heads)
    keys, key_at = _once(*_winnowed(tokens)[:2], count)
    marks, mark_at = _once(*_marks(tokens, [head["language"] for head in heads])[:2], count)
    units, unit_at = _units(tokens)
    bounds = zip(*(at.tolist() for at in (tokens.starts, key_at, mark_at, unit_at)), strict=True)
    words, keys_, marks_, units_, flags = (
        array.tobytes() for array in (tokens.words, keys, marks, units, tokens.flags)
    )
    for head, ((w, k, m, u), (w2, k2, m2, u2)) in zip(heads, pairwise(bounds), strict=True):
        sizes = _SIZES.pack(u2 - u, w2 - w, k2 - k, m2 - m)
        body = units_[8 * u : 8 * u2], words[4 * w : 4 * w2], keys_[4 * k : 4 * k2], marks_[4 * m : 4 * m2], flags[w:w2]
        yield Print(packed=b"".join((sizes, *body)), **head)


def run_hashes(words: Words) -> Keys:
    """The hash of each run of three words, by the position of its first."""
    if len(words) < 3:
        return np.zeros(0, dtype=np.uint32)
    wide = words.astype(np.uint64)
    mixed = wide[:-2] * _MIX[0] + wide[1:-1] * _MIX[1] + wide[2:] * _MIX[2]
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX[3]
    return np.asarray(mixed >> np.uint64(32), dtype=np.uint32)


def _winnowed(tokens: Tokens) -> tuple[Positions, Keys, Positions]:
    """Of every `_WINDOW` neighbouring runs of a text the one with the least hash, the first of equal ones.

    Returns whose, the hash, and the word at which it starts, in the order of the words. No key is a run that spans two
    texts or that has only little words; a text with so few runs keeps all.
    """
    owner, flags = tokens.owner(), tokens.flags
    if len(owner) < 3:
        return owner[:0], tokens.words[:0], owner[:0]
    at = np.flatnonzero(((flags[:-2] & flags[1:-1] & flags[2:] & FUNCTION) == 0) & (owner[:-2] == owner[2:]))
    hashes, whose = run_hashes(tokens.words)[at], owner[at]
    few = np.bincount(whose, minlength=len(tokens.starts))[whose] <= _WINDOW
    chosen = few.copy()
    if len(hashes) >= _WINDOW:
        least = hashes.astype(np.uint64) << np.uint64(32) | np.arange(len(hashes), dtype=np.uint64)
        width = 1
        while width < _WINDOW:
            step = min(width, _WINDOW - width)
            least = np.minimum(least[:-step], least[step:])
            width += step
        inside = whose[: len(least)] == whose[_WINDOW - 1 :]
        chosen[(least[inside] & np.uint64(0xFFFFFFFF)).astype(np.int64)] = True
    return whose[chosen], hashes[chosen], at[chosen]


def _once(owner: Positions, keys: Keys, count: int) -> tuple[Keys, Positions]:
    """The keys of each text ascending, each once, and where those of each text begin, the end of the last included."""
    ranked = distinct(np.sort(owner.astype(np.uint64) << np.uint64(32) | keys))
    starts = np.searchsorted(ranked, np.arange(count + 1, dtype=np.uint64) << np.uint64(32))
    return ranked.astype(np.uint32), starts


def _marks(tokens: Tokens, languages: Sequence[str | None]) -> tuple[Positions, Keys, Positions]:
    """Each name (its last word) and figure of a text with the next few, in whatever order the two stand.

    Names count by their first letters, which editions in two languages mostly share. Where nouns are written large the
    names stand among them, so that more of the next are taken. Returns whose, the hash, and the word at which the earlier
    of the two stands.
    """
    flags = tokens.flags
    named = np.concatenate((flags, _NO_WORD)) & (NAME | SENTENCE)
    at = np.flatnonzero(((named[:-1] & NAME != 0) & (named[1:] != NAME)) | (flags & NUMBER != 0))
    stems, owner = (tokens.words[at] >> np.uint32(16)).astype(np.uint64), tokens.owner()[at]
    reach = np.array([_NEXT_AMONG_NOUNS if language in _LARGE_NOUNS else _NEXT for language in languages])
    whose, mixed, place = [], [], []
    for step in range(1, int(reach.max(initial=0)) + 1):
        one, other = stems[:-step], stems[step:]
        apart = (one != other) & (owner[:-step] == owner[step:]) & (reach[owner[:-step]] >= step)
        one, other = one[apart], other[apart]
        whose.append(owner[:-step][apart])
        mixed.append(np.minimum(one, other) * _MIX[2] + np.maximum(one, other) * _MIX[3])
        place.append(at[:-step][apart])
    if not mixed:
        return owner[:0], tokens.words[:0], owner[:0]
    hashes = np.concatenate(mixed)
    hashes ^= hashes >> np.uint64(31)
    hashes *= _MIX[0]
    return np.concatenate(whose), (hashes >> np.uint64(32)).astype(np.uint32), np.concatenate(place)


def _units(tokens: Tokens) -> tuple[npt.NDArray[np.uint64], Positions]:
    """The hash of each sentence, and where those of each text begin, the end of the last included.

    The sum of a hash of each word with its place in the sentence.
    """
    first = np.flatnonzero(tokens.flags & SENTENCE)
    bounds = np.searchsorted(first, tokens.starts)
    if not len(first):
        return np.zeros(0, dtype=np.uint64), bounds
    lengths = np.diff(first, append=len(tokens.words))
    place = np.arange(len(tokens.words)) - np.repeat(first, lengths)
    mixed = np.where(tokens.flags & NUMBER, _FIGURE, tokens.words).astype(np.uint64)
    mixed |= place.astype(np.uint64) << np.uint64(32)
    for shift, factor in ((29, _MIX[0]), (32, _MIX[1])):
        mixed *= factor
        mixed ^= mixed >> np.uint64(shift)
    hashes = np.add.reduceat(mixed * _MIX[3], first)
    hashes[lengths < _MIN_UNIT] = 0
    return hashes, bounds


def _title(title: str | None) -> int:
    folded = " ".join(fold(word) for word in (title or "").split())
    return xxhash.xxh3_64_intdigest(folded.encode()) if folded else 0

"""Fingerprints: the few numbers of a text by which its copies are found among millions.

Two kinds of key:

- runs of three words, thinned by winnowing (Schleimer, Wilkerson, Aiken: "Winnowing", SIGMOD 2003): of every
  `_WINDOW` neighbouring runs the one with the least hash, so that any shared stretch of `_WINDOW + 2` words shares a key;
- neighbouring names and figures, which a spinner of words leaves alone and a translator carries over.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import xxhash

from armstrail.errors import StoreError
from armstrail.origin.languages import guess_language
from armstrail.origin.publishers import family_of
from armstrail.origin.text import Text
from armstrail.origin.tokens import FUNCTION, NAME, NUMBER, SENTENCE, Flags, Positions, Words, fold, tokenise

Keys = npt.NDArray[np.uint32]

PRINT_VERSION = 1
"""The version of what `dump` writes; it changes with the hashes of words and the meaning of their flags."""
_SIZES = struct.Struct("<4I")
"""How many sentences, words, runs and pairs a packed print holds, at its head."""
_WINDOW = 5
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)
_MIN_UNIT = 4
"""Words from which a sentence is counted within its site: shorter ones are no evidence either way."""
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
        marks, at = _marks(self.words, self.flags)
        return at[np.unique(marks, return_index=True)[1]]

    def runs(self) -> tuple[Keys, Positions]:
        """The winnowed runs in the order of the text, with the word at which each starts."""
        return _winnowed(self.words, self.flags)

    def bare(self) -> Print:
        """The fingerprint without words and keys: what puts pages in order, and tells which of two came first."""
        _, words, _, _ = _SIZES.unpack_from(self.packed)
        return replace(self, packed=_SIZES.pack(0, words, 0, 0))

    @property
    def order(self) -> tuple[bool, dt.date, int, str]:
        """Sorts the earliest first: known dates before unknown ones, then the fuller text, then the id."""
        return (self.date is None, self.date or dt.date.max, -_SIZES.unpack_from(self.packed)[1], self.id)


def print_of(text: Text) -> Print:
    """The fingerprint of a text."""
    words, flags = tokenise(text.text, text.paragraphs)
    return _print(
        words,
        flags,
        id=text.id,
        site=text.site.strip().casefold() if text.site else None,
        family=family_of(text.publisher or text.site),
        agency=text.agency,
        date=text.date,
        language=text.language or guess_language(words, flags),
        title=_title(text.title),
    )


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
    try:
        line, body = data.split(b"\n", 1)
        head = json.loads(line)
        count, version = head.pop("words"), head.pop("version")
        if version != PRINT_VERSION or len(body) != 5 * count:
            raise ValueError(f"version {version}, {len(body)} bytes for {count} words")
        head["date"] = dt.date.fromisoformat(head["date"]) if head["date"] is not None else None
        words = np.frombuffer(body, "<u4", count).astype(np.uint32)
        return _print(words, np.frombuffer(body, np.uint8, count, 4 * count), **head)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"a stored fingerprint cannot be read ({error}): make the fingerprints again") from error


def _print(words: Words, flags: Flags, **facts: Any) -> Print:
    keys, marks, units = _once(_winnowed(words, flags)[0]), _once(_marks(words, flags)[0]), _units(words, flags)
    sizes = _SIZES.pack(len(units), len(words), len(keys), len(marks))
    packed = b"".join((sizes, units.tobytes(), words.tobytes(), keys.tobytes(), marks.tobytes(), flags.tobytes()))
    return Print(packed=packed, **facts)


def run_hashes(words: Words) -> Keys:
    """The hash of each run of three words, by the position of its first."""
    if len(words) < 3:
        return np.zeros(0, dtype=np.uint32)
    wide = words.astype(np.uint64)
    mixed = wide[:-2] * _MIX[0] + wide[1:-1] * _MIX[1] + wide[2:] * _MIX[2]
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX[3]
    return np.asarray(mixed >> np.uint64(32), dtype=np.uint32)


def _telling_runs(flags: Flags) -> npt.NDArray[np.bool_]:
    """For each run of three words whether it may be a key: not where all of them are little words."""
    if len(flags) < 3:
        return np.zeros(0, dtype=np.bool_)
    return np.asarray((flags[:-2] & flags[1:-1] & flags[2:] & FUNCTION) == 0, dtype=np.bool_)


def _winnowed(words: Words, flags: Flags) -> tuple[Keys, Positions]:
    """Of every `_WINDOW` neighbouring runs the one with the least hash, the first of equal ones; and where it starts."""
    at = np.flatnonzero(_telling_runs(flags))
    hashes = run_hashes(words)[at]
    if len(hashes) <= _WINDOW:
        return hashes, at
    least = hashes.astype(np.uint64) << np.uint64(32) | np.arange(len(hashes), dtype=np.uint64)
    width = 1
    while width < _WINDOW:
        step = min(width, _WINDOW - width)
        least = np.minimum(least[:-step], least[step:])
        width += step
    chosen = least[np.concatenate(([True], least[1:] != least[:-1]))]
    return (chosen >> np.uint64(32)).astype(np.uint32), at[(chosen & np.uint64(0xFFFFFFFF)).astype(np.int64)]


def _once(keys: Keys) -> Keys:
    """The keys ascending, each once."""
    ranked = np.sort(keys)
    return ranked[np.concatenate(([True], ranked[1:] != ranked[:-1]))] if len(ranked) else ranked


def _marks(words: Words, flags: Flags) -> tuple[Keys, Positions]:
    """Each name (its last word) and figure with the next and the next but one, in whatever order the two stand."""
    named = np.concatenate((flags, _NO_WORD)) & (NAME | SENTENCE)
    at = np.flatnonzero(((named[:-1] & NAME != 0) & (named[1:] != NAME)) | (flags & NUMBER != 0))
    wide = words[at].astype(np.uint64)
    one, other = np.concatenate((wide[:-1], wide[:-2])), np.concatenate((wide[1:], wide[2:]))
    place = np.concatenate((at[:-1], at[:-2]))
    mixed = np.minimum(one, other) * _MIX[2] + np.maximum(one, other) * _MIX[3]
    mixed ^= mixed >> np.uint64(31)
    mixed *= _MIX[0]
    return (mixed >> np.uint64(32)).astype(np.uint32)[one != other], place[one != other]


def _units(words: Words, flags: Flags) -> npt.NDArray[np.uint64]:
    masked = np.where(flags & NUMBER, _FIGURE, words).tobytes()
    bounds = [*np.flatnonzero(flags & SENTENCE).tolist(), len(words)]
    digest = xxhash.xxh3_64_intdigest
    hashes = [digest(masked[4 * start : 4 * end]) if end - start >= _MIN_UNIT else 0 for start, end in pairwise(bounds)]
    return np.array(hashes, dtype=np.uint64)


def _title(title: str | None) -> int:
    folded = " ".join(fold(word) for word in (title or "").split())
    return xxhash.xxh3_64_intdigest(folded.encode()) if folded else 0

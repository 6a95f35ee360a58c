"""Fingerprints: the few numbers of a text by which its copies are found among millions.

Two kinds of key:

- runs of three words, thinned by winnowing (Schleimer, Wilkerson, Aiken: "Winnowing", SIGMOD 2003): of every
  `_WINDOW` neighbouring runs the one with the least hash, so that any shared stretch of `_WINDOW + 2` words shares a key;
- neighbouring names and figures, which a spinner of words leaves alone and a translator carries over.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
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

_VERSION = 1
_WINDOW = 5
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)
_MIN_UNIT = 4
"""Words from which a sentence is counted within its site: shorter ones are no evidence either way."""
_FIGURE = np.uint32(0x30303030)
"""What stands for any figure where sentences are counted, so that a template is one whatever its figures."""


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """All that the comparison of texts needs of one text, without the text.

    `words` and `flags`: one entry a word (see `tokens`). `keys` and `key_at`: winnowed runs of three words and the word
    at which each starts. `marks` and `mark_at`: pairs of neighbouring names and figures. `units` and `unit_at`: a hash
    for each sentence, figures masked, and its first word. `title` is a hash of the folded headline, 0 where there is none.
    """

    id: str
    site: str | None
    family: str | None
    agency: str | None
    date: dt.date | None
    language: str | None
    title: int
    words: Words
    flags: Flags
    keys: Keys
    key_at: Positions
    marks: Keys
    mark_at: Positions
    units: npt.NDArray[np.uint64]
    unit_at: Positions

    @property
    def order(self) -> tuple[bool, dt.date, int, str]:
        """Sorts the earliest first: known dates before unknown ones, then the fuller text, then the id."""
        return (self.date is None, self.date or dt.date.max, -len(self.words), self.id)


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
        language=text.language or guess_language(words),
        title=_title(text.title),
    )


def dump(page: Print) -> bytes:
    """A fingerprint as bytes for a store, the same on every machine: about five bytes a word."""
    head = {
        "version": _VERSION,
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
        if version != _VERSION or len(body) != 5 * count:
            raise ValueError(f"version {version}, {len(body)} bytes for {count} words")
        head["date"] = dt.date.fromisoformat(head["date"]) if head["date"] is not None else None
        words = np.frombuffer(body, "<u4", count).astype(np.uint32)
        return _print(words, np.frombuffer(body, np.uint8, count, 4 * count), **head)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"a stored fingerprint cannot be read ({error}): make the fingerprints again") from error


def _print(words: Words, flags: Flags, **facts: Any) -> Print:
    runs = np.flatnonzero(_telling_runs(flags))
    keys, key_at = _winnow(run_hashes(words)[runs], runs)
    marks, mark_at = _marks(words, flags)
    units, unit_at = _units(words, flags)
    return Print(
        words=words,
        flags=flags,
        keys=keys,
        key_at=key_at,
        marks=marks,
        mark_at=mark_at,
        units=units,
        unit_at=unit_at,
        **facts,
    )


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


@cache
def _all_places(count: int) -> Positions:
    return np.arange(count, dtype=np.int64)[:, None] + np.arange(_WINDOW)


def _places(count: int) -> Positions:
    """For each window over `count` items the items in it."""
    return _all_places(1 << count.bit_length())[: count - _WINDOW + 1]


def _winnow(hashes: Keys, at: npt.NDArray[np.intp]) -> tuple[Keys, Positions]:
    if len(hashes) > _WINDOW:
        places = _places(len(hashes))
        chosen = hashes[places].argmin(axis=1) + places[:, 0]
        chosen = chosen[np.concatenate(([True], chosen[1:] != chosen[:-1]))]
        hashes, at = hashes[chosen], at[chosen]
    return hashes, at.astype(np.int64)


def _marks(words: Words, flags: Flags) -> tuple[Keys, Positions]:
    """Each name (its last word) and figure with the next and the next but one, in whatever order the two stand."""
    named = (flags & NAME) != 0
    goes_on = np.append(named[1:] & named[:-1] & ((flags[1:] & SENTENCE) == 0), False) if len(flags) else named
    at = np.flatnonzero((named & ~goes_on) | ((flags & NUMBER) != 0))
    wide = words[at].astype(np.uint64)
    one, other = np.concatenate((wide[:-1], wide[:-2])), np.concatenate((wide[1:], wide[2:]))
    place = np.concatenate((at[:-1], at[:-2])).astype(np.int64)
    mixed = np.minimum(one, other) * _MIX[2] + np.maximum(one, other) * _MIX[3]
    mixed ^= mixed >> np.uint64(31)
    mixed *= _MIX[0]
    keys, first = np.unique((mixed >> np.uint64(32)).astype(np.uint32)[one != other], return_index=True)
    return keys, place[one != other][first]


def _units(words: Words, flags: Flags) -> tuple[npt.NDArray[np.uint64], Positions]:
    starts = np.flatnonzero(flags & SENTENCE)
    masked = np.where(flags & NUMBER, _FIGURE, words)
    bounds = [*starts.tolist(), len(words)]
    hashes = [
        xxhash.xxh3_64_intdigest(masked[start:end].tobytes()) if end - start >= _MIN_UNIT else 0
        for start, end in pairwise(bounds)
    ]
    return np.array(hashes, dtype=np.uint64), starts.astype(np.int64)


def _title(title: str | None) -> int:
    folded = " ".join(fold(word) for word in (title or "").split())
    return xxhash.xxh3_64_intdigest(folded.encode()) if folded else 0

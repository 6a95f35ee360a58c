"""The language of a text by its little words: enough to tell a translation from a copy."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from armstrail.knowledge import table, values
from armstrail.origin.tokens import FUNCTION, Flags, Words, fold, word_hash

_SURE = 0.15
"""Share of little words of a language under which nothing is said."""


@cache
def _little_words() -> tuple[tuple[str, ...], Words, npt.NDArray[np.int64]]:
    """The languages, the sorted hashes of all their little words, and which of them belong to which (rows by words)."""
    words = {
        row["language"]: {word_hash(fold(word)) for word in values(row["words"])} for row in table("function_words")
    }
    every = np.array(sorted(set().union(*words.values())), dtype=np.uint32)
    belongs = np.array([[int(word) in own for own in words.values()] for word in every], dtype=np.int64)
    return tuple(words), every, belongs


def guess_language(words: Words, flags: Flags) -> str | None:
    """The ISO 639-1 code of the language whose little words a text has most of; None where few fit."""
    count = len(words)
    words = words[(flags & FUNCTION) != 0]
    if not len(words):
        return None
    languages, every, belongs = _little_words()
    place = np.searchsorted(every, words)
    place[place == len(every)] = 0
    counts = belongs[place[every[place] == words]].sum(axis=0)
    best = int(counts.argmax())
    return languages[best] if counts[best] >= _SURE * count else None

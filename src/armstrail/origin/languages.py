"""The language of a text by its little words: enough to tell a translation from a copy."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from armstrail.knowledge import table, values
from armstrail.origin.tokens import FUNCTION, Tokens, Words, fold, word_hash

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


def guess_languages(tokens: Tokens) -> list[str | None]:
    """For each text the ISO 639-1 code of the language whose little words it has most of; None where few fit."""
    little = np.flatnonzero(tokens.flags & FUNCTION)
    languages, every, belongs = _little_words()
    bounds = np.searchsorted(little, tokens.starts)
    own = np.concatenate(
        (
            np.zeros((1, len(languages)), np.int64),
            np.cumsum(belongs[np.searchsorted(every, tokens.words[little])], axis=0),
        )
    )
    counts = own[bounds[1:]] - own[bounds[:-1]]
    best = counts.argmax(axis=1)
    most = counts[np.arange(len(best)), best]
    sure = (most > 0) & (most >= _SURE * np.diff(tokens.starts))
    return [languages[language] if told else None for language, told in zip(best.tolist(), sure.tolist(), strict=True)]

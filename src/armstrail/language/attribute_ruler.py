"""spaCy's attribute ruler, asked once for each kind of token.

The ruler matches some two hundred patterns against every token, an eighth of the time of a parse. What it gives a token
depends on the few things that its patterns look at: the token's tag, the words and functions that they name, and for
patterns of two tokens the neighbours'. So a doc that holds a combination not met before is given to the ruler itself,
and what it said of each combination is kept; the next doc takes it from there. The outcome is the ruler's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

from armstrail.language.stand_ins import put_before, spacys_own

__all__ = ["RememberedRuler", "remember_ruler"]

_NAME = "attribute_ruler"
_FACTORY = "armstrail_attribute_ruler"
_SEEN = [TAG, LOWER, DEP, IS_SPACE]
_GIVEN = [POS, MORPH, LEMMA]
_OTHER = -1

Pattern = list[dict[str, Any]]
Neighbour = tuple[int, int, int]
Key = tuple[int, int, int, Neighbour, Neighbour]
_NONE: Neighbour = (_OTHER, _OTHER, _OTHER)
"""A neighbour that no pattern tells from others, or none."""


class _Told:
    """The words or functions that some conditions of patterns name: what no condition names is all one."""

    def __init__(self, vocab: Vocab, conditions: Iterable[Any]) -> None:
        names: set[str] = set()
        patterns: list[str] = []
        for condition in conditions:
            if isinstance(condition, str):
                names.add(condition)
            else:
                patterns.extend(value for kind, value in condition.items() if kind == "REGEX")
                names.update(name for kind, values in condition.items() if kind in {"IN", "NOT_IN"} for name in values)
        self._strings = vocab.strings
        self._named = {vocab.strings.add(name) for name in names}
        self._patterns = [re.compile(pattern) for pattern in patterns]
        self._known: dict[int, int] = {}

    def of(self, value: int) -> int:
        """The string's number where some condition tells it from others, else that of all others."""
        found = self._known.get(value)
        if found is None:
            told = value in self._named or any(p.search(self._strings[value]) for p in self._patterns)
            found = self._known[value] = value if told else _OTHER
        return found


def _supported(patterns: list[Pattern]) -> bool:
    """Whether a token's tag, word and function and those of its neighbours' decide what the patterns give it."""
    for pattern in patterns:
        if len(pattern) > 2 or any("OP" in token for token in pattern):
            return False
        for token in pattern:
            if not token.keys() <= {"TAG", "LOWER", "DEP", "IS_SPACE"}:
                return False
            if len(pattern) == 2 and ("IS_SPACE" in token or ("TAG" in token and "LOWER" not in token)):
                return False
            for condition in token.values():
                if isinstance(condition, dict) and not condition.keys() <= {"IN", "NOT_IN", "REGEX"}:
                    return False
            if any(isinstance(token.get(name), dict) and "REGEX" in token[name] for name in ("TAG", "DEP")):
                return False
    return True


class RememberedRuler:
    """A pipeline component that gives each token what `ruler` would give it."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        vocab = ruler.vocab
        rows = cast("list[dict[str, list[Pattern]]]", ruler.patterns)
        patterns = [pattern for row in rows for pattern in row["patterns"]]
        self._supported = _supported(patterns)
        pairs = [pattern for pattern in patterns if len(pattern) == 2]

        def told(name: str, tokens: Iterable[dict[str, Any]]) -> _Told:
            return _Told(vocab, [token[name] for token in tokens if name in token])

        self._word = told("LOWER", [token for pattern in patterns for token in pattern])
        self._function = told("DEP", [token for pattern in patterns for token in pattern])
        self._word_before = told("LOWER", [pattern[0] for pattern in pairs])
        self._function_before = told("DEP", [pattern[0] for pattern in pairs])
        self._word_after = told("LOWER", [pattern[1] for pattern in pairs])
        self._function_after = told("DEP", [pattern[1] for pattern in pairs])
        self._known: dict[Key, list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The doc with coarse tags, morphology and lemmas of exceptions set, as by the ruler."""
        seen = doc.to_array(_SEEN).tolist()
        if not seen or not self._supported or any(row[3] for row in seen):
            return self._ruler(doc)  # blanks change their tags too
        keys = self._keys(seen)
        known = self._known
        try:
            given = [known[key] for key in keys]
        except KeyError:
            doc = self._ruler(doc)
            for key, row in zip(keys, doc.to_array(_GIVEN).tolist(), strict=True):
                known[key] = row
            return doc
        return doc.from_array(_GIVEN, cast(Any, np.array(given, dtype="uint64"))) if given else doc

    def _keys(self, seen: list[list[int]]) -> list[Key]:
        """For each token what the patterns can tell of it and of its neighbours."""
        word, function = self._word.of, self._function.of
        before = [_NONE, *(self._before(row) for row in seen[:-1])]
        after = [*(self._after(row) for row in seen[1:]), _NONE]
        return [
            (row[0], word(row[1]), function(row[2]), one, two)
            for row, one, two in zip(seen, before, after, strict=True)
        ]

    def _before(self, row: list[int]) -> Neighbour:
        """What the patterns of two tokens can tell of the first."""
        return _neighbour(row[0], self._word_before.of(row[1]), self._function_before.of(row[2]))

    def _after(self, row: list[int]) -> Neighbour:
        """What the patterns of two tokens can tell of the second."""
        return _neighbour(row[0], self._word_after.of(row[1]), self._function_after.of(row[2]))


def _neighbour(tag: int, word: int, function: int) -> Neighbour:
    if word == _OTHER and function == _OTHER:
        return _NONE
    return (tag, word, function)


def remember_ruler(nlp: Language) -> Language:
    """The pipeline with its attribute ruler behind a `RememberedRuler`; one that has none stays as it is."""
    return put_before(nlp, _NAME, _FACTORY)


@Language.factory(_FACTORY)
def _make(nlp: Language, name: str) -> RememberedRuler:
    """The component for a pipeline whose own ruler goes by another name."""
    return RememberedRuler(cast(AttributeRuler, spacys_own(nlp, _NAME)))

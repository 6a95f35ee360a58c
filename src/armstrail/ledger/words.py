"""Comparing what two statements say, word by word: stems, concepts, weights, and how much is shared.

A word's weight is fixed: it comes from tables and the word's own form, never from counts over the pages at hand, so a
page that is added changes no other comparison.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from sys import intern

from armstrail.knowledge import table, values

__all__ = ["Bag", "bag", "folded", "heavy", "similarity", "states_in", "stem", "weight"]

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)

UNDIVIDED = str.maketrans(
    {"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "ı": "i", "ħ": "h", "Ħ": "H",
     "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "’": "'"}
)  # fmt: skip
"""Letters that Unicode does not take apart into a plain one and its mark: "Bjørn" is "Bjorn" where the keyboard has no ø."""

Bag = tuple[str, ...]
"""Words of a content as concepts, each once, in the order of the alphabet; `weight` gives the weight of each."""


def folded(text: str) -> str:
    """Text without accents, case and the differences between apostrophes and dashes, for comparing names."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.translate(UNDIVIDED))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A folded word without its inflection; a plain suffix stripper after Harman's "S" and Porter's first steps."""
    if len(word) < 4 or word[0].isdigit():
        return word
    for ending in ("'s", "s'"):
        word = word.removesuffix(ending)
    for ending, put in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word[: -len(ending)] + put
            break
    else:
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    for ending in ("ing", "ed", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word.removesuffix("e") if len(word) > 4 else word


@cache
def _concepts() -> dict[str, str]:
    """Stem to concept: words of the field that tell the same thing, and names of states."""
    found: dict[str, str] = {}
    for row in table("concepts"):
        for word in values(row["words"]):
            found.setdefault(stem(folded(word)), f"={row['concept']}")
    return found


@cache
def _concept_weights() -> dict[str, float]:
    return {f"={row['concept']}": float(row["weight"]) for row in table("concepts")}


@cache
def _places() -> dict[str, str]:
    """Folded name, adjective or capital of a state to its code, single words and phrases."""
    found: dict[str, str] = {}
    for row in table("countries"):
        for column in ("name", "names", "adjectives", "demonyms", "capital", "seats"):
            for name in values(row.get(column, "")):
                found.setdefault(folded(name), row["code"])
    return found


@cache
def _place_phrases() -> re.Pattern[str]:
    phrases = sorted((name for name in _places() if " " in name or "." in name), key=lambda name: (-len(name), name))
    # by their first letters, so that a word is held against few of them
    starts: dict[str, list[str]] = {}
    for name in phrases:
        starts.setdefault(name[0], []).append(re.escape(name[1:]))
    found = "|".join(f"{re.escape(start)}(?:{'|'.join(rest)})" for start, rest in starts.items())
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)")


@cache
def _common() -> dict[str, float]:
    """Stem to weight for words that say little: grammar nothing, everyday words a little."""
    return {stem(folded(row["word"])): float(row["weight"]) for row in table("common_words")}


@lru_cache(maxsize=20_000)
def states_in(text: str) -> frozenset[str]:
    """Codes of the states that a text names by name, adjective, people or capital."""
    low = folded(text)
    found = {_places()[match[0]] for match in _place_phrases().finditer(low)}
    rest = _place_phrases().sub(" ", low)
    found.update(
        _places()[word.removesuffix("'s")] for word in WORD.findall(rest) if word.removesuffix("'s") in _places()
    )
    return frozenset(found)


@cache
def weight(concept: str) -> float:
    """How much a concept tells: names of states and words of the field less than rare words, figures most."""
    if concept[0] == "@":
        return 0.4
    if concept[0] == "=":
        return _concept_weights()[concept]
    if concept[0].isdigit():
        return 2.0 if len(concept) > 1 else 1.0
    known = _common().get(concept)
    if known is not None:
        return known
    return 1.0 if len(concept) < 6 else 1.3


@lru_cache(maxsize=50_000)
def bag(text: str) -> Bag:
    """The words of a content as concepts: names of states, goods and acts that tell the same fold into one."""
    places, common, concepts = _places(), _common(), _concepts()
    found: set[str] = set()

    def phrase(match: re.Match[str]) -> str:
        found.add("@" + places[match[0]])
        return " "

    for word in set(WORD.findall(_place_phrases().sub(phrase, folded(text)))):
        bare = word.removesuffix("'s")
        if bare in places:
            found.add("@" + places[bare])
        elif bare[0].isdigit():
            found.add(bare.replace(",", ""))
        else:
            root = stem(word)
            if root:
                found.add(root if root in common else concepts.get(root, root))
    return tuple(intern(word) for word in sorted(found) if weight(word) > 0)


def heavy(words: Bag, count: int) -> tuple[str, ...]:
    """The heaviest concepts of a bag, ties in order of the alphabet."""
    return tuple(sorted(words, key=lambda word: (-weight(word), word))[:count])


def similarity(a: Bag, b: Bag) -> tuple[float, tuple[str, ...]]:
    """How much two contents share, 0 to 1, and the shared concepts.

    The measure is the weight that both share over the mean of what each has, pulled towards the share of the shorter
    one: a translator or an abridging editor drops words. Words of six letters or more with the same beginning of five
    count half.
    """
    if not a or not b:
        return (1.0, ()) if a == b else (0.0, ())
    one, total_a, stems_a = _measured(a)
    other, total_b, stems_b = _measured(b)
    both = one & other
    common = sum(map(weight, both))
    for start in stems_a.keys() & stems_b.keys():
        if stems_a[start] not in both and stems_b[start] not in both:
            common += 0.5 * min(weight(stems_a[start]), weight(stems_b[start]))
    value = min(1.0, 1.4 * common / (total_a + total_b) + 0.3 * common / min(total_a, total_b))
    return round(value, 9), tuple(word for word in a if word in both)


@lru_cache(maxsize=20_000)
def _measured(words: Bag) -> tuple[frozenset[str], float, dict[str, str]]:
    """A bag as a set, its weight, and its longer words by how they begin."""
    stems = {word[:5]: word for word in words if len(word) > 5 and word[0] not in "=@"}
    return frozenset(words), sum(map(weight, words)), stems

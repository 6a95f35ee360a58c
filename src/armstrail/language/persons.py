"""Persons of a page: their names found, spelling variants and short forms joined to one full name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from armstrail.knowledge import table, values

_NAME_WORD = re.compile(r"[^\W\d_][\w.'’]*(?:[-‑–][\w'’]+)*", re.UNICODE)


@cache
def titles() -> dict[str, dict[str, str]]:
    """Words that say what a person is, by the word in lower case without a final full stop."""
    return {row["word"]: row for row in table("titles")}


@cache
def agencies() -> frozenset[str]:
    """News agencies by every name of the table: the recogniser takes some of them for persons."""
    return frozenset(name for row in table("agencies") for name in (row["name"], *values(row["forms"])))


@cache
def genders() -> dict[str, str]:
    """Gender ("m", "f") by given name in lower case."""
    return {row["name"]: row["gender"] for row in table("given_names")}


@cache
def _nickname_groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, row in enumerate(table("nicknames")):
        for form in values(row["forms"]):
            groups.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in groups.items()}


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """A word without accents, case, hyphens, apostrophes and full stops, for comparison."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(ch for ch in plain.casefold() if ch.isalnum())


@lru_cache(maxsize=16_384)
def title_of(text: str) -> dict[str, str] | None:
    """The row of `titles.tsv` for a word, whatever its case; plurals in -s count too."""
    word = text.casefold().rstrip(".")
    row = titles().get(word)
    if row is None and word.endswith("s"):
        row = titles().get(word[:-1])
    return row


@dataclass(slots=True)
class Person:
    """One person of the page, while names are being joined; `forms` are the full forms in order of appearance."""

    forms: list[tuple[str, ...]] = field(default_factory=list)
    gender: str | None = None
    roles: list[str] = field(default_factory=list)
    country: str | None = None
    places: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest form: most words, then most letters, then the first."""
        best = max(self.forms, key=lambda form: (len(form), sum(map(len, form))))
        return " ".join(best)

    @property
    def role(self) -> str | None:
        """The longest role that the page gives."""
        return max(self.roles, key=len) if self.roles else None


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens of one paragraph that name a person; `role_start` is where titles before the name begin."""

    paragraph: int
    start: int
    end: int
    role_start: int
    words: tuple[str, ...]


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, hyphens and inner apostrophes kept."""
    return tuple(word.rstrip("'’") for word in _NAME_WORD.findall(text))


def _compatible_given(a: str, b: str) -> bool:
    x, y = folded(a), folded(b)
    if not x or not y:
        return False
    if x == y or ((len(x) == 1 or len(y) == 1) and x[0] == y[0]):
        return True
    groups = _nickname_groups()
    if groups.get(x, frozenset()) & groups.get(y, frozenset()):
        return True
    return min(len(x), len(y)) >= 4 and Levenshtein.normalized_similarity(x, y) >= 0.75


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names (two words or more each) are spellings of one."""
    key_a, key_b = folded("".join(a)), folded("".join(b))
    if key_a == key_b:
        return True
    if folded(a[-1]) == folded(b[-1]) and _compatible_given(a[0], b[0]):
        return True
    if len(a) == len(b) and _compatible_given(a[0], b[0]) and min(len(a[-1]), len(b[-1])) >= 5:
        return Levenshtein.normalized_similarity(folded(a[-1]), folded(b[-1])) >= 0.8
    # family name first with a given name in one word, two, or with a hyphen
    return min(len(key_a), len(key_b)) >= 8 and Levenshtein.normalized_similarity(key_a, key_b) >= 0.9


def gender_of(words: tuple[str, ...]) -> str | None:
    """The gender that a given name tells, or None."""
    return genders().get(folded(words[0]))

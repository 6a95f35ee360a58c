"""The words of goods: the phrases of `goods.tsv`, the names of weapons in `designations.tsv`, and how tokens are compared with
them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from spacy.tokens import Token

from armstrail.knowledge import table
from armstrail.records import Category

__all__ = ["Entry", "designations", "lexicon", "maker_of", "word_of"]

_SPELLING = {
    "defence": "defense", "armoured": "armored", "armour": "armor", "programme": "program", "calibre": "caliber",
    "manoeuvre": "maneuver", "licence": "license", "centre": "center", "fibre": "fiber",
}  # fmt: skip
_LEMMAS = {"arms": "arms", "munitions": "munitions", "explosives": "explosive", "optics": "optic", "troops": "troops",
           "funds": "fund", "goods": "good", "supplies": "supply", "electronics": "electronics",
           "microelectronics": "microelectronics", "forces": "forces", "drones": "drone"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of `goods.tsv` by its words, what kind of word it is and the category of goods, None where the kind has none."""

    words: tuple[str, ...]
    kind: str
    category: Category | None


@cache
def lexicon() -> MappingProxyType[str, tuple[Entry, ...]]:
    """The phrases by their last word, the longest first."""
    by_last: dict[str, list[Entry]] = {}
    for row in table("goods"):
        words = tuple(_SPELLING.get(w, w) for w in row["phrase"].replace("-", " ").split())
        category = Category(row["category"]) if row["category"] else None
        by_last.setdefault(words[-1], []).append(Entry(words, row["kind"], category))
    return MappingProxyType({last: tuple(sorted(es, key=lambda e: -len(e.words))) for last, es in by_last.items()})


@cache
def designations() -> re.Pattern[str]:
    """What finds the names of weapons in a text: one named group a category."""
    groups: dict[str, list[str]] = {}
    for row in table("designations"):
        groups.setdefault(row["category"], []).append(row["pattern"])
    joined = "|".join(f"(?P<{name}>{'|'.join(f'(?:{p})' for p in patterns)})" for name, patterns in groups.items())
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w])")


@cache
def maker_of(name: str) -> str:
    """The code of the state that makes the weapon of a name, by the table; empty where it does not say."""
    for row in table("designations"):
        if re.fullmatch(row["pattern"], name):
            return row["maker"]
    return ""


def word_of(token: Token) -> str:
    """A token as the phrases of the table are written: in the singular, in one spelling."""
    lower = token.lower_
    if lower in _LEMMAS:
        return _LEMMAS[lower]
    if token.tag_ in {"NNS", "NNPS"} or (token.pos_ in {"NOUN", "PROPN"} and lower.endswith("s")):
        lemma = token.lemma_.lower()
        if lemma == lower and lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
            lemma = lower[:-1]
        return _SPELLING.get(lemma, lemma)
    if token.tag_ == "VBZ" and token.dep_ in {"dobj", "pobj", "nsubjpass"}:
        lower = lower.removesuffix("s")  # "bought frigates", read as a verb
    return _SPELLING.get(lower, lower)

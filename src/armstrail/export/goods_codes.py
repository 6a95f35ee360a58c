"""Candidate codes of goods in the lists of others, from the words for them.

A candidate says in which entry to look first. It is no classification: the reader of a page cannot know what an item's
papers say, and what a control list covers is a question of law.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from armstrail.knowledge import table
from armstrail.records import Goods

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Codes:
    """UNROCA category, Wassenaar munitions-list or dual-use entries, Harmonised System codes; "" where none is known."""

    unroca: str = ""
    control: str = ""
    hs: str = ""


@cache
def _phrases() -> dict[tuple[str, ...], list[dict[str, str]]]:
    found: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in table("goods"):
        if row["kind"] == "item":
            found.setdefault(_folded(row["phrase"]), []).append(row)
    return found


@cache
def _designations() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{row['pattern']})(?![\w-])"), row["category"], row["unroca"])
        for row in table("designations")
    )


def _folded(words: str) -> tuple[str, ...]:
    """Words in lower case, as their singular where they end like a plural."""
    return tuple(_singular(word.casefold()) for word in _WORD.findall(words.replace("defence", "defense")))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def designation(goods: Goods) -> str | None:
    """The name of the weapon among the page's words for the goods ("KN-23"), or None where it stands under no known name."""
    found = [match for pattern, _, _ in _designations() if (match := pattern.search(goods.text))]
    return max(found, key=lambda match: (match.end() - match.start(), -match.start())).group() if found else None


def codes(goods: Goods) -> Codes:
    """The candidate codes of the goods: those of the longest phrase in their words that has the goods' category."""
    words = _folded(goods.text)
    unroca = next(
        (
            code
            for pattern, category, code in _designations()
            if category == goods.category and pattern.search(goods.text)
        ),
        "",
    )
    spans = sorted((end - start, end, start) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    for _, end, start in reversed(spans):
        for row in _phrases().get(words[start:end], ()):
            if row["category"] == goods.category:
                return Codes(unroca=_narrower(unroca, row["unroca"]), control=row["wassenaar"], hs=row["hs"])
    return Codes(unroca=unroca)


def _narrower(named: str, said: str) -> str:
    """The category of the weapon's name, or of the words beside it where they choose among several of the name's."""
    return said if not named or said in named.split("/") else named


def counts_goods(unit: str | None, goods: Goods) -> bool:
    """Whether a figure with this unit counts the goods themselves, and not boxes, tonnes or money: the unit names the goods."""
    if unit is None:
        return True
    words = _folded(unit)
    return bool(words) and words[-1] in _folded(goods.text)

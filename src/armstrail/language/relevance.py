"""Whether a text can hold a record of arms at all: a look at its words, before any parse."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

from armstrail.knowledge import table, values
from armstrail.records import Category

__all__ = ["speaks_of_affairs", "speaks_of_arms"]

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"\b(?=([A-Z][\w/'’-]*(?: [A-Z0-9][\w'’-]*)?))")
"""A capitalised word with the one after it, at every place."""
_OPTIONAL = re.compile(r"\([^()]*\)\?|\[[^]]*\]\?| \?")
_NUMBERED = re.compile(r"\d.*\d")
_LITERAL = re.compile(r"[A-Z][A-Za-z0-9'’]*+(?![?*])|[A-Z][A-Za-z0-9'’]*(?=[A-Za-z0-9'’][?*])")
_ARMS = frozenset(Category) - {
    Category.ARMS, Category.SUPPORT, Category.OTHER, Category.FUNDS, Category.FUEL, Category.TRAINING, Category.PERSONNEL,
    Category.TECHNOLOGY,
}  # fmt: skip
"""Goods whose words tell of arms by themselves; those of arms in general are listed."""

_START = 3
"""Letters of a weapon's name by which it is looked up."""
Phrases = MappingProxyType[str, tuple[tuple[str, ...], ...]]
"""Words that follow, by the first word of a phrase."""


def _listed(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("triggers") if row["kind"] == kind for word in values(row["words"]))


def _forms(phrase: str) -> Iterable[tuple[str, ...]]:
    """A phrase in the singular and the plural, word by word, with hyphens and without."""
    for form in (phrase, f"{phrase}s"):
        yield tuple(_WORD.findall(form))
        if "-" in form:
            yield tuple(_WORD.findall(form.replace("-", " ")))


def _by_first(phrases: Iterable[str]) -> Phrases:
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        for first, *rest in filter(None, _forms(phrase)):
            found.setdefault(first, set()).add(tuple(rest))
    return MappingProxyType({first: tuple(sorted(rests)) for first, rests in found.items()})


@cache
def _triggers() -> frozenset[str]:
    return _listed("enough")


@cache
def _goods() -> Phrases:
    common = _listed("common")
    items = {row["phrase"] for row in table("goods") if row["kind"] == "item" and row["category"] in _ARMS}
    return _by_first((items - common) | _listed("phrase"))


@cache
def _common_goods() -> Phrases:
    return _by_first(_listed("common"))


@cache
def _affairs() -> frozenset[str]:
    return _triggers() | {word for row in table("affairs") for word in values(row["words"])}


@cache
def _names(shared: bool) -> MappingProxyType[str, re.Pattern[str]]:
    """The designations of weapons by the letters that they begin with; `shared` those that name other things as often."""
    found: dict[str, list[str]] = {}
    others = _listed("shared")
    for row in table("designations"):
        first = _LITERAL.match(row["pattern"])
        one = " " not in _OPTIONAL.sub("", row["pattern"])  # "Leopard" may be a cat, "Storm Shadow" is no weather
        if first is not None and (one and first[0].lower() in others) is shared:
            found.setdefault(first[0][:_START], []).append(row["pattern"])
    return MappingProxyType({start: re.compile(rf"(?:{'|'.join(rows)})(?![\w])") for start, rows in found.items()})


@cache
def _is_name(word: str, shared: bool) -> bool:
    starts = (_names(shared).get(word[:size]) for size in range(1, _START + 1))
    return any(pattern is not None and pattern.match(word) for pattern in starts)


def _has_name(text: str, *, shared: bool = False) -> bool:
    """Whether a text has the designation of a weapon: "Bayraktars", "Su-35"; a shared one with a number is one."""
    names = set(_NAME.findall(text))
    if shared:
        return any(_is_name(word, True) for word in names)
    return any(_is_name(word, False) or (_NUMBERED.search(word) and _is_name(word, True)) for word in names)


def speaks_of_arms(text: str) -> bool:
    """Whether a text has a word of arms, armed force or sanctions (`triggers.tsv`, `goods.tsv`) or the name of a weapon
    (`designations.tsv`). Linear in the text, no parse needed.

    False means that no transfer, event or breach can be in it; true promises nothing.
    """
    words = _WORD.findall(text.lower())
    if _has_one(words, _triggers()) or _has_phrase(words, _goods()) or _has_name(text):
        return True
    return (_has_phrase(words, _common_goods()) or _has_name(text, shared=True)) and _has_one(words, _affairs())


def speaks_of_affairs(text: str) -> bool:
    """Whether a text has a word of arms or of foreign and security affairs (`affairs.tsv`): what is said in it may matter
    to who watches them. Linear in the text, no parse needed.
    """
    words = _WORD.findall(text.lower())
    return _has_one(words, _affairs()) or _has_phrase(words, _goods()) or _has_name(text)


def _has_one(words: list[str], wanted: frozenset[str]) -> bool:
    return any(word in wanted or ("-" in word and not wanted.isdisjoint(word.split("-"))) for word in words)


def _has_phrase(words: list[str], phrases: Phrases) -> bool:
    for place, word in enumerate(words):
        for rest in phrases.get(word, ()):
            if tuple(words[place + 1 : place + 1 + len(rest)]) == rest:
                return True
    return False

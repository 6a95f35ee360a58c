"""Whether a text can hold a record of arms at all: a look at its words, before any parse."""

from __future__ import annotations

import re
from functools import cache

from armstrail.knowledge import table, values

__all__ = ["speaks_of_affairs", "speaks_of_arms"]

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@cache
def _triggers() -> frozenset[str]:
    return frozenset(word for row in table("triggers") for word in values(row["words"]))


@cache
def _affairs() -> frozenset[str]:
    return _triggers() | {word for row in table("affairs") for word in values(row["words"])}


def speaks_of_arms(text: str) -> bool:
    """Whether a text has a word of arms, armed force or sanctions (`triggers.tsv`). Linear in the text, no parse needed.

    False means that no transfer, event or breach can be in it; true promises nothing.
    """
    return _has_one(text, _triggers())


def speaks_of_affairs(text: str) -> bool:
    """Whether a text has a word of arms or of foreign and security affairs (`affairs.tsv`): what is said in it may matter
    to who watches them. Linear in the text, no parse needed.
    """
    return _has_one(text, _affairs())


def _has_one(text: str, wanted: frozenset[str]) -> bool:
    for match in _WORD.finditer(text.lower()):
        word = match[0]
        if word in wanted or ("-" in word and not wanted.isdisjoint(word.split("-"))):
            return True
    return False

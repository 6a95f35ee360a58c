"""Towns, ports, bases and crossings of the field (`towns.tsv`): to which state a place on the way of goods belongs."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from spacy.tokens import Doc

from armstrail.knowledge import table, values

__all__ = ["find_towns", "town_named"]

_WORD = re.compile(r"[A-ZÀ-Ž][\w'’-]*")


def _personal(doc: Doc, start: int, end: int) -> bool:
    """Part of a longer name of a person ("Sidney Perm")."""
    if doc[start].ent_type_ != "PERSON":
        return False
    around = [doc[i] for i in (start - 1, end) if 0 <= i < len(doc)]
    return any(token.ent_type_ == "PERSON" and token.pos_ == "PROPN" for token in around)


@cache
def _lexicon() -> MappingProxyType[str, tuple[tuple[str, str], ...]]:
    """Places by the first word of their name, each with its state's code, the longest name first."""
    by_word: dict[str, list[tuple[str, str]]] = {}
    for row in table("towns"):
        for name in values(row["names"]):
            by_word.setdefault(re.split(r"[ -]", name)[0].rstrip("."), []).append((name, row["code"]))
    return MappingProxyType({word: tuple(sorted(found, key=lambda e: -len(e[0]))) for word, found in by_word.items()})


def find_towns(doc: Doc) -> dict[int, str]:
    """The ISO codes of the states that known places lie in, by the index of each token of the place's name."""
    text = doc.text.replace("’", "'")
    lexicon = _lexicon()
    found: dict[int, str] = {}
    upto = 0
    for match in _WORD.finditer(text):
        if match.start() < upto:
            continue
        for name, code in lexicon.get(re.split(r"[-']", match[0])[0], ()):
            end = match.start() + len(name)
            if text[match.start() : end] != name or (end < len(text) and text[end].isalnum()):
                continue
            tokens = doc.char_span(match.start(), end, alignment_mode="expand")
            if tokens is not None and not _personal(doc, tokens.start, tokens.end):
                found.update({token.i: code for token in tokens})
                upto = end
            break
    return found


def town_named(text: str) -> str | None:
    """The ISO code of the state of the first known place in a text, by its words alone, or None."""
    lexicon = _lexicon()
    for match in _WORD.finditer(text):
        for name, code in lexicon.get(re.split(r"[-']", match[0])[0], ()):
            if text[match.start() :].startswith(name):
                return code
    return None

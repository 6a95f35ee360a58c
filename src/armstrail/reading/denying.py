"""Verbs by which somebody denies: "denied it", "brushed the reports aside", "called the claim a fairy tale"."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.modality import denies
from armstrail.language.untrue import verdict
from armstrail.reading.lexicon import words

__all__ = ["may_deny", "says_no"]


def may_deny(verb: Token) -> bool:
    """Whether a word is a form of a verb of denying, whatever governs it; those with a particle stand in the table with it."""
    lemma = verb.lemma_.lower()
    if lemma in words("denying"):
        return True
    return any(f"{lemma} {c.lower_}" in words("brushing") for c in verb.children if c.dep_ in {"prt", "advmod", "prep"})


def says_no(verb: Token) -> bool:
    """Whether a verb denies, itself not negated, or calls what was told untrue."""
    return (may_deny(verb) and denies(verb)) or verdict(verb) is not None

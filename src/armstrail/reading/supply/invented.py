"""Supplies that a film, novel or game tells of: nobody made them."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.phrases import clause_preps
from armstrail.reading.lexicon import words

__all__ = ["invented"]


def invented(predicate: Token) -> bool:
    """Whether a clause that holds the predicate is told by a work of fiction, or set in one: "the film tells how a dealer
    sold tanks", "in the novel, Oman sells Chad a bomb".
    """
    token = predicate
    while True:
        if any(word == "in" and _is_story(inner) for word, inner in clause_preps(token)):
            return True
        if token.dep_ not in {"ccomp", "pcomp"} or token.head.i == token.i:
            return False
        token = token.head.head if token.head.pos_ == "ADP" else token.head
        if any(c.dep_ == "nsubj" and _is_story(c) for c in token.children):
            return True


def _is_story(noun: Token) -> bool:
    """Whether a noun names a work of fiction, and no matter that is likened to one: "the novel", not "the comedy of errors"."""
    return noun.lemma_.lower() in words("story") and not any(c.lower_ == "of" for c in noun.children)

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
    for token in (predicate, *predicate.ancestors):
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        if any(c.dep_ == "nsubj" and c.i != predicate.i and c.lemma_.lower() in words("story") for c in token.children):
            return True
        if any(w == "in" and i.lemma_.lower() in words("story") for w, i in clause_preps(token)):
            return True
    return False

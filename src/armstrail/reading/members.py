"""Members of a class that the parser hangs elsewhere than on the noun: "equipment worth $4 million, among it jets"."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import heads
from armstrail.language.subtrees import sentence_of

__all__ = ["instances"]

_THEM = frozenset({"them", "it", "these", "which", "those"})


def instances(noun: Token) -> list[Token]:
    """What a noun is said to include where the parser hangs it elsewhere: "equipment worth $4 million, among it jets and
    radars", "the arms that it bought, including 66 jets".
    """
    doc, end = noun.doc, sentence_of(noun)[1]
    for at in range(noun.i + 1, min(noun.i + 14, end - 1)):
        token = doc[at]
        among = token.lower_ == "among" and doc[at + 1].lower_ in _THEM
        including = token.lower_ == "including" and doc[at - 1].text == "," and token.head.dep_ == "relcl"
        if not among and not (including and token.head.head.i == noun.i):
            continue
        named = [c for c in token.children if c.dep_ in {"pobj", "dobj"} and c.lower_ not in _THEM]
        if among and not named:
            named = [c for c in doc[at + 1].children if c.dep_ in {"appos", "conj"}]
        if among and not named and token.head.i > at and token.head.pos_ in {"NOUN", "PROPN"}:
            named = [token.head]
        return [one for child in named for head in heads(child) for one in (head, *_apposed(head))]
    return []


def _apposed(noun: Token) -> list[Token]:
    """Further members of a list that the parser takes for appositions."""
    return [one for child in noun.children if child.dep_ == "appos" for one in heads(child)]

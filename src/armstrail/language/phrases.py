"""The prepositional phrases of a clause or noun, over a dependency parse with the labels of spaCy's English pipelines."""

from __future__ import annotations

from spacy.tokens import Token

__all__ = ["RELATIVE", "clause_preps"]

RELATIVE = frozenset({"that", "which", "who", "whom"})
"""Relative pronouns."""
_CLAUSAL = frozenset({"relcl", "ccomp", "advcl", "acl", "parataxis", "csubj", "csubjpass", "conj", "xcomp", "pcomp"})
_NO_ROLE = frozenset({"according", "due", "prior", "thanks", "owing", "contrary", "next", "compared", "related"})


def clause_preps(head: Token) -> list[tuple[str, Token]]:
    """The prepositional phrases of a clause or noun phrase, as (preposition, object), in order of the text.

    Phrases inside its noun phrases count, as parsers hang them there; those of other clauses do not.
    """
    out: list[tuple[str, Token]] = []
    stack = list(head.children)
    while stack:
        token = stack.pop()
        if token.dep_ in _CLAUSAL and token.pos_ in {"VERB", "AUX"}:
            continue
        if token.head.lower_ in _NO_ROLE or token.lower_ in _NO_ROLE:
            continue
        joined = token.dep_ == "conj" and token.head.dep_ == "prep"  # "to Oman and to Chad"
        if (joined or token.dep_ in {"prep", "agent", "dative"}) and token.pos_ in {
            "ADP",
            "SCONJ",
            "PART",
            "VERB",
            "ADV",
        }:
            for inner in token.children:
                if inner.dep_ in {"pobj", "pcomp"} and inner.pos_ != "VERB":
                    out.append((token.lower_, inner))
        stack.extend(token.children)
    out.extend(_fronted(head))
    out.extend(_interrupted(head))
    out.sort(key=lambda pair: pair[1].i)
    return out


def _interrupted(verb: Token) -> list[tuple[str, Token]]:
    """The phrases behind a clause that interrupts: "were delivered, officials said, to the militia" hangs "to" on "said"."""
    teller = verb.head
    if verb.dep_ != "ccomp" or teller.i < verb.i or teller.pos_ != "VERB":
        return []
    subject = next((c for c in teller.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.left_edge.i <= verb.i or subject.left_edge.nbor(-1).text != ",":
        return []
    return [
        (prep.lower_, inner)
        for prep in teller.rights
        if prep.dep_ in {"prep", "agent", "dative"} and prep.nbor(-1).text == ","
        for inner in prep.children
        if inner.dep_ == "pobj"
    ]


def _fronted(verb: Token) -> list[tuple[str, Token]]:
    """The phrase that opens the relative clause a verb is the last of: "the state to which it is known to have sold them"."""
    outer = verb
    while outer.dep_ == "xcomp" and outer.head.pos_ in {"VERB", "AUX", "ADJ"}:
        outer = outer.head
    if outer.i == verb.i or outer.dep_ != "relcl":
        return []
    return [
        (prep.lower_, inner)
        for prep in outer.children
        if prep.dep_ in {"prep", "dative"} and prep.i < outer.i
        for inner in prep.children
        if inner.dep_ == "pobj" and inner.lower_ in RELATIVE
    ]

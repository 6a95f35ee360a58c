"""What a clause says of itself: negation, auxiliaries, tense, and the verb that it is truly the complement of."""

from __future__ import annotations

from spacy.tokens import Token

__all__ = ["auxiliaries", "complement_of", "finite", "independent", "negated", "negative_argument", "only_delayed"]

_NEGATIVE = frozenset({"no", "not", "n't", "never", "neither", "nor", "without", "none", "nothing", "n’t"})


def negated(token: Token) -> bool:
    """Whether a negative stands with a verb or noun: "did not", "never", "no", "without", "not a single"."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in {"det", "advmod", "preconj"} and child.lower_ in _NEGATIVE):
            # "not only" is no negation
            after = child.doc[child.i + 1].lower_ if child.i + 1 < len(child.doc) else ""
            if after != "only":
                return True
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return True
    if token.dep_ == "acl" and token.head.dep_ == "pobj" and token.head.head.lower_ == "without":
        return True  # "without a round being sent"
    return token.dep_ == "pobj" and token.head.lower_ == "without"


def negative_argument(verb: Token) -> bool:
    """Negation by an argument: "No drones were sent", "sent nothing": the negation of an argument is that of the clause."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
            if child.lower_ in {"none", "nothing", "neither", "nobody"}:
                return True
            if any(c.dep_ in {"det", "neg"} and c.lower_ == "no" for c in child.children):
                return True
    return False


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, those that it shares with the verb it is joined to included."""
    own = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if not any(c.tag_ == "MD" for c in own) and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        if not subject and not own and verb.tag_ == verb.head.tag_:
            own = own + auxiliaries(verb.head)
    return own


def complement_of(clause: Token) -> Token | None:
    """The verb whose complement a clause is that the parser hangs on a time ("feared for a year that it would send")."""
    if clause.head.ent_type_ not in {"DATE", "TIME"} or not any(c.dep_ in {"mark", "nsubj"} for c in clause.children):
        return None
    token = clause.head
    for _ in range(4):
        if token.pos_ == "VERB":
            return token
        token = token.head
    return None


def only_delayed(verb: Token) -> bool:
    """Whether a negated verb says when rather than whether: "will not arrive for months", "until 2026"."""
    return any(
        inner.ent_type_ == "DATE"
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ in {"for", "until", "before"}
        for inner in child.children
    )


def independent(clause: Token) -> bool:
    """A clause before a semicolon or colon is no complement of the verb after it, whatever the parse."""
    head = clause.head
    return clause.i < head.i and any(token.text in {";", ":"} for token in clause.doc[clause.i : head.i])


def finite(verb: Token) -> bool:
    """Whether a verb has a tense of its own."""
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in verb.children)

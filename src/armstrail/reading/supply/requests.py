"""Who asks and who is asked where a noun tells of a request: "sent Oman a request for mortars", "a request from Chad"."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, subjects
from armstrail.language.phrases import clause_preps
from armstrail.reading.lexicon import words

__all__ = ["asked_and_asker", "is_request", "letter_of"]


def is_request(noun: Token) -> bool:
    """Whether a noun names a request that somebody makes of somebody: "request", "plea", "letter of request"."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in words("request")


def letter_of(noun: Token) -> Token | None:
    """The letter, note or list that a noun of wish says more of: "a letter of request", "a note of demand"."""
    of = noun.head
    return of.head if noun.dep_ == "pobj" and of.lower_ == "of" and of.head.pos_ == "NOUN" else None


def asked_and_asker(noun: Token) -> tuple[list[Token], list[Token]]:
    """The words for who is asked and for who asks, but for the request's own possessor; either may be none."""
    outer = letter_of(noun) or noun
    preps = [*clause_preps(noun), *(clause_preps(outer) if outer is not noun else [])]
    asked = [t for word, t in preps if word == "to"]
    asker = [t for word, t in preps if word in {"from", "by"}]
    verb = outer.head
    if verb.pos_ not in {"VERB", "AUX"} or outer.dep_ not in {"dobj", "nsubj", "nsubjpass"}:
        return asked, asker
    lemma, around = verb.lemma_.lower(), clause_preps(verb)
    source = [t for word, t in around if word == "from"]
    if outer.dep_ == "nsubj":
        # "the request came from Chad", "a request reached Oman from Chad"
        reached = [c for c in verb.children if c.dep_ == "dobj"]
        near = [t for c in reached for word, t in clause_preps(c) if word == "from"]
        return asked or reached or [t for word, t in around if word == "to"], asker or source or near
    doers = agents(verb) if is_passive(verb) else subjects(verb)
    if lemma in words("granting"):
        return asked or doers, asker or source
    if lemma in words("filing"):
        given = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
        return asked or given or [t for word, t in around if word == "to"], asker or doers
    return asked, asker or source

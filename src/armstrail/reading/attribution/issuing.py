"""Papers and words that somebody gives out: "issued a statement", "published a report", "figures that the ministry gave"."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.reading.attribution.lexicon import is_paper
from armstrail.reading.attribution.sources import agent, own_subject, subject_of

__all__ = ["ISSUING", "giver_of", "issuer_of"]

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
ISSUING = frozenset(
    {
        "make",
        "issue",
        "voice",
        "express",
        "repeat",
        "release",
        "deliver",
        "give",
        "have",
        "raise",
        "send",
        "publish",
        "renew",
        "reiterate",
        "file",
        "level",
        "hold",
        "share",
        "announce",
        "outline",
        "offer",
        "submit",
        "post",
        "circulate",
        "distribute",
        "sign",
        "write",
        "put",
    }
)
"""Verbs with which somebody makes the words or the paper that a noun names his own: "issued a warning"."""


def issuer_of(paper: Token) -> Token | None:
    """Who issued the paper that says it: "The ministry released a statement saying", "a memo was sent by the bank saying"."""
    if paper.dep_ == "appos" and any(c.dep_ == "acl" and c.lemma_ in ISSUING for c in paper.head.rights):
        return paper.head  # "The bank published on Monday, May 6, documents", which the parser takes for its apposition
    verb = paper.head if paper.head.pos_ != "ADP" else paper.head.head
    if not is_paper(paper) or verb.lemma_ not in ISSUING:
        return None
    return agent(verb) if paper.dep_ == "nsubjpass" else subject_of(verb)


def giver_of(paper: Token) -> Token | None:
    """Who gave the paper of which a relative clause tells: "figures that the ministry gave to a committee"."""
    given = next(
        (c for c in paper.rights if c.dep_ in {"relcl", "acl"} and c.lemma_ in ISSUING and c.tag_ in _FINITE), None
    )
    giver = own_subject(given) if given is not None else None
    return giver if giver is not None and giver.tag_ not in {"WDT", "IN"} else None

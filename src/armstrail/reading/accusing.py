"""Who accuses: whose charge a predicate stands in, by a noun ("a claim by Kyiv that ...") or a verb ("was accused by")."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import agents, heads, is_passive, subjects
from armstrail.language.parties import name_of
from armstrail.reading.actors import Actors, Party
from armstrail.reading.lexicon import words

__all__ = ["accusers", "believer", "charger", "name_in"]

_OWNERS = frozenset({"poss", "amod", "compound", "nmod"})
_INNER = frozenset({"pcomp", "prep", "xcomp", "conj", "npadvmod", "pobj", "acl"})
_STEPS = 4


def name_in(actors: Actors, token: Token) -> str | None:
    """The name of whom a noun phrase's head stands for: a person, office or body as the page has it, else the party's; people
    under the words that name them ("UN experts").
    """
    mention = actors.analysis.names.at(*actors.paragraph.span(token))
    if mention is not None:
        return mention.name
    if token.tag_ == "NNS" and token.lemma_.lower() in words("people"):
        before = [c for c in token.children if c.i < token.i and c.dep_ != "det"]
        return token.doc[min((c.left_edge.i for c in before), default=token.i) : token.i + 1].text
    found = actors.of(token)
    return name_of(found[0].code) if found else None


def accusers(actors: Actors, predicate: Token) -> list[Party]:
    """Whose accusation or finding a predicate stands in: "the American accusations of arming the rebels", "a finding by UN
    experts that it armed them". Bodies that are no party come under their own names.
    """
    token = predicate
    for _ in range(_STEPS):
        token = token.head
        if token.lemma_.lower() in words("accusing") and token.pos_ == "NOUN":
            return _authors(actors, token)
        if token.head.i == token.i:
            break
    return []


def _authors(actors: Actors, noun: Token) -> list[Party]:
    out: list[Party] = []
    for child in noun.children:
        if child.i < noun.i and child.dep_ in _OWNERS:
            for head in heads(child):
                mention = actors.parties.at(head)
                if mention is not None:
                    out.append(Party(mention.code, head))
        elif child.i > noun.i and child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            for inner in child.children:
                for head in heads(inner) if inner.dep_ == "pobj" else ():
                    name = name_in(actors, head)
                    if name is not None:
                        out.append(Party(name, head))
    return out


def charger(actors: Actors, predicate: Token) -> str | None:
    """Who charges or punishes somebody with what a predicate tells, where no statement has it as said: "was accused by
    Khartoum of sending", "sanctioned three firms for evading".
    """
    token = predicate
    for _ in range(_STEPS):
        if token.head.i == token.i or token.dep_ not in _INNER:
            return None
        token = token.head
        if token.pos_ == "VERB" and token.lemma_.lower() in words("charging"):
            doers = agents(token) if is_passive(token) else subjects(token)
            return next((name for doer in doers if (name := name_in(actors, doer)) is not None), None)
    return None


def believer(actors: Actors, predicate: Token) -> str | None:
    """Who believes or suspects what a predicate tells, as another tells of it: "Rome believes that Oman sent rifles, officials
    said". None where it is the speaker himself ("he believes").
    """
    token = predicate
    for _ in range(_STEPS):
        if token.head.i == token.i or token.dep_ not in _INNER | {"ccomp"}:
            return None
        inner, token = token, token.head
        if token.pos_ == "VERB" and inner.dep_ == "ccomp" and token.lemma_.lower() in words("believing"):
            doers = [] if is_passive(token) else [t for t in subjects(token) if t.pos_ != "PRON"]
            return next((name for doer in doers if (name := name_in(actors, doer)) is not None), None)
    return None

"""What meetings, visits, calls and agreements share: the verb that a noun hangs on, and who is named with it."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, subjects
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Scene
from armstrail.reading.lexicon import words

__all__ = ["allies", "between", "doers", "governing"]


def governing(noun: Token) -> Token | None:
    """The verb whose clause a noun stands in, at most five steps up."""
    token = noun
    for _ in range(5):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def between(scene: Scene, noun: Token) -> tuple[list[str], list[Token]]:
    """Who is named with a noun of encounter: "between A and B", "with C", "of D", whose it is."""
    tokens: list[Token] = []
    for word, inner in clause_preps(noun):
        if (word in {"between", "with", "among"} and inner.i > noun.i) or (
            word == "of" and inner.head.head.i == noun.i
        ):
            tokens.append(inner)
    for child in noun.children:
        if child.i < noun.i and child.dep_ == "poss" and child.lower_ == "their":
            verb = governing(noun)
            tokens.extend(subjects(verb) if verb is not None else [])  # "signed it at their summit"
        elif child.i < noun.i and child.dep_ in {"poss", "compound", "nmod", "amod"}:
            tokens.append(child)
        elif child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in words("presiding"):
            tokens.extend(agents(child))
    verb = noun.head
    if noun.dep_ in {"nsubj", "nsubjpass"} and verb.pos_ == "VERB":
        # "took place in Oran, chaired by the two ministers", "was attended by"
        above = [verb, *(c for c in verb.children if c.dep_ in {"advcl", "conj", "acl"})]
        tokens.extend(t for one in above if one.lemma_.lower() in words("presiding") for t in agents(one))
    names: list[str] = []
    for token in tokens:
        body = _forum(scene, token)
        found = [body] if body else scene.who([token], persons=True)
        if not found and token.dep_ == "pobj":
            found = allies(scene, token)
        mention = scene.actors.parties.at(token)
        if not found and mention is not None:
            found = [mention.code]
            found += [m.code for t in token.conjuncts if (m := scene.actors.parties.at(t)) is not None and t.i < noun.i]
        if not found:
            found = [party.code for party in scene.actors.pair(token)]
        if not found and token.dep_ == "pobj" and token.i > noun.i:
            # "the session of the Omani-Indian commission"
            of = scene.actors.parties.within(token.left_edge.i, token.i)
            found = [mention.code for mention in of if mention.is_adjective]
        names.extend(name for name in found if name not in names)
    return names, tokens


def _forum(scene: Scene, token: Token) -> str | None:
    """The full name of a body of several states: "the Lake Chad Basin Commission", though a state's name stands in it."""
    if token.pos_ != "PROPN" or token.lower_ not in words("forum") or scene.actors.parties.at(token) is not None:
        return None
    return scene.phrase(token)


def allies(scene: Scene, token: Token) -> list[str]:
    """A body that meets under its own name, or of whose members: "the Contact Group", "ambassadors of the bloc"."""
    body = _forum(scene, token)
    if body:
        return [body]
    for word, inner in clause_preps(token):
        if word == "of" and inner.lemma_.lower() in words("member_state"):
            # "ministers of the bloc's members", "of Quad countries"
            owner = scene.actors.parties.owner(inner)
            names = [c.text for c in inner.children if c.pos_ == "PROPN" and c.i < inner.i]
            return [owner.code] if owner is not None else names[:1]
    mention = scene.actors.parties.of(token) or scene.actors.parties.owner(token)
    if mention is not None:
        return [mention.code]
    return [] if scene.is_person(token) else scene.who([token], bodies=True)


def doers(scene: Scene, noun: Token) -> tuple[list[str], list[Token]]:
    """Who attends: the subject of the verb that the noun hangs on ("after talks with B, A said", "A held talks with B")."""
    verb = governing(noun)
    if verb is None:
        return [], []
    tokens = subjects(verb) if not (is_passive(verb) and noun.dep_ == "nsubjpass") else []
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        tokens = []
    return scene.who(tokens, persons=True), tokens

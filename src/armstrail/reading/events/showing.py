"""Deployments, exercises, evidence laid open."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.records import EventType

__all__ = ["deployments", "evidence", "exercises"]

_PROOFS = frozenset(
    [
        "evidence",
        "proof",
        "image",
        "picture",
        "photograph",
        "photo",
        "footage",
        "document",
        "wreckage",
        "debris",
        "fragment",
        "imagery",
    ]
)
_SHOWING = frozenset(
    [
        "document",
        "unveil",
        "present",
        "publish",
        "release",
        "display",
        "expose",
        "uncover",
        "report",
        "show",
        "hand",
        "exhibit",
        "declassify",
        "announce",
        "share",
        "provide",
        "produce",
        "submit",
        "reveal",
        "have",
        "find",
        "obtain",
        "gather",
        "collect",
    ]
)


def deployments(scene: Scene, token: Token) -> list[Draft]:
    """Forces or weapons stationed somewhere by their owner."""
    if token.pos_ != "VERB":
        return []
    preps = clause_preps(token)
    passive = is_passive(token)
    doers = agents(token) if passive else subjects(token)
    patients = subjects(token) if passive else objects(token)
    goods = [g for t in patients for g in scene.goods.of(t)]
    where = [
        i for w, i in preps if w in {"to", "in", "on", "at", "along", "near"} and i.ent_type_ not in {"DATE", "TIME"}
    ]
    who = scene.who(doers)
    if passive and not who:
        for patient in patients:
            mention = scene.actors.parties.owner(patient)
            who += [mention.code] if mention is not None else []
    if not who or not goods or not where:
        return []
    return [
        Draft(
            EventType.DEPLOYMENT, token, who, [token, *doers, *patients, *where[:1]], object=goods[0].text,
            place=scene.phrase(where[0]), factuality=scene.factuality(token), timing=[token],
        )
    ]  # fmt: skip


def exercises(scene: Scene, token: Token) -> list[Draft]:
    """Military exercises and drills."""
    if token.pos_ == "VERB" or token.dep_ in {"compound", "nmod"}:
        return []
    modifiers = [c for c in token.children if c.i < token.i and c.dep_ in {"compound", "amod", "nmod", "poss"}]
    words = {c.lower_ for c in modifiers}
    military = words & {
        "military",
        "naval",
        "joint",
        "live-fire",
        "fire",
        "war",
        "air",
        "combat",
        "annual",
        "drone",
        "allied",
    }
    named = any(c.pos_ == "PROPN" for c in token.children) and token.lemma_ == "exercise"
    preps = clause_preps(token)
    partners = [i for w, i in preps if w in {"with", "between", "by", "of"}]
    who: list[str] = []
    for child in modifiers:
        mention = scene.actors.parties.at(child)
        who += [mention.code] if mention is not None else (scene.who([child]) if child.dep_ == "poss" else [])
    who += [name for name in scene.who(partners) if name not in who]
    verb = token.head if token.head.pos_ == "VERB" else None
    if token.dep_ == "pobj" and token.head.head.pos_ == "VERB":
        verb = token.head.head
    tokens: list[Token] = []
    if verb is not None and token.dep_ in {"dobj", "pobj"}:
        tokens = subjects(verb)
        owners = [m.code for t in tokens if (m := scene.actors.parties.owner(t)) is not None]  # "NATO ships"
        who = [*(scene.who(tokens) or owners), *who]
        if owners and token.lemma_ == "drill":
            military = military | {"naval"}
    who = list(dict.fromkeys(who))
    if not (military or named) or not who:
        return []
    return [
        Draft(
            EventType.EXERCISE, token, who, [token, *modifiers, *tokens], object=scene.phrase(token),
            place=scene.place(preps), factuality=scene.factuality(token),
            timing=[token, verb] if verb is not None else [token],
        )
    ]  # fmt: skip


def evidence(scene: Scene, token: Token) -> list[Draft]:
    """An authority lays open proof: "released pictures of", "reported documented evidence", "evidence was announced by"."""
    if token.pos_ != "VERB" or token.lemma_.lower() not in _SHOWING:
        return []
    passive = is_passive(token)
    doers = agents(token) if passive else subjects(token)
    patients = subjects(token) if passive else objects(token)
    proofs = [t for t in patients if t.lemma_.lower() in _PROOFS]
    if not proofs or token.lemma_.lower() in {"have", "find"}:
        return []
    who = scene.who(doers, persons=True, bodies=True)
    if not who:
        return []
    return [
        Draft(
            EventType.EVIDENCE, token, who, [token, *doers, *proofs], object=scene.phrase(proofs[0]),
            factuality=scene.factuality(token), timing=[token],
        )
    ]  # fmt: skip

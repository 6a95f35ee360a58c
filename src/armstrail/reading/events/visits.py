"""Visits and calls: who goes where, who speaks with whom by telephone."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.reading.events.partners import between, doers, governing
from armstrail.reading.lexicon import words
from armstrail.records import EventType

__all__ = ["calls", "visits"]

_TO = frozenset({"to", "in", "into"})
_GOING = frozenset(["travel", "fly", "go", "arrive", "head", "land"])


def visits(scene: Scene, token: Token) -> list[Draft]:
    """Visits: whose, and where to."""
    visitors, tokens, goals = (_gone if token.pos_ in {"VERB", "AUX"} else _visit_named)(scene, token)
    if not visitors or not goals:
        return []
    return [
        Draft(
            EventType.VISIT, token, visitors, [token, *tokens, *goals],
            place=scene.phrase(goals[0]), factuality=scene.factuality(token), timing=_timing(token),
        )
    ]  # fmt: skip


_Parts = tuple[list[str], list[Token], list[Token]]
"""The names of who visits, the tokens that name them, and the places."""


def _gone(scene: Scene, verb: Token) -> _Parts:
    """Who goes where, by a verb."""
    lemma = verb.lemma_.lower()
    expected = lemma == "expect" and is_passive(verb)
    tokens = subjects(verb) if expected or not is_passive(verb) else agents(verb)
    persons = [t for t in tokens if not _is_state(scene, t) and (scene.is_person(t) or t.lemma_ == "delegation")]
    if not persons:
        return [], [], []
    if lemma == "be":
        goals = _stay(verb, clause_preps(verb))
    elif expected:
        goals = [inner for word, inner in clause_preps(verb) if word == "in" and inner.head.head.i == verb.i]
    elif lemma in _GOING:
        goals = [inner for word, inner in clause_preps(verb) if word in _TO and inner.head.head.i == verb.i]
    else:
        goals = objects(verb) if lemma != "expect" else []
    if lemma in {"go", "head"} and not scene.who(goals):
        return [], [], []
    return scene.who(tokens, persons=True), tokens, [goal for goal in goals if _is_place(scene, goal)]


def _visit_named(scene: Scene, noun: Token) -> _Parts:
    """Whose visit where, by a noun: "Lee's trip to Oran", "paid a visit to"."""
    preps = clause_preps(noun)
    tokens = [child for child in noun.children if child.dep_ in {"poss", "compound", "nmod"} and child.i < noun.i]
    tokens += [inner for word, inner in preps if word == "by"]
    visitors = scene.who(tokens, persons=True)
    towards = _TO | {"of"} if noun.lemma_.lower() == "tour" else _TO
    goals = [inner for word, inner in preps if word in towards and inner.head.head.i == noun.i]
    if not visitors and noun.dep_ in {"pobj", "dobj"} and goals:
        visitors, tokens = doers(scene, noun)
    return visitors, tokens, goals if all(_is_place(scene, goal) for goal in goals) else []


def _is_place(scene: Scene, goal: Token) -> bool:
    return bool(scene.actors.of(goal, towns=True)) or goal.ent_type_ in {"GPE", "LOC", "FAC"}


def _timing(visit: Token) -> list[Token]:
    """What the time of a visit hangs on: the verb too, of what is done during it."""
    verb = governing(visit) if visit.dep_ == "pobj" and visit.head.lower_ in {"during", "on", "in"} else None
    return [visit, verb] if verb is not None else [visit]


def _stay(be: Token, preps: list[tuple[str, Token]]) -> list[Token]:
    """Where somebody is, or is due, on purpose: "is due in Oran next week", "was in Oran for talks", "to discuss"."""
    due = [c for c in be.children if c.dep_ == "acomp" and c.lower_ in {"due", "expected"}]
    behind = [prep for adjective in due for prep in adjective.children if prep.dep_ == "prep"]
    preps = [*preps, *((prep.lower_, inner) for prep in behind for inner in prep.children if inner.dep_ == "pobj")]
    purpose = any(w in {"for", "on"} and i.lemma_.lower() in words("purpose") for w, i in preps)
    purpose = purpose or any(
        c.dep_ in {"advcl", "xcomp"} and c.tag_ == "VB" and c.lemma_ in words("purpose") for c in be.children
    )
    return [inner for word, inner in preps if word == "in"] if due or purpose else []


def _is_state(scene: Scene, token: Token) -> bool:
    mention = scene.actors.parties.at(token)
    return mention is not None and mention.form not in {"adjective", "demonym"}


_REMOTE = frozenset({"phone", "telephone", "video", "videoconference", "teleconference", "call", "videolink"})


def _counterparts(scene: Scene, speakers: list[Token], preps: list[tuple[str, Token]]) -> bool:
    """Whether two officials of two states are said to have spoken, as read-outs of calls put it: "spoke with his Omani
    counterpart".
    """
    others = [inner for word, inner in preps if word == "with" and scene.is_person(inner)]
    persons = [token for token in speakers if scene.is_person(token)]
    mine = {party.code for token in persons for party in scene.actors.of(token)}
    theirs = {party.code for token in others for party in scene.actors.of(token)}
    return bool(persons and others and theirs and not mine & theirs)


def calls(scene: Scene, token: Token) -> list[Draft]:
    """Telephone calls."""
    preps = clause_preps(token)
    if token.pos_ == "VERB":
        others = [*objects(token), *(i for w, i in preps if w in {"with", "to"})]
        tokens = [*subjects(token), *others]
        remote = bool({c.lower_ for c in token.subtree} & _REMOTE) or token.lemma_ in {"phone", "telephone"}
        if not remote and not (token.lemma_ == "speak" and _counterparts(scene, subjects(token), preps)):
            return []
    else:
        phone = {c.lower_ for c in token.subtree} & {"phone", "telephone", "telephonic", "video"}
        phone = phone or {token.lemma_.lower()} & {"videoconference", "teleconference"}
        named, tokens = between(scene, token)
        if not phone and not (token.lemma_ == "call" and len(named) > 1):
            return []
        verb = governing(token)
        if verb is not None and token.dep_ in {"pobj", "dobj"}:
            tokens = [*tokens, *subjects(verb)]
            if len(named) < 2:
                tokens += [o for o in objects(verb) if o.i != token.i]
    participants = scene.who(tokens, persons=True)
    if len(participants) < 2:
        return []
    timing = [token]
    verb = governing(token)
    if verb is not None and token.dep_ in {"pobj", "dobj"}:
        timing.append(verb)
    return [
        Draft(
            EventType.CALL, token, participants, [token, *tokens], factuality=scene.factuality(token), timing=timing,
        )
    ]  # fmt: skip

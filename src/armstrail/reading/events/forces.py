"""Forces on the move and at practice: deployments and exercises."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.parties import collective, is_state
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.reading.lexicon import words
from armstrail.records import Category, EventType

__all__ = ["deployments", "exercises"]

_WHERE = frozenset({"to", "in", "on", "at", "along", "near", "into", "inside", "across", "off", "around", "aboard"})
_NO_TIME = frozenset({"DATE", "TIME"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def deployments(scene: Scene, token: Token) -> list[Draft]:
    """Forces or weapons stationed somewhere by their owner, and forces that arrive or stand abroad or at a front."""
    if token.pos_ not in {"VERB", "AUX"}:
        return []
    if token.lemma_.lower() in words("going_in"):
        return _arrivals(scene, token)
    passive = is_passive(token)
    patients = subjects(token) if passive else objects(token)
    patients += [i for t in patients if t.pos_ == "NUM" for w, i in clause_preps(t) if w == "of"]  # "two of its jets"
    posted = token.lemma_.lower() in words("posting")
    sent = posted or token.lemma_.lower() in words("going_forces") - {"deploy"}
    if sent:
        patients = [t for t in patients if _is_force(scene, t)]
    if not patients:
        return []
    preps = clause_preps(token)
    doers = agents(token) if passive else subjects(token)
    where = [i for w, i in preps if w in _WHERE and i.ent_type_ not in _NO_TIME]
    if sent:
        where = [i for i in where if _is_station(scene, i)]
    goods = [g.text for t in patients for g in scene.goods.of(t)]
    goods = goods or [scene.phrase(t) for t in patients if _is_force(scene, t)]
    who = scene.who(doers)
    if passive and not who:
        who = [code for patient in patients for code in scene.owner(patient)]
    there = {code for i in where[:1] for code in (scene.actors.town(i), *(p.code for p in scene.actors.of(i)))}
    if not who or not goods or not where or (posted and set(who) <= there):
        return []
    return [
        Draft(
            EventType.DEPLOYMENT, token, list(dict.fromkeys(who)), [token, *doers, *patients, *where[:1]],
            object=goods[0], place=scene.phrase(where[0]), factuality=scene.factuality(token), timing=[token],
        )
    ]  # fmt: skip


def _arrivals(scene: Scene, verb: Token) -> list[Draft]:
    """Forces that arrive, take up positions or are somewhere that is not their own: "Kenyan units landed in Haiti", "two
    brigades are at the front".
    """
    forces = [t for t in subjects(verb) if _is_force(scene, t)]
    if not forces:
        return []
    preps = [(w, i) for w, i in clause_preps(verb) if verb.i in {i.head.head.i, i.head.head.head.i}]
    goals = [i for w, i in preps if w in _WHERE and _is_station(scene, i)]
    if verb.lemma_.lower() in {"enter", "reach"}:
        goals += [t for t in objects(verb) if _is_station(scene, t)]
    if not goals or is_passive(verb):
        return []
    who = [code for force in forces for code in scene.owner(force)]
    there = {scene.actors.town(goals[0]), *(party.code for party in scene.actors.of(goals[0]))}
    if not who or set(who) <= there:
        return []
    return [
        Draft(
            EventType.DEPLOYMENT, verb, list(dict.fromkeys(who)), [verb, *forces, goals[0]],
            object=scene.phrase(forces[0]), place=scene.phrase(goals[0]), factuality=scene.factuality(verb), timing=[verb],
        )
    ]  # fmt: skip


def _is_force(scene: Scene, noun: Token) -> bool:
    """Whether a noun stands for soldiers or a unit of them, or for a warship or warplanes."""
    if noun.pos_ not in {"NOUN", "PROPN"} or scene.actors.parties.at(noun) is not None:
        return False
    if collective(noun) == "forces" or scene.goods.is_person(noun):
        return True
    if any(c.lemma_.lower() in words("named_vessel") and scene.goods.of(c) for c in noun.children if c.i < noun.i):
        return True  # "the frigate Hamble"
    goods = scene.goods.of(noun)
    return any(good.category in {Category.SHIPS, Category.AIRCRAFT, Category.AIR_DEFENCE} for good in goods) and (
        noun.tag_ in {"NNS", "NNPS"} or noun.lemma_.lower() in words("warship")
    )


def _is_station(scene: Scene, noun: Token) -> bool:
    known = noun.ent_type_ in _PLACES or scene.actors.town(noun) is not None or bool(scene.actors.of(noun))
    return known or noun.lemma_.lower() in words("front_line")


_MILITARY = frozenset({
    "military", "naval", "joint", "live-fire", "fire", "war", "air", "combat", "annual", "drone", "allied", "army", "navy",
    "maritime", "amphibious", "defence", "defense", "artillery", "missile", "anti-submarine", "snap", "trilateral",
    "bilateral", "multinational", "nuclear", "large-scale", "border", "airborne", "command-post",
})  # fmt: skip
_WITH = frozenset({"with", "between", "by", "of", "alongside", "among", "from", "involving"})


def exercises(scene: Scene, token: Token) -> list[Draft]:
    """Military exercises and drills."""
    if _opens_name(token):
        return _named_exercise(scene, token)
    begun = token.tag_ == "VBZ" and token.dep_ == "xcomp"  # "began drills", a verb to the tagger
    if token.pos_ == "VERB" and not begun:
        return _verbal_exercise(scene, token)
    if token.dep_ in {"compound", "nmod"}:
        return []
    modifiers = [c for c in token.children if c.i < token.i and c.dep_ in {"compound", "amod", "nmod", "poss"}]
    kinds = {c.lower_ for c in modifiers}
    if token.lemma_.lower() == "patrol" and "joint" not in kinds:
        return []
    named = any(c.pos_ == "PROPN" for c in token.children) and token.lemma_ == "exercise"
    who: list[str] = []
    for child in modifiers:
        mention = scene.actors.parties.at(child)
        who += [mention.code] if mention is not None else (scene.who([child]) if child.dep_ == "poss" else [])
    military = bool(kinds & _MILITARY)
    partners = [i for w, i in clause_preps(token) if w in _WITH] + _involved(token)
    who += [name for partner in partners for name in scene.who([partner]) or scene.owner(partner) if name not in who]
    verb = token.head if token.head.pos_ == "VERB" else None
    if token.dep_ == "pobj" and token.head.head.pos_ == "VERB":
        verb = token.head.head
    tokens: list[Token] = []
    if verb is not None and token.dep_ in {"dobj", "pobj", "xcomp"}:
        tokens = subjects(verb)
        owners = [code for t in tokens for code in scene.owner(t)]  # "NATO ships"
        who = [*(scene.who(tokens) or owners), *who]
        if owners and token.lemma_ == "drill":
            military = True
    elif verb is not None and token.dep_ in {"nsubj", "nsubjpass"}:
        who += _joining(scene, verb)
    who = list(dict.fromkeys(who))
    military = military or (token.lemma_.lower() != "exercise" and "fire" not in kinds and bool(who))
    if not (military or named) or not who:
        return []
    return [_exercise(scene, token, who, [token, *modifiers, *tokens], verb)]


def _exercise(scene: Scene, token: Token, who: list[str], tokens: list[Token], verb: Token | None) -> Draft:
    return Draft(
        EventType.EXERCISE, token, who, tokens, object=scene.phrase(token), place=scene.place(clause_preps(token)),
        factuality=scene.factuality(token), timing=[token, verb] if verb is not None else [token],
    )  # fmt: skip


def _involved(noun: Token) -> list[Token]:
    """Who is involved in a drill: "drills involving Omani warships"."""
    return [o for c in noun.children if c.dep_ == "acl" and c.lemma_ == "involve" for o in objects(c)]


def _joining(scene: Scene, verb: Token) -> list[str]:
    """Who takes part in what begins or runs: "began with 900 Omani and Indian troops", "involves ships of the two navies"."""
    joined: Iterable[Token] = [i for w, i in clause_preps(verb) if w in {"with", "alongside", "between", "among"}]
    if verb.lemma_.lower() in {"involve", "include", "feature", "see", "bring"}:
        joined = [*joined, *objects(verb)]
    if is_passive(verb):
        joined = [*joined, *agents(verb)]
    return [name for token in joined for name in scene.who([token]) or scene.owner(token)]


def _opens_name(token: Token) -> bool:
    """Whether "Exercise" opens a name: "Exercise Desert Shield began"."""
    return token.text == "Exercise" and token.i + 1 < len(token.doc) and token.nbor().pos_ == "PROPN"


def _named_exercise(scene: Scene, token: Token) -> list[Draft]:
    """An exercise by its name: "Exercise Desert Shield began on Monday with 900 troops"."""
    head = token
    while head.dep_ in {"compound", "nmod", "amod"} and head.head.i > head.i and head.head.pos_ == "PROPN":
        head = head.head
    verb = head.head if head.head.pos_ == "VERB" else head.head.head if head.dep_ == "pobj" else None
    if verb is None or verb.pos_ != "VERB":
        return []
    who = _joining(scene, verb) + scene.who(i for w, i in clause_preps(head) if w in _WITH)
    doers = [] if head.dep_ in {"nsubj", "nsubjpass"} else subjects(verb)
    who = list(dict.fromkeys([*who, *(name for t in doers for name in scene.who([t]) or scene.owner(t))]))
    if not who:
        return []
    draft = _exercise(scene, head, who, [token, head, verb, *doers], verb)
    draft.object = head.doc[token.i : head.i + 1].text
    draft.timing = [verb, head]  # a year may stand in the name
    return [draft]


def _verbal_exercise(scene: Scene, verb: Token) -> list[Draft]:
    """Forces that practise together: "Omani and Indian frigates drilled in the gulf"."""
    forces = [t for t in subjects(verb) if _is_force(scene, t)]
    partners = [i for w, i in clause_preps(verb) if w in {"with", "alongside"}]
    who = [name for t in (*forces, *partners) for name in scene.who([t]) or scene.owner(t)]
    if not forces or not any(is_state(name) for name in who) or objects(verb):
        return []
    return [_exercise(scene, verb, list(dict.fromkeys(who)), [verb, *forces, *partners], verb)]

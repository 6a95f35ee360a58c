"""Measures: sanctions, bans, resolutions, seizures."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.modality import modality_of
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.reading.lexicon import words
from armstrail.records import EventType, Stage

__all__ = ["measures"]

_SEIZING = frozenset(["seize", "intercept", "confiscate", "impound", "interdict", "board", "detain"])
_ENVOYS = frozenset(["diplomat", "envoy", "ambassador", "attache", "attaché", "consul", "staffer"])
_LISTING = frozenset(["sanction", "blacklist", "designate", "embargo", "outlaw"])
_PUTTING = frozenset(
    [
        "impose",
        "slap",
        "extend",
        "adopt",
        "tighten",
        "announce",
        "introduce",
        "expand",
        "renew",
        "veto",
        "lift",
        "suspend",
        "revoke",
        "freeze",
        "reimpose",
        "approve",
        "enact",
        "order",
    ]
)
_PLACING = frozenset(["put", "place", "add", "include"])
_LIST_NAMES = frozenset(
    ["sanctions", "sanction", "sanctioned", "entity", "entities", "black", "embargo", "terror", "export", "sdn"]
)


def measures(scene: Scene, token: Token) -> list[Draft]:
    """Named acts of a state or body: sanctions, bans, resolutions, seizures, licences suspended."""
    preps = clause_preps(token)
    if token.pos_ != "VERB":
        return _nominal_measure(scene, token)
    lemma = token.lemma_.lower()
    passive = is_passive(token)
    doers = agents(token) if passive else subjects(token)
    patients = subjects(token) if passive else objects(token)
    acts = [t for t in patients if t.lemma_.lower() in words("named_act")]
    acts += [
        i for t in patients if t.pos_ == "NUM" or t.lemma_ in {"package", "round", "set", "series", "raft", "wave"}
        for w, i in clause_preps(t) if w == "of" and i.lemma_.lower() in words("named_act")
    ]  # fmt: skip
    voiced = False
    target: str | None
    listed = [i for w, i in preps if w in {"on", "to", "onto", "in"} and _is_list(i)] if lemma in _PLACING else []
    if listed and patients:
        target, instrument = scene.phrase(patients[0]), scene.phrase(listed[0])
        if passive and not doers:
            # "were added to the U.S. entity list": whose list it is
            doers = [c for c in listed[0].children if c.dep_ in {"poss", "compound", "amod", "nmod"}]
    elif lemma in _PLACING:
        return []
    elif lemma == "hit":
        penal = [i for w, i in preps if w == "with" and i.lemma_.lower() in {"sanction", "penalty", "ban", "fine"}]
        if not penal or not patients:
            return []
        target, instrument = scene.phrase(patients[0]), scene.phrase(penal[0])
    elif lemma in _SEIZING:
        cargo = [
            t
            for t in patients
            if scene.goods.of(t)
            or t.lemma_.lower() in {"ship", "vessel", "dhow", "cargo", "boat", "tanker", "freighter", "shipment"}
        ]
        if not cargo:
            return []
        target = scene.phrase(cargo[0])
        voiced = passive
        instrument = "seizure"
    elif lemma == "expel":
        envoys = [t for t in patients if t.lemma_.lower() in _ENVOYS]
        if not envoys:
            return []
        target, instrument = scene.phrase(envoys[0]), "expulsion"
    elif lemma in _LISTING:
        if not patients:
            return []
        target = scene.phrase(patients[0])
        instrument = "sanctions" if lemma == "sanction" else lemma
    elif (
        acts
        and lemma in _PUTTING
        and not (
            lemma in {"approve", "order", "announce"} and acts[0].lemma_.lower() in {"licence", "license", "permit"}
        )
    ):
        on = [i for w, i in preps if w in {"against", "on", "to"} and i.ent_type_ not in {"DATE", "TIME"}]
        target = scene.phrase(on[0]) if on else None
        instrument = scene.phrase(acts[0])
        voiced = passive and not doers
        if passive and not doers:
            owners = [t for act in acts for t in act.children if t.dep_ == "poss"]
            voiced = bool(owners) or voiced
    elif lemma in {"ban", "prohibit", "bar", "halt", "suspend", "restrict", "freeze"} and (
        any(
            t.lemma_.lower() in {"export", "import", "sale", "trade", "license", "licence", "delivery", "asset"}
            for t in patients
        )
    ):
        target = scene.phrase(patients[0])
        instrument = f"{lemma} of {target}"
    elif lemma == "veto" and patients:
        target, instrument = scene.phrase(patients[0]), "veto"
    else:
        return []
    who = scene.who(doers, persons=True, bodies=True)
    if (not who and not voiced) or modality_of(token).stage is Stage.SOUGHT:
        return []  # nobody's act, or a wish
    return [
        Draft(
            EventType.MEASURE, token, who, [token, *doers, *patients], object=instrument, target=target,
            place=scene.place(preps), factuality=scene.factuality(token), timing=[token], voiced=voiced and not who,
        )
    ]  # fmt: skip


def _is_list(noun: Token) -> bool:
    """A list of those under sanctions: "its sanctions list", "the Entity List", "a blacklist"."""
    if noun.lemma_.lower() == "blacklist":
        return True
    named = {token.lower_ for token in noun.subtree if token.i < noun.i}
    return noun.lemma_.lower() in {"list", "register"} and bool(named & _LIST_NAMES)


def _nominal_measure(scene: Scene, noun: Token) -> list[Draft]:
    """A proposal or package of measures that somebody is to take: "a proposal for new sanctions against"."""
    lemma = noun.lemma_.lower()
    if lemma not in {"sanction", "embargo", "measure", "ban"}:
        return []
    if noun.dep_ != "pobj" or noun.head.head.lemma_.lower() not in {"proposal", "package", "round", "plan", "draft"}:
        return []
    if lemma == "measure" and not any(c.lower_ in {"restrictive", "punitive"} for c in noun.children):
        return []
    outer = noun.head.head
    tokens = [c for c in (*noun.children, *outer.children) if c.dep_ in {"poss", "amod", "compound"}]
    who: list[str] = []
    for token in tokens:
        mention = scene.actors.parties.at(token)
        if mention is not None:
            who.append(mention.code)
    against = [i for w, i in clause_preps(noun) if w in {"on", "against"}]
    verb = outer.head if outer.head.pos_ == "VERB" else outer
    return [
        Draft(
            EventType.MEASURE, outer, who, [outer, noun, *against], object=scene.phrase(noun),
            target=scene.phrase(against[0]) if against else None, factuality=scene.factuality(noun),
            timing=[verb, outer], voiced=not who,
        )
    ]  # fmt: skip

"""Measures that a noun names: those proposed, those that take effect, and deeds ("the seizure of 40 crates by")."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import heads, subjects
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.reading.events.partners import allies, governing
from armstrail.reading.lexicon import words
from armstrail.records import EventType, SpeakerKind

__all__ = ["GRANTED", "can_be_charged", "is_vessel", "named_measures"]

_NO_TIME = frozenset({"DATE", "TIME"})
GRANTED = frozenset({"approve", "order", "announce", "issue", "extend", "publish", "authorize", "authorise", "agree"})
"""Verbs that grant a licence, which is no measure against anybody."""


def is_vessel(name: Token) -> bool:
    """Whether a name is said to be that of a ship: "the tanker Eagle S", "the freighter, the Ana Maria"."""
    return name.pos_ == "PROPN" and any(
        child.lemma_.lower() in words("merchant_vessel") for child in name.children if child.i < name.i
    )


def can_be_charged(scene: Scene, token: Token) -> bool:
    """Whether somebody may be charged with a deed: a person, a firm, people by number."""
    if token.lemma_.lower() in words("suspect") or token.ent_type_ in {"PERSON", "NORP"} or token.pos_ == "NUM":
        return True
    mention = scene.names.at(*scene.paragraph.span(token))
    return mention is not None and mention.kind in {SpeakerKind.PERSON, SpeakerKind.ORGANISATION}


_TAKING_EFFECT = frozenset({"take", "come", "enter", "go", "expire", "lapse"})
_EFFECT = frozenset({"effect", "force"})
_SEIZURES = frozenset(
    {"seizure", "interception", "confiscation", "detention", "impoundment", "boarding", "interdiction"}
)
_ACTS = frozenset({"expulsion", "revocation", "suspension", "designation", "blacklisting", "indictment", "arrest", "freezing",
    "delisting", "closure"})  # fmt: skip


def named_measures(scene: Scene, noun: Token) -> list[Draft]:
    """Measures that a noun names: those proposed ("a proposal for new sanctions against"), those that take effect ("the ban
    took effect on 3 May"), and deeds ("the seizure of 40 crates by the coast guard").
    """
    lemma = noun.lemma_.lower()
    if lemma in _SEIZURES | _ACTS:
        return _deed_named(scene, noun)
    if lemma not in words("named_act"):
        return []
    if noun.dep_ == "nsubj" and _takes_effect(noun.head):
        return _in_effect(scene, noun)
    return _proposed(scene, noun)


def _takes_effect(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in {"expire", "lapse"}:
        return True
    behind = {c.lower_ for c in verb.children} | {i.lower_ for _, i in clause_preps(verb)}
    return lemma in _TAKING_EFFECT and bool(behind & _EFFECT)


def _in_effect(scene: Scene, noun: Token) -> list[Draft]:
    owners = [c for c in noun.children if c.i < noun.i and c.dep_ in {"poss", "amod", "compound", "nmod"}]
    owners += [i for w, i in clause_preps(noun) if w == "by"]
    who = scene.who(owners, bodies=True) or _codes(scene, owners)
    on = [i for w, i in clause_preps(noun) if w in {"on", "against"} and i.ent_type_ not in _NO_TIME]
    return [
        Draft(
            EventType.MEASURE, noun, who, [noun, noun.head, *owners], object=scene.phrase(noun),
            target=scene.phrase(on[0]) if on else None, factuality=scene.factuality(noun.head), timing=[noun.head],
            voiced=not who,
        )
    ]  # fmt: skip


def _codes(scene: Scene, tokens: list[Token]) -> list[str]:
    found = (scene.actors.parties.at(token) for token in tokens)
    return list(dict.fromkeys(mention.code for mention in found if mention is not None))


def _deed_named(scene: Scene, noun: Token) -> list[Draft]:
    """A deed under its noun, with who does it and to what: "Kenya's seizure of 40 crates", "the arrest of a broker by"."""
    preps = clause_preps(noun)
    owners = [c for c in noun.children if c.dep_ == "poss" or (c.dep_ in {"amod", "compound"} and c.i < noun.i)]
    owners += [i for w, i in preps if w == "by"]
    light = noun.dep_ == "dobj" and noun.head.lemma_ in words("conducting") | GRANTED
    if light and not owners:
        owners = subjects(noun.head)
    patients = [head for w, i in preps if w == "of" and i.head.head.i == noun.i for head in heads(i)]
    seized = noun.lemma_.lower() in _SEIZURES
    fitting = [
        token
        for token in patients
        if scene.goods.of(token) or token.lemma_.lower() in words("merchant_vessel") or is_vessel(token)
        or (not seized and (can_be_charged(scene, token) or token.lemma_.lower() in words("licence") | words("asset")))
    ]  # fmt: skip
    who = scene.who(owners, bodies=True, nameless=True) or _codes(scene, owners)
    if not fitting or not who:
        return []
    return [
        Draft(
            EventType.MEASURE, noun, who, [noun, *owners, *fitting], object="seizure" if seized else noun.lemma_.lower(),
            target=scene.phrase(fitting[0]), place=scene.place(preps), factuality=scene.factuality(noun),
            timing=[noun, noun.head] if light else [noun],
        )
    ]  # fmt: skip


def _proposed(scene: Scene, noun: Token) -> list[Draft]:
    """A proposal or package of measures that somebody is to take."""
    lemma = noun.lemma_.lower()
    if lemma not in {"sanction", "embargo", "measure", "ban"}:
        return []
    if noun.dep_ != "pobj" or noun.head.head.lemma_.lower() not in {"proposal", "package", "round", "plan", "draft"}:
        return []
    if lemma == "measure" and not any(c.lower_ in {"restrictive", "punitive"} for c in noun.children):
        return []
    outer = noun.head.head
    tokens = [c for c in (*noun.children, *outer.children) if c.dep_ in {"poss", "amod", "compound"}]
    above = governing(noun)
    who = _codes(scene, tokens) or [name for t in (subjects(above) if above else []) for name in allies(scene, t)]
    against = [i for w, i in clause_preps(noun) if w in {"on", "against"}]
    verb = outer.head if outer.head.pos_ == "VERB" else outer
    return [
        Draft(
            EventType.MEASURE, outer, who, [outer, noun, *against], object=scene.phrase(noun),
            target=scene.phrase(against[0]) if against else None, factuality=scene.factuality(noun),
            timing=[verb, outer], voiced=not who,
        )
    ]  # fmt: skip

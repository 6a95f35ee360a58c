"""Uses of weapons: fired, dropped, hit with, shot down on their way."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.reading.events.testing import is_trial
from armstrail.reading.goods import Good
from armstrail.reading.lexicon import words
from armstrail.records import Category, EventType

__all__ = ["uses"]

_SOFT = frozenset(
    {
        Category.SUPPORT, Category.OTHER, Category.FUNDS, Category.FUEL, Category.PERSONNEL, Category.TECHNOLOGY,
        Category.TRAINING, Category.SEMICONDUCTORS, Category.MACHINE_TOOLS, Category.DUAL_USE, Category.SENSORS,
        Category.SATELLITES,
    }
)  # fmt: skip
_VIOLENT = frozenset(
    ["strike", "hit", "attack", "bomb", "shell", "pound", "bombard", "target", "pummel", "batter", "destroy", "sink"]
)
_FLYING = frozenset({Category.MISSILES, Category.DRONES, Category.AMMUNITION, Category.ARTILLERY, Category.ARMS})
_KILLING = frozenset(["kill", "wound", "injure", "destroy", "hit", "massacre", "die"])


def _weapons(scene: Scene, tokens: Iterable[Token]) -> list[Good]:
    return [good for token in tokens for good in scene.goods.of(token) if good.category not in _SOFT]


def _targets(scene: Scene, pairs: Iterable[tuple[str, Token]], verb: Token) -> str | None:
    for word, inner in pairs:
        if word in {"at", "on", "against", "into", "over"} and inner.ent_type_ not in {"DATE", "TIME"}:
            codes = scene.who([inner])
            return codes[0] if codes else scene.phrase(inner)
    return None


def uses(scene: Scene, token: Token) -> list[Draft]:
    """Weapons used: "fired missiles at", "struck the port with drones", "launched strikes using"."""
    preps = clause_preps(token)
    if token.pos_ != "VERB":
        return _nominal_use(scene, token)
    passive = is_passive(token)
    lemma = token.lemma_.lower()
    doers = agents(token) if passive else subjects(token)
    patients = subjects(token) if passive else objects(token)
    tools = [i for w, i in preps if w in {"with", "using"}]
    for child in token.children:
        if child.dep_ == "advcl" and child.lemma_ == "use":
            tools += objects(child)
    if any(w == "with" and i.lemma_.lower() in words("named_act") for w, i in preps):
        return []  # "hit three firms with sanctions"
    weapons = _weapons(scene, [*patients, *tools])
    users = scene.who(doers)
    if not weapons and users and lemma in {"use", "fire", "launch", "employ"}:
        weapons = _weapons_before(scene, token, patients)
    if lemma in words("downing") or (lemma == "destroy" and _flying(scene, patients)):
        return _downed(scene, token, patients, doers)
    own_weapon = _weapons(scene, doers)
    if own_weapon and not users:
        owner = scene.actors.maker(own_weapon[0].head)
        users = [owner.code] if owner is not None else []
    if lemma in words("impact"):
        return _impact(scene, token, own_weapon, users, doers)
    if lemma in _KILLING - _VIOLENT:
        weapons = weapons or own_weapon  # "a rocket killed four"
        patients = []
    if lemma in _VIOLENT:
        weapons = _weapons(scene, tools) or own_weapon
        if not users and not weapons:
            return []
        if not weapons and not _violent_context(scene, token, patients):
            return []
    elif lemma in {"launch", "shoot"} and any(
        t.lemma_ in {"strike", "attack", "raid", "assault", "barrage"} for t in patients
    ):
        pass
    elif not weapons:
        return []
    if lemma == "use" and not users and _targets(scene, preps, token) is None:
        return []  # "engines used in drones"
    if lemma in {"launch", "fire"} and not users and not passive:
        return []
    if lemma in words("launching") and is_trial(preps, patients):
        return []
    target = _targets(scene, preps, token)
    if lemma in _VIOLENT and patients:
        codes = scene.who(patients[:1])
        target = codes[0] if codes else scene.phrase(patients[0])
    return [
        Draft(
            EventType.USE, token, users, [token, *doers, *patients, *tools],
            object=weapons[0].text if weapons else None, target=target, place=scene.place(preps),
            factuality=scene.factuality(token), timing=[token],
        )
    ]  # fmt: skip


def _downed(scene: Scene, verb: Token, weapons: list[Token], doers: list[Token]) -> list[Draft]:
    """Weapons shot down on their way were used by whose they are: "shot down 40 Omani drones"."""
    if verb.lemma_.lower() in {"shoot", "bring", "knock"} and not any(c.lower_ == "down" for c in verb.children):
        return []
    downed = _flying(scene, weapons)
    owners = [maker.code for good in downed if (maker := scene.actors.maker(good.head)) is not None]
    owners += [code for good in downed for code in _sent_by(scene, good)]
    if not owners:
        return []
    defenders = scene.who(doers)
    return [
        Draft(
            EventType.USE, verb, list(dict.fromkeys(owners)), [verb, *weapons, *doers], object=downed[0].text,
            target=defenders[0] if defenders else None, place=scene.place(clause_preps(verb)),
            factuality=scene.factuality(verb), timing=[verb],
        )
    ]  # fmt: skip


def _flying(scene: Scene, tokens: list[Token]) -> list[Good]:
    """Weapons that fly, by their nouns or behind a number: "24 of 27 drones"."""
    nouns = [*tokens, *(i for t in tokens if t.pos_ == "NUM" for w, i in clause_preps(t) if w == "of")]
    return [good for good in _weapons(scene, nouns) if good.category in {Category.MISSILES, Category.DRONES}]


def _sent_by(scene: Scene, good: Good) -> list[str]:
    """Who launched the weapons that a noun names: "missiles launched from Oman", "drones fired by the militia"."""
    out: list[str] = []
    for child in good.head.children:
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in words("launching"):
            out += scene.who(agents(child) if is_passive(child) else subjects(child))
            out += scene.who(i for w, i in clause_preps(child) if w == "from")
    return out


def _impact(scene: Scene, verb: Token, weapons: list[Good], users: list[str], doers: list[Token]) -> list[Draft]:
    """A weapon that comes down on something: "a Houthi missile slammed into the tanker"."""
    where = [(w, i) for w, i in clause_preps(verb) if w in {"into", "through", "in", "on", "over", "near", "at"}]
    where = [(w, i) for w, i in where if i.ent_type_ not in {"DATE", "TIME"}]
    if not weapons or weapons[0].category not in _FLYING or not where:
        return []
    codes = scene.who([where[0][1]])
    return [
        Draft(
            EventType.USE, verb, users, [verb, *doers, where[0][1]], object=weapons[0].text,
            target=codes[0] if codes else scene.phrase(where[0][1]), place=scene.place(where),
            factuality=scene.factuality(verb), timing=[verb],
        )
    ]  # fmt: skip


def _weapons_before(scene: Scene, verb: Token, patients: list[Token]) -> list[Good]:
    """What "them" stands for in "bought six drones and used them": the weapons named last before it."""
    if not any(t.lower_ in {"them", "these", "it"} for t in patients):
        return []
    for token in reversed(verb.doc[: verb.i]):
        found = _weapons(scene, [token]) if token.pos_ in {"NOUN", "PROPN"} else []
        if found:
            return found
    return []


def _violent_context(scene: Scene, verb: Token, patients: list[Token]) -> bool:
    """A strike without a named weapon counts where the one who strikes is a force and the target a place or a vessel."""
    for patient in patients:
        if patient.ent_type_ in {"GPE", "LOC", "FAC"} or scene.actors.of(patient):
            return True
        if patient.lemma_.lower() in words("struck_place"):
            return True
    return False


def _nominal_use(scene: Scene, noun: Token) -> list[Draft]:
    """Nouns of use, "airstrikes on X using Y", "the bombing of Z by": only with who strikes and on what, or with which weapon."""
    preps = clause_preps(noun)
    tokens = [c for c in noun.children if c.dep_ in {"poss", "amod", "compound", "nmod"} and c.i < noun.i]
    doers = [i for w, i in preps if w == "by"]
    users = scene.who(doers)
    owners = [t for t in tokens if scene.actors.parties.at(t) is not None or t.dep_ == "poss"]
    if not users:
        for token in owners:
            mention = scene.actors.parties.at(token)
            users += [mention.code] if mention is not None else scene.who([token])
    weapons = [g for t in tokens for g in scene.goods.of(t) if g.category not in _SOFT]
    tools = [i for w, i in preps if w in {"with", "using"}]
    if noun.lemma_.lower() in words("use_noun"):
        tools += [i for w, i in preps if w == "of" and i.head.head.i == noun.i]
    weapons += _weapons(scene, tools)
    if noun.lemma_.lower() in words("use_noun") and not weapons:
        return []
    if not users and noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head.lemma_ in _KILLING:
        doers = subjects(noun.head.head)  # "accused the air force of killing twelve in a drone strike on"
        users = scene.who(doers)
    verb = noun.head if noun.head.pos_ == "VERB" and noun.dep_ == "dobj" else None
    if verb is not None and verb.lemma_ == "launch":
        return []  # read with its verb
    if verb is not None and not users and verb.lemma_ in words("conducting") and not is_passive(verb):
        doers = subjects(verb)
        users = scene.who(doers) or [code for t in doers for code in scene.owner(t)]
    told = clause_preps(verb) if verb is not None else []  # "carried out a strike | on the camp"
    target = _targets(scene, preps, noun) or _targets(scene, told, noun)
    if not users or not (weapons or target) or noun.dep_ in {"compound", "nmod"}:
        return []
    return [
        Draft(
            EventType.USE, noun, users, [noun, *owners, *doers, *tools],
            object=weapons[0].text if weapons else None, target=target, factuality=scene.factuality(noun),
            timing=[noun, noun.head.head] if noun.dep_ == "pobj" and noun.head.head.lemma_ in _KILLING else [noun],
        )
    ]  # fmt: skip

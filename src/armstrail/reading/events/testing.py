"""Tests of weapons by their owner: test-fired, launched into the sea, lifted off from a range."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene, is_test_fired
from armstrail.reading.goods import Good
from armstrail.reading.lexicon import words
from armstrail.records import Category, EventType

__all__ = ["is_trial", "tests"]

_TESTED = frozenset(
    {
        Category.MISSILES,
        Category.NUCLEAR,
        Category.DRONES,
        Category.AIR_DEFENCE,
        Category.SATELLITES,
        Category.ARTILLERY,
        Category.ARMS,
    }
)
_UNTARGETED = ("intercontinental", "icbm", "satellite", "spy satellite", "reconnaissance satellite", "military satellite",
    "submarine-launched", "hypersonic")  # fmt: skip
"""What nobody has fired at an enemy."""
_LIFTING = frozenset({"lift", "blast"})
_OVER = frozenset({"off", "into", "in", "toward", "towards", "from", "over"})
_AFTER_HIT = frozenset({"ship", "vessel", "tanker", "destroyer", "freighter", "carrier", "boat"})


def is_trial(preps: Sequence[tuple[str, Token]], launched: Sequence[Token]) -> bool:
    """Whether a weapon is launched where nobody is (into the sea, off one's own coast, into orbit, from a range), or is one
    that nobody has fired at an enemy.
    """
    if any(
        t.doc[t.left_edge.i : t.i + 1].text.lower().removeprefix("an ").removeprefix("a ").startswith(_UNTARGETED)
        for t in launched
    ):
        return True
    if any(w == "at" and i.lemma_.lower() in _AFTER_HIT for w, i in preps):
        return False
    return any(w in _OVER and i.lemma_.lower() in words("test_area") for w, i in preps)


def _is_noun(token: Token) -> bool:
    """Whether what the tagger takes for a verb is a noun by its place: "two test launches"."""
    return token.dep_ in {"dobj", "pobj", "nsubjpass"} and any(c.dep_ in {"compound", "det"} for c in token.children)


def _weapons(scene: Scene, tokens: Iterable[Token]) -> list[Good]:
    return [good for token in tokens for good in scene.goods.of(token) if good.category in _TESTED]


def tests(scene: Scene, token: Token) -> list[Draft]:
    """Tests of missiles, nuclear devices and other weapons by their owner."""
    preps = clause_preps(token)
    patients: list[Token] = []
    if token.pos_ == "VERB" and not _is_noun(token):
        lemma = token.lemma_.lower()
        patients = subjects(token) if is_passive(token) else objects(token)
        doers = agents(token) if is_passive(token) else subjects(token)
        if is_test_fired(token) and token.dep_ == "amod" and not patients:
            # "X test-fired missiles", read by the parser as a noun phrase
            patients = [token.head]
            before = [m for m in scene.actors.parties.within(token.sent.start, token.i) if not m.is_adjective]
            doers = [token.doc[before[-1].start]] if before else []
        if lemma in _LIFTING:
            return _lifted(scene, token, preps)
        if is_test_fired(token) and not doers:
            # the tester, whom the parser hangs on "test"
            doers = [c for c in token.nbor(-2).children if c.dep_ in {"poss", "compound", "nmod", "nsubj"}]
        weapons = _weapons(scene, patients)
        tried = is_trial(preps, patients) or is_test_fired(token) or any(c.lemma_ == "test" for c in token.children)
        if (not weapons and not is_test_fired(token)) or not patients or (lemma in words("launching") and not tried):
            return []
    else:
        modifiers = [c for c in token.children if c.dep_ in {"compound", "amod", "nmod", "poss"} and c.i < token.i]
        weapons = _weapons(scene, modifiers)
        nuclear = any(c.lower_ in {"nuclear", "atomic", "missile", "icbm"} for c in modifiers)
        of = [i for w, i in preps if w == "of" and i.head.head.i == token.i]
        weapons += _weapons(scene, of)
        if not weapons and not nuclear:
            return []
        if token.lemma_ == "launch" and not weapons:
            return []
        doers = [c for c in modifiers if scene.actors.parties.at(c) is not None or c.dep_ == "poss"]
        doers += [i for w, i in preps if w == "by"]
        if not doers and token.head.pos_ == "VERB" and token.head.lemma_ in words("conducting"):
            doers = subjects(token.head)
    who: list[str] = []
    for agent in doers:
        mention = scene.actors.parties.at(agent)
        who += [mention.code] if mention is not None else scene.who([agent], bodies=True, nameless=True)
    voiced = token.pos_ == "VERB" and is_passive(token) and not _is_noun(token)
    if not who and voiced:
        makers = (scene.actors.maker(good.head) for good in weapons)
        who = [maker.code for maker in makers if maker is not None]
    if not who and not voiced:
        return []
    return [
        Draft(
            EventType.TEST, token, list(dict.fromkeys(who)), [token, *doers],
            object=weapons[0].text if weapons else scene.phrase(patients[0] if patients else token), place=scene.place(preps),
            factuality=scene.factuality(token), timing=[token, token.head], voiced=voiced and not who,
        )
    ]  # fmt: skip


def _lifted(scene: Scene, verb: Token, preps: Sequence[tuple[str, Token]]) -> list[Draft]:
    """A missile or rocket that lifts off: its owner's test, or that of who tells of it."""
    weapons = _weapons(scene, subjects(verb))
    if not weapons or not any(c.lower_ == "off" for c in verb.children):
        return []
    maker = scene.actors.maker(weapons[0].head)
    return [
        Draft(
            EventType.TEST, verb, [maker.code] if maker is not None else [], [verb, weapons[0].head],
            object=weapons[0].text, place=scene.phrase(preps[0][1]) if preps and preps[0][0] == "from" else None,
            factuality=scene.factuality(verb), timing=[verb], voiced=maker is None,
        )
    ]  # fmt: skip

"""Agreements: treaties, pacts and contracts that somebody signs, ratifies, renews or ends."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.phrases import clause_preps
from armstrail.reading.events.draft import Draft, Scene
from armstrail.reading.events.partners import between, governing
from armstrail.reading.lexicon import words
from armstrail.reading.supply.roles import Roles
from armstrail.records import EventType

__all__ = ["agreements"]

_SIGNED = frozenset(
    [
        "treaty",
        "pact",
        "agreement",
        "memorandum",
        "accord",
        "contract",
        "deal",
        "partnership",
        "protocol",
        "convention",
        "declaration",
        "order",
        "roadmap",
        "letter",
        "arrangement",
        "understanding",
        "communique",
        "act",
        "lease",
    ]
)
_PACTS = _SIGNED - {
    "order",
    "roadmap",
    "letter",
    "arrangement",
    "understanding",
    "communique",
    "act",
    "lease",
    "declaration",
    "contract",
    "deal",
}
"""Instruments that are renewed, left and ended as well as signed."""
_PAPERS = frozenset({"plan", "document", "paper", "programme", "program", "statement", "charter", "text"})
"""Papers that are agreements where they are signed."""
_SIGNING = frozenset(
    [
        "sign",
        "ink",
        "conclude",
        "initial",
        "seal",
        "ratify",
        "clinch",
        "finalize",
        "finalise",
        "complete",
        "approve",
        "strike",
        "reach",
    ]
)


def agreements(scene: Scene, token: Token) -> list[Draft]:
    """Treaties, contracts and pacts that somebody signs, renews or ends, or that bear a date."""
    voiced = False
    if token.pos_ == "VERB":
        signed = subjects(token) if is_passive(token) else objects(token)
        papers = _PAPERS if token.lemma_.lower() in {"sign", "initial", "ink"} else frozenset[str]()
        instruments = [t for t in signed if t.lemma_.lower() in _SIGNED | papers]
        instruments += [i for w, i in clause_preps(token) if w in words("joining") and i.lemma_.lower() in _PACTS]
        if token.lemma_.lower() in words("ending_pact") - words("prolonging"):
            instruments = [t for t in instruments if t.lemma_.lower() in _PACTS]
        if not instruments:
            return []
        tokens = agents(token) if is_passive(token) else subjects(token)
        for instrument in instruments:
            tokens += [i for w, i in clause_preps(instrument) if w in {"with", "between", "of"} and scene.actors.of(i)]
        tokens += [i for w, i in clause_preps(token) if w in {"with", "between"}]
        goods = [g for w, i in clause_preps(token) if w in {"for", "of"} for g in scene.goods.of(i)]
        makers = [p.token for p in Roles(scene.actors, scene.goods).makers(goods)]
        tokens += makers
        noun = instruments[0]
        voiced = any(t.lemma_.lower() in {"side", "party", "we", "minister"} for t in subjects(token))
    else:
        verb = governing(token)
        if token.lemma_.lower() not in _SIGNED or (
            verb is not None and verb.lemma_ in _SIGNING | words("ending_pact") and token.dep_ in {"dobj", "nsubjpass"}
        ):
            return []
        if not any(child.dep_ == "prep" and child.lower_ in {"of", "from", "in"} for child in token.children):
            return []
        noun = token
        _, tokens = between(scene, token)
    participants = scene.who(tokens, persons=True, bodies=True)
    for maker in tokens:
        mention = scene.actors.parties.at(maker)
        if mention is not None and mention.is_adjective and mention.code not in participants:
            participants.append(mention.code)
    if not participants and token.pos_ == "VERB" and not voiced:
        return []
    return [
        Draft(
            EventType.AGREEMENT, token, participants, [token, noun, *tokens], object=scene.phrase(noun),
            place=scene.place(clause_preps(token)), factuality=scene.factuality(token), timing=[token, noun],
            voiced=voiced,
        )
    ]  # fmt: skip

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
    verbal = token.pos_ == "VERB"
    if verbal:
        noun, tokens = _signed(scene, token)
    elif token.lemma_.lower() in words("signing_noun"):
        noun, tokens = _signing(token)
    else:
        noun, tokens = _dated(scene, token)
    if noun is None:
        return []
    participants = scene.who(tokens, persons=True, bodies=True)
    for maker in tokens:
        mention = scene.actors.parties.at(maker)
        if mention is not None and mention.is_adjective and mention.code not in participants:
            participants.append(mention.code)
    voiced = verbal and any(t.lemma_.lower() in {"side", "party", "we", "minister"} for t in subjects(token))
    if not participants and verbal and not voiced and not is_passive(token):
        return []
    return [
        Draft(
            EventType.AGREEMENT, token, participants, [token, noun, *tokens], object=scene.phrase(noun),
            place=scene.place(clause_preps(token)), factuality=scene.factuality(token), timing=[token, noun],
            voiced=voiced,
        )
    ]  # fmt: skip


_Parts = tuple[Token | None, list[Token]]
"""The instrument, None where there is none, and the tokens that name who is bound by it."""


def _signed(scene: Scene, verb: Token) -> _Parts:
    """What a verb signs, renews or ends, and who: "signed a pact with", "withdrew from the treaty"."""
    lemma = verb.lemma_.lower()
    preps = clause_preps(verb)
    signed = subjects(verb) if is_passive(verb) else objects(verb)
    papers = _PAPERS if lemma in {"sign", "initial", "ink"} else frozenset[str]()
    instruments = [t for t in signed if t.lemma_.lower() in _SIGNED | papers]
    instruments += [i for w, i in preps if w in words("joining") and i.lemma_.lower() in _PACTS]
    instruments += [
        i for t in signed if t.lemma_.lower() in words("taking_part")
        for w, i in clause_preps(t) if w in {"in", "of", "with", "to"} and i.lemma_.lower() in _PACTS
    ]  # fmt: skip
    if lemma in words("ending_pact") - words("prolonging"):
        instruments = [t for t in instruments if t.lemma_.lower() in _PACTS]
    if not instruments:
        return None, []
    noun = instruments[0]
    of = [i for w, i in clause_preps(noun) if w == "of" and i.lemma_.lower() in _SIGNED]
    noun = of[0] if of and noun.lemma_.lower() in papers else noun  # "the text of the accord"
    tokens = agents(verb) if is_passive(verb) else subjects(verb)
    if not tokens and noun.dep_ == "pobj" and noun.head.lower_ == "under":
        above = governing(noun)
        tokens = subjects(above) if above is not None else []  # "bought them under a contract signed in May"
    for instrument in instruments:
        tokens += [i for w, i in clause_preps(instrument) if w in {"with", "between", "of"} and scene.actors.of(i)]
    tokens += [i for w, i in preps if w in {"with", "between"}]
    goods = [g for w, i in preps if w in {"for", "of"} for g in scene.goods.of(i)]
    tokens += [p.token for p in Roles(scene.actors, scene.goods).makers(goods)]
    return noun, tokens


def _signing(noun: Token) -> _Parts:
    """A signing under its noun: "the ratification of the pact between", "Oman's signing of the treaty"."""
    instruments = [i for w, i in clause_preps(noun) if w == "of" and i.lemma_.lower() in _SIGNED]
    if not instruments:
        return None, []
    preps = [*clause_preps(noun), *clause_preps(instruments[0])]
    tokens = [c for c in noun.children if c.dep_ == "poss"]
    return instruments[0], [*tokens, *(i for w, i in preps if w in {"with", "between", "by"})]


def _dated(scene: Scene, noun: Token) -> _Parts:
    """An instrument that bears a date: "the treaty of 1999 between", where no verb of signing tells of it."""
    verb = governing(noun)
    told = verb is not None and verb.lemma_ in _SIGNING | words("ending_pact") and noun.dep_ in {"dobj", "nsubjpass"}
    if noun.lemma_.lower() not in _SIGNED or told:
        return None, []
    if not any(child.dep_ == "prep" and child.lower_ in {"of", "from", "in"} for child in noun.children):
        return None, []
    return noun, between(scene, noun)[1]

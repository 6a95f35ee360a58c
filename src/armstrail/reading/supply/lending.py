"""What a heading, a list's title or a question tells of who gives and gets, whatever the goods: "Aid to Moldova", "What has
Italy sent Chad?". It lends its parties to what stands below it or answers it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.phrases import clause_preps
from armstrail.reading.actors import Actors, Party
from armstrail.reading.goods import GoodsIndex
from armstrail.reading.supply.frame import Frame, Rule, noun_rule, verb_rule
from armstrail.reading.supply.roles import apart, unique
from armstrail.records import Stage

__all__ = ["Lent", "lent"]

_GETTING = frozenset({"get", "seek"})
_FLOWS = _GETTING | {"give", "arm", "carry", "help"}


@dataclass(frozen=True, slots=True)
class Lent:
    """Who gives and who gets, as far as the words say, and how far the supply has come by them."""

    giver: Party | None
    taker: Party | None
    stage: Stage = Stage.TRANSFERRED

    def enter(self, frame: Frame) -> None:
        """Give a frame the parties that its own words leave out."""
        if self.giver is not None and not frame.suppliers and all(p.code != self.giver.code for p in frame.recipients):
            _lend(frame, frame.suppliers, self.giver)
        if frame.barred or frame.home:
            return
        if self.taker is not None and not frame.recipients and all(p.code != self.taker.code for p in frame.suppliers):
            _lend(frame, frame.recipients, self.taker)


def _lend(frame: Frame, role: list[Party], party: Party) -> None:
    role.append(party)
    if party.token.doc is not frame.predicate.doc:
        frame.borrowed.append(party)


def _noun_rule(noun: Token, goods: GoodsIndex) -> Rule | None:
    """What a noun of supply, of help or of goods says: "deliveries to Chad", "German military aid", "Omani rifles for Mali"."""
    ways = any(child.lower_ in {"to", "for"} for child in noun.children)
    named = goods.is_help(noun) or (ways and not is_inner(noun) and goods.of(noun))
    return noun_rule(noun) or (Rule("give", Stage.TRANSFERRED, False) if named else None)


def is_inner(noun: Token) -> bool:
    """Whether a noun only narrows another or stands behind a preposition."""
    return noun.dep_ in {"compound", "nmod", "pobj", "amod", "poss"}


def lent(actors: Actors, goods: GoodsIndex, text: Doc | Span) -> Lent | None:
    """The parties of the first words of supply that name them, at most one a side; None where there are none."""
    giver: Party | None = None
    taker: Party | None = None
    stage: Stage | None = None
    for token in text:
        verbal = verb_rule(token) if token.pos_ == "VERB" else None
        rule = verbal or (_noun_rule(token, goods) if token.pos_ in {"NOUN", "PROPN"} else None)
        if rule is None or rule.frame not in _FLOWS:
            continue
        preps: dict[str, list[Token]] = {}
        for word, inner in clause_preps(token):
            preps.setdefault(word, []).append(inner)
        source = _parties(actors, preps.get("from", []))
        goal = _parties(actors, [*preps.get("to", []), *preps.get("for", [])])
        if verbal is None:
            owner = actors.maker(token)
            who = [owner] if owner is not None else _parties(actors, preps.get("by", []))
        elif is_passive(token):
            who = _parties(actors, agents(token))
            goal = goal or _parties(actors, subjects(token))
        else:
            who = _parties(actors, subjects(token))
            goal = goal or _parties(actors, objects(token))
        if rule.frame == "seek" and verbal is not None and not source:
            source, goal = goal, []  # "has asked Japan for"
        givers, takers = (source, who) if rule.frame in _GETTING else (source or who, goal)
        givers = apart(givers, takers)
        if len(givers) > 1 or len(takers) > 1:
            continue
        giver, taker = giver or next(iter(givers), None), taker or next(iter(takers), None)
        stage = stage or rule.stage
        if giver is not None and taker is not None:
            break
    if stage is None or (giver is None and taker is None):
        return None
    return Lent(giver, taker if giver is None or taker is None or giver.code != taker.code else None, stage)


def _parties(actors: Actors, tokens: Iterable[Token]) -> list[Party]:
    tokens = list(tokens)
    found = unique(party for token in tokens for party in actors.of(token))
    if found:
        return found
    mentions = ((actors.parties.at(token), token) for token in tokens)
    return unique(Party(m.code, token) for m, token in mentions if m is not None)

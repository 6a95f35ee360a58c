"""Verbs of goods on their way: carried, held, arriving, seized."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import clause_preps, is_passive, subjects
from armstrail.language.parties import collective
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame, Rule
from armstrail.reading.supply.roles import NEEDS_BOTH, Roles, apart
from armstrail.records import Category

__all__ = ["Moving"]

_FLYING = frozenset({Category.AIRCRAFT, Category.DRONES, Category.MISSILES, Category.SATELLITES, Category.PERSONNEL})


class Moving(Roles):
    """Frames of verbs that tell where goods go."""

    def _carry(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        carried = subjects(verb) if passive else self._patients(verb)
        goods = self._goods(carried) or self._contents(carried)
        if not goods:
            return None
        suppliers = self._parties(preps.get("from", [])) or self.makers(goods)
        recipients = self._parties(preps.get("to", [])) or self._parties(preps.get("for", []))
        recipients = recipients or self._destined(verb, goods)
        if not recipients and verb.dep_ in {"advcl", "acl", "conj"} and verb.tag_ == "VBG":
            # "the trucks crossed into Poland carrying shells"
            outer = [i for w, i in clause_preps(verb.head) if w in {"to", "into"} and i.i < verb.i]
            recipients = self._parties(outer)
        if passive and not suppliers and verb.lemma_ == "load":
            suppliers = self._parties([*preps.get("at", []), *preps.get("in", [])])
            recipients = recipients or self._owners_of(preps.get("to", []))
        if not suppliers and not passive:
            suppliers = apart(self._parties(subjects(verb)), recipients)
        if not suppliers or (not recipients and not preps.get("to")):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _cargo(self, verb: Token, rule: Rule) -> Frame | None:
        """What a vessel or box holds on its way: "the dhow was laden with rockets", "crates that held Iranian fuses"."""
        passive = is_passive(verb)
        if not any(t.lemma_.lower() in words("vessel") for t in [*subjects(verb), *([verb.head] if passive else [])]):
            return None
        preps = self._preps(verb)
        goods = self._goods(preps.get("with", [])) or ([] if passive else self._goods(self._patients(verb)))
        if not goods:
            return None
        suppliers = self._parties(preps.get("from", [])) or self.makers(goods)
        recipients = self._parties(preps.get("to", [])) or self._destined(verb, goods)
        if not suppliers and not recipients and all(g.category in NEEDS_BOTH for g in goods):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _arrive(self, verb: Token, rule: Rule) -> Frame | None:
        if is_passive(verb):
            return None
        lemma = verb.lemma_.lower()
        subject = subjects(verb)
        goods = self._goods(subject)
        if not goods and any(t.lemma_.lower() in words("vessel") for t in subject):
            # "the ship left Bandar Abbas with 400 rockets"
            goods = [g for w, i in clause_preps(verb) if w == "with" for g in self.goods.of(i)]
        elided = [] if goods or lemma not in {"arrive", "follow"} else self._elliptical(verb, subject)
        if not goods and not elided:
            return None
        if lemma == "fly" and any(good.category in _FLYING for good in goods):
            return None  # "two bombers flew from A to B": a flight
        preps = self._preps(verb)
        suppliers = self._parties(preps.get("from", [])) or self.makers(goods) or self._scheme(preps)
        goal = self._patients(verb)
        if lemma in {"leave", "depart"}:
            suppliers, goal = suppliers or self._parties(goal), []
        recipients = self._parties(goal) or self._parties(preps.get("to", []))
        if not recipients and lemma == "reach":
            recipients = self._parties([*preps.get("in", []), *preps.get("at", [])])
        if not recipients and lemma in {"arrive", "land", "dock", "turn"}:
            recipients = self._parties([*preps.get("in", []), *preps.get("at", [])])
        recipients = apart(recipients or self._parties(preps.get("for", [])), suppliers)
        if lemma not in {"arrive", "reach", "change", "land"} and not recipients and not preps.get("from"):
            return None
        if not recipients and goods and all(g.category in NEEDS_BOTH for g in goods):
            return None
        if any(g.category is Category.PERSONNEL and collective(g.head) == "people" for g in goods):
            return None  # engineers who come to a base
        for good in goods:
            for child in good.head.children:
                if child.dep_ == "acl" and not suppliers:
                    inner = self._preps(child)
                    suppliers = self._parties([*inner.get("by", []), *inner.get("from", [])]) or self._scheme(inner)
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients, elided=elided)

    def _seize(self, verb: Token, rule: Rule) -> Frame | None:
        taken = subjects(verb) if is_passive(verb) else self._patients(verb)
        goods = self._goods(taken)
        goods = goods or self._contents(taken)
        if not goods:
            return None
        suppliers = self.makers(goods) or self._parties(self._preps(verb).get("from", []))
        recipients = self._destined(verb, goods)
        if not recipients:
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

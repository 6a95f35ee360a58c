"""Verbs whose subject gets or wants: buying, receiving, asking."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import is_passive, subjects
from armstrail.language.parties import collective
from armstrail.reading.actors import Party
from armstrail.reading.goods import Good
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame, Rule, noun_rule
from armstrail.reading.supply.roles import NEEDS_BOTH, Roles, apart, doers, in_return
from armstrail.records import Category

__all__ = ["Getting"]


class Getting(Roles):
    """Frames of verbs whose subject is the recipient."""

    def _get(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        subject = doers(verb)
        patients = subject if passive else self._patients(verb)
        if verb.lemma_ in {"opt", "settle"}:
            patients = [*preps.get("for", []), *preps.get("on", [])]
        goods = self._goods(patients)
        if verb.lemma_ in {"pick", "choose", "select", "opt", "settle"}:
            goods = [g for g in goods if g.category not in NEEDS_BOTH]
        if not goods and not passive and self._fixed(verb):
            goods = self._goods([*preps.get("of", []), *preps.get("for", [])])
        shifted: list[Party] = []
        if not goods and not passive:
            goods, shifted = self._shifted(preps.get("from", []))
        elided: list[Token] = []
        if not goods and not passive:
            goods, elided = self.participled(verb)
        if not goods and not passive:
            goods = self.told_of(patients) or [g for t in patients if preps.get("from") for g in self.meant(t)]
        if not goods:
            elided = self._elliptical(verb, patients)
            if not elided:
                return None
        recipients = self._parties(preps.get("by", []) if passive else subject, bodies=True)
        suppliers = shifted or self._parties(preps.get("from", []), bodies=True) or self._from_within(preps)
        suppliers = suppliers or apart(self.makers(goods), recipients) or apart(self.partners(verb), recipients)
        suppliers = suppliers or apart(self._accounting(verb), recipients)
        suppliers = suppliers or apart(self._parties([*preps.get("via", []), *preps.get("through", [])]), recipients)
        if passive and not recipients:
            # "Oman's six jets were ordered from Chad"
            owned = self.makers(goods) if preps.get("from") and verb.dep_ not in {"acl", "relcl"} else []
            recipients = apart(self._users(goods) or owned, suppliers)
        if not suppliers and verb.lemma_.lower() in words("buy"):
            suppliers = apart(self._parties(t for t in preps.get("in", []) if t.head.head.i == verb.i), recipients)
        if verb.dep_ == "acl" and passive and not recipients and suppliers:
            holder = verb.head.head
            if holder.lemma_.lower() in words("use") | words("having") and verb.head.dep_ == "dobj":
                recipients = apart(self._parties(subjects(holder)), suppliers)
        if verb.lemma_.lower() in words("buy") and not suppliers:
            heads = {good.head.i for good in goods}
            others = apart(self._parties(t for t in preps.get("for", []) if t.i not in heads), recipients)
            if others and recipients:
                suppliers, recipients = recipients, others
        if verb.lemma_.lower() in words("buy") and not recipients and not passive:
            recipients = apart(self._parties(preps.get("for", [])), suppliers)  # "has bought parts for the rebels"
        if passive and not suppliers and not recipients:
            suppliers = self.schemed(preps)
        if verb.lemma_ == "take" and not suppliers and any(c.lower_ == "over" for c in verb.children):
            return None  # "took over the guns", whoever had them
        if (
            not suppliers
            and all(g.category in NEEDS_BOTH | {Category.TECHNOLOGY, Category.TRAINING} for g in goods)
            and goods
            and not in_return(verb)
        ):
            return None
        self.take(goods)
        frame = self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients, elided=elided)
        if frame is not None and not suppliers:
            frame.closed = any(t.lower_ in {"us", "me"} or t.pos_ == "NOUN" for t in preps.get("from", []))
        return frame

    def _from_within(self, preps: dict[str, list[Token]]) -> list[Party]:
        """Where sellers sit whose place the parser hangs on the verb: "bought chips from dealers in Malaysia"."""
        sellers = [t.i for t in preps.get("from", []) if collective(t) is not None]
        return self._parties(t for t in preps.get("in", []) if any(0 < t.head.i - seller <= 1 for seller in sellers))

    @staticmethod
    def _counted(goods: list[Good]) -> bool:
        return any(child.dep_ == "nummod" for good in goods for child in (good.measure or good.head).children)

    def _accounting(self, verb: Token) -> list[Party]:
        """Who makes up a share of what is got: "Oman accounts for half of the rifles that Chad imports"."""
        if verb.dep_ != "relcl":
            return []
        token = verb.head
        for _ in range(6):
            if token.head.i == token.i:
                return []
            token = token.head
            if token.pos_ == "VERB":
                return self._parties(subjects(token)) if token.lemma_.lower() in words("account") else []
        return []

    @staticmethod
    def _fixed(verb: Token) -> bool:
        """For "take delivery of", "sign for", "contract for": the goods stand after the preposition."""
        own = [c for c in verb.children if c.dep_ == "dobj" and noun_rule(c) is not None and c.lower_ != "delivery"]
        return not own and verb.lemma_.lower() in {"take", "sign", "contract", "stock"}

    @staticmethod
    def _wanted_for(verb: Token) -> list[Token]:
        """What is asked for, where the parser joins it to its purpose: "asked Rome for drones to watch its borders"."""
        clauses = [c for c in verb.children if c.dep_ in {"advcl", "ccomp", "xcomp"} and c.i > verb.i]
        meant = [c for c in clauses if any(t.dep_ == "mark" and t.lower_ == "for" for t in c.children)]
        return [t for c in meant for t in subjects(c)]

    def _seek(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        patients = subjects(verb) if passive else self._patients(verb)
        goods = self._goods(patients)
        suppliers = self._parties(preps.get("from", []), bodies=True)
        if not goods:
            if patients and verb.lemma_.lower() not in {"ask", "press", "turn", "beg", "lobby", "court"}:
                return None
            goods = self._goods([*preps.get("for", []), *self._wanted_for(verb)])
            suppliers = suppliers or self._parties([*patients, *preps.get("to", [])])
        flows = (noun_rule(t) for t in patients)
        if not goods or any(flow is not None and flow.frame == "give" for flow in flows):
            return None  # "negotiating the sale of": the noun tells who sells
        recipients = self._parties(preps.get("by", []) if passive else subjects(verb))
        suppliers = suppliers or apart(self.makers(goods), recipients)
        if verb.lemma_ == "negotiate" and len(recipients) > 1 and not suppliers and not passive:
            return None  # "Oman and Chad are negotiating an order": the noun has both sides
        if not recipients or (not suppliers and all(g.category in NEEDS_BOTH for g in goods)):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

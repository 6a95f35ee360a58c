"""Verbs of goods on their way: carried, held, arriving, seized."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import is_passive, subjects
from armstrail.language.parties import collective
from armstrail.language.phrases import clause_preps
from armstrail.reading.actors import Party
from armstrail.reading.goods import Good
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame, Rule
from armstrail.reading.supply.roles import NEEDS_BOTH, Roles, apart
from armstrail.records import Category, Factuality, Stage

__all__ = ["Moving"]

_FLYING = frozenset({Category.AIRCRAFT, Category.DRONES, Category.MISSILES, Category.SATELLITES, Category.PERSONNEL})


def _is_carrier(noun: Token) -> bool:
    """Whether a plane or ship is one that brings goods, and none that is brought: "cargo planes", "a ship from Jask"."""
    narrowing = {c.lemma_.lower() for c in noun.children if c.dep_ in {"compound", "amod", "nmod", "acl"}}
    if noun.lemma_.lower() in words("plain_carrier"):
        return not narrowing & words("war_carrier")
    return bool(narrowing & words("carrying"))


class Moving(Roles):
    """Frames of verbs that tell where goods go."""

    def _carry(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        carried = subjects(verb) if passive else self._patients(verb)
        goods = self._goods(carried) or self._contents(carried)
        elided = [] if goods else self._of_them(carried)
        again = [] if goods or elided or passive else [g for token in carried for g in self.meant(token)]
        goods = goods or again
        if not goods and not elided:
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
        told = bool(suppliers) and bool(recipients or preps.get("to"))
        if not told and not (passive and recipients) and not elided and not (again and recipients):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients, elided=elided)

    def _aboard(self, verb: Token, subject: list[Token]) -> tuple[list[Good], Token]:
        """What a vessel or plane brings and the verb that says so: "docked with 30 crates of shells", "landed carrying radars"."""
        if not any(self.bears(token) for token in subject):
            return [], verb
        goods = [g for w, i in clause_preps(verb) if w == "with" for g in self.goods.of(i)]
        if goods:
            return goods, verb
        for token in verb.sent:
            bearing = token.tag_ == "VBG" and token.i > verb.i and token.lemma_.lower() in words("bearing")
            if bearing and any(t.i == verb.i for t in token.ancestors):
                goods = self._goods(self._patients(token))
                if goods:
                    return goods, token
        return [], verb

    def _cargo(self, verb: Token, rule: Rule) -> Frame | None:
        """What a vessel or box holds on its way: "the dhow was laden with rockets", "crates that held Iranian fuses"."""
        passive = is_passive(verb)
        held_by = [*subjects(verb), *([verb.head] if passive else [])]
        if not any(t.lemma_.lower() in words("vessel") or t.lower_ == "she" or self._vessel_meant(t) for t in held_by):
            return None
        preps = self._preps(verb)
        goods = self._goods(preps.get("with", [])) or ([] if passive else self._goods(self._patients(verb)))
        if not goods:
            return None
        suppliers = self._parties(preps.get("from", [])) or self.makers(goods)
        recipients = self._parties(preps.get("to", [])) or self._destined(verb, goods)
        recipients = recipients or apart(self._parties(preps.get("for", [])), suppliers)
        if not suppliers and not recipients and all(g.category in NEEDS_BOTH for g in goods):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _arrive(self, verb: Token, rule: Rule) -> Frame | None:
        if is_passive(verb):
            return None
        lemma = verb.lemma_.lower()
        subject = subjects(verb)
        aboard, told = self._aboard(verb, subject)
        goods = aboard or [g for g in self._goods(subject) if not _is_carrier(g.head)]
        coming = words("coming")
        elided = [] if goods or lemma not in coming | {"follow"} else self._elliptical(verb, subject)
        if not goods and not elided:
            return self._voyage(verb, subject)
        if lemma == "fly" and any(good.category in _FLYING for good in goods):
            return None  # "two bombers flew from A to B": a flight
        preps = self._preps(verb)
        suppliers = self._parties(preps.get("from", []), bodies=True) or self.makers(goods) or self.schemed(preps)
        if aboard and not suppliers:
            suppliers = [p for t in subject if (p := self.actors.maker(t)) is not None]
        goal = self._patients(verb)
        if lemma in {"leave", "depart"}:
            suppliers, goal = suppliers or self._parties(goal), []
        recipients = self._parties(goal) or self._parties(preps.get("to", []))
        if not recipients and lemma == "reach":
            recipients = self._parties([*preps.get("in", []), *preps.get("at", [])])
        if not recipients and lemma in coming:
            # not "via a broker in Almaty"
            places = [*preps.get("in", []), *preps.get("at", [])]
            recipients = self._parties(t for t in places if t.head.head.head.lower_ not in {"via", "through"})
        if not recipients and lemma in coming:
            # "ended up in Russian missiles": in whose weapons the goods are
            recipients = self._owners_of(t for t in preps.get("in", []) if self.goods.of(t))
        recipients = apart(recipients or self._parties(preps.get("for", [])), suppliers)
        recipients = recipients or (apart(self._destined(verb, goods), suppliers) if aboard else [])
        recipients = recipients or apart(self.needy(goods), suppliers)
        if not recipients and any(self.built_by(good) for good in goods):
            # "Oman's new boat, built in Chad, has arrived"
            recipients = apart((w for good in goods if (w := self.actors.maker(good.head)) is not None), suppliers)
        if not recipients and told.i != verb.i:
            inner = self._preps(told)
            recipients = apart(self._parties([*inner.get("for", []), *inner.get("to", [])]), suppliers)
        following = lemma == "follow" and not goal and any(c.dep_ == "nummod" for t in subject for c in t.children)
        if lemma not in coming | {"change"} and not following and not recipients and not preps.get("from"):
            return None
        if not recipients and goods and all(g.category in NEEDS_BOTH for g in goods):
            return None
        if any(g.category is Category.PERSONNEL and collective(g.head) == "people" for g in goods):
            return None  # engineers who come to a base
        if lemma in {"leave", "depart", "return"} and all(g.category is Category.PERSONNEL for g in goods):
            return None  # on their way home
        for good in goods:
            for child in good.head.children:
                if child.dep_ == "acl" and not suppliers:
                    inner = self._preps(child)
                    suppliers = self._parties([*inner.get("by", []), *inner.get("from", [])]) or self.schemed(inner)
        self.take(goods)
        return self._finish(told, rule, goods, suppliers=suppliers, recipients=recipients, elided=elided)

    def _laden(self, verb: Token, taken: list[Token]) -> list[Good]:
        """What a vessel that is taken had on board: "seized a dhow with rifles", "intercepted a boat carrying rockets"."""
        vessels = [t for t in taken if t.lemma_.lower() in words("vessel")]
        if not vessels:
            return []
        tokens = [i for w, i in clause_preps(verb) if w == "with"]
        for vessel in vessels:
            for child in vessel.children:
                if child.dep_ == "acl" and child.lemma_.lower() in words("bearing") | {"load", "lade", "pack", "fill"}:
                    tokens += [*self._patients(child), *(i for w, i in clause_preps(child) if w == "with")]
        return self._goods(tokens)

    @staticmethod
    def _vessel_meant(token: Token) -> bool:
        """Whether "it" stands for a vessel of the sentence before."""
        if token.lower_ not in {"it", "she", "they"} or token.sent.start == 0:
            return False
        before = token.doc[token.sent.start - 1].sent
        return any(t.lemma_.lower() in words("vessel") - words("package") for t in before)

    def _voyage(self, verb: Token, subject: list[Token]) -> Frame | None:
        """Whence a vessel came: "The boat had set out from Bandar Abbas"; it lends its parties to what the vessel held."""
        if not any(t.lemma_.lower() in words("vessel") or self._vessel_meant(t) for t in subject):
            return None
        preps = self._preps(verb)
        suppliers = self._parties(preps.get("from", []))
        if not suppliers and preps.get("from"):
            suppliers = self._parties(i for i in preps.get("in", []) if i.i > preps["from"][0].i)
        if not suppliers and verb.lemma_.lower() in {"leave", "depart"}:
            suppliers = self._parties(self._patients(verb))
        if not suppliers:
            return None
        return Frame(self.actors.number, verb, [], suppliers, [], Stage.TRANSFERRED, Factuality.ASSERTED, voyage=True)

    def _underway(self, verb: Token) -> list[Party]:
        """Whence a cargo was on its way: "found rifles that were on their way from Oman to Chad"."""
        told = [t for t in verb.sent if t.i > verb.i and t.lower_ in words("bound")]
        return self._parties(i for t in told[:1] for w, i in clause_preps(t.head.head) if w == "from")

    def _found_for(self, verb: Token, taken: list[Token]) -> Frame | None:
        """Who finds goods for another to have: "has located 300 guns abroad for Chad"; a cargo that is found was for somebody."""
        finders = [] if is_passive(verb) else self._parties(subjects(verb))
        goods = [g for g in self._goods(taken) if g.category not in NEEDS_BOTH]
        if verb.lemma_.lower() not in words("locating") or not finders or not goods:
            return None
        takers = [i for w, i in clause_preps(verb) if w == "for" and i.head.head.i in {verb.i, goods[-1].head.i}]
        recipients = apart(self._takers(takers), finders)
        bound = any(t.lower_ in words("bound") for t in verb.sent) or self.makers(goods)
        if not recipients or bound:
            return None
        self.take(goods)
        return self._finish(verb, Rule("give", Stage.AGREED, False), goods, suppliers=finders, recipients=recipients)

    def _seize(self, verb: Token, rule: Rule) -> Frame | None:
        taken = subjects(verb) if is_passive(verb) else self._patients(verb)
        found_for = self._found_for(verb, taken)
        if found_for is not None:
            return found_for
        goods = self._goods(taken)
        goods = goods or self._contents(taken) or self._laden(verb, taken)
        if not goods:
            return None
        recipients = self._destined(verb, goods)
        suppliers = self.makers(goods) or self._parties(self._preps(verb).get("from", []))
        suppliers = suppliers or apart(self._underway(verb), recipients)
        if suppliers and not recipients:
            recipients = apart(self._parties(self._preps(verb).get("for", [])), suppliers)
        held = any(t.lemma_.lower() in words("vessel") for t in taken) or any(
            t.lower_ in {"also", "too", "well"} for t in verb.sent
        )
        if not recipients and not (held and all(g.category not in NEEDS_BOTH for g in goods)):
            return None
        self.take(goods)
        frame = self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)
        if frame is not None:
            frame.seized = True
        return frame

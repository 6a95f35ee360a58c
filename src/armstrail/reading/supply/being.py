"""What is told of goods by "be": where they are by now, and whose make they are ("half of the shells are North Korean")."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.grammar import subjects
from armstrail.language.phrases import clause_preps
from armstrail.reading.actors import Party
from armstrail.reading.goods import Good
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame, Rule
from armstrail.reading.supply.roles import NEEDS_BOTH, Roles, apart
from armstrail.records import Stage

__all__ = ["Being"]


class Being(Roles):
    """Frames of the verb "be"."""

    def told_to_be(self, verb: Token) -> list[Frame]:
        """The frames of a form of "be", at most one."""
        goods = [g for g in self._goods(subjects(verb)) if g.category not in NEEDS_BOTH]
        return (self._placed(verb, goods) or self._native(verb, goods) or self._among(verb, goods)) if goods else []

    def _among(self, verb: Token, goods: list[Good]) -> list[Frame]:
        """Goods that a deal or package told of before holds: "two boats are also part of the offer"."""
        parts = [c for c in verb.children if c.dep_ == "attr" and c.lemma_.lower() == "part"]
        inner = [i for c in parts for w, i in clause_preps(c) if w == "of"]
        whole = next((i for i in inner if i.lemma_.lower() in words("package") | {"offer", "pledge"}), None)
        if whole is None:
            return []
        self.take(goods)
        rule = Rule("give", Stage.AGREED, whole.lemma_.lower() == "offer")
        found = self._finish(verb, rule, goods, suppliers=self.owned_by(whole), recipients=[])
        if found is not None:
            found.follows = True
        return [found] if found is not None else []

    def _native(self, verb: Token, goods: list[Good]) -> list[Frame]:
        """Whose make goods are that somebody else has: "the shells that Oman fires are Chadian", "their tanks are of Omani
        make". Whose they are must stand beside the goods.
        """
        makers: list[Party] = []
        for child in verb.children:
            if child.dep_ in {"acomp", "attr"} and (m := self._origin(child)) is not None:
                makers.append(m)
            made = (
                [i for i in child.children if i.dep_ == "pobj"] if child.dep_ == "prep" and child.lower_ == "of" else []
            )
            made += [child] if child.dep_ in {"acomp", "attr"} else []
            for noun in made:
                if noun.lemma_.lower() in words("making"):
                    makers += [m for m in [self.actors.maker(noun)] if m is not None]
        if not makers:
            return []
        recipients = apart(self._holders(goods), makers)
        if not recipients:
            return []
        self.take(goods)
        rule = Rule("give", Stage.TRANSFERRED, False)
        found = self._finish(verb, rule, goods, suppliers=makers, recipients=recipients)
        return [found] if found is not None else []

    def _origin(self, token: Token) -> Party | None:
        """The state that an adjective after "be" names."""
        mention = self.actors.parties.at(token)
        return Party(mention.code, token) if mention is not None and mention.form in {"adjective", "demonym"} else None

    def _holders(self, goods: list[Good]) -> list[Party]:
        """Whose the goods are by a possessive, by who uses them or by where they are found."""
        for good in goods:
            nouns = [good.head] if good.measure is None else [good.measure, good.head]
            for noun in nouns:
                for child in noun.children:
                    if child.dep_ in {"relcl", "acl"} and child.lemma_.lower() in words("use") | words("possessing"):
                        found = self._parties(self._by_whom(child))
                        if found:
                            return found
                owner = self.actors.maker(noun)
                if owner is not None:
                    return [owner]
        return []

    @staticmethod
    def _by_whom(verb: Token) -> list[Token]:
        agents = [i for c in verb.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"]
        return agents or [t for t in subjects(verb) if t.dep_ == "nsubj"]

    def _placed(self, verb: Token, goods: list[Good]) -> list[Frame]:
        """Where goods are by now: "the missiles are in the hands of Chad's army", "jets from Spain are in the country"."""
        if not goods:
            return []
        suppliers = self.makers(goods)
        suppliers = suppliers or self._parties(i for g in goods for w, i in clause_preps(g.head) if w == "from")
        for child in verb.children:
            if child.dep_ != "prep" or child.lower_ not in {"in", "on"}:
                continue
            for inner in child.children:
                hands = inner.lemma_.lower() in {"hand", "possession"}
                if hands:
                    holders = [i for c in inner.children if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"]
                    recipients = self._parties(holders) or self.owned_by(inner)
                elif suppliers and inner.lemma_.lower() in {"country", "soil"}:
                    recipients = self.owned_by(inner)
                else:
                    continue
                recipients = apart(recipients, suppliers)
                if hands and not recipients:
                    continue
                self.take(goods)
                rule = Rule("arrive", Stage.TRANSFERRED, False)
                found = self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)
                return [found] if found is not None else []
        return []

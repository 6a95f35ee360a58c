"""The goods of a noun of supply: "arms shipments", "a deal with Oman for radars", "the sale to Chad of two boats"."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.phrases import clause_preps
from armstrail.reading.goods import Good, GoodsIndex
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Rule
from armstrail.reading.supply.requests import is_request, letter_of
from armstrail.reading.supply.verbs import VerbFrames
from armstrail.records import Category

__all__ = ["NounGoods"]


class NounGoods:
    """Finds the goods of the nouns of one paragraph."""

    def __init__(self, goods: GoodsIndex, verbs: VerbFrames) -> None:
        self.goods = goods
        self.verbs = verbs

    def _goods(self, noun: Token, rule: Rule | None) -> list[Good]:
        found = self.goods.of(noun)
        if found or rule is None:
            return [g for g in found if g.head.i == noun.i or g.measure is not None or rule is not None]
        for word in ("of", "for", "in", "on", "over"):
            if word != "of" and rule.frame not in {"deal", "seek", "trade"} and noun.lemma_ != "order":
                break
            around = [*noun.children]
            if noun.dep_ == "dobj" and (rule.frame == "deal" or noun.lemma_ == "order"):
                around.extend(child for child in noun.head.children if child.i > noun.i)
            for child in around:
                if child.dep_ == "prep" and child.lower_ == word:
                    for inner in child.children:
                        if inner.dep_ == "pobj":
                            found = self.goods.of(inner)
                            if found:
                                return found
                        if inner.dep_ == "pcomp" and inner.pos_ == "VERB":
                            return []
        if rule.frame == "seek":
            outer = letter_of(noun)
            found = [g for w, i in clause_preps(outer) if w == "for" for g in self.goods.of(i)] if outer else []
            if found:
                return found
            behind = clause_preps(noun.head) if noun.dep_ == "dobj" and is_request(noun) else []
            found = [g for w, i in behind if w == "for" and i.i > noun.i for g in self.goods.of(i)]
            if found:
                return found  # "turned down a request by Sudan for mortars": the parser counts them to the verb
            found = [g for w, i in clause_preps(noun) if w == "for" for g in self.verbs.meant(i)]
            if found:
                return found
        if rule.frame == "give":
            # "the sale to Chad of radars": hung on the recipient by the parser
            apart = [
                i
                for w, i in clause_preps(noun) + (clause_preps(noun.head) if noun.dep_ in {"dobj", "nsubjpass"} else [])
                if w == "of" and i.head.head.dep_ == "pobj" and i.head.head.head.lower_ == "to"
            ]
            found = [g for i in apart for g in self.goods.of(i)]
            if found:
                return found
        if noun.lemma_.lower() in words("package"):
            # "a tenth package with radars"
            found = [g for c in noun.children if c.lower_ == "with" for i in c.children for g in self.goods.of(i)]
            if found:
                return found
        if rule.frame == "deal":
            # "a contract worth $600 million for rockets": hung on the price by the parser
            found = [g for w, i in clause_preps(noun) if w == "for" and i.i > noun.i for g in self.goods.of(i)]
            if found:
                return found
        military = rule.frame == "give" and any(c.lower_ in {"military", "defense", "defence"} for c in noun.children)
        if military and noun.lemma_.lower() in words("own_flow") - {"aid"}:
            return [Good(Category.ARMS, noun, noun.i, noun.i + 1)]  # "military sales to Chad"
        return self._compound_goods(noun)

    def _compound_goods(self, noun: Token) -> list[Good]:
        """Goods named as a modifier: "arms makers", "its biggest arms supplier"."""
        return [g for c in noun.children if c.dep_ in {"compound", "amod", "nmod"} for g in self.goods.of(c)]

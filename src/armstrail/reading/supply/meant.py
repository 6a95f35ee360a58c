"""The goods that words of a clause stand for: bare parts, general words, pronouns and numbers ("the engines", "the system",
"12 of them"), by what the paragraph names before them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from armstrail.language.grammar import is_passive, objects
from armstrail.reading.goods import Good, GoodsIndex
from armstrail.reading.lexicon import words
from armstrail.records import Category

__all__ = ["NEEDS_BOTH", "MeantGoods"]

NEEDS_BOTH = frozenset({Category.SUPPORT, Category.OTHER, Category.FUNDS, Category.FUEL, Category.PERSONNEL})
"""Goods that are too common to count without both parties."""
_NARROWING = frozenset({"amod", "compound", "nmod", "poss", "prep", "acl", "relcl"})
_LOOSE = frozenset({Category.DUAL_USE, Category.ARMS, Category.SEMICONDUCTORS, Category.MACHINE_TOOLS})
_ABSTRACT = frozenset({Category.TRAINING, Category.TECHNOLOGY})
_PRONOUNS = frozenset({"they", "them", "these", "those", "it", "some", "both", "ones", "one", "half", "others", "rest"})


class MeantGoods:
    """The goods of one paragraph, said or meant."""

    def __init__(self, goods: GoodsIndex) -> None:
        self.goods = goods

    def _goods(self, tokens: Iterable[Token]) -> list[Good]:
        out: list[Good] = []
        for token in tokens:
            out += self._licensed(token)
            for good in self.goods.of(token):
                if all(good.category != o.category or good.head.i != o.head.i for o in out):
                    out.append(self._part_of(good))
        armed = any(good.category not in NEEDS_BOTH | _ABSTRACT for good in out)
        # "weapons and vehicles": vehicles of war, as the weapons beside them say
        return [g for g in out if not (armed and g.category is Category.OTHER and g.head.lemma_.lower() == "vehicle")]

    def participled(self, verb: Token) -> tuple[list[Good], list[Token]]:
        """Counted goods whose participle the parser takes for a verb: "gave Chad 12 refurbished engines"; with the figure."""
        for token in verb.doc[verb.i + 2 : min(verb.i + 8, verb.sent.end)]:
            figure = token.nbor(-1)
            if token.tag_ in {"VBD", "VBN"} and figure.pos_ == "NUM":
                goods = [g for g in self._goods(objects(token)) if g.category not in NEEDS_BOTH]
                if goods:
                    return goods, [figure]
        return [], []

    def _licensed(self, token: Token) -> list[Good]:
        """The right to make goods is know-how: "asked for a licence to build drones"."""
        if token.lemma_.lower() not in {"licence", "license", "right", "blueprint"}:
            return []
        made = [c for c in token.children if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in words("make")]
        good = next((g for c in made for t in objects(c) for g in self.goods.of(t)), None)
        return [Good(Category.TECHNOLOGY, token, token.i, good.head.i + 1)] if good is not None else []

    def _part_of(self, good: Good) -> Good:
        """Bare parts take the category of the weapon that was named last before them: "97 jets. The engines come from"."""
        if good.category is not Category.DUAL_USE or good.head.lemma_.lower() not in words("weapon_part"):
            return good
        doc = good.head.doc
        for token in reversed(doc[max(0, good.start - 40) : good.head.i]):
            if token.pos_ not in {"NOUN", "PROPN", "NUM"} or token.lemma_.lower() in words("weapon_part"):
                continue
            found = [g for g in self.goods.of(token) if g.category not in NEEDS_BOTH | _ABSTRACT | _LOOSE]
            if found:
                return replace(good, category=found[0].category)
        return good

    def told_of(self, tokens: Iterable[Token]) -> list[Good]:
        """The goods that general words stand for, where the paragraph names them before: "wants to buy the system"."""
        for token in tokens:
            if self._again(token):
                for other in reversed(token.doc[max(0, token.i - 60) : token.i]):
                    found = self.goods.of(other) if other.pos_ in {"NOUN", "PROPN"} else []
                    found = [g for g in found if g.category not in NEEDS_BOTH | _ABSTRACT and g.head.i < token.i]
                    if found:
                        return found[:1]
        return []

    def in_sentence(self, token: Token) -> Good | None:
        """The goods that the sentence names before a word that stands for some: "Two tanks, part of a lot of 38"."""
        for other in reversed(token.doc[token.sent.start : token.i]):
            if other.pos_ in {"NOUN", "PROPN"}:
                found = [g for g in self.goods.of(other) if g.category not in NEEDS_BOTH | _ABSTRACT]
                if found and found[0].head.i < token.i:
                    return found[0]
        return None

    def meant(self, token: Token) -> list[Good]:
        """The goods that "them" stands for: those named last before it in its paragraph, in its number."""
        if token.lower_ not in {"them", "they", "these", "those", "it"}:
            return []
        many = token.lower_ != "it"
        for alike in (True, False):
            for other in reversed(token.doc[max(0, token.i - 60) : token.i]):
                if other.pos_ not in {"NOUN", "PROPN"} or ((other.tag_ in {"NNS", "NNPS"}) == many) != alike:
                    continue
                found = [g for g in self.goods.of(other) if g.category not in NEEDS_BOTH | _ABSTRACT]
                if found and found[0].head.i < token.i:
                    return found[:1]
        return []

    def _elliptical(self, verb: Token, tokens: list[Token]) -> list[Token]:
        """Objects that name goods by a number or pronoun alone: "another 14", "they will arrive", "three batteries"."""
        out = []
        for token in tokens:
            counted = token.pos_ == "NUM" or any(child.dep_ == "nummod" for child in token.children)
            counted = counted or (token.lemma_.lower() in words("load") and not self.goods.of(token))
            bare = self.goods.is_measure(token) or token.pos_ == "NUM" or token.lower_ in {"more", "others"}
            pronoun = token.lower_ in _PRONOUNS and (
                (is_passive(verb) and verb.lemma_ != "sign") or verb.lemma_ in {"arrive", "reach"}
            )
            pronoun = pronoun or self._again(token) or bool(self._of_them([token]))
            figure = next((i for c in token.children if c.lower_ == "of" for i in c.children if i.pos_ == "NUM"), None)
            if figure is not None and token.lemma_.lower() in words("load"):
                out.append(figure)  # "a first lot of 38"
                continue
            if (counted and bare and token.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT"}) or pronoun:
                out.append(token)
        return out

    @staticmethod
    def _of_them(tokens: Iterable[Token]) -> list[Token]:
        """Shares of what was named before: "carrying 12 of them", "the first of these"."""
        return [
            token
            for token in tokens
            if (token.pos_ == "NUM" or token.lower_ in words("partial"))
            and any(
                i.lower_ in {"them", "these", "those"} for c in token.children if c.lower_ == "of" for i in c.children
            )
        ]

    def _again(self, token: Token) -> bool:
        """Whether a noun names goods told of before by a general word: "the systems", "these weapons", "such equipment"."""
        if not self.goods.is_general(token) or any(c.dep_ in _NARROWING for c in token.children):
            return False
        return any(c.lower_ in {"the", "these", "those", "such", "this"} for c in token.children)

"""Goods named without a verb: "Six howitzers to Niger", "rifles from the Russians for the junta", "- P-18 radar".

Bulletins, lists, live reports and answers leave the verb out. What is left is a noun with its goods, who gives after "from" or
in its adjective, who gets after "to" or "for".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from armstrail.language.modality import modality_of
from armstrail.reading.actors import Actors, Party
from armstrail.reading.goods import Good, GoodsIndex
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame, noun_rule
from armstrail.reading.supply.lending import Lent, is_inner, lent
from armstrail.reading.supply.roles import NEEDS_BOTH, apart
from armstrail.reading.supply.verbs import VerbFrames
from armstrail.records import Category, Factuality, Stage

__all__ = ["Fragments", "is_fragment", "is_question"]

_ABSTRACT = frozenset({Category.SUPPORT, Category.TECHNOLOGY, Category.FUNDS, Category.OTHER})
_WAYS = frozenset({"from", "to", "for"})
_QUESTION = re.compile(r"\s*Q(?:uestion)?\s?[:.\u2013\u2014-]")
_GOVERNED = frozenset({"pobj", "nsubj", "nsubjpass"})
_NO_COUNT = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
_AFTER = frozenset({"appos", "conj", "npadvmod", "nummod", "dep", "ROOT"})


def is_fragment(sentence: Span) -> bool:
    """Whether a sentence has no verb of its own that stands in a tense."""
    root = sentence.root
    finite = (t for t in sentence if t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBD", "VBZ", "VBP", "MD"})
    return root.pos_ not in {"VERB", "AUX"} and not any(t.dep_ not in {"relcl", "advcl", "ccomp"} for t in finite)


def is_question(sentence: Span) -> bool:
    """Whether a sentence asks: "What did Italy send?", "Readers ask what Oman sells."."""
    if sentence.text.rstrip().endswith("?"):
        return True
    asking = (t for t in sentence if t.lemma_.lower() in {"ask", "question", "wonder"} and t.pos_ in {"VERB", "NOUN"})
    return any(t.lower_ in {"what", "which", "how"} for verb in asking for t in verb.subtree)


def _apposed(good: Good) -> list[Token]:
    """Figures that stand beside goods: "drones, six to Kenya", "drones from Oman, 40 of them, to Chad"."""
    return [c for c in good.head.children if c.dep_ == "appos" and c.pos_ == "NUM" and c.ent_type_ not in _NO_COUNT]


class Fragments:
    """The supply frames of one paragraph that no verb heads."""

    def __init__(self, actors: Actors, goods: GoodsIndex, verbs: VerbFrames) -> None:
        self._actors = actors
        self._goods = goods
        self._verbs = verbs

    def told(self, asked: Lent | None = None, *, answers: bool = False) -> list[Frame]:
        """Goods with both parties wherever they stand ("found rifles from Libya for the rebels"), with one in a sentence
        without a verb ("Four boats for Chad."), and in answers to a question that tells them or that speaks of the same
        goods (`answers`). `asked` is what the paragraph before has asked.
        """
        out: list[Frame] = []
        for sentence in self._actors.paragraph.doc.sents:
            asking = is_question(sentence)
            if asking:
                asked, answers = lent(self._actors, self._goods, sentence) or asked, True
            if asking or sentence.text.rstrip().endswith("?"):
                continue
            bare = is_fragment(sentence)
            for good in self._named(sentence):
                if good.category in _ABSTRACT:
                    continue
                frame = self._frame(good)
                if bare and asked is not None:
                    asked.enter(frame)
                    frame.stage = asked.stage if frame.stage is Stage.TRANSFERRED else frame.stage
                both = bool(frame.suppliers and frame.recipients)
                some = answers or bool(frame.suppliers or frame.recipients)
                if both or (bare and some and good.category not in NEEDS_BOTH and good.head.dep_ not in _GOVERNED):
                    self._verbs.take([good])
                    frames = [self._frame(good, count=figure) for figure in self._further(good)]
                    for further in frames:
                        if asked is not None:
                            asked.enter(further)
                    out += [frame, *(one for one in frames if one.recipients)]
        return out

    def asked(self) -> tuple[bool, Lent | None]:
        """Whether the paragraph ends in a question or is one of an interview's, and what that tells of the parties."""
        doc = self._actors.paragraph.doc
        sentences = list(doc.sents)
        if not sentences or not (_QUESTION.match(doc.text) or sentences[-1].text.rstrip().endswith("?")):
            return False, None
        return True, lent(self._actors, self._goods, doc)

    def listed(self, after: int = 0) -> list[Frame]:
        """All goods of a paragraph that is a list's item, from a token on; its parties are those over the list."""
        doc = self._actors.paragraph.doc
        if not all(is_fragment(sentence) for sentence in doc.sents):
            return []
        out = []
        for good in self._named(doc[after:]):
            frame = self._frame(good, makers=True)
            frame.counted.extend(self._figures(good))
            self._verbs.take([good])
            out.append(frame)
        return out

    def _named(self, tokens: Iterable[Token]) -> Iterator[Good]:
        """The goods that the tokens name and that no frame has taken, each noun once."""
        seen: set[int] = set()
        for token in tokens:
            if token.pos_ not in {"NOUN", "PROPN", "NUM"} or noun_rule(token) is not None:
                continue
            inner = is_inner(token) and not (token.dep_ == "pobj" and token.head.lower_ in {"with", "from", "of"})
            if inner and not (token.dep_ == "pobj" and self._verbs.makers(self._goods.of(token))):
                continue
            if any(child.lower_ == "no" for child in token.children):
                continue
            for good in self._goods.of(token):
                if good.head.i not in seen and good.head.i not in self._verbs.used:
                    seen.add(good.head.i)
                    yield good

    def _frame(self, good: Good, *, makers: bool = False, count: Token | None = None) -> Frame:
        """The frame of some goods; `count` is a figure that stands for further ones ("six to Niger and 17 to Mali")."""
        suppliers: list[Party] = []
        recipients: list[Party] = []
        for word, inner in self._ways(good, count):
            found = [p for p in self._actors.of(inner, bodies=True) if inner.i != good.head.i]
            if word == "from":
                suppliers = suppliers or found
            else:
                recipients = recipients or found
        suppliers = apart(suppliers, recipients)
        if makers or recipients:
            suppliers = suppliers or apart(self._verbs.makers([good]), recipients)
        modality = modality_of(good.head)
        agreed = any(c.dep_ == "acl" and c.lemma_.lower() in words("dealing") for c in good.head.children)
        stage = modality.stage or (Stage.AGREED if agreed else Stage.TRANSFERRED)
        return Frame(
            self._actors.number, good.head, [good], suppliers, recipients, stage,
            Factuality.ASSERTED if makers else modality.factuality, by=modality.by, elided=[count] if count is not None else [],
            bare=True, counted=_apposed(good),
        )  # fmt: skip

    @staticmethod
    def _ways(good: Good, count: Token | None) -> Iterator[tuple[str, Token]]:
        """Whence and whither goods go by the phrases after their noun: the preposition and its noun."""
        nouns = [good.head] if good.measure is None else [good.head, good.measure]
        while nouns[-1].dep_ == "conj" and nouns[-1].head.pos_ in {"NOUN", "PROPN"}:
            nouns.append(nouns[-1].head)
        nouns.extend(_apposed(good))
        for noun in [count] if count is not None else nouns:
            preps = [c for c in noun.children if c.dep_ in {"prep", "dative"} and c.i > max(noun.i, good.head.i)]
            for prep in preps:
                for inner in prep.children:
                    if inner.dep_ == "pobj" and prep.lower_ in _WAYS:
                        yield prep.lower_, inner
                        preps.extend(c for c in inner.children if c.dep_ == "prep" and c.i > inner.i)

    @staticmethod
    def _further(good: Good) -> list[Token]:
        """Bare figures beside counted goods that have a way of their own: "six drones to Niger and 17 to Mali"."""
        tops = [good.head] if good.measure is None else [good.head, good.measure]
        return [c for top in tops for c in top.conjuncts if c.pos_ == "NUM" and c.i > good.head.i]

    @staticmethod
    def _figures(good: Good) -> list[Token]:
        """The figure that follows goods in a list: "helicopters, at least six", "Leopard tanks: 18", "radars (4)"."""
        doc = good.head.doc
        for token in doc[good.head.i + 1 : good.head.i + 7]:
            if token.pos_ == "NUM" and token.ent_type_ not in _NO_COUNT:
                own = token.dep_ in _AFTER and not (token.dep_ == "nummod" and token.head.i != good.head.i)
                return [token] if own else []
            if token.pos_ in {"NOUN", "PROPN", "VERB"}:
                return []
        return []

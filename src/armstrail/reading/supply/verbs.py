"""Supply frames of verbs: who is supplier, recipient and goods by grammatical function."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.modality import modality_of
from armstrail.language.phrases import clause_preps
from armstrail.reading.actors import Party
from armstrail.reading.lexicon import words
from armstrail.reading.supply.apportioning import Apportioning
from armstrail.reading.supply.being import Being
from armstrail.reading.supply.frame import Frame, Rule, verb_rules
from armstrail.reading.supply.getting import Getting
from armstrail.reading.supply.giving import Giving
from armstrail.reading.supply.moving import Moving
from armstrail.reading.supply.roles import NEEDS_BOTH, RETURN, apart
from armstrail.records import Category, Factuality, Stage

__all__ = ["VerbFrames"]


_SENT = frozenset({"shipment", "delivery", "consignment", "batch", "cargo"})
"""Nouns for goods that are on their way or there."""


class VerbFrames(Giving, Getting, Moving, Being, Apportioning):
    """The verbal supply frames of one paragraph."""

    def of(self, verb: Token) -> list[Frame]:
        """The frames that a verb heads: its own, the return flow, possession implied by use."""
        lemma = verb.lemma_.lower()
        if lemma in words("account") and self.gives_share(verb):
            shared = self._account(verb)
            if shared is not None:
                return [shared]
        for rule in verb_rules(verb):
            frame = (self._final(verb, rule) if rule.frame == "give" else None) or self._frame(verb, rule)
            if frame is not None:
                return [*self.apportioned(verb, rule, frame), *self._return_flow(verb, frame)]
        if lemma == "account":
            found = self._account(verb)
            return [found] if found is not None else []
        if lemma in words("serve"):
            frame = self._serve(verb)
            return [frame] if frame is not None else []
        if lemma in words("cover") or lemma == "come":
            return self._covered(verb)
        if lemma in words("use") | words("relying") | words("possessing"):
            return self._implied(verb)
        return []

    def _final(self, verb: Token, rule: Rule) -> Frame | None:
        """A clause in the order of another language, the verb last: "Oman to Chad rifles gave". The parser makes nothing of
        it: the goods stand right before the verb, who gets them behind "to", who gives at the head of the clause.
        """
        doc = verb.doc
        ends = verb.i + 1 >= len(doc) or doc[verb.i + 1].is_punct or doc[verb.i + 1].dep_ == "cc"
        if not ends or verb.i < 3 or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
            return None
        start = next((i + 1 for i in range(verb.i - 1, verb.sent.start, -1) if doc[i].is_punct), verb.sent.start)
        way = next((t for t in doc[start : verb.i] if t.lower_ == "to"), None)
        giver = self.actors.parties.at(doc[start])
        before = doc[verb.i - 1]
        goods = self.goods.of(before) if before.pos_ in {"NOUN", "PROPN"} else []
        taker = self.actors.parties.at(doc[way.i + 1]) if way is not None else None
        if giver is None or taker is None or way is None or giver.end != way.i or not goods:
            return None
        goods = self.unfused(goods, Party(taker.code, doc[way.i + 1]))
        self.take(goods)
        suppliers, recipients = [Party(giver.code, doc[start])], [Party(taker.code, doc[way.i + 1])]
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _frame(self, verb: Token, rule: Rule) -> Frame | None:
        methods: dict[str, Callable[[Token, Rule], Frame | None]] = {
            "give": self._give, "arm": self._arm, "help": self._help, "get": self._get, "seek": self._seek,
            "carry": self._carry, "cargo": self._cargo, "arrive": self._arrive, "train": self._train, "make": self._make, "seize": self._seize, "pay": self._pay,
        }  # fmt: skip
        method = methods.get(rule.frame)  # a deal is read from its object: see nouns.py
        return method(verb, rule) if method is not None else None

    def _covered(self, verb: Token) -> list[Frame]:
        """What a deal or package holds: "the package includes shells"; its parties are those of the deal before."""
        flows = words("package") | words("own_flow")
        named = [t for t in subjects(verb) if t.lemma_.lower() in flows or self._package_meant(t)]
        if verb.lemma_ == "come" and not named:
            named = [t for t in subjects(verb) if self.goods.of(t) or self._again(t)]
        listed = [c for c in verb.children if c.i > verb.i and c.dep_ in {"advcl", "dep"} and c.pos_ == "NOUN"]
        held = self._preps(verb).get("with", []) if verb.lemma_ == "come" else [*objects(verb), *listed]
        goods = self._goods(held) if named and not is_passive(verb) else []
        if not goods:
            return []
        self.take(goods)
        before = verb.doc[verb.sent.start - 1].sent if verb.sent.start > 0 else verb.sent
        again = any(t.lower_ in {"it", "this", "they", "these"} for t in named)
        had = again and any(t.lemma_.lower() in {"delivery", "shipment", "import", "consignment"} for t in before)
        sent = had or any(t.lemma_.lower() in words("own_flow") | _SENT for t in named)
        stage = Stage.TRANSFERRED if sent else Stage.AGREED
        suppliers = [p for t in named for p in self.owned_by(t) or self._granted_by(t)]
        onward = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and is_passive(c)]
        moved = [pair for c in onward for pair in clause_preps(c)]  # "comprises rifles and was flown from Oman to Chad"
        suppliers = suppliers or self._parties(i for w, i in moved if w == "from")
        heads = {good.head.i for good in goods}
        takers = [i for w, i in clause_preps(verb) if w in {"for", "to"} and i.i not in heads]
        takers = takers or [i for t in named for w, i in clause_preps(t) if w == "to"]
        takers = takers or [i for w, i in moved if w in {"for", "to"}]
        rule = Rule("give", stage, False)
        found = self._finish(verb, rule, goods, suppliers=suppliers, recipients=self._takers(takers))
        if found is None:
            return []
        found.follows = True
        return self.apportioned(verb, rule, found)

    def _granted_by(self, noun: Token) -> list[Party]:
        """Who gave a licence, or made a deal, that a relative clause tells of: "licences that Rome has granted"."""
        clauses = [c for c in noun.children if c.dep_ in {"relcl", "acl"}]
        return self._parties(t for c in clauses for t in (agents(c) if is_passive(c) else subjects(c)) if t.i != noun.i)

    @staticmethod
    def _package_meant(token: Token) -> bool:
        """Whether "it" or "they" stands for a deal or delivery of the sentence before: "It comprises 16 boats"."""
        if token.lower_ not in {"it", "this", "they", "these", "which"} or token.sent.start == 0:
            return False
        before = token.doc[token.sent.start - 1].sent
        return any(t.lemma_.lower() in words("package") | words("deliverable") for t in before)

    def _return_flow(self, verb: Token, frame: Frame) -> list[Frame]:
        """For "A gives B shells in exchange for oil": the oil goes from B to A."""
        for word, inner in clause_preps(verb):
            if word != "for" or inner.head.head.lemma_ not in RETURN:
                continue
            goods = self.goods.of(inner)
            if goods and frame.suppliers and frame.recipients:
                self.take(goods)
                return [
                    Frame(
                        frame.paragraph, verb, goods, list(frame.recipients), list(frame.suppliers), frame.stage,
                        frame.factuality, by=frame.by, extra=[inner],
                    )
                ]  # fmt: skip
        return []

    def _implied(self, verb: Token) -> list[Frame]:
        """Using another's weapons implies having got them: "Russian forces fired North Korean missiles"."""
        preps = self._preps(verb)
        passive = is_passive(verb)
        users = self._parties(preps.get("by", []) if passive else subjects(verb))
        tokens = [
            *(subjects(verb) if passive else self._patients(verb)),
            *preps.get("with", []),
            *preps.get("using", []),
            *(preps.get("on", []) if verb.lemma_.lower() in words("relying") else []),
        ]
        tokens += [t for c in verb.children if c.dep_ == "advcl" and c.lemma_ == "use" for t in objects(c)]
        soft = NEEDS_BOTH | {Category.TECHNOLOGY, Category.TRAINING}
        out: list[Frame] = []
        for token in tokens:
            goods = [g for g in self.goods.of(token) if g.category not in soft]
            modality = modality_of(verb)
            if len(users) != 1 or modality.factuality is not Factuality.ASSERTED or modality.stage is not None:
                continue
            for good in goods:
                makers = apart(self.makers([good]) or self.makers(goods[:1]), users)
                if makers:
                    out.append(
                        Frame(
                            self.actors.number, verb, [good], makers, users, Stage.TRANSFERRED, Factuality.ASSERTED,
                            implied=True,
                        )
                    )  # fmt: skip
        return out

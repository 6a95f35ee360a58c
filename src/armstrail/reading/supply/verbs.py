"""Supply frames of verbs: who is supplier, recipient and goods by grammatical function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from armstrail.language.grammar import is_passive, objects, subjects
from armstrail.language.modality import modality_of
from armstrail.language.phrases import clause_preps
from armstrail.reading.actors import Party
from armstrail.reading.goods import Good
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame, Rule, verb_rules
from armstrail.reading.supply.getting import Getting
from armstrail.reading.supply.giving import Giving
from armstrail.reading.supply.moving import Moving
from armstrail.reading.supply.roles import NEEDS_BOTH, RETURN, apart
from armstrail.records import Category, Factuality, Stage

__all__ = ["VerbFrames"]


class VerbFrames(Giving, Getting, Moving):
    """The verbal supply frames of one paragraph."""

    def of(self, verb: Token) -> list[Frame]:
        """The frames that a verb heads: its own, the return flow, possession implied by use."""
        lemma = verb.lemma_.lower()
        for rule in verb_rules(verb):
            frame = self._frame(verb, rule)
            if frame is not None:
                parted = self._parted(verb, frame) if rule.frame == "get" else [frame]
                return [*parted, *self._return_flow(verb, frame)]
        if lemma == "account":
            found = self._account(verb)
            return [found] if found is not None else []
        if lemma in words("serve"):
            frame = self._serve(verb)
            return [frame] if frame is not None else []
        if lemma in words("cover") or lemma == "come":
            return self._covered(verb)
        if lemma in words("use"):
            return self._implied(verb)
        return []

    def _parted(self, verb: Token, frame: Frame) -> list[Frame]:
        """One frame a supplier where each of several goods has its own: "tanks from Spain and Italian radars"."""
        if len(frame.goods) < 2:
            return [frame]
        origins = [(inner, self.actors.of(inner)) for word, inner in clause_preps(verb) if word == "from"]
        ends = [good.head.i for good in frame.goods[1:]] + [verb.sent.end]
        groups: dict[tuple[str, ...], tuple[list[Party], list[Good]]] = {}
        for good, end in zip(frame.goods, ends, strict=True):
            after = [p for inner, parties in origins if good.head.i < inner.i < end for p in parties]
            own = after or apart(self.makers([good]), frame.recipients) or frame.suppliers
            key = tuple(sorted({party.code for party in own}))
            groups.setdefault(key, (list(own), []))[1].append(good)
        if len(groups) == 1 or (
            len(origins) < 2 and all(party in frame.suppliers for own, _ in groups.values() for party in own)
        ):
            return [frame]
        return [replace(frame, suppliers=own, goods=goods) for own, goods in groups.values()]

    def _frame(self, verb: Token, rule: Rule) -> Frame | None:
        methods: dict[str, Callable[[Token, Rule], Frame | None]] = {
            "give": self._give, "arm": self._arm, "help": self._help, "get": self._get, "seek": self._seek,
            "carry": self._carry, "cargo": self._cargo, "arrive": self._arrive, "train": self._train, "make": self._make, "seize": self._seize, "pay": self._pay,
        }  # fmt: skip
        method = methods.get(rule.frame)  # a deal is read from its object: see nouns.py
        return method(verb, rule) if method is not None else None

    def _covered(self, verb: Token) -> list[Frame]:
        """What a deal or package holds: "the package includes shells"; its parties are those of the deal before."""
        named = [t for t in subjects(verb) if t.lemma_.lower() in words("package") or self._package_meant(t)]
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
        sent = had or any(t.lemma_.lower() in {"shipment", "delivery", "consignment", "batch", "cargo"} for t in named)
        stage = Stage.TRANSFERRED if sent else Stage.AGREED
        suppliers = [p for t in named for p in self._owner(t)]
        heads = {good.head.i for good in goods}
        takers = [i for w, i in clause_preps(verb) if w in {"for", "to"} and i.i not in heads]
        found = self._finish(
            verb, Rule("give", stage, False), goods, suppliers=suppliers, recipients=self._takers(takers)
        )
        if found is None:
            return []
        found.follows = True
        return [found]

    @staticmethod
    def _package_meant(token: Token) -> bool:
        """Whether "it" or "they" stands for a deal or delivery of the sentence before: "It comprises 16 boats"."""
        if token.lower_ not in {"it", "this", "they", "these", "which"} or token.sent.start == 0:
            return False
        before = token.doc[token.sent.start - 1].sent
        return any(t.lemma_.lower() in words("package") | words("deliverable") for t in before)

    def placed(self, verb: Token) -> list[Frame]:
        """Where goods are by now: "the missiles are in the hands of Chad's army", "jets from Spain are in the country"."""
        goods = [g for g in self._goods(subjects(verb)) if g.category not in NEEDS_BOTH]
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
                    recipients = self._parties(holders) or self._owner(inner)
                elif suppliers and inner.lemma_.lower() in {"country", "soil"}:
                    recipients = self._owner(inner)
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

    def _owner(self, noun: Token) -> list[Party]:
        owner = self.actors.owner(noun)
        return [Party(owner, noun)] if owner is not None else []

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
        ]
        tokens += [t for c in verb.children if c.dep_ == "advcl" and c.lemma_ == "use" for t in objects(c)]
        soft = NEEDS_BOTH | {Category.TECHNOLOGY, Category.TRAINING}
        out: list[Frame] = []
        for token in tokens:
            goods = [g for g in self.goods.of(token) if g.category not in soft]
            makers = apart(self.makers(goods), users)
            if not goods or not makers or len(users) != 1:
                continue
            modality = modality_of(verb)
            if modality.factuality is not Factuality.ASSERTED or modality.stage is not None:
                continue
            out.append(
                Frame(
                    self.actors.number, verb, goods, makers, users, Stage.TRANSFERRED, Factuality.ASSERTED, implied=True
                )
            )
        return out

"""Which of several gave or got which of several goods: "radars from Spain and Italian tanks", "rifles to Chad and tanks to Mali"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from armstrail.language.grammar import heads
from armstrail.language.phrases import clause_preps
from armstrail.reading.actors import Party
from armstrail.reading.goods import Good
from armstrail.reading.supply.frame import Frame, Rule
from armstrail.reading.supply.roles import NEEDS_BOTH, Roles, apart

__all__ = ["Apportioning"]

_TO = frozenset({"to", "for", "into"})


class Apportioning(Roles):
    """One frame for each pair of goods and party that a clause couples."""

    def apportioned(self, verb: Token, rule: Rule, frame: Frame) -> list[Frame]:
        """The frames of a clause that was read as one."""
        coupled = self._coupled(verb, rule, frame)
        if coupled:
            return [frame, *coupled]
        if rule.frame in {"get", "seek"}:
            return self._alternating(frame) or self._parted(verb, frame)
        if rule.frame not in {"give", "carry", "arm"}:
            return [frame]
        return [*self.interleaved(frame), *self._gapped_out(verb, frame)]

    @staticmethod
    def _alternating(frame: Frame) -> list[Frame]:
        """One frame for each of several givers whose goods stand behind him: "looks to Oman for radars and to Chad for boats"."""
        doc = frame.predicate.doc
        givers = sorted((p for p in frame.suppliers if p.token.doc is doc), key=lambda p: p.token.i)
        if len(givers) < 2:
            return []
        ends = [party.token.i for party in givers[1:]] + [len(doc)]
        own = [
            [good for good in frame.goods if party.token.i < good.head.i < end]
            for party, end in zip(givers, ends, strict=True)
        ]
        if not all(own) or sum(map(len, own)) < len(frame.goods):
            return []
        return [replace(frame, goods=goods, suppliers=[party]) for party, goods in zip(givers, own, strict=True)]

    def _gapped_out(self, verb: Token, frame: Frame) -> list[Frame]:
        """What another gave, the verb left out: "Oman supplied Chad with boats, and Peru 18 helicopters"."""
        out: list[Frame] = []
        for child in verb.children:
            edge = child.left_edge
            mention = self.actors.parties.at(edge) if child.dep_ == "conj" and child.pos_ == "NOUN" else None
            if mention is None or mention.end >= child.i or edge.doc[mention.end].pos_ not in {"NUM", "DET"}:
                continue
            goods = [g for g in self.goods.of(child) if g.category not in NEEDS_BOTH]
            giver = Party(mention.code, edge)
            if goods and frame.recipients and all(p.code != giver.code for p in frame.recipients):
                self.take(goods)
                out.append(
                    replace(frame, goods=self.unfused(goods, giver), suppliers=[giver], extra=[*frame.extra, child])
                )
        return out

    @staticmethod
    def interleaved(frame: Frame) -> list[Frame]:
        """One frame for each of several goods where those who get it stand behind it: "pistols for Chad, radars for Mali"."""
        if len(frame.goods) < 2:
            return [frame]
        ends = [good.start for good in frame.goods[1:]] + [len(frame.predicate.doc)]
        doc = frame.predicate.doc
        own = [
            [p for p in frame.recipients if p.token.doc is doc and good.head.i < p.token.i < end]
            for good, end in zip(frame.goods, ends, strict=True)
        ]
        if not all(own):
            return [frame]
        return [replace(frame, goods=[good], recipients=who) for good, who in zip(frame.goods, own, strict=True)]

    def _coupled(self, verb: Token, rule: Rule, frame: Frame) -> list[Frame]:
        """The frames of goods that the parser joins to the party before them: "bought radars from Oman and tanks from Chad",
        "sent radars to Chad and 12 tanks to Mali". The first frame keeps what stands before them.
        """
        getting = rule.frame in {"get", "seek"}
        out: list[Frame] = []
        for word, inner in clause_preps(verb):
            if (word != "from") if getting else (word not in _TO):
                continue
            for noun in heads(inner):
                goods = [g for g in self.goods.of(noun) if g.head.i == noun.i and g.category not in NEEDS_BOTH]
                ways = [i for w, i in clause_preps(noun) if w == word]
                after = noun.right_edge.i + 1
                ways = ways or [i for w, i in clause_preps(verb) if w == word and i.head.i == after]
                parties = self._parties(ways)
                if noun.i == inner.i or not goods or not parties:
                    continue
                self.take(goods)
                if getting:
                    frame.suppliers = [p for p in frame.suppliers if p.token.i < noun.i]
                    out.append(replace(frame, goods=goods, suppliers=apart(parties, frame.recipients)))
                else:
                    frame.recipients = [p for p in frame.recipients if p.token.i < noun.i]
                    out.append(replace(frame, goods=goods, recipients=apart(parties, frame.suppliers)))
                frame.goods = [g for g in frame.goods if g.head.i < noun.i]
        return out if frame.goods or frame.elided else []

    def _parted(self, verb: Token, frame: Frame) -> list[Frame]:
        """One frame a supplier where each of several goods has its own: "tanks from Spain and Italian radars"."""
        if len(frame.goods) < 2:
            return [frame]
        origins = [(inner, self.actors.of(inner)) for word, inner in clause_preps(verb) if word == "from"]
        ends = [good.head.i for good in frame.goods[1:]] + [verb.sent.end]
        groups: dict[tuple[str, ...], tuple[list[Party], list[Good]]] = {}
        for good, end in zip(frame.goods, ends, strict=True):
            after = [p for inner, parties in origins if good.head.i < inner.i < end for p in parties]
            own = after or self._bracketed(good, end) or apart(self.makers([good]), frame.recipients) or frame.suppliers
            key = tuple(sorted({party.code for party in own}))
            groups.setdefault(key, (list(own), []))[1].append(good)
        if (len(groups) == 1 and frame.suppliers) or (
            len(origins) < 2
            and not all(apart(self.makers([good]), frame.recipients) for good in frame.goods)
            and all(party in frame.suppliers for own, _ in groups.values() for party in own)
        ):
            return [frame]
        return [replace(frame, suppliers=own, goods=goods) for own, goods in groups.values()]

    def _bracketed(self, good: Good, end: int) -> list[Party]:
        """The state in brackets behind goods that a list of gifts has: "2,500 drones (Oman); radars, 3 pcs (Chad)"."""
        doc = good.head.doc
        for token in doc[good.head.i + 1 : end - 2]:
            mention = self.actors.parties.at(doc[token.i + 1]) if token.text == "(" else None
            if mention is not None and doc[min(mention.end, len(doc) - 1)].text == ")":
                return [Party(mention.code, doc[token.i + 1])]
        return []

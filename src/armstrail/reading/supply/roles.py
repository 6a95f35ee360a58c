"""Who fills the roles of a supply frame: helpers that verbs and nouns share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from armstrail.language.grammar import is_passive, objects, subjects
from armstrail.language.modality import modality_of
from armstrail.language.parties import collective
from armstrail.language.phrases import clause_preps
from armstrail.reading.actors import Actors, Party
from armstrail.reading.goods import Good, GoodsIndex
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame, Rule
from armstrail.reading.supply.meant import NEEDS_BOTH, MeantGoods
from armstrail.records import Category, Factuality, Stage

__all__ = ["NEEDS_BOTH", "RETURN", "Roles", "apart", "doers", "in_return", "is_perfect", "unique"]

_TO = ("to", "into", "onto", "toward", "towards")
_PERFECT = frozenset({"having", "have", "has", "had"})
_PARTICLES = frozenset({"on", "over", "in", "up", "off", "out"})
RETURN = frozenset({"exchange", "return"})
"""Nouns of "in exchange for", "in return for"."""


def unique(parties: Iterable[Party]) -> list[Party]:
    """The parties without repetition."""
    out: dict[str, Party] = {}
    for party in parties:
        out.setdefault(party.code, party)
    return list(out.values())


def apart(parties: Iterable[Party], others: Iterable[Party]) -> list[Party]:
    """The parties that are none of the others."""
    codes = {party.code for party in others}
    return [party for party in parties if party.code not in codes]


def is_perfect(verb: Token) -> bool:
    """Whether a perfect is read as a participle before its object: "firms that have procured parts"."""
    return verb.dep_ == "amod" and verb.tag_ == "VBN" and verb.i > 0 and verb.nbor(-1).lower_ in _PERFECT


def doers(verb: Token) -> list[Token]:
    """Who does what a verb says, where the parser reads its perfect as a participle too."""
    return subjects(verb.nbor(-1)) if is_perfect(verb) else subjects(verb)


def in_return(verb: Token) -> bool:
    """Whether a clause, or the one that it goes on from, tells what comes back: "In exchange, the regime got fuel"."""
    clause = [verb, verb.head] if verb.dep_ == "conj" else [verb]
    for child in (c for one in clause for c in one.children):
        if child.lower_ == "in" and child.dep_ == "prep":
            for noun in child.children:
                if noun.lemma_.lower() in RETURN and not any(c.lower_ == "for" for c in noun.children):
                    return True
    return False


def _ended(adverb: Token) -> bool:
    """Whether an adverb is that of "no longer"."""
    return adverb.lower_ == "longer" and any(child.lower_ == "no" for child in adverb.children)


class Roles(MeantGoods):
    """Role finding in one paragraph; notes which tokens frames have taken."""

    def __init__(self, actors: Actors, goods: GoodsIndex) -> None:
        super().__init__(goods)
        self.actors = actors
        self.used: set[int] = set()
        """Tokens that a frame has taken as goods or measure, so that no noun frame repeats them."""

    def _parties(self, tokens: Iterable[Token], *, bodies: bool = False) -> list[Party]:
        return unique(party for token in tokens for party in self.actors.of(token, bodies=bodies, towns=True))

    def _takers(self, tokens: Iterable[Token], *, bodies: bool = False) -> list[Party]:
        """Parties as recipients: also through what is theirs ("support to Iran's missile programme", "to a plant in Minsk")."""
        out: list[Party] = []
        for token in tokens:
            if token.lemma_.lower() in {"border", "frontier"}:
                continue  # "moved tanks to the Omani border": on this side of it
            found = self.actors.of(token, bodies=bodies, towns=True)
            if not found and token.lemma_.lower() in words("effort"):
                owner = self.actors.owner(token)
                found = [Party(owner, token)] if owner else []
            out.extend(found)
        return unique(out)

    def _preps(self, verb: Token) -> dict[str, list[Token]]:
        found: dict[str, list[Token]] = {}
        around = clause_preps(verb.head) if is_perfect(verb) else clause_preps(verb)
        for word, inner in around:
            governor = inner.head.head
            if inner.head.i > 0 and inner.head.nbor(-1).lower_ == "not":
                continue  # "bought from Oman, not from Chad"
            if governor.lemma_ in RETURN and word == "for":
                continue
            key = "to" if word in _TO else word
            found.setdefault(key, []).append(inner)
        if verb.dep_ == "relcl":
            # "the army, which gets them, like its drones, from Oman": hung on the noun by the parser
            late = [c for c in verb.head.children if c.dep_ == "prep" and c.i > verb.i]
            for prep in late:
                key = "to" if prep.lower_ in _TO else prep.lower_
                found.setdefault(key, []).extend(i for i in prep.children if i.dep_ == "pobj")
        for child in verb.children:
            if child.dep_ == "agent":
                found.setdefault("by", [])
                found["by"].extend(c for c in child.children if c.dep_ == "pobj" and c not in found["by"])
        return found

    def _patients(self, verb: Token) -> list[Token]:
        """Objects, with what a parser takes for a preposition in a weapon's name ("give Iran Su-35 fighters")."""
        found = [verb.head] if is_perfect(verb) else objects(verb)
        for child in verb.children:
            if child.dep_ == "prep" and self.goods.is_named(child):
                found.extend(inner for inner in child.children if inner.dep_ == "pobj")
            elif (
                child.dep_ in {"prep", "prt"}
                and child.i == verb.i + 1
                and child.lower_ in _PARTICLES
                and verb.lemma_.lower() in words("passing_on")
            ):
                # "passed on shells", "hands over missiles": a particle taken for a preposition
                taken = [inner for inner in child.children if inner.dep_ == "pobj"]
                found.extend(inner for inner in taken if self.goods.of(inner) or self.goods.is_measure(inner))
        return found or self._gapped(verb)

    def _gapped(self, verb: Token) -> list[Token]:
        """The goods that a relative clause leaves out where the parser takes it for what is told: "showed missiles that it
        said Chad had given to the rebels".
        """
        clause = verb
        for _ in range(3):
            if clause.dep_ not in {"ccomp", "xcomp"} or clause.head.pos_ not in {"VERB", "AUX"}:
                return []
            mark = next(
                (c for c in clause.children if c.lower_ in {"that", "which"} and c.dep_ in {"mark", "dobj"}), None
            )
            noun = mark.nbor(-1) if mark is not None and mark.i > 0 else None
            if noun is not None and noun.pos_ in {"NOUN", "PROPN"}:
                while noun.dep_ == "conj" or (noun.dep_ == "pobj" and noun.head.lower_ == "of"):
                    noun = noun.head if noun.dep_ == "conj" else noun.head.head
                return [noun] if self.goods.of(noun) else []
            clause = clause.head
        return []

    def makers(self, goods: Iterable[Good]) -> list[Party]:
        """Whose the goods are: who is said to have made them ("built by"), else by an adjective, possessive or "-made"."""
        return unique(party for good in goods for party in self.built_by(good) or self._whose(good))

    def _whose(self, good: Good) -> list[Party]:
        out: list[Party] = []
        for token in (good.head, good.measure):
            party = self.actors.maker(token) if token is not None else None
            out.extend([party] if party is not None else [])
            for child in token.children if token is not None else ():
                for inner in child.children if child.dep_ == "prep" and child.lower_ == "of" else ():
                    if inner.dep_ == "pobj":
                        nested = self.actors.maker(inner)
                        mention = self.actors.parties.at(inner)
                        if mention is not None and not mention.is_adjective:
                            nested = Party(mention.code, inner)
                        out.extend([nested] if nested is not None else [])
        return out

    def built_by(self, good: Good) -> list[Party]:
        """Who is said to have made the goods, or where they were made: "built by", "made in", "that Oman makes"."""
        out: list[Party] = []
        for token in (good.head, good.measure):
            for child in token.children if token is not None else ():
                if child.dep_ not in {"acl", "relcl"} or child.lemma_ not in words("make"):
                    continue
                agents = [c for c in child.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
                places = [i for w, i in clause_preps(child) if w in {"in", "at"}]
                made = self._parties((i for c in agents for i in c.children if i.dep_ == "pobj"), bodies=True)
                made = made or self._parties(places)
                if child.dep_ == "relcl" and not is_passive(child):
                    made = self._parties(subjects(child))
                out.extend(made)
        return out

    def needy(self, goods: Iterable[Good]) -> list[Party]:
        """Whose weapons parts are for: "spare parts for Oman's jets"."""
        parts = [good.head for good in goods if good.head.lemma_.lower() in words("weapon_part")]
        behind = [i for part in parts for c in part.children if c.lower_ in {"for", "of"} for i in c.children]
        return unique(p for noun in behind if self.goods.of(noun) and (p := self.actors.maker(noun)) is not None)

    def shown_or_fired(self, verb: Token, goods: Iterable[Good]) -> bool:
        """Whether weapons are sent to a drill or show, or into another's land, as in an attack, and to nobody."""
        preps = clause_preps(verb)
        if any(inner.lemma_.lower() in words("drill") for word, inner in preps if word in {"to", "for", "in"}):
            return True
        flying = all(good.category in {Category.DRONES, Category.MISSILES, Category.AIRCRAFT} for good in goods)
        return flying and verb.lemma_.lower() in {"send", "fly", "launch"} and any(word == "into" for word, _ in preps)

    def take(self, goods: Iterable[Good], tokens: Iterable[Token] = ()) -> None:
        """Note goods and further tokens as spoken for."""
        for good in goods:
            self.used.add(good.head.i)
            if good.measure is not None:
                self.used.add(good.measure.i)
        self.used.update(token.i for token in tokens)

    def _finish(
        self,
        verb: Token,
        rule: Rule,
        goods: list[Good],
        *,
        suppliers: list[Party],
        recipients: list[Party],
        elided: list[Token] | None = None,
    ) -> Frame | None:
        recipients = [p for p in recipients if all(p.code != s.code for s in suppliers)]
        suppliers = [p for p in suppliers if p.code]
        if not goods and not elided:
            return None
        # "is sending, or will send": what is done already counts
        again = verb.dep_ == "conj" and verb.head.lemma_ == verb.lemma_ and verb.head.pos_ == "VERB"
        again = again and not any(c.dep_ in {"dobj", "nsubj"} for c in verb.children)
        modality = modality_of(verb.head if again else verb)
        factuality = modality.factuality
        if factuality is Factuality.ASSERTED and any(_ended(child) for child in verb.children):
            factuality = Factuality.DENIED
        if rule.offer and factuality is Factuality.ASSERTED:
            factuality = Factuality.POSSIBLE
        base = rule.stage
        final = modality.stage or base
        if base is Stage.SOUGHT:
            final = Stage.SOUGHT
        elif base is Stage.AGREED and final is Stage.TRANSFERRED:
            final = Stage.AGREED
        if factuality is Factuality.DENIED and not modality.planned and base is Stage.TRANSFERRED:
            final = base  # "will not send": what is denied is the sending
        frame = Frame(self.actors.number, verb, goods, suppliers, recipients, final, factuality, by=modality.by)
        frame.elided = list(elided or [])
        frame.before = self.in_sentence(frame.elided[0]) if frame.elided and not goods else None
        frame.back = in_return(verb)
        return frame

    def _users(self, goods: list[Good]) -> list[Party]:
        """Those who are said to have the goods: "howitzers used by the rebels were supplied by"."""
        for good in goods:
            for child in good.head.children:
                if child.dep_ == "acl" and child.lemma_.lower() in words("use"):
                    found = self._parties(c for a in child.children if a.dep_ == "agent" for c in a.children)
                    if found:
                        return found
        return []

    def _fused(self, goods: list[Good], suppliers: list[Party], subject: bool = False) -> list[Party]:
        """An indirect object that the parser takes for part of the goods: "will give Chad armoured vehicles"."""
        for good in goods:
            for child in good.head.children:
                firms = child.i < good.head.i and child.tag_ == "NNS" and child.dep_ in {"nmod", "compound"}
                owner = self.actors.owner(child) if firms and collective(child) is not None else None
                if owner is not None and all(p.code != owner for p in suppliers):
                    return [Party(owner, child)]  # "sold Emirati firms AH-4 howitzers"
            bodies = (c for c in good.head.children if c.dep_ == "compound" and collective(c) == "government")
            body = next((found for c in bodies if (found := self.actors.body(c)) is not None), None)
            the = good.head.tag_ == "NNS" and good.head.left_edge.lower_ == "the"
            if body is not None and the and suppliers and all(p.code != body.code for p in suppliers):
                return [body]  # "sold the junta radars"
            named = [
                c for c in good.head.children if c.i < good.head.i and c.ent_type_ == "PERSON" and c.pos_ == "PROPN"
            ]
            for child in named:
                person = self.actors.person(child)
                if person is not None and (suppliers or subject) and all(p.code != person.code for p in suppliers):
                    return [person]  # "has sent Haftar rifles"
            doc, edge = good.head.doc, good.head.left_edge.i
            edge += doc[edge].lower_ == "the"
            mention = self.actors.parties.at(doc[edge]) if edge < good.head.i else None
            if mention is None or mention.start != edge or mention.end >= len(doc):
                continue
            token = doc[mention.start]
            if mention.form == "adjective" and doc[mention.end].lemma_.lower() in words("body"):
                token = doc[mention.end]  # "handed the Malian army rifles"
                if token.i >= good.head.i or doc[token.i + 1].dep_ == "case":
                    continue
            elif (
                mention.form not in {"name", "capital", "demonym"}
                or doc[mention.end].dep_ == "case"
                or doc[mention.end].text == "-"
            ):
                continue
            if (suppliers or subject) and all(p.code != mention.code for p in suppliers):
                return [Party(mention.code, token)]
        return []

    def _shifted(self, tokens: Iterable[Token]) -> tuple[list[Good], list[Party]]:
        """Goods and party of a phrase that the parser reads as one: "hand to Chad 20 vehicles", "got from Oslo two guns"."""
        for token in tokens:
            goods = self.goods.of(token)
            doc, edge = token.doc, token.left_edge.i
            mention = self.actors.parties.at(doc[edge])
            if not goods or mention is None or mention.form not in {"name", "capital"} or mention.start != edge:
                continue
            after = doc[mention.end] if mention.end < len(doc) else token
            if after.pos_ in {"NUM", "DET"} and after.i <= token.i:
                party = Party(mention.code, doc[edge])
                return self.unfused(goods, party), [party]
        return [], []

    def _contents(self, tokens: Iterable[Token]) -> list[Good]:
        """What vessels, flights and boxes hold: "flights with military supplies", "a dhow laden with rifles"."""
        held = [t for t in tokens if t.lemma_.lower() in words("vessel")]
        return [
            replace(good, measure=good.measure or t)
            for t in held
            for good in self._goods(i for w, i in clause_preps(t) if w in {"with", "of"})
        ]

    def owned_by(self, noun: Token) -> list[Party]:
        """Whose a noun is, or nobody."""
        return self._owners_of([noun])

    def _owners_of(self, tokens: Iterable[Token]) -> list[Party]:
        """Whose the things are: "onto a Russian freighter"."""
        owned = ((self.actors.owner(t), t) for t in tokens)
        return [Party(code, token) for code, token in owned if code]

    @staticmethod
    def unfused(goods: list[Good], party: Party) -> list[Good]:
        """The goods without the name of an indirect object, and without the figure after it, in their words."""
        out = []
        for good in goods:
            start = good.start
            while start < good.head.i and (start <= party.token.i or good.head.doc[start].pos_ in {"NUM", "DET"}):
                start += 1
            inside = good.start <= party.token.i < good.head.i
            out.append(replace(good, start=start) if inside else good)
        return out

    def _project(self, verb: Token) -> list[Good]:
        """Helping to make goods gives know-how, helping with goods the goods: "helped Tehran build a drone plant"."""
        for child in verb.children:
            if child.dep_ not in {"ccomp", "xcomp"} or child.pos_ != "VERB":
                continue
            tokens = objects(child)
            goods = self._goods(tokens)
            if child.lemma_.lower() in words("make"):
                near = goods or [
                    g for t in tokens for c in t.children if c.dep_ == "compound" for g in self.goods.of(c)
                ]
                return [Good(Category.TECHNOLOGY, g.head, g.start, g.end) for g in near[:1]]
            return goods
        return []

    def partners(self, verb: Token) -> list[Party]:
        """With whom one deals who buys: "signed a deal with Seoul to buy", "is in talks with Paris about buying"."""
        token = verb
        for _ in range(4):
            if token.dep_ not in {"acl", "advcl", "xcomp", "pcomp", "prep", "conj", "dobj", "pobj", "nsubjpass"}:
                return []
            token = token.head
            found = [inner for word, inner in clause_preps(token) if word == "with"]
            if found:
                return self._parties(found)
        return []

    def _destined(self, verb: Token, goods: list[Good]) -> list[Party]:
        """Whom a cargo was for: "bound for", "destined for", "on its way to", "meant for" in the sentence after it."""
        doc = verb.doc
        sentence = verb.sent
        first = min((g.start for g in goods), default=verb.i)
        for token in doc[min(first, verb.i) : sentence.end]:
            if token.lower_ in words("bound"):
                for inner in doc[token.i + 1 : min(token.i + 8, sentence.end)]:
                    if inner.dep_ == "pobj" and inner.head.lower_ in {"for", "to"}:
                        found = self.actors.of(inner, towns=True)
                        if found:
                            return found
        return []

    def bears(self, token: Token) -> bool:
        """Whether a noun is a vessel, vehicle or plane that may bring goods."""
        if token.lemma_.lower() in words("vessel"):
            return True
        return any(good.category in {Category.SHIPS, Category.AIRCRAFT} for good in self.goods.of(token))

    def schemed(self, preps: dict[str, list[Token]]) -> list[Party]:
        """Whose scheme it is: "bought under a Czech initiative"."""
        out = []
        for token in [*preps.get("under", []), *preps.get("through", []), *preps.get("via", [])]:
            if token.lemma_.lower() in words("scheme"):
                owner = self.actors.owner(token)
                if owner is not None:
                    out.append(Party(owner, token))
        return out

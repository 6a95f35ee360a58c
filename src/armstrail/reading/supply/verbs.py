"""Supply frames of verbs: who is supplier, recipient and goods by grammatical function."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from armstrail.language.grammar import clause_preps, is_passive, objects, subjects
from armstrail.language.modality import modality_of
from armstrail.reading.actors import Actors, Party
from armstrail.reading.goods import Good, GoodsIndex
from armstrail.reading.supply.frame import Frame, Rule, noun_rule, verb_rules
from armstrail.records import Category, Factuality, Stage

__all__ = ["VerbFrames"]

_TO = ("to", "into", "onto", "toward", "towards")
_FOR = ("for", "on")
_USE = frozenset(
    [
        "fire",
        "launch",
        "use",
        "strike",
        "hit",
        "attack",
        "employ",
        "shoot",
        "bomb",
        "pound",
        "bombard",
        "target",
        "shell",
        "deploy",
        "operate",
        "wield",
    ]
)
_MAKE = frozenset(
    ["make", "build", "produce", "manufacture", "develop", "design", "construct", "assemble", "create", "craft"]
)
_EFFORT = frozenset(
    [
        "war",
        "military",
        "army",
        "force",
        "forces",
        "effort",
        "economy",
        "industry",
        "base",
        "machine",
        "program",
        "programme",
        "aggression",
        "invasion",
        "troop",
        "militia",
        "rebel",
        "campaign",
        "offensive",
        "arsenal",
        "capability",
        "satellite",
        "navy",
        "fighter",
        "regime",
        "group",
    ]
)
_BUY = frozenset(["buy", "purchase", "order", "procure", "obtain", "acquire", "get", "source", "collect", "secure"])
_NEEDS_BOTH = frozenset({Category.SUPPORT, Category.OTHER, Category.FUNDS, Category.FUEL, Category.PERSONNEL})
_MEASURED = frozenset({"exchange", "return"})
_BOUND = frozenset({"bound", "destined", "headed", "intended", "meant", "heading", "way", "route", "en"})


def _unique(parties: Iterable[Party]) -> list[Party]:
    out: list[Party] = []
    for party in parties:
        if all(party.code != other.code for other in out):
            out.append(party)
    return out


class VerbFrames:
    """The verbal supply frames of one paragraph."""

    def __init__(self, actors: Actors, goods: GoodsIndex) -> None:
        self.actors = actors
        self.goods = goods
        self.used: set[int] = set()
        """Tokens that a frame has taken as goods or measure, so that no noun frame repeats them."""

    def of(self, verb: Token) -> list[Frame]:
        """The frames that a verb heads: its own, the return flow, possession implied by use."""
        for rule in verb_rules(verb):
            frame = self._frame(verb, rule)
            if frame is not None:
                return [frame, *self._return_flow(verb, frame)]
        if verb.lemma_.lower() in _USE:
            return self._implied(verb)
        return []

    # -------------------------------------------------------------- helpers
    def _parties(self, tokens: Iterable[Token], *, bodies: bool = False) -> list[Party]:
        out: list[Party] = []
        for token in tokens:
            out.extend(self.actors.of(token, bodies=bodies))
        return _unique(out)

    def _goods(self, tokens: Iterable[Token]) -> list[Good]:
        out: list[Good] = []
        for token in tokens:
            for good in self.goods.of(token):
                if all(good.category != o.category or good.head.i != o.head.i for o in out):
                    out.append(good)
        return out

    def _preps(self, verb: Token) -> dict[str, list[Token]]:
        found: dict[str, list[Token]] = {}
        for word, inner in clause_preps(verb):
            governor = inner.head.head
            if governor.lemma_ in _MEASURED and word == "for":
                continue
            key = "to" if word in _TO else word
            found.setdefault(key, []).append(inner)
        for child in verb.children:
            if child.dep_ == "agent":
                found.setdefault("by", [])
                found["by"].extend(c for c in child.children if c.dep_ == "pobj" and c not in found["by"])
        return found

    def _patients(self, verb: Token) -> list[Token]:
        """Objects, with what a parser takes for a preposition in a weapon's name ("give Iran Su-35 fighters")."""
        found = objects(verb)
        for child in verb.children:
            if child.dep_ == "prep" and self.goods.is_named(child):
                found.extend(inner for inner in child.children if inner.dep_ == "pobj")
        return found

    def makers(self, goods: Iterable[Good]) -> list[Party]:
        """Whose the goods are: adjective, possessive, "-made", or "made by" after them."""
        out: list[Party] = []
        for good in goods:
            for token in (good.head, good.measure):
                if token is None:
                    continue
                party = self.actors.maker(token)
                if party is not None:
                    out.append(party)
                for child in token.children:
                    if child.dep_ == "prep" and child.lower_ == "of":
                        for inner in child.children:
                            if inner.dep_ == "pobj":
                                nested = self.actors.maker(inner)
                                mention = self.actors.parties.at(inner)
                                if mention is not None and not mention.is_adjective:
                                    nested = Party(mention.code, inner)
                                if nested is not None:
                                    out.append(nested)
                for child in token.children:
                    if child.dep_ in {"acl", "relcl"} and child.lemma_ in _MAKE:
                        for inner in child.children:
                            if inner.dep_ == "agent":
                                out.extend(self._parties(c for c in inner.children if c.dep_ == "pobj"))
                        if child.dep_ == "relcl" and not is_passive(child):
                            out.extend(self._parties(subjects(child)))
        return _unique(out)

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
    ) -> Frame | None:
        recipients = [p for p in recipients if all(p.code != s.code for s in suppliers)]
        suppliers = [p for p in suppliers if p.code]
        if not goods:
            return None
        modality = modality_of(verb)
        factuality = modality.factuality
        if rule.offer and factuality is Factuality.ASSERTED:
            factuality = Factuality.POSSIBLE
        base = rule.stage
        final = modality.stage or base
        if base is Stage.SOUGHT:
            final = Stage.SOUGHT
        elif base is Stage.AGREED and final is Stage.TRANSFERRED:
            final = Stage.AGREED
        return Frame(self.actors.number, verb, goods, suppliers, recipients, final, factuality, by=modality.by)

    # -------------------------------------------------------------- classes
    def _frame(self, verb: Token, rule: Rule) -> Frame | None:
        method = getattr(self, f"_{rule.frame}", None)
        if method is None:
            return None
        frame: Frame | None = method(verb, rule)
        return frame

    def _give(self, verb: Token, rule: Rule) -> Frame | None:
        subject = subjects(verb)
        preps = self._preps(verb)
        suppliers: list[Party] = []
        recipients: list[Party] = []
        goods: list[Good] = []
        patients = self._patients(verb)
        if is_passive(verb):
            patients = [*subject, *patients]
            suppliers = self._parties(preps.get("by", []), bodies=True)
        else:
            suppliers = self._parties(subject, bodies=True)
        named: list[Token] = []
        for token in patients:
            found = self.goods.of(token)
            party = self.actors.of(token)
            both = found and party
            if found and not (
                both and (len(patients) > 1 or "with" in preps) and token.dep_ in {"dative", "nsubjpass"}
            ):
                if both and "with" in preps and self._goods(preps["with"]):
                    recipients.extend(party)
                    continue
                goods.extend(found)
                named.append(token)
            else:
                recipients.extend(party)
        if not goods:
            goods = self._goods(preps.get("with", []))
        if not goods:
            return None
        heads = {good.head.i for good in goods}
        for word in ("to", "for", "on"):
            if recipients and word != "to":
                break
            found_ = [t for t in preps.get(word, []) if t.i not in heads]
            recipients.extend(self._parties(found_, bodies=word == "to"))
        origin = self._parties(preps.get("from", []), bodies=True)
        if not suppliers:
            suppliers = origin or [p for p in self.makers(goods) if all(p.code != r.code for r in recipients)]
        recipients = _unique(recipients) or self._users(goods) or self._fused(goods, suppliers)
        if not recipients and all(g.category in _NEEDS_BOTH for g in goods):
            return None
        self.take(goods, named)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _users(self, goods: list[Good]) -> list[Party]:
        """Those who are said to have the goods: "howitzers used by the rebels were supplied by"."""
        for good in goods:
            for child in good.head.children:
                if child.dep_ == "acl" and child.lemma_.lower() in _USE:
                    found = self._parties(c for a in child.children if a.dep_ == "agent" for c in a.children)
                    if found:
                        return found
        return []

    def _fused(self, goods: list[Good], suppliers: list[Party]) -> list[Party]:
        """An indirect object that the parser takes for part of the goods: "will give Chad armoured vehicles"."""
        for good in goods:
            mention = self.actors.parties.at(good.head.doc[good.start]) if good.start < good.head.i else None
            if mention is None or mention.form not in {"name", "capital"} or good.head.doc[mention.end].dep_ == "case":
                continue
            doc = good.head.doc
            leads = mention.start == good.start and mention.end < len(doc) and doc[mention.end].text != "-"
            if leads and suppliers and all(p.code != mention.code for p in suppliers):
                return [Party(mention.code, doc[mention.start])]
        return []

    def _arm(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        subject = subjects(verb)
        if is_passive(verb):
            recipients = self._parties(subject)
            suppliers = self._parties(preps.get("by", []), bodies=True)
        else:
            suppliers = self._parties(subject)
            recipients = self._parties(self._patients(verb))
        goods = self._goods(preps.get("with", []))
        if not recipients:
            return None
        if not goods:
            if verb.lemma_.lower() not in {"arm", "rearm"}:
                return None
            if verb.tag_ == "VBN" and verb.dep_ in {"amod", "acl"}:
                return None
            goods = [Good(Category.ARMS, verb, verb.i, verb.i + 1)]
        if not suppliers:
            suppliers = self._parties(preps.get("from", [])) or self.makers(goods)
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _help(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        suppliers = self._parties(preps.get("by", [])) if passive else self._parties(subjects(verb))
        patients = subjects(verb) if passive else self._patients(verb)
        patients = [t for t in patients if t.pos_ != "VERB"]
        goods = self._goods(preps.get("with", []))
        recipients: list[Party] = []
        serious = bool(goods)
        for token in patients:
            found = self.actors.of(token)
            if not found and token.lemma_.lower() in _EFFORT:
                owner = self.actors.owner(token)
                found = [Party(owner, token)] if owner else []
                serious = serious or bool(found)
            elif found and token.lemma_.lower() in _EFFORT:
                serious = True
            recipients.extend(found)
        lemma = verb.lemma_.lower()
        if not goods:
            goods = self._project(verb)
            serious = serious or bool(goods)
            if goods and not recipients:
                inner = (c for c in verb.children if c.dep_ in {"ccomp", "xcomp"})
                recipients = self._parties(t for c in inner for t in c.children if t.dep_ == "nsubj")
        if (
            not goods
            and lemma in {"bankroll", "fund", "finance", "subsidize", "subsidise", "underwrite"}
            and recipients
        ):
            goods = [Good(Category.FUNDS, verb, verb.i, verb.i + 1)]
        elif not goods and serious:
            goods = [Good(Category.SUPPORT, verb, verb.i, verb.i + 1)]
        if not goods or not suppliers:
            return None
        if not recipients:
            return None
        self.take(g for g in goods if g.head.i != verb.i)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _project(self, verb: Token) -> list[Good]:
        """Helping to make goods gives know-how, helping with goods the goods: "helped Tehran build a drone plant"."""
        for child in verb.children:
            if child.dep_ not in {"ccomp", "xcomp"} or child.pos_ != "VERB":
                continue
            tokens = objects(child)
            goods = self._goods(tokens)
            if child.lemma_.lower() in _MAKE:
                near = goods or [
                    g for t in tokens for c in t.children if c.dep_ == "compound" for g in self.goods.of(c)
                ]
                return [Good(Category.TECHNOLOGY, g.head, g.start, g.end) for g in near[:1]]
            return goods
        return []

    def _get(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        subject = subjects(verb)
        goods = self._goods(subject if passive else self._patients(verb))
        if not goods and not passive:
            goods = self._goods(preps.get("of", []) + preps.get("for", []) if self._fixed(verb) else [])
        if not goods:
            return None
        recipients = self._parties(preps.get("by", []) if passive else subject, bodies=True)
        suppliers = self._parties(preps.get("from", []), bodies=True)
        if not suppliers:
            suppliers = [p for p in self.makers(goods) if all(p.code != r.code for r in recipients)]
        if not suppliers:
            suppliers = [p for p in self._partners(verb) if all(p.code != r.code for r in recipients)]
        if verb.lemma_.lower() in _BUY and not suppliers:
            heads = {good.head.i for good in goods}
            for_ = self._parties(t for t in preps.get("for", []) if t.i not in heads)
            for_ = [p for p in for_ if all(p.code != r.code for r in recipients)]
            if for_ and recipients:
                suppliers, recipients = recipients, for_
        self.take(goods)
        if not suppliers and all(g.category in _NEEDS_BOTH | {Category.TECHNOLOGY, Category.TRAINING} for g in goods):
            return None
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _partners(self, verb: Token) -> list[Party]:
        """With whom one deals who buys: "signed a deal with Seoul to buy", "is in talks with Paris about buying"."""
        token = verb
        for _ in range(3):
            if token.dep_ not in {"acl", "advcl", "xcomp", "pcomp", "prep", "conj", "dobj", "pobj"}:
                return []
            token = token.head
            found = [inner for word, inner in clause_preps(token) if word == "with"]
            if found:
                return self._parties(found)
        return []

    @staticmethod
    def _fixed(verb: Token) -> bool:
        """For "Take delivery of", "sign for", "contract for": the goods stand after the preposition."""
        if any(
            child.dep_ == "dobj" and noun_rule(child) is not None and child.lower_ != "delivery"
            for child in verb.children
        ):
            return False  # "signed a contract for": the noun's own frame
        return verb.lemma_.lower() in {"take", "sign", "contract", "stock"}

    def _seek(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        patients = subjects(verb) if passive else self._patients(verb)
        goods = self._goods(patients)
        suppliers = self._parties(preps.get("from", []), bodies=True)
        if not goods:
            goods = self._goods(preps.get("for", []))
            suppliers = suppliers or self._parties([*patients, *preps.get("to", [])])
        if not goods:
            return None
        recipients = self._parties(preps.get("by", []) if passive else subjects(verb))
        if not suppliers:
            suppliers = [p for p in self.makers(goods) if all(p.code != r.code for r in recipients)]
        if not recipients or (not suppliers and all(g.category in _NEEDS_BOTH for g in goods)):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _carry(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        goods = self._goods(subjects(verb) if passive else self._patients(verb))
        if not goods:
            return None
        suppliers = self._parties(preps.get("from", [])) or self.makers(goods)
        recipients = self._parties(preps.get("to", [])) or self._parties(preps.get("for", []))
        if not suppliers:
            actor = [] if passive else self._parties(subjects(verb))
            suppliers = [p for p in actor if all(p.code != r.code for r in recipients)]
        if not suppliers or not recipients:
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _arrive(self, verb: Token, rule: Rule) -> Frame | None:
        if is_passive(verb):
            return None
        goods = self._goods(subjects(verb))
        if not goods:
            return None
        preps = self._preps(verb)
        suppliers = self._parties(preps.get("from", [])) or self.makers(goods)
        recipients = self._parties(self._patients(verb)) or self._parties(preps.get("to", []))
        if not recipients and verb.lemma_.lower() in {"arrive", "land", "dock", "turn"}:
            recipients = self._parties([*preps.get("in", []), *preps.get("at", [])])
        recipients = recipients or self._parties(preps.get("for", []))
        recipients = [p for p in recipients if all(p.code != s.code for s in suppliers)]
        if (
            verb.lemma_.lower() not in {"arrive", "reach", "change", "land"}
            and not recipients
            and not preps.get("from")
        ):
            return None
        if not recipients and all(g.category in _NEEDS_BOTH for g in goods):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _train(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        if is_passive(verb):
            recipients = self._parties(subjects(verb))
            suppliers = self._parties(preps.get("by", []))
            if not suppliers:
                suppliers = self._parties(preps.get("in", []))
        else:
            suppliers = self._parties(subjects(verb))
            recipients = self._parties(t for t in self._patients(verb))
            if not self._patients(verb):
                # "pilots have been training in Russia": who learns is the subject, who teaches is where they do
                suppliers, recipients = self._parties(preps.get("in", [])), suppliers
        suppliers = [p for p in suppliers if all(p.code != r.code for r in recipients)]
        if not recipients or not suppliers:
            return None
        frame = self._finish(
            verb, rule, [Good(Category.TRAINING, verb, verb.i, verb.i + 1)], suppliers=suppliers, recipients=recipients
        )
        if frame is not None:
            frame.counted.extend(party.token for party in recipients)
        return frame

    def _seize(self, verb: Token, rule: Rule) -> Frame | None:
        passive = is_passive(verb)
        patients = subjects(verb) if passive else self._patients(verb)
        goods = self._goods(patients)
        preps = self._preps(verb)
        if not goods:
            return None
        makers = self.makers(goods)
        suppliers = makers or self._parties(preps.get("from", []))
        recipients = self._destined(verb, goods)
        if not recipients:
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _destined(self, verb: Token, goods: list[Good]) -> list[Party]:
        """Whom a cargo was for: "bound for", "destined for", "on its way to", "meant for" in the sentence after it."""
        doc = verb.doc
        sentence = verb.sent
        for token in doc[min(g.start for g in goods) : sentence.end]:
            if token.lower_ in _BOUND:
                for inner in doc[token.i + 1 : min(token.i + 8, sentence.end)]:
                    if inner.dep_ == "pobj" and inner.head.lower_ in {"for", "to"}:
                        found = self.actors.of(inner)
                        if found:
                            return found
        return []

    def _pay(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        goods = self._goods([*preps.get("in", []), *preps.get("with", [])])
        if is_passive(verb):
            recipients, suppliers = self._parties(subjects(verb)), self._parties(preps.get("by", []))
        else:
            suppliers, recipients = self._parties(subjects(verb)), self._parties(self._patients(verb))
        if not suppliers or not recipients:
            return None
        if not goods:
            goods = [Good(Category.FUNDS, verb, verb.i, verb.i + 1)]
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    # -------------------------------------------------------------- constructions
    def _return_flow(self, verb: Token, frame: Frame) -> list[Frame]:
        """For "A gives B shells in exchange for oil": the oil goes from B to A."""
        for word, inner in clause_preps(verb):
            if word != "for" or inner.head.head.lemma_ not in _MEASURED:
                continue
            goods = self.goods.of(inner)
            if goods and frame.suppliers and frame.recipients:
                self.take(goods)
                return [
                    Frame(
                        frame.paragraph,
                        verb,
                        goods,
                        list(frame.recipients),
                        list(frame.suppliers),
                        frame.stage,
                        frame.factuality,
                        by=frame.by,
                        extra=[inner],
                    )
                ]
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
        for child in verb.children:
            if child.dep_ == "advcl" and child.lemma_ == "use":
                tokens.extend(objects(child))
        out: list[Frame] = []
        for token in tokens:
            goods = [
                g
                for g in self.goods.of(token)
                if g.category not in _NEEDS_BOTH | {Category.TECHNOLOGY, Category.TRAINING}
            ]
            makers = [p for p in self.makers(goods) if all(p.code != u.code for u in users)]
            if not goods or not makers or len(users) != 1:
                continue
            modality = modality_of(verb)
            if modality.factuality is Factuality.DENIED or modality.stage is not None:
                continue
            out.append(
                Frame(
                    self.actors.number, verb, goods, makers, users, Stage.TRANSFERRED, modality.factuality,
                    by=modality.by, implied=True,
                )
            )  # fmt: skip
        return out

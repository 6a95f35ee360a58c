"""Supply frames of verbs: who is supplier, recipient and goods by grammatical function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from armstrail.language.grammar import clause_preps, is_passive, objects, subjects
from armstrail.language.modality import modality_of
from armstrail.language.parties import collective
from armstrail.reading.actors import Party
from armstrail.reading.goods import Good
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame, Rule, noun_rule, verb_rules
from armstrail.reading.supply.roles import NEEDS_BOTH, RETURN, Roles, apart, unique
from armstrail.records import Category, Factuality, Stage

__all__ = ["VerbFrames"]

_PRONOUNS = frozenset({"they", "them", "these", "those", "it", "some", "both", "ones", "one", "half", "others", "rest"})

_FLYING = frozenset({Category.AIRCRAFT, Category.DRONES, Category.MISSILES, Category.SATELLITES, Category.PERSONNEL})


class VerbFrames(Roles):
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
        if lemma in words("cover"):
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

    def _account(self, verb: Token) -> Frame | None:
        """Who makes up a share of another's goods: "Oman accounts for half of Chad's rifles", "of the rifles that Chad imports"."""
        preps = self._preps(verb)
        goods = self._goods([*preps.get("for", []), *preps.get("of", [])])
        suppliers = self._parties(subjects(verb))
        recipients = apart(self.makers(goods), suppliers)
        for good in goods:
            doc = verb.doc
            after = good.head.i + 1
            that = after + 1 < len(doc) and doc[after].lower_ in {"that", "which"}
            mention = self.actors.parties.at(doc[after + 1]) if that and not recipients else None
            if mention is not None and mention.form in {"name", "capital", "byname"}:
                recipients = apart([Party(mention.code, doc[after + 1])], suppliers)
        if not goods or not suppliers or not recipients:
            return None
        self.take(goods)
        rule = Rule("give", Stage.TRANSFERRED, False)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _make(self, verb: Token, rule: Rule) -> Frame | None:
        """Making goods for somebody: "planned to build 2,000 rockets for Azerbaijan"; making alone supplies nobody."""
        preps = self._preps(verb)
        passive = is_passive(verb)
        made = subjects(verb) if passive else self._patients(verb)
        goods = [g for g in self._goods(made) if g.category not in NEEDS_BOTH]
        suppliers = self._parties(preps.get("by", []) if passive else subjects(verb), bodies=True)
        if passive and not suppliers:
            suppliers = self._parties(preps.get("in", []))
        heads = {good.head.i for good in goods}
        recipients = apart(self._takers(t for t in preps.get("for", []) if t.i not in heads), suppliers)
        if not goods or not suppliers or not recipients or verb.dep_ == "amod":
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _elliptical(self, verb: Token, tokens: list[Token]) -> list[Token]:
        """Objects that name goods by a number or pronoun alone: "another 14", "they will arrive", "three batteries"."""
        out = []
        for token in tokens:
            counted = token.pos_ == "NUM" or any(child.dep_ == "nummod" for child in token.children)
            counted = counted or (token.lemma_.lower() in words("load") and not self.goods.of(token))
            bare = self.goods.is_measure(token) or token.pos_ == "NUM"
            pronoun = token.lower_ in _PRONOUNS and (is_passive(verb) or verb.lemma_ in {"arrive", "reach"})
            if (counted and bare and token.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT"}) or pronoun:
                out.append(token)
        return out

    # -------------------------------------------------------------- classes
    def _give(self, verb: Token, rule: Rule) -> Frame | None:
        subject = subjects(verb)
        preps = self._preps(verb)
        passive = is_passive(verb)
        patients = self._patients(verb)
        if passive:
            patients = [*subject, *patients]
        if not passive and not patients and any(self._troops(verb, token) for token in subject):
            passive, patients = True, subject  # "the army dispatched to", read as a clause
        suppliers = self._parties(preps.get("by", []) if passive else subject, bodies=True)
        recipients: list[Party] = []
        goods: list[Good] = []
        named: list[Token] = []
        for token in patients:
            found = self.goods.of(token)
            party = self.actors.of(token)
            indirect = token.dep_ in {"dative", "nsubjpass"} and (len(patients) > 1 or "with" in preps)
            if found and party and "with" in preps and verb.lemma_.lower() in {"provide", "supply", "furnish"}:
                found = []  # "provided Houthi fighters with"
            if party and not found and self._troops(verb, token):
                found = [Good(Category.PERSONNEL, token, token.i, token.i + 1)]
                suppliers = suppliers or party
            elif found and party and (indirect or self._goods(preps.get("with", []))):
                found = []
            if found:
                goods.extend(found)
                named.append(token)
            else:
                recipients.extend(party or self._takers([token]))
        goods = goods or self._goods(preps.get("with", []))
        if not goods and not passive:
            goods, recipients = self._shifted(preps.get("to", []))
        elided: list[Token] = []
        if not goods:
            elided = self._elliptical(verb, patients)
            if verb.dep_ == "relcl":
                goods = self._goods([verb.head])  # "200 guns, of which 60 have been delivered"
            if not goods and preps.get("to") and not passive:
                goods = [g for token in patients for g in self._before(token)]
            if not goods and not elided:
                return None
        heads = {good.head.i for good in goods}
        for word in ("to", "for", "on"):
            if recipients and word != "to":
                break
            tokens = [t for t in preps.get(word, []) if t.i not in heads]
            recipients.extend(self._takers(tokens, bodies=word == "to"))
        suppliers = suppliers or self._parties(preps.get("from", []), bodies=True)
        if not recipients and not passive:
            recipients = self._fused(goods, suppliers, bool(subject))
            goods = self.unfused(goods, recipients[0]) if recipients else goods
        suppliers = suppliers or apart(self.makers(goods), recipients) or self._scheme(preps)
        if not suppliers and not passive:
            # "a Turkish cargo plane delivered": whose vessel brings the goods
            whose = [self.actors.maker(t) for t in subject if t.lemma_.lower() in words("vessel")]
            own = (p for p in whose if p is not None and self.actors.parties.at(p.token) is not None)
            suppliers = apart(own, recipients)  # not whose flag she flies
        recipients = apart(unique(recipients), suppliers) or self._users(goods)
        if goods and not recipients and all(g.category in NEEDS_BOTH for g in goods) and not suppliers:
            return None
        self.take(goods, named)
        frame = self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients, elided=elided)
        if frame is not None and not suppliers and not passive:
            frame.closed = any(t.pos_ in {"NOUN", "PROPN"} and not self._vague(t) for t in subject)
        return frame

    def _vague(self, token: Token) -> bool:
        """Whether a subject says nothing of who supplies: a vessel, a deal, goods themselves."""
        return token.lemma_.lower() in words("vessel") | words("package") or bool(self.goods.of(token))

    def _troops(self, verb: Token, token: Token) -> bool:
        """Whether an object is forces that are sent: "dispatched its army to"."""
        return verb.lemma_.lower() in words("going_forces") and collective(token) == "forces"

    def _scheme(self, preps: dict[str, list[Token]]) -> list[Party]:
        """Whose scheme it is: "bought under a Czech initiative"."""
        out = []
        for token in [*preps.get("under", []), *preps.get("through", []), *preps.get("via", [])]:
            if token.lemma_.lower() in words("scheme"):
                owner = self.actors.owner(token)
                if owner is not None:
                    out.append(Party(owner, token))
        return out

    def _arm(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        suppliers = self._parties(preps.get("by", []) if passive else subjects(verb), bodies=passive)
        recipients = self._takers(subjects(verb) if passive else self._patients(verb))
        goods = self._goods(preps.get("with", []))
        if not recipients:
            return None
        if not goods:
            if verb.lemma_.lower() not in {"arm", "rearm"} or (verb.tag_ == "VBN" and verb.dep_ in {"amod", "acl"}):
                return None
            goods = [Good(Category.ARMS, verb, verb.i, verb.i + 1)]
        suppliers = suppliers or self._parties(preps.get("from", [])) or self.makers(goods)
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _help(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        lemma = verb.lemma_.lower()
        suppliers = self._parties(preps.get("by", []) if passive else subjects(verb))
        patients = [t for t in (subjects(verb) if passive else self._patients(verb)) if t.pos_ != "VERB"]
        recipients = self._takers(patients)
        goods = self._goods(preps.get("with", []))
        if not goods:
            goods = self._project(verb)
            if goods and not recipients:
                inner = (c for c in verb.children if c.dep_ in {"ccomp", "xcomp"})
                recipients = self._parties(t for c in inner for t in c.children if t.dep_ == "nsubj")
        fighting = any(t.lemma_.lower() in words("effort") for t in patients)
        if not goods and lemma in words("fund") and recipients:
            goods = [Good(Category.FUNDS, verb, verb.i, verb.i + 1)]
        elif not goods and recipients and (fighting or self._combatant(recipients)):
            goods = [Good(Category.SUPPORT, verb, verb.i, verb.i + 1)]
        if not goods or not suppliers or (patients and not recipients):
            return None
        self.take(g for g in goods if g.head.i != verb.i)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _combatant(self, parties: list[Party]) -> bool:
        """Whether those who are helped are an armed group."""
        mentions = (self.actors.parties.at(party.token) for party in parties)
        return any(mention is not None and mention.kind == "armed_group" for mention in mentions)

    def _get(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        subject = subjects(verb)
        patients = subject if passive else self._patients(verb)
        if verb.lemma_ in {"opt", "settle"}:
            patients = [*preps.get("for", []), *preps.get("on", [])]
        goods = self._goods(patients)
        if verb.lemma_ in {"pick", "choose", "select", "opt", "settle"}:
            goods = [g for g in goods if g.category not in NEEDS_BOTH]
        if not goods and not passive and self._fixed(verb):
            goods = self._goods([*preps.get("of", []), *preps.get("for", [])])
        shifted: list[Party] = []
        if not goods and not passive:
            goods, shifted = self._shifted(preps.get("from", []))
        elided: list[Token] = []
        if not goods:
            elided = self._elliptical(verb, patients)
            if not elided:
                return None
        recipients = self._parties(preps.get("by", []) if passive else subject, bodies=True)
        suppliers = shifted or self._parties(preps.get("from", []), bodies=True)
        suppliers = suppliers or apart(self.makers(goods), recipients) or apart(self.partners(verb), recipients)
        suppliers = suppliers or apart(self._accounting(verb), recipients)
        if verb.lemma_.lower() in words("buy") and not suppliers:
            heads = {good.head.i for good in goods}
            others = apart(self._parties(t for t in preps.get("for", []) if t.i not in heads), recipients)
            if others and recipients:
                suppliers, recipients = recipients, others
        if passive and not suppliers and not recipients:
            suppliers = self._scheme(preps)
        if (
            not suppliers
            and all(g.category in NEEDS_BOTH | {Category.TECHNOLOGY, Category.TRAINING} for g in goods)
            and goods
        ):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients, elided=elided)

    @staticmethod
    def _counted(goods: list[Good]) -> bool:
        return any(child.dep_ == "nummod" for good in goods for child in (good.measure or good.head).children)

    def _accounting(self, verb: Token) -> list[Party]:
        """Who makes up a share of what is got: "Oman accounts for half of the rifles that Chad imports"."""
        if verb.dep_ != "relcl":
            return []
        token = verb.head
        for _ in range(6):
            if token.head.i == token.i:
                return []
            token = token.head
            if token.pos_ == "VERB":
                return self._parties(subjects(token)) if token.lemma_.lower() in words("account") else []
        return []

    @staticmethod
    def _fixed(verb: Token) -> bool:
        """For "take delivery of", "sign for", "contract for": the goods stand after the preposition."""
        own = [c for c in verb.children if c.dep_ == "dobj" and noun_rule(c) is not None and c.lower_ != "delivery"]
        return not own and verb.lemma_.lower() in {"take", "sign", "contract", "stock"}

    def _seek(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        patients = subjects(verb) if passive else self._patients(verb)
        goods = self._goods(patients)
        suppliers = self._parties(preps.get("from", []), bodies=True)
        if not goods:
            if patients and verb.lemma_.lower() not in {"ask", "press", "turn", "beg", "lobby", "court"}:
                return None
            goods = self._goods(preps.get("for", []))
            suppliers = suppliers or self._parties([*patients, *preps.get("to", [])])
        flows = (noun_rule(t) for t in patients)
        if not goods or any(flow is not None and flow.frame == "give" for flow in flows):
            return None  # "negotiating the sale of": the noun tells who sells
        recipients = self._parties(preps.get("by", []) if passive else subjects(verb))
        suppliers = suppliers or apart(self.makers(goods), recipients)
        if not recipients or (not suppliers and all(g.category in NEEDS_BOTH for g in goods)):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _carry(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        carried = subjects(verb) if passive else self._patients(verb)
        goods = self._goods(carried) or self._contents(carried)
        if not goods:
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
        if not suppliers or (not recipients and not preps.get("to")):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _cargo(self, verb: Token, rule: Rule) -> Frame | None:
        """What a vessel or box holds on its way: "the dhow was laden with rockets", "crates that held Iranian fuses"."""
        passive = is_passive(verb)
        if not any(t.lemma_.lower() in words("vessel") for t in [*subjects(verb), *([verb.head] if passive else [])]):
            return None
        preps = self._preps(verb)
        goods = self._goods(preps.get("with", [])) or ([] if passive else self._goods(self._patients(verb)))
        if not goods:
            return None
        suppliers = self._parties(preps.get("from", [])) or self.makers(goods)
        recipients = self._parties(preps.get("to", [])) or self._destined(verb, goods)
        if not suppliers and not recipients and all(g.category in NEEDS_BOTH for g in goods):
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _arrive(self, verb: Token, rule: Rule) -> Frame | None:
        if is_passive(verb):
            return None
        lemma = verb.lemma_.lower()
        subject = subjects(verb)
        goods = self._goods(subject)
        if not goods and any(t.lemma_.lower() in words("vessel") for t in subject):
            # "the ship left Bandar Abbas with 400 rockets"
            goods = [g for w, i in clause_preps(verb) if w == "with" for g in self.goods.of(i)]
        elided = [] if goods or lemma not in {"arrive", "follow"} else self._elliptical(verb, subject)
        if not goods and not elided:
            return None
        if lemma == "fly" and any(good.category in _FLYING for good in goods):
            return None  # "two bombers flew from A to B": a flight
        preps = self._preps(verb)
        suppliers = self._parties(preps.get("from", [])) or self.makers(goods) or self._scheme(preps)
        goal = self._patients(verb)
        if lemma in {"leave", "depart"}:
            suppliers, goal = suppliers or self._parties(goal), []
        recipients = self._parties(goal) or self._parties(preps.get("to", []))
        if not recipients and lemma == "reach":
            recipients = self._parties([*preps.get("in", []), *preps.get("at", [])])
        if not recipients and lemma in {"arrive", "land", "dock", "turn"}:
            recipients = self._parties([*preps.get("in", []), *preps.get("at", [])])
        recipients = apart(recipients or self._parties(preps.get("for", [])), suppliers)
        if lemma not in {"arrive", "reach", "change", "land"} and not recipients and not preps.get("from"):
            return None
        if not recipients and goods and all(g.category in NEEDS_BOTH for g in goods):
            return None
        if any(g.category is Category.PERSONNEL and collective(g.head) == "people" for g in goods):
            return None  # engineers who come to a base
        for good in goods:
            for child in good.head.children:
                if child.dep_ == "acl" and not suppliers:
                    inner = self._preps(child)
                    suppliers = self._parties([*inner.get("by", []), *inner.get("from", [])]) or self._scheme(inner)
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients, elided=elided)

    def _train(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        taught = subjects(verb)
        if is_passive(verb):
            recipients = self._parties(taught)
            suppliers = self._parties(preps.get("by", [])) or self._parties(preps.get("in", []))
        else:
            suppliers = self._parties(taught)
            taught = self._patients(verb)
            recipients = self._parties(taught)
            if not suppliers and taught:
                suppliers = self._parties(preps.get("in", []))  # "a pact on training Kenyan pilots in Turkey"
            if not taught:
                # "pilots have been training in Chad": who learns is the subject, who teaches is where they do
                taught, recipients = subjects(verb), suppliers
                suppliers = self._parties(preps.get("in", []))
                if not suppliers:
                    return None
        suppliers = apart(suppliers, recipients)
        counted = [t for t in taught if t.lemma_.lower() in words("number")]
        within = [i for t in counted for w, i in clause_preps(t) if w == "of"]
        people = any(collective(token) is not None or self.goods.is_person(token) for token in [*taught, *within])
        if not people or not (recipients or suppliers):
            return None
        goods = [Good(Category.TRAINING, verb, verb.i, verb.i + 1)]
        frame = self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)
        if frame is not None:
            frame.counted.extend(taught)
        return frame

    def _seize(self, verb: Token, rule: Rule) -> Frame | None:
        taken = subjects(verb) if is_passive(verb) else self._patients(verb)
        goods = self._goods(taken)
        goods = goods or self._contents(taken)
        if not goods:
            return None
        suppliers = self.makers(goods) or self._parties(self._preps(verb).get("from", []))
        recipients = self._destined(verb, goods)
        if not recipients:
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _pay(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        goods = self._goods([*preps.get("in", []), *preps.get("with", [])])
        passive = is_passive(verb)
        suppliers = self._parties(preps.get("by", []) if passive else subjects(verb))
        recipients = self._parties(subjects(verb) if passive else self._patients(verb))
        if not suppliers or not recipients:
            return None
        goods = goods or [Good(Category.FUNDS, verb, verb.i, verb.i + 1)]
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    # -------------------------------------------------------------- constructions
    def _serve(self, verb: Token) -> Frame | None:
        """Upgrading another's weapons: "will modernise Algeria's tanks"."""
        goods = [g for g in self._goods(objects(verb)) if g.category not in NEEDS_BOTH]
        suppliers = self._parties(subjects(verb))
        recipients = apart(self.makers(goods), suppliers)
        if not goods or not suppliers or not recipients:
            return None
        self.take(goods)
        rule = Rule("give", Stage.TRANSFERRED, False)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _covered(self, verb: Token) -> list[Frame]:
        """What a deal or package holds: "the package includes shells"; its parties are those of the deal before."""
        named = [t for t in subjects(verb) if t.lemma_.lower() in words("package")]
        listed = [c for c in verb.children if c.i > verb.i and c.dep_ in {"advcl", "dep"} and c.pos_ == "NOUN"]
        goods = self._goods([*objects(verb), *listed]) if named and not is_passive(verb) else []
        if not goods:
            return []
        self.take(goods)
        sent = any(t.lemma_.lower() in {"shipment", "delivery", "consignment", "batch", "cargo"} for t in named)
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

"""Verbs whose subject supplies: giving, arming, helping, making, teaching, paying."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from armstrail.language.grammar import agents, is_passive, objects, subjects
from armstrail.language.parties import collective, is_place_noun
from armstrail.language.phrases import clause_preps
from armstrail.reading.actors import Party
from armstrail.reading.goods import Good
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame, Rule
from armstrail.reading.supply.roles import NEEDS_BOTH, Roles, apart, doers, is_perfect, unique
from armstrail.records import Category, Stage

__all__ = ["Giving"]


_TRADED = frozenset({Category.SEMICONDUCTORS, Category.MACHINE_TOOLS, Category.DUAL_USE, Category.OTHER, Category.FUEL})
"""Goods of the open market, where who forwards them has bought them."""


class Giving(Roles):
    """Frames of verbs whose subject is the supplier."""

    @staticmethod
    def gives_share(verb: Token) -> bool:
        """Whether a verb's object is a share of something of another's: "supplied some 70 percent of Chad's arms imports"."""
        shares = (t for t in objects(verb) if t.lemma_.lower() in words("fraction") | words("share"))
        ofs = (c for share in shares for c in share.children if c.lower_ == "of")
        return any(inner.dep_ == "poss" for of in ofs for noun in of.children for inner in noun.children)

    def _account(self, verb: Token) -> Frame | None:
        """Who makes up a share of another's goods: "Oman accounts for half of Chad's rifles", "of the rifles that Chad imports"."""
        preps = self._preps(verb)
        goods = self._goods([*preps.get("for", []), *preps.get("of", [])])
        suppliers = self._parties(subjects(verb))
        recipients = self._owned(goods, suppliers) or apart(self.makers(goods), suppliers)
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
        if not recipients and not passive:
            # "has built Chad two boats"
            recipients = apart(self._takers(t for t in made if t.dep_ == "dative"), suppliers)
            recipients = recipients or self._fused(goods, suppliers)
            goods = self.unfused(goods, recipients[0]) if recipients else goods
        if not goods or not suppliers or not recipients or verb.dep_ == "amod":
            return None
        self.take(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

    def _give(self, verb: Token, rule: Rule) -> Frame | None:
        if verb.tag_ == "VBN" and verb.dep_ == "amod" and verb.head.i > verb.i and not is_perfect(verb):
            return self._compounded(verb, rule)
        subject = doers(verb)
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
            equipped = "with" in preps and bool(self._goods(preps["with"]))
            indirect = token.dep_ in {"dative", "nsubjpass"} and (len(patients) > 1 or equipped)
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
                goods.extend(self._numbered(token) if party else [])
        goods = list({(good.category, good.head.i): good for good in goods}.values())
        goods = goods or self._goods(preps.get("with", []))
        counts: list[Token] = []
        if not goods and recipients and not passive:
            goods, counts = self.participled(verb)
        if not goods and not passive and not recipients:
            goods, recipients = self._shifted(preps.get("to", []))
        elided: list[Token] = []
        if not goods:
            # "lend Chad eight of its own": hung on who gets them by the parser
            fused = [c for t in patients for c in t.children if c.dep_ == "nummod" and c.i > t.i and recipients]
            elided = self._elliptical(verb, patients) or fused
            if verb.dep_ == "relcl":
                goods = self._goods([verb.head])  # "200 guns, of which 60 have been delivered"
            if not goods and preps.get("to") and not passive:
                goods = [g for token in patients for g in self.meant(token)]
            if not goods and (not elided or verb.lemma_.lower() in {"move", "relocate", "transport", "route"}):
                return None  # "ten of them were moved south": on their way within the state that has them
        heads = {good.head.i for good in goods}
        for word in ("to", "for", "on"):
            if recipients and word != "to":
                break
            tokens = [t for t in preps.get(word, []) if t.i not in heads]
            if word == "to" and all(is_place_noun(t) for t in tokens) and self._takers(preps.get("for", [])):
                continue  # "brought rifles for the rebels to an airfield in Oman"
            recipients.extend(self._takers(tokens, bodies=word == "to"))
        if not recipients and verb.lemma_ in {"unload", "discharge", "offload"}:
            recipients = self._takers([*preps.get("in", []), *preps.get("at", [])])
        suppliers = suppliers or self._parties(preps.get("from", []), bodies=True)
        if not recipients and not passive:
            recipients = self._owned(goods, suppliers) or self._leaned_on(verb, suppliers)
        if not recipients and not passive:
            recipients = self._fused(goods, suppliers, bool(subject))
            goods = self.unfused(goods, recipients[0]) if recipients else goods
        if verb.lemma_.lower() in words("conveying"):
            # the carrier of another's weapons; chips and machines a dealer sells on
            arms = [g for g in goods if g.category not in _TRADED]
            suppliers = apart(self.makers(arms), recipients) or suppliers
        suppliers = suppliers or apart(self.makers(goods), recipients) or self.schemed(preps)
        if not suppliers and verb.dep_ == "conj" and is_passive(verb.head):
            suppliers = self._parties(agents(verb.head))  # "they were flown by Russian crews and brought rifles"
        if not suppliers and not passive:
            # "a Turkish cargo plane delivered": whose vessel brings the goods
            whose = [self.actors.maker(t) for t in subject if self.bears(t)]
            own = (p for p in whose if p is not None and self.actors.parties.at(p.token) is not None)
            suppliers = apart(own, recipients)  # not whose flag she flies
        recipients = apart(unique(recipients), suppliers) or self._users(goods)
        recipients = recipients or apart(self.needy(goods), suppliers)
        if goods and not recipients and all(g.category in NEEDS_BOTH for g in goods) and not suppliers:
            return None
        if goods and self.shown_or_fired(verb, goods):
            return None
        others = any(t.lemma_.lower() in words("others") for t in [*preps.get("to", []), *patients])
        if others and not recipients and not passive and not self._parties(subject, bodies=True):
            return None  # "a trader sells Omani pistols to anyone"
        self.take(goods, named)
        frame = self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients, elided=elided)
        if frame is not None:
            frame.elided.extend(counts)
        if frame is not None and not recipients:
            # "moved tanks to its own border", "brought guns to the region": told whither, and to nobody else
            frame.home = any(self._parties([t]) or t.lemma_.lower() in words("at_home") for t in preps.get("to", []))
            frame.barred = others
        if frame is not None and not suppliers and not passive:
            frame.closed = any(t.pos_ in {"NOUN", "PROPN"} and not self._vague(t) for t in subject)
        return frame

    def _compounded(self, verb: Token, rule: Rule) -> Frame | None:
        """Who gave goods, in a compound before them: "Iranian-supplied drones", "US-donated trucks"."""
        before = [c for c in verb.children if c.i < verb.i and c.dep_ != "punct"]
        suppliers = [Party(m.code, t) for t in before if (m := self.actors.parties.at(t)) is not None]
        goods = [g for g in self.goods.of(verb.head) if g.category not in NEEDS_BOTH]
        if not suppliers or not goods:
            return None
        holder = verb.head.head
        having = holder.lemma_.lower() in words("use") | words("having") and verb.head.dep_ == "dobj"
        recipients = self._parties(subjects(holder)) if having and not is_passive(holder) else self._users(goods)
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=apart(recipients, suppliers))

    def _owned(self, goods: list[Good], suppliers: list[Party]) -> list[Party]:
        """Whose goods they become: "provided half of its arms imports"."""
        codes = frozenset(party.code for party in suppliers)
        coming = (g for g in goods if g.head.lemma_.lower() in {"import", "purchase", "arsenal", "need", "stock"})
        owners = [c for g in coming for c in g.head.children if c.dep_ == "poss" and c.lower_ in {"its", "their"}]
        return [party for token in owners for party in self.actors.possessor(token, codes)][:1]

    def _numbered(self, token: Token) -> list[Good]:
        """Goods whose count the parser hangs on who gets them: "gave Chad 49 of its tanks"."""
        return [
            replace(good, measure=child)
            for child in token.children
            if child.dep_ == "nummod" and child.i > token.i
            for inner in child.children
            if inner.lower_ == "of"
            for noun in inner.children
            if noun.dep_ == "pobj"
            for good in self.goods.of(noun)
        ]

    def _leaned_on(self, verb: Token, suppliers: list[Party]) -> list[Party]:
        """Who turns to the supplier that a relative clause tells of: "turned to Oman, which sent mortars"."""
        if verb.dep_ != "relcl" or not suppliers or verb.head.dep_ not in {"pobj", "dobj"}:
            return []
        main = verb.head.head if verb.head.dep_ == "dobj" else verb.head.head.head
        if main.pos_ != "VERB" or main.lemma_.lower() not in words("leaning"):
            return []
        return apart(self._parties(subjects(main)), suppliers)

    def _vague(self, token: Token) -> bool:
        """Whether a subject says nothing of who supplies: a vessel, a deal, goods themselves."""
        return token.lemma_.lower() in words("vessel") | words("package") or bool(self.goods.of(token))

    def _troops(self, verb: Token, token: Token) -> bool:
        """Whether an object is forces that are sent: "dispatched its army to"."""
        return verb.lemma_.lower() in words("going_forces") and collective(token) == "forces"

    def _arm(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        passive = is_passive(verb)
        suppliers = self._parties(preps.get("by", []) if passive else subjects(verb), bodies=passive)
        patients = subjects(verb) if passive else self._patients(verb)
        if is_perfect(verb):
            # "denied having armed Addis Ababa", read as an armed town
            passive, patients, suppliers = False, [verb.head], self._parties(doers(verb))
        recipients = self._takers(patients)
        goods = self._goods(preps.get("with", []))
        barred = not recipients and any(t.lemma_.lower() in words("others") for t in patients)
        if not recipients and not barred:
            return None
        if not goods:
            perfect = verb.dep_ == "amod" and not passive
            if verb.lemma_.lower() not in {"arm", "rearm"} or (
                verb.tag_ == "VBN" and verb.dep_ in {"amod", "acl"} and not perfect
            ):
                return None
            goods = [Good(Category.ARMS, verb, verb.i, verb.i + 1)]
        suppliers = suppliers or self._parties(preps.get("from", [])) or self.makers(goods)
        self.take(goods)
        frame = self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)
        if frame is not None:
            frame.barred = barred
        return frame

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
            others = self._schooled(taught, suppliers) if len(recipients) < 2 else []
            recipients = others or recipients
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
        within += [i for t in taught if t.pos_ == "NUM" for w, i in clause_preps(t) if w == "of"]
        people = any(self._learns(token) for token in [*taught, *within])
        if not recipients and people:
            recipients = apart(self._owners_of(taught), suppliers)
        if not recipients and within:
            recipients = apart(self._parties(within), suppliers)
        people = people or any((m := self.actors.parties.at(t)) is not None and m.form == "demonym" for t in taught)
        if not people and suppliers and taught and taught[0].lower_ in {"them", "us", "they", "we"}:
            people = bool(recipients) or taught[0].lower_ == "them"
        if not people or not (recipients or suppliers):
            return None
        goods = [Good(Category.TRAINING, verb, verb.i, verb.i + 1)]
        frame = self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)
        if frame is not None:
            frame.counted.extend(taught)
        return frame

    def _learns(self, token: Token) -> bool:
        """Whether a noun is for those who may be taught: soldiers, crews, mechanics."""
        return collective(token) is not None or self.goods.is_person(token) or token.lemma_.lower() in words("learner")

    def _schooled(self, taught: list[Token], suppliers: list[Party]) -> list[Party]:
        """Whose "its" people are who are taught, never the teacher's own: "Oman offered to train its pilots"."""
        codes = frozenset(party.code for party in suppliers)
        pronouns = [c for t in taught for c in t.children if c.dep_ == "poss" and c.lower_ in {"its", "their"}]
        return [party for token in pronouns for party in self.actors.possessor(token, codes)][:1] if codes else []

    def _pay(self, verb: Token, rule: Rule) -> Frame | None:
        preps = self._preps(verb)
        goods = self._goods([*preps.get("in", []), *preps.get("with", [])])
        passive = is_passive(verb)
        suppliers = self._parties(preps.get("by", []) if passive else subjects(verb))
        recipients = self._parties(subjects(verb) if passive else self._patients(verb))
        bought = [g for g in self._goods(preps.get("for", [])) if g.category not in NEEDS_BOTH]
        counted = (
            []
            if bought
            else [t for t in preps.get("for", []) if t.pos_ == "NUM" and t.ent_type_ not in {"DATE", "MONEY"}]
        )
        if suppliers and (bought or counted) and not goods and not passive:
            # "what Chad paid for Omani rifles", "paid Oman for rifles"
            paid = recipients or self._parties(self._patients(verb), bodies=True)
            makers = apart(paid or self.makers(bought), suppliers)
            told = verb.dep_ == "relcl" and any(g.head.i == verb.head.i for g in bought)
            told = told or any(c.dep_ == "relcl" for g in bought for c in g.head.children)
            heads = {g.head.i for g in bought}
            others = apart(self._takers(t for t in preps.get("for", []) if t.i not in heads), [*suppliers, *makers])
            if bought and (told or not makers):
                # "owes it tanks for which it paid" is told already; "Norway pays for 14 tanks" is a donor's money, and
                # nobody says that it gets them
                return None
            self.take(bought)
            order = Rule("get", Stage.AGREED, False)
            return self._finish(verb, order, bought, suppliers=makers, recipients=others or suppliers, elided=counted)
        if not suppliers or not recipients:
            return None
        goods = goods or [Good(Category.FUNDS, verb, verb.i, verb.i + 1)]
        return self._finish(verb, rule, goods, suppliers=suppliers, recipients=recipients)

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

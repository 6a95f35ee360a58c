"""Supply frames of nouns: shipments, sales, deals, requests, and help itself ("Iran's support for the militia")."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from armstrail.language.grammar import is_passive, partners_including, subjects
from armstrail.language.modality import modality_of
from armstrail.language.parties import collective, is_place_noun, is_state
from armstrail.language.phrases import clause_preps
from armstrail.reading.actors import Actors, Party
from armstrail.reading.goods import Good, GoodsIndex
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame, Rule, noun_rule
from armstrail.reading.supply.noun_goods import NounGoods
from armstrail.reading.supply.requests import asked_and_asker, is_request, letter_of
from armstrail.reading.supply.roles import NEEDS_BOTH
from armstrail.reading.supply.verbs import VerbFrames
from armstrail.records import Category, Factuality, Stage

__all__ = ["NounFrames"]

_TO = ("to", "into", "toward", "towards")
_OWNERS = frozenset({"poss", "amod", "compound", "nmod"})
_LEARNING = frozenset({"complete", "finish", "undergo", "receive", "start", "begin", "get", "do", "attend"})
_SELF = frozenset({Category.SUPPORT, Category.TRAINING, Category.FUNDS, Category.TECHNOLOGY, Category.OTHER})


def _one_of(noun: Token) -> Token:
    """The word in whose place a noun stands behind "one of": "is one of the largest suppliers of"."""
    of = noun.head
    return of.head if noun.dep_ == "pobj" and of.lower_ == "of" and of.head.lower_ in {"one", "among"} else noun


class NounFrames(NounGoods):
    """The nominal supply frames of one paragraph."""

    def __init__(self, actors: Actors, goods: GoodsIndex, verbs: VerbFrames) -> None:
        super().__init__(goods, verbs)
        self.actors = actors

    def of(self, noun: Token) -> list[Frame]:
        """The frames that a noun heads; none where a verb's frame has taken it as its goods."""
        if noun.i in self.verbs.used or noun.pos_ not in {"NOUN", "PROPN", "VERB"}:
            return []
        if noun.dep_ == "compound" and noun.head.i > noun.i:
            return []
        if noun.dep_ == "appos" and noun.head.i in self.verbs.used:
            return []  # "six launchers, its largest arms purchase": told already
        lemma = noun.lemma_.lower()
        if lemma in words("scheme") and noun.dep_ == "pobj" and noun.head.lower_ in {"under", "through", "via"}:
            return []  # "under a financing programme": how, not what
        if lemma in words("giver") or lemma in words("taker"):
            return self._agentive(noun)
        rule = noun_rule(noun)
        goods = self._goods(noun, rule)
        if not goods:
            return []
        if rule is None:
            own = goods[0].head.i == noun.i
            if not own or not (self.goods.is_help(noun) or all(good.category in _SELF for good in goods)):
                return []
            rule = Rule("give", Stage.TRANSFERRED, False)
            helping = True
        else:
            helping = False
        frame = self._frame(noun, rule, goods, helping=helping)
        if frame is None:
            return []
        self.verbs.take(goods, [noun])
        return self.verbs.interleaved(frame) if rule.frame == "give" else [frame]

    def wanted(self, adjective: Token) -> list[Frame]:
        """Adjectives of wish: "is interested in Russian radars", "keen on"."""
        verb = adjective.head if adjective.head.pos_ in {"VERB", "AUX"} else adjective
        preps = clause_preps(adjective)
        goods = [g for w, i in preps if w in {"in", "on", "for"} for g in self.goods.of(i)]
        recipients = self._parties(subjects(verb))
        suppliers = self._parties(i for w, i in preps if w == "from")
        suppliers = suppliers or [p for p in self.verbs.makers(goods) if all(p.code != r.code for r in recipients)]
        if not goods or not recipients or not suppliers:
            return []
        self.verbs.take(goods)
        rule = Rule("seek", Stage.SOUGHT, False)
        return [self._finish(adjective, rule, goods, suppliers=suppliers, recipients=recipients, either=[])]

    def _agentive(self, noun: Token) -> list[Frame]:
        """Nouns for who gives or gets: "is the junta's main source of arms", "a customer of Turkish arms makers"."""
        goods = self.goods.of(noun) or self._compound_goods(noun)
        preps = self._preps(noun)
        if not goods:
            goods = [g for t in preps.get("of", []) for g in (self.goods.of(t) or self._compound_goods(t))]
        who: list[Party] = []
        role = _one_of(noun)
        if role.dep_ in {"attr", "oprd"}:
            who = self._parties(subjects(role.head))
        elif role.dep_ == "nsubj" and role.head.lemma_ in words("lasting"):
            who = self._parties(c for c in role.head.children if c.dep_ in {"attr", "oprd"})
        elif role.dep_ == "appos":
            who = self._parties([role.head])
        others = self._owners(noun)
        if noun.lemma_.lower() in words("taker"):
            others = others or [p for t in preps.get("of", []) for p in self._owners(t) or self.actors.of(t)]
            suppliers, recipients = others, who
        else:
            others = self._parties([*preps.get("to", []), *preps.get("for", [])]) or others
            others = others or self._effort([*preps.get("to", []), *preps.get("for", [])])
            suppliers, recipients = who, others
            if not goods and noun.lemma_.lower() in {"contributor", "backer", "patron"}:
                goods = [Good(Category.SUPPORT, noun, noun.i, noun.i + 1)]
        recipients = [p for p in recipients if all(p.code != s.code for s in suppliers)]
        if not suppliers or not recipients:
            return []
        rule = Rule("give", Stage.TRANSFERRED, False)
        if not goods and noun.lemma_.lower() in {"supplier", "seller"} and self._speaks_of_weapons(noun):
            goods = [Good(Category.ARMS, noun, noun.i, noun.i + 1)]
        if not goods and not self._speaks_of_weapons(noun):
            return []
        self.verbs.take(goods, [noun])
        return [self._finish(noun, rule, goods, suppliers=suppliers, recipients=recipients, either=[])]

    def _speaks_of_weapons(self, noun: Token) -> bool:
        """Whether the paragraph names weapons besides: "Peru's main suppliers were" may speak of fish."""
        civil = NEEDS_BOTH | {Category.TRAINING, Category.TECHNOLOGY, Category.DUAL_USE}
        nouns = (t for t in noun.doc if t.pos_ in {"NOUN", "PROPN"} and t.i != noun.i)
        return any(good.category not in civil for token in nouns for good in self.goods.of(token))

    def _effort(self, tokens: Iterable[Token]) -> list[Party]:
        """Parties through what is theirs: "to Eritrea's war effort"."""
        found = ((self.actors.owner(t), t) for t in tokens if t.lemma_.lower() in words("effort"))
        return [Party(code, token) for code, token in found if code]

    def _preps(self, noun: Token) -> dict[str, list[Token]]:
        found: dict[str, list[Token]] = {}
        for word, inner in clause_preps(noun):
            found.setdefault("to" if word in _TO else word, []).append(inner)
        # Phrases that the parser hung on the verb: "the sale was made to Iran by Russia"
        noun = letter_of(noun) or noun
        verb = noun.head
        if noun.dep_ == "pobj" and verb.dep_ == "prep":
            verb = verb.head  # "choke off the flow to": a particle taken for a preposition
        if verb.pos_ == "VERB" and noun.dep_ in {"dobj", "nsubjpass", "pobj"}:
            for word, inner in clause_preps(verb):
                if inner.i > noun.i and word in {"to", "from", "with", "by", "into", "between"}:
                    key = "to" if word in _TO else word
                    if inner not in found.get(key, []):
                        found.setdefault(key, []).append(inner)
        return found

    def _owners(self, noun: Token) -> list[Party]:
        out: list[Party] = []
        for child in noun.children:
            if child.i < noun.i and child.dep_ in _OWNERS:
                mention = self.actors.parties.at(child)
                if mention is not None:
                    out.append(Party(mention.code, child))
                    for other in child.conjuncts:
                        again = self.actors.parties.at(other)
                        if again is not None and other.i < noun.i:
                            out.append(Party(again.code, other))
                elif child.dep_ == "poss":
                    out.extend(self.actors.of(child))
        unique: dict[str, Party] = {}
        for party in out:
            unique.setdefault(party.code, party)
        return list(unique.values())

    def _parties(self, tokens: Iterable[Token]) -> list[Party]:
        unique: dict[str, Party] = {}
        for token in tokens:
            for party in self.actors.of(token, towns=True):
                unique.setdefault(party.code, party)
        return list(unique.values())

    def _frame(self, noun: Token, rule: Rule, goods: list[Good], *, helping: bool) -> Frame | None:
        preps = self._preps(noun)
        owners = self._owners(noun)
        goods_tokens = {good.head.i for good in goods}
        suppliers = self._parties(preps.get("from", []))
        recipients = self._parties(t for t in preps.get("to", []) if t.i not in goods_tokens)
        if not recipients:
            recipients = self._parties(t for t in preps.get("for", []) if t.i not in goods_tokens)
        recipients = recipients or self._effort([*preps.get("to", []), *preps.get("for", [])])
        agents = self._parties(preps.get("by", []))
        makers = self.verbs.makers(goods)
        either: list[Party] = []
        buyer: list[Party] = []
        if rule.frame == "train" or goods[0].category is Category.TRAINING:
            recipients = self._parties([*preps.get("of", []), *preps.get("for", []), *preps.get("to", [])])
            taught = [*preps.get("of", []), *preps.get("for", [])]
            verb = self._verb(noun)
            where = [i for w, i in clause_preps(verb) if w == "in"] if verb is not None and noun.dep_ == "nsubj" else []
            suppliers = suppliers or agents or [p for p in owners if all(p.code != r.code for r in recipients)]
            suppliers = suppliers or self._parties([*preps.get("in", []), *where])
            if not recipients and not taught and verb is not None and verb.lemma_ in _LEARNING and noun.dep_ == "dobj":
                taught = subjects(verb)  # "pilots have completed training in Chad"
                recipients = [p for p in self._parties(taught) if all(p.code != s.code for s in suppliers)]
                owners = [p for p in owners if all(p.code != r.code for r in recipients)]
                abroad = [i for w, i in clause_preps(verb) if w in {"in", "at"}]
                suppliers = suppliers or agents or owners or self._parties([*preps.get("in", []), *abroad])
                suppliers = [p for p in suppliers if all(p.code != r.code for r in recipients)]
            if not recipients and not taught:
                return None
        elif rule.frame == "give":
            suppliers = suppliers or agents or [p for p in owners if all(p.code != r.code for r in recipients)]
        elif rule.frame == "seek" and is_request(noun):
            asked, asker = asked_and_asker(noun)
            recipients = owners or self._parties(asker)
            suppliers = [p for p in self._parties(asked) if all(p.code != r.code for r in recipients)]
        elif rule.frame in {"get", "seek"}:
            recipients = agents or owners or recipients
        between = self._parties(preps.get("between", []))
        partners = self._parties(preps.get("with", []))
        if rule.frame == "deal" and owners and not partners:
            partners = [p for t in preps.get("with", []) for p in self.actors.of(t, bodies=True)]
        if rule.frame in {"deal", "trade"}:
            if agents and not suppliers:
                owners = [*agents, *owners]
            either = [*owners, *partners] if partners else owners
        if between:
            either = between
        if not suppliers and not recipients and not between:
            between = self._parties(partners_including(noun))
            either = between or either
        verb = self._verb(noun)
        bought = noun.dep_ == "dobj" and noun.lemma_ in {"order", "contract", "tender", "deal"}
        if verb is not None and bought and verb.lemma_.lower() in words("winning"):
            # "won an order from Hungary": who wins supplies
            winners = self._parties(subjects(verb)) or [
                p for t in subjects(verb) for p in self.actors.of(t, bodies=True)
            ]
            suppliers, recipients = winners, suppliers or partners or recipients
            owners = either = []
            verb = None
        if rule.frame in {"get", "give"} and not suppliers and not owners:
            suppliers = self.verbs.schemed(preps)
        if rule.frame == "get" and not suppliers:
            suppliers = [p for p in self.verbs.partners(noun) if all(p.code != r.code for r in recipients)]
        bargained = verb is not None and verb.lemma_.lower() in {"negotiate", "discuss"} and noun.dep_ == "dobj"
        if (
            (rule.frame in {"deal", "trade"} or (bargained and rule.frame in {"get", "give"}))
            and verb is not None
            and verb.lemma_.lower() in words("signing")
            and not between
        ):
            acting = self._parties(subjects(verb)) if not is_passive(verb) else self._parties(preps.get("by", []))
            if partners and not acting and not is_passive(verb):
                suppliers = [p for t in subjects(verb) for p in self.actors.of(t, bodies=True)]
                recipients, either = (partners, []) if suppliers else (recipients, either)
            if partners or (len(acting) > 1 and not makers):
                either = [*acting, *partners] if not owners and not suppliers else either
            if partners and len(acting) == 1 and noun.lemma_.lower() in words("buying"):
                buyer = acting
            elif not recipients and acting and (suppliers or makers):
                recipients = [p for p in acting if all(p.code != s.code for s in suppliers)]
            elif recipients and acting and not suppliers and not owners and not makers:
                suppliers = [p for p in acting if all(p.code != r.code for r in recipients)]
        elif (
            verb is not None
            and rule.frame in {"give", "train", "get", "seek"}
            and noun.dep_ in {"dobj", "pobj", "conj"}
        ):
            acting = [] if is_passive(verb) else self._parties(subjects(verb))
            lemma = verb.lemma_.lower()
            if lemma in words("granting") and rule.frame == "seek":
                suppliers = suppliers or [p for p in acting if all(p.code != r.code for r in recipients)]
            elif lemma in words("seek_noun") and not recipients:
                recipients = [p for p in acting if all(p.code != s.code for s in suppliers)]
            elif rule.frame == "give" and not suppliers and not makers and recipients and self._light(verb, noun):
                suppliers = [p for p in acting if all(p.code != r.code for r in recipients)]
            elif rule.frame == "get" and not recipients and suppliers and self._light(verb, noun):
                recipients = acting
        if not suppliers and not either:
            suppliers = [p for p in makers if all(p.code != r.code for r in recipients)]
        elif (
            len(either) == 2
            and not suppliers
            and not recipients
            and [p.code for p in makers] in [[either[0].code], [either[1].code]]
        ):
            suppliers, recipients = makers, [p for p in either if p.code != makers[0].code]
            either = []
        if len(either) == 1:
            if rule.frame == "deal" and suppliers and not recipients:
                recipients = either
            elif rule.frame in {"deal", "trade"} and recipients and not suppliers:
                suppliers = [p for p in either if all(p.code != r.code for r in recipients)]
            elif rule.frame == "deal" and partners and not recipients and rule.stage is Stage.SOUGHT:
                suppliers = partners  # "talks with Seoul on more tanks": who else talks, the text has said
                acting = self._parties(subjects(verb)) if verb is not None else []
                firm = any(
                    collective(t) == "firm" or is_place_noun(t) or not is_state(p.code)
                    for p in partners
                    for t in [p.token]
                )
                if firm and len(acting) == 1:
                    recipients = [
                        p for p in acting if p.code != partners[0].code
                    ]  # "is in talks with a Spanish shipyard"
                elif goods[0].head.head.head.lemma_.lower() in words("own_flow") and acting:
                    suppliers, recipients = acting, partners  # "is in talks with Chad for the sale of radars"
            elif verb is not None and not partners and verb.lemma_.lower() in words("pledging") and noun.dep_ == "dobj":
                suppliers = suppliers or either  # "Chad pledges its next package"
            either = []
        recipients = [p for p in recipients if all(p.code != s.code for s in suppliers)]
        if helping and (not suppliers or not recipients) and len(either) != 2:
            return None
        if (
            helping
            and verb is not None
            and verb.lemma_.lower() in words("saying")
            and goods[0].category is Category.SUPPORT
        ):
            return None
        if not suppliers and not recipients and len(either) != 2 and rule.frame not in {"give", "deal"}:
            return None
        frame = self._finish(noun, rule, goods, suppliers=suppliers, recipients=recipients, either=either)
        frame.buyer = buyer
        return frame

    @staticmethod
    def _verb(noun: Token) -> Token | None:
        token = noun
        steps = 0
        while token.head.i != token.i and steps < 5:
            token, steps = token.head, steps + 1
            if token.pos_ in {"VERB", "AUX"}:
                return token
            if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"conj", "pobj", "dobj"}:
                return None
        return None

    @staticmethod
    def _light(verb: Token, noun: Token) -> bool:
        """Whether who does the verb does what the noun says: "made a delivery", "halted exports", "was urged to stop sales"."""
        if verb.lemma_.lower() in words("withhold"):
            return True
        if verb.lemma_.lower() in words("stop"):
            own = noun.lemma_.lower() in words("own_flow")
            return own or verb.dep_ in {"xcomp", "ccomp"}
        return verb.lemma_.lower() not in words("transparent")

    def _finish(
        self,
        noun: Token,
        rule: Rule,
        goods: list[Good],
        *,
        suppliers: list[Party],
        recipients: list[Party],
        either: list[Party],
    ) -> Frame:
        modality = modality_of(noun)
        factuality = modality.factuality
        any_ = any(child.dep_ == "det" and child.lower_ == "any" for child in noun.children)
        if any_ and factuality is Factuality.ASSERTED:
            factuality = Factuality.POSSIBLE
        stage = modality.stage or rule.stage
        if rule.stage is Stage.SOUGHT:
            stage = Stage.SOUGHT
        elif rule.stage is Stage.AGREED and stage is Stage.TRANSFERRED:
            stage = Stage.AGREED
        frame = Frame(
            self.actors.number, noun, goods, suppliers, recipients, stage, factuality, either=either, by=modality.by
        )
        frame.between = bool(either) and any(w == "between" for w, _ in clause_preps(noun))
        frame.makers = frozenset(code for good in goods for code in self.goods.makers_of(good))
        frame.between = frame.between or bool(either and partners_including(noun))
        verb = self._verb(noun)
        if verb is not None and rule.frame == "deal":
            frame.clause = verb
        return frame

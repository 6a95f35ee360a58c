"""What governs a predicate: negation, auxiliaries, hedges, verbs and nouns of planning, seeking, fearing and denying.

From the predicate the parse is climbed outward; every governor has an effect (`governors.tsv`). Two separate answers come
of it: how far a thing has come (stage), and whether it is said to be so (factuality). After the treatment of event
modality in FactBank (Saurí and Pustejovsky 2009), with three degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from spacy.tokens import Token

from armstrail.knowledge import table
from armstrail.language.clauses import (
    asked,
    auxiliaries,
    complement_of,
    finite,
    independent,
    negated,
    negative_argument,
    only_delayed,
    past,
)
from armstrail.language.grammar import is_participle, is_passive
from armstrail.language.untrue import NAMING, verdict
from armstrail.records import Factuality, Stage

__all__ = ["Modality", "denies", "modality_of", "neither"]

Effect = Literal["possible", "denied", "agreed", "sought", "neutral", "stop"]

_IF = frozenset({"if", "unless", "whether", "should"})
_HAPPEN = frozenset(
    {"take", "happen", "occur", "change", "reach", "go", "leave", "arrive", "be", "exist", "cross", "come"}
)
_FORBIDDING = frozenset(["bar", "ban", "block", "forbid", "prohibit", "veto"])
"""What is forbidden to somebody ("barred Bern from sending") is not done; what is to be prevented may be."""
_PREVENTING = frozenset(["prevent", "keep", "deter", "dissuade", "discourage"])
_FAILING = frozenset(["fall", "collapse", "fail", "founder"])
_HEARSAY = frozenset(
    ["report", "say", "allege", "claim", "rumor", "rumour", "believe", "think", "understand", "suppose", "presume"]
)
_ASIDE = frozenset(
    ["after", "amid", "before", "since", "because", "despite", "during", "following", "while", "as", "in"]
)
_UP = frozenset(
    [
        "xcomp",
        "ccomp",
        "pcomp",
        "prep",
        "pobj",
        "dobj",
        "acl",
        "conj",
        "appos",
        "attr",
        "acomp",
        "advcl",
        "nsubj",
        "nsubjpass",
        "agent",
        "oprd",
        "npadvmod",
        "csubj",
        "dative",
    ]
)


@dataclass(frozen=True, slots=True)
class Modality:
    """The stage that governors set (None: they set none), the factuality, and the outermost governor that denies or doubts."""

    stage: Stage | None
    factuality: Factuality
    by: Token | None = None
    conditional: bool = False
    planned: bool = False
    """The stage comes from a word of planning or seeking, not from an auxiliary alone ("will")."""


@cache
def _governors() -> MappingProxyType[tuple[str, str], tuple[Effect, Effect]]:
    return MappingProxyType(
        {
            (row["lemma"], row["pos"]): (cast(Effect, row["effect"]), cast(Effect, row["negated"]))
            for row in table("governors")
        }
    )


def _effect(token: Token) -> tuple[Effect, Effect] | None:
    pos = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a", "ADV": "r"}.get(token.pos_)
    if pos is None:
        return None
    lemma = token.lemma_.lower()
    if pos == "v":
        parts = [child.lower_ for child in token.children if child.dep_ in {"prt", "prep", "advmod"}]
        for part in parts:
            found = _governors().get((f"{lemma} {part}", "v"))
            if found:
                return found
        if lemma == "commit" and not parts:
            return _governors().get((lemma, pos))
    return _governors().get((lemma, pos))


def denies(verb: Token) -> bool:
    """Whether a verb denies or refuses, itself not negated ("rejected", not "did not deny")."""
    found = _effect(verb)
    return (
        verb.pos_ == "VERB" and found is not None and found[0] == "denied" and not negated(verb) and not neither(verb)
    )


def neither(verb: Token) -> bool:
    """Whether a verb stands in "neither confirmed nor denied"."""
    around = [*verb.children, *(verb.head.children if verb.dep_ == "conj" else ())]
    return any(token.lower_ in {"neither", "nor"} for token in around)


_TOLD = frozenset(
    ["story", "tale", "myth", "lie", "fiction", "fabrication", "hoax", "canard", "falsehood", "rumor", "rumour"]
)


def _tale(clause: Token) -> bool:
    """Whether a clause is what a tale or a claim tells, though the parser reads it as relative: "the myth that they arm the
    north", "reports that Mali bought drones".
    """
    first = clause.left_edge
    if first.lower_ != "that":
        return False
    return clause.head.lemma_.lower() in _TOLD or (first.dep_ == "mark" and _effect(clause.head) is not None)


def _question(verb: Token, clause: Token) -> bool:
    """Whether a clause is what is asked, not what is asked for: "asked whether it sends", "asked: The envoy claimed ..."."""
    if verb.lemma_.lower() != "ask" or clause.dep_ != "ccomp":
        return False
    return finite(clause) and not any(c.lower_ == "should" for c in clause.children)


class _Climb:
    def __init__(self, predicate: Token) -> None:
        self.predicate = predicate
        self.stage: Stage | None = None
        self.factuality = Factuality.ASSERTED
        self.by: Token | None = None
        self.conditional = False
        self._by_negation = False
        self._planned = False

    def apply(self, effect: Effect, by: Token) -> None:
        if effect == "possible":
            if not (self.factuality is Factuality.DENIED and self._by_negation):
                self.factuality, self.by = Factuality.POSSIBLE, by
                if not self._planned and self.stage is Stage.AGREED:
                    self.stage = None  # "fear that it will send": no plan is told
        elif effect == "denied":
            self.factuality, self.by = Factuality.DENIED, by
        elif effect == "agreed" and self.stage is None:
            self.stage = Stage.AGREED
            self._planned = self._planned or by.tag_ != "MD"
        elif effect == "sought":
            self.stage = Stage.SOUGHT
            self._planned = True

    def own(self) -> None:
        """What stands with the predicate itself."""
        token = self.predicate
        if token.pos_ in {"VERB", "AUX"}:
            self.clause(token, inner=True)
        else:
            if negated(token):
                self.apply("denied", token)
                self._by_negation = True
            self.modifiers(token)

    def modifiers(self, token: Token) -> None:
        for child in token.children:
            if child.dep_ in {"amod", "advmod", "compound", "acomp"} and child.i != token.i:
                found = _effect(child)
                if found and child.pos_ in {"ADJ", "ADV", "VERB"} and found[0] != "neutral":
                    if child.pos_ == "VERB" and child.tag_ != "VBN":
                        continue
                    self.apply(found[1] if negated(child) else found[0], child)

    def clause(self, verb: Token, *, inner: bool) -> None:
        """Auxiliaries, adverbs, negation and conditional of a verb that is the predicate (inner) or holds it."""
        for child in verb.children:
            if child.dep_ == "advmod" and child.pos_ == "ADV":
                found = _governors().get((child.lower_, "r"))
                if child.lower_ == "certainly" and any(c.lower_ == "almost" for c in child.children):
                    found = ("possible", "possible")
                if found:
                    self.apply(found[0], child)
            elif child.dep_ == "mark" and child.lower_ in {"if", "unless", "whether"}:
                self.conditional = True
                self.apply("possible", child)
        would = False
        for aux in auxiliaries(verb):
            lower = aux.lower_
            if lower in {"may", "might", "could"}:
                self.apply("possible", aux)
            elif lower in {"will", "shall", "'ll", "’ll", "wo"} and inner:
                self.apply("agreed", aux)
            elif lower in {"would", "'d", "’d"}:
                would = True
                self.apply("agreed" if inner else "possible", aux)
            elif lower in {"should", "must", "ought"} and inner:
                self.apply("sought", aux)
            elif lower == "can" and inner:
                self.apply("possible", aux)
        if inner or would:
            for child in verb.children:
                if child.dep_ == "advcl" and any(
                    c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in child.children
                ):
                    self.conditional = True
                    self.apply("possible", child)
        if inner and (negated(verb) or negative_argument(verb) or self._shared_negation(verb)):
            if any(a.lower_ in {"may", "might"} for a in auxiliaries(verb)):
                self.apply("possible", verb)
            elif self.stage is Stage.AGREED and only_delayed(verb):
                pass  # "will not arrive for months": late, not never
            else:
                self.apply("denied", verb)
                self._by_negation = True

    @staticmethod
    def _shared_negation(verb: Token) -> bool:
        """Shared negation: "has not sold or given": the second verb shares the first one's negation."""
        if verb.dep_ != "conj" or verb.head.pos_ != "VERB" or verb.tag_ != verb.head.tag_:
            return False
        own = any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in verb.children)
        return not own and negated(verb.head)

    def governor(self, token: Token, child: Token) -> bool:
        """One step up; whether to go on."""
        found = _effect(token)
        if token.pos_ in {"VERB", "AUX"}:
            return self._verb(token, child, found)
        if token.pos_ in {"NOUN", "PROPN"}:
            if found:
                self.apply(found[1] if negated(token) else found[0], token)
            elif negated(token) and child.dep_ in {"acl", "prep"}:
                self.apply("denied", token)
            self.modifiers(token)
            return True
        if token.pos_ == "ADJ" and found:
            self.apply(found[1] if negated(token) or negated(token.head) else found[0], token)
        return True

    def _verb(self, verb: Token, child: Token, found: tuple[Effect, Effect] | None) -> bool:
        lemma = verb.lemma_.lower()
        if child.dep_ == "prep" and child.lower_ == "from" and self.predicate.pos_ == "VERB" and not negated(verb):
            if lemma in _FORBIDDING:
                self.apply("denied", verb)
                return True
            if lemma in _PREVENTING:
                self.apply("possible", verb)
                return True
        called = verdict(verb) if lemma in NAMING else None
        if called is not None and verb.i < self.predicate.i < called.i:
            self.apply("denied", verb)  # "called the reports that it armed them a fairy tale"
            return True
        if lemma in _FORBIDDING and child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VB" and not negated(verb):
            self.apply("denied", verb)  # "forbade the firm to export"
            return True
        if found and found[0] == "stop" and child.dep_ not in {"nsubj", "csubj"}:
            one = self.predicate.pos_ == "NOUN" and self.predicate.tag_ == "NN"
            if lemma in _FORBIDDING and one and child.dep_ == "dobj" and child.i == self.predicate.i:
                self.apply("denied", verb)  # "blocked the transfer": this one is not made
            return False
        subject = child.dep_ in {"nsubj", "nsubjpass", "csubj"}
        no = negated(verb)
        if lemma == "be" and child.dep_ == "xcomp" and child.pos_ == "VERB" and found is None:
            self.apply("agreed", verb)
        elif (
            lemma == "have"
            and child.dep_ == "xcomp"
            and child.pos_ == "VERB"
            and "yet" in {c.lower_ for c in verb.children}
        ):
            self.apply("possible", verb)
        elif lemma == "go" and child.dep_ == "xcomp" and verb.tag_ == "VBG":
            self.apply("agreed", verb)
        if lemma == "be" and subject and self._said_of(verb, no):
            pass
        elif found and found[0] == "denied" and not subject and neither(verb):
            self.apply("possible", verb)
        elif subject and lemma in _FAILING and child.dep_ == "nsubj" and self.predicate.pos_ != "VERB":
            if lemma != "fall" or any(c.lower_ in {"through", "apart"} for c in verb.children):
                self.apply("denied", verb)  # "the sale fell through"
        elif found and found[0] == "neutral" and no:
            self.apply(found[1], verb)
        elif found and found[0] == "agreed" and child.dep_ == "ccomp" and past(child):
            pass  # "announced that it had bought": done, not planned
        elif found and not subject and not _question(verb, child):
            self.apply(found[1] if no else found[0], verb)
            if found[0] in {"possible", "denied"} and not no:
                self.by = verb
        elif found and subject and found[0] in {"possible", "denied", "agreed"}:
            # "deliveries are feared", "the sale was rejected", "the plan to sell was dropped": the noun undergoes it
            if child.dep_ == "nsubjpass":
                self.apply(found[1] if no else found[0], verb)
        elif (no and subject and (lemma in _HAPPEN or self.predicate.pos_ == "VERB")) or (
            no and not subject and child.dep_ in {"dobj", "attr", "xcomp"} and found is None
        ):
            self.apply("denied", verb)
            self._by_negation = True
        if child.dep_ == "xcomp" and lemma in _HEARSAY and is_passive(verb):
            self.apply("possible", verb)
        speech = found is not None and found[0] == "neutral"
        if not speech or subject:
            self.clause(verb, inner=False)
        return True

    def _said_of(self, verb: Token, no: bool) -> bool:
        """Whether a claim or a deal is said to be none, and what that makes of it: "the reports are (not) untrue"."""
        for child in verb.children:
            found = _effect(child) if child.dep_ == "acomp" else None
            if found is not None and found[0] == "denied":
                self.apply(found[1] if no else found[0], verb)
                return True
        return False

    def run(self) -> Modality:
        self.own()
        token = self.predicate
        steps = 0
        while token.head.i != token.i and steps < 12:
            dep = token.dep_
            if dep == "relcl":
                verb = token.head if _tale(token) else complement_of(token)
                if verb is None:
                    break
                if not self.governor(verb, token):
                    break
                token, steps = verb, steps + 1
                continue
            if dep == "advmod" and token.lower_ == "short" and token.head.pos_ == "VERB":
                if not self.governor(token.head, token):  # "stopped short of sending"
                    break
                token, steps = token.head, steps + 1
                continue
            if dep not in _UP or (dep == "ccomp" and independent(token)):
                break
            participle = is_participle(token) and token.head.pos_ != "ADJ"
            if participle and not (token.tag_ == "VBG" and _effect(token.head)):
                break
            if dep == "conj" and token.pos_ in {"VERB", "AUX"}:
                # Coordinated clauses share what governs them both, not each other's own words.
                first = token.head
                while first.dep_ == "conj":
                    first = first.head
                if first.dep_ == "xcomp" and finite(token) and not finite(first):
                    first = first.head  # "is to build a plant and has sold drones": joined to the whole clause
                token, steps = first, steps + 1
                continue
            if dep == "advcl":
                # A purpose shares what its verb makes of it ("signed a deal to buy"), other clauses of time and cause do not.
                found = _effect(token.head)
                if token.tag_ == "VB" and any(a.lower_ in {"will", "'ll", "’ll"} for a in auxiliaries(token.head)):
                    self.apply("agreed", token.head)  # "instructors will come to train": not yet
                if token.tag_ == "VB" and found and found[0] in {"agreed", "sought", "denied"} and self.stage is None:
                    self.apply(found[1] if negated(token.head) else found[0], token.head)
                elif token.tag_ == "VBG" and found and token.i > 0 and token.nbor(-1).dep_ == "prt":
                    if not self.governor(token.head, token):  # "ruled out sending", an object whatever the parse
                        break
                    token, steps = token.head, steps + 1
                    continue
                break
            aside = dep == "prep" and token.head.pos_ in {"VERB", "AUX"} and token.lower_ in _ASIDE
            if aside and not (token.lower_ == "in" and token.head.lemma_ == "be"):
                break
            if not self.governor(token.head, token):
                break
            token, steps = token.head, steps + 1
        if self.factuality is Factuality.ASSERTED and asked(self.predicate):
            self.factuality, self.by = Factuality.POSSIBLE, token
        return Modality(self.stage, self.factuality, self.by, self.conditional, self._planned)


def modality_of(predicate: Token) -> Modality:
    """Stage and factuality of what a verb or noun says, from all that governs it up to the end of its sentence."""
    return _Climb(predicate).run()

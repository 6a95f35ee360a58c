"""A breach as one clause names it: the word that says so, the rule, and what is said to break it.

A breach is named by a verb ("violate", "flout"), a noun ("in violation of", "sanctions evasion"), an adjective ("contrary
to"), a participle ("banned under") or the negation of a word of keeping ("has not complied with").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from armstrail.knowledge import table
from armstrail.language.grammar import (
    agents,
    antecedent,
    controllers,
    heads,
    is_passive,
    objects,
    subjects,
)
from armstrail.language.phrases import clause_preps
from armstrail.reading.lexicon import words
from armstrail.reading.references import struck
from armstrail.reading.violations.rules import rule_in, rule_of

__all__ = ["Breach", "breach_at"]


@dataclass(frozen=True, slots=True)
class Breach:
    """`token` says that `rule` is broken, `named` are the rule's words, `sources` what breaks it. `kept` marks a word of
    keeping, which is a breach only where it is negated.
    """

    token: Token
    rule: str
    named: tuple[Token, ...]
    sources: tuple[Token, ...]
    kept: bool = False
    standing: bool = False
    """Whether only a ban is told ("is prohibited under"): a breach where whose deed it bans is named."""


@cache
def _words() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in table("breach_words"):
        key = (row["lemma"], row["pos"])
        found[key] = (*found.get(key, ()), row["preposition"])
    return found


_KINDS = {"VERB": ("v", "k", "p"), "NOUN": ("n",), "PROPN": ("n",), "ADJ": ("a", "p")}
_LONGEST = 6
"""Words behind a rule's head that still belong to its name in the evidence."""


def breach_at(token: Token) -> Breach | None:
    """The breach that a token names, or None. Whether it is denied or only possible is not told here."""
    lemma = token.lemma_.lower()
    if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "non":
        lemma = f"non-{lemma}"  # the tokeniser parts "non-compliance"
    for kind in _KINDS.get(token.pos_, ()):
        prepositions = _words().get((lemma, kind))
        if not prepositions:
            continue
        for inner in _governed(token, kind, prepositions):
            if inner.i == token.i:
                continue
            phrase = inner.doc[inner.left_edge.i : inner.right_edge.i + 1]
            rule = rule_of(phrase)
            if rule is None and inner.lemma_.lower() in words("duty"):
                # "runs counter to its obligations | under resolution 2231", which the parser hangs on the verb
                under = next((i for w, i in clause_preps(token) if w == "under" and i.i > inner.i), None)
                phrase = inner.doc[inner.left_edge.i : under.right_edge.i + 1] if under is not None else phrase
                rule = rule_in(phrase.text) if under is not None else None
            if rule is not None:
                end = max(min(phrase.end, phrase.root.i + _LONGEST), inner.i + 1)
                named = tuple(inner.doc[phrase.start : end])
                sources = _bound(inner) or _sources(token, kind)
                return Breach(token, rule, named, tuple(sources), kind == "k", kind == "p")
        if kind == "n":
            return _compound(token)
    return None


def _governed(token: Token, kind: str, prepositions: tuple[str, ...]) -> list[Token]:
    """The noun phrases that may name the rule: objects, and what stands behind the word's prepositions."""
    found: list[Token] = []
    if "" in prepositions:
        found += subjects(token) if is_passive(token) else [t for o in objects(token) for t in heads(o)]
    found += [inner for word, inner in clause_preps(token) if word in prepositions]
    if kind == "n" and token.dep_ == "dobj":
        # "constitute non-compliance | with the embargo", which the parser hangs on the verb
        behind = clause_preps(token.head)
        found += [i for word, i in behind if word in prepositions and i.head.i == token.i + 1]
    if kind == "p" and "by" in prepositions:
        found += agents(token)
    return found


def _compound(noun: Token) -> Breach | None:
    """A breach whose rule stands before it: "sanctions evasion", "UN embargo violations"."""
    before = [c for c in noun.children if c.i < noun.i and c.dep_ in {"compound", "amod", "nmod"}]
    for child in before:
        phrase = noun.doc[before[0].left_edge.i : child.i + 1]
        rule = rule_of(phrase)
        if rule is not None:
            return Breach(noun, rule, tuple(phrase), tuple(_sources(noun, "n")))
    return None


def _bound(rule: Token) -> list[Token]:
    """Whose duty the rule is: "Iran's obligations under resolution 2231", "obligations of Iran under"."""
    if rule.lemma_.lower() not in words("duty"):
        return []
    owners = [child for child in rule.children if child.dep_ == "poss" and child.pos_ != "PRON"]
    return owners or [inner for word, inner in clause_preps(rule) if word == "of" and inner.ent_type_ == "GPE"]


def _sources(token: Token, kind: str) -> list[Token]:
    """What breaks the rule: the subject, or what "in violation of" hangs on."""
    if kind == "p":
        return _patients(token)
    if token.pos_ == "VERB":
        return agents(token) if is_passive(token) else _punished([antecedent(t) for t in subjects(token)])
    if token.pos_ == "ADJ":
        return subjects(token.head) if token.dep_ in {"acomp", "oprd", "attr"} else [token.head]
    return _of_noun(token)


def _patients(participle: Token) -> list[Token]:
    """What is banned: the subject of "is banned under", the noun that "banned under" follows."""
    if participle.dep_ in {"amod", "acl"} or (participle.pos_ == "ADJ" and participle.head.pos_ in {"NOUN", "PROPN"}):
        return [participle.head]
    if participle.pos_ == "ADJ":
        return subjects(participle.head)
    return subjects(participle) if is_passive(participle) else []


def _of_noun(noun: Token) -> list[Token]:
    """Who commits what a noun of breach names."""
    own = [head for child in noun.children if child.dep_ == "nsubj" for head in heads(child)]
    own += [child for child in noun.children if child.dep_ == "poss"]
    preps = [*clause_preps(noun), *(clause_preps(noun.head) if noun.dep_ == "dobj" else ())]
    own += [head for word, inner in preps if word == "by" and inner.i > noun.i for head in heads(inner)]
    if own:
        return _punished(own)
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    governor = first.head
    if first.dep_ == "pobj":
        return _behind(first.head)
    lemma = governor.lemma_.lower()
    if first.dep_ == "oprd":
        return subjects(governor) if is_passive(governor) else [o for o in objects(governor) if o.i != noun.i]
    if first.dep_ == "attr" or (first.dep_ == "dobj" and lemma in words("amounting")):
        return subjects(governor)
    return [governor] if first.dep_ == "appos" else []


def _behind(preposition: Token) -> list[Token]:
    """What "in violation of" or "of a breach of" hangs on."""
    governor = preposition.head
    noun = governor.lemma_.lower() if governor.pos_ in {"NOUN", "PROPN"} else None
    if noun is not None and noun not in words("accusing") | words("part_in"):
        return [governor] if preposition.lower_ == "in" else []  # "talks on sanctions evasion": nobody's breach
    if governor.pos_ not in {"VERB", "AUX"}:
        return controllers(preposition)
    placed = governor.lemma_.lower() in words("placing") and preposition.lower_ == "in"
    if placed or preposition.lower_ == "as":
        return subjects(governor) if is_passive(governor) else objects(governor)
    if preposition.lower_ in {"in", "by"}:
        return agents(governor) or subjects(governor)
    if preposition.lower_ == "to" and governor.lemma_.lower() in words("amounting"):
        return subjects(governor)
    return controllers(preposition)


def _punished(sources: list[Token]) -> list[Token]:
    """The sources, with whom "its" means behind a verb of punishing in its place: "blacklisted the firm for its role in"."""
    out: list[Token] = []
    for source in sources:
        its = source.dep_ == "poss" and source.pos_ == "PRON"
        out += (struck(source) if its else []) or [source]
    return out

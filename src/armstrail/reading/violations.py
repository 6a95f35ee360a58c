"""Alleged breaches: which rule is said to be broken, by whom, by which transfer: an attributed claim, never a verdict.

A breach is named by a verb ("violate", "flout"), a noun ("in violation of", "a breach of") or an adjective ("banned under"),
with a rule as its object: resolutions, sanctions, embargoes, export controls, treaties. Who breaks it is the subject, or,
where the subject is a transfer, the parties that make it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from armstrail.knowledge import table
from armstrail.language import Analysis
from armstrail.language.grammar import (
    antecedent,
    clause_preps,
    heads,
    is_passive,
    objects,
    partners_including,
    subjects,
)
from armstrail.language.modality import modality_of
from armstrail.reading.actors import Actors
from armstrail.reading.evidence import evidence_of, joined
from armstrail.reading.voice import Voices
from armstrail.records import Factuality, Span, Statement, Transfer, Violation

__all__ = ["find_violations"]


@cache
def _breaches() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in table("breach_words"):
        key = (row["lemma"], row["pos"])
        found[key] = (*found.get(key, ()), row["preposition"])
    return found


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["name"]) for row in table("rules"))


def rule_in(text: str) -> str | None:
    """The name of the first rule that a text speaks of, or None."""
    best: tuple[int, int, str] | None = None
    for order, (pattern, name) in enumerate(_rules()):
        match = pattern.search(text)
        if match and (best is None or order < best[1]):
            best = (match.start(), order, name.format(match[1]) if "{}" in name else name)
    return best[2] if best else None


def find_violations(
    analysis: Analysis, statements: tuple[Statement, ...], transfers: tuple[Transfer, ...]
) -> tuple[Violation, ...]:
    """Every breach that somebody on the page alleges, ids v1, v2, ..."""
    voices = Voices(statements)
    found: list[Violation] = []
    for number, paragraph in enumerate(analysis.paragraphs):
        if paragraph.kind == "title":
            continue
        actors = Actors(analysis, number, statements)
        for token in paragraph.doc:
            breach = _breach(actors, token, transfers)
            if breach is None:
                continue
            rule, by, tokens, linked = breach
            statement = voices.of(paragraph.span(token))
            modality = modality_of(_whole(token))
            factuality = modality.factuality
            if factuality is Factuality.ASSERTED and modality.stage is not None:
                factuality = Factuality.POSSIBLE
            found.append(
                Violation(
                    id="v0",
                    rule=rule,
                    by=tuple(by),
                    transfer=linked,
                    factuality=factuality,
                    asserted_by=statement.speaker.name if statement is not None and statement.speaker else None,
                    evidence=evidence_of(analysis, number, tokens),
                )
            )
    return _merged(found)


def _whole(token: Token) -> Token:
    """The predicate whose modality counts: the clause of "in violation of", else the word itself."""
    if token.pos_ == "NOUN" and token.dep_ == "pobj" and token.head.head.pos_ in {"VERB", "AUX"}:
        return token.head.head
    if token.pos_ == "ADJ" and token.head.pos_ in {"VERB", "AUX"}:
        return token.head
    return token


def _breach(
    actors: Actors, token: Token, transfers: Sequence[Transfer]
) -> tuple[str, list[str], list[Token], str | None] | None:
    """The rule, those who break it, the words that say so and the transfer meant, where a token names a breach."""
    pos = {"VERB": "v", "NOUN": "n", "ADJ": "a"}.get(token.pos_)
    prepositions = _breaches().get((token.lemma_.lower(), pos)) if pos else None
    if not prepositions:
        return None
    governed: list[Token] = []
    if "" in prepositions:
        governed += subjects(token) if is_passive(token) else objects(token)
    governed += [inner for word, inner in clause_preps(token) if word in prepositions]
    for inner in governed:
        words = inner.doc[inner.left_edge.i : inner.right_edge.i + 1]
        rule = rule_in(words.text)
        if rule is None:
            continue
        sources = _sources(token)
        by, named = _parties(actors, sources)
        linked, suppliers = _linked(actors, [token, *sources], by, transfers)
        if not by:
            by = suppliers
        if not by:
            return None
        end = min(inner.right_edge.i + 1, inner.i + 6)
        return rule, by, [token, *named, *inner.doc[inner.left_edge.i : max(end, inner.i + 1)]], linked
    return None


def _sources(token: Token) -> list[Token]:
    """What breaks the rule: the subject, or what "in violation of" hangs on."""
    if token.pos_ == "VERB":
        return [antecedent(t) for t in (subjects(token) if not is_passive(token) else _agents(token))]
    governor = token.head
    if token.dep_ == "pobj":
        governor = token.head.head
    owners = [child for child in token.children if child.dep_ == "poss"]
    owners += [inner for word, inner in clause_preps(token) if word == "by"]
    if owners:
        return owners
    if token.dep_ in {"attr", "acomp"} or (governor.pos_ in {"VERB", "AUX"}):
        agents = _agents(governor)
        return agents or subjects(governor)
    return [governor]


def _agents(verb: Token) -> list[Token]:
    return [i for c in verb.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"]


def _parties(actors: Actors, sources: Sequence[Token]) -> tuple[list[str], list[Token]]:
    """The parties that the sources are or name: "Iran", "Iran's exports", "a deal between Minsk and Tehran"."""
    by: list[str] = []
    tokens: list[Token] = []
    for source in sources:
        direct = actors.of(source)
        for head in heads(source):
            tokens.append(head)
            for side in partners_including(head):
                for party in actors.of(side):
                    if party.code not in by:
                        by.append(party.code)
                        tokens.append(party.token)
            both = [] if direct or by else actors.pair(head)
            by += [party.code for party in both]
            if direct or both:
                continue
            around = actors.parties.within(head.left_edge.i, _before_clause(head))
            for mention in around:
                if is_party(mention.kind) and mention.code not in by and _has_part(head, head.doc[mention.end - 1]):
                    by.append(mention.code)
                    tokens.append(head.doc[mention.start])
        for party in direct:
            if party.code not in by:
                by.append(party.code)
                tokens.append(party.token)
    return by, tokens


def _has_part(head: Token, token: Token) -> bool:
    """Whether a party in a noun phrase takes part in what it names: before the noun, or after "between", "by", "from"."""
    if token.i < head.i:
        return True
    while token.dep_ in {"conj", "compound", "poss", "appos", "nmod"}:
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in {"between", "by", "from", "with", "among", "of"}


def is_party(kind: str) -> bool:
    """Whether a kind of party can break a rule; organisations that make the rules do not."""
    return kind in {"state", "territory", "armed_group", "company", "authority"}


def _before_clause(head: Token) -> int:
    """Where a noun's own words end: before its relative clause and before the breach itself."""
    end = head.right_edge.i + 1
    for child in head.children:
        if child.dep_ in {"relcl", "acl"} or (child.dep_ == "prep" and child.lower_ == "in"):
            end = min(end, child.left_edge.i)
    return end


def _linked(
    actors: Actors, tokens: Sequence[Token], by: Sequence[str], transfers: Sequence[Transfer]
) -> tuple[str | None, list[str]]:
    """The transfer that is said to break the rule: one whose words stand nearest before or around, with its supplier."""
    spans: list[Span] = [actors.paragraph.span(token) for token in tokens if token.doc is actors.paragraph.doc]
    if not spans:
        return None, []
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    best: tuple[int, Transfer] | None = None
    for transfer in transfers:
        if by and not set(by) & {*transfer.supplier, *transfer.recipient}:
            continue
        for left, right in transfer.evidence:
            gap = 0 if left < end and start < right else start - right
            if 0 <= gap <= 600 and (best is None or gap < best[0]):
                best = (gap, transfer)
    if best is None:
        return None, []
    return best[1].id, [*best[1].supplier]


def _merged(found: Sequence[Violation]) -> tuple[Violation, ...]:
    """One record a claim: the same rule, the same parties, the same voice."""
    kept: list[Violation] = []
    for one in found:
        for index, other in enumerate(kept):
            if (other.rule, set(other.by), other.factuality, other.asserted_by) == (
                one.rule, set(one.by), one.factuality, one.asserted_by,
            ):  # fmt: skip
                kept[index] = other.model_copy(
                    update={
                        "evidence": joined([*other.evidence, *one.evidence]),
                        "transfer": other.transfer or one.transfer,
                    }
                )
                break
        else:
            kept.append(one)
    return tuple(one.model_copy(update={"id": f"v{number}"}) for number, one in enumerate(kept, 1))

"""Attribution by predicate adjectives: "was confident that", "is wary of", "had been adamant that", "seems eager to"."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.subtrees import tree
from armstrail.reading.attribution.complement import is_infinitive, trimmed
from armstrail.reading.attribution.draft import Draft, Passage
from armstrail.reading.attribution.extent import to_spans
from armstrail.reading.attribution.lexicon import Cue, adjective_of
from armstrail.reading.attribution.sources import SUBJECTS, phrase, subject_of

_COPULAS = frozenset({"be", "remain", "seem", "appear", "become", "feel", "grow", "sound", "look", "stay"})
_EMPTY = frozenset({"it", "there", "this", "that", "what"})


def find_predicative(passage: Passage) -> list[Draft]:
    """The attributions of one passage whose cue is an adjective said of its subject, in order."""
    drafts = []
    for token in passage.doc:
        cue = adjective_of(token)
        if cue is None or token.i in passage.used:
            continue
        draft = _adjective(passage, token, cue)
        if draft is not None:
            passage.used.add(token.i)
            drafts.append(draft)
    return drafts


def _adjective(passage: Passage, adjective: Token, cue: Cue) -> Draft | None:
    copula = _copula(adjective)
    if copula is None:
        return None
    subject = next((c for c in copula.children if c.dep_ in SUBJECTS), None) or subject_of(copula)
    if subject is None or subject.lower_ in _EMPTY or passage.held[subject.i] is not passage.held[adjective.i]:
        return None
    tokens, extra = _complement(passage, adjective, copula, cue)
    if not tokens:
        return None
    source = phrase(passage, subject, adjective.i)
    spans = to_spans(passage, tokens - set(range(source.start, source.end)))
    if not spans:
        return None
    doc = passage.doc
    start = adjective.i
    while start > 0 and doc[start - 1].head in {adjective, copula} and doc[start - 1].dep_ in _BESIDE:
        start -= 1
    if copula.i in {start - 1, start} and copula is not adjective:
        start = copula.i
        own = {c.i for c in copula.children if c.dep_ in _BESIDE}
        while start - 1 in own:
            start -= 1
    end = adjective.i + 1
    if extra is not None and extra.i == end:
        end += 1
    span = passage.paragraph.span(doc[start:end])
    return Draft(passage, cue, span, adjective, spans, source)


_BESIDE = frozenset({"aux", "auxpass", "neg", "advmod"})


def _copula(adjective: Token) -> Token | None:
    """The verb that says the adjective of a subject; for a participle tagged as a verb its own passive."""
    if adjective.dep_ in {"acomp", "oprd"} and adjective.head.lemma_ in _COPULAS:
        return adjective.head
    if adjective.dep_ == "conj" and adjective.head.dep_ == "acomp" and adjective.head.head.lemma_ in _COPULAS:
        return adjective.head.head
    if adjective.tag_ == "VBN" and any(c.dep_ in {"nsubjpass", "auxpass"} for c in adjective.children):
        return adjective
    return None


def _complement(passage: Passage, adjective: Token, copula: Token, cue: Cue) -> tuple[set[int], Token | None]:
    after = [c for head in dict.fromkeys([adjective, copula]) for c in head.children if c.i > adjective.i]
    for child in after:
        finite = any(c.dep_ in SUBJECTS for c in child.children)
        if "clause" in cue.frames and child.dep_ in {"ccomp", "advcl"} and finite and not is_infinitive(child):
            marker = next((c.lower_ for c in child.children if c.dep_ == "mark"), "that")
            if child.dep_ == "ccomp" or marker in {"that", "whether"}:
                return trimmed(passage, adjective, tree(child)), None
        if "to" in cue.frames and child.dep_ in {"xcomp", "ccomp"} and is_infinitive(child):
            return trimmed(passage, adjective, tree(child)), None
        if child.dep_ in {"prep", "agent"} and child.lower_ in cue.preps:
            inner = {i for c in child.children if c.dep_ in {"pobj", "pcomp"} for i in tree(c)}
            if inner:
                return trimmed(passage, adjective, inner), child
    return set(), None

"""Rejoinders: what is told, and behind a comma who denies it: "a charge that Kigali rejects", "which Beijing denies", or
what somebody calls it: "a step Ankara described as reckless".

The parser often takes the verb at the end for a noun, or the name before it for an adjective; so the words are read in
their order: a comma, a noun for what was told, a name, a verb of denying or confirming, and the end of the clause.
"""

from __future__ import annotations

from spacy.tokens import Span as Words
from spacy.tokens import Token

from armstrail.language.untrue import NAMING
from armstrail.reading.attribution.draft import Draft, Passage, Source, sentence
from armstrail.reading.attribution.lexicon import Cue, answer_of, nouns, verb_of
from armstrail.records import Span

__all__ = ["find_rejoinders", "without_rejoinders"]

_TOLD = frozenset(
    {"something", "thing", "position", "version", "reading", "narrative", "story", "link", "role", "fact"}
)
"""Nouns, besides the reporting ones, under which a rejoinder takes up what was told."""
_DETERMINERS = frozenset({"a", "an", "both", "all", "the"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "PART"})
_TIMES = frozenset({"DATE", "TIME"})
_LATER = frozenset({"on", "in", "at", "last", "again", "late", "early"})
_MARKS = frozenset({",", "–", "—"})
_ENDS = frozenset({".", ",", ";", "–", "—", ")"})
_LONGEST = 12
"""Tokens between the noun and the verb that answers, at most."""


def find_rejoinders(passage: Passage) -> list[Draft]:
    """The rejoinders of one passage, in order; their verbs are marked as used."""
    return [draft for token in passage.doc if token.text in _MARKS for draft in _behind(passage, token)]


def _behind(passage: Passage, comma: Token) -> list[Draft]:
    doc, end = passage.doc, sentence(comma)[1]
    start = at = comma.i + 1
    while at < end and at - start < 3 and (doc[at].lower_ in _DETERMINERS or doc[at].pos_ == "ADJ"):
        at += 1
    if at >= end or passage.held[at] is not None:
        return []
    noun = doc[at]
    relative = noun.lower_ == "which" and at == start
    if not relative and noun.pos_ != "NOUN" and not _takes_up(noun):
        return []
    at += 1
    if at < end and not relative and doc[at].lower_ in {"that", "which"}:
        at += 1
    name = at
    while at < end and at - name < _LONGEST and _in_name(doc[at]) and _cue(doc[at]) is None:
        at += 1
    last = at
    while at < end and (doc[at].pos_ in {"AUX", "ADV"} or doc[at].dep_ == "neg") and at - last < 4:
        at += 1
    cue = _cue(doc[at]) if at < end else None
    if last == name or cue is None or doc[at].i in passage.used:
        return []
    if cue.word in NAMING:
        called = _called(passage, at + 1, end)
        if called is None:
            return []
        told = [called] if relative or not _takes_up(noun) else [doc[start : noun.i + 1], called]
        return [_draft(passage, cue, (name, last, at), told)]
    if not relative and not _takes_up(noun):
        return []
    behind = at + 1
    while behind < end and (
        doc[behind].ent_type_ in _TIMES or doc[behind].lower_ in _LATER or doc[behind].pos_ == "ADV"
    ):
        behind += 1
    if behind < end and doc[behind].text not in _ENDS:
        return []
    before = _clause_before(comma) if relative else doc[start : noun.i + 1]
    if before is None:
        return []
    passage.used.add(noun.i)
    return [_draft(passage, cue, (name, last, at), [before])]


def _cue(token: Token) -> Cue | None:
    """The verb of denying, confirming or naming that a token is a form of, or None."""
    cue = verb_of(token)
    return cue if cue is not None and cue.word in NAMING else answer_of(token)


def _draft(passage: Passage, cue: Cue, places: tuple[int, int, int], told: list[Words]) -> Draft:
    """The statement of who stands from the first to the second place, whose verb is the third."""
    name, last, at = places
    doc, base = passage.doc, passage.paragraph.span
    passage.used.add(at)
    head = max((t for t in doc[name:last] if t.pos_ in {"NOUN", "PROPN", "PRON"}), key=_leads, default=doc[last - 1])
    return Draft(
        passage, cue, base(doc[last : at + 1]), doc[at], [base(t) for t in told], Source(passage, name, last, head)
    )


def _called(passage: Passage, at: int, end: int) -> Words | None:
    """What somebody calls it, from a place behind the verb: a quotation, or the words up to the end of the clause."""
    doc = passage.doc
    if at < end and doc[at].lower_ == "as":
        at += 1
    if at >= end:
        return None
    inside = at + 1 if at + 1 < end and passage.held[at] is None else at
    held = passage.held[at] or passage.held[inside]
    if held is not None:
        last = max(i for i in range(at, end) if passage.held[i] is held)
        return doc[at : last + 1]
    last = at
    while last < end and doc[last].text not in _ENDS:
        last += 1
    return doc[at:last] if last > at and doc[at].pos_ not in {"ADP", "SCONJ", "PUNCT"} else None


def _clause_before(comma: Token) -> Words | None:
    """The clause that a relative behind a comma takes up: that of the last verb before it with a subject of its own."""
    doc = comma.doc
    for at in range(comma.i - 1, sentence(comma)[0] - 1, -1):
        verb = doc[at]
        if verb.pos_ in {"VERB", "AUX"} and verb.dep_ != "relcl":
            subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
            if subject is not None:
                return doc[subject.left_edge.i : comma.i]
    return None


def _takes_up(noun: Token) -> bool:
    """Whether a noun stands for what was told; "claims" and "charges" are nouns here though the tagger has them as verbs."""
    lemma = noun.lemma_.lower()
    return lemma in _TOLD or (lemma in nouns() and (noun.pos_ == "NOUN" or noun.tag_ == "VBZ"))


def _in_name(token: Token) -> bool:
    return token.pos_ in _NAMES or token.lower_ in {"of", "for"}


def _leads(token: Token) -> tuple[bool, int]:
    """The head of a name: the last noun that none of the name's other nouns possesses or describes."""
    return token.dep_ not in {"poss", "compound", "nmod", "amod"}, token.i


def without_rejoinders(drafts: list[Draft], rejoinders: list[Draft]) -> list[Draft]:
    """The drafts with what somebody else rejoins taken from the end of their contents; those left with none are dropped."""
    for rejoinder in rejoinders:
        low, high = _place(rejoinder)
        for draft in drafts:
            if draft is not rejoinder and not draft.direct:
                draft.content = [kept for span in draft.content for kept in _cut(draft.passage, span, (low, high))]
    return [draft for draft in drafts if draft.content]


def _place(rejoinder: Draft) -> Span:
    """Page offsets from the mark before a rejoinder to its end, what it calls the told included."""
    passage, source, cue = rejoinder.passage, rejoinder.source, rejoinder.cue_span
    assert source is not None  # noqa: S101  # every rejoinder is made with both
    assert cue is not None  # noqa: S101
    at = source.start
    while passage.doc[at].text not in _MARKS:
        at -= 1
    return passage.paragraph.start + passage.doc[at].idx, max(cue[1], *(end for _, end in rejoinder.content))


def _cut(passage: Passage, span: Span, rejoinder: Span) -> list[Span]:
    low, high = rejoinder
    if not (span[0] < low and high <= span[1]):
        return [] if low <= span[0] and span[1] <= high else [span]
    base = passage.paragraph.start
    rest = high
    while rest < span[1] and passage.text[rest - base] in " ,–—":
        rest += 1
    parts = ((span[0], low), (rest, span[1]))
    return [kept for a, b in parts if (kept := passage.span(a - base, b - base)) is not None and _worded(passage, kept)]


def _worded(passage: Passage, span: Span) -> bool:
    base = passage.paragraph.start
    return any(c.isalnum() for c in passage.text[span[0] - base : span[1] - base])

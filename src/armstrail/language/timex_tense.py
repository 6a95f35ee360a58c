"""Whether a time expression lies ahead of or behind the day of publication, from the verb that governs it."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from armstrail.language.timex_words import words

AHEAD, BEHIND = 1, -1
"""Directions from the day of publication."""

_FUTURE_MODALS = {"will", "shall", "wo", "'ll", "’ll", "may", "might", "can", "could", "should", "must", "would", "ca"}
_PERFECT = {"has", "have", "had", "'ve", "’ve", "having"}
_PRESENT_BE = {"is", "are", "'s", "’s", "am", "be"}
_UPCOMING = {"upcoming", "forthcoming", "coming", "looming", "planned", "scheduled", "deadline"}
_OF_OLD = {"was", "were", "had", "originally", "initially", "previously", "first", "once"}
_UNTIL = re.compile(r"(?i)\b(?:until|till|to|ahead\ of|no\ later\ than)\ (?:the\ |late\ |early\ )?$")
_SINCE = re.compile(r"(?i)\b(?:since|ago)\ (?:late\ |early\ )?$")


@cache
def _lemmas(kind: str) -> frozenset[str]:
    return frozenset(words(kind))


def direction(doc: Doc, start: int, end: int) -> int | None:
    """AHEAD or BEHIND for the expression at characters `start` to `end`, None where no verb settles it.

    Climbs from the expression to the nearest predicate, whose auxiliaries decide; "due", "scheduled" and the like on the
    way put it ahead, and so does "until" after verbs of putting off. Where the climb ends at a reporting verb far off, the reported clause decides.
    """
    if _SINCE.search(doc.text, max(0, start - 24), start):
        return BEHIND
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    token = span.root
    until = _UNTIL.search(doc.text, max(0, start - 24), start) is not None
    for _ in range(14):
        if token.lower_ in _UPCOMING or (token.lower_ in _lemmas("planned") and token.i < span.start):
            return None if _plan_of_old(token) else AHEAD
        if _is_verb(token):
            if token.lemma_ == "be" and _planned_state(token, span.start):
                return None if _plan_of_old(token) or token.tag_ == "VBD" else AHEAD
            if until and token.lemma_ in _lemmas("deferral"):
                return AHEAD
            return verb_direction(_reported(token, span[0]))
        if token.head.i == token.i:
            break
        token = token.head
    return _nearest(span[0], span[-1])


def _planned_state(verb: Token, before: int) -> bool:
    """Whether "is" says that something is planned ("is due in Oslo on Monday")."""
    return any(c.dep_ == "acomp" and c.lower_ in _lemmas("planned") and c.i < before for c in verb.children)


def _plan_of_old(token: Token) -> bool:
    """Whether a plan is told as past ("was scheduled for May", "originally planned for May"): its day may be over by now."""
    return any(child.lower_ in _OF_OLD for child in token.children)


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _reported(verb: Token, first: Token) -> Token:
    """The verb of the reported clause, for a time that the parse hangs on "said" though it stands inside what was said."""
    if verb.lemma_ not in _lemmas("reporting") or first.i <= verb.i:
        return verb
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") and verb.i < child.i < first.i:
            inner = [token for token in child.subtree if token.pos_ == "VERB" and child.i <= token.i < first.i]
            return inner[-1] if inner else child
    return verb


def verb_direction(verb: Token, depth: int = 0) -> int | None:
    """Where a verb puts what it governs: AHEAD, BEHIND, or None for a present that says nothing."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass") or child.tag_ == "MD"}
    perfect = bool(helpers & _PERFECT)
    if helpers & _FUTURE_MODALS:
        return BEHIND if perfect else AHEAD
    if "to" in helpers:
        return BEHIND if perfect else _infinitive(verb, depth)
    if perfect or verb.tag_ == "VBD" or helpers & {"was", "were", "did"}:
        return BEHIND
    if helpers & _PRESENT_BE:
        moves = verb.lemma_ in _lemmas("scheduling") or verb.lemma_ == "go"
        return AHEAD if verb.tag_ == "VBG" and moves else None
    joined = depth < 4 and verb.dep_ == "conj" and not helpers and _is_verb(verb.head)
    if joined and verb.tag_ in ("VB", "VBN", "VBG"):
        return verb_direction(verb.head, depth + 1)
    if verb.tag_ == "VBN":
        return BEHIND
    if verb.tag_ in ("VBZ", "VBP"):
        return AHEAD if verb.lemma_ in _lemmas("scheduling") else None
    if depth < 4 and verb.tag_ == "VBG" and verb.head.i != verb.i and _is_verb(verb.head):
        return None if verb.head.lemma_ in _lemmas("reporting") else verb_direction(verb.head, depth + 1)
    return None


def _infinitive(verb: Token, depth: int) -> int | None:
    """An infinitive of a plan lies ahead; one that completes or explains a deed of the past lies with it."""
    head = verb.head
    if head.i == verb.i or head.lemma_ in _lemmas("intending") or head.lower_ in _lemmas("planned"):
        return AHEAD
    if _is_verb(head) and head.lemma_ not in ("be", "have") and verb.dep_ in ("xcomp", "advcl") and depth < 4:
        return verb_direction(head, depth + 1)
    return AHEAD


def _nearest(first: Token, last: Token) -> int | None:
    """The tense of the nearest verb of the sentence, where the parse has none above."""
    sentence, doc = first.sent, first.doc
    for distance in range(1, 9):
        for index in (first.i - distance, last.i + distance):
            if sentence.start <= index < sentence.end and doc[index].pos_ == "VERB":
                return verb_direction(doc[index])
    return None

"""Whether a time expression lies ahead or behind, from the verb that governs it."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from armstrail.language.timex_words import words

AHEAD, BEHIND = 1, -1
"""Directions from the day of publication."""

_FUTURE_MODALS = {"will", "shall", "wo", "'ll", "’ll", "may", "might", "can", "could", "should", "must", "would"}


@cache
def _lemmas(kind: str) -> frozenset[str]:
    return frozenset(words(kind))


def direction(doc: Doc, start: int, end: int) -> int | None:
    """AHEAD or BEHIND for the expression at characters `start` to `end`, None where no verb settles it.

    Climbs from the expression to the nearest predicate; the tense of the predicate's auxiliaries decides, and before it
    words such as "due" and "scheduled" on the way.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    token = span.root
    for _ in range(12):
        found = _of_token(token, span.start)
        if found is not None:
            return found
        if token.head.i == token.i:
            break
        token = token.head
    return _nearest(doc, span.start, span.end, span.sent.start, span.sent.end)


def _of_token(token: Token, before: int) -> int | None:
    if token.text.lower() in _lemmas("planned") and token.i < before:
        return AHEAD
    if token.text.lower() in ("upcoming", "forthcoming", "planned", "looming"):
        return AHEAD
    if token.pos_ not in ("VERB", "AUX") and token.tag_ not in ("VBD", "VBN", "VBZ", "VBP", "MD"):
        return None
    return verb_direction(token)


def verb_direction(verb: Token) -> int | None:
    """Where a verb puts what it governs: AHEAD, BEHIND, or None for a present that says nothing."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass") or child.tag_ == "MD"]
    texts = {helper.text.lower() for helper in helpers}
    perfect = bool(texts & {"has", "have", "had", "'ve", "’ve", "having"})
    if texts & _FUTURE_MODALS:
        return BEHIND if perfect else AHEAD
    if "to" in texts:
        return BEHIND if perfect else _infinitive(verb)
    if perfect or verb.tag_ == "VBD" or texts & {"was", "were", "did"}:
        return _past(verb)
    if verb.lemma_ == "go" and verb.tag_ == "VBG":
        return AHEAD
    if texts & {"is", "are", "'s", "be", "being", "am"}:
        if verb.tag_ == "VBG" and verb.lemma_ in _lemmas("scheduling"):
            return AHEAD
        return BEHIND if verb.tag_ == "VBN" and "being" not in texts else None
    if verb.tag_ == "VBN":
        return BEHIND
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in _lemmas("scheduling"):
        return AHEAD
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl", "xcomp", "pcomp", "conj") and verb.head.i != verb.i:
        return verb_direction(verb.head) if verb.head.pos_ in ("VERB", "AUX") else None
    return None


def _past(verb: Token) -> int | None:
    return BEHIND


def _infinitive(verb: Token) -> int | None:
    """An infinitive lies ahead of its verb: from a plan of the present it is ahead, from a deed of the past behind."""
    head = verb.head
    if head.i == verb.i:
        return AHEAD
    if head.lemma_ in _lemmas("intending") or head.text.lower() in _lemmas("planned") or head.lemma_ in ("be", "have"):
        return AHEAD
    if head.pos_ in ("VERB", "AUX"):
        return verb_direction(head) if verb.dep_ in ("xcomp", "advcl") else AHEAD
    return AHEAD


def _nearest(doc: Doc, start: int, end: int, first: int, last: int) -> int | None:
    """The tense of the nearest verb of the sentence, where the parse has no verb above."""
    for distance in range(1, 9):
        for index in (start - distance, end - 1 + distance):
            if first <= index < last and doc[index].tag_ in ("VBD", "VBN", "VBZ", "VBP", "VB"):
                return verb_direction(doc[index])
    return None

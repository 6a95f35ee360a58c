"""Reporting clauses at the end of a sentence, by their surface: "..., the minister, Ann Lee, announced on Sunday."

The parser takes such a clause for anything when the subject has an apposition or the sentence before it is long. The
words tell: a comma, a noun phrase without a verb (with a name between commas perhaps), a reporting verb, then nothing but
adjuncts up to the full stop.
"""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from armstrail.reading.attribution.draft import Draft, Passage, Source
from armstrail.reading.attribution.extent import cue_span
from armstrail.reading.attribution.lexicon import verb_of

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "ADP", "PART", "NUM", "PUNCT", "CCONJ", "ADV", "X"})
_ADJUNCTS = frozenset({"prep", "npadvmod", "advmod", "tmod", "punct"})
_MARKS = frozenset({'"', "”", "’", "'", "»"})


def find_tails(passage: Passage) -> list[Draft]:
    """The attributions that end a sentence and that no other reading found."""
    drafts = []
    for sentence in passage.doc.sents:
        draft = _tail(passage, sentence) or _inverted(passage, sentence)
        if draft is not None:
            drafts.append(draft)
    return drafts


def find_closing(passage: Passage) -> list[Draft]:
    """The reporting clauses that close a sentence in which somebody's words are told already: "The minister said the ship
    would sail, the agency reported." All before their comma is what they report.
    """
    drafts = []
    for sentence in passage.doc.sents:
        verb = next((t for t in reversed(sentence) if _may_report(passage, t)), None)
        if verb is None or any(c.i > verb.i and c.dep_ not in _ADJUNCTS for c in verb.children):
            continue
        told = [t for t in sentence if t.i < verb.i and _may_report(passage, t)]
        if not any(any(c.dep_ == "nsubj" and c.i < t.i for c in t.children) for t in told):
            continue
        draft = _tail(passage, sentence)
        if draft is None:
            continue
        if draft.source is not None and any(t.i >= draft.source.start - 1 for t in told):
            passage.used.discard(verb.i)
            continue
        drafts.append(draft)
    return drafts


def _tail(passage: Passage, sentence: Tokens) -> Draft | None:
    doc = passage.doc
    verb = next((t for t in reversed(sentence) if _may_report(passage, t)), None)
    if verb is None or verb.i - sentence.start < 5:
        return None
    cue = verb_of(verb)
    after = doc[verb.i + 1 : sentence.end]
    if (
        cue is None
        or verb.dep_ == "relcl"
        or (verb.tag_ == "VBP" and passage.held[verb.i] is not None)  # "Nobody asks about range, they ask about days"
        or len(after) > 22
        or any(t.dep_ in {"nsubj", "nsubjpass"} or t.text in {":", ";"} for t in after)
    ):
        return None
    start = verb.i
    while (
        start - 1 > sentence.start and doc[start - 1].dep_ in {"aux", "advmod", "neg"} and doc[start - 1].head == verb
    ):
        start -= 1
    bounds = subject_before(passage, sentence.start, start)
    if bounds is None:
        return None
    low, high, head = bounds
    if doc[low].dep_ in {"cc", "preconj"} or (low > sentence.start and doc[low - 1].dep_ == "cc"):
        # "it got six, and its neighbour ordered five": joined deeds
        return None
    stop = low - 1
    while (
        stop > sentence.start
        and (doc[stop - 1].is_punct or doc[stop - 1].is_space)
        and doc[stop - 1].text not in _MARKS
    ):
        stop -= 1
    body = doc[sentence.start : stop]
    if not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD", "VBN"} for t in body):
        return None
    span = passage.span(body.start_char, body.end_char)
    if span is None:
        return None
    passage.used.add(verb.i)
    return Draft(passage, cue, cue_span(passage, verb), verb, [span], Source(passage, low, high, head))


def _inverted(passage: Passage, sentence: Tokens) -> Draft | None:
    """A headline or a sentence that ends with verb and speaker: "No plan B for harbour, says mayor", "It came from Oman,
    informs the press service of the navy."
    """
    doc = passage.doc
    stopped = doc[sentence.end - 1].text == "."
    end = sentence.end - stopped
    if (sentence.end < len(doc) and not stopped) or doc[end - 1].text in {"!", "?"} or len(sentence) > 40:
        return None
    verb = next((t for t in reversed(sentence) if _may_report(passage, t)), None)
    if verb is None or verb.i - sentence.start < 3 or doc[verb.i - 1].text != ",":
        return None
    after = doc[verb.i + 1 : end]
    nouns = [t for t in after if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    before = stopped and not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[sentence.start : verb.i - 1])
    if (
        not nouns
        or before
        or len(after) > (10 if stopped else 6)
        or any(t.pos_ in {"VERB", "AUX", "PUNCT"} for t in after)
    ):
        return None
    span = passage.span(sentence.start_char, doc[verb.i - 1].idx)
    if span is None:
        return None
    passage.used.add(verb.i)
    heads = [t for t in nouns if not any(a.i > verb.i for a in t.ancestors)]
    source = Source(passage, verb.i + 1, end, (heads or nouns)[0] if stopped else (heads or nouns)[-1])
    return Draft(passage, verb_of(verb), cue_span(passage, verb), verb, [span], source)


def _may_report(passage: Passage, token: Token) -> bool:
    cue = verb_of(token)
    if cue is None or not cue.speech or "clause" not in cue.frames or token.i in passage.used:
        return False
    return token.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and passage.held[token.i] is None


def subject_before(passage: Passage, low: int, verb: int) -> tuple[int, int, Token] | None:
    """The noun phrase right before the verb, back to a comma; one more comma back where a name stands between two."""
    doc = passage.doc
    end = verb
    while end > low and doc[end - 1].text == ",":
        end -= 1
    start = _back_to_comma(passage, low, end)
    if start is None:
        return None
    if end < verb or (start < end and all(t.pos_ in {"PROPN", "PUNCT"} for t in doc[start:end])):
        wider = _back_to_comma(passage, low, start - 1) if end < verb else None
        if wider is not None:
            nouns = [t for t in doc[wider : start - 1] if t.pos_ in {"NOUN", "PROPN"}]
            if nouns:
                return wider, end, nouns[-1]
        elif end < verb:
            return None
    nouns = [t for t in doc[start:end] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    if not nouns:
        return None
    heads = [t for t in nouns if not any(a.i != t.i and start <= a.i < end for a in t.ancestors)]
    return start, end, (heads or nouns)[-1]


def _back_to_comma(passage: Passage, low: int, end: int) -> int | None:
    """First token of the verbless run before `end` that a comma (or a comma and a closing mark) precedes."""
    doc = passage.doc
    start = end
    while start > low and end - start < 14:
        token = doc[start - 1]
        if token.text == ",":
            return start if start < end else None
        if token.text in _MARKS and start - 2 >= low and doc[start - 2].text in {",", "?", "!"}:
            return start if start < end else None
        if token.pos_ not in _NOMINAL or passage.held[token.i] is not None:
            return None
        start -= 1
    return None

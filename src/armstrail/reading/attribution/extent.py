"""From tokens to spans: how far a cue and a content reach in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from armstrail.reading.attribution.draft import Passage, runs, sentence
from armstrail.records import Span


def cue_span(passage: Passage, verb: Token, extra: Iterable[Token] = ()) -> Span:
    """The verb with the auxiliaries, negation, adverbs and particles that touch it, and the words of `extra`."""
    doc = passage.doc
    start, end = verb.i, verb.i + 1
    own = {c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "neg", "advmod"} and c.pos_ != "SCONJ"}
    while start - 1 in own and doc[start - 1].lower_ not in {
        "how",
        "when",
        "where",
        "why",
        "that",
        "then",
        "meanwhile",
    }:
        start -= 1
    touching = {c.i for c in verb.children if c.dep_ == "prt"} | {t.i for t in extra}
    while end in touching:
        end += 1
    return passage.paragraph.span(doc[start:end])


def to_spans(passage: Passage, tokens: Iterable[int]) -> list[Span]:
    """Page offsets of tokens, a span per run; a quotation that a run cuts is taken in whole."""
    doc = passage.doc
    wanted = set(tokens)
    spans: list[Span] = []
    for start, end in runs(doc, wanted):
        hyphen = end if doc[end - 1].text != "-" else end - 1
        inner = hyphen > 0 and hyphen + 1 < len(doc) and doc[hyphen].text == "-" and not doc[hyphen - 1].whitespace_
        if inner and not doc[hyphen].whitespace_:
            # a word that the tokenizer broke at its hyphen ("re-exported") and the parser took apart
            end = max(hyphen + 2, min(doc[hyphen + 1].right_edge.i, sentence(doc[hyphen])[1] - 1) + 1)
            while end - 1 > start and doc[end - 1].is_punct:
                end -= 1
        low, high = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        held = passage.held[end - 1]
        if held is not None and held not in passage.set_off and held.end > high and held.end - high < 400:
            high = held.end
        elif high < len(passage.text) and passage.text[high] in '"”’»' and held is not None:
            high += 1
        first = passage.held[start]
        if first is not None and first not in passage.set_off and first.end <= high and first.inner[0] == low:
            low = first.start
        following = _quotation_after(passage, high)
        while following is not None:
            high = following
            following = _quotation_after(passage, high)
        span = passage.span(low, high)
        if span is not None:
            spans.append(span)
    return spans


_GOES_ON = re.compile(r"[,;]?\s*[\"“«](?=(?:and|but|or|nor|yet|so|because)\b)")
_JOINED = re.compile(r"(?<=[\"”»])(?:,?\s*(?:and|or|but)(?: that| an?| the)?)?\s+[\"“«](?=[a-z])")


def _quotation_after(passage: Passage, end: int) -> int | None:
    """End of a quotation that goes on with the clause that ends at offset `end` (', "but a promise is no shell."'),
    or of one more joined to quoted pieces ('"kills jobs," and "helps nobody."').
    """
    match = _GOES_ON.match(passage.text, end) or _JOINED.match(passage.text, end)
    if match is None:
        return None
    held = next((q for q in passage.quotations if q.start == match.end() - 1), None)
    return held.end if held is not None and held not in passage.set_off else None

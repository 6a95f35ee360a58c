"""The words that carry a record: from the tokens of its roles to spans of the page's text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.subtrees import sentence_of
from armstrail.records import Span

__all__ = ["evidence_of", "joined"]

_GAP = 60
"""Words of one sentence further apart than this many characters become spans of their own."""


def evidence_of(
    analysis: Analysis, paragraph: int, tokens: Sequence[Token], outside: Iterable[Token] = ()
) -> tuple[Span, ...]:
    """Spans that hold the tokens of a paragraph: one a stretch, those of other texts (`outside`) each its own."""
    own = analysis.paragraphs[paragraph]
    spans = sorted({(*own.span(token), sentence_of(token)[0]) for token in tokens if token.doc is own.doc})
    runs: list[list[int]] = []
    for start, end, sentence in spans:
        if runs and start - runs[-1][1] <= _GAP and sentence == runs[-1][2]:
            runs[-1][1] = max(runs[-1][1], end)
        else:
            runs.append([start, end, sentence])
    found: list[Span] = [(start, end) for start, end, _ in runs]
    for token in [*tokens, *outside]:
        if token.doc is own.doc and token in tokens:
            continue
        for other, parties in zip(analysis.paragraphs, analysis.parties, strict=True):
            if other.doc is token.doc:
                mention = parties.at(token)
                found.append(other.span(token if mention is None else token.doc[mention.start : mention.end]))
    return joined(found)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or lie within another as one."""
    out: list[Span] = []
    for start, end in sorted(set(spans)):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)

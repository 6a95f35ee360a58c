"""Times that a clause takes from another: from the label of an item ("November 2022: Norway handed over ..."), or from a
deed before or after which it is told ("on Sunday, a day after the rebels struck").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from spacy.tokens import Token

from armstrail.language.analysis import Analysis, Paragraph
from armstrail.language.since import ClauseTime, Timing, times_within
from armstrail.records import TimeExpression, TimeType, When

__all__ = ["label_time", "offset_time"]

_BULLET = re.compile(r"[\s•*‣▪\-\u2013\u2014]*")
_LABEL_ENDS = re.compile(r"\s*(?::|[\u2013\u2014-])\s")
_LENGTH = re.compile(r"P(\d+)([DW])")
_DAYS = {"D": 1, "W": 7}
_SIDES = {"after": 1, "before": -1}
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})


def label_time(analysis: Analysis, paragraph: Paragraph, token: Token) -> TimeExpression | None:
    """The date that labels an item, for the main deeds of the item's first sentence; None for others."""
    if token.pos_ != "VERB" or token.dep_ not in _MAIN:
        return None
    text = paragraph.doc.text
    bullet = _BULLET.match(text)
    first = next(iter(times_within(analysis, paragraph)), None)
    if first is None or bullet is None or first.start - paragraph.start != bullet.end():
        return None
    ends = _LABEL_ENDS.match(text, first.end - paragraph.start)
    opening = ends is not None and token.sent.start_char <= ends.end()
    return first if opening and first.date is not None and first.type is TimeType.DATE else None


def offset_time(analysis: Analysis, paragraph: Paragraph, token: Token, timing: Timing) -> ClauseTime | None:
    """The day of a deed that is told by the day of another and some days or weeks between them; `timing` gives the times of
    the other.
    """
    for other, between, side in _beside(token):
        length = _days_in(analysis, paragraph, between)
        if length is None:
            continue
        for known in timing(analysis, paragraph, other):
            if known.when.start == known.when.end:
                day = known.when.start + timedelta(side * length)
                return ClauseTime(When(start=day, end=day), known.expressions)
    return None


def _beside(token: Token) -> Iterator[tuple[Token, Token, int]]:
    """The other deed, the noun of the length between the two, and 1 where the token's deed is the later one, else -1."""
    if token.dep_ == "advcl":
        yield from ((token.head, noun, -side) for noun, side in _marked(token))
    if token.dep_ == "pobj" and token.head.lower_ in _SIDES and token.head.head.dep_ == "npadvmod":
        yield token.head.head.head, token.head.head, -_SIDES[token.head.lower_]
    for child in token.children:
        if child.dep_ == "advcl":
            yield from ((child, noun, side) for noun, side in _marked(child))
        elif child.dep_ == "npadvmod":
            for prep in child.children:
                if prep.lower_ in _SIDES:
                    yield from ((noun, child, _SIDES[prep.lower_]) for noun in prep.children if noun.dep_ == "pobj")


def _marked(verb: Token) -> Iterator[tuple[Token, int]]:
    """The noun of time right before the "after" or "before" of a clause: "a day after the rebels struck"."""
    for mark in verb.children:
        if mark.dep_ == "mark" and mark.lower_ in _SIDES and mark.i > 0:
            noun = mark.nbor(-1)
            if noun.dep_ == "npadvmod" and noun.head in (verb, mark):
                yield noun, _SIDES[mark.lower_]


def _days_in(analysis: Analysis, paragraph: Paragraph, noun: Token) -> int | None:
    """How many days the length that a noun heads has; None for hours, months and vague lengths."""
    place = paragraph.start + noun.idx
    for time in times_within(analysis, paragraph):
        length = _LENGTH.fullmatch(time.value) if time.start <= place < time.end else None
        if length is not None and time.type is TimeType.DURATION:
            return int(length[1]) * _DAYS[length[2]]
    return None

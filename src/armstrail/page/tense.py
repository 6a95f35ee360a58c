"""Sentences of the running text, and whether they speak of a date as past or as lying ahead."""

from __future__ import annotations

import re

from armstrail.records import Span

_ABBREVIATED = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Lt|Col|U\.S|U\.N|U\.K|No|St)|\b[A-Z])$"
)
_STOP = re.compile(r"[.!?][”\"’')]*\s+(?=[A-Z“\"‘(\[])")
_AHEAD = re.compile(
    r"\b(?:will|shall|is to|are to|is due|are due|due (?:in|on|by|to)|(?:is|are|be) (?:scheduled|expected|slated|planned|set)|upcoming|plans? to|by the end of|until the end of|through the end of|runs? until|no later than|deadline|(?:begins|starts|opens|expires|ends|convenes|resumes|takes place|takes effect) (?:on|in|at|next|this))\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:could|would|might|may|expects?|expected|forecasts?|predicts?|projected|hopes? to|aims? to)\b"
)
_BEHIND = re.compile(
    r"\b(?:said|was|were|had|did|took|ago|since|has|have|told|went|came|made|began|met|held|\w{3,}ed)\b", re.IGNORECASE
)


LONGEST = 700
"""Characters to either side of a date that a sentence is looked for in."""


def sentence_around(text: str, start: int, end: int, low: int, high: int) -> Span:
    """The sentence of `text[low:high]` that `[start, end)` stands in."""
    low, high = max(low, start - LONGEST), min(high, end + LONGEST)
    first = low
    for match in _STOP.finditer(text, low, start):
        if not _ABBREVIATED.search(text[max(low, match.start() - 5) : match.start()]):
            first = match.end()
    last = high
    for match in _STOP.finditer(text, end, high):
        if not _ABBREVIATED.search(text[max(low, match.start() - 5) : match.start()]):
            last = match.start() + 1
            break
    return first, last


def spoken_as(text: str, start: int, sentence: Span) -> str:
    """Whether the words before a date speak of it as "ahead", as "past", or leave it open ("open")."""
    before = text[max(sentence[0], start - 200) : start]
    ahead = _last(_AHEAD, before)
    behind = _last(_BEHIND, before)
    if ahead > behind or (ahead >= 0 and len(before) - ahead < 30):
        return "ahead"
    if _last(_UNSURE, before) > behind:
        return "open"
    return "past" if behind >= 0 or _BEHIND.search(text[start : sentence[1]]) else "open"


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match begins; -1 without one."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)

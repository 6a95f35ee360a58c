"""Whose words a predicate stands in: the innermost statement that contains it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from armstrail.language import Analysis
from armstrail.records import Span, SpeakerKind, Statement

__all__ = ["Voices", "teller"]


_STRETCH = 2048
"""Contents are looked up by stretches of this many code points, so that a long page costs no more a frame."""


_NOBODY = frozenset({"it", "we", "they", "he", "she", "i", "you", "who", "that", "this", "one"})
_TURNS = frozenset({"q", "a", "question", "answer"})
_INTERVIEW = re.compile(r"(?i)\binterview(?:ed)?\b|\bquestions? (?:to|for)\b|\btalks? to\b")
_HEAD = 4
"""Paragraphs at the head of a page that may name who is interviewed."""


def teller(analysis: Analysis, statement: Statement) -> str | None:
    """The name of who makes a statement; for the answers of an interview that of who gives it, None for a bare pronoun."""
    name = statement.speaker.name if statement.speaker is not None else None
    if name is None or name.casefold() in _NOBODY:
        return None
    if name.casefold() not in _TURNS:
        return name
    return _guest(analysis) if name.casefold() in {"a", "answer"} else None


def _guest(analysis: Analysis) -> str | None:
    """Who is interviewed: the one person whom a line at the head of the page names with that word."""
    for paragraph in analysis.paragraphs[:_HEAD]:
        if _INTERVIEW.search(paragraph.doc.text):
            within = (m for m in analysis.names.mentions if paragraph.start <= m.start and m.end <= paragraph.end)
            named = {m.name for m in within if m.kind is SpeakerKind.PERSON}
            if len(named) == 1:
                return named.pop()
    return None


class Voices:
    """The statements of a page, asked by offset."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = tuple(statements)
        self._sizes = {s.id: sum(end - start for start, end in s.content) for s in self.statements}
        self._at: dict[int, list[Statement]] = {}
        for statement in self.statements:
            stretches = {n for start, end in statement.content for n in range(start // _STRETCH, end // _STRETCH + 1)}
            for stretch in stretches:
                self._at.setdefault(stretch, []).append(statement)

    def around(self, span: Span) -> tuple[Statement, ...]:
        """The statements whose content holds the span, the innermost first."""
        near = self._at.get(span[0] // _STRETCH, ())
        holding = [s for s in near if any(a <= span[0] and span[1] <= b for a, b in s.content)]
        return tuple(sorted(holding, key=lambda s: (self._sizes[s.id], s.id)))

    def of(self, span: Span) -> Statement | None:
        """The innermost statement whose content holds the span, or None: then it is the page's own voice."""
        return next(iter(self.around(span)), None)

    def beyond(self, span: Span, governor: Span) -> tuple[bool, Statement | None]:
        """Whether the word that governs a predicate stands outside the innermost statement that holds the predicate, cue and
        all, and whose words it is: "(the minister said) Kyiv's claim that Chad sold tanks | was false".
        """
        around = self.around(span)
        if not around or _holds(around[0], governor):
            return False, None
        return True, next((statement for statement in around[1:] if _holds(statement, governor)), None)


def _holds(statement: Statement, span: Span) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in (*statement.content, statement.cue or (0, 0)))

"""Whose words a predicate stands in: the innermost statement that contains it."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.records import Span, Statement

__all__ = ["Voices"]


_STRETCH = 2048
"""Contents are looked up by stretches of this many code points, so that a long page costs no more a frame."""


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

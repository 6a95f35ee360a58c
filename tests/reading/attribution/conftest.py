"""Fixtures that read short texts the way a page is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from armstrail.language import analyse
from armstrail.reading.attribution import find_statements
from armstrail.records import Coverage, Page, Statement


@dataclass(frozen=True)
class Said:
    """A statement with its spans as text."""

    text: str
    statement: Statement

    @property
    def speaker(self) -> str | None:
        """The name of the speaker."""
        return self.statement.speaker.name if self.statement.speaker else None

    @property
    def content(self) -> str:
        """The words of the content."""
        return " / ".join(self.text[a:b] for a, b in self.statement.content)

    @property
    def cue(self) -> str | None:
        """The words of the cue."""
        return self.text[slice(*self.statement.cue)] if self.statement.cue else None

    @property
    def source(self) -> str | None:
        """The words of the source."""
        return self.text[slice(*self.statement.source)] if self.statement.source else None


def page_of(*paragraphs: str, title: str | None = None) -> Page:
    """A page whose body is the paragraphs."""
    lines = ([title] if title else []) + list(paragraphs)
    text = "\n".join(lines)
    body, at = [], 0
    for line in lines:
        body.append((at, at + len(line)))
        at += len(line) + 1
    title_span = body.pop(0) if title else None
    return Page(
        id="page",
        text=text,
        title=title,
        title_span=title_span,
        body=tuple(body),
        sha256="",
        coverage=Coverage(characters=len(text), read=len(text)),
    )


def _said(*paragraphs: str, title: str | None = None) -> list[Said]:
    page = page_of(*paragraphs, title=title)
    return [Said(page.text, one) for one in find_statements(analyse(page))]


@pytest.fixture
def said() -> Callable[..., list[Said]]:
    """Reads paragraphs and gives the statements."""
    return _said


@pytest.fixture
def only() -> Callable[..., Said]:
    """Reads paragraphs that hold one statement and gives it."""

    def read(*paragraphs: str) -> Said:
        found = _said(*paragraphs)
        assert len(found) == 1, [(one.speaker, one.content) for one in found]
        return found[0]

    return read

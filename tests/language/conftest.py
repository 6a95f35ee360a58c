"""Analyses of a sentence, for the tests of language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from armstrail.language.analysis import Analysis, Paragraph, pipeline
from armstrail.language.times import find_times
from armstrail.records import Coverage, Page, Published

Analyser = Callable[..., Analysis]


@pytest.fixture
def analysed() -> Analyser:
    """A function from a text of one paragraph, and its day of publication, to the analysis."""

    def make(text: str, start: str | None = None, end: str | None = None) -> Analysis:
        published = None
        if start is not None:
            published = Published(start=date.fromisoformat(start), end=date.fromisoformat(end or start))
        paragraph = Paragraph(start=0, end=len(text), kind="body", doc=pipeline()(text))
        coverage = Coverage(characters=len(text), read=len(text))
        page = Page(id="page", text=text, sha256="", coverage=coverage, published=published)
        return Analysis(page=page, paragraphs=(paragraph,), times=find_times((paragraph,), published))

    return make

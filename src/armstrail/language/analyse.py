"""A page to its analysis: the paragraphs parsed, then the times and parties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from armstrail.language.analysis import Analysis, Paragraph, pipeline
from armstrail.language.names import find_names
from armstrail.language.parties import parties_of_page
from armstrail.language.segments import mark_sentences
from armstrail.language.times import find_times
from armstrail.records import Page, Span, When

_BREAKS = re.compile(r"\s")


LONGEST = 8_000
"""Characters of a paragraph that are parsed at once; a longer one is read in pieces, so that time stays linear."""


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The span itself, or spans of at most `LONGEST` characters that part it after a sentence, or else at a blank."""
    while end - start > LONGEST:
        limit = start + LONGEST
        cut = max(text.rfind(mark, start + LONGEST // 2, limit) + len(mark) for mark in (". ", "? ", "! ", ".\n"))
        if cut <= start + LONGEST // 2:
            cut = text.rfind(" ", start + 1, limit) + 1
        cut = cut if cut > start else limit
        yield (start, cut)
        start = cut
    if start < end:
        yield (start, end)


def parse_paragraphs(page: Page) -> tuple[Paragraph, ...]:
    """The headline and the body's paragraphs, parsed; line ends and other blanks are spaces to the parser."""
    spans = [(*piece, False) for start, end in page.body for piece in pieces(page.text, start, end)]
    if page.title_span is not None and not any(s < page.title_span[1] and page.title_span[0] < e for s, e in page.body):
        spans.append((*page.title_span, True))
        spans.sort()
    nlp = pipeline()
    docs = nlp.pipe(mark_sentences(nlp.make_doc(_BREAKS.sub(" ", page.text[start:end]))) for start, end, _ in spans)
    return tuple(
        Paragraph(start=start, end=end, kind="title" if title else "body", doc=doc)
        for (start, end, title), doc in zip(spans, docs, strict=True)
    )


_ISSUE = timedelta(7)
"""The longest stretch of an issue in which a weekday names one day."""


def told_from(page: Page) -> When | None:
    """The days from which a page's text is told: those of publication, but of an issue that names the week it covers
    ("Weekly digest, 5-11 August") its last day, so that each weekday is the one of that week. None where unknown.
    """
    days = page.published
    if days is None:
        return None
    week = timedelta() < days.end - days.start < _ISSUE
    issue = week and any((stamp.start, stamp.end) == (days.start, days.end) for stamp in page.stamped)
    return When(start=days.end if issue else days.start, end=days.end)


def analyse(page: Page) -> Analysis:
    """The analysis of a page. Needs the English model; deterministic."""
    paragraphs = parse_paragraphs(page)
    parties = parties_of_page([paragraph.doc for paragraph in paragraphs])
    return Analysis(
        page=page,
        paragraphs=paragraphs,
        times=find_times(paragraphs, told_from(page)),
        parties=parties,
        names=find_names(paragraphs, parties),
    )

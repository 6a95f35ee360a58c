"""Running reports: pages of entries with clock times, which tell of their own day in the present and the perfect."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.records import When

__all__ = ["entries_of", "is_current", "page_day", "running_day"]

_CLOCK = re.compile(r"(?m)^[ \t]*\d{1,2}[:.h][0-5]\d(?:\s?[ap]\.?m\.?)?\b")
ENTRIES = 3
"""Lines that begin with a clock time, from which a page counts as a running report."""


def page_day(analysis: Analysis) -> When | None:
    """The day of publication, where it is known to the day or two."""
    published = analysis.page.published
    if published is None or (published.end - published.start).days > 1:
        return None
    return When(start=published.start, end=published.end)


@lru_cache(maxsize=4)
def _entries(text: str) -> int:
    return len(_CLOCK.findall(text))


def entries_of(analysis: Analysis) -> list[int]:
    """The numbers of the paragraphs that open an entry of a running report; none on other pages."""
    if _entries(analysis.page.text) < ENTRIES:
        return []
    return [number for number, paragraph in enumerate(analysis.paragraphs) if _CLOCK.match(paragraph.doc.text)]


def running_day(analysis: Analysis) -> When | None:
    """The day of a running report, None for other pages."""
    return page_day(analysis) if _entries(analysis.page.text) >= ENTRIES else None


def is_current(verb: Token) -> bool:
    """Whether a verb stands in the present or the perfect: "imposes", "has imposed"."""
    if verb.pos_ != "VERB":
        return False
    if verb.tag_ in {"VBZ", "VBP"}:
        return True
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return verb.tag_ == "VBN" and any(c.tag_ in {"VBZ", "VBP"} and c.lemma_ in {"have", "be"} for c in helpers)

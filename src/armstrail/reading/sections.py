"""Which paragraphs of a page are about which states, by labels and headings: the structure, and nothing of who gives or gets.

A label opens a paragraph ("Chad. The army has bought ...", "- Norway: eight tanks"), a heading is a paragraph of its own
("Chad"), a running report has entries by the clock, about no state. What stands below one, up to the next, is its section: what one section leaves unsaid, another does not say for
it. Who supplies and who gets in a section or under the title of a list is read in `supply/lists.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from armstrail.language import Analysis
from armstrail.language.parties import is_state, named_in
from armstrail.reading.running import ENTRIES, entries_of

__all__ = ["Section", "heading_states", "is_item", "sections_of"]

_LABEL = re.compile(
    r"[\s•*‣▪\-\u2013\u2014\d.)]*(?P<names>[^\W\d_][^.:;!?\n\u2013\u2014]{2,70}?)\s*(?:[.:]|\s[\-\u2013\u2014])(?=\s|$)"
)
_HEADING = re.compile(
    r"\s*(?:\d{1,2}[.)]\s*|[A-Z]\.\s+|#+\s*)?(?P<names>[^\W\d_][^.:;!?\n]{2,70}?)\s*(?:\([^()]{2,30}\)\s*)?:?\s*"
)
_BETWEEN = re.compile(r"[\s,/&+()\-\u2013]*(?:\b(?:and|the)\b[\s,/&+()\-\u2013]*)*")
_BULLETS = frozenset({"-", "–", "—", "•", "*", "·", "▪", "‣", "●", "o"})
_FEW = 2
"""Labels and headings from which on a text has sections: one alone may be a dateline."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: the number of its first paragraph, the number behind its last one, and the states of its label or
    heading by their codes, each with the token that names it.
    """

    first: int
    end: int
    states: tuple[tuple[str, Token], ...] = ()
    heading: bool = False
    """Whether the first paragraph is a heading of its own."""
    entry: bool = False
    """Whether it is an entry of a running report."""

    @property
    def closed(self) -> bool:
        """Whether it stands for itself, and lends to no other section."""
        return self.entry or bool(self.states)


def is_item(doc: Doc) -> bool:
    """Whether a paragraph opens with the mark of a list's item."""
    return len(doc) > 1 and doc[0].text in _BULLETS


def _states(doc: Doc, opening: re.Match[str] | None) -> tuple[tuple[str, Token], ...]:
    """The states that the names of an opening consist of; none where it says anything else."""
    if opening is None:
        return ()
    names, start = opening["names"], opening.start("names")
    found, upto = [], 0
    for begin, end, code, form in named_in(names):
        if not is_state(code) or form == "capital" or not _BETWEEN.fullmatch(names[upto:begin]):
            return ()
        tokens = doc.char_span(start + begin, start + end, alignment_mode="expand")
        if tokens is not None:
            found.append((code, tokens[0]))
        upto = end
    return tuple(found) if upto and _BETWEEN.fullmatch(names[upto:]) else ()


def _marks(analysis: Analysis) -> list[tuple[int, tuple[tuple[str, Token], ...], bool]]:
    """The labels and headings of a page: the paragraph's number, the states, whether it is a heading."""
    found = []
    for number, paragraph in enumerate(analysis.paragraphs):
        if paragraph.kind != "body":
            continue
        text = paragraph.doc.text
        heading = _states(paragraph.doc, _HEADING.fullmatch(text)) if not is_item(paragraph.doc) else ()
        states = heading or _states(paragraph.doc, _LABEL.match(text))
        if states:
            found.append((number, states, bool(heading)))
    return found


def sections_of(analysis: Analysis) -> list[Section]:
    """The sections of a page in order, which together have all its paragraphs; one alone where the page has none."""
    marks = _marks(analysis)
    entries = entries_of(analysis)
    if len(entries) >= ENTRIES:
        ends = [*entries[1:], len(analysis.paragraphs)]
        found = [Section(first, end, entry=True) for first, end in zip(entries, ends, strict=True)]
        return _whole(found, len(analysis.paragraphs))
    if len({tuple(code for code, _ in states) for _, states, _ in marks}) < _FEW:
        return [Section(0, len(analysis.paragraphs))]
    last = marks[-1][0]
    closed = is_item(analysis.paragraphs[last].doc)  # the last item of a list ends with its paragraph
    ends = [number for number, _, _ in marks[1:]] + [last + 1 if closed else len(analysis.paragraphs)]
    found = [
        Section(first, end, states, heading)
        for (first, states, heading), limit in zip(marks, ends, strict=True)
        for end in [_end(analysis, first, limit, heading)]
    ]
    return _whole(found, len(analysis.paragraphs))


def _end(analysis: Analysis, first: int, limit: int, heading: bool) -> int:
    """Where a section ends: before the next, and that of a heading over a list behind the list."""
    after = first + 1
    if heading and after < limit and is_item(analysis.paragraphs[after].doc):
        while after < limit and is_item(analysis.paragraphs[after].doc):
            after += 1
        return after
    return limit


def _whole(sections: list[Section], end: int) -> list[Section]:
    """The sections with what stands before, between and behind them."""
    out: list[Section] = []
    at = 0
    for section in sections:
        if at < section.first:
            out.append(Section(at, section.first))
        out.append(section)
        at = section.end
    return out if at == end else [*out, Section(at, end)]


def heading_states(sections: list[Section]) -> dict[int, str]:
    """By the numbers of paragraphs whose section is about one state alone: the code of that state."""
    return {
        number: section.states[0][0]
        for section in sections
        for number in range(section.first, section.end)
        if len(section.states) == 1
    }

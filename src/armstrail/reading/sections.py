"""Items of a digest: paragraphs that each open with the states they are about ("Chad. The army has bought ...").

What one item leaves unsaid, another does not say for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.parties import is_state, named_in

__all__ = ["Section", "heading_states", "sections_of"]

_LABEL = re.compile(
    r"[\s•*‣▪\-\u2013\u2014\d.)]*(?P<names>[^\W\d_][^.:;!?\n\u2013\u2014]{2,70}?)\s*(?:[.:]|\s[\-\u2013\u2014])(?=\s|$)"
)
_BETWEEN = re.compile(r"[\s,/&+()\-\u2013]*(?:\b(?:and|the)\b[\s,/&+()\-\u2013]*)*")
_FEW = 2
"""Labels from which on a text is a digest: one alone may be a dateline."""


@dataclass(frozen=True, slots=True)
class Section:
    """An item of a page: the number of its first paragraph, the number behind its last one, and the states of its label by
    their codes, each with the token that names it.
    """

    first: int
    end: int
    states: tuple[tuple[str, Token], ...] = ()


def _label(analysis: Analysis, number: int) -> tuple[tuple[str, Token], ...]:
    """The states that a paragraph's opening consists of; none where it says anything else."""
    paragraph = analysis.paragraphs[number]
    opening = _LABEL.match(paragraph.doc.text) if paragraph.kind == "body" else None
    if opening is None:
        return ()
    names, start = opening["names"], opening.start("names")
    found, upto = [], 0
    for begin, end, code, form in named_in(names):
        if not is_state(code) or form == "capital" or not _BETWEEN.fullmatch(names[upto:begin]):
            return ()
        tokens = paragraph.doc.char_span(start + begin, start + end, alignment_mode="expand")
        if tokens is not None:
            found.append((code, tokens[0]))
        upto = end
    return tuple(found) if upto and _BETWEEN.fullmatch(names[upto:]) else ()


def sections_of(analysis: Analysis) -> list[Section]:
    """The items of a page in order, which together have all its paragraphs; one alone where the page is no digest."""
    labels = [(number, states) for number in range(len(analysis.paragraphs)) if (states := _label(analysis, number))]
    if len({tuple(code for code, _ in states) for _, states in labels}) < _FEW:
        return [Section(0, len(analysis.paragraphs))]
    starts = [*labels, (len(analysis.paragraphs), ())]
    items = [Section(first, starts[place + 1][0], states) for place, (first, states) in enumerate(labels)]
    return items if labels[0][0] == 0 else [Section(0, labels[0][0]), *items]


def heading_states(sections: list[Section]) -> dict[int, str]:
    """By the numbers of paragraphs whose item is about one state alone: the code of that state."""
    return {
        number: section.states[0][0]
        for section in sections
        for number in range(section.first, section.end)
        if len(section.states) == 1
    }

"""What the finders hand on: an attribution as spans, before speaker, act and day are worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from armstrail.language.analysis import Paragraph
from armstrail.language.quotation import Quotation
from armstrail.language.subtrees import sentence_of
from armstrail.reading.attribution.lexicon import Cue
from armstrail.records import Span

_EDGES = " \t\n\r\xa0,;:"


@dataclass(slots=True)
class Passage:
    """A paragraph with its quotations. `held[i]` is the outermost quotation that encloses token i, or None."""

    number: int
    paragraph: Paragraph
    quotations: tuple[Quotation, ...]
    set_off: tuple[Quotation, ...] = ()
    held: list[Quotation | None] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """Tokens that are a cue already."""
    text: str = field(init=False)
    """The paragraph's text, kept: `Doc.text` builds it anew each time."""

    def __post_init__(self) -> None:
        self.text = self.paragraph.doc.text

    @property
    def doc(self) -> Doc:
        """The parsed paragraph."""
        return self.paragraph.doc

    def span(self, start: int, end: int) -> Span | None:
        """Page offsets of `[start, end)` of the paragraph's text without blanks and commas at the edges, or None."""
        text = self.text
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        return (self.paragraph.start + start, self.paragraph.start + end) if end > start else None


@dataclass(slots=True)
class Source:
    """Where the speaker stands: tokens `[start, end)` of a passage, and the token that names him."""

    passage: Passage
    start: int
    end: int
    head: Token

    @property
    def span(self) -> Span:
        """Page offsets of the mention."""
        doc = self.passage.doc
        return self.passage.paragraph.span(doc[self.start : self.end])


@dataclass(slots=True)
class Draft:
    """An attribution on its way to a statement."""

    passage: Passage
    cue: Cue | None
    cue_span: Span | None
    verb: Token | None
    content: list[Span]
    source: Source | None = None
    direct: bool = False
    carried: bool = False
    """The source was taken over from an earlier sentence."""
    like: Draft | None = None
    """The draft whose speaker goes on."""
    relay: Draft | None = None
    """An "according to" that adds nothing but the channel."""


def sentence(token: Token) -> tuple[int, int]:
    """Token bounds `[start, end)` of the token's sentence."""
    return sentence_of(token)


def runs(doc: Doc, tokens: Iterable[int]) -> list[tuple[int, int]]:
    """Maximal runs `[start, end)` of token indices; punctuation alone does not part two runs nor make one."""
    wanted = sorted(set(tokens))
    out: list[list[int]] = []
    for i in wanted:
        if out and all(doc[j].is_punct or doc[j].is_space for j in range(out[-1][1], i)) and i - out[-1][1] <= 1:
            out[-1][1] = i + 1
        elif not doc[i].is_punct:
            out.append([i, i + 1])
    return [(a, b) for a, b in out]

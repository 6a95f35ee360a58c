"""The states that a text names around a clause: who may fill a role that the clause leaves open."""

from __future__ import annotations

from collections.abc import Sequence, Set

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.parties import collective, is_state
from armstrail.reading.actors import Party
from armstrail.reading.lexicon import words
from armstrail.reading.sections import Section
from armstrail.reading.supply.frame import Frame

__all__ = ["States"]

_NEAR = 1000
"""Frames that are looked at for one of a list: time stays linear in the page."""


class States:
    """The states that the paragraphs of a page name, apart from places, for a role that a clause leaves open; no section of a
    page lends to another.
    """

    def __init__(self, analysis: Analysis, sections: Sequence[Section]) -> None:
        self._analysis = analysis
        self._givers: Set[str] = frozenset()
        self._sections = {number: one for one in sections if one.closed for number in range(one.first, one.end)}

    def _apart(self, frame: Frame, number: int) -> bool:
        """Whether a paragraph belongs to another section than a frame; what stands outside of all belongs to none."""
        mine, other = self._sections.get(frame.paragraph), self._sections.get(number)
        return mine is not None and other is not None and mine.first != other.first

    def outside(self, frame: Frame, frames: list[Frame]) -> list[Frame]:
        """The frames that may lend their parties to a frame: not those of other sections."""
        if frame.paragraph not in self._sections:
            return frames
        return [other for other in frames[-_NEAR:] if not self._apart(frame, other.paragraph)]

    def label(self, frame: Frame) -> list[Party]:
        """The states of the label or heading under which a frame stands."""
        section = self._sections.get(frame.paragraph)
        return [Party(code, token) for code, token in section.states] if section is not None else []

    def named(self, number: int, frame: Frame) -> list[Party]:
        """Those that a paragraph names, in a frame's own only up to its predicate."""
        if number < 0 or self._apart(frame, number):
            return []
        parties = self._analysis.parties[number]
        own = number == frame.paragraph
        end = frame.predicate.i if own else len(parties.doc)
        above = {token.i for token in frame.predicate.ancestors} if own else set()
        goods = {i for good in frame.goods for i in range(good.start, good.end)} if own else set()
        return [
            Party(mention.code, parties.doc[mention.start])
            for mention in parties.within(0, end)
            if is_state(mention.code)
            and not mention.place
            and not self._gives(mention.code, frame)
            and not (mention.is_adjective and _of_a_thing(parties.doc[mention.start]))
            and mention.start not in goods
            and not _says(parties.doc[mention.start], above)
            and not _on_the_way(parties.doc[mention.start])
        ]

    def note(self, frames: Sequence[Frame]) -> None:
        """Note the frames of the page: in a running report who supplies in one entry gets nothing by default in another."""
        self._givers = {p.code for f in frames for p in f.suppliers} - {p.code for f in frames for p in f.recipients}

    def _gives(self, code: str, frame: Frame) -> bool:
        section = self._sections.get(frame.paragraph)
        return section is not None and section.entry and code in self._givers

    def listed(self, frame: Frame) -> bool:
        """Whether a frame stands in a section of its own."""
        return frame.paragraph in self._sections

    def title(self, frame: Frame) -> list[Party]:
        """Those that the headline names."""
        return [
            party
            for number, paragraph in enumerate(self._analysis.paragraphs)
            if paragraph.kind == "title"
            for party in self.named(number, frame)
        ]


def _of_a_thing(token: Token) -> bool:
    """Whether an adjective tells whose a thing is, which gets nothing: "the American Stryker", not "the Malian army"."""
    noun = token.head
    return token.dep_ in {"amod", "compound"} and noun.pos_ == "PROPN" and collective(noun) is None


def _on_the_way(token: Token) -> bool:
    """Whether a state is named as who did something, as where things came from or passed through, as a firm's seat, none who
    may get them: "seized by the Italian navy", "from Oman", "by way of Malaysia".
    """
    for _ in range(3):
        if token.dep_ == "pobj":
            prep = token.head
            if prep.dep_ == "agent" or prep.lower_ in {"from", "via", "through", "by"}:
                return True
            firm = prep.head.pos_ == "PROPN" or prep.head.ent_type_ == "ORG"
            if prep.lower_ == "of" and firm and prep.head.dep_ == "nsubj":
                return collective(prep.head) is None  # "Zola Arms of Spain signed"
            if prep.lower_ != "of" or prep.head.lower_ not in {"way", "government", "army", "navy"}:
                return False
            token = prep
        elif token.dep_ not in {"amod", "compound", "poss", "nmod"}:
            return False
        token = token.head
    return False


def _says(token: Token, above: Set[int]) -> bool:
    """Whether a state is named only as who speaks: "Western officials", "Kyiv says", "Bern refuses to let Berlin send";
    `above` are the tokens that govern the frame.
    """
    head = token
    for _ in range(3):
        if head.dep_ in {"nsubj", "nsubjpass"} and head.head.pos_ in {"VERB", "AUX"}:
            return head.head.i in above or head.head.lemma_ in words("telling")
        if head.dep_ not in {"amod", "compound", "poss", "nmod"}:
            return False
        head = head.head
    return False

"""Lists: who supplies and who gets in an item, by its section's label or heading and by the title of the list.

"- Norway: eight tanks, delivered in May" under "Aid to Moldova", "Mali" and "- P-18 radar" under "Russian supplies to the
Sahel", "Italy has sent Chad:" before "- four boats". Which paragraphs stand under which label or heading, `reading/sections`
says; here it is read what these tell of the parties. A title that has a word of supply tells who gives or gets; a state that
stands alone takes the role that the title leaves open, and where no title does, it is who acts in the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from armstrail.language import Analysis
from armstrail.reading.actors import Actors, Party
from armstrail.reading.goods import GoodsIndex
from armstrail.reading.sections import Section, is_item
from armstrail.reading.supply.fragments import Fragments, is_fragment
from armstrail.reading.supply.frame import Frame, verb_rule
from armstrail.reading.supply.lending import Lent, lent
from armstrail.reading.supply.roles import NEEDS_BOTH
from armstrail.records import Category

__all__ = ["Heads", "heads_of"]

ITEMS = 3
"""Labelled items from which a state at their head is who acts in them, though no title says so."""
_LONGEST = 120
"""Characters of a heading, at most."""
_TURN = re.compile(r"\s*\w+\s?:\s")
"""The label of who speaks before a turn of an interview."""
_SHORT = 40
"""Characters of a heading that only parts a list, at most."""
_QUOTED = re.compile('["“”]')
_ENDS = (".", "!", "?", '"', "”")


@dataclass(slots=True)
class Heads:
    """What stands over a paragraph: the title of the list whose item it is, and the state that labels its section."""

    title: Lent | None = None
    label: Party | None = None
    listed: bool = False
    """Whether the label is one of several of a list by country."""
    item: bool = False
    """Whether the paragraph is an item of a list."""

    def enter(self, frames: Iterable[Frame]) -> None:
        """Give frames of the paragraph, in the order of the text, the parties that their words leave out."""
        last: Frame | None = None
        for frame in frames:
            if len(frame.either) == 2:
                continue
            if last is not None and last.bare and not frame.goods and not frame.suppliers and not frame.recipients:
                # "Turkish drones (five delivered in 2022)"
                frame.suppliers, frame.recipients = list(last.suppliers), list(last.recipients)
            last = frame
            rule = verb_rule(frame.predicate) if frame.predicate.pos_ == "VERB" else None
            self._enter(frame, rule is not None and rule.frame in {"get", "seek"})
            if self.item or self.listed:
                frame.closed = False

    def _enter(self, frame: Frame, getting: bool) -> None:
        title = self.title
        if title is not None and self.label is not None and (title.giver is None) != (title.taker is None):
            title = Lent(title.giver or self.label, title.taker or self.label, title.stage)
        elif title is None and self.label is not None and self.listed:
            title = Lent(None, self.label) if getting else Lent(self.label, None)
        if title is not None:
            title.enter(frame)

    def unsaid(self, fragments: Fragments, actors: Actors, found: Sequence[Frame]) -> list[Frame]:
        """The goods of an item that has no verb: "United States: Humvees and radios", "- 18 Leopard tanks (2023)"."""
        label = self.label if self.label is not None and self.label.token.doc is actors.paragraph.doc else None
        if any(frame.goods for frame in found) or not (self.title or (self.listed and label is not None)):
            return []
        frames = fragments.listed(label.token.i + 1 if label is not None else 0)
        frames = [f for f in frames if f.goods[0].category not in NEEDS_BOTH - {Category.PERSONNEL}]
        for frame in frames:
            if self.title is not None:
                frame.stage = self.title.stage
            self._enter(frame, False)
        return frames


def _lent(actors: Sequence[Actors], goods: Sequence[GoodsIndex], number: int) -> Lent | None:
    return lent(actors[number], goods[number], actors[number].paragraph.doc)


def heads_of(
    analysis: Analysis, sections: Sequence[Section], actors: Sequence[Actors], goods: Sequence[GoodsIndex]
) -> dict[int, Heads]:
    """What stands over each paragraph that has a label, a heading or a list's title over it, by the paragraph's number.

    `actors` and `goods` are those of the page's paragraphs, in order.
    """
    found: dict[int, Heads] = {}
    labelled = [s for s in sections if len(s.states) == 1 and not s.heading]
    for section in sections:
        if len(section.states) != 1:
            continue
        party = Party(*section.states[0])
        for number in range(section.first, section.end):
            found[number] = Heads(label=party)
        found[section.first].listed = len(labelled) >= ITEMS and not section.heading
    headline = next((n for n, paragraph in enumerate(analysis.paragraphs) if paragraph.kind == "title"), None)
    whole = _lent(actors, goods, headline) if headline is not None else None
    title: Lent | None = None
    over: Lent | None = None  # the heading over running text
    for number, paragraph in enumerate(analysis.paragraphs):
        doc, text = paragraph.doc, paragraph.doc.text.rstrip()
        if is_item(doc) or (number in found and found[number].listed):
            heads = found.setdefault(number, Heads())
            heads.item, heads.title = is_item(doc), title or whole
            over = None
        elif number not in found:
            heading = len(text) <= _LONGEST and not text.endswith(_ENDS)
            told = _lent(actors, goods, number) if heading or text.endswith(":") else None
            # "Vehicles", "Ammunition:" only part the list below the title
            parting = (heading or text.endswith(":")) and len(text) <= _SHORT and not actors[number].parties.mentions
            title = told or (title if parting else None)
            if heading and not _TURN.match(text):
                bare = number > 0 and not _QUOTED.search(text) and all(is_fragment(one) for one in doc.sents)
                over = title if bare else None
            elif over is not None:
                found[number] = Heads(title=over)
    return found

"""Lists by country: items headed by a state's name ("- Norway: eight tanks, delivered in May."), each its own context.

An item's label is who acts in it where its words name nobody; no item lends its parties to another.
"""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.language import Analysis
from armstrail.language.parties import is_state
from armstrail.reading.actors import Actors, Party
from armstrail.reading.goods import GoodsIndex
from armstrail.reading.supply.frame import Frame, verb_rule
from armstrail.reading.supply.roles import NEEDS_BOTH
from armstrail.records import Category, Factuality, Stage

__all__ = ["enter_labels", "labels_of", "unsaid"]

_MARKS = frozenset({":", ".", "-", "–", "—"})
_BULLETS = frozenset({"-", "–", "—", "•", "*", "·", "▪", "‣", "●", "o"})
ITEMS = 3
"""Labelled items from which a page holds a list by country."""


def labels_of(analysis: Analysis) -> dict[int, Party]:
    """The state that heads each item of a list by country, by paragraph; empty where the page has no such list."""
    found: dict[int, Party] = {}
    for number, (paragraph, parties) in enumerate(zip(analysis.paragraphs, analysis.parties, strict=True)):
        doc = paragraph.doc
        if paragraph.kind == "title" or not len(doc):
            continue
        start = 0
        while start < len(doc) and (doc[start].text in _BULLETS or doc[start].is_space or doc[start].lower_ == "the"):
            start += 1
        mention = parties.at(doc[start]) if start < len(doc) else None
        if mention is None or mention.form != "name" or not is_state(mention.code) or mention.end >= len(doc):
            continue
        if doc[mention.end].text in _MARKS and mention.end + 1 < len(doc):
            found[number] = Party(mention.code, doc[mention.start])
    return found if len(found) >= ITEMS else {}


def enter_labels(frames: Sequence[Frame], labels: dict[int, Party]) -> None:
    """Give the frames of an item its label as supplier, to verbs of getting and wanting as recipient, where it is unsaid."""
    for frame in frames:
        label = labels.get(frame.paragraph)
        if label is None or len(frame.either) == 2:
            continue
        rule = verb_rule(frame.predicate) if frame.predicate.pos_ == "VERB" else None
        getting = rule is not None and rule.frame in {"get", "seek"}
        if getting and not frame.recipients and all(p.code != label.code for p in frame.suppliers):
            frame.recipients = [label]
        elif not getting and not frame.suppliers and all(p.code != label.code for p in frame.recipients):
            frame.suppliers = [label]
        frame.closed = False


def unsaid(actors: Actors, goods: GoodsIndex, label: Party | None, found: Sequence[Frame]) -> list[Frame]:
    """The goods of an item without a verb: "United States: Humvees and radios worth $18 million"."""
    if label is None or found or label.token.doc is not actors.paragraph.doc:
        return []
    doc = actors.paragraph.doc
    soft = NEEDS_BOTH - {Category.PERSONNEL}
    for token in doc[label.token.i + 1 :]:
        if token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBN", "VBG"}:
            return []
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "nmod", "pobj"}:
            continue
        named = [g for g in goods.of(token) if g.category not in soft]
        if any(c.lower_ == "no" for c in token.children):
            return []
        if named:
            return [Frame(actors.number, token, named, [label], [], Stage.TRANSFERRED, Factuality.ASSERTED)]
    return []

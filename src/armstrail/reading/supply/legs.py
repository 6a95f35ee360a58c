"""Legs of a journey: what is flown to one place and handed on from there goes to the last, and the place between gets nothing."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame

__all__ = ["without_legs"]


def without_legs(frames: Sequence[Frame]) -> list[Frame]:
    """The frames, in the order of the text, without those of a leg that the same sentence goes on from: "flown to Oman and
    handed to the rebels". The next leg takes its supplier.
    """
    dropped: set[int] = set()
    for at, frame in enumerate(frames):
        after = frames[at + 1] if at + 1 < len(frames) else None
        if after is None or not _goes_on(frame, after):
            continue
        after.suppliers = list(frame.suppliers)
        dropped.add(at)
    return [frame for at, frame in enumerate(frames) if at not in dropped]


def _goes_on(frame: Frame, after: Frame) -> bool:
    """Whether a frame tells of the same goods moved on from where another has brought them."""
    if frame.paragraph != after.paragraph or not frame.goods or not after.goods:
        return False
    if frame.predicate.lemma_.lower() not in words("leg") or after.predicate.lemma_.lower() not in words("onward"):
        return False
    same = frame.goods[0].head.i == after.goods[0].head.i and frame.predicate.sent == after.predicate.sent
    codes = {party.code for party in frame.recipients}
    others = {party.code for party in after.recipients}
    givers = {party.code for party in after.suppliers}
    return same and bool(codes) and bool(others - codes) and givers <= {party.code for party in frame.suppliers}

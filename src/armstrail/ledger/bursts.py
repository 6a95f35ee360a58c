"""Sayings that recur: which of those that are alike were made at one time.

A ministry says the same few words again year after year, and each time may lie within weeks of the last. Who follows such
links one by one comes from any year to any other. So the times at which a saying is told are parted at the longest silences,
until each stretch is short enough to be one time. Each saying does so with its own times and those of the sayings that it is
linked with, and nothing else: two are one only where each lies in the other's stretch. What was told years before or
after therefore changes nothing, and neither does the order in which pages come.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from armstrail.ledger.digest import Days

__all__ = ["NOWHERE", "lies_in", "stretch"]

NOWHERE: Days = (1, 0)
"""The stretch of a saying without a day that may be of several times: it is tied to none of them."""


def stretch(own: int | None, others: Iterable[int], longest: int) -> Days | None:
    """The stretch around a day, with `others` parted at the longest silences until none is of more than `longest` days; None
    where all of them are within that. Days are ordinals. Silences of one length part all together.
    """
    days = sorted({*others} if own is None else {own, *others})
    if not days or days[-1] - days[0] <= longest:
        return None
    if own is None:
        return NOWHERE
    while days[-1] - days[0] > longest:
        silence = max(after - before for before, after in pairwise(days))
        start = max(
            (after for before, after in pairwise(days) if after - before == silence and after <= own), default=days[0]
        )
        end = min(
            (before for before, after in pairwise(days) if after - before == silence and before >= own),
            default=days[-1],
        )
        days = [day for day in days if start <= day <= end]
    return days[0], days[-1]


def lies_in(day: int | None, found: Days | None) -> bool:
    """Whether a day lies in a stretch. What has no day lies in every stretch, and all that is in none."""
    return found is None or (found != NOWHERE and (day is None or found[0] <= day <= found[1]))

"""Where records contradict each other: which pages, which values, and whether the reason is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from armstrail.ledger.compare import ZONE, apart, told, width
from armstrail.ledger.digest import AnyItem, Days, Ref, TransferItem
from armstrail.ledger.facing import WEEK
from armstrail.ledger.facts import Conflict, Side
from armstrail.ledger.flows import UNSPECIFIC, figures_agree, same_unit, telling
from armstrail.records import Bound, Factuality, Member, Quantity

__all__ = [
    "conflict_of",
    "day_conflict",
    "factuality_conflict",
    "figure_conflict",
    "party_conflict",
    "rival_conflict",
    "rival_conflicts",
    "same_coverage",
    "within_transfers",
]

EXACT = 3
ZONES = "one day apart, as time zones make it between the place and the newsroom"
START, END = 31, 45
"""Days by which the ends of two stretches may differ that are still counted over the same time."""

Placed = Sequence[tuple[AnyItem, Days | None]]
"""Records with the days on which they put what they tell."""
Order = Callable[[AnyItem], Any]
"""Puts records in order, the earliest published first."""


def conflict_of(field: str, sides: Sequence[tuple[Any, list[AnyItem]]], facts: Iterable[str], order: Order,
                *, reason: str | None = None, known: bool = False) -> Conflict:  # fmt: skip
    """A conflict about a field from its sides: value, and the records that give it."""
    made = []
    for value, items in sides:
        items = sorted(items, key=order)
        made.append((order(items[0]), value, items))
    made.sort(key=lambda side: side[0])
    between = tuple(items[0].member for _, _, items in made)
    body = "\x1f".join([field, *(f"{member.page}\x1e{member.id}" for member in between)])
    return Conflict(
        id=f"c-{hashlib.blake2b(body.encode(), digest_size=6).hexdigest()}",
        between=between,
        field=field,
        values=tuple(value for _, value, _ in made),
        sides=tuple(Side(value=value, members=tuple(item.member for item in items)) for _, value, items in made),
        facts=tuple(sorted(set(facts))),
        known=known,
        reason=reason,
    )


def day_conflict(field: str, placed: Placed, fact: str, order: Order) -> Conflict | None:
    """The conflict between records that put one occasion or statement on days that cannot agree."""
    exact: dict[Days, list[AnyItem]] = {}
    for item, days in placed:
        if days is not None and width(days) <= EXACT:
            exact.setdefault(days, []).append(item)
    inner = [days for days in exact if not any(_within(other, days) for other in exact)]
    kept = [days for days in inner if all(other == days or (apart(days, other) or 0) > 0 for other in inner)]
    if len(kept) < 2:
        return None
    gap = max(apart(a, b) or 0 for a in kept for b in kept)
    zone = gap <= ZONE
    return conflict_of(field, [(told(days), exact[days]) for days in kept], [fact], order,
                       reason=ZONES if zone else None, known=zone)  # fmt: skip


def _within(inner: Days, outer: Days) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def within_transfers(
    items: Sequence[TransferItem], fact: str, order: Order, *, copied: Callable[[list[AnyItem]], bool]
) -> list[Conflict]:
    """The conflicts inside one transfer: figure, days, stage, parties. `copied` tells whether records stand in one text."""
    found = []
    if conflict := _figures(items, fact, order, copied):
        found.append(conflict)
    if conflict := _times(items, fact, order):
        found.append(conflict)
    for field in ("stage", "supplier", "recipient"):
        sides: dict[Any, list[AnyItem]] = {}
        for item in items:
            sides.setdefault(getattr(item, field), []).append(item)
        if len(sides) > 1:
            told_ = [(list(value) if isinstance(value, tuple) else value, group) for value, group in sides.items()]
            reason = "changed from one version of the text to another" if copied(list(items)) else None
            found.append(conflict_of(field, told_, [fact], order, reason=reason, known=reason is not None))
    return found


def _figures(
    items: Sequence[TransferItem], fact: str, order: Order, copied: Callable[[list[AnyItem]], bool]
) -> Conflict | None:
    sides: dict[float, list[AnyItem]] = {}
    counted = [item for item in items if item.quantity is not None]
    kinds = {item.quantity for item in counted if item.quantity is not None}
    for item in counted:
        if item.quantity is not None and all(same_unit(item.quantity, other) for other in kinds):
            sides.setdefault(item.quantity.value, []).append(item)
    if len(sides) < 2:
        return None
    rough = any(item.quantity is not None and item.quantity.bound is not Bound.EXACT for item in counted)
    reason = None
    if copied(list(counted)):
        reason = "changed from one version of the text to another"
    elif rough:
        reason = "rounded: the figures are given as rough ones"
    return conflict_of("quantity", list(sides.items()), [fact], order, reason=reason, known=reason is not None)


def _times(items: Sequence[TransferItem], fact: str, order: Order) -> Conflict | None:
    """Times of a transfer contradict only where they do not touch: a longer stretch may hold a shorter one."""
    sides: dict[Days, list[AnyItem]] = {}
    for item in items:
        if item.when is not None:
            sides.setdefault(item.when, []).append(item)
    inner = [days for days in sides if not any(_within(other, days) for other in sides)]
    kept = [days for days in inner if all(other == days or (apart(days, other) or 0) > 0 for other in inner)]
    if len(kept) < 2:
        return None
    zone = max(apart(a, b) or 0 for a in kept for b in kept) <= ZONE and max(map(width, kept)) <= EXACT
    return conflict_of("when", [(told(days), sides[days]) for days in kept], [fact], order,
                       reason=ZONES if zone else None, known=zone)  # fmt: skip


TOGETHER = 4
"""Days within which two voices that give no time speak of the same supply."""
Told = tuple[Days | None, Days | None]


def same_coverage(a: TransferItem, b: TransferItem, *, one_page: bool, told: Told = (None, None)) -> bool:
    """Whether two figures count over the same time: their stretches begin and end together, or neither has one and one
    page sets them side by side, or they are told within days (`told`: when each was).
    """
    if a.when is None or b.when is None:
        gap = apart(*told)
        soon = gap is not None and gap <= TOGETHER and max(map(width, told)) <= EXACT
        return a.when is b.when and (one_page or soon)
    # figures for the times of single deliveries that do not touch are two deliveries, and one within weeks may be a part
    single = width(a.when) <= WEEK, width(b.when) <= WEEK
    if all(single) and (apart(a.when, b.when) or 0) > ZONE:
        return False
    if any(single) and max(width(a.when), width(b.when)) > 2 * WEEK:
        return False
    return abs(a.when[0] - b.when[0]) <= START and abs(a.when[1] - b.when[1]) <= END


def _leaves_room(bound: Quantity, figure: Quantity) -> bool:
    """Whether a figure with a bound leaves room for another: "at least 30" for 40, "up to 50" for 40."""
    if bound.bound is Bound.AT_LEAST:
        return bound.value <= figure.value
    return bound.bound is Bound.AT_MOST and bound.value >= (figure.high or figure.value)


def figure_conflict(
    a: TransferItem, b: TransferItem, facts: Iterable[str], order: Order, *, one_page: bool, told: Told = (None, None)
) -> Conflict | None:
    """The conflict between two figures of one flow over the same time, which different voices give, or one voice that
    is known to have spoken on different days: it has then corrected itself.
    """
    if a.quantity is None or b.quantity is None or not same_unit(a.quantity, b.quantity):
        return None
    own = a.voice.key == b.voice.key
    if own and (one_page or not apart(a.said, b.said)):
        return None
    if a.factuality is not Factuality.ASSERTED or b.factuality is not Factuality.ASSERTED:
        return None
    if _leaves_room(a.quantity, b.quantity) or _leaves_room(b.quantity, a.quantity):
        return None
    if figures_agree(a.quantity, b.quantity) == 1 or not same_coverage(a, b, one_page=one_page, told=told):
        return None
    reason = f"a later figure of the same voice, {a.voice.name}" if own else None
    return conflict_of("quantity", [(a.quantity.value, [a]), (b.quantity.value, [b])], facts, order, reason=reason, known=own)  # fmt: skip


def party_conflict(a: TransferItem, b: TransferItem, facts: Iterable[str], order: Order) -> Conflict | None:
    """The conflict between two accounts of one delivery that name different suppliers, or recipients: the same telling
    figure of the same goods at the same time, asserted by different voices on different pages, with the other party one.
    """
    if a.page == b.page or a.voice.key == b.voice.key or a.stage is not b.stage or a.goods.category in UNSPECIFIC:
        return None
    if a.factuality is not Factuality.ASSERTED or b.factuality is not Factuality.ASSERTED:
        return None
    if a.quantity is None or b.quantity is None or not same_unit(a.quantity, b.quantity):
        return None
    if figures_agree(a.quantity, b.quantity) < 1 or not (telling(a) and telling(b)):
        return None
    if apart(a.when, b.when) != 0 or max(width(a.when), width(b.when)) > WEEK:
        return None
    for field, same in (("supplier", "recipient"), ("recipient", "supplier")):
        one, two = getattr(a, field), getattr(b, field)
        if getattr(a, same) == getattr(b, same) != () and one and two and not set(one) & set(two):
            return conflict_of(field, [([*one], [a]), ([*two], [b])], facts, order)
    return None


def rival_conflict(
    a: TransferItem, b: TransferItem, facts: Iterable[str], order: Order, *, one_page: bool, told: Told = (None, None)
) -> Conflict | None:
    """The conflict between two transfers of one flow, about the figure, or of one figure, about a party."""
    if (a.supplier, a.recipient) == (b.supplier, b.recipient):
        return figure_conflict(a, b, facts, order, one_page=one_page, told=told)
    return party_conflict(a, b, facts, order)


def rival_conflicts(
    pairs: Iterable[tuple[TransferItem, TransferItem]],
    fact: Callable[[TransferItem], str],
    when_told: Callable[[TransferItem], Days | None],
    twins: Callable[[TransferItem], Iterable[AnyItem]],
    order: Order,
) -> Iterator[Conflict]:
    """The conflicts between pairs of transfers of different facts: those of two facts over the same values are one, with
    everybody who gives each value. `fact` gives a transfer's fact, `when_told` when it was told, `twins` the records that are
    the same word by word.
    """
    alike: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[tuple[Conflict, dict[Member, TransferItem]]]] = {}
    for a, b in pairs:
        one, two = sorted((a, b), key=order)
        facts, told_ = (fact(one), fact(two)), (when_told(one), when_told(two))
        conflict = rival_conflict(one, two, facts, order, one_page=one.page == two.page, told=told_)
        if conflict is not None:
            key = conflict.field, conflict.facts, tuple(sorted(map(str, conflict.values)))
            alike.setdefault(key, []).append((conflict, {one.member: one, two.member: two}))
    for found in alike.values():
        sides: dict[str, tuple[Any, dict[Ref, AnyItem]]] = {}
        for conflict, items in found:
            for side in conflict.sides:
                there = sides.setdefault(str(side.value), (side.value, {}))[1]
                there.update((twin.ref, twin) for member in side.members for twin in twins(items[member]))
        reasons = {conflict.reason for conflict, _ in found}
        reason = reasons.pop() if len(reasons) == 1 else None
        yield conflict_of(found[0][0].field, [(value, [*there.values()]) for value, there in sides.values()],
                          found[0][0].facts, order, reason=reason, known=reason is not None)  # fmt: skip


def factuality_conflict(
    asserted: list[AnyItem], denials: list[AnyItem], facts: Iterable[str], order: Order
) -> Conflict:
    """The conflict between those who assert and those who deny the same."""
    return conflict_of("factuality", [("asserted", asserted), ("denied", denials)], facts, order)

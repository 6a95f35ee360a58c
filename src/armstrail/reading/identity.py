"""Same-page identity: repeated mentions of one flow or occasion are one record with several spans of evidence."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.language.parties import is_state, named_in
from armstrail.language.towns import town_named
from armstrail.reading.evidence import joined
from armstrail.records import Event, EventType, Goods, Quantity, Transfer, When

__all__ = ["merge_events", "merge_transfers", "times_agree"]


def times_agree(left: When | None, right: When | None) -> bool:
    """Whether two times can be one: unsaid, or with a day in common."""
    return left is None or right is None or (left.start <= right.end and right.start <= left.end)


def _narrower(left: When | None, right: When | None) -> When | None:
    if left is None or right is None:
        return left or right
    return right if right.end - right.start < left.end - left.start else left


def _quantities_agree(left: Quantity | None, right: Quantity | None) -> bool:
    return left is None or right is None or (left.value == right.value and left.unit == right.unit)


def _flow(record: Transfer) -> object:
    """What two records of one flow have in common: they are compared only where it is equal."""
    return (record.supplier, record.recipient, record.goods.category, record.factuality)


def _same(left: Transfer, right: Transfer) -> bool:
    return (
        left.supplier == right.supplier
        and left.recipient == right.recipient
        and left.goods.category == right.goods.category
        and left.stage == right.stage
        and left.factuality == right.factuality
        and (left.asserted_by is None or right.asserted_by is None or left.asserted_by == right.asserted_by)
        and _quantities_agree(left.quantity, right.quantity)
        and times_agree(left.when, right.when)
    )


def _merged(left: Transfer, right: Transfer) -> Transfer:
    """The two as one: what either adds is kept, the fuller words for the goods, the narrower time, all the evidence."""
    text = left.goods.text if len(left.goods.text) >= len(right.goods.text) else right.goods.text
    voiced = left if left.asserted_by is not None or right.asserted_by is None else right
    return left.model_copy(
        update={
            "goods": Goods(text=text, category=left.goods.category),
            "quantity": left.quantity or right.quantity,
            "when": _narrower(left.when, right.when),
            "asserted_by": voiced.asserted_by,
            "statement": voiced.statement,
            "evidence": joined([*left.evidence, *right.evidence]),
        }
    )


def merge_transfers(drafts: Sequence[Transfer], titles: Sequence[Transfer] = ()) -> tuple[Transfer, ...]:
    """One record a flow, in order of first mention, ids t1, t2, ... Headlines only add evidence to what the body says."""
    kept: list[Transfer] = []
    alike: dict[object, list[int]] = {}
    for draft in drafts:
        for index in alike.setdefault(_flow(draft), []):
            if _same(kept[index], draft):
                kept[index] = _merged(kept[index], draft)
                break
        else:
            alike[_flow(draft)].append(len(kept))
            kept.append(draft)
    for title in titles:
        for index in alike.get(_flow(title), ()):
            other = kept[index]
            plain = title.model_copy(update={"asserted_by": None, "stage": other.stage})
            if _same(other, plain):
                kept[index] = other.model_copy(update={"evidence": joined([*other.evidence, *title.evidence])})
                break
    return tuple(record.model_copy(update={"id": f"t{number}"}) for number, record in enumerate(kept, 1))


_NEAR = 40
"""Characters between two mentions of a use that are one clause."""
_ONCE = frozenset({EventType.MEETING, EventType.VISIT, EventType.CALL, EventType.AGREEMENT, EventType.EXERCISE})
"""Occasions that a page names again and again; two uses or measures of one party without a date are one mention each."""


def _one_occasion(left: Event, right: Event) -> bool:
    """Whether two mentions are one occasion: same type and factuality, times that agree, people in common."""
    if left.type != right.type or left.factuality != right.factuality or not times_agree(left.when, right.when):
        return False
    mine, yours = set(left.participants), set(right.participants)
    if left.type in _ONCE:
        shared = len(mine & yours)
        if not (mine <= yours or yours <= mine or shared * 2 >= min(len(mine), len(yours))):
            return False
        if left.type is EventType.VISIT and not _places_agree(left.place, right.place):
            return False
        return (
            left.type is not EventType.AGREEMENT
            or not left.object
            or not right.object
            or _alike(left.object, right.object)
        )
    near = left.evidence[-1][1] <= right.evidence[0][0] <= left.evidence[-1][1] + _NEAR
    if left.type is EventType.USE and near and bool(mine) != bool(yours):
        return True  # "strikes on villages using drones": the noun has who, the verb has with what
    if not (mine == yours or (mine and yours and (mine <= yours or yours <= mine))):
        return False
    if left.type is EventType.DEPLOYMENT:
        return _places_agree(left.place, right.place)
    if left.type is EventType.EVIDENCE and mine != yours:
        return False
    if left.type is EventType.MEASURE and left.object == right.object == "seizure" and not (left.when and right.when):
        return True
    if left.when is not None and right.when is not None:
        return left.target is None or right.target is None or left.target == right.target or left.object == right.object
    return (left.object is None or right.object is None or _alike(left.object, right.object)) and (
        left.target is None or right.target is None or left.target == right.target
    )


def _places_agree(left: str | None, right: str | None) -> bool:
    """Whether two places may be one: unsaid, alike, or of one state ("Beijing" and "China")."""
    if not left or not right or left == right:
        return True
    mine, yours = _states(left), _states(right)
    return not mine or not yours or bool(mine & yours)


def _states(place: str) -> set[str]:
    town = place if is_state(place) else town_named(place)
    return {code for _, _, code, _ in named_in(place)} | ({town} if town else set())


def _alike(left: str, right: str) -> bool:
    return left.casefold().split()[-1] == right.casefold().split()[-1]


def _joined_event(left: Event, right: Event) -> Event:
    more = [name for name in right.participants if name not in left.participants]
    voiced = left if left.asserted_by is not None or right.asserted_by is None else right
    return left.model_copy(
        update={
            "participants": (*left.participants, *more),
            "object": left.object or right.object,
            "target": left.target or right.target,
            "place": left.place or right.place,
            "when": _narrower(left.when, right.when),
            "asserted_by": voiced.asserted_by,
            "statement": voiced.statement,
            "evidence": joined([*left.evidence, *right.evidence]),
        }
    )


def merge_events(drafts: Sequence[Event]) -> tuple[Event, ...]:
    """One record an occasion, in order of first mention, ids e1, e2, ..."""
    kept: list[Event] = []
    for draft in sorted(drafts, key=lambda event: event.evidence[0]):
        for index, other in enumerate(kept):
            if _one_occasion(other, draft):
                kept[index] = _joined_event(other, draft)
                break
        else:
            kept.append(draft)
    return tuple(record.model_copy(update={"id": f"e{number}"}) for number, record in enumerate(kept, 1))

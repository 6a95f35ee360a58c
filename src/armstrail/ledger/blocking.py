"""Under which keys a record is looked for: only records that share one are ever compared.

Each record is put under its `own` keys and asks under its `asked` ones, which are wider by a day or a step of size.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import combinations

from armstrail.ledger.compare import LONG, RECALLED, ZONE, width
from armstrail.ledger.digest import AnyItem, Days, EventItem, Item, StatementItem, TransferItem, ViolationItem
from armstrail.ledger.flows import SAME_DAYS, WEEKS
from armstrail.ledger.voices import name_key
from armstrail.ledger.words import Bag, heavy, weight
from armstrail.records import Quote, SpeakerKind

__all__ = ["asked_keys", "own_keys", "shared_cells", "twin_key"]

Part = str | int
NARROW, WIDE = 3, 31
"""Days up to which a date is looked for day by day, or month by month; beyond it says too little."""
QUARTER, NEVER = 3, 0
"""Months within which a page is taken to recall an undated statement; the month of a page that has no date."""
STEP = 0.14
"""Step of the logarithm of a figure: figures that may agree lie at most one step apart."""


MASK = (1 << 60) - 1
"""Keys of sixty bits: an integer of one bit more takes half as much memory again."""


def _key(*parts: Part) -> int:
    # differs from run to run, and never leaves the process; two keys of one hash cost a comparison and change nothing
    return hash(parts) & MASK


def _months(days: Days) -> Iterator[int]:
    first, last = date.fromordinal(days[0]), date.fromordinal(days[1])
    yield from range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


def _wider(days: Days, by: int) -> Days:
    return (max(1, days[0] - by), days[1] + by)


def _speaker(item: Item) -> str:
    if item.speaker is not None and item.speaker.kind is SpeakerKind.PERSON:
        parts = name_key(item.speaker.name)
        return parts[-1] if parts else item.voice.key
    return item.voice.key


def twin_key(item: AnyItem, origin: str) -> str:
    """The key that records share that are the same word by word and cell by cell.

    A long dated statement and a counted transfer are the same wherever they stand; anything else only within one text,
    since the same few words about the same states recur year after year.
    """
    alone = (isinstance(item, StatementItem) and item.said is not None and len(item.words) >= 6) or (
        isinstance(item, TransferItem) and item.quantity is not None and item.when is not None
    )
    told = "" if isinstance(item, StatementItem) else f"{item.voice.key}:{item.said}"
    return f"{type(item).__name__[0]}:{item.digest}:{'' if alone else origin}:{told}"


def own_keys(item: AnyItem, origins: Iterable[str], published: Days | None) -> set[int]:
    """Keys under which a record is found."""
    return set(_keys(item, origins, published, asking=False))


def asked_keys(item: AnyItem, origins: Iterable[str], published: Days | None) -> set[int]:
    """Keys under which a record looks for others."""
    return set(_keys(item, origins, published, asking=True))


def shared_cells(item: AnyItem) -> set[Hashable]:
    """What two records of different texts must share to be one fact: both parties of a transfer, those accused, or a part
    of the name of somebody who took part, with the kind of the event.
    """
    if isinstance(item, TransferItem):
        return {(item.supplier, item.recipient)}
    if isinstance(item, ViolationItem):
        return {frozenset(item.by)}
    if isinstance(item, EventItem):
        return {(item.type, part) for name in item.participants for part in (name, *name_key(name))}
    return set()


def _keys(item: AnyItem, origins: Iterable[str], published: Days | None, *, asking: bool) -> Iterator[int]:
    if isinstance(item, StatementItem):
        yield from _statement_keys(item, origins, published, asking=asking)
    elif isinstance(item, TransferItem):
        yield from _transfer_keys(item, origins, published, asking=asking)
    elif isinstance(item, EventItem):
        yield from _event_keys(item, origins, asking=asking)
    else:
        for origin in origins:
            yield _key("v", "o", origin)


@lru_cache(maxsize=1000)
def _heaviest(words: Bag) -> tuple[tuple[str, ...], bool]:
    """The words that keys are made of, and whether all of them together tell a statement from others: asked for twice,
    a moment apart.
    """
    return heavy(words, 5), sum(map(weight, words)) >= LONG


def _statement_keys(
    item: StatementItem, origins: Iterable[str], published: Days | None, *, asking: bool
) -> Iterator[int]:
    speaker, (words, long) = _speaker(item), _heaviest(item.words)
    for origin in origins:
        yield _key("s", "o", origin, speaker)
        if speaker != item.voice.key:
            yield _key("s", "o", origin, item.voice.key)
        # versions of one text may name the source in ways that no key brings together
        for word in words[:2]:
            yield _key("s", "ow", origin, word)
    told = item.said or published
    dated = item.said is not None and width(item.said) <= NARROW
    days: list[int] = []
    if told is not None and width(told) <= NARROW:
        first, last = _wider(told, ZONE) if asking else told
        days = [*range(first, last + 1)]
    for day in days:
        yield _key("s", "d", speaker, day)
    # the same few words of one source recur for years, and make one statement of two only where the day is one as well
    exact = [0] if long and item.quote is Quote.DIRECT else _seasons(told, asking=asking) if long else days
    for name in {speaker, item.voice.key}:
        for day in exact:
            yield _key("s", "x", name, day, *item.words)
    pairs = list(combinations(sorted(words[: 3 if dated else 5]), 2))
    months = list(_months(told)) if told is not None and width(told) <= WIDE else []
    if asking and months:
        months = [*range(months[0] - QUARTER, months[-1] + QUARTER + 1), NEVER]
    # what is dated meets the undated alone: with the dated it has met under its days
    at = [(month, asking != dated) for month in months or [NEVER]]
    if asking and not dated:
        at += [(month, False) for month, _ in at]
    # recalled on another day, a source goes by one name; both names would double the ledger's size
    for one, two in pairs:
        pair = hash((speaker, one, two))
        for month, undated in at:
            yield hash((pair, month, undated)) & MASK
        # a page without a date asks at every date; keys must be shared both ways
        if not months or not asking:
            yield _key("s", "any", pair)


def _seasons(told: Days | None, *, asking: bool) -> list[int]:
    """Stretches of `RECALLED` days, before all days, in which words are found again: the source's own, and, asked for, those
    beside it; 0 is that of words without a day. These ask for words of every day under 1, and are found there.
    """
    if told is None or width(told) > WIDE:
        return [0, 1]
    first, last = told[0] // RECALLED, told[1] // RECALLED
    return [0, *range(-last - 1, -first + 2)] if asking else [1, *range(-last, -first + 1)]


def _transfer_keys(
    item: TransferItem, origins: Iterable[str], published: Days | None, *, asking: bool
) -> Iterator[int]:
    for origin in origins:
        yield _key("t", "o", origin)
    route = ("|".join(item.supplier), "|".join(item.recipient))
    flow = (*route, item.goods.category.value)
    if item.quantity is not None and item.quantity.value > 0:
        step = math.floor(math.log(item.quantity.value) / STEP)
        for near in range(step - 2, step + 3) if asking else (step,):
            yield _key("t", "q", *flow, near)
    if item.when is not None and width(item.when) <= WIDE:
        for month in _months(_wider(item.when, 1) if asking else item.when):
            yield _key("t", "m", *flow, month)
    if published is not None and width(published) <= WIDE:
        for month in _months(_wider(published, WEEKS) if asking else published):
            for designation in item.designations:
                yield _key("t", "n", *route, designation, month)
    told = item.said or published
    if told is not None and width(told) <= NARROW and not item.voice.key.startswith("origin:"):
        first, last = _wider(told, SAME_DAYS) if asking else told
        for day in range(first, last + 1):
            yield _key("t", "v", item.voice.key, *flow, day)


def _event_keys(item: EventItem, origins: Iterable[str], *, asking: bool) -> Iterator[int]:
    kind = item.type.value
    for origin in origins:
        yield _key("e", "o", origin, kind)
    if item.when is None or width(item.when) > WIDE:
        return
    narrow = width(item.when) <= NARROW
    names = {
        name if len(name) == 3 and name.isupper() else (name_key(name) or (name,))[-1] for name in item.participants
    }
    days = _wider(item.when, ZONE) if asking else item.when
    for name in names:
        if narrow:
            for day in range(days[0], days[1] + 1):
                yield _key("e", "d", kind, name, day)
        for month in _months(days):
            # the narrow are found by the wide, and the wide by both: two narrow ones meet under their days
            if asking or not narrow:
                yield _key("e", "wide", kind, name, month)
            if asking != narrow:
                yield _key("e", "narrow", kind, name, month)

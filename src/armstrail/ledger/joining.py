"""What a join over many pages needs of the ledger: the keys of a record, and whether two records tie their pages together.

A ledger of all pages is the union of the ledgers of the parts into which these ties divide them: what a fact is made of,
what it faces, and what dates its pages lies in one part. `build_ledger` then makes the facts of each part. Ties may be
more than needed, never fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from armstrail.ledger.blocking import asked_keys, own_keys, twin_key
from armstrail.ledger.compare import (
    WEAK,
    Context,
    compare_events,
    compare_statements,
    compare_violations,
    width,
)
from armstrail.ledger.conflicts import rival_conflict
from armstrail.ledger.dating import VAGUE
from armstrail.ledger.digest import (
    AnyItem,
    Days,
    EventItem,
    StatementItem,
    TransferItem,
    ViolationItem,
    digest_page,
)
from armstrail.ledger.facing import answers, halves
from armstrail.ledger.flows import compare_transfers
from armstrail.records import Annotation, Factuality

__all__ = ["Entry", "asked", "entries", "flow_keys", "own", "tied", "tied_by_flow", "undated"]

MONTHS = 2
"""Months by which transfers that face or rival each other may lie apart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Records that are the same word by word, as a join takes them: `item` stands for all of them, the first by page and
    id; `origins` are those of their pages, `published` the earliest day on which one of these was published.
    """

    item: AnyItem
    origins: frozenset[str]
    published: Days | None


def entries(page: Annotation, origin: str) -> Iterator[tuple[str, Entry]]:
    """The records of a page whose text comes from `origin`, each with the key that those of other pages share that are
    the same word by word.
    """
    digest = digest_page(page, origin)
    for item in digest.items:
        yield twin_key(item, origin), Entry(item, frozenset((origin,)), digest.published)


def own(entry: Entry) -> set[int]:
    """The keys under which an entry is found. They hold within processes that hash strings alike."""
    return own_keys(entry.item, sorted(entry.origins), entry.published)


def asked(entry: Entry) -> set[int]:
    """The keys under which an entry looks for others."""
    return asked_keys(entry.item, sorted(entry.origins), entry.published)


def tied(a: Entry, b: Entry) -> bool:
    """Whether two entries may be linked as they stand. What else could link them (one statement that carries both, one
    transfer in their words) is a tie between their pages by itself.
    """
    one, two = a.item, b.item
    context = Context(
        same_text=not a.origins.isdisjoint(b.origins),
        same_statement=False,
        same_talk=False,
        published=(a.published, b.published),
    )
    if isinstance(one, StatementItem) and isinstance(two, StatementItem):
        return compare_statements(one, two, context).score >= WEAK
    if isinstance(one, TransferItem) and isinstance(two, TransferItem):
        return compare_transfers(one, two, context).score >= WEAK
    if isinstance(one, EventItem) and isinstance(two, EventItem):
        return compare_events(one, two, context).score >= WEAK
    if isinstance(one, ViolationItem) and isinstance(two, ViolationItem):
        return compare_violations(one, two, context).score >= WEAK
    return False


# ---------------------------------------------------------------- transfers that face each other, or give other figures
def undated(entry: Entry) -> bool:
    """Whether only other pages may tell when a transfer was told."""
    item, published = entry.item, entry.published
    return isinstance(item, TransferItem) and item.said is None and (published is None or width(published) > VAGUE)


def flow_keys(item: TransferItem, told: Days | None) -> Iterator[tuple[str, bool]]:
    """Keys of a transfer told on `told`, each with whether it looks for others under it or is found under it."""
    denied = item.factuality is Factuality.DENIED
    if told is not None:
        months = [_month(told)] if not denied else range(_month(told) - MONTHS, _month(told) + MONTHS + 1)
        for supplier in item.supplier:
            for recipient in item.recipient:
                yield from ((f"told\x1f{supplier}\x1f{recipient}\x1f{month}", denied) for month in months)
    counted = item.when or told  # a figure without days of its own stands beside those told within days
    if item.quantity is not None and counted is not None:
        flow = "\x1f".join(
            ("\x1e".join(item.supplier), "\x1e".join(item.recipient), item.goods.category.value, item.stage.value)
        )
        flow += "\x1f" + ("dated" if item.when else "told")
        month = _month(counted)
        yield f"figure\x1f{flow}\x1f{month}", False
        for near in range(month - MONTHS, month + MONTHS + 1):
            yield f"figure\x1f{flow}\x1f{near}", True
    for side, names, goods, figure, month in halves(item):
        shared = "\x1f".join(("party", side, "\x1e".join(names), goods, item.stage.value, f"{figure:g}"))
        yield f"{shared}\x1f{month}", False
        for near in (month - 1, month, month + 1):
            yield f"{shared}\x1f{near}", True


def tied_by_flow(a: TransferItem, b: TransferItem, told: tuple[Days | None, Days | None]) -> bool:
    """Whether one of two transfers denies the other, or both give figures, or name parties, that cannot both hold. `told`
    are the days on which they were told.
    """
    if (a.factuality is Factuality.DENIED) != (b.factuality is Factuality.DENIED):
        if a.factuality is Factuality.DENIED:
            return answers(a, b, told)
        return answers(b, a, (told[1], told[0]))
    (one, first), (two, second) = sorted(((a, told[0]), (b, told[1])), key=lambda pair: pair[0].ref)
    return rival_conflict(one, two, (), lambda item: item.ref, one_page=False, told=(first, second)) is not None


def _month(days: Days) -> int:
    first = date.fromordinal(days[0])
    return first.year * 12 + first.month

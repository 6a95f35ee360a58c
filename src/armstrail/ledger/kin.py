"""What keeps records of a kind apart whatever else is known of them, and which links hold only for a time.

Grouping asks this of marks, the few cells that it depends on, so that a large group is held against a newcomer mark by
mark, and not record by record.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple, Protocol

from armstrail.ledger.compare import ALIKE, RECALLED, SAME_WORDS, elsewhere, others, same_speaker, times_apart, width
from armstrail.ledger.digest import AnyItem, Days, EventItem, StatementItem
from armstrail.records import Act, Quote

__all__ = ["EVENT_KIN", "STATEMENT_KIN", "Dated", "Kin"]


class Dated(Protocol):
    """A record with the day of its page."""

    @property
    def item(self) -> AnyItem:
        """The record."""
        ...

    @property
    def published(self) -> Days | None:
        """When the earliest page that has it was published."""
        ...


def _any_day(record: Dated) -> int | None:
    """No day: for records whose links hold whenever they were told."""
    del record
    return None


class Kin(NamedTuple):
    """What keeps two records of a kind apart that stand neither on one page nor in one text."""

    mark: Callable[[Dated], Hashable]
    """The cells that it depends on."""
    clash: Callable[[Dated, Dated], bool]
    """Whether two records may contradict each other, from these cells alone."""
    passing: frozenset[str] = frozenset()
    """The rules that make two records one only where they were told at one time."""
    day: Callable[[Dated], int | None] = _any_day
    """The day on which a record was told, as an ordinal; None where it is not known to `RECALLED` days."""


def _statement_mark(record: Dated) -> Hashable:
    item = record.item
    if not isinstance(item, StatementItem):
        return item.ref
    speaker = (item.speaker.name, item.speaker.kind) if item.speaker else None
    direct, denies = item.quote is Quote.DIRECT, item.act is Act.DENY
    return speaker, item.voice.key, denies, direct, item.said, record.published


def _statements_clash(a: Dated, b: Dated) -> bool:
    one, two = a.item, b.item
    if not isinstance(one, StatementItem) or not isinstance(two, StatementItem):
        return True
    denied = (one.act is Act.DENY) != (two.act is Act.DENY)
    return denied or times_apart(one, two, (a.published, b.published)) or not same_speaker(one, two)


def _statement_day(record: Dated) -> int | None:
    told = (record.item.said if isinstance(record.item, StatementItem) else None) or record.published
    return told[0] if told is not None and width(told) <= RECALLED else None


def _event_mark(record: Dated) -> Hashable:
    item = record.item
    if not isinstance(item, EventItem):
        return item.ref
    return item.type, item.factuality, item.participants, item.when, item.place, item.target


def _events_clash(a: Dated, b: Dated) -> bool:
    one, two = a.item, b.item
    if not isinstance(one, EventItem) or not isinstance(two, EventItem):
        return True
    return others(one, two) is not None or elsewhere(one, two) is not None


STATEMENT_KIN = Kin(_statement_mark, _statements_clash, frozenset((SAME_WORDS, ALIKE)), _statement_day)
EVENT_KIN = Kin(_event_mark, _events_clash)

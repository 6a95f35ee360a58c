"""Which facts stand on a page of a list, and how many there are."""

from __future__ import annotations

from sqlalchemy import Connection

from armstrail.ledger.store.filters import BESIDE, MANY, Filter, chosen
from armstrail.ledger.store.sets import Sets, newest


class Total(int):
    """How many there are; `more` tells that there are more than this, which would take too long to count."""

    more: bool = False

    @classmethod
    def at_least(cls, count: int) -> Total:
        """More than `count`."""
        made = cls(count)
        made.more = True
        return made

    def __format__(self, spec: str) -> str:
        return f"{'more than ' if self.more else ''}{int(self):{spec}}"

    def __str__(self) -> str:
        return format(self)


def listed(
    connection: Connection,
    kind: str,
    wanted: Filter,
    *,
    sort: str,
    limit: int | None,
    offset: int,
    whole: bool = False,
) -> tuple[list[int], Total]:
    """The numbers of the facts of a kind that a filter lets through, sorted and cut, and how many there are in all. What is
    equal in the order comes newest in the store first.

    Of more than `MANY` facts found by words alone, and of more than `BESIDE` where something else is asked for as well,
    the newest in the store are looked at, but all where the list is wanted `whole`.
    """
    most = MANY if wanted == Filter(search=wanted.search) else BESIDE
    found, more = chosen(connection, kind, wanted, most=None if whole else most)
    total = Total.at_least(len(found)) if more else Total(len(found))
    sets = Sets(connection, kind)
    if sort == "date":
        return sets.by_day(found, limit, offset), total
    if sort == "new":
        return newest(found, limit, offset), total
    return sets.by_figure(sort, found, limit, offset, most=sort != "grade"), total

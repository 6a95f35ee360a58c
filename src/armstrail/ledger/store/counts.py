"""Counting over the register: parties, flows between them, facts by month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pyroaring import BitMap
from sqlalchemy import Connection

from armstrail.ledger.store.filters import Filter, chosen
from armstrail.ledger.store.sets import YEAR, Sets
from armstrail.records import Factuality


@dataclass(frozen=True, slots=True)
class Flow:
    """Goods of one category from one party to another, over all transfers that are not denials.

    `voices` counts the independent voices that assert or suspect any of the `facts` transfers; `contested` how many of
    the transfers somebody denies.
    """

    supplier: str
    recipient: str
    category: str
    facts: int
    voices: int
    contested: int


@dataclass(frozen=True, slots=True)
class Unflown:
    """Transfers that make no flow: those that are no denials and name no supplier, no recipient, or neither (which the
    first two do not count), and those that are known as denied alone.
    """

    no_supplier: int
    no_recipient: int
    neither: int
    denied: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A place as events name it, and how many do."""

    name: str
    facts: int


def parties(connection: Connection, limit: int) -> list[tuple[str, int]]:
    """The parties that most transfers name as supplier or recipient."""
    sets = Sets(connection, "transfer")
    found: Counter[str] = Counter()
    for role in ("supplier", "recipient"):
        found.update({name: len(members) for name, members in sets.each(role).items() if name})
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))[:limit]


def flows(connection: Connection, wanted: Filter, limit: int) -> tuple[list[Flow], int]:
    """The flows of the transfers that a filter lets through, and how many there are in all."""
    sets = Sets(connection, "transfer")
    among = chosen(connection, "transfer", wanted)[0] - sets.one("factuality", Factuality.DENIED.value)
    suppliers, recipients, goods = (_within(sets, role, among) for role in ("supplier", "recipient", "category"))
    made: list[tuple[str, str, str, BitMap]] = []
    of: dict[int, list[int]] = {}
    for supplier, supplied in suppliers.items():
        for recipient, received in recipients.items():
            if not (route := supplied & received):
                continue
            for category, here in goods.items():
                if members := route & here:
                    for number in members:
                        of.setdefault(number, []).append(len(made))
                    made.append((supplier, recipient, category, members))
    voices = [0] * len(made)
    flown = among & BitMap(of)
    for carried in sets.each("carrier").values():
        for flow in {flow for number in carried & flown for flow in of[number]}:
            voices[flow] += 1
    denied = sets.one("denied", "1")
    found = [
        Flow(supplier, recipient, category, len(members), count, members.intersection_cardinality(denied))
        for (supplier, recipient, category, members), count in zip(made, voices, strict=True)
    ]
    found.sort(key=lambda flow: (-flow.voices, -flow.facts, flow.supplier, flow.recipient, flow.category))
    return found[:limit], len(found)


def _within(sets: Sets, role: str, among: BitMap) -> dict[str, BitMap]:
    """Of some facts those that have each value of a field; values that none of them has are left out, as is no value."""
    found = ((value, among & members) for value, members in sets.each(role).items() if value)
    return {value: members for value, members in found if members}


def unflown(connection: Connection, wanted: Filter) -> Unflown:
    """The transfers that a filter lets through and that `flows` leaves out."""
    sets = Sets(connection, "transfer")
    among, denied = chosen(connection, "transfer", wanted)[0], sets.one("factuality", Factuality.DENIED.value)
    supplied, received = ((among - denied) & sets.one(role, "") for role in ("supplier", "recipient"))
    return Unflown(
        no_supplier=len(supplied - received),
        no_recipient=len(received - supplied),
        neither=len(supplied & received),
        denied=len(among & denied),
    )


def places(connection: Connection, wanted: Filter, limit: int) -> tuple[list[Placed], int]:
    """The places of the events that a filter lets through, those of most events first, and how many there are in all."""
    among = chosen(connection, "event", wanted)[0]
    named = Sets(connection, "event").each("place").items()
    counted = [(name, among.intersection_cardinality(members)) for name, members in named if name]
    found = [Placed(name, count) for name, count in counted if count]
    found.sort(key=lambda one: (-one.facts, one.name))
    return found[:limit], len(found)


def months(connection: Connection, kind: str, wanted: Filter) -> list[tuple[str | None, int]]:
    """How many facts begin in each month, in order; None counts those without a date."""
    sets = Sets(connection, kind)
    among = chosen(connection, kind, wanted)[0]
    found = [(month, among.intersection_cardinality(members)) for month, members in sets.months().items()]
    undated = among.intersection_cardinality(sets.one(YEAR, ""))
    dated = sorted((month, count) for month, count in found if count)
    return [*([(None, undated)] if undated else []), *dated]

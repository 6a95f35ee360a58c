"""Counting over the register: parties, flows between them, facts by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, case, distinct, func, select, type_coerce

from armstrail.ledger.store import schema
from armstrail.ledger.store.facts import Filter, conditions, without_party
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
    party = schema.fact_party.c
    number = func.count().label("facts")
    rows = (
        select(party.party, number)
        .where(party.role.in_(("supplier", "recipient")))
        .group_by(party.party)
        .order_by(number.desc(), party.party)
        .limit(limit)
    )
    return [(name, count) for name, count in connection.execute(rows)]


def flows(connection: Connection, wanted: Filter, limit: int) -> tuple[list[Flow], int]:
    """The flows of the transfers that a filter lets through, and how many there are in all."""
    fact = schema.fact.c
    supplier, recipient, carrier = (schema.fact_party.alias(name) for name in ("supplier", "recipient", "carrier"))
    voices = func.count(distinct(carrier.c.party)).label("voices")
    facts = func.count(distinct(fact.number)).label("facts")
    rows = (
        select(
            supplier.c.party,
            recipient.c.party,
            fact.category,
            facts,
            voices,
            func.count(distinct(case((fact.denied, fact.number)))),
        )
        .select_from(schema.fact)
        .join(supplier, (supplier.c.fact == fact.number) & (supplier.c.role == "supplier"))
        .join(recipient, (recipient.c.fact == fact.number) & (recipient.c.role == "recipient"))
        .outerjoin(carrier, (carrier.c.fact == fact.number) & (carrier.c.role == "carrier"))
        .where(
            fact.kind == "transfer",
            fact.factuality != Factuality.DENIED.value,
            *conditions(connection, wanted),
        )
        .group_by(supplier.c.party, recipient.c.party, fact.category)
        .order_by(voices.desc(), facts.desc(), supplier.c.party, recipient.c.party, fact.category)
    )
    found = [Flow(*row) for row in connection.execute(rows)]
    return found[:limit], len(found)


def unflown(connection: Connection, wanted: Filter) -> Unflown:
    """The transfers that a filter lets through and that `flows` leaves out."""
    fact = schema.fact.c
    supplied, received = (without_party(role) for role in ("supplier", "recipient"))
    denied = fact.factuality == Factuality.DENIED.value
    kinds = [
        (~denied & supplied & ~received),
        (~denied & received & ~supplied),
        (~denied & supplied & received),
        denied,
    ]
    rows = select(*(func.count(case((one, 1))) for one in kinds)).where(
        fact.kind == "transfer", *conditions(connection, wanted)
    )
    found = connection.execute(rows).one()
    return Unflown(no_supplier=found[0], no_recipient=found[1], neither=found[2], denied=found[3])


def places(connection: Connection, wanted: Filter, limit: int) -> tuple[list[Placed], int]:
    """The places of the events that a filter lets through, those of most events first, and how many there are in all."""
    fact, place = schema.fact.c, schema.fact_party.c
    number = func.count().label("facts")
    rows = (
        select(place.party, number)
        .select_from(schema.fact)
        .join(schema.fact_party, (place.fact == fact.number) & (place.role == "place"))
        .where(fact.kind == "event", *conditions(connection, wanted, "event"))
        .group_by(place.party)
        .order_by(number.desc(), place.party)
    )
    found = [Placed(*row) for row in connection.execute(rows)]
    return found[:limit], len(found)


def months(connection: Connection, kind: str, wanted: Filter) -> list[tuple[str | None, int]]:
    """How many facts begin in each month, in order; None counts those without a date."""
    start = schema.fact.c.start
    if connection.dialect.name == "sqlite":  # where a day is text
        month: ColumnElement[Any] = func.substr(type_coerce(start, String), 1, 7)
    else:
        month = func.to_char(start, "YYYY-MM")
    rows = (
        select(month, func.count())
        .where(schema.fact.c.kind == kind, *conditions(connection, wanted, kind))
        .group_by(month)
    )
    found: list[tuple[str | None, int]] = [(name, count) for name, count in connection.execute(rows)]
    return sorted(found, key=lambda one: one[0] or "")

"""Who supplies what to whom."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from armstrail.records.base import Record, Span, When


class Category(StrEnum):
    """What is supplied."""

    ARMS = "arms"
    AMMUNITION = "ammunition"
    SMALL_ARMS = "small_arms"
    ARTILLERY = "artillery"
    MISSILES = "missiles"
    AIR_DEFENCE = "air_defence"
    DRONES = "drones"
    AIRCRAFT = "aircraft"
    ARMOURED_VEHICLES = "armoured_vehicles"
    SHIPS = "ships"
    EXPLOSIVES = "explosives"
    SENSORS = "sensors"
    SATELLITES = "satellites"
    NUCLEAR = "nuclear"
    MACHINE_TOOLS = "machine_tools"
    SEMICONDUCTORS = "semiconductors"
    DUAL_USE = "dual_use"
    TECHNOLOGY = "technology"
    FUEL = "fuel"
    FUNDS = "funds"
    TRAINING = "training"
    PERSONNEL = "personnel"
    SUPPORT = "support"
    OTHER = "other"


class Goods(Record):
    """The goods as the page names them, and their category."""

    text: str
    category: Category


class Bound(StrEnum):
    """How a figure is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


class Quantity(Record):
    """A count of goods; for `between`, `value` is the lower end and `high` the upper."""

    value: int | float
    unit: str | None
    bound: Bound
    high: int | float | None = None
    cumulative: bool = Field(default=False, description="counted from a beginning up to a day ('since August')")


class Stage(StrEnum):
    """How far a transfer has come."""

    SOUGHT = "sought"
    AGREED = "agreed"
    TRANSFERRED = "transferred"


class Factuality(StrEnum):
    """Whether it is said to be so."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    DENIED = "denied"


class Transfer(Record):
    """Who supplies what to whom. Parties are ISO 3166-1 alpha-3 codes, or names where it is no state."""

    id: str
    supplier: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    goods: Goods
    quantity: Quantity | None = None
    when: When | None = None
    stage: Stage
    factuality: Factuality
    asserted_by: str | None = Field(
        default=None, description="who asserts, suspects or denies it; null: the page itself"
    )
    statement: str | None = None
    evidence: tuple[Span, ...] = Field(min_length=1)

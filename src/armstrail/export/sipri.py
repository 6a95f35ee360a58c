"""Transfers as CSV in the shape of the trade register of the SIPRI Arms Transfers Database, with their evidence beside.

The first seventeen columns have that register's names and conventions: ".." where the pages do not say, "Yes" under "is
estimate" where a figure or year is uncertain, an asterisk behind a party that is no state and two behind an organisation
of states. A cell is empty where only SIPRI itself can fill it (its id, the trend-indicator values) or where its scheme
has no such value (a category of armament for ammunition). The columns after that say what that register does not: stage,
factuality, who says so and who denies it, on how many origins, and which words.

Source: SIPRI, "Sources and methods" of the Arms Transfers Database, and the header of its CSV download.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from armstrail.export.cells import guard_formula
from armstrail.export.evidence import words_of
from armstrail.export.goods_codes import codes, counts_goods, designation
from armstrail.export.manifest import Omission
from armstrail.export.parties import kind_of, name_of
from armstrail.export.selection import Pages, Selection
from armstrail.ledger.facts import Conflict, TransferFact, Voice
from armstrail.records import Bound, Category, Factuality, Quantity, Stage, When

REGISTER = (
    "SIPRI AT Database ID",
    "Supplier",
    "Recipient",
    "Designation",
    "Description",
    "Armament category",
    "Order date",
    "Order date is estimate",
    "Numbers delivered",
    "Numbers delivered is estimate",
    "Delivery year",
    "Delivery year is estimate",
    "Status",
    "SIPRI estimate",
    "TIV deal unit",
    "TIV delivery values",
    "Local production",
)
"""The columns of the register, in its order."""

OWN = (
    "id",
    "supplier_codes",
    "recipient_codes",
    "goods",
    "category",
    "unroca_category",
    "control_candidates",
    "hs_candidates",
    "quantity",
    "quantity_high",
    "quantity_unit",
    "quantity_bound",
    "quantity_cumulative",
    "when_start",
    "when_end",
    "stage",
    "factuality",
    "asserted_by",
    "suspected_by",
    "denied_by",
    "independent_origins",
    "origins",
    "credibility",
    "credibility_reason",
    "reliability",
    "conflicts",
    "review",
    "made_by_hand",
    "pages",
    "evidence_ids",
    "evidence",
)
"""The columns that the register does not have. `evidence` is a JSON list, so that the words stay as they are."""

UNKNOWN = ".."
NOT_OURS = ""

_ARMAMENT = {
    Category.ARMS: UNKNOWN,
    Category.ARTILLERY: "Artillery",
    Category.MISSILES: "Missiles",
    Category.AIR_DEFENCE: "Air defence systems",
    Category.DRONES: "Aircraft",
    Category.AIRCRAFT: "Aircraft",
    Category.ARMOURED_VEHICLES: "Armoured vehicles",
    Category.SHIPS: "Ships",
    Category.SENSORS: "Sensors",
    Category.SATELLITES: "Satellites",
}
"""The register's categories of armament. What is missing here lies outside what it counts."""

_STARS = {"state": "", "organisation": "**", "other": "*", "unknown": "*"}


def rows(selection: Selection, pages: Pages) -> Iterator[dict[str, str]]:
    """A row for each transfer that no analyst has rejected, unguarded: by supplier, recipient, category and days."""
    conflicts = {one.id: one for one in selection.conflicts}
    for fact in sorted(selection.transfers, key=_place):
        if fact.review.status != "rejected":
            own = [conflicts[name] for name in fact.conflicts if name in conflicts]
            yield {**_register(fact, own), **_own(fact, own, pages)}


def lines(selection: Selection, pages: Pages) -> Iterator[str]:
    """The lines of the file, the header first; each ends with a line feed."""
    yield _line((*REGISTER, *OWN))
    for row in rows(selection, pages):
        yield _line([guard_formula(row[column]) for column in (*REGISTER, *OWN)])


def omissions(selection: Selection) -> list[Omission]:
    """What the file does not carry."""
    rejected = sum(fact.review.status == "rejected" for fact in selection.transfers)
    outside = sum(
        fact.goods.category not in _ARMAMENT and fact.review.status != "rejected" for fact in selection.transfers
    )
    found = [
        Omission(
            what="columns SIPRI AT Database ID, SIPRI estimate, TIV deal unit, TIV delivery values",
            why="only SIPRI gives them",
        ),
        Omission(what="columns Status, Local production", why="not read from pages; '..' throughout"),
    ]
    for count, what, why in (
        (outside, "armament categories", "the register's scheme has none for such goods; column category has ours"),
        (rejected, "transfers", "an analyst rejected them"),
        (len(selection.statements), "statements", "the register holds transfers only"),
        (len(selection.events), "events", "the register holds transfers only"),
        (len(selection.violations), "violations", "the register holds transfers only"),
        (len(selection.decisions), "decisions", "only their outcome stands in column review; jsonl has them all"),
    ):
        if count:
            found.append(Omission(what=what, count=count, why=why))
    return found


# ---------------------------------------------------------------- the register's columns
def _register(fact: TransferFact, conflicts: Sequence[Conflict]) -> dict[str, str]:
    disputed = {one.field for one in conflicts}
    doubtful_date = "when" in disputed or bool(fact.dated_by) or fact.factuality is Factuality.POSSIBLE
    ordered = _year(fact.when) if fact.stage is Stage.AGREED and fact.factuality is not Factuality.DENIED else UNKNOWN
    delivered = fact.stage is Stage.TRANSFERRED and fact.factuality is not Factuality.DENIED
    year = _year(fact.when) if delivered else UNKNOWN
    number = _number(fact.quantity, fact) if delivered else UNKNOWN
    doubtful_number = "quantity" in disputed or fact.factuality is Factuality.POSSIBLE
    return {
        **dict.fromkeys(REGISTER, NOT_OURS),
        "Supplier": _parties(fact.supplier, "supplier"),
        "Recipient": _parties(fact.recipient, "recipient"),
        "Designation": designation(fact.goods) or UNKNOWN,
        "Description": fact.goods.text,
        "Armament category": _ARMAMENT.get(fact.goods.category, NOT_OURS),
        "Order date": ordered,
        "Order date is estimate": _estimate(ordered, doubtful_date),
        "Numbers delivered": number,
        "Numbers delivered is estimate": _estimate(
            number, doubtful_number or (fact.quantity is not None and fact.quantity.bound is not Bound.EXACT)
        ),
        "Delivery year": year,
        "Delivery year is estimate": _estimate(year, doubtful_date),
        "Status": UNKNOWN,
        "Local production": UNKNOWN,
    }


def _place(fact: TransferFact) -> tuple[str, ...]:
    """Where a transfer stands among the rows; undated ones last."""
    days = (fact.when.start.isoformat(), fact.when.end.isoformat()) if fact.when else ("~", "~")
    names = (_parties(fact.supplier, "supplier"), _parties(fact.recipient, "recipient"))
    return *names, fact.goods.category.value, *days, fact.id


def _parties(parties: Sequence[str], role: str) -> str:
    named = [f"{name_of(party)}{_STARS[kind_of(party)]}" for party in parties]
    return "; ".join(named) or f"unknown {role}(s)"


def _year(when: When | None) -> str:
    """The year, where the days lie in one: which of several it was is not for a program to choose."""
    return str(when.start.year) if when and when.start.year == when.end.year else UNKNOWN


def _number(quantity: Quantity | None, fact: TransferFact) -> str:
    """The figure, where it counts the goods: containers and tonnes stand in the columns of our own."""
    if quantity is None or not counts_goods(quantity.unit, fact.goods):
        return UNKNOWN
    return _figure(quantity.value)


def _estimate(cell: str, doubtful: bool) -> str:
    return UNKNOWN if cell == UNKNOWN else "Yes" if doubtful else "No"


def _figure(value: int | float | None) -> str:
    return "" if value is None else str(int(value)) if value == int(value) else str(value)


# ---------------------------------------------------------------- our own columns
def _own(fact: TransferFact, conflicts: Sequence[Conflict], pages: Pages) -> dict[str, str]:
    known = codes(fact.goods)
    figure = fact.quantity
    evidence = list(words_of(fact, pages))
    return {
        "id": fact.id,
        "supplier_codes": _joined(fact.supplier),
        "recipient_codes": _joined(fact.recipient),
        "goods": fact.goods.text,
        "category": fact.goods.category.value,
        "unroca_category": known.unroca,
        "control_candidates": known.control,
        "hs_candidates": known.hs,
        "quantity": _figure(figure.value) if figure else "",
        "quantity_high": _figure(figure.high) if figure else "",
        "quantity_unit": (figure.unit or "") if figure else "",
        "quantity_bound": figure.bound.value if figure else "",
        "quantity_cumulative": ("Yes" if figure.cumulative else "No") if figure else "",
        "when_start": fact.when.start.isoformat() if fact.when else "",
        "when_end": fact.when.end.isoformat() if fact.when else "",
        "stage": fact.stage.value,
        "factuality": fact.factuality.value,
        "asserted_by": _named(fact.voices.asserts),
        "suspected_by": _named(fact.voices.suspects),
        "denied_by": _named(fact.voices.denies),
        "independent_origins": str(len(fact.origins)),
        "origins": _joined(fact.origins),
        "credibility": str(fact.grade),
        "credibility_reason": fact.grade_reason,
        "reliability": fact.reliability,
        "conflicts": _joined(_conflict(one) for one in conflicts),
        "review": fact.review.status,
        "made_by_hand": _joined(f"{one.page}:{one.id} by {one.who} on {one.made.date()}" for one in fact.made_by),
        "pages": _joined(dict.fromkeys(member.page for member in fact.members)),
        "evidence_ids": _joined(f"{member.page}:{member.id}" for member in fact.members),
        "evidence": json.dumps(
            [
                {"page": one.page, "record": one.record, "start": one.start, "end": one.end, "words": one.words}
                for one in evidence
            ],
            ensure_ascii=False,
        ),
    }


def _named(voices: Iterable[Voice]) -> str:
    return _joined("the text itself" if one.key.startswith("origin:") else one.name for one in voices)


def _conflict(one: Conflict) -> str:
    values = " / ".join(
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in one.values
    )
    return f"{one.field}: {values}{f' ({one.reason})' if one.reason else ''}"


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()

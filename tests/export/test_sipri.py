"""The CSV in the shape of the SIPRI register: its names, its conventions, and every row's evidence."""

from __future__ import annotations

import csv
import json

import pytest

from armstrail.export import sipri
from armstrail.export.selection import Pages, Selection

Rows = dict[str, dict[str, str]]

HEADER = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order date is estimate,"
    "Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,SIPRI estimate,"
    "TIV deal unit,TIV delivery values,Local production"
)


@pytest.fixture
def rows(selection: Selection, pages: Pages) -> Rows:
    """The rows as a reader of CSV has them, by the first record that they rest on."""
    read = csv.DictReader("".join(sipri.lines(selection, pages)).splitlines(keepends=True))
    return {row["evidence_ids"].split(";")[0]: row for row in read}


def test_the_header_begins_like_the_register(selection: Selection, pages: Pages) -> None:
    """The seventeen names of the register, in its order, then our own."""
    assert next(sipri.lines(selection, pages)).startswith(HEADER + ",id,")


def test_an_asserted_delivery(rows: Rows) -> None:
    """Names, weapon, number and year stand in the register's columns; what only SIPRI gives is empty."""
    row = rows["tanks:t1"]
    assert (row["Supplier"], row["Recipient"]) == ("Czechia", "Lithuania")
    assert (row["Designation"], row["Armament category"]) == ("Leopard 2", "Armoured vehicles")
    assert (row["Numbers delivered"], row["Numbers delivered is estimate"]) == ("14", "Yes")
    assert (row["Delivery year"], row["Delivery year is estimate"]) == ("2022", "No")
    assert (row["Order date"], row["Order date is estimate"], row["Status"]) == ("..", "..", "..")
    assert row["TIV deal unit"] == row["TIV delivery values"] == row["SIPRI AT Database ID"] == ""
    assert (row["independent_origins"], row["reliability"], row["review"]) == ("2", "C", "confirmed")
    assert row["conflicts"].startswith("quantity: 14 / 16")


def test_what_is_unknown_stays_unknown(rows: Rows) -> None:
    """No supplier is said so; a figure of boxes is no number of goods; a time over two years is no year."""
    assert rows["denied:t2"]["Supplier"] == "unknown supplier(s)"
    boxes = rows["shells:t1"]
    assert (boxes["Numbers delivered"], boxes["quantity"], boxes["quantity_unit"]) == ("..", "300", "containers")
    assert (boxes["Delivery year"], boxes["when_start"], boxes["when_end"]) == ("..", "2022-11-01", "2023-02-01")
    assert boxes["Recipient"] == "Houthis*"
    assert boxes["Armament category"] == ""


def test_a_denied_delivery_delivers_nothing(rows: Rows) -> None:
    """The row stands, with its denial, and no number or year of delivery."""
    row = rows["denied:t1"]
    assert (row["factuality"], row["Numbers delivered"], row["Delivery year"]) == ("denied", "..", "..")
    assert row["denied_by"] == "Ghana"  # its spokesman speaks for it
    assert "Ghana" in rows["claimed:t1"]["denied_by"]


def test_every_row_carries_its_words(rows: Rows, pages: Pages) -> None:
    """The words of each row's evidence are those that stand at its offsets."""
    for row in rows.values():
        evidence = json.loads(row["evidence"])
        assert evidence
        for one in evidence:
            assert pages[one["page"]].text[one["start"] : one["end"]] == one["words"]


def test_a_cell_is_never_a_formula(rows: Rows) -> None:
    """Words of a page that a spreadsheet would run stand as text."""
    assert rows["shells:t1"]["Description"] == "'=HYPERLINK shells"


def test_rows_stand_by_supplier_and_recipient(rows: Rows) -> None:
    """The order is a reader's, not that of ids."""
    pairs = [(row["Supplier"], row["Recipient"]) for row in rows.values()]
    assert pairs == sorted(pairs)


def test_what_is_left_out_is_said(selection: Selection, rows: Rows) -> None:
    """A rejected transfer is not in the register, and counted."""
    assert "claimed:t2" not in rows
    left_out = {one.what: one.count for one in sipri.omissions(selection)}
    assert left_out["transfers"] == 1
    assert left_out["statements"] == len(selection.statements) > 0

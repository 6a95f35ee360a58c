"""Parquet: every record comes back equal, and other readers find the columns."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet as arrow_parquet

from armstrail.export import parquet
from armstrail.export.arrow import fields_of, model_row, row_of
from armstrail.export.plover import PLOVER
from armstrail.export.selection import Pages, Selection
from armstrail.ledger.facts import Conflict, Decision, Judgement, Side
from armstrail.records import Act, Member


@pytest.mark.parametrize("table", parquet.TABLES)
def test_records_come_back_equal(selection: Selection, pages: Pages, tmp_path: Path, table: str) -> None:
    """What is read from a table equals what was written, field by field and in order."""
    parquet.write(selection, pages, tmp_path)

    read = parquet.read(tmp_path, table)
    assert read == list(getattr(selection, table))
    assert [one.model_dump_json() for one in read] == [one.model_dump_json() for one in getattr(selection, table)]


def test_values_of_any_type_come_back_equal(tmp_path: Path) -> None:
    """Values of conflicts and of corrected cells may be figures, texts, lists or structures."""
    member = Member(page="p", id="t1")
    values = (14, "16", ["RUS"], {"start": "2022-01-01", "end": "2022-12-31"}, 2.5, None)
    records = [
        Conflict(
            id="c1",
            between=(member, member),
            field="when",
            values=values,
            sides=tuple(Side(value=value, members=(member,)) for value in values),
            facts=("t-1",),
        ),
        Decision(
            id="d1", judgement=Judgement.CORRECT, about=(member,), field="quantity", value={"value": 3, "unit": None},
            who="ana", made=datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC), why="so",
        ),
    ]  # fmt: skip
    for record in records:
        table = pa.Table.from_pylist([row_of(record)], schema=pa.schema(fields_of(type(record))))
        (row,) = table.to_pylist()
        assert type(record).model_validate(model_row(type(record), row)) == record


def test_other_readers_find_columns_and_words(selection: Selection, pages: Pages, tmp_path: Path) -> None:
    """Lists, structures and dates are such, and the evidence has its words."""
    written, _ = parquet.write(selection, pages, tmp_path)

    table = arrow_parquet.read_table(tmp_path / "transfers.parquet")
    assert table.schema.field("supplier").type == pa.list_(pa.string())
    assert table.schema.field("when").type.field("start").type == pa.date32()
    assert table.column("grade").to_pylist() == [fact.grade for fact in selection.transfers]
    evidence = arrow_parquet.read_table(tmp_path / "evidence.parquet").to_pylist()
    assert evidence
    for row in evidence:
        assert pages[row["page"]].text[row["start"] : row["end"]] == row["words"]
    assert {file.name: file.rows for file in written}["transfers.parquet"] == len(selection.transfers)
    stored = arrow_parquet.read_table(tmp_path / "pages.parquet").to_pylist()
    assert [row["sha256"] for row in stored] == [pages[name].sha256 for name in selection.pages]


def test_statements_carry_the_plover_category_of_their_act(selection: Selection, pages: Pages, tmp_path: Path) -> None:
    """Every act has a category, a denial REJECT and an accusation ACCUSE, and each row has that of its statement."""
    assert set(PLOVER) == set(Act)
    assert (PLOVER[Act.DENY], PLOVER[Act.ACCUSE], PLOVER[Act.URGE]) == ("REJECT", "ACCUSE", "REQUEST")
    parquet.write(selection, pages, tmp_path)
    table = arrow_parquet.read_table(tmp_path / "statements.parquet")
    assert table.column("plover").to_pylist() == [PLOVER[fact.act] for fact in selection.statements]
    assert len(selection.statements) > 0

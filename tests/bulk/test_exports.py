"""The tables of a run fit the record types, whatever these hold."""

from __future__ import annotations

import pyarrow as pa
import pytest

from armstrail.bulk.tables import KINDS, RECORDS


@pytest.mark.parametrize("kind", list(RECORDS))
def test_every_field_of_a_record_has_its_column(kind: str) -> None:
    """No field of the contract is left out of its table, and none is made up."""
    assert KINDS[kind].names == ["page", *RECORDS[kind].model_fields]


def test_spans_and_dates_keep_their_shape() -> None:
    """Evidence is a list of pairs, a date an interval of days, goods a structure."""
    transfers = KINDS["transfers"]
    assert transfers.field("evidence").type == pa.list_(pa.list_(pa.int64()))
    assert transfers.field("supplier").type == pa.list_(pa.string())
    assert transfers.field("when").type.field("start").type == pa.date32()
    assert transfers.field("goods").type.field("category").type == pa.string()

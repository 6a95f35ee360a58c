"""What all records share: days and spans that make sense, no field unknown, nothing changed afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from armstrail.records import Goods, Skipped, Span, When

SPAN = TypeAdapter(Span)


@given(st.integers(-3, 50), st.integers(-3, 50))
def test_a_span_is_in_order_and_never_empty(start: int, end: int) -> None:
    """A span with `0 <= start < end` is taken as it is; every other pair is refused, with the pair named."""
    if 0 <= start < end:
        assert SPAN.validate_python((start, end)) == (start, end)
    else:
        with pytest.raises(ValidationError, match=rf"got \[{start}, {end}\]"):
            SPAN.validate_python((start, end))


@given(st.dates(), st.dates())
def test_days_are_in_order_and_come_back_from_json(start: date, end: date) -> None:
    """An interval's end is not before its start; its JSON form gives the same interval."""
    if end < start:
        with pytest.raises(ValidationError, match=f"{end} lies before its start {start}"):
            When(start=start, end=end)
    else:
        when = When(start=start, end=end)
        assert When.model_validate_json(when.model_dump_json()) == when


def test_a_field_that_no_record_has_is_refused() -> None:
    """A misspelt field is an error and not a value lost."""
    with pytest.raises(ValidationError, match="catgory"):
        Goods.model_validate({"text": "howitzers", "category": "artillery", "catgory": "arms"})


def test_a_record_cannot_be_changed() -> None:
    """What was read stays as it was read."""
    skipped = Skipped(span=(0, 4), reason="menu")
    with pytest.raises(ValidationError, match="frozen"):
        skipped.reason = "body"  # type: ignore[misc]  # what the test is about

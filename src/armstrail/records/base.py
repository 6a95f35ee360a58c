"""What all records share: frozen types with known fields, spans of a text, and days."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

CONTRACT_VERSION = "1"


def _ordered(span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    if not 0 <= start < end:
        raise ValueError(f"a span needs 0 <= start < end, got [{start}, {end}]")
    return span


Span = Annotated[tuple[int, int], AfterValidator(_ordered)]
"""`(start, end)` in code points of the page's text, end exclusive, never empty."""


class Record(BaseModel):
    """Base of all records: frozen, and strict about fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class When(Record):
    """A day, or an interval of days with both ends included."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> When:
        if self.end < self.start:
            raise ValueError(f"a date's end {self.end} lies before its start {self.start}")
        return self

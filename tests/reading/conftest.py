"""Fixtures for tests of reading: a text to its analysis, records in short forms that a test can state."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from armstrail.language import Analysis, analyse
from armstrail.reading.attribution import find_statements
from armstrail.reading.supply import find_transfers
from armstrail.records import Coverage, Page, Published, Transfer


def page_of(text: str, published: str | None = "2024-05-15") -> Page:
    """A page whose body is the text, one paragraph a line."""
    spans = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    day = Published.model_validate({"start": published, "end": published}) if published else None
    return Page(
        id="page",
        text=text,
        language="en",
        body=tuple(spans),
        published=day,
        sha256="0" * 64,
        coverage=Coverage(characters=len(text), read=len(text)),
    )


def analysis_of(text: str, published: str | None = "2024-05-15") -> Analysis:
    """The analysis of a text."""
    return analyse(page_of(text, published))


def short(transfer: Transfer) -> str:
    """For example `IRN>RUS drones transferred asserted`; a missing party is `?`."""
    supplier = "+".join(transfer.supplier) or "?"
    recipient = "+".join(transfer.recipient) or "?"
    return f"{supplier}>{recipient} {transfer.goods.category} {transfer.stage} {transfer.factuality}"


@pytest.fixture(scope="session")
def analysed() -> Callable[..., Analysis]:
    """A function from a text (one paragraph a line) and a day of publication to its analysis."""
    return analysis_of


@pytest.fixture(scope="session")
def transfers() -> Callable[..., list[Transfer]]:
    """A function from a text to its transfers, statements read first."""

    def run(text: str, published: str | None = "2024-05-15") -> list[Transfer]:
        analysis = analysis_of(text, published)
        return list(find_transfers(analysis, find_statements(analysis)))

    return run


@pytest.fixture(scope="session")
def flows(transfers: Callable[..., list[Transfer]]) -> Callable[..., list[str]]:
    """A function from a text to its transfers in short form, sorted."""

    def run(text: str, published: str | None = "2024-05-15") -> list[str]:
        return sorted({short(one) for one in transfers(text, published)})

    return run

"""What a person made from a passage names him in every export, and what was read names nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyarrow import parquet

from armstrail.export import webannotation
from armstrail.export.ftm.writing import write as write_ftm
from armstrail.export.parquet import write as write_parquet
from armstrail.export.selection import Pages, select
from armstrail.ledger.markings import marking_of
from armstrail.ledger.store import Store
from armstrail.page.source import Source
from armstrail.records import Annotation, Coverage

TEXT = "Lima has shipped 60 drones to N'Djamena.\nQuito may follow with rifles for Bamako.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A page from which nothing was read and on which Kim marked one transfer."""
    with Store(tmp_path / "hands.db", lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) as made:
        page = Annotation(
            id="drones", text=TEXT, sha256="0" * 64, coverage=Coverage(characters=len(TEXT), read=len(TEXT))
        )
        made.add(Source(id="drones", data=TEXT.encode(), media_type="text/plain"), page)
        cells = {"supplier": ["PER"], "recipient": ["TCD"], "goods": {"text": "drones", "category": "drones"},
                 "stage": "transferred", "factuality": "asserted"}  # fmt: skip
        marking = marking_of(page, "transfer", [(0, TEXT.index("."))], cells)
        made.make("drones", marking, who="Kim", why="the reader missed it")
        made.refresh()
        yield made


def test_an_annotation_names_its_creator(store: Store) -> None:
    """As the Web Annotation model has it: a person under `creator`, the moment under `created`."""
    pages = Pages(store)
    (one,) = json.loads("".join(webannotation.lines(select(store), pages)))["first"]["items"]

    assert one["creator"] == {"type": "Person", "name": "Kim"}
    assert one["created"] == "2026-01-02T03:04:05Z"


def test_parquet_names_who_marked_the_words(store: Store, tmp_path: Path) -> None:
    """Beside the words, and in the fact's own row."""
    write_parquet(select(store), Pages(store), tmp_path)
    (words,) = parquet.read_table(tmp_path / "evidence.parquet").to_pylist()
    (fact,) = parquet.read_table(tmp_path / "transfers.parquet").to_pylist()

    assert (words["made_by"], words["decision"]) == ("Kim", "d1")
    assert [hand["who"] for hand in fact["made_by"]] == ["Kim"]


def test_an_entity_names_who_made_its_record(store: Store, tmp_path: Path) -> None:
    """A summary says so; the statement behind it has the decision as its origin."""
    write_ftm(select(store), Pages(store), tmp_path)
    lines = (tmp_path / "statements.json").read_text(encoding="utf-8").splitlines()
    made = [row for row in map(json.loads, lines) if row["origin"] == "decision:d1"]

    assert {row["schema"] for row in made} == {"EconomicActivity", "UnknownLink"}
    assert {row["value"] for row in made} == {"record drones:w1 was made by Kim on 2026-01-02"}

"""FollowTheMoney: what its own library reads back, entity by entity and statement by statement."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("followthemoney", reason="the extra ftm is not installed")

from followthemoney import model
from followthemoney.dataset import Dataset
from followthemoney.proxy import EntityProxy
from followthemoney.statement import Statement, StatementEntity
from followthemoney.statement.serialize import read_path_statements
from tests.export.conftest import fill

from armstrail.export.ftm import writing
from armstrail.export.ftm.values import PROGRAM
from armstrail.export.selection import Pages, select
from armstrail.ledger.facts import Judgement
from armstrail.ledger.store import Store

SPAN = re.compile(r"sha256:([0-9a-f]{64})#char=(\d+),(\d+)")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the export of the store of hand-written pages, one cell corrected by an analyst."""
    folder = tmp_path_factory.mktemp("ftm")
    with fill(folder / "store.db") as store:
        fact = store.fact("shells:t1")
        assert fact is not None
        store.decide(
            Judgement.CORRECT, fact.members, who="ana", why="the ministry's paper", field="recipient", value=["YEM"],
            digest=store.evidence_digest(fact.members), target=fact.id,
        )  # fmt: skip
        store.refresh()
        _, omits = writing.write(select(store), Pages(store), folder)
        texts = {page.sha256: page.text for page in store.annotations()}
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    (folder / "omits.json").write_text(json.dumps({one.what: one.count for one in omits}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def entities(written: Path) -> dict[str, EntityProxy]:
    """The entities as the library reads them, every value cleaned anew."""
    lines = (written / writing.ENTITIES).read_text(encoding="utf-8").splitlines()
    found = [EntityProxy.from_dict(json.loads(line), cleaned=False) for line in lines]
    assert len({one.id for one in found}) == len(found)
    return {str(one.id): one for one in found}


@pytest.fixture(scope="module")
def statements(written: Path) -> list[Statement]:
    """The statements as the library reads them."""
    return list(read_path_statements(written / writing.STATEMENTS, "json"))


def of(entities: dict[str, EntityProxy], schema: str) -> list[EntityProxy]:
    return [one for one in entities.values() if one.schema.name == schema]


def test_every_entity_is_valid(written: Path, entities: dict[str, EntityProxy]) -> None:
    """The library finds no fault with any entity, cleaning changes no value, and required properties are there."""
    for line in (written / writing.ENTITIES).read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        schema = model.get(data["schema"])
        assert schema is not None
        assert schema.validate(data) is None
        entity = entities[data["id"]]
        assert "contentHash" in data["properties"] or data["schema"] != "Article"
        assert {name: sorted(values) for name, values in entity.properties.items()} == data["properties"]
        assert not [name for name in schema.required if not entity.has(name)]


def test_every_pointer_leads_to_an_entity_of_the_right_kind(entities: dict[str, EntityProxy]) -> None:
    """What a property of type entity holds is the id of an entity that its range allows."""
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert prop.range is not None
                assert entities[value].schema.is_a(prop.range), (entity.id, prop.name)


def test_statements_make_the_same_entities(statements: list[Statement], entities: dict[str, EntityProxy]) -> None:
    """Entities assembled from the statements by the library hold the values that the entity file holds."""
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        grouped[one.entity_id].append(one)
        if one.prop != Statement.BASE:
            schema = model.get(one.schema)
            assert schema is not None
            assert schema.properties[one.prop].validate([one.value]) is None
            assert one.id == one.generate_key()
    dataset = Dataset.make({"name": "armstrail"})
    assert set(grouped) == set(entities)
    for name, some in grouped.items():
        made = StatementEntity.from_statements(dataset, some)
        expected = {prop: sorted(values) for prop, values in entities[name].properties.items()}
        assert {prop: sorted(values) for prop, values in made.properties.items()} == expected


def test_every_statement_names_its_words(written: Path, statements: list[Statement]) -> None:
    """The origin is a span of a page in which the original value stands, a decision, or the program itself."""
    texts: dict[str, str] = json.loads((written / "texts.json").read_text(encoding="utf-8"))
    spans = 0
    for one in statements:
        assert one.origin
        if (span := SPAN.fullmatch(one.origin)) is None:
            assert one.origin == PROGRAM or one.origin.startswith("decision:")
            continue
        spans += 1
        words = texts[span[1]][int(span[2]) : int(span[3])]
        assert words == (one.original_value or one.value)
    assert spans > len(texts)
    carried = {(one.schema, one.prop) for one in statements if SPAN.fullmatch(one.origin or "")}
    assert {
        ("EconomicActivity", name) for name in ("sender", "receiver", "goodsDescription", "date", "proof")
    } <= carried


def test_a_transfer_is_an_activity_with_proof_and_a_link(entities: dict[str, EntityProxy]) -> None:
    """Sender, receiver, goods with their figure, both pages as proof; and an edge between the parties for graphs."""
    (tanks,) = (one for one in of(entities, "EconomicActivity") if "Leopard" in one.first("goodsDescription"))
    assert tanks.first("goodsDescription") == "Leopard 2 tanks (14 tanks)"
    assert tanks.get("sender") == ["armstrail-state-cze"]
    assert tanks.get("date") == ["2022"]
    assert sorted(entities[name].first("fileName") or "" for name in tanks.get("proof")) == ["tanks", "žetony 16"]
    assert "independent origins: 2" in (tanks.first("summary") or "")
    links = {pair for one in of(entities, "UnknownLink") for pair in one.edgepairs()}
    assert ("armstrail-state-cze", "armstrail-state-ltu") in links


def test_denied_sought_and_rejected_transfers_move_nothing(written: Path, entities: dict[str, EntityProxy]) -> None:
    """No activity stands for them; the manifest counts them; the denial stands with who denies."""
    omits: dict[str, Any] = json.loads((written / "omits.json").read_text(encoding="utf-8"))
    assert len(of(entities, "EconomicActivity")) == 3
    assert not any("frigates" in (one.first("goodsDescription") or "") for one in of(entities, "EconomicActivity"))
    assert sum(count for what, count in omits.items() if re.match("denied|sought|transfers that", what)) == 3
    (denial,) = (one for one in of(entities, "Event") if "denies" in one.get("keywords"))
    assert [entities[name].first("name") for name in denial.get("involved")] == ["Chidi Okoro"]


def test_an_allegation_is_a_risk_and_a_named_measure_a_sanction(entities: dict[str, EntityProxy]) -> None:
    """The alleged breach never becomes a sanction; the measure that was imposed does, on its target."""
    (risk,) = of(entities, "Risk")
    assert (risk.first("program"), risk.first("status")) == ("UN Security Council Resolution 2216", "alleged")
    assert risk.get("topics") == ["export.risk"]
    (sanction,) = of(entities, "Sanction")
    assert (sanction.first("program"), sanction.get("entity")) == ("Ninth Package", ["armstrail-state-irn"])


def test_who_takes_part_is_the_speaker_of_that_name(entities: dict[str, EntityProxy]) -> None:
    """States are public bodies, a name that speaks elsewhere is that person, and what nobody knows stays open."""
    (meeting,) = (one for one in of(entities, "Event") if "meeting" in one.get("keywords"))
    involved = {entities[name].first("name"): entities[name].schema.name for name in meeting.get("involved")}
    assert involved == {
        "Czechia": "PublicBody",
        "Latvia": "PublicBody",
        "Jana Novotna": "Person",
        "Egils Kalve": "LegalEntity",
    }
    (ministry,) = (one for one in entities.values() if one.first("name", quiet=True) == "Ministry of Defence of Latvia")
    assert (ministry.schema.name, ministry.get("country")) == ("PublicBody", ["lv"])


def test_a_corrected_value_names_its_decision(statements: list[Statement]) -> None:
    """What an analyst set is not given as the words of a page."""
    receivers = {
        one.value: one.origin for one in statements if one.schema == "EconomicActivity" and one.prop == "receiver"
    }
    assert receivers["armstrail-state-yem"] == "decision:d3"


def test_the_store_is_the_only_source(written: Path, tmp_path: Path) -> None:
    """The same store gives the same bytes again."""
    with Store(written / "store.db") as store:
        writing.write(select(store), Pages(store), tmp_path)
    for name in (writing.ENTITIES, writing.STATEMENTS):
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes()

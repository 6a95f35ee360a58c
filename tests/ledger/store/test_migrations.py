"""The migrations make exactly the tables that the code uses, both ways."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pyroaring import BitMap
from sqlalchemy import delete, insert, inspect, text

from armstrail.ledger.facts import EventFact
from armstrail.ledger.store import Store, schema
from armstrail.ledger.store import engine as opening
from armstrail.ledger.store.counts import Placed
from armstrail.ledger.store.facts import UNKNOWN, Filter
from armstrail.ledger.store.saving import add_facts
from armstrail.ledger.store.schema import metadata
from armstrail.records import EventType, Factuality, Member, When


def test_migrated_tables_equal_the_schema(database: str) -> None:
    """Nothing that schema.py says is missing from a migrated database, and nothing else is there."""
    engine = opening.open_engine(database)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _object, name, *_rest: not name.startswith("search")}
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_head_is_the_newest_migration() -> None:
    """HEAD, which spares a start of Alembic, names the newest file."""
    folder = Path(opening.__file__).parent / "migrations" / "versions"
    newest = max(path.stem for path in folder.glob("v*.py"))
    assert newest.startswith(f"v{opening.HEAD}_")


def test_down_and_up_again(database: str) -> None:
    """The migrations undo what they did."""
    engine = opening.open_engine(database)
    with engine.begin() as connection:
        before = set(inspect(connection).get_table_names())
        opening.migrate(connection, "base")
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
        opening.migrate(connection, "head")
        assert set(inspect(connection).get_table_names()) == before
    engine.dispose()


def test_places_are_found_in_a_store_made_before_the_map(database: str) -> None:
    """Facts that were written without their places get them when the store is next opened; those that have them keep them."""
    when = When(start=date(2026, 1, 2), end=date(2026, 1, 2))
    events = [
        EventFact(
            id=f"e-{number}", members=(Member(page="p", id=f"e{number}"),), type=EventType.MEETING, participants=("LTU",),
            place=place, when=when, factuality=Factuality.ASSERTED,
        )
        for number, place in enumerate(("Vilnius", "Kaunas", None, "Vilnius"))
    ]  # fmt: skip
    with Store(database) as store:
        with store.engine.begin() as connection:
            add_facts(connection, events, members=False)
        wanted = store.places(limit=9)
        with store.engine.begin() as connection:  # as they were: no rows, and all events without a place
            opening.migrate(connection, "0005")
            numbers = [number for (number,) in connection.execute(text("SELECT number FROM fact WHERE id < 'e-3'"))]
            for number in numbers:
                connection.execute(
                    text("DELETE FROM fact_party WHERE role = 'place' AND fact = :fact"), {"fact": number}
                )
            connection.execute(delete(schema.fact_set).where(schema.fact_set.c.field == "place"))
            sets = [("", BitMap(numbers)), ("Vilnius", BitMap([max(numbers) + 1]))]
            connection.execute(
                insert(schema.fact_set),
                [
                    {"kind": "event", "field": "place", "value": place, "members": some.serialize()}
                    for place, some in sets
                ],
            )
    with Store(database) as store:
        assert store.places(limit=9) == wanted == ([Placed("Vilnius", 2), Placed("Kaunas", 1)], 2)
        assert [fact.id for fact in store.facts("event", Filter(place=UNKNOWN))[0]] == ["e-2"]
        assert {fact.id for fact in store.facts("event", Filter(place="Vilnius"))[0]} == {"e-0", "e-3"}

"""Pages that come one by one find the origins that all of them at once give, and the store keeps the same of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, update

from armstrail.ledger.store import Store, keys, origins, prints, schema
from armstrail.ledger.store.shelf import Shelf
from armstrail.origin import OriginIndex, Print, Text, dump, print_of, rows_of
from armstrail.records import OriginGroup

STORIES = Path(__file__).parents[2] / "origin" / "stories"
PAGES = 44
NOW = datetime(2026, 1, 2, tzinfo=UTC)
BACKGROUND = (
    "The two countries have had no treaty on arms since the war that ended in the spring of 1975.",
    "More than four hundred tonnes of rice were sent to the islands last year, the agency has said.",
)


def crowd(rng: random.Random) -> list[Print]:
    """Cut, lengthened and reworded copies of a few stories on a few sites, with lines of the sites and common background;
    more of one story than a key is counted for, many of one day, some undated.
    """
    stories = [path.read_text(encoding="utf-8").strip().split("\n\n") for path in sorted(STORIES.glob("*.txt"))]
    most = rng.sample(stories, 2)
    pages = []
    for _ in range(PAGES):
        story = rng.choice(most if rng.random() < 0.7 else stories)
        kept = sorted(rng.sample(range(len(story)), rng.randint(max(1, len(story) // 3), len(story))))
        body = [story[place] for place in kept]
        if rng.random() < 0.3:
            body += rng.choice(stories)[:2]
        if rng.random() < 0.3:
            body.insert(rng.randrange(len(body) + 1), rng.choice(BACKGROUND))
        if rng.random() < 0.2:
            words = " ".join(body).split()
            for place in rng.sample(range(len(words)), len(words) // 6):
                words[place] = rng.choice(["other", "words", "instead"])
            body = [" ".join(words)]
        site = rng.choice(["one.example", "two.example", "three.example", None])
        if site is not None and rng.random() < 0.8:
            body.append(f"Readers of {site} have sent us letters about this for as long as anybody can remember.")
        day = date(2025, 3, 1) + timedelta(rng.randrange(5)) if rng.random() < 0.7 else None
        pages.append(print_of(Text(f"page{rng.randrange(10**6)}", None, "\n\n".join(body), day, site)))
    return pages


def put(connection: Connection, page: Print) -> None:
    """A page of which the store knows no more than its fingerprint, as `pages.add_page` leaves it."""
    row = {
        "id": page.id, "key": page.id, "sha256": "0", "restamped": False, "date_verdict": "unknown", "characters": 0,
        "read_characters": 0, "reader": "", "read_at": NOW, "annotation": "",
    }  # fmt: skip
    number = connection.execute(insert(schema.page).values(row).returning(schema.page.c.number)).scalar_one()
    connection.execute(insert(schema.page_print).values(page=number, maker=prints.MAKER, data=dump(page)))
    connection.execute(insert(schema.print_waiting).values(page=number))


def kept(connection: Connection) -> dict[str, list[Any]]:
    """What the store keeps of origins, with ids in the place of numbers."""
    ids = dict(connection.execute(select(schema.page.c.number, schema.page.c.id)).all())

    def rows(table: Any, *named: str) -> list[Any]:
        return sorted(
            tuple(ids[value] if name in named else value for name, value in row._mapping.items())
            for row in connection.execute(select(table))
        )

    return {
        "settled": rows(schema.print_settled, "page", "first"),
        "keys": rows(schema.print_key, "page"),
        "repeated": rows(schema.print_repeated),
        "pairs": rows(schema.print_pair, "one", "other"),
        "groups": rows(schema.print_group, "first"),
        "waiting": rows(schema.print_waiting, "page"),
    }


@pytest.fixture
def connection(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A store in which nothing was ever settled at once."""
    monkeypatch.setattr(origins, "ANEW", 0)
    with Store(database, lambda: NOW) as store, store.engine.connect() as made:
        with made.begin():
            made.execute(insert(schema.page_bytes).values(sha256="0", size=0, data=b""))
            origins.settle(made)
        yield made


def settle_in_parts(connection: Connection, pages: Sequence[Print], rng: random.Random) -> None:
    """Settle pages in parts of one to nine."""
    at = 0
    while at < len(pages):
        size = rng.choice([1, 1, 1, 3, 9])
        for page in pages[at : at + size]:
            put(connection, page)
        before = {line.origin: line for line in origins.groups(connection)}
        told = origins.settle(connection)
        after = {line.origin: line for line in origins.groups(connection)}
        for name in told.gone:
            del before[name]
        before.update({line.origin: line for line in told.changed})
        assert before == after  # what is told of the change is the change
        at += size


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_any_order_and_any_parts_give_what_all_at_once_give(connection: Connection, seed: int) -> None:
    """The same groups, relations and firsts, and the same rows in every table, as an index of all the pages."""
    rng = random.Random(seed)
    pages = crowd(rng)
    rng.shuffle(pages)
    transaction = connection.begin()
    try:
        settle_in_parts(connection, pages, rng)
        found = kept(connection)
        whole = OriginIndex(pages)
        assert sorted(origins.groups(connection), key=name) == sorted(rows_of(whole), key=name)
        origins._settle_all(connection)
        assert found == kept(connection)
        assert found["repeated"]
        assert len(found["pairs"]) > PAGES
    finally:
        transaction.rollback()


def name(line: OriginGroup) -> str:
    return line.origin


def test_a_page_alone_reads_no_other_page(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that shares nothing with the others is settled without a look at their fingerprints."""
    pages = crowd(random.Random(1))
    with connection.begin():
        for page in pages:
            put(connection, page)
        monkeypatch.setattr(origins, "ANEW", 10**6)
        origins.settle(connection)
        monkeypatch.setattr(origins, "ANEW", 0)
        other = Text("alone", None, "Nothing of this stands on any other page of ours, and it is no long story.", None)
        put(connection, print_of(other))
        read: list[int] = []
        fetch = Shelf.prints

        def watched(shelf: Shelf, pages: Iterable[int]) -> dict[int, Print]:
            wanted = list(pages)
            read.extend(wanted)
            return fetch(shelf, wanted)

        monkeypatch.setattr(Shelf, "prints", watched)
        told = origins.settle(connection)
    assert [line.origin for line in told.changed] == ["o:alone"]
    assert told.gone == ()
    assert set(read) == {len(pages) + 1}


def test_fingerprints_of_another_version_settle_all_anew(connection: Connection) -> None:
    """What another version settled is made again, and what changed in between is in it."""
    pages = crowd(random.Random(2))
    with connection.begin():
        for page in pages[:20]:
            put(connection, page)
        origins.settle(connection)
        connection.execute(update(schema.state).where(schema.state.c.key == "prints_of").values(value="of long ago"))
        connection.execute(update(schema.print_key).values(place=0))
        for page in pages[20:]:
            put(connection, page)
        assert origins.settle(connection).anew
        assert sorted(origins.groups(connection), key=name) == sorted(rows_of(OriginIndex(pages)), key=name)
        assert origins.settle(connection) == origins.Settled()


def test_pages_that_share_their_place_are_told_apart_by_their_ids(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pages of one day and length whose ids have one hash stand in the same order whichever came first."""
    monkeypatch.setattr(Print, "place", property(lambda _page: 7))
    text = (STORIES / "wire.txt").read_text(encoding="utf-8")
    pages = [print_of(Text(f"copy{number:02}", None, text)) for number in range(20)]
    found = []
    for order in (pages, pages[::-1]):
        with connection.begin() as transaction:
            for page in order:
                put(connection, page)
            origins.settle(connection)
            key = int(keys.keys_of(pages[0])[0])
            first = [page for _, page in keys.heads(connection, [key])[key]]
            ids = keys.names(connection, first)
            found.append([ids[page] for page in first])
            transaction.rollback()
    assert found[0] == found[1] == [f"copy{number:02}" for number in range(17)]

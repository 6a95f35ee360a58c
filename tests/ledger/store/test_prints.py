"""Fingerprints in the store: origins without reading texts again, and the same ones as from the texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from armstrail.ledger.store import Store, prints, schema
from armstrail.ledger.store import engine as opening
from armstrail.origin import Print, Text, dump, load, origin_rows, print_of, text_of
from armstrail.page.source import Source
from armstrail.records import Annotation, Coverage, OriginGroup, Published

STORIES = Path(__file__).parents[2] / "origin" / "stories"
NAMES = ("presser_one", "abridged", "wire", "spun", "market_monday", "excerpt_host")
OTHER = "armstrail of long ago"


def page(name: str, day: date | None) -> tuple[Source, Annotation]:
    """A story of the tests of origins as a page on a site of its own; without a day, an empty page."""
    text = (STORIES / f"{name}.txt").read_text(encoding="utf-8") if day is not None else ""
    data = text.encode()
    annotation = Annotation(
        id=name,
        text=text,
        title=name,
        body=((0, len(text)),) if text else (),
        sha256=hashlib.sha256(data).hexdigest(),
        coverage=Coverage(characters=len(text), read=len(text)),
        url=f"https://{name}.example/",
        host=f"{name}.example",
        published=Published(start=day, end=day) if day is not None else None,
    )
    return Source(id=name, data=data, media_type="text/plain", url=annotation.url), annotation


def fill(store: Store, names: tuple[str, ...] = NAMES) -> None:
    for number, name in enumerate(names):
        store.add(*page(name, date(2025, 3, 20 - number)))


def from_texts(store: Store) -> list[OriginGroup]:
    return list(origin_rows(text_of(one) for one in store.annotations()))


def in_register(store: Store) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(one.pages)) for one in store.origins()[0])


def never(_text: Text) -> Print:
    raise AssertionError("a text was read again")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store(database, lambda: datetime(2026, 1, 2, tzinfo=UTC)) as made:
        yield made


def test_a_page_is_added_with_its_fingerprint(store: Store) -> None:
    """What is stored is the fingerprint of the page's text under the id that the store gave it."""
    store.add(*page("wire", date(2025, 3, 3)))
    source, again = page("wire", date(2025, 3, 4))
    renamed = store.add(Source(id="wire", data=source.data + b" ", media_type="text/plain"), again).id
    store.add(*page("empty", None))

    with store.engine.begin() as connection:
        found = list(prints.all_prints(connection))

    assert [one.id for one in found] == ["wire", renamed, "empty"]
    assert dump(found[0]) == dump(print_of(text_of(store.annotation("wire"))))
    assert len(found[2].words) == 0


def test_origins_come_from_fingerprints_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bringing the register up to date reads no text for its origins, and they are those of the texts."""
    fill(store)
    expected = from_texts(store)
    monkeypatch.setattr(prints, "print_of", never)

    store.refresh()

    assert in_register(store) == sorted(tuple(sorted(one.pages)) for one in expected)
    assert ("abridged", "spun", "wire") in in_register(store)
    found, first = store.origin_of("wire"), next(one for one in expected if "wire" in one.pages)
    assert found is not None
    assert found.first == first.first
    inside = {line for line in first.relations if line.of in first.pages}
    assert {(line.page, line.of, line.relation) for line in found.relations} == {
        (line.page, line.of, line.relation) for line in inside
    }


def test_excerpts_are_told_of_both_origins(store: Store) -> None:
    """A page with paragraphs of another origin's text carries an excerpt: both origins know, and stay two."""
    fill(store)
    store.refresh()
    lines = store.excerpts(("excerpt_host",))
    assert lines
    for line in lines:
        assert line.relation.value == "excerpt"
        (other,) = {line.page, line.of} - {"excerpt_host"}
        found = store.origin_of(other)
        assert found is not None
        assert "excerpt_host" not in found.pages
        assert line in store.excerpts(found.pages)
    assert store.excerpts(("market_monday",)) == ()


def test_pages_read_before_there_were_fingerprints_get_them(database: str) -> None:
    """A database of the first tables is brought up, and its next refresh makes what is missing."""
    with Store(database) as store:
        fill(store)
        expected = from_texts(store)
        with store.engine.begin() as connection:
            opening.migrate(connection, "0001")
    with Store(database) as store:
        fill(store, ("presser_two",))
        expected = from_texts(store)
        store.refresh()
        with store.engine.begin() as connection:
            assert connection.execute(select(func.count()).select_from(schema.page_print)).scalar_one() == 7
            assert prints.complete(connection) == 0
        assert in_register(store) == sorted(tuple(sorted(one.pages)) for one in expected)


def test_fingerprints_of_another_version_are_made_again(store: Store) -> None:
    """What another version wrote is not read: its words may be hashed or told apart in another way."""
    fill(store)
    with store.engine.begin() as connection:
        connection.execute(update(schema.page_print).values(maker=OTHER, data=b"of another form"))

    store.refresh()

    assert in_register(store) == sorted(tuple(sorted(one.pages)) for one in from_texts(store))
    with store.engine.begin() as connection:
        makers = connection.execute(select(schema.page_print.c.maker).distinct()).scalars().all()
        data = connection.execute(select(schema.page_print.c.data)).scalars().all()
    assert makers == [prints.MAKER]
    assert len({load(one).id for one in data}) == len(NAMES)

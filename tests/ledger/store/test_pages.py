"""Pages in the store: whole or not at all, and unchanged by being read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from armstrail.errors import StoreError
from armstrail.ledger.store import Store
from armstrail.page.source import Source
from armstrail.records import Annotation, Coverage, FailedPage, PageError


def clock() -> datetime:
    return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def page(name: str, text: str, url: str | None = None) -> tuple[Source, Annotation]:
    data = text.encode()
    annotation = Annotation(
        id=name,
        text=text,
        title="Title",
        body=((0, len(text)),),
        sha256=hashlib.sha256(data).hexdigest(),
        coverage=Coverage(characters=len(text), read=len(text)),
        url=url,
    )
    return Source(id=name, data=data, media_type="text/plain", url=url), annotation


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store(database, clock) as made:
        yield made


def test_a_page_comes_back_as_it_went_in(store: Store) -> None:
    """Annotation and bytes survive the store, control characters and astral code points included."""
    source, annotation = page("a", "Zß水🍌\0 end")

    assert store.add(source, annotation).new

    assert store.annotation("a") == annotation
    assert store.bytes_of("a") == source.data


def test_the_same_page_twice_changes_nothing(store: Store) -> None:
    """The second reading of a page adds no row."""
    source, annotation = page("a", "some words")
    store.add(source, annotation)

    again = store.add(source, annotation)

    assert not again.new
    assert store.pages()[1] == 1


def test_the_same_bytes_at_two_addresses_are_two_pages(store: Store) -> None:
    """A re-post is a page of its own, and its bytes are kept once."""
    for number in (1, 2):
        assert store.add(*page(f"p{number}", "same words", url=f"https://site{number}.example/x")).new

    rows, total = store.pages()
    assert total == 2
    assert len({row["sha256"] for row in rows}) == 1


def test_ids_stay_unique(store: Store) -> None:
    """Another page with a stem that is taken gets an id of its own."""
    first = store.add(*page("index", "one"))
    second = store.add(*page("index", "two"))

    assert first.id == "index"
    assert second.id.startswith("index~")
    assert store.annotation(second.id).text == "two"
    assert store.annotation(second.id).id == second.id


def test_failures_are_kept_once(store: Store) -> None:
    """The same failure of the same page is one row."""
    failed = FailedPage(id="x", error=PageError(kind="not-text", message="binary"))
    store.add_failure(failed)
    store.add_failure(failed)

    rows, total = store.failures()
    assert total == 1
    assert rows[0]["kind"] == "not-text"


def test_a_page_that_is_not_there_is_named(store: Store) -> None:
    """The error names database and page."""
    with pytest.raises(StoreError, match="no page 'nope'"):
        store.annotation("nope")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """Opening something else than a database says what to do."""
    path = tmp_path / "x.db"
    path.write_text("not a database, but long enough to be looked at " * 20)

    with pytest.raises(StoreError, match="another file with --db"):
        Store(path)

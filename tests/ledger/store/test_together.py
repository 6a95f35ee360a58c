"""Several programs on one store: two that read pages at once, and one that looks on meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from tests.ledger.store.test_facts import page

from armstrail.ledger.facts import TransferFact
from armstrail.ledger.store import Store
from armstrail.page.source import Source
from armstrail.records import Annotation

STATES = ("CZE", "LTU", "EST", "LVA", "POL", "SVK")


def clock() -> datetime:
    """A clock that stands."""
    return datetime(2026, 1, 2, tzinfo=UTC)


def pages(prefix: str) -> Iterator[tuple[Source, Annotation]]:
    """A page for each of some flows."""
    for number, (supplier, recipient) in enumerate(pairwise(STATES)):
        yield page(f"{prefix}{number}", f"{supplier} has sent shells to {recipient}, it said.", supplier, recipient)


def in_threads(*work: Callable[[], None]) -> None:
    """Do all of it at once; raises what the first to fail raised."""
    failed: list[BaseException] = []

    def guarded(one: Callable[[], None]) -> None:
        try:
            one()
        except BaseException as error:  # noqa: BLE001  # told to the test below
            failed.append(error)

    threads = [threading.Thread(target=guarded, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def test_two_that_read_at_once_and_one_that_looks_on(database: str, tmp_path: Path) -> None:
    """Both get all their pages in, whoever looks meanwhile sees a whole register, and in the end it is the one that a
    single program would have made.
    """
    done = threading.Event()
    seen: list[int] = []

    def reading(prefix: str) -> None:
        with Store(database, clock) as store:
            for source, annotation in pages(prefix):
                store.add(source, annotation)
                store.refresh()

    def looking() -> None:
        with Store(database, clock) as store:
            while not done.is_set():
                found, total = store.facts("transfer", limit=100)
                assert len(found) == total
                assert all(isinstance(fact, TransferFact) and fact.members for fact in found)
                seen.append(total)

    def both() -> None:
        try:
            in_threads(lambda: reading("a"), lambda: reading("b"))
        finally:
            done.set()

    Store(database, clock).close()
    in_threads(looking, both)
    with Store(database, clock) as store, Store(tmp_path / "alone.db", clock) as alone:
        for prefix in "ab":
            for source, annotation in pages(prefix):
                alone.add(source, annotation)
        alone.refresh()
        assert not store.stale()
        assert sorted(line.model_dump_json() for line in store.ledger_lines()) == sorted(
            line.model_dump_json() for line in alone.ledger_lines()
        )
    assert seen == sorted(seen)


def test_a_mark_changes_with_the_store_alone(database: str) -> None:
    """Looking changes nothing; a page, a letter for a source and a new register each do, by whatever program."""
    with Store(database, clock) as store, Store(database, clock) as other:
        marks = [store.mark()]
        store.facts("transfer")
        assert store.mark() == marks[0]
        other.add(*next(pages("a")))
        marks.append(store.mark())
        other.rate("A paper", "B", who="kim", why="known")
        marks.append(store.mark())
        store.refresh()
        marks.append(store.mark())
        assert len(set(marks)) == len(marks)
        assert store.mark() == marks[-1]


def test_a_look_sees_one_state_of_the_store(database: str) -> None:
    """What others write while somebody looks is seen by the next look, with another mark; other threads see it at once."""
    with Store(database, clock=clock) as store, Store(database, clock=clock) as other:
        with store.look():
            before, mark = store.pages()[1], store.mark()
            for source, annotation in pages("w"):
                other.add(source, annotation)
            other.refresh()
            elsewhere: list[int] = []
            in_threads(lambda: elsewhere.append(store.pages()[1]))
            with store.look():
                assert (store.pages()[1], store.facts("transfer")[1], store.mark()) == (before, 0, mark)
        with store.look():
            assert (store.pages()[1], store.facts("transfer")[1]) == (len(STATES) - 1, len(STATES) - 1)
            assert store.mark() != mark
    assert (before, elsewhere) == (0, [len(STATES) - 1])

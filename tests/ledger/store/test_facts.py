"""The register in the store: built from the pages, listed by its cells, rebuilt only when something changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from armstrail.ledger.facts import Judgement, TransferFact
from armstrail.ledger.store import Store
from armstrail.ledger.store.facts import Filter
from armstrail.page.source import Source
from armstrail.records import (
    Act,
    Annotation,
    Category,
    Coverage,
    Factuality,
    Goods,
    Published,
    Quote,
    Speaker,
    SpeakerKind,
    Stage,
    Statement,
    Transfer,
    When,
)

DAY = When(start=date(2023, 5, 4), end=date(2023, 5, 4))


def page(
    name: str, sentence: str, supplier: str, recipient: str, factuality: Factuality = Factuality.ASSERTED
) -> tuple[Source, Annotation]:
    """A page of one sentence that is one statement and one transfer."""
    data = f"{name} {sentence}".encode()
    text = data.decode()
    whole = (0, len(text))
    speaker = Speaker(name="Jana Novotna", role="minister", country="CZE", kind=SpeakerKind.PERSON)
    statement = Statement(id="s1", speaker=speaker, quote=Quote.INDIRECT, act=Act.STATE, content=(whole,), said_on=DAY)
    transfer = Transfer(
        id="t1", supplier=(supplier,), recipient=(recipient,), goods=Goods(text="Mortar Shells_50%", category=Category.AMMUNITION),
        when=DAY, stage=Stage.TRANSFERRED, factuality=factuality, asserted_by="Jana Novotna", statement="s1", evidence=(whole,),
    )  # fmt: skip
    annotation = Annotation(
        id=name, text=text, title="Title", body=(whole,), sha256=f"{name:0<64}", coverage=Coverage(characters=len(text), read=len(text)),
        published=Published(start=DAY.start, end=DAY.end), statements=(statement,), transfers=(transfer,),
    )  # fmt: skip
    return Source(id=name, data=data, media_type="text/plain"), annotation


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """Three pages with three flows."""
    made = Store(database, lambda: datetime(2026, 1, 2, tzinfo=UTC))
    made.add(*page("alpha", "Prague has sent mortar shells to Vilnius, the minister said.", "CZE", "LTU"))
    made.add(
        *page(
            "beta",
            "Paris may have flown mortar shells to Nicosia, the minister feared.",
            "FRA",
            "CYP",
            Factuality.POSSIBLE,
        )
    )
    made.add(
        *page(
            "gamma",
            "It was never true that Lisbon gave mortar shells to Accra, she said.",
            "PRT",
            "GHA",
            Factuality.DENIED,
        )
    )
    made.refresh()
    yield made
    made.close()


def pairs(store: Store, wanted: Filter) -> list[tuple[str, str]]:
    """Supplier and recipient of the transfers that a filter lets through."""
    found, total = store.facts("transfer", wanted)
    assert total == len(found)
    return sorted((one.supplier[0], one.recipient[0]) for one in found if isinstance(one, TransferFact))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(), 3),
        (Filter(supplier="CZE"), 1),
        (Filter(recipient="CZE"), 0),
        (Filter(party="GHA"), 1),
        (Filter(goods="ammunition"), 3),
        (Filter(goods="mortar shells_50%"), 3),
        (Filter(goods="mortarXshells"), 0),
        (Filter(goods="%"), 3),
        (Filter(goods="x%x"), 0),
        (Filter(factuality="possible"), 1),
        (Filter(stage="sought"), 0),
        (Filter(speaker="novotna"), 3),
        (Filter(speaker="nobody"), 0),
        (Filter(since=date(2023, 5, 4)), 3),
        (Filter(since=date(2023, 5, 5)), 0),
        (Filter(until=date(2023, 5, 3)), 0),
        (Filter(page="beta"), 1),
        (Filter(search="CZE mortar"), 1),
        (Filter(search='" OR NEAR('), 0),
        (Filter(search="***"), 0),
    ],
)
def test_filters(store: Store, wanted: Filter, expected: int) -> None:
    """Each filter keeps what it names and nothing else; search words and patterns are words, never operators."""
    assert len(pairs(store, wanted)) == expected


def test_a_record_leads_to_its_fact(store: Store) -> None:
    """`PAGE:RECORD` finds the fact that the record is part of."""
    fact = store.fact("alpha:t1")

    assert isinstance(fact, TransferFact)
    assert fact.supplier == ("CZE",)
    assert store.fact(fact.id) == fact
    assert store.fact("alpha:t9") is None


def test_refreshing_twice_writes_nothing(store: Store) -> None:
    """The register is rebuilt only when pages or decisions came."""
    assert not store.stale()
    assert store.refresh() == (0, 0)

    store.add(*page("delta", "Oslo has given mortar shells to Riga, the minister said.", "NOR", "LVA"))

    assert store.stale()
    written, dropped = store.refresh()
    assert written >= 1
    assert dropped == 0


def test_limits_keep_the_total(store: Store) -> None:
    """A list that is cut says how many there are."""
    found, total = store.facts("transfer", limit=1, offset=1, sort="origins")

    assert len(found) == 1
    assert total == 3


def test_pages_are_found_by_their_words(store: Store) -> None:
    """Full-text search over bodies, with word forms."""
    assert store.search_pages("fear")[0] == ["beta"]
    assert store.search_pages("minister")[1] == 2


def test_a_decision_is_kept_and_counts(store: Store) -> None:
    """A rejection stands in the log and on the fact; withdrawing it opens the fact again, and both stay in the log."""
    fact = store.fact("alpha:t1")
    assert fact is not None
    made, clashes = store.decide(
        Judgement.REJECT,
        fact.members,
        who="ana",
        why="misread",
        digest=store.evidence_digest(fact.members),
        target=fact.id,
    )
    store.refresh()
    assert not clashes
    rejected = store.fact("alpha:t1")
    assert rejected is not None
    assert rejected.review.status == "rejected"

    store.decide(Judgement.WITHDRAW, (), who="ana", why="was right", withdraws=made.id, target=made.id)
    store.refresh()

    again = store.fact("alpha:t1")
    assert again is not None
    assert again.review.status == "open"
    assert store.log()[1] == 2


def test_a_source_keeps_its_history(store: Store) -> None:
    """The newest letter counts; the one before stays in the log."""
    store.rate("The Daily", "C", who="ana", why="first look")
    store.rate("The Daily", "B", who="ana", why="held up")

    assert store.reliabilities() == {"The Daily": "B"}
    assert store.log()[1] == 2


def test_every_line_of_the_ledger_comes_out(store: Store) -> None:
    """Origins, statements and transfers of all pages are among the lines."""
    kinds = [line.kind for line in store.ledger_lines()]

    assert kinds.count("origin") == 3
    assert kinds.count("transfer") == 3

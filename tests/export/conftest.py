"""A store of hand-written pages in which every kind of fact stands: on both sides, in conflict, reviewed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from armstrail.export.selection import Pages, Selection, select
from armstrail.ledger.facts import Judgement, TransferFact
from armstrail.ledger.store import Store
from armstrail.page.source import Source
from armstrail.records import (
    Act,
    Annotation,
    Bound,
    Category,
    Coverage,
    Event,
    EventType,
    Factuality,
    Goods,
    Published,
    Quantity,
    Quote,
    Speaker,
    SpeakerKind,
    Stage,
    Statement,
    Transfer,
    Violation,
    When,
)

CLOCK = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
DAY = When(start=date(2023, 5, 4), end=date(2023, 5, 4))
YEAR = When(start=date(2022, 1, 1), end=date(2022, 12, 31))
SPANNING = When(start=date(2022, 11, 1), end=date(2023, 2, 1))

NOVOTNA = Speaker(name="Jana Novotna", role="defence minister", country="CZE", kind=SpeakerKind.PERSON)
OKORO = Speaker(name="Chidi Okoro", role="spokesman", country="GHA", kind=SpeakerKind.PERSON)
MINISTRY = Speaker(name="Ministry of Defence of Latvia", country="LVA", kind=SpeakerKind.OFFICE)


def page(name: str, text: str, published: When | None = DAY, **records: Any) -> tuple[Source, Annotation]:
    """A page with its records; spans are given as words and looked up in the text."""
    data = text.encode()
    annotation = Annotation(
        id=name,
        text=text,
        title=text.split("\n")[0],
        body=((0, len(text)),),
        language="en",
        url=f"https://news.example/{len(name)}/{len(text)}",
        outlet="The Example",
        sha256=hashlib.sha256(data).hexdigest(),
        coverage=Coverage(characters=len(text), read=len(text)),
        published=Published(start=published.start, end=published.end) if published else None,
        **records,
    )
    return Source(id=name, data=data, media_type="text/plain", url=annotation.url), annotation


def at(text: str, words: str) -> tuple[int, int]:
    """The span of words in a text."""
    start = text.index(words)
    return start, start + len(words)


def tanks() -> tuple[Source, Annotation]:
    """An asserted delivery with a count and a named weapon, by a minister; 𝒯 is one code point of two code units."""
    text = "𝒯anks arrive\nPrague has sent 14 Leopard 2 tanks to Vilnius, defence minister Jana Novotna said on May 4.\nShe met her colleague in Riga."
    said = at(text, "Prague has sent 14 Leopard 2 tanks to Vilnius")
    return page(
        "tanks",
        text,
        statements=(
            Statement(
                id="s1", speaker=NOVOTNA, quote=Quote.INDIRECT, act=Act.STATE, content=(said,), cue=at(text, "said"),
                source=at(text, "defence minister Jana Novotna"), said_on=DAY,
            ),
        ),
        transfers=(
            Transfer(
                id="t1", supplier=("CZE",), recipient=("LTU",), goods=Goods(text="Leopard 2 tanks", category=Category.ARMOURED_VEHICLES),
                quantity=Quantity(value=14, unit="tanks", bound=Bound.EXACT), when=YEAR, stage=Stage.TRANSFERRED,
                factuality=Factuality.ASSERTED, asserted_by="Jana Novotna", statement="s1",
                evidence=(said, at(text, "May 4")),
            ),
        ),
        events=(
            Event(
                id="e1", type=EventType.MEETING, participants=("CZE", "LVA", "Jana Novotna", "Egils Kalve"), place="Riga", when=DAY,
                factuality=Factuality.ASSERTED, evidence=(at(text, "She met her colleague in Riga"),),
            ),
        ),
    )  # fmt: skip


def counted() -> tuple[Source, Annotation]:
    """The same delivery with another count, on a page whose id has a blank and an accent."""
    text = "Sixteen tanks\nThe Czech republic supplied about 16 Leopard 2 tanks to Lithuania in 2022, the daily Äiva wrote."
    whole = at(text, "The Czech republic supplied about 16 Leopard 2 tanks to Lithuania in 2022")
    return page(
        "žetony 16",
        text,
        transfers=(
            Transfer(
                id="t1", supplier=("CZE",), recipient=("LTU",), goods=Goods(text="Leopard 2 tanks", category=Category.ARMOURED_VEHICLES),
                quantity=Quantity(value=16, unit="tanks", bound=Bound.ABOUT), when=YEAR, stage=Stage.TRANSFERRED,
                factuality=Factuality.ASSERTED, evidence=(whole,),
            ),
        ),
    )  # fmt: skip


def shells() -> tuple[Source, Annotation]:
    """A suspected delivery to an armed group in boxes, said to break a rule; a sanction by name; a cell like a formula."""
    text = (
        "Shells\nIran may have sent 300 containers of =HYPERLINK shells to the Houthis, the Latvian ministry of defence warned. That would breach Resolution 2216 of the council.\n"
        "The European Union imposed the Ninth Package on Iran."
    )
    said = at(text, "Iran may have sent 300 containers of =HYPERLINK shells to the Houthis")
    return page(
        "shells",
        text,
        statements=(
            Statement(
                id="s1", speaker=MINISTRY, quote=Quote.INDIRECT, act=Act.WARN, content=(said,),
                source=at(text, "the Latvian ministry of defence"), said_on=DAY,
            ),
        ),
        transfers=(
            Transfer(
                id="t1", supplier=("IRN",), recipient=("Houthis",), goods=Goods(text="=HYPERLINK shells", category=Category.AMMUNITION),
                quantity=Quantity(value=300, unit="containers", bound=Bound.AT_LEAST), when=SPANNING, stage=Stage.TRANSFERRED,
                factuality=Factuality.POSSIBLE, asserted_by=MINISTRY.name, statement="s1", evidence=(said,),
            ),
        ),
        violations=(
            Violation(
                id="v1", rule="UN Security Council Resolution 2216", by=("IRN",), transfer="t1", factuality=Factuality.ASSERTED,
                asserted_by=MINISTRY.name, evidence=(at(text, "breach Resolution 2216 of the council"),),
            ),
        ),
        events=(
            Event(
                id="e1", type=EventType.MEASURE, participants=("European Union",), object="Ninth Package", target="IRN",
                when=DAY, factuality=Factuality.ASSERTED, evidence=(at(text, "The European Union imposed the Ninth Package on Iran"),),
            ),
        ),
    )  # fmt: skip


def denied() -> tuple[Source, Annotation]:
    """A denial, and a request without a known supplier."""
    text = "No mortars\nIt is untrue that Lisbon gave mortars to Accra, spokesman Chidi Okoro said. Ghana has asked for radars."
    said = at(text, "It is untrue that Lisbon gave mortars to Accra")
    return page(
        "denied",
        text,
        published=None,
        statements=(
            Statement(
                id="s1", speaker=OKORO, quote=Quote.INDIRECT, act=Act.DENY, content=(said,),
                source=at(text, "spokesman Chidi Okoro"), said_on=DAY,
            ),
        ),
        transfers=(
            Transfer(
                id="t1", supplier=("PRT",), recipient=("GHA",), goods=Goods(text="mortars", category=Category.ARTILLERY),
                quantity=Quantity(value=9, unit="mortars", bound=Bound.EXACT), when=DAY, stage=Stage.TRANSFERRED,
                factuality=Factuality.DENIED, asserted_by="Chidi Okoro", statement="s1", evidence=(said,),
            ),
            Transfer(
                id="t2", recipient=("GHA",), goods=Goods(text="radars", category=Category.SENSORS), stage=Stage.SOUGHT,
                factuality=Factuality.ASSERTED, evidence=(at(text, "Ghana has asked for radars"),),
            ),
        ),
    )  # fmt: skip


def claimed() -> tuple[Source, Annotation]:
    """What the denial denies, in the page's own words; and a deal of 2021 that an analyst rejects."""
    text = (
        "Mortars for Accra\nPortugal gave 9 mortars to Ghana on May 4. Norway agreed in 2021 to sell frigates to Peru."
    )
    return page(
        "claimed",
        text,
        transfers=(
            Transfer(
                id="t1", supplier=("PRT",), recipient=("GHA",), goods=Goods(text="mortars", category=Category.ARTILLERY),
                quantity=Quantity(value=9, unit="mortars", bound=Bound.EXACT), when=DAY, stage=Stage.TRANSFERRED,
                factuality=Factuality.ASSERTED, evidence=(at(text, "Portugal gave 9 mortars to Ghana on May 4"),),
            ),
            Transfer(
                id="t2", supplier=("NOR",), recipient=("PER",), goods=Goods(text="frigates", category=Category.SHIPS),
                when=When(start=date(2021, 1, 1), end=date(2021, 12, 31)), stage=Stage.AGREED, factuality=Factuality.ASSERTED,
                evidence=(at(text, "Norway agreed in 2021 to sell frigates to Peru"),),
            ),
        ),
    )  # fmt: skip


def fill(database: str | Path) -> Store:
    """The store with all these pages and three decisions."""
    store = Store(database, lambda: CLOCK)
    for one in (tanks(), counted(), shells(), denied(), claimed()):
        store.add(*one)
    store.refresh()
    for record, judgement in (("claimed:t2", Judgement.REJECT), ("tanks:t1", Judgement.CONFIRM)):
        fact = store.fact(record)
        assert fact is not None
        store.decide(
            judgement,
            fact.members,
            who="ana",
            why="read it",
            digest=store.evidence_digest(fact.members),
            target=fact.id,
        )
    store.rate("The Example", "C", who="ana", why="re-posts")
    store.refresh()
    return store


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store's file. Tests only read it."""
    path = tmp_path_factory.mktemp("export") / "store.db"
    fill(path).close()
    return path


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    """The filled store."""
    with Store(database, lambda: CLOCK) as opened:
        yield opened


@pytest.fixture
def selection(store: Store) -> Selection:
    """Everything in the store."""
    return select(store)


@pytest.fixture
def pages(store: Store) -> Pages:
    """The store's pages."""
    return Pages(store)


@pytest.fixture
def fact(store: Store) -> Any:
    """`fact("tanks:t1")`: the transfer that a record is part of."""

    def find(record: str) -> TransferFact:
        found = store.fact(record)
        assert isinstance(found, TransferFact)
        return found

    return find

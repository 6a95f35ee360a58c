"""Lists by every index give what looking at each fact gives, page by page; words in very many facts are cut and say so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select, text

from armstrail.ledger.facts import AnyFact, StatementFact, TransferFact, Voice, Voices
from armstrail.ledger.store import Store, engine, listing, schema, sets
from armstrail.ledger.store.facts import Filter
from armstrail.ledger.store.saving import add_facts, drop_facts, note_counts
from armstrail.records import Act, Category, Factuality, Goods, Member, Quote, Speaker, SpeakerKind, Stage, When

FIRST, LAST = date(2020, 3, 10), date(2020, 4, 20)


def interval(chance: random.Random) -> When | None:
    """No date, a day, some days, or up to a year."""
    length = chance.choice((None, 0, 0, 3, 31, 32, 300))
    if length is None:
        return None
    start = date(2019, 10, 1) + timedelta(chance.randrange(330))
    return When(start=start, end=start + timedelta(length))


def made(count: int = 90) -> list[AnyFact]:
    """Facts of two kinds, with the parties, names and words that filters ask for."""
    chance = random.Random(5)
    found: list[AnyFact] = []
    for number in range(count):
        name = f"Speaker {chance.choice(('Ann', 'Bo', 'Anna'))}"
        common = {
            "members": (Member(page=f"p{number}", id="x1"),),
            "origins": tuple(f"o:{n}" for n in range(chance.randrange(1, 4))),
            "voices": Voices(asserts=(Voice(key=name, name=name, why="speaks for himself", sayings=()),)),
            "grade": chance.randint(1, 6),
        }
        words = " ".join(chance.choices(("mortar", "shells", "sent", "parts"), k=3))
        if number % 2:
            speaker = Speaker(name=name, country=chance.choice(("CZE", "LTU")), kind=SpeakerKind.PERSON)
            found.append(StatementFact(id=f"s-{number}", speaker=speaker, quote=Quote.INDIRECT, act=chance.choice((Act.DENY, Act.STATE)),
                                       content=words, said_on=interval(chance), **common))  # fmt: skip
        else:
            supplier = chance.sample(("CZE", "LTU", "EST"), chance.randint(0, 2))
            found.append(TransferFact(id=f"t-{number}", supplier=tuple(supplier), recipient=(chance.choice(("CZE", "UKR")),),
                                      goods=Goods(text=words, category=Category.AMMUNITION), when=interval(chance),
                                      stage=Stage.AGREED, factuality=Factuality.ASSERTED, flow="x", **common))  # fmt: skip
    return found


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A store with these facts, in order."""
    with Store(database, lambda: datetime(2026, 1, 2, tzinfo=UTC)) as opened:
        with opened.engine.begin() as connection:
            add_facts(connection, made(), members=False)
            note_counts(connection)
        yield opened


def day_of(fact: AnyFact) -> When | None:
    return fact.said_on if isinstance(fact, StatementFact) else getattr(fact, "when", None)


def lets_through(fact: AnyFact, wanted: Filter) -> bool:
    """What a filter means, fact by fact."""
    when = day_of(fact)
    if when and wanted.since and when.end < wanted.since:
        return False
    if when and wanted.until and when.start > wanted.until:
        return False
    if wanted.speaker and not any(wanted.speaker in voice.name.casefold() for voice in fact.voices.asserts):
        return False
    if isinstance(fact, TransferFact):
        words, parties = fact.goods.text, {*fact.supplier, *fact.recipient}
        if wanted.supplier and wanted.supplier not in fact.supplier:
            return False
    else:
        assert isinstance(fact, StatementFact)
        words, parties = fact.content, {fact.speaker.country if fact.speaker else None}
    if wanted.party and wanted.party not in parties:
        return False
    if wanted.act and (not isinstance(fact, StatementFact) or fact.act.value != wanted.act):
        return False
    return not wanted.search or set(wanted.search.split()) <= set(words.split())


def ordered(facts: list[AnyFact], sort: str) -> list[str]:
    """What an order means: newest in the store first where all else is equal."""

    def place(fact: AnyFact) -> tuple[float, int]:
        when = day_of(fact)
        first = {
            "date": -when.start.toordinal() if when else 0.0,
            "grade": float(fact.grade or 9),
            "origins": -float(len(fact.origins)),
            "new": 0.0,
        }[sort]
        return first, -int(fact.id.partition("-")[2])

    return [fact.id for fact in sorted(facts, key=place)]


FILTERS = [
    Filter(),
    Filter(party="CZE"),
    Filter(speaker="ann"),
    Filter(search="mortar"),
    Filter(search="mortar shells"),
    Filter(since=FIRST, until=LAST),
    Filter(since=FIRST),
    Filter(until=LAST),
    Filter(party="CZE", since=FIRST, until=LAST),
    Filter(speaker="bo", search="shells"),
]


@pytest.mark.parametrize("few", [0, sets.FEW])
@pytest.mark.parametrize("kind", ["statement", "transfer"])
def test_every_way_to_a_list_gives_what_the_filter_means(
    store: Store, kind: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For each filter and order, page after page holds exactly the facts that it lets through, in order, with their number;
    whether days are looked up one by one or among the sets of all days.
    """
    monkeypatch.setattr(sets, "FEW", few)
    facts = [fact for fact in made() if fact.kind == kind]
    extra = (
        [Filter(act="deny")] if kind == "statement" else [Filter(supplier="LTU"), Filter(supplier="CZE", party="UKR")]
    )
    for wanted, sort in product([*FILTERS, *extra], ("date", "grade", "origins", "new")):
        expected = ordered([fact for fact in facts if lets_through(fact, wanted)], sort)
        found: list[str] = []
        for offset in range(0, len(expected) + 7, 7):
            some, total = store.facts(kind, wanted, sort=sort, limit=7, offset=offset)
            assert (total, total.more) == (len(expected), False), (wanted, sort)
            found += [fact.id for fact in some]
        assert found == expected, (wanted, sort)
        assert [fact.id for fact in store.facts(kind, wanted, sort=sort)[0]] == expected, (wanted, sort)


def test_sets_follow_every_change(store: Store) -> None:
    """Facts that go leave every set, and sets without facts are no rows; what comes back is counted as before."""
    before = {kind: store.facts(kind, limit=0)[1] for kind in ("statement", "transfer")}
    gone = [fact.id for fact in made() if isinstance(fact, StatementFact)]
    with store.engine.begin() as connection:
        drop_facts(connection, gone)
        kinds = set(connection.execute(select(schema.fact_set.c.kind)).scalars())
        left = {
            row.value: row.number
            for row in connection.execute(text("SELECT kind AS value, count(*) AS number FROM fact GROUP BY kind"))
        }
    assert kinds == {"transfer"} == left.keys()
    assert store.facts("statement", Filter(party="CZE"))[1] == 0
    with store.engine.begin() as connection:
        add_facts(connection, [fact for fact in made() if fact.id in gone], members=False)
    assert {kind: store.facts(kind, limit=0)[1] for kind in before} == before


def test_words_in_very_many_facts_are_cut_and_say_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words alone list the newest in the store, and say that there are more; the whole list leaves none out."""
    everything = [fact.id for fact in store.facts("statement", Filter(search="mortar"), sort="new")[0]]
    monkeypatch.setattr(listing, "MANY", 8)
    found, total = store.facts("statement", Filter(search="mortar"), sort="new", limit=20)
    whole, count = store.facts("statement", Filter(search="mortar"), sort="new", limit=20, whole=True)

    assert [fact.id for fact in found] == everything[:8]
    assert (f"{total:,}", int(total), total.more) == ("more than 8", 8, True)
    assert [fact.id for fact in whole] == everything[:20]
    assert (str(count), count.more) == (str(len(everything)), False)
    assert not store.facts("statement", Filter(search="mortar", act="deny"), limit=20)[1].more


def test_words_and_days_survive_the_migration(database: str) -> None:
    """Down to the tables before and up again, words are found and long intervals told apart as before."""
    with Store(database) as opened, opened.engine.begin() as connection:
        add_facts(connection, made(), members=False)
    asked = [Filter(search="mortar shells"), Filter(since=FIRST, until=LAST), Filter(party="CZE")]
    with Store(database) as opened:
        before = [[fact.id for fact in opened.facts("transfer", wanted)[0]] for wanted in asked]
        with opened.engine.begin() as connection:
            engine.migrate(connection, "0002")
            kept = connection.execute(text("SELECT count(*) FROM search WHERE kind = 'fact'")).scalar_one()
    with Store(database) as opened:
        after = [[fact.id for fact in opened.facts("transfer", wanted)[0]] for wanted in asked]

    assert kept == len(made())
    assert after == before
    assert all(after)

"""How long the store's lists take with many facts: `python bench/store_lists.py [--facts 1000000] [--db FILE]`.

Fills a new SQLite store with generated statement and transfer facts (no page text: lists read facts only), then asks for
lists as the command line and the desk do, and prints the median and the 95th percentile of each in milliseconds; then for
lists with filters, orders and pages chosen at random.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from armstrail.ledger.facts import Evidence, Saying, StatementFact, TransferFact, Voice, Voices
from armstrail.ledger.store import Store
from armstrail.ledger.store.facts import SORTS, Filter
from armstrail.ledger.store.saving import add_facts, note_counts
from armstrail.page.source import Source
from armstrail.records import (
    Act,
    Annotation,
    Bound,
    Category,
    Factuality,
    Goods,
    Member,
    Quantity,
    Quote,
    Speaker,
    SpeakerKind,
    Stage,
    When,
)

STATES = ("PRK", "RUS", "IRN", "CHN", "UKR", "USA", "KOR", "TUR", "ISR", "SDN", "YEM", "MMR", "SRB", "POL", "JPN")
CHUNK = 20_000
ROUNDS = 20


def facts(count: int, seed: int = 7, pages: int = 0) -> Iterator[StatementFact | TransferFact]:
    """Facts with plausible spreads of speakers, parties, days and witnesses; one in ten is a transfer. With `pages` their
    words stand on as many pages (`page_of` makes them), else on pages that are not in the store.
    """
    chance = random.Random(seed)
    words = [f"word{number}" for number in range(4000)]
    states, acts, categories = {code: code.title() for code in STATES}, list(Act), list(Category)
    for number in range(count):
        start = date(2014, 1, 1) + timedelta(days=chance.randrange(4300))
        day = When(start=start, end=start)
        kind = "s" if number % 10 else "t"
        witnesses = min(5, int(chance.paretovariate(1.6)))
        places = [
            Evidence(page=f"p{(number + at * 7) % pages if pages else number + at}",
                     id=f"{kind}{number // pages if pages else 1}x{at}", spans=(span_of(number + at),))
            for at in range(witnesses)
        ]  # fmt: skip
        common: dict[str, Any] = {
            "members": tuple(Member(page=one.page, id=one.id) for one in places),
            "evidence": tuple(places),
            "origins": tuple(f"o:{one.page}" for one in places),
            "digest": f"{number:016x}",
        }
        name = f"Speaker {int(chance.paretovariate(0.7)) % 5000}"
        if kind == "s":
            sayings = tuple(_saying(one, name, day) for one in places)
            yield StatementFact(
                id=f"s-{number:08}", speaker=Speaker(name=name, country=chance.choice(STATES), kind=SpeakerKind.PERSON),
                quote=Quote.INDIRECT, act=chance.choice(acts), content=" ".join(chance.choices(words, k=14)), said_on=day,
                voices=Voices(asserts=(Voice(key=name.lower(), name=name, why="speaks for himself", sayings=sayings),)),
                grade=2 if witnesses > 1 else 6, grade_reason=f"{witnesses} independent origins report it, one voice: {name}",
                **common,
            )  # fmt: skip
        else:
            supplier, recipient = chance.sample(STATES, 2)
            category = chance.choice(categories)
            said = [(chance.choice((supplier, name, "DEU")), one) for one in places]
            denied = chance.random() < 0.15
            yield TransferFact(
                id=f"t-{number:08}", supplier=(supplier,), recipient=(recipient,),
                goods=Goods(text=chance.choice(words), category=category), when=day, stage=chance.choice(list(Stage)),
                quantity=Quantity(value=chance.randrange(1, 9000), unit="pieces", bound=Bound.ABOUT),
                factuality=chance.choice(list(Factuality)), flow=f"{supplier}>{recipient}:{category.value}",
                voices=Voices(
                    asserts=tuple(
                        Voice(key=key, name=states.get(key, key), why="the state itself", sayings=tuple(_saying(one, key, day) for other, one in said if other == key))
                        for key in sorted({key for key, _ in said})
                    ),
                    denies=(Voice(key=recipient, name=states[recipient], why="the state itself", sayings=(_saying(places[0], recipient, day),)),) if denied else (),
                ),
                grade=chance.randint(1, 6), grade_reason=f"{witnesses} independent voices in {witnesses} independent origins", **common,
            )  # fmt: skip


LINE = 90
LINES = 40


def span_of(number: int) -> tuple[int, int]:
    """Where on its page the words of a fact stand."""
    line = number // 13 % LINES
    return (line * LINE, line * LINE + LINE - 10)


def _saying(place: Evidence, name: str, day: When) -> Saying:
    return Saying(page=place.page, record=place.id, statement=place.id, speaker=name, said_on=day, spans=place.spans)


def page_of(number: int) -> Annotation:
    """A page of forty lines, an article of one paragraph a line."""
    chance = random.Random(number)
    lines = []
    for _ in range(LINES):
        line = " ".join(f"word{chance.randrange(4000)}" for _ in range(12))
        lines.append(line[: LINE - 2].ljust(LINE - 2, "x") + ".")
    text = "\n".join(lines) + "\n"
    start = date(2014, 1, 1) + timedelta(days=chance.randrange(4300))
    return Annotation.model_validate({
        "id": f"p{number}", "text": text, "title": f"Title of word{chance.randrange(4000)} and word{number % 4000}",
        "body": [(at, at + LINE - 1) for at in range(0, len(text), LINE)], "language": "en", "outlet": f"Outlet {number % 60}",
        "sha256": f"{number:064x}", "published": {"start": start, "end": start},
        "coverage": {"characters": len(text), "read": len(text), "skipped": ()},
    })  # fmt: skip


def fill(store: Store, count: int, pages: int = 0) -> None:
    """Put generated facts straight into the tables that lists read, and `pages` pages for them to stand on."""
    for number in range(pages):
        page = page_of(number)
        store.add(Source(page.id, page.text.encode(), "text/plain"), page)
    made = facts(count, pages=pages)
    for _ in range(0, count, CHUNK):
        with store.engine.begin() as connection:
            add_facts(connection, [one for _, one in zip(range(CHUNK), made, strict=False)], members=pages > 0)
    with store.engine.begin() as connection:
        note_counts(connection)


QUERIES: dict[str, tuple[str, Filter, dict[str, Any]]] = {
    "statements, newest": ("statement", Filter(), {}),
    "statements, page 50": ("statement", Filter(), {"offset": 2450}),
    "statements, page 4,000": ("statement", Filter(), {"offset": 199_950}),
    "statements of a speaker": ("statement", Filter(speaker="speaker 17"), {}),
    "statements of most speakers": ("statement", Filter(speaker="speaker"), {}),
    "statements, one act": ("statement", Filter(act="deny"), {}),
    "statements, one month": ("statement", Filter(since=date(2023, 5, 1), until=date(2023, 5, 31)), {}),
    "statements with words": ("statement", Filter(search="word17 word99"), {}),
    "statements with a word, by grade": ("statement", Filter(search="word17"), {"sort": "grade"}),
    "statements with a frequent word": ("statement", Filter(search="speaker", act="deny"), {}),
    "statements of a country": ("statement", Filter(party="PRK"), {}),
    "statements since a day": ("statement", Filter(since=date(2019, 2, 3)), {}),
    "statements, act and state": ("statement", Filter(act="deny", party="PRK"), {}),
    "statements by grade": ("statement", Filter(), {"sort": "grade"}),
    "statements by voices, page 4,000": ("statement", Filter(), {"sort": "voices", "offset": 199_950}),
    "statements under review": ("statement", Filter(review="confirmed"), {}),
    "transfers, newest": ("transfer", Filter(), {}),
    "transfers to Russia": ("transfer", Filter(recipient="RUS"), {}),
    "transfers, parties and goods": ("transfer", Filter(supplier="PRK", recipient="RUS", goods="missiles"), {}),
    "transfers, words of the goods": ("transfer", Filter(goods="word1"), {}),
    "transfers denied, by grade": ("transfer", Filter(factuality="denied"), {"sort": "grade"}),
    "transfers by origins": ("transfer", Filter(), {"sort": "origins"}),
}

VALUES: dict[str, dict[str, tuple[Any, ...]]] = {
    "statement": {
        "act": tuple(act.value for act in Act), "party": (*STATES, "unknown"), "speaker": ("speaker 17", "Speaker 3", "germ"),
        "search": ("word17", "word3 word40", "speaker"),
    },
    "transfer": {
        "supplier": (*STATES, "unknown"), "recipient": STATES, "party": STATES, "goods": ("missiles", "drones", "word12"),
        "stage": tuple(stage.value for stage in Stage), "factuality": tuple(one.value for one in Factuality),
        "denied": (True, False), "speaker": ("speaker 4", "germ"), "search": ("word17", "PRK drones"),
    },
}  # fmt: skip
"""What filters of a kind are set to; those of any kind are added."""
ANY: dict[str, tuple[Any, ...]] = {
    "since": tuple(date(year, 3, 5) for year in range(2014, 2026)), "until": tuple(date(year, 8, 20) for year in range(2014, 2026)),
    "grade": (1, 2, 3, 6), "voices": (1, 2, 3), "origins": (1, 2, 4), "conflicts": (True, False), "review": ("open", "confirmed"),
}  # fmt: skip


def clicked(seed: int) -> tuple[str, Filter, dict[str, Any]]:
    """A list as somebody might click it together: up to four filters, any order, a first page or a deep one."""
    chance = random.Random(seed)
    kind = chance.choice(("statement", "transfer"))
    values = VALUES[kind] | ANY
    names = chance.sample(sorted(values), chance.randint(0, 4))
    offset = 50 * chance.choice((0, 0, 0, 1, 10, 100, 2000))
    return kind, Filter(**{name: chance.choice(values[name]) for name in names}), {"sort": chance.choice(SORTS), "offset": offset}  # fmt: skip


def timed(ask: Callable[[], object]) -> tuple[float, float, float]:
    """Median and 95th percentile of ROUNDS calls, and the median of their CPU time, in milliseconds; the first call, on a
    cold cache, is left out.
    """
    ask()
    taken, spent = [], []
    for _ in range(ROUNDS):
        start, used = time.perf_counter(), time.process_time()
        ask()
        taken.append(1000 * (time.perf_counter() - start))
        spent.append(1000 * (time.process_time() - used))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1], statistics.median(spent)


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--db", help="keep the store in this file, or take the facts from there")
    parser.add_argument(
        "--clicks", type=int, default=500, help="lists of random filters, orders and pages (%(default)s)"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store(arguments.db or Path(folder) / "lists.db") as store:
        start = time.process_time()
        if not store.facts("statement", limit=1)[0]:
            fill(store, arguments.facts)
            print(f"{arguments.facts:,} facts written in {time.process_time() - start:.0f} CPU s")
        print(", ".join(f"{store.facts(kind, limit=1)[1]:,} {kind}s" for kind in ("statement", "transfer")))
        print(f"{'list of 50':32} {'median ms':>10} {'p95 ms':>10} {'CPU ms':>10}")
        for name, (kind, wanted, options) in QUERIES.items():
            middle, high, cpu = timed(partial(store.facts, kind, wanted, limit=50, **options))
            print(f"{name:32} {middle:10.1f} {high:10.1f} {cpu:10.1f}", flush=True)
        _random(store, arguments.clicks)


def _random(store: Store, count: int) -> None:
    """Ask for lists clicked together at random, each once, and print how long they took."""
    taken = []
    for seed in range(count):
        kind, wanted, options = clicked(seed)
        start, used = time.perf_counter(), time.process_time()
        _, total = store.facts(kind, wanted, limit=50, **options)
        taken.append((1000 * (time.process_time() - used), 1000 * (time.perf_counter() - start), seed, int(total)))
    for what, place in (("CPU ms", 0), ("ms", 1)):
        row = [one[place] for one in taken]
        high = statistics.quantiles(row, n=20)[-1]
        print(
            f"{count} lists clicked at random: median {statistics.median(row):.1f} {what}, 95% {high:.1f}, worst {max(row):.1f}"
        )
    for cpu, _, seed, total in sorted(taken, reverse=True)[:3]:
        print(f"  {cpu:.1f} CPU ms, {total:,} found: {clicked(seed)}")


if __name__ == "__main__":
    main()

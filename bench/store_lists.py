"""How long the store's lists take with many facts: `python bench/store_lists.py [--facts 1000000] [--db FILE]`.

Fills a new SQLite store with generated statement and transfer facts (no page text: lists read facts only), then asks for
lists as the command line and the desk do, with every filter, and prints the median and the 95th percentile of each in
milliseconds.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from armstrail.ledger.facts import StatementFact, TransferFact
from armstrail.ledger.store import Store
from armstrail.ledger.store.facts import Filter
from armstrail.ledger.store.saving import add_facts, note_counts
from armstrail.records import Act, Category, Factuality, Goods, Member, Quote, Speaker, SpeakerKind, Stage, When

STATES = ("PRK", "RUS", "IRN", "CHN", "UKR", "USA", "KOR", "TUR", "ISR", "SDN", "YEM", "MMR", "SRB", "POL", "JPN")
CHUNK = 20_000
ROUNDS = 20


def facts(count: int, seed: int = 7) -> Iterator[StatementFact | TransferFact]:
    """Facts with plausible spreads of speakers, parties and days; one in ten is a transfer."""
    chance = random.Random(seed)
    words = [f"word{number}" for number in range(4000)]
    for number in range(count):
        start = date(2014, 1, 1) + timedelta(days=chance.randrange(4300))
        day = When(start=start, end=start)
        members = (Member(page=f"p{number}", id="s1"),)
        if number % 10:
            name = f"Speaker {int(chance.paretovariate(0.7)) % 5000}"
            speaker = Speaker(name=name, country=chance.choice(STATES), kind=SpeakerKind.PERSON)
            content = " ".join(chance.choices(words, k=14))
            yield StatementFact(
                id=f"s-{number:08}", members=members, origins=(f"o:{number}",), speaker=speaker, quote=Quote.INDIRECT,
                act=chance.choice(list(Act)), content=content, said_on=day, grade=chance.randint(1, 6),
            )  # fmt: skip
        else:
            supplier, recipient = chance.sample(STATES, 2)
            category = chance.choice(list(Category))
            yield TransferFact(
                id=f"t-{number:08}", members=members, origins=(f"o:{number}",), supplier=(supplier,), recipient=(recipient,),
                goods=Goods(text=chance.choice(words), category=category), when=day, stage=chance.choice(list(Stage)),
                factuality=chance.choice(list(Factuality)), flow=f"{supplier}>{recipient}:{category.value}",
            )  # fmt: skip


def fill(store: Store, count: int) -> None:
    """Put generated facts straight into the tables that lists read."""
    made = facts(count)
    for _ in range(0, count, CHUNK):
        with store.engine.begin() as connection:
            add_facts(connection, [one for _, one in zip(range(CHUNK), made, strict=False)], members=False)
    with store.engine.begin() as connection:
        note_counts(connection)


QUERIES: dict[str, tuple[str, Filter, dict[str, Any]]] = {
    "statements, newest": ("statement", Filter(), {}),
    "statements, page 50": ("statement", Filter(), {"offset": 2450}),
    "statements of a speaker": ("statement", Filter(speaker="speaker 17"), {}),
    "statements, one act": ("statement", Filter(act="deny"), {}),
    "statements, one month": ("statement", Filter(since=date(2023, 5, 1), until=date(2023, 5, 31)), {}),
    "statements with words": ("statement", Filter(search="word17 word99"), {}),
    "statements of a country": ("statement", Filter(party="PRK"), {}),
    "transfers, newest": ("transfer", Filter(), {}),
    "transfers to Russia": ("transfer", Filter(recipient="RUS"), {}),
    "transfers, parties and goods": ("transfer", Filter(supplier="PRK", recipient="RUS", goods="missiles"), {}),
    "transfers denied, by grade": ("transfer", Filter(factuality="denied"), {"sort": "grade"}),
    "transfers by origins": ("transfer", Filter(), {"sort": "origins"}),
}


def timed(ask: Callable[[], object]) -> tuple[float, float]:
    """Median and 95th percentile of ROUNDS calls, in milliseconds; the first, on a cold cache, is left out."""
    ask()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--db", help="keep the store in this file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store(arguments.db or Path(folder) / "lists.db") as store:
        start = time.process_time()
        fill(store, arguments.facts)
        print(f"{arguments.facts:,} facts written in {time.process_time() - start:.0f} CPU s")
        print(f"{'list of 50':32} {'median ms':>10} {'p95 ms':>10}")
        for name, (kind, wanted, options) in QUERIES.items():
            middle, high = timed(lambda k=kind, w=wanted, o=options: store.facts(k, w, limit=50, **o))  # type: ignore[misc]
            print(f"{name:32} {middle:10.1f} {high:10.1f}")


if __name__ == "__main__":
    main()

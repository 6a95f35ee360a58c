#!/usr/bin/env python3
"""How the time and memory of building a ledger grow with the number of pages, and what adding one page costs.

    ledger_growth.py ANNOTATIONS.jsonl [--pages 1000 10000 100000] [--added 300]

Pages are made by varying the records of real ones: names of speakers and states, figures, days and rare words are
exchanged by a generator with a fixed seed, so that most affairs are new, some are told again in other words by other
pages (two to six accounts), and some texts are re-posted (up to twenty copies). Prints a line for each size with CPU seconds (one core), seconds a
thousand pages, peak memory in MB, and the median, 95th percentile and most of adding one page in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from armstrail.knowledge import table
from armstrail.ledger import Book
from armstrail.ledger.words import folded
from armstrail.records import Annotation, OriginGroup

SYLLABLES = [
    "ba",
    "ko",
    "li",
    "mar",
    "den",
    "sa",
    "tu",
    "vor",
    "ne",
    "pil",
    "gra",
    "hos",
    "jen",
    "qua",
    "rim",
    "sol",
    "tek",
    "ulm",
    "wen",
    "zor",
]
WORD = re.compile(r"[a-z]{5,}")


class Varied:
    """An affair: a real page with its names, figures, days and rare words exchanged, in several accounts."""

    def __init__(self, page: Annotation, seed: int) -> None:
        """`seed` decides every exchange."""
        self.page, self.seed = page, seed
        random_ = random.Random(seed)
        states = [row["code"] for row in table("countries") if row.get("kind", "state") == "state"]
        self.states = random_.sample(states, 12)
        self.shift = timedelta(days=random_.randrange(-3000, 3000))
        self.factor = random_.uniform(0.3, 3.0)
        self.surname = "".join(random_.sample(SYLLABLES, 3)).title()
        self.exchange: dict[str, str] = {}
        for word in sorted(set(WORD.findall(folded(page.text)))):
            if random_.random() < 0.25:
                self.exchange[word] = "".join(random_.sample(SYLLABLES, 3))

    def account(self, number: int, *, copy: bool) -> Annotation:
        """One account of the affair. A copy has the same words; another account has some of its words exchanged."""
        random_ = random.Random(f"{self.seed}:{number}")
        exchange = dict(self.exchange)
        if not copy:
            for word in sorted(set(WORD.findall(folded(self.page.text)))):
                if random_.random() < 0.1:
                    exchange[word] = "".join(random_.sample(SYLLABLES, 3))
        # words keep their length, so that the spans stay where they are
        text = re.sub(r"[A-Za-z]{5,}", lambda m: self._fitted(m[0], exchange), self.page.text)
        shift = self.shift + (timedelta(0) if copy else timedelta(days=random_.choice((0, 0, 1))))
        cells = self._moved(self.page.model_dump(), shift)
        cells |= {"id": f"{self.page.id}-{self.seed}-{number}", "text": text, "date_evidence": (), "times": ()}
        return Annotation.model_validate(cells)

    @staticmethod
    def _fitted(word: str, exchange: dict[str, str]) -> str:
        put = exchange.get(word.lower())
        if put is None:
            return word
        put = (put * (len(word) // len(put) + 1))[: len(word)]
        return put.title() if word[0].isupper() else put

    def _moved(self, value: Any, shift: timedelta, key: str = "") -> Any:
        if isinstance(value, dict):
            moved = {name: self._moved(inner, shift, name) for name, inner in value.items()}
            if key == "speaker" and moved.get("kind") == "person":
                moved["name"] = f"{value['name'].split()[0]} {self.surname}{len(value['name'])}"
            if key == "quantity":
                moved["value"] = round(value["value"] * self.factor)
                moved["high"] = round(value["high"] * self.factor) if value.get("high") else None
            return moved
        if isinstance(value, tuple | list):
            return tuple(self._moved(inner, shift, key) for inner in value)
        if isinstance(value, date):
            return value + shift
        if (
            isinstance(value, str)
            and key in {"supplier", "recipient", "participants", "by", "country"}
            and len(value) == 3
        ):
            return self.states[hash_of(value) % len(self.states)]
        return value


def hash_of(text: str) -> int:
    """A small number that is the same on every machine."""
    return sum(ord(char) * 31**place for place, char in enumerate(text))


def pages(real: list[Annotation], count: int) -> Iterator[tuple[Annotation, OriginGroup | None]]:
    """`count` pages with their origins: affairs of two to six accounts, one text in six re-posted."""
    made, seed = 0, 0
    while made < count:
        random_ = random.Random(f"affair:{seed}")
        affair = Varied(real[seed % len(real)], seed)
        seed += 1
        for number in range(random_.choice((1, 1, 2, 3, 6))):
            copies = random_.choice((1, 1, 1, 1, 1, random_.randrange(2, 20)))
            names = tuple(f"{affair.page.id}-{affair.seed}-{number * 100 + copy}" for copy in range(copies))
            group = OriginGroup(origin=f"o:{names[0]}", pages=names, first=names[0])
            first = affair.account(number * 100, copy=number == 0)
            for name in names:
                yield first.model_copy(update={"id": name}), group
                made += 1
                if made >= count:
                    return


def measure(real: list[Annotation], count: int, added: int) -> tuple[float, float]:
    """Build a ledger of `count` pages, add some more one by one, and print the figures. Gives pages a CPU second, and
    the 95th percentile of adding one page in milliseconds.
    """
    book, spent, extra = Book(), 0.0, []
    with book.loading():
        for number, (page, group) in enumerate(pages(real, count + added)):
            if number >= count:
                extra.append((page, group))
                continue
            start = time.process_time()
            book.put(page, group)
            spent += time.process_time() - start
        start = time.process_time()
        made = sum(1 for _ in book.facts())
        spent += time.process_time() - start
    single = []
    for page, group in extra:
        start = time.process_time()
        book.put(page, group)
        book.settle()
        single.append(1000 * (time.process_time() - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    single.sort()
    print(
        f"{count:>8} pages  {spent:8.1f} s  {1000 * spent / count:6.2f} s/1000  {made:>9} facts  {peak:7.0f} MB  "
        f"one page: median {statistics.median(single):.1f} ms, 95% {single[int(0.95 * len(single))]:.1f} ms, most {single[-1]:.1f} ms",
        flush=True,
    )
    return count / spent, single[int(0.95 * len(single))]


def load(annotations: Path) -> list[Annotation]:
    """The pages of a file of annotations that could be read."""
    rows = (json.loads(line) for line in annotations.read_text(encoding="utf-8").splitlines())
    return [Annotation.model_validate(row) for row in rows if "error" not in row]


def main() -> int:
    """Measure every size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--added", type=int, default=300)
    arguments = parser.parse_args()
    real = load(arguments.annotations)
    for count in arguments.pages:
        measure(real, count, arguments.added)
    return 0


if __name__ == "__main__":
    sys.exit(main())

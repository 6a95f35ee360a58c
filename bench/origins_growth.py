"""How grouping grows: CPU seconds and memory for 1,000, 10,000 and 100,000 documents, beside rensa and datasketch.

usage: origins_growth.py TEXT_DIR [--sizes 1000,10000,100000] [--tools armstrail,store,rensa,datasketch]

Documents are made from the sentences of TEXT_DIR (*.txt): 18 sentences drawn at random, four words changed in each; one in
twenty copies an earlier document with every tenth sentence dropped. Each tool runs in a process of its own, on the same
documents, which are made again as it goes and whose making is not counted. `found` counts the copies that share a group (or,
for the two libraries, a candidate pair) with what they were copied from.

`store` is the same in a store on disk, up to 10,000 documents unless it is the only tool asked for: its seconds are those of
settling all of them, then forty pages come one by one, of the newest day and then of days among those of the others.
"""

import argparse
import hashlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path


def sentences(folder: str) -> list[list[str]]:
    """The sentences of 8 words or more in the texts of a folder, as words."""
    found = []
    for path in sorted(Path(folder).glob("*.txt")):
        for piece in re.split(r"(?<=[.!?])\s+|\n+", path.read_text(encoding="utf-8")):
            words = piece.split()
            if len(words) >= 8:
                found.append(words)
    return found


def documents(folder: str, count: int, seed: int = 5) -> Iterator[tuple[int, str, int | None]]:
    """Number, text, and for a copy the number of its original."""
    pool = sentences(folder)
    vocabulary = sorted({word for words in pool for word in words})
    rng = random.Random(seed)
    kept: list[tuple[int, list[str]]] = []
    for number in range(count):
        if number > 20 and rng.random() < 0.05:
            original, parts = rng.choice(kept)
            yield number, " ".join(part for place, part in enumerate(parts, 1) if place % 10), original
            continue
        parts = []
        for words in rng.choices(pool, k=18):
            changed = list(words)
            for place in rng.sample(range(len(words)), 4):
                changed[place] = rng.choice(vocabulary)
            parts.append(" ".join(changed))
        if len(kept) < 2000:
            kept.append((number, parts))
        elif rng.random() < 0.1:
            kept[rng.randrange(2000)] = (number, parts)
        yield number, " ".join(parts), None


class Clock:
    """CPU seconds of this process that were not spent on making documents."""

    def __init__(self) -> None:
        self.made = 0.0
        self.started = time.process_time()

    def watch(self, source: Iterator[tuple[int, str, int | None]]) -> Iterator[tuple[int, str, int | None]]:
        """The documents, their making timed apart."""
        while True:
            before = time.process_time()
            item = next(source, None)
            self.made += time.process_time() - before
            if item is None:
                return
            yield item

    def seconds(self) -> float:
        """CPU seconds so far."""
        return time.process_time() - self.started - self.made


def armstrail(folder: str, count: int) -> tuple[float, int, int, str]:
    """Group all documents; then time the arrival of one more."""
    from armstrail.origin import OriginIndex, Text, prints_of

    clock = Clock()
    copies: list[tuple[int, int]] = []

    def texts() -> Iterator[Text]:
        for number, text, original in clock.watch(documents(folder, count)):
            if original is not None:
                copies.append((number, original))
            yield Text(str(number), None, text, None, None)

    index = OriginIndex(prints_of(texts()))
    groups = index.groups()  # they put the pages in their order, and number them by it
    home = {int(index.prints[page].id): place for place, members in enumerate(groups) for page in members}
    seconds = clock.seconds()
    found = sum(home[copy] == home[original] for copy, original in copies)
    times = []
    for number, text, _ in documents(folder, 40, seed=6):
        before = time.process_time()
        index.add(Text(f"new{number}", None, text))
        times.append(time.process_time() - before)
    note = f"one more page {1000 * sorted(times)[len(times) // 2]:.1f} ms, at most {1000 * max(times):.1f} ms"
    return seconds, found, len(copies), f"{note}, {len(groups)} groups"


def store(folder: str, count: int) -> tuple[float, int, int, str]:
    """Settle all documents in a new store on disk; then time the arrival of pages, the origin's part of `Store.refresh`."""
    from armstrail.ledger.store import Store, origins, pages
    from armstrail.page.source import Source
    from armstrail.records import Annotation, Coverage, Published

    first = date(2020, 1, 1)
    now = datetime(2024, 1, 1, tzinfo=UTC)

    def page(name: str, text: str, day: date) -> tuple[Source, Annotation]:
        data = text.encode()
        read = Annotation(
            id=name, text=text, body=((0, len(text)),), coverage=Coverage(characters=len(text), read=len(text)),
            sha256=hashlib.sha256(data).hexdigest(), published=Published(start=day, end=day), language="en",
        )  # fmt: skip
        return Source(id=name, data=data, media_type="text/plain"), read

    copies: list[tuple[int, int]] = []
    with tempfile.TemporaryDirectory() as folder_, Store(Path(folder_) / "growth.db") as kept:
        with kept.engine.begin() as connection:
            for number, text, original in documents(folder, count):
                if original is not None:
                    copies.append((number, original))
                day = first + timedelta(number * 7919 % 1000)
                pages.add_page(connection, *page(str(number), text, day), "bench", now)
        started = time.process_time()
        with kept.engine.begin() as connection:
            origins.settle(connection)
        seconds = time.process_time() - started
        with kept.engine.connect() as connection:
            home = {name: line.origin for line in origins.groups(connection) for name in line.pages}
        notes = []
        for seed, when in ((6, "newest"), (7, "any day")):
            times = []
            for number, text, _ in documents(folder, 40, seed=seed):
                day = first + timedelta(1001 if when == "newest" else number * 7919 % 1000)
                kept.add(*page(f"{when} {number}", text, day))
                before = time.process_time()
                with kept.engine.begin() as connection:
                    origins.settle(connection)
                times.append(1000 * (time.process_time() - before))
            notes.append(f"one more page, {when}, {sorted(times)[20]:.1f} ms, at most {max(times):.1f} ms")
    found = sum(home[str(copy)] == home[str(original)] for copy, original in copies)
    return seconds, found, len(copies), "; ".join(notes)


def _shingles(text: str) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[place : place + 5]) for place in range(max(1, len(words) - 4))]


def rensa(folder: str, count: int) -> tuple[float, int, int, str]:
    """RMinHash of word 5-grams, 128 permutations, 32 bands at 0.5."""
    from rensa import RMinHash, RMinHashLSH

    clock = Clock()
    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    found = copies = 0
    for number, text, original in clock.watch(documents(folder, count)):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(_shingles(text))
        near = index.query(sketch)
        index.insert(number, sketch)
        if original is not None:
            copies += 1
            found += original in near
    return clock.seconds(), found, copies, ""


def datasketch(folder: str, count: int) -> tuple[float, int, int, str]:
    """MinHash of word 5-grams, 128 permutations, LSH at 0.5."""
    from datasketch import MinHash, MinHashLSH

    clock = Clock()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    found = copies = 0
    for number, text, original in clock.watch(documents(folder, count)):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in _shingles(text)])
        near = index.query(sketch)
        index.insert(number, sketch)
        if original is not None:
            copies += 1
            found += original in near
    return clock.seconds(), found, copies, ""


TOOLS = {tool.__name__: tool for tool in (armstrail, store, rensa, datasketch)}
STORED = 10_000


def main() -> None:
    """Print one line a tool and size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--one", action="store_true", help="run the one tool and size named, in this process")
    asked = parser.parse_args()
    sizes, tools = [int(size) for size in asked.sizes.split(",")], asked.tools.split(",")
    if asked.one:
        seconds, found, copies, note = TOOLS[tools[0]](asked.folder, sizes[0])
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{tools[0]:11} {sizes[0]:7,} {seconds:7.1f} CPU s {memory:5} MB  found {found} of {copies}  {note}")
        return
    for size in sizes:
        for tool in tools:
            if tool == "store" and size > STORED and len(tools) > 1:
                continue
            command = [sys.executable, __file__, asked.folder, "--sizes", str(size), "--tools", tool, "--one"]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()

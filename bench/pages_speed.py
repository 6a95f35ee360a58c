"""CPU time of body, date and credits against trafilatura and htmldate on the same pages in one run.

`python -m bench.pages_speed [ROUNDS]` prints seconds for both and their ratio; below 1 is faster than the libraries. The
rounds are interleaved, so that a busy machine troubles both alike; each round's first pass is thrown away as warm-up.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from htmldate import find_date
from trafilatura import extract

from armstrail.page import Source, read_page
from bench.pages_adapter import PAGES, sources


def ours(source: Source) -> None:
    """Body, date and credits of a page."""
    read_page(source)


def theirs(source: Source) -> None:
    """Body and date as the libraries give them."""
    extract(source.data, favor_precision=True, include_comments=False)
    find_date(source.data, original_date=True, extensive_search=True)


def measure(rounds: int = 3, folder: Path = PAGES) -> tuple[float, float]:
    """CPU seconds of both over all pages, each the least of its rounds."""
    pages: Sequence[Source] = tuple(sources(folder))
    best = {ours: float("inf"), theirs: float("inf")}
    for turn in range(rounds + 1):
        for read in (ours, theirs):
            start = time.process_time()
            for page in pages:
                read(page)
            if turn:
                best[read] = min(best[read], time.process_time() - start)
    return best[ours], best[theirs]


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    mine, other = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    print(f"armstrail {mine:.2f} s, trafilatura + htmldate {other:.2f} s, ratio {mine / other:.2f}")

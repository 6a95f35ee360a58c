"""What the whole reading of a page costs, as ratios within one run, in CPU seconds.

    python -m bench.reading_speed FOLDER

`whole / bare` is the whole reading (all record kinds, page facts included) of the folder's plain-text pages against the bare
spaCy pipeline on the same articles: the installed model as `spacy.load` gives it, all its components, a page's paragraphs
in one batch. The reading parses the same paragraphs with the same components; it differs in one, the attribute ruler, whose
answers it remembers instead of matching its patterns anew (`language/attribute_ruler.py`, same outcome). `skipping` is how many times faster a page of the same length passes that has no word of
arms or of foreign affairs: the same pages with every such word replaced, read whole and passed as `armstrail read` passes them.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from spacy.language import Language

from armstrail.annotation import annotate
from armstrail.knowledge import table
from armstrail.language.analysis import installed_model
from armstrail.language.relevance import speaks_of_affairs
from armstrail.page import read_page
from armstrail.page.source import Source
from armstrail.records import Page

_WORD = re.compile(r"\w+(?:-\w+)*")


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _bare(plain: Language, pages: Iterable[Page]) -> None:
    for page in pages:
        for _ in plain.pipe(re.sub(r"\s", " ", page.text[start:end]) for start, end in page.body):
            pass


def _goods_words() -> frozenset[str]:
    words = {word for row in table("goods") if row["kind"] == "item" for word in _WORD.findall(row["phrase"].lower())}
    return frozenset(words | {f"{word}s" for word in words})


def _plain(text: str) -> str:
    """The text with each word of arms, goods or foreign affairs replaced by another of its length."""
    goods = _goods_words()

    def replaced(match: re.Match[str]) -> str:
        word = match[0]
        told = speaks_of_affairs(word) or not goods.isdisjoint([word.lower(), *re.split("-", word.lower())])
        return "choir"[: len(word)].ljust(len(word), "s") if told else word

    return _WORD.sub(replaced, text)


def measure(folder: Path, rounds: int = 4) -> dict[str, float]:
    """Both ratios over the `*.txt` of a folder, each page at its best of some rounds."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    ours = [Source(id=name, data=text.encode(), media_type="text/plain") for name, text in texts.items()]
    others = [Source(id=name, data=_plain(text).encode(), media_type="text/plain") for name, text in texts.items()]
    pages = [read_page(source) for source in ours]
    plain = installed_model()
    _bare(plain, pages[:1])
    annotate(ours[0])
    works: tuple[list[Callable[[], object]], ...] = (
        [partial(_bare, plain, [page]) for page in pages],
        [partial(annotate, source) for source in ours],
        [partial(annotate, source) for source in others],
        [partial(annotate, source, pass_others=True) for source in others],
    )
    # Page by page and in turns: a machine that slows down for a while slows a few of the takes, and each page's best counts.
    takes = [[[_seconds(work) for work in page] for page in zip(*works, strict=True)] for _ in range(rounds)]
    best = [[min(times) for times in zip(*takes_of_page, strict=True)] for takes_of_page in zip(*takes, strict=True)]
    bare, whole, read, passed = map(sum, zip(*best, strict=True))
    return {"whole / bare": whole / bare, "skipping": read / passed}


if __name__ == "__main__":
    for name, ratio in measure(Path(sys.argv[1])).items():
        print(f"{name} {ratio:.2f}")

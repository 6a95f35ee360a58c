"""What the whole reading of a page costs, as ratios within one run, in CPU seconds.

    python -m bench.reading_speed FOLDER

`whole / bare` is the whole reading (all record kinds, page facts included) of the folder's plain-text pages against the bare
spaCy pipeline on the same articles: the installed model as `spacy.load` gives it, all its components, a page's paragraphs
in one batch. The reading parses the same paragraphs (and the headline, where it stands outside of the article) with the same
model; two components of it are asked in another way with the same outcome (`language/attribute_ruler.py`, which remembers
what the ruler said of a kind of token, and `language/recogniser.py`). `skipping` is how many times faster a page of the same
length passes that has no word of arms or of foreign affairs: the same pages with every such word replaced, read whole and
passed as `armstrail read` passes them.

The two sides of a ratio are timed page by page, one right after the other, the one first in one round and the other in the
next. A round's ratio is that of its sums, and the figure is the median of the rounds. Other work on a machine slows a page by
a third for seconds or minutes; so it slows both sides alike, and a round that was hit on one side counts as one of several.
Each page's best time over the rounds, which this script took before, gave 1.44 to 1.51 for one program on one machine, the
median of rounds 1.42 to 1.46: the best of a few is the luckiest, and either side may have had the luck. That two copies of
the model are in memory makes no difference: timed like this against one another, the ratio of two bare copies was .98 to 1.02.
The first round only fills what a process remembers after some pages and does not count. A page's first reading in a process
that has read sixty others costs up to .04 of bare more than the rounds after it.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from spacy.language import Language

from armstrail.annotation import annotate
from armstrail.knowledge import table
from armstrail.language.analysis import installed_model
from armstrail.language.relevance import speaks_of_affairs
from armstrail.page import read_page
from armstrail.page.source import Source
from armstrail.records import Page

Work = Callable[[], object]

_WORD = re.compile(r"\w+(?:-\w+)*")


def _seconds(work: Work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _bare(plain: Language, page: Page) -> None:
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


def _ratio(above: list[Work], below: list[Work], rounds: int) -> float:
    """How many times as long the works of one list take as those of another, work by work and in turns."""
    ratios = []
    for n in range(rounds + 1):
        sums = [0.0, 0.0]
        for pair in zip(above, below, strict=True):
            for side in (n % 2, 1 - n % 2):
                sums[side] += _seconds(pair[side])
        ratios.append(sums[0] / sums[1])
    return median(ratios[1:])


def measure(folder: Path, rounds: int = 9) -> dict[str, float]:
    """Both ratios over the `*.txt` of a folder."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    ours = [Source(id=name, data=text.encode(), media_type="text/plain") for name, text in texts.items()]
    others = [Source(id=name, data=_plain(text).encode(), media_type="text/plain") for name, text in texts.items()]
    plain = installed_model()
    bare: list[Work] = [partial(_bare, plain, read_page(source)) for source in ours]
    whole: list[Work] = [partial(annotate, source) for source in ours]
    read: list[Work] = [partial(annotate, source) for source in others]
    passed: list[Work] = [partial(annotate, source, pass_others=True) for source in others]
    return {"whole / bare": _ratio(whole, bare, rounds), "skipping": _ratio(read, passed, 3)}


if __name__ == "__main__":
    for name, ratio in measure(Path(sys.argv[1])).items():
        print(f"{name} {ratio:.2f}")

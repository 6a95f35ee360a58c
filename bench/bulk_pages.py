"""Archives of mixed pages for the bulk benchmark, made by varying pages that this project wrote (`examples/`).

A page is a news site's page as crawled: menus, scripts, styles, related links and a story; one in `every` is of the
field. The same number always gives the same page, so that a run can be repeated.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from armstrail.knowledge import table, values

SUBJECTS: dict[str, tuple[str, ...]] = {
    "kitchen": (
        "Whisk {n} grams of flour with the water and leave the dough to rise until it has doubled.",
        "The baker says that a cooler oven and a longer bake give the crust its colour.",
        "Fold the butter in with cold hands, or the layers will melt into one.",
        "Serve it with a green salad and the rest of the lemon.",
        "Readers asked how long it keeps; wrapped in a cloth it stays fresh for {n} days.",
    ),
    "sport": (
        "The visitors took the lead after {n} minutes with a header from the far post.",
        "Their coach said that the side had trained for just such a corner.",
        "A second yellow card left the hosts with ten players for the last half-hour.",
        "The goalkeeper told the club's channel that he never saw the ball.",
        "They climb to third place, {n} points behind the leaders.",
    ),
    "garden": (
        "Prune the roses above an outward-facing bud and burn what is diseased.",
        "A mulch of {n} centimetres keeps the roots cool until September.",
        "Slugs come at night, so water in the morning.",
        "The nursery sells seedlings of all kinds from the first of May.",
        "Let the lawn grow in a dry spell; it browns, but it comes back.",
    ),
    "gadgets": (
        "The phone's new camera takes in more light, at the price of {n} grams.",
        "Its battery lasted a day and a half in our test, an hour more than last year's.",
        "The maker says an update will mend the flicker of the screen.",
        "At {n} euros it is dearer than its rivals and slower than some.",
        "We would wait for the sales, when last year's model comes cheaper.",
    ),
    "films": (
        "The director shot the whole of it in {n} days, in one house by the sea.",
        "Its best scene has no words: two sisters, a piano, and the rain.",
        "The composer said she wrote the theme before there was a script.",
        "The second half loses its way among too many flashbacks.",
        "It opens in cinemas on Friday and runs for {n} minutes.",
    ),
}
EXAMPLES = Path(__file__).parent.parent / "examples" / "pages"
ACCOUNTS = 3
"""Pages on one affair: a third of them re-posts word by word, the others with some sentences left out."""


MONTHS = ("January", "March", "May", "June", "September", "October")
_MENU = "".join(
    f'<li class="menu__item"><a href="/{name.lower()}" data-track="nav">{name}</a></li>'
    for name in [
        "Home",
        "World",
        "Politics",
        "Business",
        "Sport",
        "Culture",
        "Food",
        "Travel",
        "Weather",
        "Health",
        "Science",
        "Video",
        "Podcasts",
        "About",
        "Contact",
    ]
)
_SCRIPT = (
    "window.dataLayer=window.dataLayer||[];function track(e,t){{dataLayer.push({{event:e,id:'{n}',type:t,ts:Date.now()}})}};"
    * 40
)
_STYLE = ".card-{n}{{margin:0 auto;padding:{n}px;display:grid;grid-template-columns:1fr 2fr;color:#33{n}}}" * 260


def page(number: int, every: int = 100) -> str:
    """The page of a number; each `every`-th is of the field."""
    pick = random.Random(number)
    day = f"{1 + number % 28} May 2024"
    if number % every == every // 2:
        subject = "security"
        day, sentences = _story(number // every, pick)
    else:
        subject = pick.choice(list(SUBJECTS))
        sentences = [pick.choice(SUBJECTS[subject]).format(n=pick.randint(2, 90)) for _ in range(pick.randint(15, 60))]
    paragraphs = "".join(
        f'<p class="story__p">{" ".join(sentences[n : n + 3])}</p>' for n in range(0, len(sentences), 3)
    )
    related = "".join(
        f'<div class="card"><a href="/{name}/{pick.randint(1, 9999)}"><img alt="" src="/i/{n}.jpg">'
        f"<h3>{pick.choice(SUBJECTS[name]).format(n=n)}</h3></a></div>"
        for n, name in enumerate(pick.choices(list(SUBJECTS), k=24))
    )
    style, script = _STYLE.format(n=number % 97), _SCRIPT.format(n=number)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{sentences[0]} | The {subject} page</title>"
        f"<style>{style}</style><script>{script}</script></head><body><nav><ul>{_MENU}</ul></nav>"
        f"<article><h1>{sentences[0]}</h1><time>{day}</time>{paragraphs}</article>"
        f"<aside>{related}</aside><script>{script}</script><footer><ul>{_MENU}</ul></footer></body></html>"
    )


@cache
def _examples() -> list[list[str]]:
    """The sentences of the example pages on affairs of the field."""
    texts = [
        path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("p*.txt")) if "football" not in path.name
    ]
    paragraphs = [[line for line in text.splitlines() if len(line) > 80] for text in texts]
    return [[one for line in lines for one in re.split(r"(?<=[.!?])\s+(?=[A-Z\"])", line)] for lines in paragraphs]


@cache
def _states() -> tuple[list[dict[str, str]], re.Pattern[str]]:
    """States by name, adjective and capital, and what finds any of these in a text."""
    rows = [row for row in table("countries") if row["kind"] == "state" and row["adjectives"] and row["capital"]]
    states = [{name: values(row[name])[0] for name in ("name", "adjectives", "capital")} for row in rows]
    words = {word for state in states for word in state.values()}
    return states, re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")\b")


def _story(number: int, pick: random.Random) -> tuple[str, list[str]]:
    """The day and the sentences of a page of the field: sentences of two example pages with their states, figures and days
    exchanged, the same way on all pages of one affair.
    """
    affair = random.Random(f"affair {number // ACCOUNTS}")
    sentences = [one for example in affair.sample(_examples(), 2) for one in example if affair.random() < 0.6]
    states, named = _states()
    others = states[:]
    affair.shuffle(others)
    exchange = {word: other[cell] for state, other in zip(states, others, strict=True) for cell, word in state.items()}
    factor, shift = affair.uniform(0.4, 3), affair.randint(1, 27)

    def figure(found: re.Match[str]) -> str:
        value = int(found[0].replace(",", ""))
        if 1900 <= value < 2100 and "," not in found[0]:
            return found[0]
        return str((value + shift) % 28 + 1) if value <= 31 else f"{round(value * factor):,}"

    told = [
        re.sub(r"(?<![\w-])\d[\d,]*\b(?!-)", figure, named.sub(lambda found: exchange[found[0]], one))
        for one in sentences
    ]
    if number % ACCOUNTS:
        told = [one for one in told if number % ACCOUNTS == 1 or pick.random() > 0.2] or told
    day = f"{affair.randint(1, 28)} {affair.choice(MONTHS)} {affair.randint(2022, 2024)}"
    return day, told


def records(first: int, last: int, every: int = 100) -> Iterator[bytes]:
    """The pages of the numbers `first` to `last`, as gzip members of a web archive."""
    for number in range(first, last):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number, every).encode()
        digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
            f"WARC-Date: 2024-05-30T10:00:00Z\r\nWARC-Target-URI: https://site{number % 50}.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nWARC-Block-Digest: sha1:{digest}\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        yield gzip.compress(head.encode() + block + b"\r\n\r\n", compresslevel=4, mtime=0)


def write(folder: Path, pages: int, every: int = 100, pages_a_file: int = 5000) -> list[Path]:
    """Archives of so many pages below `folder`."""
    paths = []
    for first in range(0, pages, pages_a_file):
        path = folder / f"crawl-{first:08d}.warc.gz"
        with path.open("wb") as stream:
            for one in records(first, min(first + pages_a_file, pages), every):
                stream.write(one)
        paths.append(path)
    return paths

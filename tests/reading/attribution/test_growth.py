"""Long pages: time in proportion to the text, and the end read like the beginning, whatever its shape."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence

import pytest
from spacy.tokens import Doc

from armstrail.language import Analysis, analyse
from armstrail.language.analysis import Paragraph, pipeline
from armstrail.language.names import find_names
from armstrail.language.parties import parties_of_page
from armstrail.reading.attribution import find_statements
from armstrail.records import Coverage, Page

LINES = (
    'The ferry minister, Ann Lund, said on Monday that "no boat" would leave. "We wait," she told the Harbour Times.',
    "He denied it. According to the port office, its spokesman had warned them that the crane, which Oslo sold, was old.",
    'Critics called the plan "a gift to smugglers", and Boris Veld, an adviser, urged the council to stop it.',
    "A statement by the union said its members knew nothing; they accused the owner of lying, he added.",
)


def _page(text: str, body: Sequence[tuple[int, int]]) -> Page:
    return Page(
        id="long",
        text=text,
        language="en",
        body=tuple(body),
        sha256="",
        coverage=Coverage(characters=len(text), read=len(text)),
    )


def _repeated(times: int) -> Analysis:
    """A page of the same parsed lines over and over, each at its own place."""
    docs = [pipeline()(line) for line in LINES] * times
    paragraphs, at = [], 0
    for doc in docs:
        paragraphs.append(Paragraph(start=at, end=at + len(doc.text), kind="body", doc=doc))
        at += len(doc.text) + 1
    page = _page("\n".join(doc.text for doc in docs), [(p.start, p.end) for p in paragraphs])
    parties = parties_of_page([p.doc for p in paragraphs])
    names = find_names(paragraphs, parties)
    return Analysis(page=page, paragraphs=tuple(paragraphs), parties=parties, names=names)


def _named(count: int) -> list[Paragraph]:
    """Paragraphs that name `count` persons, each once in full and once by the surname."""
    vocab, paragraphs, at = pipeline().vocab, [], 0
    for n in range(count):
        digest = hashlib.sha1(str(n).encode(), usedforsecurity=False).hexdigest()
        surname = "".join("abcdefghijklmnop"[int(digit, 16)] for digit in digest[:9]).capitalize()
        words = ["Minister", "Ann", surname, "saw", "the", "minister", "and", surname, "."]
        pos = ["PROPN", "PROPN", "PROPN", "VERB", "DET", "NOUN", "CCONJ", "PROPN", "PUNCT"]
        ents = ["O", "B-PERSON", "I-PERSON", "O", "O", "O", "O", "B-PERSON", "O"]
        deps = ["compound", "compound", "nsubj", "ROOT", "det", "dobj", "cc", "conj", "punct"]
        doc = Doc(vocab, words=words, pos=pos, ents=ents, deps=deps, heads=[2, 2, 3, 3, 5, 3, 5, 5, 3])
        paragraphs.append(Paragraph(start=at, end=at + len(doc.text), kind="body", doc=doc))
        at += len(doc.text) + 1
    return paragraphs


def _seconds(work: object, *arguments: object) -> float:
    """Processor seconds of the quicker of two runs."""
    taken = []
    for _ in range(2):
        begin = time.process_time()
        work(*arguments)  # type: ignore[operator] # any callable
        taken.append(time.process_time() - begin)
    return min(taken)


def test_statements_grow_with_the_text() -> None:
    """Eight times the text takes no more than sixteen times the time; a search through the whole page for each statement
    would take sixty-four times.
    """
    short, long = _repeated(25), _repeated(200)
    assert len(find_statements(long)) >= 8 * len(find_statements(short)) - 16
    assert _seconds(find_statements, long) <= 16 * _seconds(find_statements, short)


def test_names_grow_with_the_persons() -> None:
    """Eight times the persons take no more than twenty times the time."""
    short, long = _named(150), _named(1200)
    assert len(find_names(long).persons()) > 1150
    assert _seconds(find_names, long) <= 20 * _seconds(find_names, short)


SHAPES = {
    "one paragraph": "The mayor said the bridge was closed. " * 400,
    "one sentence": "the mayor said the bridge was closed and " * 400,
    "marks never closed": '"The bridge is closed, the mayor said. ' * 400,
    "nested brackets": "(the mayor said the bridge was closed " * 400,
    "commas": "the bridge was closed, he said, " * 500,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_end_of_a_long_page_is_read(shape: str) -> None:
    """What somebody says behind 16,000 characters of any shape is found with its speaker."""
    text = SHAPES[shape].strip() + '\n\n"The crane will stay," Ann Lund told the Harbour Times.'
    body = [(0, text.index("\n\n")), (text.index("\n\n") + 2, len(text))]
    last = find_statements(analyse(_page(text, body)))[-1]
    assert text[slice(*last.content[-1])] == "The crane will stay"
    assert last.speaker is not None
    assert last.speaker.name == "Ann Lund"

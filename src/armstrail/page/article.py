"""Which pieces of a rendered HTML page are its article.

The first witness is trafilatura (Barbaresi 2021, https://doi.org/10.18653/v1/2021.acl-demo.15), whose paragraphs are
found again among the page's own pieces.
"""

from __future__ import annotations

import logging
import re

import lxml.html
from trafilatura import bare_extraction
from trafilatura.metadata import Document

from armstrail.page.rendering import Rendering

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_NOT_ALNUM = re.compile(r"[\W_]+")


def squeezed(text: str) -> str:
    """`text` with nothing but its letters and digits: what two renderings of the same words share."""
    return _NOT_ALNUM.sub("", text)


def witnessed(root: lxml.html.HtmlElement, rendering: Rendering) -> list[float]:
    """For each piece, the share of its letters that trafilatura takes for the article."""
    document = bare_extraction(root, favor_precision=True, include_comments=False)
    shares = [0.0] * len(rendering.pieces)
    if not isinstance(document, Document) or document.body is None:
        return shares
    letters = [squeezed(rendering.text[piece.start : piece.end]) for piece in rendering.pieces]
    starts, total = [], 0
    for word in letters:
        starts.append(total)
        total += len(word)
    page = "".join(letters)
    covered = bytearray(total)
    cursor = 0
    for element in document.body.iter("p", "head", "item", "quote", "cell", "code", "hi", "ref", "lb"):
        for raw in (element.text, element.tail):
            needle = squeezed(raw or "")
            if not needle:
                continue
            found = page.find(needle, cursor)
            if found < 0 or (len(needle) < 12 and found - cursor > 2000):
                found = page.find(needle) if len(needle) >= 12 else -1
            if found >= 0:
                covered[found : found + len(needle)] = b"\x01" * len(needle)
                cursor = found + len(needle)
    for index, word in enumerate(letters):
        if word:
            shares[index] = covered.count(1, starts[index], starts[index] + len(word)) / len(word)
    return shares

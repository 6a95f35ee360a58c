"""Where sentences surely begin, before the parse: at quotations that stand on their own, after them, after a dateline.

The parser keeps a sentence start that is set for it. A quotation of several sentences and its reporting clause are then
parsed apart, and neither garbles the other.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from armstrail.language.quotation import Quotation, find_quotations
from armstrail.page.datelines import dateline_of

_DATELINE = re.compile(
    r"^\s*[A-Z][A-Z.\-’' ]{2,}(?:[,/ ]+[\w.’' ]{2,30}){0,4}(?:\s*\([^)\n]{2,40}\))?\s*(?:--|[—–―]| - )\s*(?=[\w\"“‘])"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATED = re.compile(
    rf"^\s*\(?(?:[A-Z][\w.’'-]*(?:[ /]+[A-Z][\w.’'-]*){{0,3}}(?:, [A-Z][\w.’'-]*)?, )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}},?) \d{{4}}(?:[.:]|\) ?[—–-]+)\s+(?=[A-Z\"“‘])"
)
"""Heads that a stop, a colon or a bracket closes: "Juba, 8 May 2019. ", "(Juba, May 8, 2019) – "."""
_PLACED = re.compile(r"^\s*[A-Z][A-Z.\-’' ]{2,30}:\s+(?=[A-Z][\w’']+ [\w’']+ )(?!(?:I|We|You|Yes|No|Well|It) )")
"""A place in capitals before a colon: "DHAKA: The army said"."""
_TURN = re.compile(
    r"^\s*[A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|of|the|de|van|von|al)){0,4}(?: \([^)\n]{2,40}\))?\s?:\s+(?=[A-Z\"“‘])"
)
"""Who speaks, before a colon: "Kyodo: Japan's minister said", "Answer (Ann Lee): We have"."""
_ENDS = (".", ",", "!", "?", "…", "—", "–", "--", "-")
_SENTENCE = (".", "!", "?", "…")


def dateline_end(text: str) -> int:
    """Offset of the first character after a dateline ("SEOUL, Oct. 11 (Agency) -- "), or 0."""
    head = text[:160]
    match = _DATELINE.match(head) or _DATED.match(head) or _PLACED.match(head)
    if match is not None:
        return match.end()
    line = dateline_of(text, 0, len(text))
    dated = line is not None and line.place is not None and (line.form is not None or line.agency is not None)
    return line.span[1] if line is not None and dated else 0


def _stands_alone(text: str, q: Quotation) -> bool:
    """Whether a quotation opens with a capital, ends like a sentence or before a reporting clause, and holds some words."""
    inner = text[q.inner[0] : q.inner[1]].strip()
    if q.depth or not inner or len(inner.split()) < 2:
        return False
    before = text[: q.start].rstrip()
    opens = not before or before.endswith((*_SENTENCE, ",", ":", "”", '"', "—", "–", "--"))
    return opens and inner.endswith(_ENDS) and (inner[0].isupper() or not before or not q.opened)


def sentence_starts(text: str) -> set[int]:
    """Offsets at which a sentence surely begins."""
    starts = set()
    line = dateline_end(text)
    if line:
        starts.add(line)
    turn = _TURN.match(text, 0, 200)
    if turn is not None:
        starts.add(turn.end())
    for q in find_quotations(text):
        if _stands_alone(text, q):
            starts.add(q.start)
            after = len(text) - len(text[q.end :].lstrip())
            if text[after : after + 1] in {",", "."}:
                after = len(text) - len(text[after + 1 :].lstrip())
            if q.closed and after < len(text):
                starts.add(after)
    return starts


def mark_sentences(doc: Doc) -> Doc:
    """The doc with `is_sent_start` set where a sentence surely begins; the rest is left to the parser."""
    starts = sentence_starts(doc.text)
    if starts:
        for token in doc:
            if token.idx in starts and token.i > 0:
                token.is_sent_start = True
    return doc

"""Which quotations of a paragraph are speech of their own, by their marks and the words around them, and which are the page's."""

from __future__ import annotations

import re

from spacy.tokens import Token

from armstrail.language.quotation import Quotation
from armstrail.reading.attribution.draft import Passage
from armstrail.reading.attribution.lexicon import verb_of

_ENDS = (".", ",", "!", "?", ";", "…", "—", "–", "--", "-")
_FULL = (".", "!", "?", "…")
_WORD = re.compile(r"\w+")
_REPORTED = re.compile(
    r"[\s\"'“”‘’]*(?:he|she|they|it|[A-Z]\w+(?: [A-Z]\w+){0,3})\s+(?:also )?\w+(?:ed|id|es|ys|ds)[.,]?[\s\"'“”‘’]*$"
)
_DASHED = re.compile(r"[-–—] +[a-z]+")
_RESUMING = re.compile(r"[^\"“”«».!?;:]{4,120},\s*(?:and|but)\s*")
_JOINED = re.compile(r"\s*,?\s*(?:and|but)\s*")


def mark_quotations(passage: Passage) -> None:
    """Fill `held` and `set_off` of a passage."""
    doc, text = passage.doc, passage.text
    outer = [q for q in passage.quotations if q.depth == 0]
    passage.held = [None] * len(doc)
    at = 0
    for token in doc:
        while at < len(outer) and outer[at].end <= token.idx:
            at += 1
        if at < len(outer) and outer[at].start <= token.idx < outer[at].end:
            passage.held[token.i] = outer[at]
    set_off: list[Quotation] = []
    for q in outer:
        if is_phantom(text, q):
            for token in doc:
                if passage.held[token.i] is q:
                    passage.held[token.i] = None
            continue
        if _set_off(passage, text, q) or (
            set_off and (_joined(text, set_off[-1], q) or _resumed(passage, set_off[-1], q))
        ):
            set_off.append(q)
    passage.set_off = tuple(set_off)


def is_phantom(text: str, q: Quotation) -> bool:
    """Whether the marks enclose nothing but a reporting clause, as machine translation leaves it: “He said."""
    inner = text[q.inner[0] : q.inner[1]]
    return len(inner) < 60 and not q.closed and bool(_REPORTED.match(inner))


def _joined(text: str, before: Quotation, q: Quotation) -> bool:
    """Whether a quotation goes on from one that is set off, with nothing but "and" between: '"It came," and "it stayed."'"""
    return bool(_JOINED.fullmatch(text[before.end : q.start])) and len(_WORD.findall(text[q.inner[0] : q.inner[1]])) > 2


def _resumed(passage: Passage, before: Quotation, q: Quotation) -> bool:
    """Whether a quotation goes on behind the cue of the one before and a joining word: '"It came," he said, but "it left."'"""
    text = passage.text
    inner = text[q.inner[0] : q.inner[1]].strip()
    ended = inner.endswith(_ENDS) or text[q.end :].lstrip()[:1] in {"", ",", "."}
    if not ended or len(_WORD.findall(inner)) < 3 or not _RESUMING.fullmatch(text[before.end : q.start]):
        return False
    between = passage.doc[token_at(passage, before.end) : token_at(passage, q.start)]
    cues = [cue for token in between if (cue := verb_of(token)) is not None]
    return len(cues) == 1 and cues[0].speech and "quote" in cues[0].frames


def _set_off(passage: Passage, text: str, q: Quotation) -> bool:
    inner = text[q.inner[0] : q.inner[1]].strip()
    words = len(_WORD.findall(inner))
    if not words:
        return False
    before = text[: q.start].rstrip()
    after = text[q.end :].lstrip()
    ended = inner.endswith(_ENDS) or after[:1] in {",", "."} or not q.closed or _DASHED.match(after) is not None
    if not before or not q.opened:
        return ended or not after or words > 6 or _told_behind(passage, q)
    listed = before.endswith((',"', ",”", ",»")) and inner[0].islower()
    if before.endswith(_FULL) or (before.endswith(("”", '"', "»", ")", "’")) and not listed):
        return ended or words > 8
    fresh = inner[0].isupper() or inner[0].isdigit() or inner[0] in "'‘[…."
    if before.endswith(":"):
        return words >= 3 or inner.endswith(_FULL)
    last = next((t for t in reversed(passage.doc[: token_at(passage, q.start)]) if not t.is_space), None)
    if last is None:
        return True
    if before.endswith((",", "—", "–", "--", "-")):
        verb = _last_verb(passage, last.i)
        if verb is not None and not fresh and any(t.lower_ == "that" for t in passage.doc[verb.i + 1 : last.i]):
            return False  # 'said that in her village, "people are afraid"'
        if verb is not None and not fresh and _goes_on(verb, inner) and not _follows_quotation(passage, last.i, words):
            return False
        return ended and (
            (fresh and words >= 2)
            or (verb is not None and last.i - verb.i <= 12 and words >= 3)
            or _follows_quotation(passage, last.i, words)
        )
    if last.lower_ in {"that", "as", "the", "a", "an", "of", "to"}:
        return False
    cue = verb_of(last)
    if cue is not None and not fresh and cue.frames & {"naming", "object_as"}:
        return False
    if cue is not None and cue.speech and "quote" in cue.frames:
        return (words >= 3 and (fresh or ended)) or (fresh and inner.endswith(_FULL))
    return False


def _told_behind(passage: Passage, q: Quotation) -> bool:
    """Whether a reporting verb stands right behind a quotation, no comma between: "„The mill is closed“ said the owner"."""
    at = token_at(passage, q.end)
    cue = verb_of(passage.doc[at]) if at < len(passage.doc) else None
    return cue is not None and cue.speech and "quote" in cue.frames


def _goes_on(verb: Token, inner: str) -> bool:
    """Whether a quotation in lower case only goes on with a clause in the page's words ("that A had come, "but late")."""
    if inner.split(" ", 1)[0] not in {"and", "but", "or", "nor", "yet", "so", "because"}:
        return False
    return verb.dep_ == "ccomp" or any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)


def _follows_quotation(passage: Passage, at: int, words: int) -> bool:
    """A quotation that goes on in lower case after the cue clause that interrupts it."""
    for i in range(at, max(-1, at - 30), -1):
        if passage.held[i] is not None:
            return words >= 2 and any(verb_of(passage.doc[j]) for j in range(i, at + 1))
        if passage.doc[i].text in {".", "!", "?"}:
            return False
    return False


def token_at(passage: Passage, offset: int) -> int:
    """Index of the first token at or after a character offset."""
    low, high = 0, len(passage.doc)
    while low < high:
        middle = (low + high) // 2
        if passage.doc[middle].idx < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _last_verb(passage: Passage, at: int) -> Token | None:
    for i in range(at, max(-1, at - 25), -1):
        token = passage.doc[i]
        if passage.held[i] is not None or token.text in {".", "!", "?", ";"}:
            return None
        cue = verb_of(token)
        if cue is not None and "quote" in cue.frames:
            return token
    return None

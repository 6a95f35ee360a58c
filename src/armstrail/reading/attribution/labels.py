"""Speakers by layout: headlines ("...: Keller"), transcripts ("KELLER: ...", "Answer (Ann Keller): ..."), signatures under a quotation ('"..." — Keller')."""

from __future__ import annotations

import re
from collections import Counter

from armstrail.language.mentions import Names
from armstrail.language.persons import title_of
from armstrail.reading.attribution.draft import Draft, Passage, Source
from armstrail.reading.attribution.lexicon import Cue, bodies
from armstrail.reading.attribution.sources import phrase
from armstrail.records import Act

LABEL = Cue("", Act.STATE, speech=True)
_LABELLED = re.compile(
    r"^\s*([A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|of|the|de|van|von|al)){0,6}(?: \([^)]{2,40}\))?)\s?:\s+(?=\S)"
)
_TURN = re.compile(
    r"(?:(?<=^)|(?<=[.!?\]…”\"—–)] )|(?<=^[“\"]))([A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,4}|[QA]): (?=\S)"
)
_QUOTED = re.compile(r"^\s*['‘\"“]([^\"“”]{8,}?)['’\"”]\s?:\s+(?=[A-Z])")
_OPENING = re.compile(r"^\s*([A-Z][\w.'’\-]*(?: [A-Z][\w.'’\-]*){0,3}):\s+(?=\S)")
_BRACKETED = re.compile(
    r"^\s*[A-Z][\w ]{0,40}\(((?:[A-Z][\w.'’\-]*|de|van|von|al|bin)(?: (?:[A-Z][\w.'’\-]*|de|van|von|al|bin)){1,5})(?:[,;][^()]{2,60})?\)\s?:\s+(?=\S)"
)
_FINDERS = frozenset({"poll", "survey", "study", "inquiry", "enquiry", "audit", "report", "census"})
_TAIL = re.compile(r"\s*(?::|\s[-–—]{1,2})\s+([A-Z][^:;,!?“”\"]{1,60})$")
_SIGNATURE = re.compile(
    r"^\s*(?:[—–―‒~:]|--|-)\s*((?:[A-Z][\w.'’\-]*|de|del|la|van|von|of|the|al|y)(?:\s+(?:[A-Z][\w.'’\-]*|de|del|la|van|von|of|the|al|y)){0,6})(?:,[^.!?]{2,120})?\s*$"
)


def find_labelled(passage: Passage, names: Names, transcript: frozenset[str]) -> list[Draft]:
    """The attributions of one passage by layout alone. `transcript` holds the labels of speakers who take turns."""
    bracketed = _BRACKETED.match(passage.text) if passage.paragraph.kind == "body" else None
    if bracketed is not None:
        draft = _label(passage, bracketed.span(1), (bracketed.end(), len(passage.text)), direct=True)
        return [draft] if draft is not None else []
    opening = _OPENING.match(passage.text)
    if opening is not None and opening[1] in transcript and not opening[1].isupper():
        draft = _label(passage, opening.span(1), (opening.end(), len(passage.text)), direct=True)
        return [draft] if draft is not None else []
    turns = [m for m in _TURN.finditer(passage.text) if m[1] in transcript]
    if turns:
        out = []
        for n, turn in enumerate(turns):
            end = turns[n + 1].start() if n + 1 < len(turns) else len(passage.text)
            draft = _label(passage, turn.span(1), (turn.end(), end), direct=True)
            if draft is not None:
                out.append(draft)
        return out
    return _headline(passage, names)


def transcript_labels(texts: list[str]) -> frozenset[str]:
    """Labels that take turns on the page: in capitals two of them at least, or one that comes back; in other letters
    ("Reporter: ...") two at the starts of paragraphs that each come back.
    """
    counts: dict[str, int] = {}
    for text in texts:
        for match in _TURN.finditer(text):
            counts[match[1]] = counts.get(match[1], 0) + 1
    capitals = frozenset(counts) if len(counts) > 1 and sum(counts.values()) > 2 else frozenset[str]()
    opening = Counter(first[1] for first in map(_OPENING.match, texts) if first is not None)
    again = [label for label, count in opening.items() if count > 1]
    return capitals | (frozenset(opening) if len(again) > 1 and len(opening) <= 8 else frozenset())


def signature(passage: Passage, start: int) -> Source | None:
    """The name that signs a quotation, in the words from offset `start` of the passage to its end."""
    match = _SIGNATURE.match(passage.text[start:])
    if match is None:
        return None
    tokens = passage.doc.char_span(start + match.start(1), start + match.end(1), alignment_mode="expand")
    return Source(passage, tokens.start, tokens.end, tokens.root) if tokens is not None else None


def _label(passage: Passage, who: tuple[int, int], said: tuple[int, int], *, direct: bool) -> Draft | None:
    span = passage.span(*said)
    tokens = passage.doc.char_span(*who, alignment_mode="expand")
    if span is None or tokens is None or span[1] - span[0] < 8:
        return None
    return Draft(
        passage, LABEL, None, None, [span], Source(passage, tokens.start, tokens.end, tokens.root), direct=direct
    )


def _headline(passage: Passage, names: Names) -> list[Draft]:
    text = passage.text
    quoted = _QUOTED.match(text) if passage.paragraph.kind == "title" else None
    if quoted is not None:
        draft = _doer(passage, quoted.span(1), quoted.end())
        return [draft] if draft is not None else []
    ended = text.rstrip().endswith((".", "!", "?", '"', "”"))
    title = passage.paragraph.kind == "title" or (len(text) < 150 and not ended)
    base = passage.paragraph.start
    match = _LABELLED.match(text)
    if match is not None and (title or not passage.set_off):
        start, end = match.span(1)
        if _is_voice(match[1]) or _names_speaker(names, base + start, base + end):
            draft = _label(passage, (start, end), (match.end(), len(text)), direct=not title)
            return [draft] if draft is not None else []
    tail = _TAIL.search(text) if title and not passage.set_off else None
    if tail is not None:
        start, end = tail.span(1)
        if _is_voice(tail[1]) or _names_speaker(names, base + start, base + end):
            draft = _label(passage, (start, end), (0, tail.start()), direct=False)
            return [draft] if draft is not None else []
    return []


def _doer(passage: Passage, said: tuple[int, int], after: int) -> Draft | None:
    """A headline's quotation with whom the words behind its colon tell of: "'We were robbed': Striker blames referee"."""
    for token in passage.doc:
        if token.idx >= after and token.dep_ == "nsubj" and token.head.pos_ == "VERB" and token.pos_ != "PRON":
            span = passage.span(*said)
            draft = Draft(passage, LABEL, None, None, [span] if span else [], phrase(passage, token), direct=True)
            return draft if span is not None else None
    return None


def _is_voice(label: str) -> bool:
    """Whether a label ends with an office, a body or a paper ("Foreign minister: ...", "Poll: ...")."""
    last = label.rsplit(maxsplit=1)[-1].casefold()
    if title_of(last) is not None:
        return True
    return (last in bodies("body") or last in _FINDERS) and len(label.split()) <= 3


def _names_speaker(names: Names, start: int, end: int) -> bool:
    """Whether a label names somebody who can speak: most of it is a name that the page knows."""
    covered = sum(min(m.end, end) - max(m.start, start) for m in names.within(start, end) if m.form != "pronoun")
    return covered >= 0.5 * (end - start)

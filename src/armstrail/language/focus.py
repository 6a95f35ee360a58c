"""Pronouns: whom "he", "she" and "they" stand for, by what the page has in focus.

A plain salience count (after Lappin and Leass 1994): subjects weigh more than objects, subjects of reporting verbs most,
names inside quotation marks least; weights halve from sentence to sentence. No resolution where gender forbids or
nothing is in focus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from armstrail.language.analysis import Paragraph
from armstrail.language.mentions import NameMention
from armstrail.language.persons import title_of
from armstrail.records import SpeakerKind

_SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_OPEN, _CLOSE = frozenset("“„«「"), frozenset("”»」")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FLOOR = 0.2


def quoted_tokens(paragraph: Paragraph) -> list[bool]:
    """For each token whether double quotation marks enclose it, by the marks of the paragraph alone."""
    inside = False
    out = []
    for token in paragraph.doc:
        text = token.text
        if text == '"':
            inside = not inside
            out.append(True)
            continue
        if not _OPEN.isdisjoint(text):
            inside = True
        out.append(inside)
        if not _CLOSE.isdisjoint(text):
            inside = False
    return out


def _weight(token: Token, quoted: bool) -> float:
    if quoted:
        return 0.3
    head = token
    while head.dep_ in {"compound", "flat", "nmod", "case"} and head.head.i != head.i:
        head = head.head
    if head.dep_ == "appos" and head.i > head.head.i:
        head = head.head  # "a second defendant, Ann Lee, pleaded": she pleads
    office = head.head.head
    if head.dep_ == "pobj" and head.head.lower_ == "of" and title_of(office.text) and head.left_edge.i < token.i:
        head = office  # "the head of the Pentagon Martin Oakes declared"
    if head.dep_ in _SUBJECTS:
        verb = head.head
        return 6.0 if verb.dep_ in {"ROOT", "conj", "ccomp", "parataxis"} and verb.dep_ != "ccomp" else 3.0
    if head.dep_ in {"poss", "compound", "pobj", "dobj", "conj", "appos"}:
        return 1.0
    return 1.0


def resolve_pronouns(
    paragraphs: Sequence[Paragraph], mentions: Sequence[NameMention], genders: Mapping[str, str | None]
) -> list[NameMention]:
    """The mentions with those of resolved pronouns added, in order of the text."""
    by_start: dict[int, NameMention] = {}
    for mention in mentions:
        if mention.start not in by_start or mention.kind is SpeakerKind.PERSON:
            by_start[mention.start] = mention
    told = dict(genders)
    focus: dict[str, float] = {}
    last: dict[str, NameMention] = {}
    added: list[NameMention] = []
    for paragraph in paragraphs:
        if paragraph.kind == "title":
            continue
        quoted = quoted_tokens(paragraph)
        for sentence in paragraph.doc.sents:
            for token in sentence:
                start, end = paragraph.span(token)
                found = by_start.get(start)
                if found is not None and found.kind is SpeakerKind.PERSON:
                    head = token if found.form != "office" else sentence.doc[token.i : token.i + 6].root
                    last_token = _last_token(paragraph, token, found)
                    weight = max(_weight(head, quoted[token.i]), _weight(last_token, quoted[token.i]))
                    focus[found.name] = max(focus.get(found.name, 0.0), 0.0) + weight
                    last[found.name] = found
                elif token.lower_ in _SINGULAR and not quoted[token.i]:
                    gender = _SINGULAR[token.lower_]
                    fitting = [n for n in focus if told.get(n) in {None, gender} and focus[n] > _FLOOR]
                    if not fitting:
                        continue
                    sure = [n for n in fitting if told.get(n) == gender]
                    best = max(fitting, key=lambda n: (focus[n] + (0.5 if n in sure else 0.0), n))
                    told[best] = told.get(best) or gender
                    focus[best] += _weight(token, False)
                    added.append(replace(last[best], start=start, end=end, form="pronoun"))
            focus = {name: weight / 2 for name, weight in focus.items() if weight / 2 > _FLOOR / 4}
    return sorted([*mentions, *added], key=lambda m: (m.start, -m.end))


def _last_token(paragraph: Paragraph, token: Token, mention: NameMention) -> Token:
    end = mention.end - paragraph.start
    at = token
    while at.i + 1 < len(paragraph.doc) and paragraph.doc[at.i + 1].idx < end:
        at = paragraph.doc[at.i + 1]
    return at

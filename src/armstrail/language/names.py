"""Names of a page: every mention of a person, an office, a state or a body, joined to one full name.

Resolution works on evidence only: a surname goes to the full name that bears it, an office noun to the person whose role
on this page holds that noun, a pronoun to a person whose gender allows it and whom the page has in focus. What has no
evidence stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from armstrail.language.analysis import Paragraph
from armstrail.language.focus import resolve_pronouns
from armstrail.language.mentions import NameMention, Names
from armstrail.language.name_spans import find_spans
from armstrail.language.offices import STATES, find_offices, office_phrase
from armstrail.language.parties import Parties, name_of, parties_of_page
from armstrail.language.persons import (
    NameSpan,
    Person,
    folded,
    gender_of,
    same_person,
    title_of,
    titles,
)
from armstrail.language.segments import dateline_end
from armstrail.records import SpeakerKind

__all__ = ["NameMention", "Names", "find_names"]

_EDGE = re.compile(r"^[\s,;:'’\"“”.&-]+|[\s,;:'’\"“”&-]+$")
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
NEAR = 100
"""Persons of like names, and spellings of one, among which a name is compared: time stays linear in the page."""


def find_names(paragraphs: Sequence[Paragraph], parties: Sequence[Parties] | None = None) -> Names:
    """The mentions of the paragraphs, offsets into the page's text, each with its canonical name. `parties` holds those
    of each paragraph, found here where it is None.

    Persons first (names, then surnames, then offices and pronouns on evidence), then states and bodies where no person
    stands. Deterministic; linear in the text but for a page's number of persons.
    """
    if parties is None:
        parties = parties_of_page([paragraph.doc for paragraph in paragraphs])
    places = frozenset(
        folded(p.doc[m.start : m.end].text)
        for p, found in zip(paragraphs, parties, strict=True)
        for m in found.mentions
    )
    spans = list(find_spans(paragraphs, places))
    persons = _join(spans, paragraphs, parties)
    found = _surnames(paragraphs, persons, spans)
    named = sorted(
        (_mention(paragraphs[span.paragraph], span, person) for span, person in found), key=lambda m: (m.start, m.end)
    )
    others = _parties_and_bodies(paragraphs, parties, named)
    offices = find_offices(paragraphs, parties, named)
    mentions = sorted([*named, *others, *offices], key=lambda m: (m.start, -m.end))
    mentions = resolve_pronouns(paragraphs, mentions, {p.name: p.gender for p in persons})
    return Names(tuple(mentions))


# ------------------------------------------------------------------ persons
def _roles_of(paragraph: Paragraph, parties: Parties, span: NameSpan) -> tuple[list[str], str | None]:
    """Roles and country that stand with a name: titles before it, the office that it is in apposition to ("the
    spokeswoman, Ann Lee"), an apposition after it, "of COUNTRY".
    """
    doc = paragraph.doc
    role, country = _role_words(doc, parties, span.role_start, span.start)
    roles = [role] if role else []
    office = _office_before(doc, span) if not roles else None
    if office is not None:
        first, end = office_phrase(doc, office)
        role, country = _role_words(doc, parties, min(first, office.left_edge.i), min(end, span.start - 1))
        roles = [role] if role else []
    after = span.end
    if after < len(doc) and doc[after].lower_ == "of":
        inner = parties.within(after, min(len(doc), after + 5))
        if inner and inner[0].start <= after + 2 and inner[0].kind in STATES:
            country = country or inner[0].code
    if after + 1 < len(doc) and doc[after].text in {",", "("}:
        end = after + 1
        while end < len(doc) and end - after < 18:
            token = doc[end]
            closes = token.text in {",", ";", "."} or ")" in token.text or ":" in token.text
            if closes or token.pos_ == "AUX" or token.lower_ == "who":
                break
            end += 1
        if end < len(doc) and doc[end].text in {",", ")", "."}:
            heads = [t for t in doc[after + 1 : end] if title_of(t.text)]
            first_token = doc[after + 1]
            plain = first_token.pos_ in {"DET", "PROPN", "NOUN", "ADJ", "PRON"} and first_token.dep_ != "nsubj"
            if heads and plain and not any(t.pos_ == "VERB" and t.tag_ != "VBG" for t in doc[after + 1 : end]):
                role, place = _role_words(doc, parties, after + 1, end)
                if not roles or (role and role[:1].islower()):
                    roles += [role] if role else []
                    country = country or place
    return roles, country


def _office_before(doc: Doc, span: NameSpan) -> Token | None:
    """The office to which a name behind a comma is in apposition: "Peru's envoy to the UN, Ann Lee"; None without one."""
    if span.start < 2 or doc[span.start - 1].text != ",":
        return None
    at = doc[span.start - 2]
    while not title_of(at.text) and at.dep_ in {"pobj", "prep", "compound", "conj"} and at.head.i < at.i:
        at = at.head
    return at if title_of(at.text) and at.pos_ in {"NOUN", "PROPN"} and span.start - at.i < 10 else None


_POSTED = frozenset({"to", "in", "at"})
_OWN_COUNTRY = {"secretary of state": "USA", "chancellor of the exchequer": "GBR"}
"""Offices that only one state has under that name."""


def _role_words(doc: Doc, parties: Parties, start: int, end: int) -> tuple[str | None, str | None]:
    """The office in a run of words, without country and honorifics, and the country."""
    if end <= start or not any(title_of(t.text) for t in doc[start:end]):
        return None, None
    country = None
    drop: set[int] = set()
    for mention in parties.within(start, end):
        if mention.kind in STATES or mention.form in {"seat", "capital"}:
            before = doc[mention.start - 1 if doc[mention.start - 1].dep_ != "det" else mention.start - 2].lower_
            posted = mention.start > start + 1 and before in _POSTED  # "envoy to Peru": where he is sent
            country = country or (None if posted else mention.code)
            owns = mention.end < len(doc) and doc[mention.end].dep_ == "case"
            if mention.form in {"name", "adjective", "demonym"} or (owns and mention.form == "capital"):
                drop.update(range(mention.start, mention.end + owns))
    kept = []
    for token in doc[start:end]:
        row = titles().get(token.text.casefold().rstrip("."))
        if token.i in drop or (row and row["kind"] == "honorific") or (token.dep_ == "poss" and token.pos_ == "PRON"):
            continue
        kept.append(token.text_with_ws)
    text = _EDGE.sub("", "".join(kept))
    text = re.sub(
        r"^(?:(?:the )?(?:country|nation|kingdom|republic)['’]s|of|the|a|an|in|for)\s+", "", text, flags=re.IGNORECASE
    )
    text = re.sub(r"\s+(?:of|for|to|in|the|['’]s?)$", "", re.sub(r"\s{2,}", " ", text)).strip()
    if not text or not any(title_of(word) and (title_of(word) or {})["kind"] != "honorific" for word in text.split()):
        return None, country
    own = (code for office, code in _OWN_COUNTRY.items() if text.casefold().endswith(office))
    return text, country or next(own, None)


def _join(spans: Sequence[NameSpan], paragraphs: Sequence[Paragraph], parties: Sequence[Parties]) -> list[Person]:
    """One person per full name and its variants, then per lone surname that no full name bears."""
    persons: list[Person] = []
    by_word: dict[str, list[Person]] = {}
    by_form: dict[str, Person] = {}

    def note(person: Person, span: NameSpan) -> None:
        paragraph = paragraphs[span.paragraph]
        roles, country = _roles_of(paragraph, parties[span.paragraph], span)
        person.roles += roles
        person.country = person.country or country
        if person.gender is None:
            person.gender = _told_gender(paragraph.doc, span) or gender_of(span.words)

    for span in spans:
        if len(span.words) < 2:
            continue
        key = folded("".join(span.words))
        person = by_form.get(key)
        if person is None:
            ends = (span.words[0], span.words[-1])
            near = {id(p): p for word in ends for p in by_word.get(folded(word)[:3], [])[-NEAR:]}
            person = next((p for p in near.values() if any(same_person(f, span.words) for f in p.forms[:NEAR])), None)
        if person is None:
            person = Person()
            persons.append(person)
        by_form.setdefault(key, person)
        if span.words not in person.forms[:NEAR]:
            person.forms.append(span.words)
            for word in (span.words[0], span.words[-1]):
                by_word.setdefault(folded(word)[:3], []).append(person)
        person.places.append(paragraphs[span.paragraph].start + paragraphs[span.paragraph].doc[span.start].idx)
        note(person, span)
    bearing = _Bearers(persons)
    for span in spans:
        if len(span.words) == 1 and not bearing.of(span.words[0]) and _acts(paragraphs[span.paragraph].doc, span):
            persons.append(Person(forms=[span.words]))
            bearing.add(persons[-1])
    for span in spans:
        if len(span.words) == 1:
            bearers = bearing.of(span.words[0])
            if len(bearers) == 1:
                note(bearers[0], span)
    return persons


def _acts(doc: Doc, span: NameSpan) -> bool:
    """Whether a lone surname has a title or does something; the recogniser takes tanks and brands for persons."""
    root = doc[span.start : span.end].root
    return span.role_start < span.start or root.dep_ in {"nsubj", "nsubjpass", "pobj", "conj", "poss", "ROOT", "appos"}


def _told_gender(doc: Doc, span: NameSpan) -> str | None:
    for token in doc[span.role_start : span.start]:
        row = title_of(token.text)
        if row and row["gender"]:
            return row["gender"]
    return None


class _Bearers:
    """Persons by the last and the first word of each of their forms."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.last: dict[str, dict[int, Person]] = {}
        self.first: dict[str, dict[int, Person]] = {}
        for person in persons:
            self.add(person)

    def add(self, person: Person) -> None:
        """Count a person, whose forms do not change any more, among the bearers."""
        for form in person.forms:
            self.last.setdefault(folded(form[-1]), {})[id(person)] = person
            self.first.setdefault(folded(form[0]), {})[id(person)] = person

    def of(self, word: str) -> list[Person]:
        """Persons one of whose forms has the word as its last word, or else as its first."""
        key = folded(word)
        return list((self.last.get(key) or self.first.get(key) or {}).values())


def _surnames(
    paragraphs: Sequence[Paragraph], persons: Sequence[Person], spans: Sequence[NameSpan]
) -> list[tuple[NameSpan, Person]]:
    """Every name span with its person: full names, and each capitalised word that a person of the page bears."""
    named: dict[str, dict[int, Person]] = {}
    for person in persons:
        for form in person.forms:
            for word in (folded(form[0]), folded(form[-1])):
                if len(word) > 1:
                    named.setdefault(word, {})[id(person)] = person
    by_key = {word: list(bearers.values()) for word, bearers in named.items()}
    surnames = frozenset(folded(form[-1]) for person in persons for form in person.forms)
    by_form = {form: person for person in persons for form in person.forms}
    starts = {(span.paragraph, span.start): span for span in spans}
    found: list[tuple[NameSpan, Person]] = []
    seen: dict[int, int] = {}
    for number, paragraph in enumerate(paragraphs):
        doc = paragraph.doc
        at = 0
        while at < len(doc):
            span = starts.get((number, at))
            if span is None:
                span = _lone(doc, number, at, by_key, surnames)
            if span is None:
                at += 1
                continue
            full = by_form.get(span.words) if len(span.words) > 1 else None
            bearer = full or _choose(doc, span, by_key.get(folded(span.words[-1]), []), seen)
            if bearer is not None:
                found.append((span, bearer))
                seen[id(bearer)] = len(found)
            at = max(span.end, at + 1)
    return found


def _lone(
    doc: Doc, number: int, at: int, by_key: Mapping[str, list[Person]], surnames: frozenset[str]
) -> NameSpan | None:
    token = doc[at]
    if not token.text[:1].isupper() or token.pos_ in {"PRON", "DET"} or token.ent_type_ in {"DATE", "MONTH"}:
        return None
    end = at + 1
    while (
        end + 1 < len(doc) and doc[end].text in {"-", "‑"} and not doc[end - 1].whitespace_ and not doc[end].whitespace_
    ):
        end += 2
    text = doc[at:end].text
    if folded(text) not in by_key:
        return None
    if folded(text) not in surnames and token.ent_type_ not in {"PERSON", "ORG", "GPE", ""}:
        return None
    before = doc[at - 1] if at else None
    joined = before is not None and before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == token
    if joined and before is not None and not title_of(before.text) and before.ent_type_ == token.ent_type_ != "":
        return None
    start = at
    while start > 0 and title_of(doc[start - 1].text) and doc[start - 1].text[:1].isupper():
        start -= 1
    return NameSpan(number, at, end, start, (text,))


def _choose(doc: Doc, span: NameSpan, bearers: Sequence[Person], seen: Mapping[int, int]) -> Person | None:
    """Of several bearers of a surname: the one whose gender the title allows, then the last one mentioned; `seen` tells
    by a person's identity when that was.
    """
    if len(bearers) > NEAR:
        # nobody can tell among so many whom a lone name means, but by the last one named
        bearers = sorted(bearers, key=lambda p: seen.get(id(p), -1))[-NEAR:]
    told = _told_gender(doc, span)
    fitting = [p for p in bearers if not (told and p.gender and p.gender != told)]
    key = folded(span.words[-1])
    last = [p for p in fitting if any(folded(form[-1]) == key for form in p.forms)]
    fitting = last or fitting
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    mentioned = [p for p in fitting if id(p) in seen]
    return max(mentioned, key=lambda p: seen[id(p)]) if mentioned else fitting[0]


def _mention(paragraph: Paragraph, span: NameSpan, person: Person) -> NameMention:
    start, end = paragraph.span(paragraph.doc[span.start : span.end])
    return NameMention(start, end, person.name, SpeakerKind.PERSON, "name", person.role, person.country)


# ------------------------------------------------------------------ states, bodies, offices
def _parties_and_bodies(
    paragraphs: Sequence[Paragraph], parties: Sequence[Parties], named: Sequence[NameMention]
) -> list[NameMention]:
    taken = {at for m in named for at in range(m.start, m.end)}
    out: list[NameMention] = []
    for paragraph, found in zip(paragraphs, parties, strict=True):
        doc = paragraph.doc
        filed = dateline_end(doc.text)  # where a report is filed, and for whom, speaks of no body in it
        for ent in doc.ents:
            # "Voice of America" is a body, though the name of a state stands in it
            inner = [m for m in found.within(ent.start, ent.end) if m.kind in STATES and m.form == "name"]
            if ent.label_ == "ORG" and any(m.start > ent.start and doc[m.start - 1].lower_ == "of" for m in inner):
                _add_body(paragraph, ent.start, ent.end, taken, out)
        for party in found.mentions:
            start, end = paragraph.span(paragraph.doc[party.start : party.end])
            if start in taken or party.is_adjective:
                continue
            kind = STATES.get(party.kind, SpeakerKind.ORGANISATION)
            country = party.code if kind is SpeakerKind.STATE else None
            name = name_of(party.code)
            if party.form == "seat" and country is not None:
                # the Kremlin, the White House, the Pentagon speak under their own name
                name, kind = (
                    re.sub(r"^(?:the|The)\s+", "", paragraph.doc[party.start : party.end].text),
                    SpeakerKind.ORGANISATION,
                )
            out.append(NameMention(start, end, name, kind, "party", None, country))
            taken.update(range(start, end))
        for ent in doc.ents:
            if (
                ent.label_ == "ORG"
                and ent.start_char >= filed
                and not (ent.text == "State" and ent.start and doc[ent.start - 1].lower_ == "of")
            ):
                _add_body(paragraph, ent.start, ent.end, taken, out)
    return out


def _add_body(paragraph: Paragraph, first: int, stop: int, taken: set[int], out: list[NameMention]) -> None:
    start, end = paragraph.span(paragraph.doc[first:stop])
    text = _EDGE.sub("", _POSSESSIVE.sub("", paragraph.doc[first:stop].text))
    text = re.sub(r"^(?:the|The)\s+", "", text)
    if text and not any(at in taken for at in range(start, end)):
        out.append(NameMention(start, end, text, SpeakerKind.ORGANISATION, "organisation"))
        taken.update(range(start, end))

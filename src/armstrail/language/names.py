"""Names of a page: every mention of a person, an office, a state or a body, joined to one full name.

Resolution works on evidence only: a surname goes to the full name that bears it, an office noun to the person whose role
on this page holds that noun, a pronoun to a person whose gender allows it and whom the page has in focus. What has no
evidence stays what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from armstrail.language.analysis import Paragraph
from armstrail.language.focus import resolve_pronouns
from armstrail.language.mentions import NameMention, Names
from armstrail.language.parties import Parties, name_of, parties_of_page
from armstrail.language.persons import (
    NameSpan,
    Person,
    find_spans,
    folded,
    gender_of,
    same_person,
    title_of,
    titles,
)
from armstrail.records import SpeakerKind

__all__ = ["NameMention", "Names", "find_names"]

_EDGE = re.compile(r"^[\s,;:'’\"“”.&-]+|[\s,;:'’\"“”&-]+$")
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
_KINDS = {"state": SpeakerKind.STATE, "territory": SpeakerKind.STATE}
_SAME_OFFICE = (
    frozenset({"diplomat", "secretary of state", "foreign minister", "foreign secretary", "ambassador", "envoy"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"leader", "president", "prime minister", "chancellor", "dictator", "ruler", "premier", "king"}),
    frozenset({"defence minister", "defense minister", "defense secretary", "defence secretary", "defense chief"}),
    frozenset({"senator", "sen", "lawmaker", "legislator"}),
    frozenset({"adviser", "advisor"}),
    frozenset({"chairman", "chairwoman", "chairperson", "chair"}),
    frozenset({"general", "gen", "commander"}),
)
_TOP = frozenset({"top", "chief", "senior"})


REACH = 400
"""Mentions back to which an office noun looks for its holder."""


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
    offices = _offices(paragraphs, parties, named)
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
    if not roles and span.start > 1 and doc[span.start - 1].text == "," and title_of(doc[span.start - 2].text):
        first, end = _office_phrase(doc, doc[span.start - 2])
        role, country = _role_words(doc, parties, first, min(end, span.start - 1))
        roles = [role] if role else []
    after = span.end
    if after < len(doc) and doc[after].lower_ == "of":
        inner = parties.within(after, min(len(doc), after + 5))
        if inner and inner[0].start <= after + 2 and inner[0].kind in _KINDS:
            country = country or inner[0].code
    if after + 1 < len(doc) and doc[after].text in {",", "("}:
        end = after + 1
        depth = 0
        while end < len(doc) and end - after < 18:
            token = doc[end]
            if (token.text in {",", ")", ";", "."} and depth == 0) or token.pos_ == "AUX" or token.lower_ == "who":
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


_OWN_COUNTRY = {"secretary of state": "USA", "chancellor of the exchequer": "GBR"}
"""Offices that only one state has under that name."""


def _role_words(doc: Doc, parties: Parties, start: int, end: int) -> tuple[str | None, str | None]:
    """The office in a run of words, without country and honorifics, and the country."""
    if end <= start or not any(title_of(t.text) for t in doc[start:end]):
        return None, None
    country = None
    drop: set[int] = set()
    for mention in parties.within(start, end):
        if mention.kind in _KINDS or mention.form in {"seat", "capital"}:
            country = country or mention.code
            if mention.form in {"name", "adjective", "demonym"}:
                drop.update(range(mention.start, mention.end))
    kept = []
    for token in doc[start:end]:
        row = titles().get(token.text.casefold().rstrip("."))
        if token.i in drop or (row and row["kind"] == "honorific") or (token.dep_ == "poss" and token.pos_ == "PRON"):
            continue
        kept.append(token.text_with_ws)
    text = _EDGE.sub("", "".join(kept))
    text = re.sub(r"^(?:of|the|a|an|in|for|['’]s)\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\s+(?:of|for|to|in|the|['’]s?)$", "", re.sub(r"\s{2,}", " ", text)).strip()
    if not text or not any(title_of(word) and (title_of(word) or {})["kind"] != "honorific" for word in text.split()):
        return None, country
    return text, country or _OWN_COUNTRY.get(text.casefold())


def _join(spans: Sequence[NameSpan], paragraphs: Sequence[Paragraph], parties: Sequence[Parties]) -> list[Person]:
    """One person per full name and its variants, then per lone surname that no full name bears."""
    persons: list[Person] = []
    by_word: dict[str, list[Person]] = {}

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
        near = {id(p): p for word in (span.words[0], span.words[-1]) for p in by_word.get(folded(word)[:3], [])}
        person = next((p for p in near.values() if any(same_person(f, span.words) for f in p.forms)), None)
        if person is None:
            person = Person()
            persons.append(person)
        if span.words not in person.forms:
            person.forms.append(span.words)
            for word in (span.words[0], span.words[-1]):
                by_word.setdefault(folded(word)[:3], []).append(person)
        person.places.append(paragraphs[span.paragraph].start + paragraphs[span.paragraph].doc[span.start].idx)
        note(person, span)
    for span in spans:
        if (
            len(span.words) == 1
            and not _bearers(persons, span.words[0])
            and _acts(paragraphs[span.paragraph].doc, span)
        ):
            persons.append(Person(forms=[span.words]))
    for span in spans:
        if len(span.words) == 1:
            bearers = _bearers(persons, span.words[0])
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


def _bearers(persons: Sequence[Person], word: str) -> list[Person]:
    """Persons one of whose forms has the word as its last word, or else as its first."""
    key = folded(word)
    last = [p for p in persons if any(folded(form[-1]) == key for form in p.forms)]
    return last or [p for p in persons if any(folded(form[0]) == key for form in p.forms)]


def _surnames(
    paragraphs: Sequence[Paragraph], persons: Sequence[Person], spans: Sequence[NameSpan]
) -> list[tuple[NameSpan, Person]]:
    """Every name span with its person: full names, and each capitalised word that a person of the page bears."""
    by_key: dict[str, list[Person]] = {}
    for person in persons:
        for form in person.forms:
            for word in {folded(form[0]), folded(form[-1])}:
                if len(word) > 1 and person not in by_key.setdefault(word, []):
                    by_key[word].append(person)
    by_form = {form: person for person in persons for form in person.forms}
    starts = {(span.paragraph, span.start): span for span in spans}
    found: list[tuple[NameSpan, Person]] = []
    seen: list[tuple[int, Person]] = []
    for number, paragraph in enumerate(paragraphs):
        doc = paragraph.doc
        at = 0
        while at < len(doc):
            span = starts.get((number, at))
            if span is None:
                span = _lone(doc, number, at, by_key)
            if span is None:
                at += 1
                continue
            full = by_form.get(span.words) if len(span.words) > 1 else None
            bearer = full or _choose(doc, span, by_key.get(folded(span.words[-1]), []), seen, len(found))
            if bearer is not None:
                found.append((span, bearer))
                seen.append((len(found), bearer))
            at = max(span.end, at + 1)
    return found


def _lone(doc: Doc, number: int, at: int, by_key: dict[str, list[Person]]) -> NameSpan | None:
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
    bears_last = any(folded(f[-1]) == folded(text) or len(f) == 1 for p in by_key[folded(text)] for f in p.forms)
    if not bears_last and token.ent_type_ not in {"PERSON", "ORG", "GPE", ""}:
        return None
    before = doc[at - 1] if at else None
    joined = before is not None and before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == token
    if joined and before is not None and not title_of(before.text) and before.ent_type_ == token.ent_type_ != "":
        return None
    start = at
    while start > 0 and title_of(doc[start - 1].text) and doc[start - 1].text[:1].isupper():
        start -= 1
    return NameSpan(number, at, end, start, (text,))


def _choose(
    doc: Doc, span: NameSpan, bearers: Sequence[Person], seen: Sequence[tuple[int, Person]], now: int
) -> Person | None:
    """Of several bearers of a surname: the one whose gender the title allows, then the last one mentioned."""
    told = _told_gender(doc, span)
    fitting = [p for p in bearers if not (told and p.gender and p.gender != told)]
    key = folded(span.words[-1])
    last = [p for p in fitting if any(folded(form[-1]) == key for form in p.forms)]
    fitting = last or fitting
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    for _, person in reversed(seen):
        if any(person is p for p in fitting):
            return person
    return fitting[0]


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
        for ent in doc.ents:
            # "Voice of America" is a body, though the name of a state stands in it
            inner = [m for m in found.within(ent.start, ent.end) if m.kind in _KINDS and m.form == "name"]
            if ent.label_ == "ORG" and any(m.start > ent.start and doc[m.start - 1].lower_ == "of" for m in inner):
                _add_body(paragraph, ent.start, ent.end, taken, out)
        for party in found.mentions:
            start, end = paragraph.span(paragraph.doc[party.start : party.end])
            if start in taken or party.is_adjective:
                continue
            kind = _KINDS.get(party.kind, SpeakerKind.ORGANISATION)
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
            if ent.label_ == "ORG" and not (ent.text == "State" and ent.start and doc[ent.start - 1].lower_ == "of"):
                _add_body(paragraph, ent.start, ent.end, taken, out)
    return out


def _add_body(paragraph: Paragraph, first: int, stop: int, taken: set[int], out: list[NameMention]) -> None:
    start, end = paragraph.span(paragraph.doc[first:stop])
    text = _EDGE.sub("", _POSSESSIVE.sub("", paragraph.doc[first:stop].text))
    text = re.sub(r"^(?:the|The)\s+", "", text)
    if text and not any(at in taken for at in range(start, end)):
        out.append(NameMention(start, end, text, SpeakerKind.ORGANISATION, "organisation"))
        taken.update(range(start, end))


def _office_phrase(doc: Doc, head: Token) -> tuple[int, int]:
    """Tokens from the determiner to the office noun, with an "of"/"for" phrase after it."""
    start = head.i
    while (
        start > 0
        and doc[start - 1].head.i in range(start - 1, head.i + 1)
        and doc[start - 1].dep_ in {"det", "amod", "compound", "poss", "nmod", "case", "punct", "nummod", "advmod"}
    ):
        if doc[start - 1].is_punct and doc[start - 1].text not in {"-", "‑"}:
            break
        start -= 1
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "to", "in", "at"} and child.i == end:
            end = child.right_edge.i + 1
            break
    return start, min(end, head.i + 9)


def _offices(
    paragraphs: Sequence[Paragraph], parties: Sequence[Parties], named: Sequence[NameMention]
) -> list[NameMention]:
    """Definite office nouns without a name ("the secretary", "its top diplomat"), resolved where the page's roles allow."""
    taken = [(m.start, m.end) for m in named]
    held = {at for start, end in taken for at in range(start, end)}
    persons: dict[str, NameMention] = {}
    for mention in named:
        persons.setdefault(mention.name, mention)
    out: list[NameMention] = []
    for paragraph, found in zip(paragraphs, parties, strict=True):
        doc = paragraph.doc
        for head in doc:
            row = titles().get(head.lower_)
            if row is None or row["head"] != "yes" or head.pos_ not in {"NOUN", "PROPN"}:
                continue
            if head.dep_ in {"compound", "amod", "appos", "nmod"} or head.ent_type_ == "PERSON":
                continue
            start, end = _office_phrase(doc, head)
            span = paragraph.span(doc[start:end])
            if any(at in held for at in range(*paragraph.span(head))) or _names_after(doc, head, held, paragraph):
                continue
            first: Token = doc[start]
            definite = first.lower_ in {"the", "his", "her", "its", "their", "this", "that"} or first.dep_ == "poss"
            definite = definite or any(t.dep_ == "case" for t in doc[start : head.i])
            if not definite:
                continue
            owner = found.owner(head)
            country = owner.code if owner is not None and owner.kind in _KINDS else None
            person = _holder(doc[start : head.i + 1].text, head, country, named=named, place=span[0], persons=persons)
            if person is not None:
                out.append(replace(person, start=span[0], end=span[1], form="office"))
            else:
                text = re.sub(r"^(?:the|The)\s+", "", doc[start:end].text)
                out.append(NameMention(*span, text, SpeakerKind.OFFICE, "office", head.text, country))
    return out


def _names_after(doc: Doc, head: Token, held: set[int], paragraph: Paragraph) -> bool:
    """Whether a name follows the office at once, with a comma at most ("Prime Minister Nguyen", "the head, Ann Lee")."""
    at = head.i + 1
    if at < len(doc) and doc[at].text in {",", "."}:
        at += 1
    return at < len(doc) and paragraph.start + doc[at].idx in held and doc[at - 1].text != "."


def _holder(
    phrase: str,
    head: Token,
    country: str | None,
    *,
    named: Sequence[NameMention],
    place: int,
    persons: dict[str, NameMention],
) -> NameMention | None:
    """The one person of the page whose role fits the phrase; of several the last one mentioned before it."""
    lower = phrase.casefold()
    noun = head.lower_
    wanted = {noun}
    for group in _SAME_OFFICE:
        if noun in group:
            wanted |= group
    special = noun in {"official", "representative", "officer", "fellow", "partner", "player", "star", "counterpart"}
    if special or (lower.startswith(("his ", "her ", "their ")) and noun == "counterpart"):
        return None
    fitting = []
    modifiers = {t.lower_ for t in head.lefts if t.dep_ in {"amod", "compound"}} - _TOP
    for name, mention in persons.items():
        role = (mention.role or "").casefold()
        if not role or not any(re.search(rf"\b{re.escape(word)}\b", role) for word in wanted):
            continue
        if country and mention.country and country != mention.country:
            continue
        plain = {word for word in modifiers if not title_of(word) and word not in role}
        if plain and not country:
            continue
        if "former" in lower and "former" not in role:
            continue
        fitting.append(name)
    exact = [name for name in fitting if re.search(rf"\b{re.escape(noun)}\b", (persons[name].role or "").casefold())]
    fitting = exact or fitting
    if not fitting:
        return None
    matched = [name for name in fitting if country and persons[name].country == country]
    fitting = matched or fitting
    upto = bisect_left(named, place, key=lambda m: m.start)
    before = next((m for m in reversed(named[max(0, upto - REACH) : upto]) if m.name in fitting), None)
    if before is not None:
        return before
    return persons[fitting[0]] if len(fitting) == 1 else None

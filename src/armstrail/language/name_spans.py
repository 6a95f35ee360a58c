"""Where a text names persons: runs of tokens by the recogniser's marks, by titles and by descriptions, trimmed to the name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from armstrail.knowledge import table
from armstrail.language.analysis import Paragraph
from armstrail.language.persons import NameSpan, agencies, folded, genders, name_words, title_of, titles

_PARTICLES = frozenset(
    [
        "de",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "zu",
        "zum",
        "la",
        "le",
        "los",
        "las",
        "du",
        "di",
        "da",
        "dos",
        "das",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "bint",
        "y",
        "e",
        "abu",
    ]
)
_BODIES = frozenset(
    {
        "assembly", "council", "court", "staff", "department", "ministry", "committee", "office", "electric",
        "motors", "house", "party", "union", "hospital", "university", "election", "elections", "affairs",
        "meeting", "summit", "conference", "state", "states", "counsel", "public", "institute", "institution",
        "agency", "nations", "command", "centre", "center", "academy", "commission", "federation",
        "association", "organization", "organisation", "bureau", "authority", "corporation", "parliament",
        "directorate", "forces", "service", "administration", "board", "senate", "congress", "defence",
        "defense", "interior", "finance", "economy", "trade", "industry", "energy", "information", "justice",
        "intelligence",
    }
)  # fmt: skip
_JOINERS = frozenset({"of", "for", "the", "and", "&", "to", "on", "at", "in"})


@cache
def verb_words() -> frozenset[str]:
    """Words that end a name run in title case ("Blinken Said")."""
    return frozenset(
        [
            "said",
            "says",
            "saying",
            "told",
            "tells",
            "adds",
            "added",
            "warns",
            "warned",
            "urges",
            "urged",
            "vows",
            "vowed",
            "calls",
            "called",
            "claims",
            "denies",
            "meets",
            "visits",
            "seeks",
            "slams",
            "is",
            "was",
            "has",
            "will",
            "would",
            "to",
            "on",
            "in",
            "at",
            "and",
            "or",
            "but",
        ]
    )


def _capital(text: str) -> bool:
    return text[:1].isupper()


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A run of tokens without titles before it and verbs, clitics and marks after it."""
    while start < end and (
        title_of(doc[start].text) or doc[start].text in _JOINERS or not doc[start].text[0].isalpha()
    ):
        start += 1
    while end > start:
        last = doc[end - 1]
        if (
            last.text in {"'s", "’s", "'", "’"}
            or (not last.text[-1].isalnum() and last.text[-1] != ".")
            or last.lower_ in verb_words()
            or not (_capital(last.text) or (last.text.isalnum() and end - 2 >= start and doc[end - 2].text == "-"))
        ):
            end -= 1
        else:
            break
    return start, end


def _run_after(doc: Doc, start: int) -> int:
    """End of the run of capitalised tokens from `start`: a name after a title."""
    end = start
    while end < len(doc) and end - start < 7:
        token = doc[end]
        if token.text in {"-", "‑"} and end > start and end + 1 < len(doc) and not doc[end - 1].whitespace_:
            end += 1
            continue
        lower_part = token.lower_ in _PARTICLES and end + 1 < len(doc) and _capital(doc[end + 1].text)
        hyphen_part = end > start and doc[end - 1].text in {"-", "‑"}
        capital = _capital(token.text) and token.text[:1].isalpha() and token.lower_ not in verb_words()
        if not (lower_part or hyphen_part or capital) or (title_of(token.text) and end > start):
            break
        if token.pos_ in {"PRON", "DET"}:
            break
        end += 1
    return end


def _after_title(doc: Doc, title: Token) -> int:
    """Where a name may begin after a title: behind its full stop, "of State", or "to the UN"; the doc's length for none."""
    size = len(doc)
    begin = title.i + 1
    if doc[begin].text == "." and title.text.casefold() in titles():
        begin += 1
    if title.lower_.rstrip(".") in {"secretary", "minister"} and doc[begin : begin + 2].text == "of State":
        return begin + 2
    if begin < size and doc[begin].lower_ in {"to", "at", "for"}:
        body = begin + (2 if begin + 1 < size and doc[begin + 1].lower_ == "the" else 1)
        short = body + 1 < size and doc[body].text.isupper() and len(doc[body]) < 6
        return body + 1 if short and doc[body + 1].pos_ == "PROPN" else size
    return begin


def _posted(doc: Doc, start: int) -> int:
    """Where the office begins that stands with its post before a name: "envoy to the African Union Ann Lee", "minister of
    defence Ann Lee"; `start` itself where none does.
    """
    at = start
    while at > 2 and start - at < 6:
        token = doc[at - 1]
        if token.lower_ in {"to", "at", "of", "for"}:
            return at - 2 if at < start and title_of(doc[at - 2].text) else start
        inside = _capital(token.text) and token.text[0].isalpha()
        if not (inside or token.lower_ in {"the", "and"} or token.pos_ == "NOUN") or title_of(token.text):
            return start
        at -= 1
    return start


def _role_start(doc: Doc, start: int) -> int:
    """Where the titles before a name begin: adjectives, places and joining words count once a title stands there."""
    at = best = _posted(doc, start)
    while at > 0 and start - at < 12:
        token = doc[at - 1]
        row = title_of(token.text)
        if row:
            at -= 1
            best = at
        elif best < start and (_capital(token.text) or token.lower_ in _JOINERS) and token.text[0].isalpha():
            at -= 1
            if token.lower_ not in _JOINERS and token.pos_ not in {"DET", "PRON", "VERB", "AUX", "ADV", "SCONJ"}:
                best = at
            elif token.lower_ in {"and", "in", "at", "on", "to"} and not _capital(token.text):
                break
        elif token.text in {"'s", "’s"} and best < start and at >= 2 and _capital(doc[at - 2].text):
            at -= 1
        elif best < start and token.pos_ in {"ADJ", "NOUN"} and token.lower_ not in _JOINERS and at == best:
            at -= 1
            best = at
        elif best == start and _capital(token.text) and token.ent_type_ in {"ORG", "GPE"} and at > 1:
            # "Secretary of State Antony ..." reads State before it meets the title
            at -= 1
        elif best == start and token.lower_ == "of" and at < start:
            at -= 1
        else:
            break
    return best


def find_spans(paragraphs: Sequence[Paragraph], is_place: frozenset[str]) -> Iterator[NameSpan]:
    """Every run of tokens that names a person in full or after a title; `is_place` holds names that are none."""
    lone = {
        token.text
        for paragraph in paragraphs
        for token in paragraph.doc
        if token.dep_ == "nsubj" and token.text[:1].isupper() and token.left_edge.i == token.i and token.pos_ == "PROPN"
    }
    borne = {
        ent[-1].text
        for paragraph in paragraphs
        for ent in paragraph.doc.ents
        if ent.label_ == "PERSON" and len(ent) < 4
    }
    for number, paragraph in enumerate(paragraphs):
        doc = paragraph.doc
        taken: list[tuple[int, int]] = []
        for ent in doc.ents:
            if (ent.label_ == "PERSON" and ent.text not in agencies()) or (
                ent.label_ in {"ORG", "GPE", "FAC", "PRODUCT", "NORP", "WORK_OF_ART"} and _looks_personal(ent, lone)
            ):
                taken.append((_first_name(doc, ent), ent.end))
        for token in doc:
            row = title_of(token.text)
            if row and (_capital(token.text) or row["kind"] != "honorific") and token.i + 1 < len(doc):
                begin = _after_title(doc, token)
                if begin >= len(doc):
                    continue
                end = _run_after(doc, begin)
                if end < len(doc) and title_of(doc[end].text) and doc[end].text[:1].isupper():
                    continue  # "Deputy Prime Minister": a word of the office, and no name
                if end > begin and not title_of(doc[begin].text) and not any(s < end and begin < e for s, e in taken):
                    taken.append((begin, end))
        taken += [(t.i, t.i + 1) for t in doc if _lone_person(t, borne) and not any(s <= t.i < e for s, e in taken)]
        held = _behind_body(doc)
        taken = [(begin, end) for begin, end in taken if not any(begin < stop and start < end for start, stop in held)]
        taken += held
        taken += [(begin, end) for begin, end in _described(doc) if not any(s < end and begin < e for s, e in taken)]
        for begin, stop in sorted(taken):
            start, end = _trim(doc, begin, stop)
            # the model often breaks a name at its hyphen
            while end + 1 < len(doc) and doc[end].text in {"-", "‑"} and not doc[end - 1].whitespace_:
                end += 2
            words = name_words(doc[start:end].text) if end > start else ()
            if (
                not words
                or all(title_of(word) for word in words)
                or folded("".join(words)) in is_place
                or words[-1].casefold() in _BODIES
                or not any(len(w.rstrip(".")) > 1 for w in words)
            ):
                continue
            if all(word.isupper() and len(word) > 5 for word in words) and len(words) > 3:
                continue
            yield NameSpan(number, start, end, _role_start(doc, start), words)


def _first_name(doc: Doc, ent: Span) -> int:
    """Where a person's name begins: at the names before it that the recogniser leaves out of it ("Idriss | Tahir Moussa")."""
    start = ent.start
    while start > 0 and ent.label_ == "PERSON" and ent.start - start < 2:
        token = doc[start - 1]
        plain = token.pos_ == "PROPN" and token.dep_ == "compound" and not token.ent_type_ and token.head.i < ent.end
        if not (plain and token.text.istitle() and token.text.isalpha()) or title_of(token.text):
            break
        start -= 1
    return start


def _lone_person(token: Token, borne: set[str]) -> bool:
    """Whether one capitalised word that speaks or acts is a person by its form, or by another mention on the page: the
    recogniser takes half of all lone surnames for bodies. `borne` are the last words of the persons that it knows.
    """
    if token.pos_ != "PROPN" or token.dep_ != "nsubj" or token.left_edge.i != token.i or token.right_edge.i != token.i:
        return False
    text = token.text
    if text in agencies():
        return False
    if (
        not text[:1].isupper()
        or not text[1:].islower()
        or not text.isalpha()
        or token.ent_type_ in {"GPE", "LOC", "DATE"}
    ):
        return False
    if token.head.pos_ not in {"VERB", "AUX"} or token.doc[token.i - 1 : token.i].text in {"-", "‑"}:
        return False
    return text in borne or text.casefold().endswith(_surname_endings())


@cache
def _surname_endings() -> tuple[str, ...]:
    return tuple(row["ending"] for row in table("surname_endings"))


def _described(doc: Doc) -> Iterator[tuple[int, int]]:
    """Runs of two or three capitalised words, unknown to the recogniser, that an office describes: "Ana Ruiz, Peru's envoy"."""
    at = 0
    while at < len(doc):
        end = at
        while end < len(doc) and doc[end].pos_ == "PROPN" and _capital(doc[end].text) and not doc[end].ent_type_:
            end += 1
        named = 2 <= end - at <= 3 and not any(title_of(t.text) for t in doc[at:end])
        if named and end + 2 < len(doc) and doc[end].text == "," and _office_at(doc, end + 1):
            yield at, end
        at = max(end, at + 1)


_IN_OFFICE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "PRON", "NUM"})
_BEHIND_OFFICE = frozenset({",", ")", ".", "of", "for", "to", "in", "at", "and", "on", "since"})


def _office_at(doc: Doc, start: int) -> bool:
    """Whether an office stands at a place, and not with a name of its own: "the envoy,", "Peru's army chief,", "head of"."""
    for token in doc[start : start + 9]:
        if token.pos_ not in _IN_OFFICE:
            return False
        if title_of(token.text) and token.i + 1 < len(doc) and doc[token.i + 1].lower_ in _BEHIND_OFFICE:
            return True
    return False


def _behind_body(doc: Doc) -> list[tuple[int, int]]:
    """Names behind an office and its body, which the recogniser runs together: "director of the Peace Institute Ann Lee"."""
    out = []
    for head in doc:
        if not title_of(head.text) or head.i + 3 >= len(doc) or doc[head.i + 1].lower_ not in {"of", "for", "to", "at"}:
            continue
        end = head.i + 2
        last = -1
        while end < len(doc) and end < head.i + 14:
            token = doc[end]
            body = token.lower_ in _BODIES or (token.text.isupper() and len(token) > 1 and token.pos_ == "PROPN")
            if body:
                last = end
            elif not (token.text[:1].isupper() or token.lower_ in {"the", "of", "for", "and"}):
                break
            end += 1
        name = doc[last + 1 : end]
        if last < 0 or not 2 <= len(name) <= 4 or end >= len(doc):
            continue
        if doc[end].pos_ not in {"VERB", "AUX"} and doc[end].text not in {",", "."}:
            continue
        if all(t.pos_ == "PROPN" and _capital(t.text) and not title_of(t.text) for t in name):
            out.append((last + 1, end))
    return out


def _looks_personal(ent: Span, lone: set[str]) -> bool:
    """Whether an entity of another label is a person's name: a given name first, or a last word that is a subject alone."""
    words = [t for t in ent if not t.is_punct]
    if not 2 <= len(words) <= 4 or not all(t.text[:1].isupper() and t.pos_ == "PROPN" for t in words):
        return False
    if words[-1].lower_ in _BODIES or any(t.text.isupper() and len(t) > 1 for t in words) or words[0].lower_ == "the":
        return False
    given = folded(words[0].text) in genders()
    return given or (len(words) <= 3 and words[-1].text in lone and ent.root.dep_ == "nsubj" and ent.label_ == "ORG")

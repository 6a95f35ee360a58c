"""Bodies and papers named in full before: who "the panel", "the group", "the experts" and "the report" are.

Evidence is asked for in this order: a speaker or a name that holds the very noun ("the UN Panel of Experts"), a name that
the noun describes ("PAX, a peace group"), and, for nouns that any body may be called by, the one body that spoke or acted
last. A paper speaks for whoever published it. What has no evidence stays a bare noun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from armstrail.knowledge import table
from armstrail.language import Analysis
from armstrail.language.mentions import NameMention
from armstrail.reading.attribution.draft import Source
from armstrail.reading.attribution.lexicon import bodies
from armstrail.reading.attribution.mention import person_of
from armstrail.reading.attribution.sources import SUBJECTS
from armstrail.records import Span, Speaker, SpeakerKind

__all__ = ["author_of_paper", "body_before", "official_before"]

NEAR = 2
"""Paragraphs back to which any body may be meant."""
FAR = 6
"""Paragraphs back to which a name that holds the noun is looked for."""
_STATES = frozenset({"ministry", "department", "army", "navy", "police", "military", "council", "parliament", "court", "government"}
                    | {"embassy", "cabinet", "senate", "congress", "mission", "treasury", "pentagon", "kremlin"})  # fmt: skip
_OFFICIAL = frozenset({"ministry", "department", "agency", "bureau", "office", "directorate", "service", "administration", "command"}
                      | {"authority", "council", "commission", "committee", "court", "navy", "army", "police", "force"})  # fmt: skip
_BY = frozenset({"by", "from", "of"})
_ISSUE = frozenset(
    {"publish", "release", "issue", "present", "submit", "write", "compile", "prepare", "draw", "produce", "author"}
)
_SPEAKING = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GROUP})


def body_before(
    analysis: Analysis, source: Source, head: Token, spoken: Sequence[tuple[Speaker, int]]
) -> Speaker | None:
    """The body that a bare definite noun ("the panel", "the experts", "the organisation") stands for, or None.

    `spoken` are the speakers so far with the paragraphs they spoke in, the last one last.
    """
    noun = head.lemma_.lower()
    if noun not in bodies("antecedent") and noun not in bodies("body"):
        return None
    number = source.passage.number
    said = [speaker for speaker, at in spoken if number - at <= FAR]
    for speaker in reversed(said):
        if speaker.kind in _SPEAKING and _is_name(speaker.name) and noun in _words(speaker.name):
            return speaker
    for doc, shift, upto in _earlier(analysis, number, head, FAR):
        for token in reversed(doc[:upto]):
            if token.lemma_.lower() == noun and token.i != head.i:
                found = _described(analysis, shift, token, said) or _named(analysis, shift, token)
                if found is not None:
                    return found
    if noun not in bodies("antecedent"):
        return None
    return _last_body(analysis, number, head, noun, [speaker for speaker, at in spoken if number - at <= NEAR])


_ANY_OFFICIAL = frozenset({"diplomat", "official", "politician", "statesman", "lawmaker", "functionary", "dignitary"})
_ABROAD = ("foreign", "diplomat", "ambassador", "envoy", "representative", "spokes", "external", "consul", "delegate")


def official_before(
    analysis: Analysis, source: Source, noun: str, spoken: Sequence[tuple[Speaker, int]]
) -> Speaker | None:
    """The person named before whom a bare "the diplomat" or "the official" stands for: the last one of an office named
    before it in its paragraph, else the last one who spoke near, where his role, if the page gives one, allows it.
    `spoken` as for `body_before`.
    """
    if noun not in _ANY_OFFICIAL:
        return None
    start, end = source.passage.paragraph.start, source.span[0]
    for mention in reversed(list(analysis.names.within(start, end)) if end > start else []):
        if mention.kind is SpeakerKind.PERSON and mention.form == "name" and mention.role:
            fits = noun != "diplomat" or any(word in mention.role.casefold() for word in _ABROAD)
            return person_of(mention) if fits else None
    for speaker, at in reversed(spoken):
        if source.passage.number - at > NEAR:
            return None
        if speaker.kind is SpeakerKind.PERSON:
            role = (speaker.role or "").casefold()
            fits = noun != "diplomat" or not role or any(word in role for word in _ABROAD)
            return speaker if fits else None
    return None


def author_of_paper(
    analysis: Analysis, source: Source, head: Token, spoken: Sequence[tuple[Speaker, Span]]
) -> Speaker | None:
    """Who published the paper that "the report" points back to: the body by whose mention the same noun stood before.

    `spoken` are the speakers so far, each with the span of its mention.
    """
    noun = head.lemma_.lower()
    for doc, shift, upto in _earlier(analysis, source.passage.number, head, FAR):
        for token in reversed(doc[:upto]):
            if token.lemma_.lower() != noun or token.i == head.i:
                continue
            for maker in _makers(token):
                at = shift + maker.idx
                said = next((speaker for speaker, span in spoken if span[0] <= at < span[1]), None)
                if said is not None and said.kind is not SpeakerKind.STATE:
                    return said
                mention = _mention(analysis, shift, maker)
                if mention is not None and mention.kind is not SpeakerKind.STATE:
                    return Speaker(name=mention.name, kind=mention.kind, country=mention.country, role=mention.role)
                found = _named(analysis, shift, maker)
                if found is not None:
                    return found
    return None


# ---------------------------------------------------------------- the text before
def _earlier(analysis: Analysis, number: int, head: Token, reach: int) -> Iterator[tuple[Doc, int, int]]:
    """The docs before a noun, the nearest first: each with its offset in the page and the token up to which it counts."""
    for at in range(number, max(-1, number - reach - 1), -1):
        paragraph = analysis.paragraphs[at]
        if paragraph.kind != "title" or at == number:
            yield paragraph.doc, paragraph.start, (head.i if at == number else len(paragraph.doc))


def _mention(analysis: Analysis, shift: int, token: Token) -> NameMention | None:
    start = shift + token.idx
    kinds = {SpeakerKind.ORGANISATION, SpeakerKind.PERSON, SpeakerKind.STATE}
    found = [m for m in analysis.names.within(start, start + len(token)) if m.form != "pronoun" and m.kind in kinds]
    return found[0] if found else None


def _described(analysis: Analysis, shift: int, noun: Token, said: Sequence[Speaker]) -> Speaker | None:
    """The name that a noun describes: "PAX, a peace group", "the research group PAX"."""
    names = [child for child in noun.children if child.dep_ == "appos"]
    if noun.dep_ in {"appos", "compound", "nmod"}:
        names.append(noun.head)
    for name in names:
        mention = _mention(analysis, shift, name) if name.pos_ == "PROPN" else None
        if mention is not None and mention.kind is SpeakerKind.ORGANISATION:
            full = next((speaker for speaker in reversed(said) if speaker.name.startswith(mention.name)), None)
            return full or Speaker(name=mention.name, kind=mention.kind, country=mention.country)
    return None


def _named(analysis: Analysis, shift: int, noun: Token) -> Speaker | None:
    """The full name that a noun heads: "the UN Panel of Experts on Yemen", "a UN panel of experts"; None without a name."""
    doc = noun.doc
    head = noun
    while head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head.head  # "experts" of "the panel of experts"
    if head.lemma_.lower() not in bodies("antecedent") and head.lemma_.lower() not in bodies("body"):
        return None
    start = min([head.i, *(c.i for c in head.lefts if c.dep_ in {"compound", "nmod", "amod"})])
    end = head.i + 1
    for prep in head.rights:
        if prep.dep_ == "prep" and prep.i == end and prep.lower_ in {"of", "on", "for"}:
            end = prep.right_edge.i + 1
            inner = [t.left_edge.i for t in prep.subtree if t.dep_ in {"relcl", "acl", "appos"} or t.text in {",", "("}]
            end = min([end, *inner])
    if not any(t.text[:1].isupper() and t.pos_ == "PROPN" for t in doc[start:end]):
        return None
    mention = next((m for t in doc[start:end] if (m := _mention(analysis, shift, t)) is not None), None)
    country = mention.country if mention is not None else None
    return Speaker(name=doc[start:end].text, kind=SpeakerKind.ORGANISATION, country=country)


def _makers(paper: Token) -> Iterator[Token]:
    """Nouns of who made a paper: "the panel's report", "a report by the panel", "the panel published its report"."""
    for child in paper.children:
        if (child.dep_ == "poss" and child.lower_ not in {"its", "their", "his", "her"}) or child.dep_ in {
            "compound",
            "nmod",
        }:
            yield child
        elif child.dep_ in {"prep", "agent"} and child.lower_ in _BY:
            yield from (inner for inner in child.children if inner.dep_ == "pobj" and inner.ent_type_ != "DATE")
        elif child.dep_ == "acl" and child.lemma_ in _ISSUE:
            for agent in child.children:
                if agent.lower_ == "by":
                    yield from (inner for inner in agent.children if inner.dep_ == "pobj")
    verb = paper.head
    own = any(child.dep_ == "poss" and child.lower_ in {"its", "their"} for child in paper.children)
    if paper.dep_ == "pobj" and verb.lower_ == "in":
        verb = verb.head
        own = True
    if verb.pos_ == "VERB" and (own or (paper.dep_ == "dobj" and verb.lemma_ in _ISSUE)):
        yield from (child for child in verb.children if child.dep_ in SUBJECTS and child.i != paper.i)


# ---------------------------------------------------------------- any body
def _last_body(analysis: Analysis, number: int, head: Token, noun: str, spoken: Sequence[Speaker]) -> Speaker | None:
    """The body that acted or spoke last, where a noun that any body may be called by can mean it."""
    for speaker in reversed(spoken):
        if (
            speaker.kind is SpeakerKind.ORGANISATION
            and speaker.name[:1].isupper()
            and speaker.name != analysis.page.outlet
        ):
            return speaker if _may_be(noun, speaker) else None
    for doc, shift, upto in _earlier(analysis, number, head, NEAR):
        for token in reversed(doc[:upto]):
            if token.dep_ not in {"nsubj", "nsubjpass"}:
                continue
            mention = _mention(analysis, shift, token)
            if mention is None or mention.form != "organisation" or mention.name == analysis.page.outlet:
                continue
            found = Speaker(name=mention.name, kind=SpeakerKind.ORGANISATION, country=mention.country)
            if _may_be(noun, found):
                return found
    return None


def _may_be(noun: str, speaker: Speaker) -> bool:
    """Whether a body may be called by a noun: no ministry is a group, no firm a department."""
    words = _words(speaker.name)
    official = bool(words & _STATES) or speaker.country is not None or speaker.name in _state_bodies()
    return official == (noun in _OFFICIAL)


def _state_bodies() -> frozenset[str]:
    return frozenset(row["name"] for row in table("state_bodies"))


def _words(name: str) -> frozenset[str]:
    words = name.casefold().replace("’", "'").split()
    return frozenset(form for word in words for form in (word, word.removesuffix("s")))


def _is_name(name: str) -> bool:
    return " " in name and any(word[:1].isupper() for word in name.split())


def subjects_above(pronoun: Token) -> list[Token]:
    """The nouns that the clauses above a pronoun have as subject: "The army seized what it called a dump"."""
    found = (c for verb in pronoun.ancestors for c in verb.children if c.dep_ == "nsubj" and c.i < pronoun.i)
    return [subject for subject in found if subject.pos_ in {"NOUN", "PROPN"}]


def subjects_told(pronoun: Token) -> list[Token]:
    """The subjects of what stands told before a pronoun that tells it: "The ministry has cleared the sale, it announced"."""
    told = (c for c in pronoun.head.children if c.dep_ == "ccomp" and c.i < pronoun.i)
    return [c for verb in told for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]

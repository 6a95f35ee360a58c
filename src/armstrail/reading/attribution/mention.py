"""The words that mention a speaker: the core of a noun phrase, the name behind a description, the state that it names."""

from __future__ import annotations

import re

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.mentions import NameMention
from armstrail.language.parties import Parties, is_state, name_of
from armstrail.language.persons import title_of
from armstrail.reading.attribution.draft import Source
from armstrail.reading.attribution.lexicon import bodies, is_paper
from armstrail.reading.attribution.setting import is_occasion
from armstrail.records import Speaker, SpeakerKind

ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_TURNS = frozenset({"q", "a", "question", "answer", "reporter", "journalist", "interviewer", "moderator", "speaker"})
_FOCUSING = frozenset({"even", "only", "also", "just", "meanwhile", "both"})
_CHANNELS = frozenset({"see", "view", "review", "obtain", "quote", "cite", "interview", "publish", "leak", "release"})
"""Participles that tell how words came to the page: no part of whose words they are ("a panel seen by the agency")."""
_EVERY_STATE = frozenset({"ministry", "embassy", "government", "mission", "department", "parliament", "office", "army"})
"""Bodies that every state has: the place where one sits tells it from the others."""


def described_body(source: Source, head: Token) -> str | None:
    """The name behind a word for what it is: "the Lima-based group Arms Watch", "the German tank maker Panzerbau"."""
    doc = head.doc
    name = head
    if head.lemma_.lower() in bodies("kind") and head.text.islower():
        end = head.i + 1
        while (end < source.end and doc[end].pos_ == "NUM") or (
            end < len(doc) and doc[end].text[:1].isupper() and doc[end].pos_ in {"PROPN", "NOUN", "ADJ"}
        ):
            end += 1
        found = doc[head.i + 1 : end]
        return found.text if any(t.text[:1].isupper() and t.pos_ in {"PROPN", "NOUN"} for t in found) else None
    if name.pos_ != "PROPN":
        return None
    start = name.i
    while start - 1 >= source.start and doc[start - 1].pos_ == "PROPN" and doc[start - 1].text[:1].isupper():
        start -= 1
    before = doc[start - 1] if start - 1 >= source.start else None
    if before is None or before.lemma_.lower() not in bodies("kind") or not before.text.islower():
        return None
    return doc[start : name.i + 1].text


def labelled(speaker: Speaker, source: Source) -> Speaker:
    """Who speaks under a label: "Q" and "Question" are nobody's name, a lone name is a person's."""
    label = source.head.text
    if label.casefold() in _TURNS:
        return Speaker(name=label, kind=SpeakerKind.UNNAMED)
    bracketed = source.end < len(source.head.doc) and source.head.doc[source.end].text.startswith(")")
    if speaker.kind is SpeakerKind.ORGANISATION and (speaker.name == label or bracketed) and not label.isupper():
        return speaker.model_copy(update={"kind": SpeakerKind.PERSON})
    return speaker


def several_before(possessor: Token) -> bool:
    """Whether a sentence names several, before "their", whose it may be: "The three men deny it, their lawyer said"."""
    before = possessor.doc[possessor.sent.start : possessor.i]
    subjects = [t for t in before if t.dep_ in {"nsubj", "nsubjpass"}]
    return any(t.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in t.children) for t in subjects)


def is_name(token: Token) -> bool:
    """Whether an apposition is a name of two capitalised words or more."""
    words = [t for t in token.doc[token.left_edge.i : token.i + 1] if not t.is_punct]
    return (
        2 <= len(words) <= 5
        and words[0].text[:1].isupper()
        and not any(title_of(t.text) or t.pos_ == "DET" for t in words)
    )


def differs(speaker: Speaker, country: str | None) -> bool:
    """Whether a speaker is known to be of another country than the one named."""
    return country is not None and speaker.country is not None and country != speaker.country


def person_of(mention: NameMention) -> Speaker:
    """The speaker whom a mention names."""
    return Speaker(name=mention.name, role=mention.role, country=mention.country, kind=mention.kind)


def antecedent_of(relative: Token) -> Token | None:
    """The noun that a relative clause describes."""
    at = relative.head
    for _ in range(6):
        if at.dep_ in {"relcl", "acl"}:
            return at.head if at.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
        if at.head == at:
            return None
        at = at.head
    return None


def core_words(source: Source, head: Token) -> str:
    """The noun phrase without relative clause, apposition and what follows a comma."""
    doc = head.doc
    start = max(head.left_edge.i, source.start) if head == source.head else head.left_edge.i
    while start < head.i and doc[start].lower_ in _FOCUSING:
        start += 1
    end = head.i + 1
    for child in head.rights:
        if (
            child.dep_ == "prep"
            and child.lower_ in {"of", "for", "in", "at", "from", "to", "with"}
            and child.i == end
            and child.i < source.end
        ):
            stop = child.right_edge.i + 1
            for token in child.subtree:
                told_by = token.dep_ == "acl" and token.lemma_ in _CHANNELS
                if token.dep_ in {"relcl", "appos"} or told_by or token.text in {",", "who", "which", "("}:
                    stop = min(stop, token.left_edge.i if token.dep_ in {"relcl", "appos", "acl"} else token.i)
            paper = next((c for c in child.children if c.dep_ == "pobj"), None)
            if paper is not None and child.lower_ in {"in", "at"} and (is_occasion(paper) or is_paper(paper)):
                continue  # in which paper it is said is no part of who says it
            own = head.pos_ == "PROPN" and head.lower_ not in _EVERY_STATE
            if own and child.lower_ in {"in", "at", "from"}:
                continue  # where a named body sits is no part of its name
            end = min(stop, source.end if source.end > end else stop, end + 12)
        elif child.dep_ == "case" and child.i == end:
            continue
    return doc[start:end].text.strip(" ,;:-–—\"“”'‘’")


def country_of(parties: Parties | None, head: Token) -> str | None:
    """The state that a noun is of, or names, as its code."""
    if parties is None:
        return None
    own = parties.of(head) or parties.owner(head)
    return own.code if own is not None and is_state(own.code) else None


def state_words(text: str, parties: Parties | None, source: Source) -> str:
    """A phrase with a leading byname of a state spelled out ("the North's ministry")."""
    if parties is None:
        return text
    doc = source.passage.doc
    for mention in parties.within(source.start, source.end):
        words = doc[mention.start : mention.end].text
        after = doc[mention.end].text if mention.end < len(doc) else ""
        if after in {"'s", "’s"} and mention.form in {"byname", "capital"} and is_state(mention.code):
            bare = ARTICLE.sub("", words)
            if text.startswith(bare):
                return name_of(mention.code) + text[len(bare) :]
    return text


def named_last(analysis: Analysis, source: Source, head: Token) -> NameMention | None:
    """The name behind an office and its body: "the representative to the UN Ann Lee". "Spokesman for Ann Lee" is not she."""
    if not title_of(head.text):
        return None
    doc = head.doc
    prep = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ in {"of", "to", "for", "at"}), None)
    if prep is None or prep.i >= source.end:
        return None
    low, high = source.passage.paragraph.span(doc[prep.i : source.end])
    found = [
        m
        for m in analysis.names.within(low, high)
        if m.kind is SpeakerKind.PERSON and m.form == "name" and m.end == high
    ]
    if not found:
        return None
    text = analysis.page.text
    first = text[low : found[-1].start].split()[-1:]
    return found[-1] if first and first[0][:1].isupper() and not title_of(first[0]) else None

"""Offices that stand for a person: "the secretary", "its top diplomat", resolved where the roles of the page allow it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from armstrail.language.analysis import Paragraph
from armstrail.language.mentions import NameMention
from armstrail.language.parties import Parties
from armstrail.language.persons import title_of, titles
from armstrail.records import SpeakerKind

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
STATES = {"state": SpeakerKind.STATE, "territory": SpeakerKind.STATE}
"""Kinds of party that are states, with the kind of speaker that they are."""
_TOP = frozenset({"top", "chief", "senior"})
_SHARED = frozenset({"official", "representative", "officer", "fellow", "partner", "player", "star", "counterpart"})
"""Offices that too many hold: no person of the page is meant by them alone."""
_WORD = re.compile(r"\w+")


REACH = 400
"""Mentions back to which an office noun looks for its holder, and persons of one office that are looked through."""


def office_phrase(doc: Doc, head: Token) -> tuple[int, int]:
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
            cut = [t.left_edge.i for t in child.subtree if t.dep_ in {"relcl", "acl"} or t.text == ","]
            end = min([child.right_edge.i + 1, *cut])
            break
    return start, min(end, head.i + 9)


def find_offices(
    paragraphs: Sequence[Paragraph], parties: Sequence[Parties], named: Sequence[NameMention]
) -> list[NameMention]:
    """Definite office nouns without a name ("the secretary", "its top diplomat"), resolved where the page's roles allow."""
    taken = [(m.start, m.end) for m in named]
    held = {at for start, end in taken for at in range(start, end)}
    holders = _Holders(named)
    labels = _labels(paragraphs)
    out: list[NameMention] = []
    for paragraph, found in zip(paragraphs, parties, strict=True):
        doc = paragraph.doc
        for head in doc:
            row = titles().get(head.lower_)
            if row is None or row["head"] != "yes" or head.pos_ not in {"NOUN", "PROPN"}:
                continue
            if head.dep_ in {"compound", "amod", "appos", "nmod"} or head.ent_type_ == "PERSON":
                continue
            start, end = office_phrase(doc, head)
            span = paragraph.span(doc[start:end])
            if any(at in held for at in range(*paragraph.span(head))) or _names_after(doc, head, held, paragraph):
                continue
            first: Token = doc[start]
            definite = first.lower_ in {"the", "his", "her", "its", "their", "this", "that"} or first.dep_ == "poss"
            definite = definite or any(t.dep_ == "case" for t in doc[start : head.i])
            if not definite:
                continue
            owner = found.owner(head)
            country = owner.code if owner is not None and owner.kind in STATES else None
            labelled = any(at < span[0] for at in labels.get(head.lower_, ()))
            person = holders.of(doc[start : head.i + 1].text, head, country, span[0], ahead=not labelled)
            if person is not None:
                out.append(replace(person, start=span[0], end=span[1], form="office"))
            else:
                text = re.sub(r"^(?:the|The)\s+", "", doc[start:end].text)
                out.append(NameMention(*span, text, SpeakerKind.OFFICE, "office", head.text, country))
    return out


def _labels(paragraphs: Sequence[Paragraph]) -> dict[str, list[int]]:
    """Where the labels of a transcript name an office without its holder ("Official Spokesperson: "), by its noun."""
    found: dict[str, list[int]] = {}
    for paragraph in paragraphs:
        label = paragraph.doc[:5]
        colon = next((t.i for t in label if t.text == ":"), 0)
        last = paragraph.doc[colon - 1] if colon else None
        if last is not None and title_of(last.text):
            found.setdefault(last.lower_, []).append(paragraph.start)
    return found


def _names_after(doc: Doc, head: Token, held: set[int], paragraph: Paragraph) -> bool:
    """Whether a name follows the office at once, with a comma at most ("Prime Minister Nguyen", "the head, Ann Lee")."""
    at = head.i + 1
    if at < len(doc) and doc[at].text in {",", "."}:
        at += 1
    return at < len(doc) and paragraph.start + doc[at].idx in held and doc[at - 1].text != "."


class _Holders:
    """The persons of a page by the words of their roles, in order of first mention."""

    def __init__(self, named: Sequence[NameMention]) -> None:
        self.named = named
        self.persons: dict[str, NameMention] = {}
        for mention in named:
            self.persons.setdefault(mention.name, mention)
        self.by_word: dict[str, list[str]] = {}
        self.known: dict[tuple[str, str | None, frozenset[str], bool], frozenset[str]] = {}
        for name, mention in self.persons.items():
            for word in set(_WORD.findall((mention.role or "").casefold())):
                self.by_word.setdefault(word, []).append(name)

    def of(self, phrase: str, head: Token, country: str | None, place: int, *, ahead: bool) -> NameMention | None:
        """The one person of the page whose role fits the phrase; of several the last one mentioned before `place`, and one
        whom the page names later only where it may look `ahead`.
        """
        lower = phrase.casefold()
        noun = head.lower_
        if noun in _SHARED:
            return None
        modifiers = {t.lower_ for t in head.lefts if t.dep_ in {"amod", "compound"}} - _TOP
        key = (noun, country, frozenset(m for m in modifiers if not title_of(m)), "former" in lower)
        if key not in self.known:
            self.known[key] = self._fitting(*key)
        fitting = self.known[key]
        if not fitting:
            return None
        upto = bisect_left(self.named, place, key=lambda m: m.start)
        before = next((m for m in reversed(self.named[max(0, upto - REACH) : upto]) if m.name in fitting), None)
        if before is not None:
            return before
        return self.persons[next(iter(fitting))] if len(fitting) == 1 and ahead else None

    def _fitting(self, noun: str, country: str | None, modifiers: frozenset[str], former: bool) -> frozenset[str]:
        wanted = {noun}.union(*(group for group in _SAME_OFFICE if noun in group))
        # a role holds an office of several words only where it holds their first
        near = {name for office in wanted for name in self.by_word.get(office.split()[0], [])[:REACH]}
        fitting = []
        for name in near:
            mention = self.persons[name]
            role = (mention.role or "").casefold()
            if not any(_names_office(role, office) for office in wanted):
                continue
            if country and mention.country and country != mention.country:
                continue
            if not country and any(word not in role for word in modifiers):
                continue
            if former and "former" not in role:
                continue
            fitting.append(name)
        fitting = [n for n in fitting if _names_office((self.persons[n].role or "").casefold(), noun)] or fitting
        matched = [name for name in fitting if country and self.persons[name].country == country]
        return frozenset(matched or fitting)


def _names_office(role: str, office: str) -> bool:
    return re.search(rf"\b{re.escape(office)}\b", role) is not None

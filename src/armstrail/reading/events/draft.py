"""An event as read from one clause, and who takes part in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from spacy.tokens import Token

from armstrail.knowledge import table
from armstrail.language.grammar import agents, heads
from armstrail.language.modality import modality_of
from armstrail.language.parties import collective
from armstrail.language.persons import title_of
from armstrail.language.phrases import clause_preps
from armstrail.reading.actors import Actors
from armstrail.reading.goods import GoodsIndex
from armstrail.reading.lexicon import words
from armstrail.records import EventType, Factuality, SpeakerKind, Stage, When

__all__ = ["Draft", "Scene", "event_types"]


@dataclass(slots=True)
class Draft:
    """One mention of an event. `tokens` carry it; `timing` is the predicate that its time hangs on."""

    type: EventType
    predicate: Token
    participants: list[str]
    tokens: list[Token]
    object: str | None = None
    target: str | None = None
    place: str | None = None
    factuality: Factuality = Factuality.ASSERTED
    timing: list[Token] = field(default_factory=list)
    voiced: bool = False
    """Whether the speaker of the statement takes part where nobody else is named ("... have been seized, the navy said")."""
    when: When | None = None


@cache
def _words() -> MappingProxyType[tuple[str, str], tuple[tuple[str, EventType], ...]]:
    rules: dict[tuple[str, str], list[tuple[str, EventType]]] = {}
    for row in table("event_words"):
        rules.setdefault((row["lemma"], row["pos"]), []).append((row["particle"], EventType(row["type"])))
    for row in table("measure_verbs"):
        found = rules.setdefault((row["lemma"], "v"), [])
        if ("", EventType.MEASURE) not in found:
            found.append(("", EventType.MEASURE))
    return MappingProxyType({key: tuple(found) for key, found in rules.items()})


@cache
def _state_bodies() -> MappingProxyType[str, str]:
    return MappingProxyType({row["name"]: row["country"] for row in table("state_bodies")})


def event_types(token: Token) -> tuple[EventType, ...]:
    """The types of event that a verb or noun may name, by the table, particles heeded."""
    pos = "v" if token.pos_ in {"VERB", "AUX"} else "n" if token.pos_ in {"NOUN", "PROPN"} else ""
    found = _words().get((token.lemma_.lower(), pos)) or _words().get((token.lower_, pos)) or ()
    if not found:
        return ()
    if pos == "v" and is_test_fired(token):
        return (EventType.TEST,)
    near = {t.lower_ for t in token.subtree} if any(word for word, _ in found) else set()
    return tuple(kind for word, kind in found if not word or word in near)


def is_test_fired(verb: Token) -> bool:
    """Whether the verb is the second half of "test-fired" or "test-launched"."""
    return verb.i >= 2 and verb.nbor(-1).text in {"-", "‑"} and verb.nbor(-2).lower_ == "test"


class Scene:
    """One paragraph in which events are looked for."""

    def __init__(self, actors: Actors, goods: GoodsIndex) -> None:
        self.actors = actors
        self.goods = goods
        self.paragraph = actors.paragraph
        self.names = actors.analysis.names

    def who(
        self, tokens: Iterable[Token], *, persons: bool = False, bodies: bool = False, nameless: bool = False
    ) -> list[str]:
        """Participants by name: states and armed groups by code; `persons` lets in persons, with their state after them;
        `bodies` other organisations; `nameless` bodies of state that have no name of their own ("the customs service").
        """
        out: list[str] = []
        for token in tokens:
            for head in heads(token):
                for name in self._one(head, persons, bodies) or (self._nameless(head) if nameless else []):
                    if name not in out:
                        out.append(name)
        return out

    def _one(self, token: Token, persons: bool, bodies: bool) -> list[str]:
        mention = self.names.at(*self.paragraph.span(token))
        person = mention is not None and mention.kind is SpeakerKind.PERSON
        own = self.actors.parties.at(token)
        if person and self._is_ship(token):
            return [m.code for m in self.actors.parties.within(token.left_edge.i, token.i)][:1]
        inner = self._holder(token) if persons and mention is None and own is None else None
        if inner is not None:
            return self._one(inner, persons, bodies)
        if mention is not None and person and own is None:
            found = [mention.name] if persons else []
            parties = [party.code for party in self.actors.of(token)]
            country = mention.country or (parties[0] if parties else None)
            return found + ([country] if country else [])
        if bodies and mention is not None and mention.form == "organisation" and own is None:
            parties = [party.code for party in self.actors.of(token) if party.code != mention.name]
            state = _state_bodies().get(mention.name.removeprefix("the "))
            return [mention.name, *(parties or ([state] if state else []))]
        for leader in self._led(token) if persons else ():
            led = self._one(leader, persons, bodies)
            return led or [m.code for m in self.actors.parties.within(leader.left_edge.i, leader.i)][:1]
        named = self._in_office(token) if persons else None
        if named is not None:
            return named
        listed = [party.code for party in self.actors.of(token)] or [party.code for party in self.actors.pair(token)]
        if listed:
            return listed
        if persons and mention is not None and mention.kind is SpeakerKind.OFFICE:
            return [mention.country or mention.name]
        if bodies and mention is not None and mention.kind in {SpeakerKind.ORGANISATION, SpeakerKind.GROUP}:
            return [mention.name]
        known = _state_bodies().get(self.phrase(token)) if bodies and token.pos_ == "PROPN" else None
        if known is not None:
            return [self.phrase(token), known]
        for child in token.children:
            if child.dep_ == "appos":
                return self._one(child, persons, bodies)
            if child.dep_ == "amod" and child.lower_ == "loyal":
                # "forces loyal to the government" act for it
                for prep in child.children:
                    for noun in prep.children:
                        if prep.lower_ == "to" and noun.dep_ == "pobj":
                            return self._one(noun, persons, bodies)
        return []

    @staticmethod
    def _is_ship(name: Token) -> bool:
        """Whether a person's name is that of a ship: "the cutter Ann Lee"."""
        return any(c.lemma_.lower() in words("named_vessel") for c in name.children if c.i < name.i)

    def _in_office(self, office: Token) -> list[str] | None:
        """The person whose name stands behind his office, with his state: "his Omani counterpart Ann Lee"."""
        known = self.names.at(*self.paragraph.span(office))
        if office.pos_ not in {"NOUN", "PROPN"} or (known is not None and known.kind is not SpeakerKind.OFFICE):
            return None
        of = [inner for prep in office.children if prep.lower_ == "of" for inner in prep.children]
        for child in (child for noun in (office, *of) for child in noun.children if child.dep_ == "appos"):
            mention = self.names.at(*self.paragraph.span(child))
            if mention is not None and mention.kind is SpeakerKind.PERSON:
                owner = self.actors.parties.owner(office)
                country = mention.country or (owner.code if owner is not None else None)
                return [mention.name, *([country] if country else [])]
        return None

    def _led(self, group: Token) -> list[Token]:
        """Who leads a delegation: "the delegation led by Minister Ann Lee"."""
        if group.lemma_.lower() not in words("delegation"):
            return []
        return [t for c in group.children if c.dep_ == "acl" and c.lemma_ in {"lead", "head"} for t in agents(c)]

    def is_person(self, token: Token) -> bool:
        """Whether a noun is a person, named or by his office, or a delegation that one leads."""
        mention = self.names.at(*self.paragraph.span(token))
        named = mention is not None and mention.kind in {SpeakerKind.PERSON, SpeakerKind.OFFICE}
        office = token.pos_ in {"NOUN", "PROPN"} and title_of(token.text) is not None
        return (
            named
            or office
            or bool(self._led(token))
            or any(c.dep_ == "appos" and self.is_person(c) for c in token.children)
        )

    def _nameless(self, token: Token) -> list[str]:
        """A body of state by its noun, with its state: "the coast guard", "a federal court"; none for several."""
        named = any(
            c.pos_ == "PROPN" and c.dep_ == "compound" for c in token.children
        )  # "Navy divers", no mere "divers"
        body = token.lemma_.lower() in words("authority") or (named and collective(token) in {"forces", "ministry"})
        if not body or token.pos_ not in {"NOUN", "PROPN"}:
            return []
        owner = self.actors.parties.owner(token)
        if owner is not None:
            return [owner.code]
        if token.tag_ == "NNS" and collective(token) == "government":
            return []  # "governments", "states": nobody in particular
        seat = self.actors.body(token)
        return [self.phrase(token), *([seat.code] if seat is not None else [])]

    def _holder(self, office: Token) -> Token | None:
        """The name that the parser hangs on an office's body: "Minister of Defence Ann Lee will go"."""
        if title_of(office.text) is None:
            return None
        for word, inner in clause_preps(office):
            mention = self.names.at(*self.paragraph.span(inner)) if word in {"of", "for"} else None
            start = self.paragraph.span(inner.left_edge)[0]
            if mention is not None and mention.kind is SpeakerKind.PERSON and start < mention.start:
                return inner
        return None

    def owner(self, force: Token) -> list[str]:
        """Whose a force is: "Kenyan police units", "two battalions of Rwandan troops"."""
        found = self.who([force])
        if not found:
            behind = (inner for word, inner in clause_preps(force) if word == "of" and inner.head.head.i == force.i)
            nouns = (force, *behind)
            before = (
                m for noun in nouns for c in noun.children if c.i < noun.i and c.dep_ in {"amod", "compound", "nmod"}
                for t in (c, *c.conjuncts) if t.i < noun.i and (m := self.actors.parties.at(t)) is not None
            )  # fmt: skip
            found = list(dict.fromkeys(mention.code for mention in before))  # "Chadian and Omani jets"
            mentions = (self.actors.parties.owner(noun) for noun in nouns)
            found = found or [mention.code for mention in mentions if mention is not None][:1]
        return found

    def place(self, pairs: Iterable[tuple[str, Token]]) -> str | None:
        """The words after "in", "at" or "on board" that name a place."""
        for word, inner in pairs:
            if word in {"in", "at", "near", "off", "over"} and inner.ent_type_ in {"GPE", "LOC", "FAC"}:
                return self.phrase(inner)
        return None

    def phrase(self, token: Token) -> str:
        """The noun phrase of a head, without what comes after it."""
        start = token.i
        for child in token.children:
            if child.i < token.i and child.dep_ in {"compound", "amod", "nmod", "nummod", "poss", "quantmod"}:
                start = min(start, child.left_edge.i)
        return token.doc[start : token.i + 1].text.strip(" \"“”'’,")

    @staticmethod
    def factuality(token: Token) -> Factuality:
        """Planned things are asserted, with a date to come; wished ones are possible."""
        modality = modality_of(token)
        if modality.factuality is Factuality.ASSERTED and modality.stage is Stage.SOUGHT:
            return Factuality.POSSIBLE
        return modality.factuality

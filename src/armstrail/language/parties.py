"""Parties: states, alliances, organisations and armed groups, by any name that the tables know.

A mention is found by its words alone (`find_parties`); which party a noun phrase stands for ("Kyiv's forces", "the
regime in Minsk", "Iranian-made drones") is read from the parse (`Parties.of`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from spacy.tokens import Doc, Token

from armstrail.knowledge import table, values

__all__ = ["Mention", "Parties", "find_parties", "is_alliance", "is_state", "name_of", "named_in", "parties_of_page"]

Form = Literal["name", "adjective", "demonym", "capital", "seat", "byname"]

_WORD = re.compile(r"\w+")
_POINTS = ("West", "Western")
"""Words of the compass among the names of parties."""
_PLACING = frozenset(
    {"in", "near", "around", "outside", "across", "throughout", "over", "inside", "within", "above", "at", "off"}
)
_GOVERNED = frozenset({"of", "in", "from"})
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a party. `start` and `end` are token indices in its doc (end exclusive)."""

    code: str
    """ISO 3166-1 alpha-3 code, or the party's name where it is no state."""
    kind: str
    """state, territory, alliance, organisation, group, armed_group, company, authority"""
    form: Form
    start: int
    end: int
    place: bool
    """Stands after a preposition of place: "in Moscow"."""

    @property
    def is_adjective(self) -> bool:
        """Whether the form is an adjective ("Iranian")."""
        return self.form == "adjective"


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    code: str
    kind: str
    form: Form


_Candidate = tuple[int, int, _Entry]


@cache
def _lexicon() -> MappingProxyType[str, tuple[_Entry, ...]]:
    """Entries by the first word of their text, the longest text first."""
    by_word: dict[str, dict[str, _Entry]] = {}
    for row in table("countries"):
        forms: list[tuple[Form, Iterable[str]]] = [
            ("name", (row["name"], *values(row["names"]))),
            ("capital", values(row["capital"])),
            ("seat", values(row["seats"])),
            ("adjective", values(row["adjectives"])),
            ("demonym", values(row["demonyms"])),
            ("byname", values(row["bynames"])),
        ]
        for form, texts in forms:
            for text in texts:
                text = text.translate(_APOSTROPHES)
                first = _WORD.search(text)
                if first is None:
                    continue
                # The first form wins: "US" is a name before it is an adjective; syntax tells them apart.
                by_word.setdefault(first[0], {}).setdefault(text, _Entry(text, row["code"], row["kind"], form))
    return MappingProxyType(
        {word: tuple(sorted(found.values(), key=lambda e: -len(e.text))) for word, found in by_word.items()}
    )


@cache
def _shouted() -> MappingProxyType[str, tuple[_Entry, ...]]:
    """The lexicon in capitals, for headlines set in them; words that are common in capitals too are left out."""
    by_word: dict[str, list[_Entry]] = {}
    for entries in _lexicon().values():
        for entry in entries:
            text = entry.text.upper()
            if entry.form == "byname" or (entry.kind != "state" and len(text) < 3):
                continue
            first = _WORD.search(text)
            if first is not None:
                by_word.setdefault(first[0], []).append(_Entry(text, entry.code, entry.kind, entry.form))
    return MappingProxyType({word: tuple(sorted(es, key=lambda e: -len(e.text))) for word, es in by_word.items()})


@cache
def _states() -> MappingProxyType[str, str]:
    return MappingProxyType({row["code"]: row["name"] for row in table("countries")})


@cache
def _kinds() -> MappingProxyType[str, str]:
    return MappingProxyType({row["code"]: row["kind"] for row in table("countries")})


@cache
def _collectives() -> MappingProxyType[str, str]:
    return MappingProxyType({row["noun"]: row["kind"] for row in table("collectives")})


def collective(token: Token) -> str | None:
    """What kind of noun that stands for its state ("forces", "regime") the token is, or None; places are none."""
    kind = _collectives().get(token.lower_) or _collectives().get(token.lemma_.lower())
    return None if kind == "place" else kind


def is_place_noun(token: Token) -> bool:
    """Whether the token is a noun of place ("port", "region"), which stands for its state as an origin or a destination."""
    return "place" in {_collectives().get(token.lower_), _collectives().get(token.lemma_.lower())}


def name_of(code: str) -> str:
    """The English name of a party by its code; a code that the table does not know is its own name."""
    return _states().get(code, code)


def is_state(code: str) -> bool:
    """Whether the code is that of a state or territory."""
    return _kinds().get(code) in {"state", "territory"}


def is_alliance(code: str) -> bool:
    """Whether the code is that of an alliance or an organisation of states."""
    return _kinds().get(code) in {"alliance", "organisation", "group"}


def _bare(form: Form, text: str, end: int) -> bool:
    """A byname such as "the North" is none before a capitalised word ("the North Sea", "West Africa")."""
    rest = text[end : end + 2]
    return (form != "byname" and not text.endswith(_POINTS, 0, end)) or not (
        len(rest) == 2 and rest[0] in " -" and rest[1].isupper()
    )


def _candidates(text: str) -> list[_Candidate]:
    """The entries that stand in a text, each with its offsets."""
    found: list[_Candidate] = []
    plain = text.translate(_APOSTROPHES)
    shouted = plain.isupper() and len(plain) > 12
    lexicon = _shouted() if shouted else _lexicon()
    upto = 0
    for word in _WORD.finditer(plain):
        start = word.start()
        if start < upto:
            continue
        key = word[0]
        entries = lexicon.get(key)
        if key == "The" and not shouted:
            entries = (*lexicon.get("the", ()), *(entries or ()))
        if entries is None:
            continue
        for entry in entries:
            end = start + len(entry.text)
            wanted = entry.text if key != "The" or entry.text[0] != "t" else "T" + entry.text[1:]
            if plain[start:end] != wanted or (end < len(plain) and (plain[end].isalnum())):
                continue
            if _bare(entry.form, plain, end):
                found.append((start, end, entry))
                upto = end
                break
    return found


def named_in(text: str) -> list[tuple[int, int, str, Form]]:
    """The parties that a text names, by its words alone: start and end in code points, the party's code, the form."""
    return [(start, end, entry.code, entry.form) for start, end, entry in _candidates(text) if entry.form != "byname"]


def _is_place(doc: Doc, start: int, end: int) -> bool:
    head = doc[start:end].root
    return head.dep_ == "pobj" and head.head.lower_ in _PLACING


def _personal(doc: Doc, start: int, end: int) -> bool:
    """Part of a person's name ("Michael Jordan", "Chad Brown"), where the entity recogniser says so."""
    token = doc[start]
    if end - start > 1 or token.ent_type_ != "PERSON":
        return False
    neighbours = [doc[i] for i in (start - 1, end) if 0 <= i < len(doc)]
    return any(t.ent_type_ == "PERSON" and t.pos_ == "PROPN" and t.text[:1].isupper() for t in neighbours)


def find_parties(doc: Doc, named: frozenset[str] | None = None) -> Parties:
    """The mentions of parties in a parsed text, in order, never overlapping.

    `named` are the codes that the page names in full; bynames ("the North", "the bloc") count only for these. With
    None, only this text decides.
    """
    found = _candidates(doc.text)
    return _mentioned(doc, found, named if named is not None else _named([found]))


def _named(found: Iterable[list[_Candidate]]) -> frozenset[str]:
    """The codes of the parties that are named in full."""
    return frozenset(entry.code for entries in found for _, _, entry in entries if entry.form != "byname")


def _mentioned(doc: Doc, found: list[_Candidate], named: frozenset[str]) -> Parties:
    mentions: list[Mention] = []
    for start, end, entry in found:
        if entry.form == "byname" and entry.code not in named:
            continue
        tokens = doc.char_span(start, end, alignment_mode="expand")
        if tokens is None or (mentions and tokens.start < mentions[-1].end):
            continue
        if entry.form in {"name", "capital"} and _personal(doc, tokens.start, tokens.end):
            continue
        mentions.append(
            Mention(
                entry.code,
                entry.kind,
                _form(entry, doc, tokens.start, tokens.end),
                tokens.start,
                tokens.end,
                _is_place(doc, tokens.start, tokens.end),
            )
        )
    return Parties(doc, tuple(mentions))


def _form(entry: _Entry, doc: Doc, start: int, end: int) -> Form:
    """Words that are adjective and demonym alike ("Chinese", "Iranian") are told apart by their place."""
    if entry.form not in {"adjective", "demonym"}:
        return entry.form
    head = doc[start:end].root
    if end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_:
        return "adjective"
    before_noun = head.dep_ in {"amod", "compound", "nmod"} or (head.pos_ == "ADJ" and head.tag_ != "NNS")
    return "adjective" if before_noun else "demonym"


def parties_of_page(docs: Sequence[Doc]) -> tuple[Parties, ...]:
    """The parties of each of a page's texts; a byname counts where the page names the party anywhere."""
    found = [_candidates(doc.text) for doc in docs]
    named = _named(found)
    return tuple(_mentioned(doc, entries, named) for doc, entries in zip(docs, found, strict=True))


class Parties:
    """The mentions of one parsed text, and the parties that its noun phrases stand for."""

    __slots__ = ("_at", "_by_lemma", "doc", "mentions")

    def __init__(self, doc: Doc, mentions: tuple[Mention, ...]) -> None:
        self.doc = doc
        self.mentions = mentions
        self._by_lemma: dict[str, list[int]] | None = None
        self._at = {i: mention for mention in mentions for i in range(mention.start, mention.end)}

    def having(self, lemma: str) -> Iterator[Token]:
        """The tokens of the text with a lemma (in small letters), in order."""
        if self._by_lemma is None:
            self._by_lemma = {}
            for token in self.doc:
                self._by_lemma.setdefault(token.lemma_.lower(), []).append(token.i)
        return (self.doc[at] for at in self._by_lemma.get(lemma, ()))

    def at(self, token: Token) -> Mention | None:
        """The mention that the token is part of."""
        return self._at.get(token.i)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie in the tokens from `start` up to, not including, `end`."""
        return tuple(m for m in self.mentions if start <= m.start and m.end <= end)

    def of(self, token: Token) -> Mention | None:
        """The party that the noun phrase headed by `token` stands for, or None.

        The phrase is a mention itself, or a noun that stands for its state ("forces", "government", "president") with
        a mention before it, as possessor, or after "of", "in" or "from".
        """
        own = self.at(token)
        if own is not None and not (own.is_adjective and own.end <= token.i):
            return own
        if collective(token) is None and token.ent_type_ != "PERSON":
            return None
        return self.owner(token)

    def owner(self, token: Token) -> Mention | None:
        """The party that a noun is said to belong to: by adjective, possessive, compound, or "of"/"in"/"from"."""
        for child in token.children:
            if child.dep_ in {"amod", "poss", "compound", "nmod", "nummod"} and child.i < token.i:
                mention = self.at(child)
                if mention is not None:
                    return mention
                if child.dep_ in {"poss", "compound", "nmod", "amod"}:
                    nested = self.of(child) if collective(child) is not None else None
                    nested = nested or self._modifier(child)
                    if nested is not None:
                        return nested
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in _GOVERNED:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        mention = self.at(inner)
                        if mention is not None and not mention.is_adjective:
                            return mention
                        if inner.pos_ == "PROPN" or is_place_noun(inner):
                            nested = self.owner(inner)  # "camps in Chad's east"
                            if nested is not None:
                                return nested
        return None

    def _modifier(self, token: Token) -> Mention | None:
        """A mention inside a modifier such as "Iranian-made" or "Moscow-backed"."""
        for child in token.children:
            if child.i < token.i and child.dep_ in {"npadvmod", "amod", "compound", "nmod", "advmod", "poss"}:
                mention = self.at(child)
                if mention is not None:
                    return mention
        return None

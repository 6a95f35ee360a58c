"""Firms that a page names: which words name one, and which "the company" or "it" stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from armstrail.knowledge import table, values
from armstrail.language import Analysis
from armstrail.language.parties import Parties
from armstrail.language.towns import town_named

__all__ = ["Firms", "firm_state"]


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("firms") if row["kind"] == kind for word in values(row["words"]))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The names of the tables by their first word; of those whose seat is known the ones of several words."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(_words("name") | {name for name in _states() if " " in name}):
        first = name.split()[0].split("-")[0]
        found[first] = (*found.get(first, ()), name)
    return found


@cache
def _states() -> dict[str, str]:
    return {name: row["code"] for row in table("firm_states") for name in values(row["names"])}


def firm_state(name: str) -> str | None:
    """The ISO code of the state where a maker of arms has its seat, by the first words of its name or by a town in it ("Izmir
    Shipyard"), or None.
    """
    words = name.split()
    for count in range(len(words), 0, -1):
        found = _states().get(" ".join(words[:count]))
        if found:
            return found
    return town_named(name) if len(words) > 1 else None


def _runs(doc: Doc, parties: Parties) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, first token and end; a state's name or adjective that leads is left out."""
    start: int | None = None
    for token in [*doc, None]:
        inside = (
            token is not None
            and token.text[:1].isupper()
            and token.pos_ in {"PROPN", "NOUN", "ADJ"}
            and token.ent_type_ not in {"DATE", "TIME"}
        ) or (token is not None and start is not None and token.text in {"&", "-"} and not token.is_sent_start)
        if inside and token is not None and token.is_sent_start and start is not None:
            yield start, token.i
            start = token.i
        elif inside and token is not None:
            start = token.i if start is None else start
        elif start is not None:
            end = token.i if token is not None else len(doc)
            mention = parties.at(doc[start])
            while mention is not None and mention.start == start and mention.end < end and mention.is_adjective:
                start = mention.end
                mention = parties.at(doc[start])
            if start < end and doc[end - 1].text not in {"&", "-"}:
                yield start, end
            start = None


def _is_firm(doc: Doc, start: int, end: int) -> bool:
    """Whether a run of capitalised words is a firm's name: by its last word, by the table, or by what it is called beside it."""
    text = doc[start:end].text
    last = doc[end - 1]
    if end - start > 1 and last.text.rstrip(".") in _words("ending"):
        return True
    if any(text == name or text.startswith(name + " ") for name in _names().get(doc[start].text, ())):
        return True
    beside = [child for child in last.children if child.dep_ == "appos"]
    if last.dep_ in {"appos", "compound", "nmod"} and last.head.pos_ == "NOUN":
        beside.append(last.head)
    if start > 0 and doc[start - 1].pos_ == "NOUN":
        beside.append(doc[start - 1])
    return any(noun.lemma_.lower() in _words("noun") for noun in beside) and last.ent_type_ not in {"PERSON", "GPE"}


class Firms:
    """The firms of an analysed page, by the paragraphs' tokens."""

    def __init__(self, analysis: Analysis) -> None:
        self._docs: Sequence[Doc] = [paragraph.doc for paragraph in analysis.paragraphs]
        self._at: dict[tuple[int, int], str] = {}
        runs = [
            (number, start, end)
            for number, (doc, parties) in enumerate(zip(self._docs, analysis.parties, strict=True))
            for start, end in _runs(doc, parties)
            if not all((m := parties.at(doc[i])) is not None and m.kind != "company" for i in range(start, end))
        ]
        names = {self._docs[n][start:end].text: None for n, start, end in runs if _is_firm(self._docs[n], start, end)}
        longer: dict[str, str] = {}
        for name in names:
            for at, char in enumerate(name):
                if char == " ":
                    longer.setdefault(name[:at], name)
        for number, start, end in runs:
            text = self._docs[number][start:end].text
            full = text if text in names else longer.get(text)
            if full is not None:
                self._at.update({(number, i): full for i in range(start, end)})

    def at(self, number: int, token: Token) -> str | None:
        """The full name of the firm that a token of a paragraph is part of."""
        return self._at.get((number, token.i))

    def meant(self, number: int, token: Token) -> str | None:
        """The firm that "the company" or "it" stands for: the last one named as a subject, or as whose the subject is, in
        the sentence or in the paragraph before it; for "the company" the last one named there or in the paragraph before.
        """
        pronoun = token.lower_ in {"it", "its"}
        if not pronoun:
            the = any(child.dep_ == "det" and child.lower_ in {"the", "this"} for child in token.children)
            if (
                token.lemma_.lower() not in _words("noun")
                or not the
                or token.lemma_.lower() in {"group", "line", "house"}
            ):
                return None
        for at in range(number, max(-1, number - (1 if pronoun else 2)), -1):
            doc = self._docs[at]
            for index in range((token.i if at == number else len(doc)) - 1, -1, -1):
                name = self._at.get((at, index))
                if name is None:
                    continue
                if not pronoun or _subject(doc[index]):
                    return name
        return None


def _subject(token: Token) -> bool:
    while token.dep_ in {"compound", "appos", "nmod"} and token.head.i != token.i:
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        token = token.head.head
    return token.dep_ in {"nsubj", "nsubjpass", "poss"}

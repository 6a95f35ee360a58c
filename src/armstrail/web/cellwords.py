"""The words of an evidence span that name a fact's single cells, so that a cell and its words can find each other.

A record cites its words as a whole; which of them give the goods, the figure or a party is looked for here, by the names
that the knowledge tables give. Where a cell's words are not found (a pronoun, say), none are marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from armstrail.knowledge import table, values
from armstrail.ledger.facts import AnyFact, EventFact, StatementFact, TransferFact
from armstrail.records import Span
from armstrail.web.text import Finder, lowered

PARTIES = ("Supplier", "Recipient", "Participants", "Target", "Place", "By")
"""Labels of the cells that name parties."""
NAMED = ("name", "names", "adjectives", "demonyms", "capital", "seats", "bynames")


@cache
def _names() -> dict[str, tuple[str, ...]]:
    found = {}
    for row in table("countries"):
        words = {name for column in NAMED for name in values(row.get(column, ""))}
        found[row["code"]] = tuple(sorted({*words, row["code"]}, key=lambda name: (-len(name), name)))
    return found


@lru_cache(maxsize=4096)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    kept = [re.escape(word) for word in words if len(word) > 1]
    return re.compile(rf"(?<!\w)(?:{'|'.join(kept)})(?!\w)", re.IGNORECASE) if kept else None


def _party_words(parties: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for party in parties for word in _names().get(party, (party,)))


def wanted_words(fact: AnyFact) -> dict[str, tuple[str, ...]]:
    """For each cell that words may name, by its label in the dossier, the words that would."""
    if isinstance(fact, TransferFact):
        figures: tuple[str, ...] = ()
        if fact.quantity is not None:
            values_told = [fact.quantity.value, *([] if fact.quantity.high is None else [fact.quantity.high])]
            figures = tuple(form for value in values_told for form in (f"{value:,}", f"{value}"))
        return {
            "Supplier": _party_words(fact.supplier),
            "Recipient": _party_words(fact.recipient),
            "Goods": (fact.goods.text,),
            "Quantity": figures,
        }
    if isinstance(fact, StatementFact):
        return {"Speaker": (fact.speaker.name,)} if fact.speaker else {}
    if isinstance(fact, EventFact):
        told = {"Object": fact.object, "Target": fact.target, "Place": fact.place}
        return {"Participants": _party_words(fact.participants)} | {
            label: _party_words((value,)) for label, value in told.items() if value
        }
    return {"Rule": (fact.rule,), "By": _party_words(fact.by)}


def _named(words: tuple[str, ...]) -> Callable[[str], Iterable[Span]]:
    """Finds names of parties in a text: many, the same for every fact, so that a pattern is made of them once."""
    pattern = _pattern(words)
    return lambda text: [met.span() for met in pattern.finditer(text)] if pattern else []


def _as_said(words: tuple[str, ...]) -> Callable[[str], Iterable[Span]]:
    """Finds a fact's own words in a text: others for every fact, so that a pattern would take longer to make than to use."""

    def find(text: str) -> Iterable[Span]:
        folded = lowered(text)
        for word in words:
            at = folded.find(wanted := lowered(word)) if len(word) > 1 else -1
            while at >= 0:
                end = at + len(wanted)
                if not (_inside(folded, at - 1) or _inside(folded, end)):
                    yield at, end
                at = folded.find(wanted, end)

    return find


def _inside(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


def cell_words(fact: AnyFact) -> Finder:
    """A finder of the fact's cells: marks are named `cell-LABEL`."""
    finders = {
        label: (_named if label in PARTIES else _as_said)(words) for label, words in wanted_words(fact).items() if words
    }

    def find(text: str) -> list[tuple[str, Span]]:
        return [(f"cell-{label}", span) for label, finder in finders.items() for span in finder(text)]

    return find

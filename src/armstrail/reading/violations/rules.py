"""The rules that transfers and weapons are said to break, by the words that name them (`rules.tsv`)."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span

from armstrail.knowledge import table
from armstrail.reading.lexicon import words

__all__ = ["rule_in", "rule_of"]


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["name"]) for row in table("rules"))


def _first(text: str) -> tuple[int, int, str] | None:
    """Start, end and name of the first rule in a text; of those that start alike the one that stands first in the table."""
    best: tuple[int, int, int, str] | None = None
    for order, (pattern, name) in enumerate(_rules()):
        match = pattern.search(text)
        if match and (best is None or (match.start(), order) < best[:2]):
            best = (match.start(), order, match.end(), name.format(match[1]) if "{}" in name else name)
    return (best[0], best[2], best[3]) if best else None


def rule_in(text: str) -> str | None:
    """The name of the first rule that a text speaks of, or None."""
    found = _first(text)
    return found[2] if found else None


def rule_of(phrase: Span) -> str | None:
    """The rule that a noun phrase is, or is part of: "the arms embargo on Libya", "the terms of resolution 1970"; none
    where the rule only stands in it: "the sanctions talks".
    """
    found = _first(phrase.text)
    if found is None:
        return None
    start, end, name = found
    head = phrase.root
    inside = start <= head.idx - phrase.start_char < end
    return name if inside or head.lemma_.lower() in words("part_of_rule") else None

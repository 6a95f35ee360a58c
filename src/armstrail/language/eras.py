"""Wars and coups without a date: "since the coup", "in the first year of the war" (`eras.tsv`).

Which one is meant is told by the states that the page names; where two would fit, none is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from spacy.tokens import Token

from armstrail.knowledge import table, values
from armstrail.language.analysis import Analysis
from armstrail.records import When

__all__ = ["era_of", "year_of_era"]

_BEGINNING = frozenset({"start", "beginning", "outbreak", "onset", "outset", "launch", "eruption", "breakout"})
_YEARS = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_DATED = re.compile(r"\b(?:1[89]|20)\d\d\b")


def _plus(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def era_of(analysis: Analysis, noun: Token) -> When | None:
    """The days of the war or coup that a noun names, up to the day of publication where it is not over; None where the page
    dates it itself, leaves open which one is meant, or was not published after its first day.
    """
    published = analysis.page.published
    if noun.lemma_.lower() in _BEGINNING:
        inner = [i for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for i in c.children]
        return era_of(analysis, inner[0]) if inner else None
    if published is None or _DATED.search(noun.doc[noun.left_edge.i : noun.right_edge.i + 1].text):
        return None
    word = noun.lemma_.lower()
    rows = [row for row in table("eras") if word in values(row["nouns"])]
    if not rows:
        return None  # before the page's states are counted: most nouns name no era
    named = Counter(mention.code for parties in analysis.parties for mention in parties.mentions)
    if any(c.dep_ == "det" and c.lower_ in {"a", "an", "any"} for c in noun.children):
        return None
    own = _states_within(analysis, noun)
    fitting = []
    for row in rows:
        states = values(row["states"])
        first = date.fromisoformat(row["from"])
        if own - set(states):
            continue  # "the invasion of Kuwait"
        if all(named[s] for s in states) and first <= published.end:
            fitting.append((min(named[s] for s in states), first, row["to"]))
    if not fitting:
        return None
    fitting.sort(reverse=True)
    if len(fitting) > 1 and fitting[0][1] != fitting[1][1] and fitting[0][0] < 2 * fitting[1][0]:
        return None
    last = min(date.fromisoformat(fitting[0][2]), published.end) if fitting[0][2] else published.end
    return When(start=fitting[0][1], end=max(fitting[0][1], last))


def _states_within(analysis: Analysis, noun: Token) -> set[str]:
    """The states that stand in a noun's own phrase."""
    for paragraph, parties in zip(analysis.paragraphs, analysis.parties, strict=False):
        if paragraph.doc is noun.doc:
            found = parties.within(noun.left_edge.i, noun.right_edge.i + 1)
            return {mention.code for mention in found if len(mention.code) == 3}
    return set()


def year_of_era(analysis: Analysis, year: Token) -> When | None:
    """The days of "the first year of the war"."""
    ordinal = next((_YEARS[c.lower_] for c in year.children if c.lower_ in _YEARS), None)
    of = [i for c in year.children if c.dep_ == "prep" and c.lower_ == "of" for i in c.children if i.dep_ == "pobj"]
    if ordinal is None or not of or year.lemma_.lower() != "year":
        return None
    era = era_of(analysis, of[0])
    if era is None or _plus(era.start, ordinal) > era.end:
        return None
    return When(start=_plus(era.start, ordinal), end=_plus(era.start, ordinal + 1) - timedelta(1))

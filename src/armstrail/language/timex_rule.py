"""What a rule of time reads from: the match, the day of publication, the tense, and the date the text speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc

from armstrail.language.timex_calendar import Grain, Period
from armstrail.language.timex_tense import AHEAD, BEHIND, direction
from armstrail.records import TimeType, When


@dataclass(frozen=True, slots=True)
class Reading:
    """One resolved expression. `period` is what later expressions may refer back to; `days` what it names, None where unsettled."""

    type: TimeType
    value: str
    days: When | None = None
    period: Period | None = None


@dataclass(slots=True)
class Context:
    """Where a rule is applied. `anchor` is the day of publication (one end of it where uncertain), None where unknown."""

    doc: Doc
    anchor: date | None
    narrative: Period | None = None
    age: int = 0
    """How many paragraphs ago `narrative` was read."""
    said_at: int = -1
    """Where in this paragraph it ends, -1 where it is from another."""
    mentioned: Period | None = None
    """The date named last, though it only bounds something: what "that year" points to."""
    tenses: dict[tuple[int, int], int | None] | None = None

    def begin(self, doc: Doc) -> None:
        """Turn to the next paragraph: what the text spoke of two paragraphs ago is no longer meant by "that day"."""
        self.doc, self.tenses, self.said_at = doc, None, -1
        self.age += 1
        if self.age > 2:
            self.narrative = self.mentioned = None

    def speak_of(self, period: Period, end: int) -> None:
        """Let the narrative date be `period`, named up to character `end` of this paragraph."""
        self.narrative, self.age, self.said_at = period, 0, end

    def same_sentence(self, match: re.Match[str]) -> Period | None:
        """The narrative date where the same sentence named it."""
        if self.said_at < 0 or re.search(r"[.!?][\"”’']?\s", match.string[self.said_at : match.start()]):
            return None
        return self.narrative

    def tense(self, match: re.Match[str]) -> int | None:
        """AHEAD, BEHIND or None for the expression."""
        if self.tenses is None:
            self.tenses = {}
        key = match.span()
        if key not in self.tenses:
            self.tenses[key] = direction(self.doc, *key)
        return self.tenses[key]


Resolver = Callable[[re.Match[str], Context], "Reading | None"]


class Rule(NamedTuple):
    """A construction: a pattern over a paragraph's text, and what it means. A resolver that gives None refuses the match."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver
    span: str | int = 0
    """The group that is the expression, where the pattern looks at more."""


def rule(name: str, pattern: str, resolve: Resolver, span: str | int = 0) -> Rule:
    """A rule from its pattern's text."""
    return Rule(name, re.compile(pattern), resolve, span)


def group(match: re.Match[str], name: str) -> str:
    """What a named group holds; empty where it took no part, or where the pattern has no such group."""
    return match.groupdict().get(name) or ""


def dated(found: Period | None, value: str | None = None, days: When | None = None) -> Reading | None:
    """A DATE of a period."""
    if found is None:
        return None
    return Reading(TimeType.DATE, value or found.value, days or found.when, found)


def unsettled(value: str, kind: TimeType = TimeType.DATE) -> Reading:
    """An expression whose days the page does not settle."""
    return Reading(kind, value)


FINE = {Grain.DAY: 0, Grain.WEEKEND: 1, Grain.WEEK: 2, Grain.MONTH: 3, Grain.SEASON: 4, Grain.QUARTER: 4, Grain.HALF: 5}
"""Grains from fine to coarse; what is missing is coarser still."""

__all__ = ["AHEAD", "BEHIND", "FINE", "Context", "Reading", "Resolver", "Rule", "dated", "group", "rule", "unsettled"]

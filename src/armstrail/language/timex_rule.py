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
    sentence: int = -1
    """Start of the sentence from which `narrative` comes."""
    last_year: int | None = None
    tenses: dict[tuple[int, int], int | None] | None = None

    def tense(self, match: re.Match[str]) -> int | None:
        """AHEAD, BEHIND or None for the expression."""
        if self.tenses is None:
            self.tenses = {}
        key = match.span()
        if key not in self.tenses:
            self.tenses[key] = self._tense(match)
        return self.tenses[key]

    def _tense(self, match: re.Match[str]) -> int | None:
        before = match.string[max(0, match.start() - 14) : match.start()].lower()
        if re.search(r"\buntil $|\btill $", before):
            return AHEAD
        if re.search(r"\bsince $", before):
            return BEHIND
        return direction(self.doc, *match.span())


Resolver = Callable[[re.Match[str], Context], "Reading | None"]


class Rule(NamedTuple):
    """A construction: a pattern over a paragraph's text, and what it means. A resolver that gives None refuses the match."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver


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

__all__ = ["AHEAD", "BEHIND", "FINE", "Context", "Reading", "Resolver", "Rule", "dated", "group", "unsettled"]

"""Mentions of persons, offices, states and bodies, as `names.find_names` joins them. Record types only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from armstrail.records import SpeakerKind


@dataclass(frozen=True, slots=True)
class NameMention:
    """One mention, `[start, end)` in the page's text, with the full name that it stands for."""

    start: int
    end: int
    name: str
    """Canonical full name: one per person per page; for an unresolved office its words, for a state its English name."""
    kind: SpeakerKind
    form: Literal["name", "office", "pronoun", "party", "organisation"]
    role: str | None = None
    """Office or title as the page gives it, without the country's name."""
    country: str | None = None
    """ISO 3166-1 alpha-3 code, for a state its own."""


LONGEST = 400
"""No mention is longer, in characters."""


@dataclass(frozen=True, slots=True)
class Names:
    """Every mention of a page, in order of the text; mentions of one kind do not overlap."""

    mentions: tuple[NameMention, ...] = ()

    def within(self, start: int, end: int) -> Iterator[NameMention]:
        """The mentions that overlap `[start, end)`, in order."""
        first = bisect_left(self.mentions, start - LONGEST, key=lambda m: m.start)
        for at in range(first, len(self.mentions)):
            mention = self.mentions[at]
            if mention.start >= end:
                return
            if start < mention.end:
                yield mention

    def at(self, start: int, end: int) -> NameMention | None:
        """The mention of the words `[start, end)`: the smallest that holds them, else the first that overlaps them."""
        overlapping = list(self.within(start, end))
        holding = [m for m in overlapping if m.start <= start and end <= m.end]
        if holding:
            return min(holding, key=lambda m: (m.end - m.start, m.form != "name"))
        return overlapping[0] if overlapping else None

    def persons(self) -> tuple[str, ...]:
        """The full names of the page's persons, in order of first mention."""
        return tuple(dict.fromkeys(m.name for m in self.mentions if m.kind is SpeakerKind.PERSON))


NO_NAMES = Names()
"""The names of a text that has none."""

"""States, organisations and people as entities, each once however many facts name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from armstrail.export.ftm.values import COMPUTED, Draft, Source, key
from armstrail.export.parties import kind_of, name_of
from armstrail.knowledge import table
from armstrail.records import Speaker, SpeakerKind


@cache
def _bodies() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("speaking_bodies") if row["kind"] == "body")


def _names_body(name: str) -> bool:
    return any(word in _bodies() for word in re.findall(r"\w+", name.casefold()))


class Parties:
    """The entities that facts point at, made as they are asked for."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}
        self._people: dict[str, set[str]] = {}
        self.unnamed = 0

    def drafts(self) -> Iterator[Draft]:
        """All of them, in the order of their ids."""
        for name in sorted(self._drafts):
            yield self._drafts[name]

    def party(self, party: str, source: Source = COMPUTED) -> str:
        """The id of the entity of a party as facts have it: an ISO code or a name.

        What the tables do not know is the one speaker of that name where there is one. Else it may be a person, a firm or
        a body: a LegalEntity, which is any of them.
        """
        kind = kind_of(party)
        if kind == "state":
            found = self._draft(f"armstrail-state-{party.lower()}", "PublicBody")
            found.add("name", name_of(party), source)
            found.add("country", party)
            found.add("topics", "gov")
            return found.id
        people = self._people.get(party.casefold(), set())
        if kind == "unknown" and len(people) == 1:
            return min(people)
        found = self._draft(key("party", party.casefold()), "LegalEntity" if kind == "unknown" else "Organization")
        found.add("name", party, source)
        return found.id

    def speaker(self, speaker: Speaker | None, source: Source) -> str | None:
        """The id of the entity of a speaker, or None where nobody is named."""
        if speaker is None or speaker.kind is SpeakerKind.UNNAMED:
            self.unnamed += 1
            return None
        if speaker.kind is SpeakerKind.STATE:
            return self.party(speaker.country or speaker.name, source)
        if speaker.kind in {SpeakerKind.PERSON, SpeakerKind.OFFICE}:
            person = speaker.kind is SpeakerKind.PERSON
            name = key("person" if person else "office", speaker.name.casefold(), speaker.country or "")
            # An office may be a body ("the defence ministry") or who holds it ("the foreign minister").
            office = "PublicBody" if _names_body(speaker.name) else "LegalEntity"
            found = self._draft(name, "Person" if person else office)
            found.add("name", speaker.name, source)
            found.add("country", speaker.country)
            if person:
                found.add("position", speaker.role, source)
                self._people.setdefault(speaker.name.casefold(), set()).add(found.id)
            return found.id
        return self.party(speaker.name, source)

    def _draft(self, name: str, schema: str) -> Draft:
        if name not in self._drafts:
            self._drafts[name] = Draft(name, schema)
        return self._drafts[name]

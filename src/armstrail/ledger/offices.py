"""Whose office it is that a page names without its state: told by what else the page says, never guessed from the world.

A page names "the Ukrainian Prosecutor General" once and then "the Prosecutor General's Office"; a "Foreign Ministry
spokesperson" denies what China is said to do and names China, or says "our shells" of what North Korea is said to send.
"""

from __future__ import annotations

import re
from functools import cache

from armstrail.knowledge import table, values
from armstrail.ledger.voices import VoiceOf, is_official, name_key, voice_of
from armstrail.ledger.words import folded, states_in, stem
from armstrail.records import Annotation, Factuality, Speaker, SpeakerKind, Statement, Transfer

__all__ = ["Offices", "tells_of_denial"]

OURS = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
ROOT = 5
"""Letters by which "minister" and "ministry", "defence" and "defense" are one."""
Key = tuple[str, ...]


def _roots(words: str) -> frozenset[str]:
    return frozenset(stem(word)[:ROOT] for word in name_key(words) if len(word) > 3)


def _words(page: Annotation, statement: Statement) -> str:
    return " ".join(page.text[start:end] for start, end in statement.content)


class Offices:
    """The states of a page's speakers who are named without one."""

    def __init__(self, page: Annotation) -> None:
        """`page` with its statements and transfers."""
        self._found: dict[Key, tuple[str, str]] = {}
        if any(self._open(one.speaker) for one in page.statements):
            self._by_holder(page)
            self._by_denial(page)

    @staticmethod
    def _open(speaker: Speaker | None) -> bool:
        return speaker is not None and speaker.country is None and is_official(speaker)

    def _by_holder(self, page: Annotation) -> None:
        """An office is that of the state whose holder of it the page names."""
        held: dict[frozenset[str], set[str]] = {}
        for one in page.statements:
            if one.speaker and one.speaker.role and one.speaker.country and len(_roots(one.speaker.role)) > 1:
                held.setdefault(_roots(one.speaker.role), set()).add(one.speaker.country)
        for one in page.statements:
            if one.speaker is None or not self._open(one.speaker) or one.speaker.kind is SpeakerKind.PERSON:
                continue
            found = set().union(*(codes for roots, codes in held.items() if roots <= _roots(one.speaker.name)))
            if len(found) == 1:
                self._note(one.speaker, found.pop(), "the page names who holds the office")

    def _by_denial(self, page: Annotation) -> None:
        """Who denies what a state is said to do, and names that state or says "our", speaks for it."""
        statements = {one.id: one for one in page.statements}
        for record in page.transfers:
            one = statements.get(record.statement or "")
            if one is None or one.speaker is None or not self._open(one.speaker):
                continue
            code = self._meant(record, _words(page, one))
            if code is not None and record.factuality is Factuality.DENIED:
                self._note(one.speaker, code, f"it denies what {code} is said to do, and speaks of it")

    @staticmethod
    def _meant(record: Transfer, words: str) -> str | None:
        parties = {code for code in (*record.supplier, *record.recipient) if len(code) == 3 and code.isupper()}
        named = states_in(words) & parties
        meant = parties - named if OURS.search(words) else named
        return next(iter(meant)) if len(meant) == 1 else None

    def _note(self, speaker: Speaker, code: str, why: str) -> None:
        self._found.setdefault(name_key(speaker.name), (code, why))

    def voice(self, speaker: Speaker) -> VoiceOf:
        """The voice of a speaker of the page."""
        found = self._found.get(name_key(speaker.name)) if speaker.country is None else None
        if found is None:
            return voice_of(speaker)
        code, why = found
        voice = voice_of(speaker.model_copy(update={"country": code}))
        return VoiceOf(voice.key, voice.name, f"{voice.why}; {why}")


@cache
def _denying() -> re.Pattern[str]:
    rows = [row for row in table("frame_words") if row["kind"] == "denying"]
    stems = {re.sub(r"(?:y|e)$", "", folded(word)) for row in rows for word in values(row["words"])}
    return re.compile(rf"\b(?:{'|'.join(sorted(stems))})(?:y|e|ies|es|s|ied|ed|ying|ing)?\b")


def tells_of_denial(words: str) -> bool:
    """Whether words tell of somebody's denial ("has denied getting"), rather than deny it themselves ("never got")."""
    return bool(_denying().search(folded(words)))

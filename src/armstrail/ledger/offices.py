"""Whose office it is that a page names without its state: told by what else the page says, never guessed from the world.

A page names "the Ukrainian Prosecutor General" once and then "the Prosecutor General's Office"; a "Foreign Ministry
spokesperson" denies what China is said to do and names China, or says "our shells" of what North Korea is said to send.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from armstrail.knowledge import table, values
from armstrail.ledger.voices import VoiceOf, is_official, name_key, same_person, speaks_for_another, voice_of
from armstrail.ledger.words import folded, states_in, stem
from armstrail.records import Annotation, Factuality, Speaker, SpeakerKind, Statement, Transfer

__all__ = ["Offices", "tells_of_denial"]

OURS = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
ROOT = 5
"""Letters by which "minister" and "ministry", "defence" and "defense" are one."""
Key = tuple[str, ...]


def _roots(words: str) -> frozenset[str]:
    """What an office is called, without the state that it is of."""
    return frozenset(stem(word)[:ROOT] for word in name_key(words) if len(word) > 3 and not states_in(word))


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two offices are one of which one may be named more fully; a bare "ministry" may be any."""
    return min(len(a), len(b)) > 1 and (a <= b or b <= a)


def _words(page: Annotation, statement: Statement) -> str:
    return " ".join(page.text[start:end] for start, end in statement.content)


def _called(speaker: Speaker) -> str:
    """The words for a speaker's office: a person's role, anybody else's name with it."""
    return (speaker.role or "") if speaker.kind is SpeakerKind.PERSON else f"{speaker.name} {speaker.role or ''}"


def _home(speaker: Speaker) -> str | None:
    """The state of a speaker as the page names it with him."""
    states = states_in(_called(speaker))
    return speaker.country or (next(iter(states)) if len(states) == 1 else None)


class Offices:
    """The states of a page's speakers who are named without one."""

    def __init__(self, page: Annotation) -> None:
        """`page` with its statements and transfers."""
        self._found: dict[Key, tuple[str, str]] = {}
        if any(self._open(one.speaker) for one in page.statements):
            self._by_office(tuple(dict.fromkeys(one.speaker for one in page.statements if one.speaker)))
            self._by_denial(page)

    @staticmethod
    def _open(speaker: Speaker | None) -> bool:
        return speaker is not None and not states_in(_called(speaker)) and not speaker.country and is_official(speaker)

    def _by_office(self, speakers: Iterable[Speaker]) -> None:
        """An office is that of the state whose office, or whose holder of it, the page names; and so is he who holds it, but
        for states where somebody else does.
        """
        known = [(one, home, _roots(_called(one))) for one in speakers if (home := _home(one)) is not None]
        for speaker in filter(self._open, speakers):
            roots = _roots(_called(speaker))
            person = speaker.kind is SpeakerKind.PERSON
            alike = [(one, home) for one, home, others in known if _same(roots, others)]
            taken = {
                home
                for one, home in alike
                if person and one.kind is SpeakerKind.PERSON and not same_person(one.name, speaker.name)
            }
            states = {home for _, home in alike} - taken
            if len(states) == 1:
                why = "the page names the office that he holds" if person else "the page names who holds the office"
                self._note(speaker, states.pop(), why)

    def _by_denial(self, page: Annotation) -> None:
        """Who denies what a state is said to do, and names that state or says "our", speaks for it; so does a spokesman who
        denies what on that page one state alone denies.
        """
        statements = {one.id: one for one in page.statements}
        denied = [
            (record, one)
            for record in page.transfers
            if record.factuality is Factuality.DENIED and (one := statements.get(record.statement or "")) is not None
        ]
        for record, one in denied:
            if one.speaker is None or not self._open(one.speaker):
                continue
            code = self._meant(record, _words(page, one))
            if code is not None:
                self._note(one.speaker, code, f"it denies what {code} is said to do, and speaks of it")
                continue
            beside = {
                home
                for other, said in denied
                if (other.supplier, other.recipient) == (record.supplier, record.recipient)
                and said.speaker
                and (home := _home(said.speaker)) is not None
            }
            if len(beside) == 1 and speaks_for_another(one.speaker):
                self._note(one.speaker, (code := beside.pop()), f"{code} denies the same on the page")

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

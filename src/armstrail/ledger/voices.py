"""Whose voice a speaker is: a spokesman speaks for his principal, a minister and his ministry for their state.

Two mentions are one voice exactly where their keys are equal. Anonymous officials of one state get the state's key, so
they never count as two voices; analysts, lawmakers and firms speak for themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from armstrail.knowledge import table
from armstrail.ledger.words import folded, states_in
from armstrail.records import Speaker, SpeakerKind

__all__ = [
    "VoiceOf",
    "is_official",
    "name_key",
    "own_voice",
    "same_person",
    "speaks_for_another",
    "state_name",
    "unnamed_denier",
    "voice_named",
    "voice_of",
]


@dataclass(frozen=True, slots=True)
class VoiceOf:
    """A voice: its key, the name to show, and why the speaker counts as it."""

    key: str
    name: str
    why: str


@cache
def _roles() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = {}
    for row in table("voice_roles"):
        words.setdefault(row["speaks_for"], []).append(folded(row["word"]))
    return {
        kind: re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(found, key=len, reverse=True))) + r")(?!\w)")
        for kind, found in words.items()
    }


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in table("countries")}


def state_name(code: str) -> str:
    """The English name of a state, or the code itself where it is none (or a name already)."""
    return _names().get(code, code)


@lru_cache(maxsize=100_000)
def name_key(name: str) -> tuple[str, ...]:
    """The parts of a name, folded, without articles and dots: what two mentions of one person are compared by."""
    words = (word.strip(".'") for word in re.findall(r"[\w.'-]+", folded(name)))
    return tuple(word for word in words if word and word not in {"the", "a", "an", "mr", "mrs", "ms", "dr", "sir"})


def same_person(a: str, b: str) -> bool:
    """Whether two full names can be one person's: "Thomas Reed", "Tom Reed" and "Reed" can, "Ann Lee" and
    "Bo Lee" cannot.
    """
    one, two = name_key(a), name_key(b)
    if not one or not two:
        return False
    if set(one) <= set(two) or set(two) <= set(one):
        return True
    if one[-1] != two[-1]:
        return False
    first, second = one[0].replace("-", ""), two[0].replace("-", "")
    return first.endswith(second) or second.endswith(first) or first.startswith(second) or second.startswith(first)


def own_voice(origin: str, label: str | None) -> VoiceOf:
    """The voice of a page that says something itself: one voice for all pages of its origin."""
    return VoiceOf(f"origin:{origin}", label or "the page itself", "the page says it in its own voice")


def voice_of(speaker: Speaker) -> VoiceOf:
    """The voice of a speaker, from his kind, role, country and name."""
    return _voice(speaker.name, speaker.role or "", speaker.country, speaker.kind)


def voice_named(name: str) -> VoiceOf:
    """The voice of somebody of whom only a name is known, as `asserted_by` gives it; a state's code is a state."""
    if name in _names():
        return VoiceOf(name, _names()[name], "the state itself")
    return _voice(name, "", None, None)


def is_official(speaker: Speaker) -> bool:
    """Whether a speaker has an office of state, or speaks for somebody."""
    described = folded(f"{speaker.role or ''} {'' if speaker.kind is SpeakerKind.PERSON else speaker.name}")
    roles = _roles()
    return not roles["self"].search(described) and bool(
        roles["state"].search(described) or roles["principal"].search(described)
    )


def speaks_for_another(speaker: Speaker) -> bool:
    """Whether a speaker is a spokesman, of whomever."""
    return bool(_roles()["principal"].search(folded(f"{speaker.role or ''} {speaker.name}")))


def unnamed_denier(origin: str) -> VoiceOf:
    """The voice of a denial that a page reports without saying whose it is: not the page's own."""
    return VoiceOf(f"unnamed:{origin}", "somebody unnamed", "the page tells of a denial and does not say whose")


@lru_cache(maxsize=100_000)
def _voice(name: str, role: str, country: str | None, kind: SpeakerKind | None) -> VoiceOf:
    person = kind is SpeakerKind.PERSON
    described = folded(f"{role}" if person else f"{role} {name}")
    states = states_in(role if person else f"{role} {name}")
    named = name if not role else f"{name}, {role}"
    home = country or (next(iter(states)) if len(states) == 1 else None)
    alone = VoiceOf(" ".join(name_key(name)) or folded(name), named, "speaks for himself")
    if kind is SpeakerKind.STATE:
        return VoiceOf(home, state_name(home), "the state itself") if home else alone
    roles = _roles()
    if roles["self"].search(described):
        return alone
    official = roles["state"].search(described)
    spokesman = roles["principal"].search(described)
    speaks = spokesman or official
    if home and speaks and (official or states or kind is SpeakerKind.OFFICE):
        return VoiceOf(home, state_name(home), f"{named}: {speaks[0]} of {state_name(home)}")
    bare = not re.sub(r"\W+", "", roles["principal"].sub("", folded(role)))
    if home and person and spokesman and bare:
        return VoiceOf(home, state_name(home), f"{named}: {spokesman[0]} of {state_name(home)}")
    if home and not role and states and _is_name_of(name, home):
        return VoiceOf(home, state_name(home), "the state itself")
    if len(states) == 1 and person:
        # an officer of an alliance or a body that the table of states and organisations knows
        body = next(iter(states))
        if len(body) != 3 or not body.isupper():
            return VoiceOf(body, state_name(body), f"{named} speaks for {state_name(body)}")
    if spokesman:
        rest = (
            " ".join(name_key(roles["principal"].sub(" ", folded(role or name))))
            .removeprefix("for ")
            .removesuffix(" for")
        )
        if rest:
            return VoiceOf(rest, rest, f"{named} speaks for {rest}")
    return alone


def _is_name_of(name: str, code: str) -> bool:
    rest = {word for word in name_key(name) if not states_in(word)}
    return not rest or folded(name) == folded(state_name(code))

"""The Admiralty grade of a fact: credibility 1 to 6, with its reason in words.

The scale is NATO's (AJP-2.1; the public form stands in MISP's taxonomy `admiralty-scale`): 1 confirmed by other sources,
2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. What counts is independent voices (who
asserts), independent origins (in which texts), denials that nobody has answered, and hedges. Reliability, A to F,
belongs to a source and is set by the user; it never changes credibility.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from armstrail.ledger.facts import Reliability, Voice, Voices
from armstrail.ledger.words import folded

__all__ = ["claim_grade", "reliability_of", "statement_grade"]

LETTERS: tuple[Reliability, ...] = ("A", "B", "C", "D", "E", "F")


def _list(voices: Iterable[Voice]) -> str:
    names = sorted({voice.name for voice in voices})
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _count(number: int, noun: str) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six")
    return f"{words[number] if number < len(words) else number} {noun}{'' if number == 1 else 's'}"


def _last(voice: Voice) -> date | None:
    """The last day on which a voice is known to have spoken: a page that repeats it later answers nothing."""
    return max((saying.said_on.end for saying in voice.sayings if saying.said_on), default=None)


def _first(voice: Voice, published: Mapping[str, date]) -> date | None:
    days = [saying.said_on.start if saying.said_on else published.get(saying.page) for saying in voice.sayings]
    return min((day for day in days if day is not None), default=None)


def unanswered(voices: Voices, published: Mapping[str, date]) -> list[Voice]:
    """The denials after which no voice has asserted it again, the denier's own among them: who denies and later says it
    himself has taken it back. `published` gives a page's day.
    """
    open_ = []
    for denial in voices.denies:
        first, last = _first(denial, published), _last(denial)
        later = False
        for voice in voices.asserts:
            since = (last or first) if voice.key == denial.key else first
            later |= since is not None and (_last(voice) or since) > since
        if not later:
            open_.append(denial)
    return open_


def claim_grade(
    voices: Voices, origins: Sequence[str], parties: Iterable[str], published: Mapping[str, date]
) -> tuple[int, str]:
    """Credibility of what a transfer, event or violation claims, and why.

    `origins` are the independent texts that carry it; `parties` the keys of the voices of those whom it is about, whose
    own word for it weighs more; `published` the days of pages, where known.
    """
    own = [voice for voice in voices.asserts if voice.key.startswith("origin:")]
    named = [voice for voice in voices.asserts if not voice.key.startswith("origin:")]
    denials = unanswered(voices, published)
    texts = len({saying.page for voice in voices.asserts for saying in voice.sayings} and set(origins))
    told = f"{_count(len(named), 'independent voice')} ({_list(named)})" if named else "no named voice"
    where = f"in {_count(texts, 'independent origin')}"
    denied = f"denied by {_list(denials)} without an answer" if denials else ""
    answered = f"; the denial by {_list(voices.denies)} was answered" if voices.denies and not denials else ""
    if not voices.asserts and not voices.suspects:
        return (5, f"only denied, by {_list(voices.denies)}; nobody asserts it") if voices.denies else (6, "no voice")
    if not voices.asserts:
        if denials:
            return 4, f"only suspected, by {_list(voices.suspects)}, and {denied}"
        return 6, f"only suspected, by {_list(voices.suspects)}"
    if len(named) >= 2 and texts >= 2:
        if denials:
            return 2, f"{told} {where}, but {denied}"
        return 1, f"{told} {where}, no unanswered denial{answered}"
    admits = [voice for voice in named if voice.key in set(parties)]
    if denials:
        if len(named) >= 2:
            return 3, f"{told}, but in one origin only, and {denied}"
        return 4, f"{told if named else 'the text itself'} {where}, and {denied}"
    if admits:
        return 2 if texts >= 2 else 3, f"said by {_list(admits)}, a party to it, {where}{answered}"
    if len(named) >= 2:
        return 3, f"{told}, but in one origin only{answered}"
    if texts >= 2:
        return 3, f"{told if named else 'asserted by the texts themselves'} {where}{answered}"
    if named and own:
        return 6, f"one voice ({_list(named)}) and the text itself, in one origin{answered}"
    return 6, f"{'one voice (' + _list(named) + ')' if named else 'the text itself'} {where}{answered}"


def statement_grade(voices: Voices, origins: Sequence[str]) -> tuple[int, str]:
    """Credibility that the statement was made, and why: one voice never gives 1, however many texts quote it."""
    name = _list(voices.asserts) or "the speaker"
    if len(set(origins)) >= 2:
        return 2, f"{_count(len(set(origins)), 'independent origin')} report it, one voice: {name}"
    return 6, f"one origin reports it, one voice: {name}"


def reliability_of(sources: Iterable[str | None], reliabilities: Mapping[str, Reliability]) -> Reliability:
    """The best letter that the user has given one of the sources (outlets and agencies by name); F where none."""
    letters = {folded(name): letter for name, letter in reliabilities.items()}
    return min((letters.get(folded(source), "F") for source in sources if source), default="F")

"""Denials that point back: "Tehran denies it", "a charge that Beijing rejected", "the Kremlin dismissed the reports".

The denied thing is the nearest supply that the page has told of and in which the denier takes part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from armstrail.language.grammar import objects, subjects
from armstrail.language.modality import denies
from armstrail.language.parties import name_of
from armstrail.reading.actors import Actors
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame
from armstrail.records import Factuality

__all__ = ["denials", "points_back", "voice_of"]

_BACK = frozenset({"it", "this", "that", "them", "these", "which", "so"})
_REACH = 2
"""How many paragraphs back the denied thing may stand."""
_FAR = 5
"""The same for charges in the plural, which are those of the whole page."""


def voice_of(actors: Actors, verb: Token) -> str | None:
    """The name of who does a verb of saying or denying, as the page has it, or None."""
    start, end = actors.paragraph.span(verb)
    for statement in actors.statements:
        cue, speaker = statement.cue, statement.speaker
        if cue is not None and speaker is not None and cue[0] <= start and end <= cue[1]:
            return speaker.name
    for subject in subjects(verb):
        name = actors.analysis.names.at(*actors.paragraph.span(subject))
        if name is not None:
            return name.name
        found = actors.of(subject)
        if found:
            return name_of(found[0].code)
    return None


def _many(verb: Token) -> bool:
    """Whether what is denied is named as charges in the plural: "rejected the claims"."""
    return any(t.tag_ == "NNS" and t.lemma_.lower() in words("accusing") for t in objects(verb))


def points_back(verb: Token) -> bool:
    """Whether a verb of denying has an object that names nothing new."""
    if verb.dep_ == "relcl":
        return verb.head.lemma_.lower() in words("accusing") or any(c.lower_ == "which" for c in verb.children)
    if any(c.lemma_ == "do" and any(t.lower_ in _BACK for t in c.children) for c in verb.children):
        return True  # "denied doing so"
    for token in objects(verb):
        if token.lower_ in _BACK:
            return True
        full = any(
            child.dep_ in {"acl", "relcl"} or (child.dep_ == "prep" and child.lower_ in {"of", "that"})
            for child in token.children
        )
        if token.lemma_.lower() in words("accusing") and not full:
            return True
    return False


def _only_flow(before: Sequence[Frame], codes: set[str]) -> bool:
    """Whether all that the page has told of somebody's supplies is one flow: then a denial can mean no other."""
    flows = {
        (party.code, other.code, good.category)
        for frame in before
        if frame.factuality is not Factuality.DENIED and not frame.implied
        for party in frame.suppliers
        for other in frame.recipients
        for good in frame.goods
        if codes & {party.code, other.code}
    }
    return len(flows) == 1


def denials(actors: Actors, verb: Token, before: Sequence[Frame]) -> list[Frame]:
    """The frames that a verb of denying denies, as frames of their own; `before` are the page's frames so far."""
    if verb.lemma_.lower() not in words("denying") or not denies(verb) or not points_back(verb):
        return []
    codes = {party.code for subject in subjects(verb) for party in actors.of(subject)}
    voice = voice_of(actors, verb)
    if not codes or voice is None:
        return []
    out: list[Frame] = []
    nearest: tuple[int, int] | None = None
    reach = _FAR if _many(verb) else _REACH
    if any(token.lower_ in _BACK for token in objects(verb)) and verb.dep_ != "relcl":
        # "denies this": what the sentence before it says, in its own paragraph where there is one
        reach = 0 if verb.sent.start > 0 else 1
    if _only_flow(before, codes):
        reach = actors.number
    near = [
        frame
        for frame in before
        if actors.number - frame.paragraph <= reach
        and not (frame.paragraph == actors.number and frame.predicate.i > verb.i)
        and frame.factuality is not Factuality.DENIED
        and not frame.implied
    ]
    accused = [frame for frame in near if codes & {party.code for party in frame.suppliers}]
    if _many(verb) and accused:
        near = accused  # charges in the plural are those against the denier, who is said to supply
    for frame in reversed(near):
        same = frame.paragraph == actors.number
        if not codes & {party.code for party in (*frame.suppliers, *frame.recipients)}:
            continue
        place = (frame.paragraph, frame.predicate.sent.start)
        if nearest is not None and place != nearest:
            break
        nearest = place
        tokens = [*frame.suppliers, *frame.recipients]
        out.append(
            replace(
                frame,
                factuality=Factuality.DENIED,
                asserted_by=voice,
                extra=[*frame.extra, verb],
                borrowed=[*frame.borrowed, *tokens] if not same else frame.borrowed,
            )
        )
    return out

"""Denials that point back: "Tehran denies it", "a charge that Beijing rejected", "the Kremlin dismissed the reports".

The denied thing is the nearest supply that the page has told of and in which the denier takes part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.grammar import objects, subjects
from armstrail.language.parties import name_of
from armstrail.reading.actors import Actors
from armstrail.reading.denying import says_no
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame
from armstrail.records import Act, Factuality, Statement

__all__ = ["denials", "despite", "points_back", "rejoinders", "voice_of"]

_BACK = frozenset({"it", "this", "that", "them", "these", "which", "so"})
_TAKEN = frozenset({"something", "thing", "all", "which"})
_AGAINST = frozenset({"despite", "notwithstanding", "amid", "of"})
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


def rejoinders(analysis: Analysis, statements: Sequence[Statement]) -> dict[int, Statement]:
    """The denials whose words only take up what was told ("a charge", "something", "the accusations"), by where their cue
    ends on the page.
    """
    text = analysis.page.text
    out: dict[int, Statement] = {}
    for statement in statements:
        if statement.act is Act.DENY and statement.cue is not None and statement.speaker is not None:
            told = text[slice(*statement.content[-1])].casefold().rstrip(" .,").split()[-1:]
            if len(statement.content) == 1 and told and _takes_up(told[0]):
                out[statement.cue[1]] = statement
    return out


def _takes_up(word: str) -> bool:
    return word in _TAKEN or word in words("accusing") or word.removesuffix("s") in words("accusing")


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


def denials(actors: Actors, verb: Token, before: Sequence[Frame], rejoinder: Statement | None = None) -> list[Frame]:
    """The frames that a verb of denying denies, as frames of their own; `before` are the page's frames so far, `rejoinder`
    the statement whose cue the verb is, where it only takes up what was told.
    """
    if rejoinder is None and not (says_no(verb) and points_back(verb)):
        return []
    codes = {party.code for subject in subjects(verb) for party in actors.of(subject)}
    voice = voice_of(actors, verb)
    if rejoinder is not None and not codes:
        codes = _of_source(actors, rejoinder)
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
        and not (
            frame.paragraph == actors.number and frame.predicate.i > verb.i and frame.predicate not in verb.ancestors
        )
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


def despite(actors: Actors, noun: Token, here: Sequence[Frame]) -> list[Frame]:
    """The frames of a sentence that stand against somebody's denials: "Despite denials by Pyongyang, it has shipped shells"."""
    if noun.lemma_.lower() != "denial" or noun.dep_ != "pobj" or noun.head.lower_ not in _AGAINST:
        return []
    by = [i for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from", "of"} for i in c.children]
    owners = [p for t in (*by, *(c for c in noun.children if c.dep_ in {"poss", "amod"})) for p in actors.of(t)]
    codes = {party.code for party in owners}
    return [
        replace(frame, factuality=Factuality.DENIED, asserted_by=name_of(owners[0].code), extra=[*frame.extra, noun])
        for frame in here
        if frame.predicate.sent == noun.sent
        and frame.factuality is not Factuality.DENIED
        and codes & {party.code for party in (*frame.suppliers, *frame.recipients)}
    ]


def _of_source(actors: Actors, statement: Statement) -> set[str]:
    """The parties that the source of a statement names, whatever the parser makes of it."""
    source, speaker = statement.source, statement.speaker
    doc, base = actors.paragraph.doc, actors.paragraph.start
    found: set[str] = {speaker.country} if speaker is not None and speaker.country is not None else set()
    if source is not None:
        tokens = (t for t in doc if source[0] <= base + t.idx < source[1])
        found |= {mention.code for t in tokens if (mention := actors.parties.at(t)) is not None}
    return found

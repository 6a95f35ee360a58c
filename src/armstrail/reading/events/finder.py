"""All events of a page: found clause by clause, deployments of sent soldiers added, one record an occasion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.clause_time import clause_times, when_of
from armstrail.language.parties import is_state
from armstrail.language.since import times_within
from armstrail.reading.actors import Actors
from armstrail.reading.events.agreements import agreements
from armstrail.reading.events.draft import Draft, Scene, event_types
from armstrail.reading.events.firing import uses
from armstrail.reading.events.forces import deployments, exercises
from armstrail.reading.events.measuring import measures
from armstrail.reading.events.meetings import meetings
from armstrail.reading.events.showing import evidence
from armstrail.reading.events.testing import tests
from armstrail.reading.events.visits import calls, visits
from armstrail.reading.evidence import evidence_of, joined
from armstrail.reading.goods import GoodsIndex, goods_of
from armstrail.reading.identity import merge_events
from armstrail.reading.running import is_current, running_day
from armstrail.reading.sections import heading_states, sections_of
from armstrail.reading.voice import Voices
from armstrail.records import Event, EventType, Factuality, SpeakerKind, Statement, TimeType, Transfer, When

__all__ = ["find_events"]

_READERS: dict[EventType, Callable[[Scene, Token], list[Draft]]] = {
    EventType.MEETING: meetings,
    EventType.VISIT: visits,
    EventType.CALL: calls,
    EventType.AGREEMENT: agreements,
    EventType.USE: uses,
    EventType.TEST: tests,
    EventType.MEASURE: measures,
    EventType.DEPLOYMENT: deployments,
    EventType.EXERCISE: exercises,
    EventType.EVIDENCE: evidence,
}


_PREDICATES = frozenset({"VERB", "AUX", "NOUN", "PROPN"})
_DONE = frozenset({EventType.USE, EventType.TEST, EventType.DEPLOYMENT, EventType.EVIDENCE})
"""Events that are records only where they are told as facts or plans."""


def find_events(
    analysis: Analysis,
    statements: tuple[Statement, ...],
    transfers: Sequence[Transfer] = (),
    goods: Sequence[GoodsIndex] | None = None,
) -> tuple[Event, ...]:
    """Every event that the page speaks of, one record an occasion, ids e1, e2, ... Soldiers sent abroad (`transfers`) are
    a deployment too. Headlines are not read. `goods` are those of each paragraph, found here where it is None.
    """
    goods = goods if goods is not None else goods_of(analysis)
    voices = Voices(statements)
    drafts: list[Event] = []
    about = heading_states(sections_of(analysis))
    for number, paragraph in enumerate(analysis.paragraphs):
        if paragraph.kind == "title":
            continue
        scene = Scene(Actors(analysis, number, statements, about=about.get(number)), goods[number])
        for token in paragraph.doc:
            if token.pos_ not in _PREDICATES:
                continue
            for kind in event_types(token):
                found = _READERS[kind](scene, token)
                for draft in found:
                    if draft.type in {EventType.AGREEMENT, EventType.MEASURE} and not draft.participants and drafts:
                        # "under a framework agreement of 2021", "the boat was boarded": by those just spoken of
                        draft.participants = list(_spoken_of(drafts, draft, paragraph.span(token.sent)[0]))
                    drafts.extend(_records(analysis, voices, number, draft))
                if found:
                    break
    drafts.extend(_deployed(transfers))
    return merge_events([_with_user(event, transfers) for event in drafts])


def _spoken_of(found: Sequence[Event], draft: Draft, sentence: int) -> tuple[str, ...]:
    """Who takes part in what names nobody: those of the last event of its kind, for what is signed those who met in the same
    sentence, which begins at code point `sentence`.
    """
    signed = draft.type is EventType.AGREEMENT and draft.predicate.pos_ == "VERB"
    for event in reversed(found):
        if signed and (event.type is not EventType.MEETING or event.evidence[0][0] < sentence):
            continue
        if signed or (event.type is draft.type and (event.type is EventType.AGREEMENT or event.object == draft.object)):
            return event.participants
    return ()


_REPEATED = frozenset({EventType.USE, EventType.TEST, EventType.MEASURE})
"""Events of which each date of a list is one: "on Jan. 2 and Jan. 6"."""
_ENCOUNTERS = frozenset({EventType.MEETING, EventType.VISIT, EventType.CALL, EventType.AGREEMENT})


def _apart(times: list[When]) -> list[When]:
    """The times of a list where each is a month at most and none holds another; else none."""
    if any((time.end - time.start).days > 31 for time in times):
        return []
    ordered = sorted(times, key=lambda time: (time.start, time.end))
    return ordered if all(a.end < b.start for a, b in pairwise(ordered)) else []


def _times(analysis: Analysis, number: int, draft: Draft) -> list[When | None]:
    """The times of an event: each date of a list is an occasion of its own for uses, tests and measures."""
    paragraph = analysis.paragraphs[number]
    for token in draft.timing:
        if draft.type in _REPEATED:
            days = _apart([one.when for one in clause_times(analysis, paragraph, token)])
            if len(days) > 1:
                return list(days)
        when = when_of(analysis, paragraph, token)
        joined = token.dep_ == "conj" and token.head.pos_ == "VERB"
        joined = joined and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
        if when is None and joined and draft.type in _ENCOUNTERS:
            # "visited the capital on Monday and met the president"
            when = when_of(analysis, paragraph, token.head)
        if when is not None:
            return [when]
    found = _only_time(analysis, number, draft.timing[0]) if draft.timing else None
    if found is None and draft.factuality is Factuality.ASSERTED and is_current(draft.predicate):
        found = running_day(analysis)
    return [found]


def _only_time(analysis: Analysis, number: int, predicate: Token) -> When | None:
    """The time in a predicate's own words where its sentence has no other: "reported proof of strikes on Feb. 3"."""
    paragraph = analysis.paragraphs[number]
    sentence = predicate.sent
    start, end = paragraph.span(sentence)
    times = [
        time
        for time in times_within(analysis, paragraph)
        if start <= time.start < end and time.type is not TimeType.DURATION
    ]
    if predicate.pos_ != "VERB" or len(times) != 1 or times[0].date is None:
        return None
    inside = any(
        paragraph.span(token)[0] <= times[0].start < paragraph.span(token)[1] and not _in_clause(token, predicate)
        for token in predicate.subtree
    )
    return times[0].date if inside else None


def _in_clause(token: Token, predicate: Token) -> bool:
    """Whether a word stands in a relative or other clause within that of the predicate, which has a time of its own."""
    while token.i != predicate.i:
        if token.dep_ in {"relcl", "ccomp", "advcl"} and token.pos_ in {"VERB", "AUX"}:
            return True
        token = token.head
    return False


def _records(analysis: Analysis, voices: Voices, number: int, draft: Draft) -> list[Event]:
    paragraph = analysis.paragraphs[number]
    statement = voices.of(paragraph.span(draft.predicate))
    participants = list(draft.participants)
    speaker = statement.speaker if statement is not None else None
    if not participants and draft.voiced and speaker is not None:
        participants = [speaker.name] if speaker.kind is not SpeakerKind.UNNAMED else []
        if speaker.country is not None and speaker.country != speaker.name:
            participants.append(speaker.country)
    if not participants and (draft.type is not EventType.USE or draft.object is None):
        return []
    if draft.type in _DONE and draft.factuality is not Factuality.ASSERTED:
        return []
    out = []
    for when in _times(analysis, number, draft):
        out.append(
            Event(
                id="e0",
                type=draft.type,
                participants=tuple(participants),
                object=draft.object,
                target=draft.target,
                place=draft.place,
                when=when,
                factuality=draft.factuality,
                asserted_by=speaker.name if speaker is not None else None,
                statement=statement.id if statement is not None else None,
                evidence=evidence_of(analysis, number, draft.tokens),
            )
        )
    return out


def _with_user(event: Event, transfers: Sequence[Transfer]) -> Event:
    """Weapons that "have been used" by nobody named are used by the one who is said to have got them."""
    if event.type is not EventType.USE or event.participants or event.object is None:
        return event
    word = event.object.casefold().split()[-1]
    got = [
        t
        for t in transfers
        if t.recipient and t.factuality is Factuality.ASSERTED and t.goods.text.casefold().endswith(word)
    ]
    takers = {t.recipient for t in got}
    if len(takers) != 1:
        return event
    return event.model_copy(
        update={"participants": got[0].recipient, "evidence": joined([*event.evidence, *got[0].evidence])}
    )


def _deployed(transfers: Sequence[Transfer]) -> list[Event]:
    """Soldiers whom a state sends abroad are deployed there."""
    out = []
    for transfer in transfers:
        if (
            transfer.goods.category != "personnel"
            or not transfer.supplier
            or transfer.factuality is not Factuality.ASSERTED
        ):
            continue
        if transfer.stage != "transferred" or not is_state(transfer.supplier[0]):
            continue
        out.append(
            Event(
                id="e0",
                type=EventType.DEPLOYMENT,
                participants=transfer.supplier,
                object=transfer.goods.text,
                place=transfer.recipient[0] if transfer.recipient else None,
                when=transfer.when,
                factuality=transfer.factuality,
                asserted_by=transfer.asserted_by,
                statement=transfer.statement,
                evidence=transfer.evidence,
            )
        )
    return out

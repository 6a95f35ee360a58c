"""The day of each statement, where its own clause names none: the speaker's day, the occasion's, the page's.

News dates a speaker once and lets the day stand: "..., he said on Friday", then "he added". A page has a day of its own as
well, the one that its lead reports or on which it came out: a plain "said" belongs to it, "has said" and a standing
"says" do not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import timedelta

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.clause_time import when_of
from armstrail.language.since import times_within
from armstrail.reading.attribution.acts import act_of
from armstrail.reading.attribution.draft import Draft, Passage, sentence
from armstrail.reading.attribution.labels import LABEL
from armstrail.reading.attribution.setting import is_occasion, said_on, told_then
from armstrail.reading.running import page_day, running_day
from armstrail.records import Act, Speaker, When

__all__ = ["days_said"]

LEAD = 2
"""Paragraphs of the body whose first dated statement gives the day that the page reports."""

NEWS = 3
"""Days before publication within which a dated statement tells of news."""

_HOURS_LATER = re.compile(
    r"\b(?:hours?|minutes?|moments?) (?:later|afterwards?)\b|\blater (?:that|the same) day\b", re.IGNORECASE
)
_HELD = frozenset({"record", "conduct", "hold", "give", "take", "tape", "film", "deliver"})
_ENCOUNTER = frozenset({"meet", "visit", "hold", "host", "receive", "travel", "arrive", "attend", "tour"})
_SPEAK = frozenset({"speak", "talk", "testify", "comment"})
_DECLARED = frozenset(
    {Act.CONDEMN, Act.URGE, Act.PRAISE, Act.PLEDGE, Act.WARN, Act.CONCERN, Act.ANNOUNCE, Act.CONFIRM, Act.DENY}
)


def days_said(
    analysis: Analysis, read: Sequence[tuple[Draft, Speaker | None]], nested: Sequence[bool]
) -> list[When | None]:
    """The day on which each statement was made, None where nothing tells. `read` is in the order of the text; `nested`
    marks the statements that stand inside the words of another: they have days of their own, but lend none to the page.
    """
    passages = {draft.passage.number: draft.passage for draft, _ in read}
    times = {number: times_within(analysis, passage.paragraph) for number, passage in passages.items()}
    own = [said_on(draft, times[draft.passage.number]) or _at_occasion(analysis, draft, passages) for draft, _ in read]
    live = running_day(analysis)
    main = _page_days(analysis, read, own, nested)
    taped = _taped(analysis)
    issuer = _issuer(read, own, analysis)
    days: dict[str, When] = {}
    out: list[When | None] = []
    for n, (draft, speaker) in enumerate(read):
        day = own[n]
        if day is None and out and _same_day(draft):
            day = next((before for before in reversed(out[-4:]) if before is not None), None)
        speech = draft.cue.speech if draft.cue is not None else True
        if speaker is not None and speech:
            if day is None and not nested[n]:
                day = _spoke(analysis, draft)
            if day is not None:
                days[speaker.name] = day
            elif draft.cue is LABEL and draft.direct:
                day = taped or page_day(analysis)
            else:
                page = main[n] if told_then(draft, speaker) else None
                if live is not None or (speaker.name == issuer and _present(draft)):
                    page = page_day(analysis)
                day = days.get(speaker.name) or page
        out.append(day)
    return out


def _same_day(draft: Draft) -> bool:
    """Whether the words before the cue tie it to the day told of before: "A few hours later the ministry said"."""
    if draft.verb is None:
        return False
    doc = draft.passage.doc
    start = sentence(draft.verb)[0]
    return _HOURS_LATER.search(doc[start : draft.verb.i + 1].text) is not None


def _page_days(
    analysis: Analysis,
    read: Sequence[tuple[Draft, Speaker | None]],
    own: Sequence[When | None],
    nested: Sequence[bool],
) -> list[When | None]:
    """For each statement the day that the page reports there: that of a dated statement in the lead, else of the last one
    before it that was dated shortly before publication, else of publication; the first dated statement's day where it
    is unknown when the page came out.
    """
    published = analysis.page.published
    body = [number for number, paragraph in enumerate(analysis.paragraphs) if paragraph.kind == "body"][:LEAD]
    dated: list[tuple[int, When]] = []
    for n, (draft, speaker) in enumerate(read):
        day = own[n]
        if day is None or speaker is None or nested[n] or (day.end - day.start).days > 1:
            continue
        near = published is None or (published.start - timedelta(NEWS) <= day.end and day.start <= published.end)
        if near and (draft.cue is None or draft.cue.speech):
            dated.append((n, day))
    if published is None:
        return [dated[0][1] if dated else None] * len(read)
    lead = next((day for n, day in dated if read[n][0].passage.number in body), None)
    if lead is not None:
        return [lead] * len(read)
    places = [at for at, _ in dated]
    before = (bisect_right(places, n) for n in range(len(read)))
    return [dated[upto - 1][1] if upto else page_day(analysis) for upto in before]


def _present(draft: Draft) -> bool:
    return draft.verb is not None and draft.verb.tag_ in {"VBZ", "VBP"}


def _issuer(read: Sequence[tuple[Draft, Speaker | None]], own: Sequence[When | None], analysis: Analysis) -> str | None:
    """Who issued the page, where it opens with what he declares by saying it: "The Union condemns ..."."""
    body = [number for number, paragraph in enumerate(analysis.paragraphs) if paragraph.kind == "body"][:1]
    for n, (draft, speaker) in enumerate(read):
        if draft.passage.number not in body:
            continue
        verb = draft.verb
        declares = (
            verb is not None and verb.dep_ == "ROOT" and _present(draft) and act_of(draft.cue, "", "") in _DECLARED
        )
        return speaker.name if declares and speaker is not None and own[n] is None else None
    return None


def _taped(analysis: Analysis) -> When | None:
    """The day on which the interview or briefing that the page prints was held: "The interview was recorded on 4 June"."""
    for paragraph in analysis.paragraphs:
        for token in paragraph.doc:
            if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ == "NOUN" and is_occasion(token):
                verb = token.head
                if verb.pos_ == "VERB" and verb.lemma_ in _HELD and verb.tag_ in {"VBD", "VBN"}:
                    when = when_of(analysis, paragraph, verb)
                    if when is not None and when.start == when.end:
                        return when
    return None


def _at_occasion(analysis: Analysis, draft: Draft, passages: dict[int, Passage]) -> When | None:
    """The day of the occasion that the cue points back to: "said after the talks", which an earlier sentence dates."""
    verb = draft.verb
    if verb is None or verb.pos_ != "VERB":
        return None
    for prep in verb.children:
        if prep.dep_ != "prep" or prep.lower_ not in {"after", "at", "during", "following", "before"}:
            continue
        for noun in prep.children:
            definite = any(c.dep_ == "det" and c.lower_ in {"the", "these", "those"} for c in noun.children)
            if noun.dep_ == "pobj" and definite and is_occasion(noun):
                return _last_encounter(analysis, draft.passage, sentence(verb)[0], passages)
    return None


def _last_encounter(analysis: Analysis, passage: Passage, before: int, passages: dict[int, Passage]) -> When | None:
    """The day of the nearest dated encounter before a token of a passage, in it or in the paragraph before."""
    earlier = [(passage.paragraph, before)]
    if passage.number:
        paragraph = analysis.paragraphs[passage.number - 1]
        if paragraph.kind == "body":
            earlier.append((paragraph, len(paragraph.doc)))
    for paragraph, end in earlier:
        for token in reversed(paragraph.doc[:end]):
            if (token.lemma_.lower() in _ENCOUNTER and token.pos_ == "VERB") or is_occasion(token):
                when = when_of(analysis, paragraph, token)
                if when is not None and (when.end - when.start).days <= 3:
                    return when
    return None


def _spoke(analysis: Analysis, draft: Draft) -> When | None:
    """The day from the sentence after, where it tells on what occasion the words were said: "He spoke after meeting the
    president on Tuesday".
    """
    verb = draft.verb
    if verb is None:
        return None
    following = sentence(verb)[1]
    doc = draft.passage.doc
    if following >= len(doc):
        return None
    subject = doc[following]
    root = subject.head
    if subject.lower_ not in {"he", "she", "they", "it"} or subject.dep_ != "nsubj" or root.lemma_ not in _SPEAK:
        return None
    if any(child.dep_ in {"ccomp", "dobj"} for child in root.children) or root.tag_ != "VBD":
        return None
    when = when_of(analysis, draft.passage.paragraph, root) or _of_adjunct(analysis, draft.passage, root)
    return when if when is not None and when.start == when.end else None


def _of_adjunct(analysis: Analysis, passage: Passage, verb: Token) -> When | None:
    for prep in verb.children:
        if prep.dep_ in {"prep", "advcl"} and prep.lower_ in {"after", "before", "following", "during", "at"}:
            for inner in prep.children:
                when = when_of(analysis, passage.paragraph, inner)
                if when is not None:
                    return when
    return None

"""The lead of a news story: an office speaks first, and its holder is named in the next sentences without his office."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.language import Analysis
from armstrail.reading.attribution.draft import Draft
from armstrail.reading.attribution.labels import LABEL
from armstrail.reading.attribution.speaker import names_body
from armstrail.records import Speaker, SpeakerKind

REACH = 3
"""Paragraphs after the office within which its holder is named."""


def joined_lead(read: Sequence[tuple[Draft, Speaker | None]], analysis: Analysis) -> list[tuple[Draft, Speaker | None]]:
    """The drafts with an unnamed office, and every later mention of its noun, given the name of its holder.

    Evidence: the office is the page's first speaker, nobody on the page holds it by name, and the next person to speak
    comes within `REACH` paragraphs, named in full for the first time and without a role of his own.
    """
    joined: dict[str, Speaker] = {}
    for n, (draft, speaker) in enumerate(read):
        if speaker is None or draft.passage.paragraph.kind == "title":
            continue
        if speaker.kind is SpeakerKind.PERSON or (draft.source is not None and names_body(draft.source.head)):
            break
        if speaker.kind is not SpeakerKind.OFFICE and not _singular_noun(draft):
            continue
        holder = _next_person(read[n + 1 :], draft)
        if holder is not None and _first_mention(analysis, holder.name) > (draft.cue_span or draft.content[0])[0]:
            joined[_key(draft)] = holder.model_copy(
                update={"role": holder.role or speaker.name, "country": holder.country or speaker.country}
            )
        break
    if not joined:
        return list(read)
    out: list[tuple[Draft, Speaker | None]] = []
    for draft, speaker in read:
        person = joined.get(_key(draft)) if speaker is not None and speaker.kind is not SpeakerKind.PERSON else None
        named = next((p for p in joined.values() if speaker is not None and p.name == speaker.name), None)
        out.append((draft, person or named or speaker))
    return out


def _key(draft: Draft) -> str:
    if draft.source is not None:
        return draft.source.head.lower_
    return _key(draft.like) if draft.like is not None else ""


def _singular_noun(draft: Draft) -> bool:
    head = draft.source.head if draft.source is not None else None
    return head is not None and head.tag_ == "NN" and head.doc[head.left_edge.i].lower_ == "the" and not head.ent_type_


def _next_person(read: Sequence[tuple[Draft, Speaker | None]], lead: Draft) -> Speaker | None:
    for draft, speaker in read:
        if draft.passage.number - lead.passage.number > REACH or draft.cue is LABEL:
            return None  # who speaks under a label in a transcript is another than the office that a question tells of
        if speaker is None or speaker.kind is not SpeakerKind.PERSON:
            continue
        named = draft.source is not None and draft.source.head.pos_ != "PRON"
        bare = named and len(speaker.name.split()) > 1
        return speaker if bare and speaker.role is None and draft.passage.number > lead.passage.number else None
    return None


def _first_mention(analysis: Analysis, name: str) -> int:
    """Where the body first names a person; headlines do not count."""
    titles = [(p.start, p.end) for p in analysis.paragraphs if p.kind == "title"]
    places = (m.start for m in analysis.names.mentions if m.name == name and m.form == "name")
    return next((at for at in places if not any(a <= at < b for a, b in titles)), len(analysis.page.text))

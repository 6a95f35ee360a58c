"""Attributions inside attributions: which stand, which are only part of what somebody says, and the chain of channels."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from armstrail.reading.attribution.draft import Draft
from armstrail.reading.attribution.sources import SUBJECTS
from armstrail.records import Span

_SELF = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})


def holders(drafts: Sequence[Draft]) -> list[list[int]]:
    """For each draft the indices of those whose content holds its cue, the widest first.

    Only drafts of the same paragraph and the one before are looked at, so that time stays linear in the page.
    """
    by_paragraph: dict[int, list[int]] = {}
    for n, draft in enumerate(drafts):
        by_paragraph.setdefault(draft.passage.number, []).append(n)
    out: list[list[int]] = []
    for n, draft in enumerate(drafts):
        place = draft.cue_span or (draft.content[0] if draft.content else None)
        if place is None or (draft.verb is None and draft.cue_span is None):
            out.append([])
            continue
        number = draft.passage.number
        near = [*by_paragraph.get(number - 1, [])[-20:], *_near(by_paragraph[number], n)]
        held = [m for m in near if m != n and drafts[m].cue_span != draft.cue_span and inside(place, drafts[m].content)]
        out.append(sorted(held, key=lambda m: (-sum(b - a for a, b in drafts[m].content), m)))
    return out


def _near(members: Sequence[int], n: int, reach: int = 80) -> Sequence[int]:
    at = members.index(n) if len(members) <= 2 * reach else next((i for i, m in enumerate(members) if m >= n), 0)
    return members[max(0, at - reach) : at + reach]


def inside(span: Span, content: Sequence[Span]) -> bool:
    """Whether a span lies in one of the spans."""
    return any(a <= span[0] and span[1] <= b for a, b in content)


def standing(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that only carry on what an outer speaker says.

    Inside somebody's words "I think" and "you know" attribute nothing, a belief of the same person is his statement,
    and an infinitive ("plans to ask whether") is not said yet.
    """
    held = holders(drafts)
    return [draft for n, draft in enumerate(drafts) if _stands(draft, [drafts[m] for m in held[n]])]


def _stands(draft: Draft, outer: Sequence[Draft]) -> bool:
    verb = draft.verb
    if verb is None or draft.cue is None:
        return True
    quoted = draft.passage.held[verb.i] is not None or any(other.direct for other in outer)
    if quoted and _own_thought(verb, draft):
        return False
    if not outer or draft.direct:
        return True
    if _unreal(verb):
        return False
    return draft.cue.speech


def _own_thought(verb: Token, draft: Draft) -> bool:
    """A first or second person cue that reports nothing past."""
    if draft.source is None or draft.source.head.lower_ not in _SELF:
        return False
    return not (draft.cue is not None and draft.cue.speech and verb.tag_ in {"VBD", "VBN"})


def _unreal(verb: Token) -> bool:
    """An infinitive or a bare verb under a modal: it is not said yet."""
    if any(
        c.dep_ == "aux" and c.lower_ in {"to", "will", "would", "should", "could", "may", "might", "can", "must"}
        for c in verb.children
    ):
        return True
    return verb.tag_ == "VB" and not any(c.dep_ in SUBJECTS for c in verb.children)

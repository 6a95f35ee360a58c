"""Attributions inside attributions: which stand, which are only part of what somebody says, and the chain of channels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Token

from armstrail.language.persons import agencies
from armstrail.reading.attribution.draft import Draft
from armstrail.reading.attribution.lexicon import bodies
from armstrail.reading.attribution.sources import SUBJECTS, is_fronted
from armstrail.records import Act, Span

_SELF = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})


def holders(drafts: Sequence[Draft]) -> list[list[int]]:
    """For each draft the indices of those whose content holds its cue, the widest first.

    Only drafts of the same paragraph and the one before are looked at, so that time stays linear in the page.
    """
    by_paragraph: dict[int, list[int]] = {}
    for n, draft in enumerate(drafts):
        by_paragraph.setdefault(draft.passage.number, []).append(n)
    reach = [(min(a for a, _ in d.content), max(b for _, b in d.content)) if d.content else (0, 0) for d in drafts]
    out: list[list[int]] = []
    for n, draft in enumerate(drafts):
        place = draft.cue_span or (draft.content[0] if draft.content else None)
        if place is None or (draft.verb is None and draft.cue_span is None):
            out.append([])
            continue
        number = draft.passage.number
        near = [*by_paragraph.get(number - 1, [])[-20:], *_near(by_paragraph[number], n)]
        near = [m for m in near if reach[m][0] <= place[0] and place[1] <= reach[m][1] and m != n]
        held = [m for m in near if drafts[m].cue_span != draft.cue_span and inside(place, drafts[m].content)]
        held = [m for m in held if not _takes_up(drafts[m], place)]
        out.append(sorted(held, key=lambda m: (-sum(b - a for a, b in drafts[m].content), m)))
    return out


def _takes_up(outer: Draft, place: Span) -> bool:
    """Whether a draft only answers what was told before it, behind a relative: "Police said he drank, which he denies"."""
    cue, verb = outer.cue, outer.verb
    answers = cue is not None and cue.act in {Act.DENY, Act.CONFIRM} and verb is not None and verb.dep_ == "relcl"
    return answers and outer.cue_span is not None and place[1] <= outer.cue_span[0]


def _near(members: Sequence[int], n: int, reach: int = 80) -> Sequence[int]:
    at = bisect_left(members, n)
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
    kept = [
        n
        for n, draft in enumerate(drafts)
        if _stands(draft, [drafts[m] for m in held[n] if not _passes_on(drafts[m], draft)])
    ]
    standing_too = frozenset(kept)
    told: dict[int, list[int]] = {}
    for n in kept:
        for m in held[n]:
            cue = drafts[n].cue
            speech = cue is not None and cue.speech and not _is_according(drafts[n])
            if m in standing_too and speech and _passes_on(drafts[m], drafts[n]):
                told.setdefault(m, []).append(n)
    wrappers = {m for m, inner in told.items() if _only_relays(drafts[m], [drafts[n] for n in inner])}
    for m in wrappers:
        for n in told[m]:
            drafts[n].relay = drafts[m]
    return [drafts[n] for n in kept if n not in wrappers]


def _is_according(draft: Draft) -> bool:
    return draft.cue is not None and draft.cue.word == "according to"


def _is_report(draft: Draft) -> bool:
    """Whether an outlet reports something: "the agency reported"."""
    if draft.cue is None or draft.source is None or draft.direct or draft.cue.word != "report":
        return False
    head = draft.source.head
    return head.text in agencies() or head.lemma_.lower() in bodies("press")


def _passes_on(outer: Draft, inner: Draft) -> bool:
    """Whether an attribution may only tell by which way the page has another: by an "according to", or by an outlet's report
    that holds nothing else.
    """
    speech = inner.cue is not None and inner.cue.speech and not _is_according(inner)
    return _is_according(outer) or (speech and _is_report(outer) and _only_relays(outer, [inner]))


def _only_relays(outer: Draft, inner: Sequence[Draft]) -> bool:
    """Whether an "according to" says no more than that somebody said something: then it is the channel, not a speaker."""
    told: set[int] = set()
    for draft in inner:
        parts = [
            *draft.content,
            *([draft.cue_span] if draft.cue_span else []),
            *([draft.source.span] if draft.source else []),
        ]
        told.update(i for a, b in parts for i in range(a, b))
    whole = {i for a, b in outer.content for i in range(a, b)}
    return len(told & whole) >= 0.7 * len(whole)


def _stands(draft: Draft, outer: Sequence[Draft]) -> bool:
    verb = draft.verb
    if verb is None or draft.cue is None:
        return True
    quoted = draft.passage.held[verb.i] is not None or any(other.direct for other in outer)
    if quoted and _own_thought(verb, draft):
        return False
    if not outer or draft.direct:
        return True
    if _unreal(verb) or (draft.source is None and verb.pos_ == "NOUN"):
        return False
    if "naming" in draft.cue.frames and _quoted_next(verb, draft):
        return True  # calling somebody something is a statement of its own
    if is_fronted(verb) and draft.source is not None and draft.source.head.pos_ != "PRON":
        return True  # "what Rome called a breach was, Oslo said, routine": Rome's word, not Oslo's
    return draft.cue.speech and (verb.pos_ == "NOUN" or _has_clause(verb) or draft.cue.word == "according to")


def _quoted_next(verb: Token, draft: Draft) -> bool:
    """Whether the words in quotation marks follow the verb of naming at once ("what he calls "the little guy"")."""
    held = draft.passage.held[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return held is not None and held is not draft.passage.held[verb.i]


def _has_clause(verb: Token) -> bool:
    """Whether a cue governs a clause; one that only names a thing ("had criticised the deal") is part of what is told."""
    return any(c.dep_ in {"ccomp", "xcomp"} for c in verb.children)


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

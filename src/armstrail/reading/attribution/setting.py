"""Where and when it was said: the occasion as its words, the day from the cue's clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from armstrail.knowledge import table
from armstrail.reading.attribution.draft import Draft, sentence
from armstrail.records import Span, Speaker, SpeakerKind, TimeExpression, TimeType, When

_PREPS = frozenset({"in", "at", "during", "to", "before", "with", "on", "via", "through"})


@cache
def _occasions() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("speaking_occasions"))


def _clauses(verb: Token) -> list[Token]:
    """The cue verb and the verbs whose clause it shares, nearest first."""
    out = [verb]
    at = verb
    for _ in range(4):
        if at.head == at or at.dep_ not in {"conj", "advcl", "xcomp", "pcomp", "prep", "dep"}:
            break
        at = at.head
        out.append(at)
    return out


def occasion_of(draft: Draft) -> str | None:
    """The words that name the occasion ("a joint news conference with ..."), or None."""
    if draft.verb is None:
        return None
    for verb in _clauses(draft.verb):
        for child in verb.children:
            found = _occasion_phrase(draft, child)
            if found:
                return found
            if child.dep_ == "advcl" and child.lemma_ in {"speak", "address", "testify", "appear"}:
                for inner in child.children:
                    found = _occasion_phrase(draft, inner)
                    if found:
                        return found
    return None


def _occasion_phrase(draft: Draft, child: Token) -> str | None:
    paragraph = draft.passage.paragraph
    noun = None
    if child.dep_ == "prep" and child.lower_ in _PREPS:
        noun = next((c for c in child.children if c.dep_ == "pobj"), None)
    elif child.dep_ in {"dobj", "dative"} and draft.verb is not None and draft.verb.lemma_ in {"tell", "address"}:
        noun = child
    if noun is None or noun.lemma_.lower() not in _occasions() or noun.pos_ != "NOUN":
        return None
    start, end = noun.left_edge.i, noun.right_edge.i + 1
    doc = noun.doc
    for token in noun.subtree:
        if token.i > noun.i and (
            token.dep_ in {"relcl", "appos"} or token.ent_type_ in {"DATE", "TIME"} or token.text in {",", ":"}
        ):
            end = min(end, token.left_edge.i)
            while end > noun.i + 1 and doc[end - 1].dep_ in {"prep", "punct", "det"}:
                end -= 1
    low, high = paragraph.span(doc[start : max(end, noun.i + 1)])
    if any(a < high and low < b for a, b in draft.content):
        return None
    return " ".join(doc[start : max(end, noun.i + 1)].text.split())


def said_on(draft: Draft, times: Sequence[TimeExpression]) -> When | None:
    """The day that the cue's clause names, or None. A time inside the content is no day of saying."""
    if draft.verb is None:
        return None
    paragraph = draft.passage.paragraph
    inside = [t for t in times if paragraph.start <= t.start < paragraph.end and t.date is not None]
    inside = [t for t in inside if t.type in {TimeType.DATE, TimeType.TIME} and not _held(t, draft.content)]
    if not inside:
        return None
    low, high = paragraph.span(draft.passage.doc[slice(*sentence(draft.verb))])
    own = _own_tokens(draft)
    for t in inside:
        if low <= t.start < high and any(t.start <= paragraph.start + draft.passage.doc[i].idx < t.end for i in own):
            return t.date
    return None


def told_then(draft: Draft, speaker: Speaker) -> bool:
    """Whether a cue without a time of its own belongs to the day that the page reports: somebody "said", in the simple
    past. A perfect ("has denied"), a present and a state's standing claim do not.
    """
    if draft.verb is None:
        return draft.like is not None
    if speaker.kind is SpeakerKind.STATE:
        return False
    verb = draft.verb
    if verb.tag_ == "VBG":
        return True
    perfect = any(c.dep_ == "aux" and c.lemma_ in {"have", "will", "would"} for c in verb.children)
    return verb.tag_ == "VBD" and not perfect


def _held(time: TimeExpression, content: Sequence[Span]) -> bool:
    return any(a <= time.start < b for a, b in content)


def _own_tokens(draft: Draft) -> set[int]:
    """Tokens of the cue's own clause: adjuncts of the verb and of the verbs above it that share its subject."""
    out: set[int] = set()
    verbs = _clauses(draft.verb) if draft.verb is not None else []
    # "condemned X and reaffirmed Y during talks on Friday": the day stands with the last of the joined verbs
    verbs = [*verbs, *(c for v in verbs for c in v.children if c.dep_ == "conj" and c.tag_ == "VBD")]
    for verb in verbs:
        for child in verb.children:
            if child.dep_ in {
                "npadvmod",
                "advmod",
                "prep",
                "dobj",
                "dative",
                "advcl",
                "nsubj",
                "pobj",
                "agent",
                "tmod",
            }:
                nested = {t.i for c in child.subtree if c.dep_ in {"relcl", "acl"} for t in c.subtree}
                out.update(t.i for t in child.subtree if t.i not in nested)
    return out

"""Where and when it was said: the occasion as its words, the day from the cue's clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from armstrail.knowledge import table
from armstrail.language.subtrees import tree
from armstrail.reading.attribution.draft import Draft, sentence
from armstrail.reading.attribution.lexicon import noun_of
from armstrail.records import Speaker, SpeakerKind, TimeExpression, TimeType, When

_PUBLISHED = frozenset(
    {"publish", "issue", "release", "air", "broadcast", "post", "date", "record", "circulate", "print", "carry", "give"}
    | {"present", "submit", "unveil", "file", "deliver", "table"}
    | {"reach", "contact", "interview", "question", "phone"}
)
"""What is done with the document or the broadcast in which somebody speaks, or with him: its day is the day of the words."""

_BEFORE = frozenset({"earlier", "previously", "once", "then", "before", "formerly", "originally", "initially"})
_PREPS = frozenset({"in", "at", "during", "to", "before", "with", "on", "via", "through"})


@cache
def _occasions() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("speaking_occasions"))


def is_occasion(noun: Token) -> bool:
    """Whether a noun names an occasion or a document in which something is said."""
    return noun.pos_ == "NOUN" and (noun.lemma_.lower() in _occasions() or noun.lower_ in _occasions())


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
    """The day that the cue's clause names, or None. A time inside the content is no day of saying. `times` are those of
    the paragraph.
    """
    if draft.verb is None:
        return None
    paragraph = draft.passage.paragraph
    inside = [
        t
        for t in times
        if t.date is not None
        and t.type in {TimeType.DATE, TimeType.TIME}
        and not _held(t, draft)
        and not _pointing(t, draft)
    ]
    if not inside:
        return None
    low, high = paragraph.span(draft.passage.doc[slice(*sentence(draft.verb))])
    document = _document_tokens(draft)
    for t in inside:
        if any(t.start <= paragraph.start + draft.passage.doc[i].idx < t.end for i in document):
            return t.date
    own = _own_tokens(draft)
    for t in inside:
        if low <= t.start < high and any(t.start <= paragraph.start + draft.passage.doc[i].idx < t.end for i in own):
            return t.date
    return None


def told_then(draft: Draft, speaker: Speaker) -> bool:
    """Whether a cue without a time of its own belongs to the day that the page reports: somebody "said", in the simple
    past. A perfect ("has denied"), a present, "earlier" and a state's standing claim do not.
    """
    if draft.verb is None:
        return draft.like is not None
    if speaker.kind is SpeakerKind.STATE:
        return False
    verb = draft.verb
    if verb.tag_ == "VBG":
        return True
    perfect = any(c.dep_ == "aux" and c.lemma_ in {"have", "will", "would"} for c in verb.children)
    if any(c.dep_ == "advmod" and c.lower_ in _BEFORE for c in verb.children):
        return False
    quoted = verb.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.tag_ == "VBD" for c in verb.children)
    return (verb.tag_ == "VBD" or quoted) and not perfect


def _held(time: TimeExpression, draft: Draft) -> bool:
    """Whether a time stands in the words that were said, and not with a noun of saying ("voiced concern on Monday")."""
    if not any(a <= time.start < b for a, b in draft.content):
        return False
    first = draft.passage.doc.char_span(
        time.start - draft.passage.paragraph.start, time.end - draft.passage.paragraph.start, alignment_mode="expand"
    )
    if first is None or draft.verb is None:
        return True
    prep = first.root.head
    noun = prep.head
    named = noun_of(noun) is not None or noun.ent_type_ in {"GPE", "PERSON", "NORP"}
    weekday = first.text.casefold() in _weekdays()
    return not (prep.lower_ == "on" and weekday and noun.dep_ == "dobj" and noun.head == draft.verb and named)


@cache
def _weekdays() -> frozenset[str]:
    rows = [row for row in table("weekday_names") if row["language"] == "en"]
    return frozenset(name.casefold() for row in rows for n in range(1, 8) for name in row[f"d{n}"].split("|"))


def _pointing(time: TimeExpression, draft: Draft) -> bool:
    """Whether a time only points back to the day that is told of ("on this day")."""
    base = draft.passage.paragraph.start
    return draft.passage.text[time.start - base : time.end - base].casefold() == "this day"


def _own_tokens(draft: Draft) -> set[int]:
    """Tokens of the cue's own clause: adjuncts of the verb and of the verbs above it that share its subject."""
    out: set[int] = set()
    if draft.verb is not None and draft.verb.lower_ in {"according", "per"}:
        # the clause above is what was said: its time is the deed's
        return tree(draft.verb)
    doc = draft.passage.doc
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
                own = tree(child)
                for i in sorted(own):
                    if i in own and doc[i].dep_ in {"relcl", "acl"}:
                        own -= tree(doc[i])
                out |= own
    return out


def _document_tokens(draft: Draft) -> set[int]:
    """Tokens of what is told of the document or broadcast in which it is said: "in a study published yesterday",
    "according to a memo dated Feb. 17", "in an interview that the channel aired on Tuesday".
    """
    heads = [token for verb in (_clauses(draft.verb) if draft.verb is not None else []) for token in verb.children]
    nouns = [c for head in heads if head.dep_ == "prep" for c in head.children if c.dep_ == "pobj"]
    nouns += [c for head in nouns for p in head.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pobj"]
    if draft.source is not None and draft.source.passage is draft.passage:
        nouns.append(draft.source.head)
    clauses = [
        token
        for noun in nouns
        for token in noun.head.head.children
        # "in an interview that the channel aired": the parser may take the clause for what was said
        if token.dep_ == "ccomp" and token.left_edge.i == noun.right_edge.i + 1 and is_occasion(noun)
    ]
    told = [*clauses, *(child for noun in nouns for child in noun.children)]
    published = (c for c in told if c.dep_ in {"acl", "relcl", "amod", "ccomp"} and c.lemma_ in _PUBLISHED)
    return {i for child in published for i in tree(child)}

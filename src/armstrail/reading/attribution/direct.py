"""Direct speech: quotations set off by their marks, each with the cue and the source that stand beside it.

The marks come first: where a quotation begins and ends is read from them and never from the parse. The words between
two quotations are searched for the cue; one cue takes every quotation that it interrupts or that follows it without a
cue of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from armstrail.reading.attribution.draft import Draft, Passage, sentence
from armstrail.reading.attribution.issuing import ISSUING
from armstrail.reading.attribution.lexicon import Cue, is_paper, noun_of, verb_of
from armstrail.reading.attribution.medial import only_setting, reporting_clause
from armstrail.reading.attribution.relay import quoted_person
from armstrail.reading.attribution.set_off import token_at
from armstrail.reading.attribution.sources import agent, is_passive, phrase, teller_of
from armstrail.records import Act, Span

ISSUED = Cue("issue", Act.STATE, speech=True)
"""The cue of who gives out a paper with the words themselves."""
_WORDS = frozenset({"word", "remark", "answer", "reply", "response", "comment", "text", "reaction", "explanation"})


@dataclass(slots=True)
class _Gap:
    """Tokens `[start, end)` between two set-off quotations."""

    start: int
    end: int


def find_direct(passage: Passage) -> list[Draft]:
    """The attributions of set-off quotations of one passage. Cue-less ones come without source."""
    doc = passage.doc
    quotes = passage.set_off
    if not quotes:
        return []
    bounds = [(token_at(passage, q.start), token_at(passage, q.end)) for q in quotes]
    drafts: list[Draft] = []
    current: Draft | None = None
    previous_end = 0
    for n, q in enumerate(quotes):
        start, end = bounds[n]
        next_start = bounds[n + 1][0] if n + 1 < len(quotes) else len(doc)
        content = passage.span(*q.inner)
        if content is None:
            previous_end = end
            continue
        before = _Gap(previous_end, start)
        after = _Gap(end, next_start)
        previous_end = end
        inner = passage.text[q.inner[0] : q.inner[1]].rstrip()
        cue = _before(passage, before)
        if cue is not None and cue.i in passage.used:
            # the cue of the quotation before this one: an interrupted or a continued quotation
            if current is not None and current.verb == cue:
                own = _after(passage, after, inner, last=n + 1 == len(quotes))
                if own is None or not inner.endswith((",", "?", "!")):
                    current.content.append(content)
                    continue
            cue = None
        if cue is None:
            later = _after(passage, after, inner, last=n + 1 == len(quotes))
            if later is not None:
                current = cued(passage, later, [content])
                drafts.append(current)
                continue
            adjacent = before.start >= before.end or all(
                doc[i].is_punct or doc[i].is_space or doc[i].lower_ in {"and", "but"}
                for i in range(before.start, before.end)
            )
            if current is not None and (adjacent or _only_cue(passage, before, current)):
                current.content.append(content)
                continue
            current = Draft(passage, None, None, None, [content], direct=True)
            drafts.append(current)
            continue
        current = cued(passage, cue, [content])
        if inner[:1].islower():
            lead = _interrupted(passage, before, current)
            if lead is not None:
                current.content.insert(0, lead)
                current.direct = False
        drafts.append(current)
    return drafts


def _interrupted(passage: Passage, gap: _Gap, draft: Draft) -> Span | None:
    """The page's own beginning of a sentence that the cue interrupts and the quotation ends: 'Trade, he said, "is dead."'"""
    if draft.verb is None or draft.source is None:
        return None
    doc = passage.doc
    first, end = sentence(draft.verb)
    start = max(gap.start, first)
    found = reporting_clause(passage, draft.verb, start, end)
    if found is None or found[0] - 2 < start or found[1] >= len(doc):
        return None
    low, high, _ = found
    if doc[low - 1].text != "," or doc[high].text != "," or only_setting(passage, start, low - 1):
        return None
    lead = doc[start : low - 1]
    return passage.span(lead.start_char, lead.end_char)


def _only_cue(passage: Passage, gap: _Gap, current: Draft) -> bool:
    """Whether the words since the last quotation are the sentence of its cue and nothing more."""
    if current.verb is None:
        return False
    doc = passage.doc
    if not gap.start <= current.verb.i < gap.end:
        return False
    ends = [i for i in range(gap.start, gap.end) if doc[i].text in {".", "!", "?"} and i > current.verb.i]
    return not ends or all(doc[i].is_punct or doc[i].is_space for i in range(ends[0], gap.end))


def _before(passage: Passage, gap: _Gap) -> Token | None:
    """The cue that leads up to a quotation: the last reporting verb of the sentence before it."""
    doc = passage.doc
    low = gap.start
    for i in range(gap.end - 1, gap.start - 1, -1):
        if doc[i].text in {".", "!", "?"} and i < gap.end - 1:
            low = i + 1
            break
    tail = [t for t in doc[low : gap.end] if not t.is_space]
    if not tail:
        return None
    if tail[-1].text in {".", "!", "?"}:
        return None
    best = None
    for token in reversed(tail):
        cue = verb_of(token)
        if (
            cue is None
            or "quote" not in cue.frames
            or (token.tag_ == "VB" and token.dep_ not in {"xcomp", "conj", "ROOT"})
        ):
            continue
        if _has_clause(token, gap):
            continue
        best = token
        break
    if best is None:
        return next((t for t in reversed(tail) if _issues(t)), None) if tail[-1].text == ":" else None
    return best if gap.end - best.i <= 30 else None


def _issues(verb: Token) -> bool:
    """Whether a verb gives out the words that a colon opens: "issued the following statement:", "gave this answer:"."""
    return verb.lemma_ in ISSUING and any(
        c.dep_ == "dobj" and (is_paper(c) or noun_of(c) is not None or c.lemma_ in _WORDS) for c in verb.children
    )


def leading_cue(passage: Passage) -> Token | None:
    """The cue of a paragraph that ends with a colon and leads up to a quotation in the next."""
    start = token_at(passage, passage.set_off[-1].end) if passage.set_off else 0
    return _before(passage, _Gap(start, len(passage.doc)))


def _has_clause(verb: Token, gap: _Gap) -> bool:
    """Whether the verb has a finite clause of its own between itself and the quotation."""
    for child in verb.children:
        if child.dep_ == "ccomp" and verb.i < child.i < gap.end:
            return any(c.dep_ in {"nsubj", "nsubjpass", "expl"} and c.i < gap.end for c in child.children)
    return False


def _after(passage: Passage, gap: _Gap, inner: str, *, last: bool) -> Token | None:
    """The cue that follows a quotation: a reporting verb of the clause right after it."""
    doc = passage.doc
    tokens: list[Token] = []
    for i in range(gap.start, min(gap.end, gap.start + 45)):
        token = doc[i]
        if token.text in {".", "!", "?", ";"} and tokens:
            break
        if token.is_space or (token.is_punct and not tokens):
            if token.text == ".":
                return None
            continue
        tokens.append(token)
    if not tokens:
        return None
    comma = inner.endswith((",", "?", "!", "—", "–", "--", "-", "…")) or any(
        doc[i].text == "," for i in range(gap.start, tokens[0].i)
    )
    first = tokens[0]
    lower = first.text[0].islower()
    if inner.endswith(".") and not lower:
        return None
    candidates = []
    for token in tokens:
        cue = verb_of(token)
        if cue is not None and "quote" in cue.frames and cue.speech and token.i not in passage.used:
            candidates.append(token)
    if not candidates:
        return None
    main = [t for t in candidates if not _in_relative(t, tokens[0].i)]
    verb = (main or candidates)[0]
    # no comma inside or after: '"..." he said' in careless text only
    if not comma and not inner.endswith(".") and verb.i - first.i > 3:
        return None
    if not lower and inner.endswith(("?", "!")) and _has_clause(verb, _Gap(gap.start, tokens[-1].i + 1)):
        return None
    if verb.i - first.i > 25:
        return None
    return verb


def _in_relative(token: Token, low: int) -> bool:
    at = token
    for _ in range(6):
        if at.dep_ in {"relcl", "acl"} and at.head.i >= low:
            return True
        if at.head == at:
            return False
        at = at.head
    return False


def cued(passage: Passage, verb: Token, content: list[Span]) -> Draft:
    """A quotation with its cue and the source beside the cue."""
    cue = verb_of(verb) or ISSUED
    passage.used.add(verb.i)
    draft = Draft(passage, cue, None, verb, content, direct=True)
    head = (agent(verb) if is_passive(verb) else None) or _near_subject(passage, verb)
    if head is None and is_passive(verb):
        # "was heard to say"
        head = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if head is None and verb.head != verb and is_passive(verb.head):
        head = next((c for c in verb.head.children if c.dep_ == "nsubjpass"), None)
    head = quoted_person(verb) or head
    if head is not None and passage.held[head.i] is None and head.i not in passage.used:
        draft.source = phrase(passage, head, verb.i)
    return draft


def _near_subject(passage: Passage, verb: Token) -> Token | None:
    """The subject by the parse, else the noun beside the verb in the same gap (inversion after a quotation)."""
    subject = teller_of(verb)
    if subject is not None and passage.held[subject.i] is None:
        return subject
    doc = passage.doc
    for i in range(verb.i - 1, max(-1, verb.i - 5), -1):
        token = doc[i]
        if token.pos_ in {"ADP", "VERB"}:
            break
        if passage.held[i] is not None or token.text in {".", ":"}:
            break
        if token.pos_ in {"PROPN", "NOUN", "PRON"} and token.ent_type_ not in {"DATE", "TIME"}:
            return token
    for i in range(verb.i + 1, min(len(doc), verb.i + 6)):
        token = doc[i]
        if passage.held[i] is not None or token.text in {",", ".", ":"} or token.pos_ in {"ADP", "SCONJ"}:
            break
        if token.pos_ in {"PROPN", "NOUN", "PRON"} and token.ent_type_ not in {"DATE", "TIME"}:
            head = token
            while (
                head.head.i > head.i
                and head.head.i < verb.i + 8
                and head.dep_ in {"compound", "nmod", "amod", "poss", "det"}
            ):
                head = head.head
            return head
    return None

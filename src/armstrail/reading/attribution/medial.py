"""Reporting clauses in the middle of a sentence, by their surface: "If the pumps fail, the engineer said, the town floods."

Commas on both sides set such a clause off, and all else in the sentence is what was said. The parser joins what stands
before it to the reporting verb as often as to the clause behind it, so the commas are asked and not the parse.
"""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.subtrees import tree
from armstrail.reading.attribution.draft import Draft, Passage, Source, sentence
from armstrail.reading.attribution.extent import cue_span, to_spans
from armstrail.reading.attribution.lexicon import verb_of
from armstrail.reading.attribution.setting import is_occasion
from armstrail.reading.attribution.sources import own_subject, phrase
from armstrail.reading.attribution.tail import subject_before

_BESIDE = frozenset({"aux", "advmod", "neg"})
_ADJUNCTS = frozenset({"prep", "npadvmod", "advmod", "tmod", "dative"})
_TO_SOMEBODY = frozenset({"tell", "inform", "assure", "remind", "warn", "advise"})
_NOBODY = frozenset({"it", "which", "who", "that", "there"})
_LINKS = frozenset({"who", "which", "whose", "whom", "as", "while", "where", "citing"})


def find_medials(passage: Passage) -> list[Draft]:
    """The attributions of one passage whose cue clause two commas set off inside its content, in order."""
    drafts: list[Draft] = []
    if "," not in passage.text:
        return drafts
    for token in passage.doc:
        draft = _medial(passage, token)
        if draft is not None:
            passage.used.add(token.i)
            drafts.append(draft)
    return drafts


def _medial(passage: Passage, verb: Token) -> Draft | None:
    doc = passage.doc
    cue = verb_of(verb)
    if cue is None or not cue.speech or "clause" not in cue.frames or verb.i in passage.used:
        return None
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"} or passage.held[verb.i] is not None:
        return None
    start, end = sentence(verb)
    found = reporting_clause(passage, verb, start, end)
    if found is None:
        return None
    low, high, source = found
    if low - 2 < start or high + 2 >= end or doc[high].text != ",":
        return None
    stop = low - 1 if doc[low - 1].text == "," else low - 2
    if doc[stop].text != "," or (stop < low - 1 and passage.held[low - 1] is None):
        return None
    before, after = set(range(start, stop)), _rest(passage, verb, high + 1, end)
    if not after:
        return None
    if only_setting(passage, start, stop) or doc[stop - 1].dep_ == "cc":
        # "The mill is old and, he said, unsafe": what stands before "and" is the page's own
        before = set()
    spans = to_spans(passage, before | after)
    if len(spans) < 2 and before:
        return None
    return Draft(passage, cue, cue_span(passage, verb), verb, spans, source)


def reporting_clause(passage: Passage, verb: Token, start: int, end: int) -> tuple[int, int, Source] | None:
    """Tokens `[low, high)` of the reporting clause, and its subject by the parse, else by the commas around it."""
    subject = own_subject(verb)
    if subject is not None and (passage.held[subject.i] is not None or subject.lower_ in _NOBODY):
        return None
    bounds = _bounds(verb, subject, end) if subject is not None else None
    if bounds is not None and subject is not None and _behind_comma(passage, bounds[0]):
        return (*bounds, phrase(passage, subject, verb.i))
    at = verb.i
    while at - 1 > start and passage.doc[at - 1].dep_ in _BESIDE and passage.doc[at - 1].head == verb:
        at -= 1
    before = subject_before(passage, start, at)
    if before is None or before[2].lower_ in _NOBODY or passage.doc[at - 1].text != ",":
        return None
    return before[0], _with_adjuncts(verb, verb.i + 1, end), Source(passage, *before)


def _behind_comma(passage: Passage, at: int) -> bool:
    """Whether a comma, perhaps with the closing mark of a quotation behind it, stands before token `at`."""
    doc = passage.doc
    if at < 2:
        return False
    return doc[at - 1].text == "," or (passage.held[at - 1] is not None and doc[at - 2].text == ",")


def _bounds(verb: Token, subject: Token, end: int) -> tuple[int, int] | None:
    """Tokens `[low, high)` of subject, verb and the adjuncts that touch it; None where others stand between."""
    doc = verb.doc
    own = {c.i for c in verb.children if c.dep_ in _BESIDE}
    if subject.i < verb.i:
        low, at = subject.left_edge.i, subject.right_edge.i + 1
        if any(i not in own and not doc[i].is_punct for i in range(at, verb.i)):
            return None
        high = verb.i + 1
    else:
        low, high = verb.i, subject.right_edge.i + 1
        while low - 1 in own:
            low -= 1
        if subject.left_edge.i != verb.i + 1:
            return None
    return low, _with_adjuncts(verb, high, end)


def _with_adjuncts(verb: Token, high: int, end: int) -> int:
    """End of the words behind the verb that tell when, where or to whom it was said."""
    for child in verb.rights:
        told = child.dep_ == "dobj" and verb.lemma_ in _TO_SOMEBODY
        if (told or child.dep_ in _ADJUNCTS) and child.left_edge.i == high and child.right_edge.i < end:
            high = child.right_edge.i + 1
    return high


def _rest(passage: Passage, verb: Token, low: int, end: int) -> set[int]:
    """The words behind the reporting clause, up to another deed of its subject."""
    doc = passage.doc
    first = doc[low]
    if first.tag_ == "VBG" or first.lower_ in _LINKS or first.dep_ in {"relcl", "acl"}:
        return set()
    for i in range(low, end):
        token = doc[i]
        if token.dep_ == "mark" and token.lower_ == "that" and token.head.head == verb:
            return set()  # what was said is the clause behind "that"
        cue = verb_of(token)
        if cue is not None and token.head == verb and token.dep_ in {"conj", "advcl"} and passage.held[i] is None:
            stop = token.left_edge.i
            while stop > low and (doc[stop - 1].dep_ == "cc" or doc[stop - 1].is_punct):
                stop -= 1
            end = min(end, stop)
            break
        if token.text == ";" and passage.held[i] is None:
            end = i
            break
    while end > low and doc[end - 1].is_punct and passage.held[end - 1] is None:
        end -= 1
    joined = [t for t in doc[low : min(low + 4, end)] if t.dep_ not in {"cc", "advmod"}]
    if first.dep_ == "cc" and joined and joined[0].tag_ in {"VBD", "VBZ"} and verb_of(joined[0]) is not None:
        return set()
    tokens = set(range(low, end))
    return tokens if sum(not doc[i].is_punct for i in tokens) > 1 else set()


def only_setting(passage: Passage, low: int, high: int) -> bool:
    """Whether the words before the clause tell no more than when, where or upon what it was said."""
    words = passage.doc[low:high]
    first = words[0]
    if first.tag_ in {"VBG", "VBN"} and first.dep_ in {"advcl", "acl", "ROOT"}:
        return True
    if all(t.ent_type_ in {"DATE", "TIME"} or t.pos_ in {"ADP", "ADV", "DET", "PUNCT"} for t in words):
        return True
    return first.pos_ == "ADP" and any(is_occasion(t) for t in words) and tree(first) >= set(range(low, high))

"""Indirect and mixed speech of verbs: the clause, noun phrase or infinitive that a reporting verb governs."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from armstrail.language.modality import neither
from armstrail.language.persons import title_of
from armstrail.reading.attribution.draft import Draft, Passage, Source, sentence
from armstrail.reading.attribution.extent import cue_span, to_spans
from armstrail.reading.attribution.governed import governed
from armstrail.reading.attribution.issuing import issuer_of
from armstrail.reading.attribution.lexicon import Cue, bodies, unnamed, verb_of
from armstrail.reading.attribution.relay import quoted_person, quoting
from armstrail.reading.attribution.sources import SUBJECTS, agent, is_passive, phrase, teller_of

_THINGS = frozenset({"something", "nothing", "anything", "everything"})


def find_clausal(passage: Passage, closing: Sequence[Draft] = ()) -> list[Draft]:
    """The attributions of verbs that are no cue of a set-off quotation, in order. `closing` are the reporting clauses that
    close a sentence, which no content before them takes in.
    """
    drafts = []
    stops = [(draft.source.start - 1, sentence(draft.verb)[1]) for draft in closing if draft.source and draft.verb]
    for token in passage.doc:
        if token.i in passage.used:
            continue
        cue = verb_of(token)
        if cue is None or token.dep_ in {"amod", "compound", "aux", "auxpass"}:
            continue
        if _only_setting(token, cue) or _silent(token, cue):
            continue
        draft = _verb(passage, token, cue, {i for start, end in stops for i in range(start, end)})
        if draft is not None:
            passage.used.add(token.i)
            drafts.append(draft)
    return drafts


def _only_setting(verb: Token, cue: Cue) -> bool:
    """Whether a cue only sets the scene of another: "Asked about X, he said", "citing officials, it said"; or is refused."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not any(c.dep_ in {"auxpass", "aux"} for c in verb.children):
        return True
    if cue.word in {"quote", "cite", "report"} and any(c.lower_ == "as" and c.i < verb.i for c in verb.children):
        return True
    if any(quoting(t) == verb for c in verb.children if c.dep_ == "prep" for t in c.children):
        return True
    if cue.word in {"quote", "cite"} and verb.tag_ == "VBG" and verb.dep_ == "advcl":
        object_ = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if object_ is not None and (
            title_of(object_.lemma_) or object_.ent_type_ in {"PERSON", "ORG"} or _speaks(object_)
        ):
            return True
    governor = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and governor.lemma_.lower() in bodies("paper") | bodies("information"):
        return not cue.speech  # "a report seen by the agency": a channel, and no thought
    if _bare_participle(verb) and (verb.head.dep_ != "dobj" or issuer_of(verb.head) is None):
        return True
    if verb.dep_ == "xcomp" and governor.lemma_ in {"refuse", "decline"}:
        return not any(c.dep_ == "ccomp" for c in verb.children)
    return False


def _silent(verb: Token, cue: Cue) -> bool:
    """Whether a verb tells that nothing was said: "without saying when", "has not commented on the reports", "will not
    confirm it".
    """
    if cue.word == "comment" and any(c.dep_ == "neg" or c.lower_ in {"never", "nor"} for c in verb.children):
        return True
    if cue.word in {"confirm", "deny"}:
        unsaid = neither(verb) or (cue.word == "confirm" and any(c.dep_ == "neg" for c in verb.children))
        if unsaid and not any(c.dep_ == "ccomp" for c in verb.children):
            return True
    return cue.speech and verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "without"


def _speaks(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return lemma in unnamed() | bodies("body") or lemma in {
        "report",
        "document",
        "data",
        "medium",
        "media",
        "statement",
        "record",
    }


def _verb(passage: Passage, verb: Token, cue: Cue, outside: set[int]) -> Draft | None:
    content, extra = governed(passage, verb, cue)
    content -= outside
    if not content:
        return None
    source = _source(passage, verb, cue)
    if source is None and not _may_lack_source(verb, cue):
        return None
    tokens = content - {verb.i} - (set(range(source.start, source.end)) if source is not None else set())
    tokens -= {t.i for t in extra}
    spans = to_spans(passage, tokens)
    if not spans:
        return None
    return Draft(passage, cue, cue_span(passage, verb, extra), verb, spans, source)


def _may_lack_source(verb: Token, cue: Cue) -> bool:
    """A passive without an agent ("was accused of", "is expected to") attributes to nobody named."""
    return is_passive(verb) and verb.dep_ != "acl"


def _source(passage: Passage, verb: Token, cue: Cue) -> Source | None:
    head = quoted_person(verb) or (agent(verb) if is_passive(verb) else teller_of(verb))
    if head is not None and head.dep_ in {"dobj", "nsubjpass"} and verb.dep_ in {"acl", "relcl"}:
        head = issuer_of(head) or head
    if head is not None and head.tag_ == "WDT" and verb.dep_ == "relcl":
        head = issuer_of(verb.head) or head  # "published a report which says"
    if head is None or head.i == verb.i or head.lower_ in _THINGS:
        return None
    if (
        head.lower_ in {"it", "there", "this"}
        and head.dep_ in SUBJECTS
        and (is_passive(verb) or head.lower_ == "there")
    ):
        return None
    if passage.held[head.i] is not passage.held[verb.i]:
        # a cue inside a quotation has its speaker there, one outside has it outside
        return None
    return phrase(passage, head, verb.i)


def _bare_participle(verb: Token) -> bool:
    """A participle that describes a noun ("tweets criticizing X") and governs no clause."""
    return verb.dep_ == "acl" and verb.tag_ == "VBG" and not any(c.dep_ in {"ccomp", "xcomp"} for c in verb.children)

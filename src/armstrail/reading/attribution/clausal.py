"""Indirect and mixed speech of verbs: the clause, noun phrase or infinitive that a reporting verb governs."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.persons import title_of
from armstrail.reading.attribution.complement import (
    around_parenthesis,
    complement_clause,
    complements,
    is_gerund,
    is_infinitive,
    marked,
    parted,
    trimmed,
)
from armstrail.reading.attribution.draft import Draft, Passage, Source
from armstrail.reading.attribution.extent import cue_span, to_spans, tree
from armstrail.reading.attribution.lexicon import Cue, verb_of
from armstrail.reading.attribution.sources import SUBJECTS, agent, is_passive, phrase, subject_of
from armstrail.records import Act

_QUESTION = frozenset({"whether", "if", "how", "why", "what", "who", "when", "where", "which"})
_LIGHT = frozenset({"said", "says", "say"})
_TIMES = frozenset({"DATE", "TIME"})


def find_clausal(passage: Passage) -> list[Draft]:
    """The attributions of verbs that are no cue of a set-off quotation, in order."""
    drafts = []
    for token in passage.doc:
        if token.i in passage.used:
            continue
        cue = verb_of(token)
        if cue is None or token.dep_ in {"amod", "compound", "aux", "auxpass"}:
            continue
        if _only_setting(token, cue):
            continue
        draft = _verb(passage, token, cue)
        if draft is not None:
            passage.used.add(token.i)
            drafts.append(draft)
    return drafts


def _only_setting(verb: Token, cue: Cue) -> bool:
    """Whether a cue only sets the scene of another: "Asked about X, he said", "citing officials, it said"; or is refused."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not any(c.dep_ in {"auxpass", "aux"} for c in verb.children):
        return True
    if cue.word in {"quote", "cite"} and verb.tag_ == "VBG" and verb.dep_ == "advcl":
        object_ = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if object_ is not None and (
            title_of(object_.text) or object_.ent_type_ in {"PERSON", "ORG"} or _anonymous(object_)
        ):
            return True
    governor = verb.head
    if _bare_participle(verb):
        return True
    if verb.dep_ == "xcomp" and governor.lemma_ in {"refuse", "decline"}:
        return not any(c.dep_ == "ccomp" for c in verb.children)
    return False


def _anonymous(token: Token) -> bool:
    return token.lemma_.lower() in {"source", "official", "report", "document", "data", "medium", "media", "person"}


def _verb(passage: Passage, verb: Token, cue: Cue) -> Draft | None:
    content, extra = _content(passage, verb, cue)
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
    head = agent(verb) if is_passive(verb) else subject_of(verb)
    if head is None or head.i == verb.i:
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


def _content(passage: Passage, verb: Token, cue: Cue) -> tuple[set[int], list[Token]]:
    """Tokens of the content, and preposition tokens that belong to the cue."""
    frames = cue.frames
    children = list(verb.children)
    passive = is_passive(verb)
    clause = next((c for c in children if c.dep_ == "ccomp" and not parted(passage, verb, c)), None)
    if clause is None:
        # "reported last week, citing a source, that ..." comes out as an adjunct clause
        clause = next((c for c in children if c.dep_ == "advcl" and c.i > verb.i and marked(c, "that")), None)
    if clause is not None and clause.i < verb.i and _joined_before(verb, clause):
        clause = None
    if clause is None and "clause" in frames:
        clause = _behind_time(verb)
    if "refusal" in frames:
        return _refusal(passage, verb), []
    if clause is not None and "clause" in frames and not _is_leftover(verb, clause) and not is_infinitive(clause):
        return complement_clause(passage, verb, clause), []
    infinitive = next(
        (c for c in children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and is_infinitive(c)), None
    )
    gerund = next((c for c in children if c.dep_ in {"xcomp", "ccomp"} and c.i > verb.i and is_gerund(c)), None)
    object_ = next((c for c in children if c.dep_ == "dobj" and c.i > verb.i), None)
    predicate = next((c for c in children if c.dep_ in {"oprd", "attr"} and c.i > verb.i), None)
    if passive:
        return _passive(passage, verb, cue, infinitive)
    if "naming" in frames:
        named = _naming(passage, verb, clause)
        if named:
            return named, []
    if infinitive is not None and object_ is not None and "obj_to" in frames:
        return complements(passage, verb, [object_, infinitive]), []
    if infinitive is not None and object_ is None:
        inner_subject = any(c.dep_ in SUBJECTS for c in infinitive.children)
        if (inner_subject and "obj_to" in frames) or (not inner_subject and "to" in frames):
            return complements(passage, verb, [infinitive]), []
    if (
        object_ is not None
        and "obj_to" in frames
        and any(is_infinitive(c) and c.dep_ in {"acl", "relcl"} for c in object_.children)
    ):
        return complements(passage, verb, [object_]), []
    if gerund is not None and "ing" in frames and (object_ is None or gerund.i < object_.i):
        return complements(passage, verb, [gerund]), []
    if object_ is not None and cue.object_preps:
        prep = next(
            (c for c in children if c.dep_ in {"prep", "dative"} and c.lower_ in cue.object_preps and c.i > object_.i),
            None,
        )
        prep = prep or next((c for c in object_.children if c.dep_ == "prep" and c.lower_ in cue.object_preps), None)
        if prep is not None:
            return complements(passage, verb, [object_, prep]), []
    if "object_as" in frames and object_ is not None:
        as_ = next((c for c in children if c.dep_ == "prep" and c.lower_ in {"as", "to"} and c.i > object_.i), None)
        as_ = as_ or next((c for c in object_.children if c.dep_ == "prep" and c.lower_ == "as"), None)
        if as_ is not None:
            return complements(passage, verb, [object_, as_]), []
    if "object_as" in frames and predicate is not None and object_ is not None:
        return complements(passage, verb, [object_, predicate]), []
    for child in children:
        if child.dep_ in {"prep", "prt"} and child.i > verb.i and child.lower_ in cue.preps:
            if any(c.dep_ in {"pobj", "pcomp"} for c in child.children):
                if object_ is not None and "object" not in frames and object_.i < child.i and child.i - verb.i > 6:
                    continue
                inner = {i for c in child.children if c.dep_ in {"pobj", "pcomp", "prep"} for i in tree(c)}
                later = [
                    c for c in children if c.i > child.i and is_infinitive(c) and c.dep_ in {"xcomp", "advcl", "ccomp"}
                ]
                for c in later:
                    inner |= tree(c)
                if object_ is not None and "obj_to" in frames and object_.i < child.i:
                    # "warned them against selling": whom it is put to belongs to what is asked of him
                    inner |= tree(object_) | {child.i}
                return trimmed(passage, verb, inner), [child]
            if child.dep_ == "prt" and object_ is not None:
                return complements(passage, verb, [object_]), [child]
    if object_ is not None and "object" in frames and _is_content_noun(object_):
        return complements(passage, verb, [object_]), []
    if "clause" in frames and not (verb.dep_ == "conj" and _joined_before(verb, verb.head)):
        return around_parenthesis(passage, verb), []
    return set(), []


def _joined_before(verb: Token, clause: Token) -> bool:
    """Whether "and" or "but" joins a clause before the verb to the verb's own: "it got six, and its neighbour ordered five"."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or subject.left_edge.i == 0 or subject.left_edge.i <= clause.i:
        return False
    before = verb.doc[subject.left_edge.i - 1]
    return before.dep_ == "cc" and before.lower_ in {"and", "but", "while"}


def _behind_time(verb: Token) -> Token | None:
    """A "that" clause that the parser hangs on a time before it: "said at the start of the week that the ships had left"."""
    for child in verb.rights:
        if child.dep_ not in {"prep", "npadvmod"}:
            continue
        for token in child.subtree:
            if token.dep_ not in {"relcl", "acl"} or token.head.ent_type_ not in _TIMES:
                continue
            whole = any(c.dep_ in SUBJECTS and c.lower_ != "that" for c in token.children)
            if whole and token.left_edge.lower_ == "that":
                return token
    return None


def _bare_participle(verb: Token) -> bool:
    """A participle that describes a noun ("tweets criticizing X") and governs no clause."""
    return verb.dep_ == "acl" and verb.tag_ == "VBG" and not any(c.dep_ in {"ccomp", "xcomp"} for c in verb.children)


def _is_content_noun(token: Token) -> bool:
    """Whether an object can be what is said: no time, amount or reflexive."""
    return token.ent_type_ not in _TIMES and token.lower_ not in {
        "himself",
        "herself",
        "itself",
        "themselves",
        "me",
        "us",
        "you",
        "anything",
        "nothing",
        "something",
    }


def _is_leftover(verb: Token, clause: Token) -> bool:
    """A "clause" that is only a fragment: nothing but the reporting verb's own time."""
    return clause.pos_ == "ADV" and not list(clause.children)


def _refusal(passage: Passage, verb: Token) -> set[int]:
    """What was asked of somebody who "declined to say whether ..."; a bare refusal to comment says nothing."""
    for child in verb.children:
        if child.dep_ == "xcomp" and verb_of(child) is not None:
            return set()
        if child.dep_ == "xcomp" and is_infinitive(child):
            return complements(passage, verb, [child])
    return set()


def _naming(passage: Passage, verb: Token, clause: Token | None) -> set[int]:
    """A small clause ("called him a liar"), by whatever label the parser gives it."""
    if verb.lemma_ != "call":
        return set()
    for child in verb.children:
        if child.dep_ in {"oprd", "ccomp", "attr"} and child.i > verb.i:
            tokens = tree(child)
            if child.dep_ in {"oprd", "attr"}:
                objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubj"} and verb.i < c.i < child.i]
                for c in objects:
                    tokens |= tree(c)
                if not objects:
                    continue
            return trimmed(passage, verb, {i for i in tokens if i > verb.i})
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    if objects:
        between = passage.doc[verb.i + 1 : objects[0].i]
        quoted = any(passage.held[t.i] is not None for t in objects[0].subtree)
        if quoted and any(t.pos_ in {"NOUN", "PRON", "PROPN"} for t in between):
            return complements(passage, verb, [objects[0]])
    return set()


def _passive(passage: Passage, verb: Token, cue: Cue, infinitive: Token | None) -> tuple[set[int], list[Token]]:
    """Subject and complement of "X was accused of Y (by Z)", "is expected to", "it was reported that"."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubjpass", "nsubj"}), None)
    agents = {i for c in verb.children if c.dep_ == "agent" or (c.lower_ == "by" and c.dep_ == "prep") for i in tree(c)}
    parts: set[int] = set()
    preps = cue.preps | cue.object_preps | ({"as"} if "object_as" in cue.frames else set())
    if cue.speech and "object" in cue.frames and cue.act in {Act.CONDEMN, Act.ACCUSE, Act.PRAISE}:
        preps = preps | {"for", "over"}
    extra: list[Token] = []
    for child in verb.children:
        if child.i <= verb.i:
            continue
        if child.dep_ in {"ccomp", "xcomp", "oprd"}:
            parts |= tree(child)
        elif child.dep_ == "prep" and child.lower_ in preps:
            inner = {i for c in child.children for i in tree(c)}
            parts |= inner
            extra.append(child)
    if verb.dep_ == "acl":
        # "the plan, criticised by X": the noun is what was criticised
        if not agents or "object" not in cue.frames:
            return set(), []
        return {i for i in tree(verb.head) if i < verb.i} - {verb.i}, []
    subject_tokens = tree(subject) if subject is not None and subject.lower_ not in {"it", "there"} else set()
    if not parts and not (agents and "object" in cue.frames and subject_tokens):
        return set(), []
    if (
        not agents
        and parts
        and not any(c.dep_ in {"ccomp", "xcomp"} for c in verb.children if c.i > verb.i)
        and not extra
    ):
        return set(), []
    if subject is not None and subject.lower_ in {"who", "which", "that"} and not parts:
        subject_tokens = tree(subject)
    return trimmed(passage, verb, (subject_tokens | parts) - agents), extra

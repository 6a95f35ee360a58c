"""Indirect and mixed speech of verbs: the clause, noun phrase or infinitive that a reporting verb governs."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.persons import title_of
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


# ------------------------------------------------------------------ content
def _content(passage: Passage, verb: Token, cue: Cue) -> tuple[set[int], list[Token]]:
    """Tokens of the content, and preposition tokens that belong to the cue."""
    frames = cue.frames
    children = list(verb.children)
    passive = is_passive(verb)
    clause = next((c for c in children if c.dep_ == "ccomp"), None)
    if clause is None:
        # "reported last week, citing a source, that ..." comes out as an adjunct clause
        clause = next((c for c in children if c.dep_ == "advcl" and c.i > verb.i and _marked(c, "that")), None)
    if clause is not None and clause.i < verb.i and _joined_before(verb, clause):
        clause = None
    if clause is None and "clause" in frames:
        clause = _behind_time(verb)
    if "refusal" in frames:
        return _refusal(passage, verb), []
    if clause is not None and "clause" in frames and not _is_leftover(verb, clause) and not _is_infinitive(clause):
        return _clause(passage, verb, clause), []
    infinitive = next(
        (c for c in children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and _is_infinitive(c)), None
    )
    gerund = next((c for c in children if c.dep_ in {"xcomp", "ccomp"} and c.i > verb.i and _is_gerund(c)), None)
    object_ = next((c for c in children if c.dep_ == "dobj" and c.i > verb.i), None)
    predicate = next((c for c in children if c.dep_ in {"oprd", "attr"} and c.i > verb.i), None)
    if passive:
        return _passive(passage, verb, cue, infinitive)
    if "naming" in frames:
        named = _naming(passage, verb, clause)
        if named:
            return named, []
    if infinitive is not None and object_ is not None and "obj_to" in frames:
        return _rest(passage, verb, [object_, infinitive]), []
    if infinitive is not None and object_ is None:
        inner_subject = any(c.dep_ in SUBJECTS for c in infinitive.children)
        if (inner_subject and "obj_to" in frames) or (not inner_subject and "to" in frames):
            return _rest(passage, verb, [infinitive]), []
    if (
        object_ is not None
        and "obj_to" in frames
        and any(_is_infinitive(c) and c.dep_ in {"acl", "relcl"} for c in object_.children)
    ):
        return _rest(passage, verb, [object_]), []
    if gerund is not None and "ing" in frames and (object_ is None or gerund.i < object_.i):
        return _rest(passage, verb, [gerund]), []
    if object_ is not None and cue.object_preps:
        prep = next(
            (c for c in children if c.dep_ in {"prep", "dative"} and c.lower_ in cue.object_preps and c.i > object_.i),
            None,
        )
        prep = prep or next((c for c in object_.children if c.dep_ == "prep" and c.lower_ in cue.object_preps), None)
        if prep is not None:
            return _rest(passage, verb, [object_, prep]), []
    if "object_as" in frames and object_ is not None:
        as_ = next((c for c in children if c.dep_ == "prep" and c.lower_ in {"as", "to"} and c.i > object_.i), None)
        as_ = as_ or next((c for c in object_.children if c.dep_ == "prep" and c.lower_ == "as"), None)
        if as_ is not None:
            return _rest(passage, verb, [object_, as_]), []
    if "object_as" in frames and predicate is not None and object_ is not None:
        return _rest(passage, verb, [object_, predicate]), []
    for child in children:
        if child.dep_ in {"prep", "prt"} and child.i > verb.i and child.lower_ in cue.preps:
            if any(c.dep_ in {"pobj", "pcomp"} for c in child.children):
                if object_ is not None and "object" not in frames and object_.i < child.i and child.i - verb.i > 6:
                    continue
                inner = {i for c in child.children if c.dep_ in {"pobj", "pcomp", "prep"} for i in tree(c)}
                later = [
                    c for c in children if c.i > child.i and _is_infinitive(c) and c.dep_ in {"xcomp", "advcl", "ccomp"}
                ]
                for c in later:
                    inner |= tree(c)
                if object_ is not None and "obj_to" in frames and object_.i < child.i:
                    # "warned them against selling": whom it is put to belongs to what is asked of him
                    inner |= tree(object_) | {child.i}
                return _trim(passage, verb, inner), [child]
            if child.dep_ == "prt" and object_ is not None:
                return _rest(passage, verb, [object_]), [child]
    if object_ is not None and "object" in frames and _is_content_noun(object_):
        return _rest(passage, verb, [object_]), []
    if "clause" in frames and not (verb.dep_ == "conj" and _joined_before(verb, verb.head)):
        return _parenthetic(passage, verb), []
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


def _is_gerund(token: Token) -> bool:
    return token.tag_ == "VBG" or any(c.dep_ in {"aux", "auxpass"} and c.tag_ == "VBG" for c in token.children)


def _marked(clause: Token, word: str) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == word for c in clause.children)


def _is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


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


def _clause(passage: Passage, verb: Token, clause: Token) -> set[int]:
    """A complement clause before or after the verb, and the clauses conjoined with it."""
    tokens = tree(clause)
    later = [c for c in verb.children if c.dep_ == "ccomp" and c.i > clause.i > verb.i]
    for other in later:
        # "that A left and, if so, B would": the parser hangs the second clause on the cue as well
        tokens |= tree(other)
        tokens |= set(range(clause.right_edge.i, other.left_edge.i))
    if verb.i in tokens:
        tokens -= tree(verb)
    tokens |= _bare_conjuncts(verb, clause)
    if clause.i < verb.i:
        # "The plan failed, the minister said": all that stands before the subject belongs to the clause
        return _trim(passage, verb, tokens - _according(verb, tokens))
    tokens = {i for i in tokens if i > verb.i}
    return _trim(passage, verb, _without_dash(passage, tokens - _leading_time(verb, tokens)))


def _bare_conjuncts(verb: Token, clause: Token) -> set[int]:
    """Bare verbs that the parser joins to a finite cue, though they can only go on its complement ("to speak and let")."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBG", "VBN"}:
        return set()
    tokens: set[int] = set()
    for child in verb.children:
        bare = child.tag_ == "VB" and not any(c.dep_ in {"aux", "nsubj"} for c in child.children)
        if child.dep_ == "conj" and bare and child.i > clause.i > verb.i:
            tokens |= tree(child) | set(range(clause.right_edge.i, child.left_edge.i))
    return tokens


def _leading_time(verb: Token, tokens: set[int]) -> set[int]:
    """A day right behind the cue that the parser counts to the clause: "said Friday the plan", "told them this week he"."""
    doc = verb.doc
    out: set[int] = set()
    at = min(tokens, default=verb.i)
    while at in tokens and (
        doc[at].ent_type_ in _TIMES
        or (doc[at].lower_ in {"on", "this", "last"} and at + 1 < len(doc) and doc[at + 1].ent_type_ in _TIMES)
    ):
        out.add(at)
        at += 1
    return out if at in tokens and doc[at].pos_ in {"PRON", "DET", "PROPN", "SCONJ", "NOUN"} else set()


def _without_dash(passage: Passage, tokens: set[int]) -> set[int]:
    """Content without what the page adds behind a last spaced dash ("... — a charge that might have stung")."""
    doc = passage.doc
    dashes = [i for i in sorted(tokens) if doc[i].text in {"—", "–", "-", "--"} and passage.held[i] is None]
    dashes = [i for i in dashes if i > 0 and doc[i - 1].whitespace_ and doc[i].whitespace_]
    if len(dashes) != 1 or dashes[0] - min(tokens) < 4:
        return tokens
    return {i for i in tokens if i < dashes[0]}


def _according(verb: Token, tokens: set[int]) -> set[int]:
    """Tokens of an "according to" phrase behind the cue, which the parser hangs into the clause before it."""
    doc = verb.doc
    return {j for i in tokens if i > verb.i and doc[i].lower_ == "according" for j in tree(doc[i])}


def _rest(passage: Passage, verb: Token, parts: list[Token]) -> set[int]:
    tokens: set[int] = set()
    for part in parts:
        tokens |= tree(part)
    last = max(part.i for part in parts)
    for child in verb.children:
        # adjuncts that stand between the parts, and prepositions right after them, belong to what is said
        hangs_on = child.i > last and child not in parts and child.dep_ in {"prep", "agent", "dative"}
        if hangs_on and not _is_setting(child):
            tokens |= tree(child)
    tokens |= _bare_conjuncts(verb, parts[-1])
    for part in parts:
        tokens -= _asides(part)
    return _trim(passage, verb, _without_dash(passage, {i for i in tokens if i > verb.i}))


def _asides(part: Token) -> set[int]:
    """Relative clauses behind a comma that end a noun phrase: what the page adds about a thing named."""
    out: set[int] = set()
    if part.pos_ not in {"NOUN", "PROPN", "PRON", "ADP"}:
        return out
    for token in part.subtree:
        if token.dep_ == "relcl" and token.right_edge.i == part.right_edge.i:
            first = token.left_edge
            if first.i > 0 and part.doc[first.i - 1].text == "," and first.lower_ in {"which", "who", "whose", "where"}:
                out |= tree(token)
    return out


def _is_setting(prep: Token) -> bool:
    """Whether a prepositional phrase tells when or where it was said."""
    words = list(prep.subtree)
    if any(t.ent_type_ in _TIMES for t in words):
        return True
    return prep.lower_ in {
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "following",
        "via",
        "by",
        "through",
        "while",
        "amid",
    }


def _trim(passage: Passage, verb: Token, tokens: set[int]) -> set[int]:
    """Cut what is not said: clauses with a cue of their own that the parser hung too low, adjuncts after a comma."""
    doc = passage.doc
    held = passage.held[verb.i]
    tokens = {i for i in tokens if held is None or passage.held[i] is held}
    drop: set[int] = set()
    for i in sorted(tokens):
        token = doc[i]
        if i in drop or i < verb.i:
            continue
        if token.dep_ in {"advcl", "conj"} and i > verb.i and passage.held[i] is held:
            left = token.left_edge.i
            before = doc[left - 1] if left else None
            comma = (before is not None and before.text == ",") or doc[left].text == ","
            cue = verb_of(token)
            if token.dep_ == "advcl" and comma:
                marker = next((c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"} and c.i < token.i), "")
                reports = cue is not None and cue.speech
                if (token.tag_ == "VBG" and reports) or (
                    marker in {"as", "while"} and (reports or (_past(token) and marker == "as"))
                ):
                    drop |= tree(token)
            elif (
                (
                    token.dep_ == "conj"
                    and cue is not None
                    and cue.speech
                    and not any(c.dep_ in SUBJECTS for c in token.children)
                )
                and token.tag_ == verb.tag_
                and token.head.tag_ != token.tag_
                and _past(verb)
            ):
                drop |= tree(token)
    return tokens - drop


def _past(token: Token) -> bool:
    return token.tag_ in {"VBD", "VBZ", "VBP"}


def _refusal(passage: Passage, verb: Token) -> set[int]:
    """What was asked of somebody who "declined to say whether ..."; a bare refusal to comment says nothing."""
    for child in verb.children:
        if child.dep_ == "xcomp" and verb_of(child) is not None:
            return set()
        if child.dep_ == "xcomp" and _is_infinitive(child):
            return _rest(passage, verb, [child])
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
            return _trim(passage, verb, {i for i in tokens if i > verb.i})
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    if objects:
        between = passage.doc[verb.i + 1 : objects[0].i]
        quoted = any(passage.held[t.i] is not None for t in objects[0].subtree)
        if quoted and any(t.pos_ in {"NOUN", "PRON", "PROPN"} for t in between):
            return _rest(passage, verb, [objects[0]])
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
    return _trim(passage, verb, (subject_tokens | parts) - agents), extra


def _parenthetic(passage: Passage, verb: Token) -> set[int]:
    """The clause ("The plan, he said, is dead") that the reporting clause interrupts or follows."""
    doc = verb.doc
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "VBG"}:
        return set()
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None or verb.dep_ in {"relcl", "acl"}:
        return set()
    own = tree(verb)
    low, high = min(own), max(own)
    if verb.dep_ in {"parataxis", "ccomp", "advcl", "dep", "conj"} and verb.head != verb and verb.head.i not in own:
        if high - low > 25:
            return set()
        left = doc[low - 1].text if low else ""
        inside = doc[low].text == "," or left == ","
        marker = any(c.dep_ == "mark" and c.lower_ != "as" for c in verb.children)
        if not inside or marker or verb.dep_ == "conj":
            return set()
        clause = verb.head
        tokens = {i for i in tree(clause) if i not in own}
        return tokens - _according(verb, tokens)
    return set()

"""The source of a cue: subject, agent, possessor, wherever the clause or the clauses above it have it."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.persons import title_of
from armstrail.reading.attribution.draft import Passage, Source, sentence
from armstrail.reading.attribution.lexicon import bodies, unnamed, verb_of

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_TIMES = frozenset({"DATE", "TIME"})
_UP = frozenset({"advcl", "conj", "xcomp", "pcomp", "ccomp", "prep", "dep", "acl"})


def phrase(passage: Passage, head: Token, stop: int | None = None) -> Source:
    """The noun phrase of `head` as a source: its subtree, cut where a quotation, or the token `stop`, begins."""
    doc = head.doc
    start, end = head.left_edge.i, head.right_edge.i + 1
    held = passage.held[head.i]
    if stop is not None and start <= stop < end:
        start, end = (start, stop) if head.i < stop else (stop + 1, end)
    for i in range(head.i, end):
        if passage.held[i] is not held:
            # a clause that the quotation ends is no part of the name ("the site, which calls itself "the voice"")
            cut = [c.left_edge.i for c in head.children if c.dep_ in {"relcl", "acl"} and c.i > head.i]
            end = min([i, *(at for at in cut if at > head.i)])
            break
    for i in range(head.i, start - 1, -1):
        if passage.held[i] is not held:
            start = i + 1
            break
    limit = sentence(head)[1]
    end = min(end, limit, head.i + 40)
    while end > head.i + 1 and (
        doc[end - 1].is_space or doc[end - 1].text in {",", "-", "–", "—", ".", ":", ";", '"', "“", "”"}
    ):
        end -= 1
    dated = next((c for c in head.lefts if c.dep_ == "npadvmod" and c.ent_type_ in _TIMES), None)
    if dated is not None and dated.left_edge.i == start:
        start = dated.right_edge.i + 1  # "Last month the Gazette reported"
    while start < head.i and (
        doc[start].is_space
        or doc[start].is_punct
        or doc[start].dep_ in {"cc", "mark"}
        or doc[start].tag_ in {"WDT", "WP"}
    ):
        start += 1
    return Source(passage, start, max(end, head.i + 1), head)


def own_subject(verb: Token) -> Token | None:
    """The subject of the verb itself; for a passive the agent after "by"."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    passive = (subject is not None and subject.dep_ == "nsubjpass") or any(c.dep_ == "auxpass" for c in verb.children)
    passive = passive or is_headline_passive(verb)
    if passive:
        return agent(verb)
    if subject is None:
        # inversion that the parser takes for an object: "said Keller"
        right = [c for c in verb.rights if c.dep_ in {"dobj", "dative", "attr", "oprd", "npadvmod"}]
        if (
            right
            and right[0].i <= verb.i + 4
            and right[0].pos_ == "PROPN"
            and right[0].ent_type_ not in {"DATE", "TIME"}
        ) and (
            verb.tag_ in {"VBD", "VBZ", "VBP"}
            and verb.dep_ != "xcomp"
            and verb.lemma_ in {"say", "add", "write", "note"}
        ):
            return right[0]
        titled = next((c for c in verb.rights if c.dep_ == "prep" and c.text in {"Under", "Vice", "Deputy"}), None)
        if titled is not None and titled.i == verb.i + 1:
            # "said Under Secretary Ann Lee": the first word of a title that the parser takes for a preposition
            return next((c for c in titled.children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
    return subject


def agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def is_fronted(verb: Token) -> bool:
    """Whether what a verb names stands before it as a free relative: "what it called", "in what analysts termed"."""
    return any(c.lower_ in {"what", "whatever"} and c.dep_ not in SUBJECTS for c in verb.lefts)


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, full or reduced ("the plan, criticised by X")."""
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return True
    return (verb.tag_ == "VBN" and verb.dep_ == "acl") or is_headline_passive(verb)


def is_headline_passive(verb: Token) -> bool:
    """Whether a headline's verb is a passive without its auxiliary: "Union accused of fraud by Lima"."""
    if verb.tag_ not in {"VBN", "VBD"} or verb.dep_ != "ROOT":
        return False
    if any(c.dep_ in {"aux", "dobj", "ccomp", "xcomp"} for c in verb.children):
        return False
    by = agent(verb)
    return by is not None and by.ent_type_ not in _TIMES and by.i > verb.i and by.tag_ != "VBG"


def subject_of(verb: Token) -> Token | None:
    """The subject of the verb: its own, or that of the clause it shares one with. None where the words give none.

    Climbs from conjoined verbs, participles, infinitives and adjunct clauses to the clause that has a subject; a
    relative clause without one takes the noun that it describes. An object controls the infinitive after "urge" and
    its like ("urged him to say"), and then is the subject.
    """
    at = verb
    for _ in range(6):
        subject = own_subject(at)
        if subject is not None:
            return (
                subject
                if not (subject.dep_ == "expl" or (subject.lower_ in {"it", "there"} and is_passive(at)))
                else None
            )
        if is_passive(at) and at == verb:
            return None
        head = at.head
        if head == at:
            return None
        if at.dep_ in {"relcl", "acl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return head if at.tag_ != "VBN" else None
        if at.dep_ == "xcomp" and head.pos_ in {"VERB", "AUX"}:
            objects = [c for c in head.children if c.dep_ == "dobj" and c.i < at.i]
            if objects and any(c.lower_ == "to" and c.dep_ == "aux" for c in at.children):
                return objects[0]
        if at.dep_ == "pobj" or (at.dep_ not in _UP and head.pos_ not in {"VERB", "AUX"}):
            return None
        if head.pos_ == "ADP" and head.head != head:
            at = head
            continue
        at = head
    return None


def teller_of(verb: Token) -> Token | None:
    """Who tells what a reporting verb reports: its subject, or one that the parse hides.

    A participle behind a comma ("said the ships had left, adding that") goes on with whoever reports above it, a verb
    behind an interrupting cue with that cue's subject ("The talks failed, he said, and warned of"), and a joined finite
    verb right behind a noun phrase ("denied it, and the ministry last month called") has that for its subject.
    """
    if any(c.dep_ in SUBJECTS for c in verb.children):
        return subject_of(verb)
    if verb.tag_ == "VBG" and _behind_comma(verb):
        return _above(verb) or subject_of(verb) or _told_before(verb)
    if verb.dep_ == "conj":
        if mute(verb.head):
            return _above(verb.head) or subject_of(verb)
        return _resumed(verb) or _noun_before(verb) or subject_of(verb)
    if verb.dep_ == "advcl" and not any(c.dep_ == "mark" for c in verb.children):
        return _noun_before(verb) or subject_of(verb)
    return subject_of(verb)


def _behind_comma(verb: Token) -> bool:
    at = verb.i - 1
    while at > 0 and (verb.doc[at].dep_ in {"advmod", "neg", "cc"} or verb.doc[at].is_quote):
        at -= 1
    return at > 0 and verb.doc[at].text in {",", "—", "–", "--"}


def _above(verb: Token) -> Token | None:
    """The subject of the nearest verb above a participle that reports; where none does, of the nearest with a subject."""
    plain = None
    at = verb
    for _ in range(8):
        if at.head == at:
            break
        at = at.head
        subject = own_subject(at) if at.pos_ in {"VERB", "AUX"} else None
        if subject is None or subject.dep_ == "expl" or subject.lower_ in {"it", "there", "which", "that", "who"}:
            continue
        cue = verb_of(at)
        if cue is not None and cue.speech and cue.frames & {"clause", "told"} and at.tag_ != "VBG":
            return subject
        plain = plain or subject
    return plain


def _told_before(verb: Token) -> Token | None:
    """Who told the quotation that the parser ends a sentence with, before a participle: 'said, "It is late," adding that'."""
    if verb.dep_ != "ROOT":
        return None
    for token in reversed(verb.doc[max(0, verb.i - 80) : verb.i]):
        cue = verb_of(token)
        if cue is not None and cue.speech and "clause" in cue.frames and token.tag_ in {"VBD", "VBZ", "VBP"}:
            return own_subject(token)
    return None


def _resumed(verb: Token) -> Token | None:
    for between in verb.head.children:
        cue = verb_of(between)
        aside = between.dep_ in {"parataxis", "ccomp"} and verb.head.i < between.i < verb.i
        if aside and cue is not None and cue.speech and between.tag_ == verb.tag_:
            return next((c for c in between.children if c.dep_ in SUBJECTS), None)
    return None


def _noun_before(verb: Token) -> Token | None:
    if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    doc, at = verb.doc, verb.i - 1
    while at > 0 and (doc[at].dep_ in {"aux", "advmod", "neg"} or doc[at].ent_type_ in {"DATE", "TIME"}):
        at -= 1
    noun = doc[at]
    if noun.pos_ not in {"NOUN", "PROPN", "PRON"} or noun.dep_ not in {"conj", "dobj", "pobj", "appos"}:
        return None
    before = doc[noun.left_edge.i - 1] if noun.left_edge.i else None
    return noun if before is not None and before.dep_ == "cc" and noun.right_edge.i < verb.i else None


def mute(verb: Token) -> bool:
    """Whether no deed of saying joins on to a verb: it is "be", or its subject a thing that can say nothing ("said the offer
    was low and vowed to fight").
    """
    if verb.lemma_ == "be" and any(c.dep_ in {"acomp", "attr"} for c in verb.children):
        return True
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.pos_ != "NOUN" or subject.tag_ != "NN":
        return False
    lemma = subject.lemma_.lower()
    speaks = (
        title_of(lemma) is not None
        or lemma in unnamed()
        or any(lemma in bodies(kind) for kind in ("body", "paper", "kind"))
    )
    return not speaks and not subject.ent_type_

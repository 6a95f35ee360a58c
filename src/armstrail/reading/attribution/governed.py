"""What a reporting verb governs by the frames of its table: a clause, a name, an object with a preposition, an infinitive."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.subtrees import tree
from armstrail.language.untrue import verdict
from armstrail.reading.attribution.complement import (
    around_parenthesis,
    complement_clause,
    complements,
    has_own_subject,
    is_gerund,
    is_infinitive,
    is_setting,
    is_whole,
    marked,
    parted,
    tells_on,
    trimmed,
)
from armstrail.reading.attribution.draft import Passage, sentence
from armstrail.reading.attribution.lexicon import Cue, bodies, noun_of, particle_of, verb_of
from armstrail.reading.attribution.setting import is_occasion
from armstrail.reading.attribution.sources import SUBJECTS, is_fronted, is_passive, subject_of
from armstrail.records import Act

_TIMES = frozenset({"DATE", "TIME"})
_LEVELS = frozenset({"at", "above", "below", "over", "under", "between", "near", "around"})
_CALLING = frozenset({"call", "brand", "label", "dub", "term"})
_ASKING = frozenset({"ask", "wonder", "question", "enquire", "inquire", "query"})
_TO_SOMEBODY = frozenset({"tell", "inform", "assure", "remind", "warn", "advise", "notify", "convince", "persuade"})


def governed(passage: Passage, verb: Token, cue: Cue) -> tuple[set[int], list[Token]]:
    """Tokens of the content, and preposition tokens that belong to the cue."""
    frames = cue.frames
    children = list(verb.children)
    passive = is_passive(verb)
    clause = next((c for c in children if c.dep_ == "ccomp" and not parted(passage, verb, c)), None)
    if clause is None:
        # "reported last week, citing a source, that ..." comes out as an adjunct clause
        clause = next((c for c in children if c.dep_ == "advcl" and c.i > verb.i and _is_reported(c, cue)), None)
    if clause is not None and clause.i < verb.i and _joined_before(verb, clause):
        clause = None
    if clause is None and "clause" in frames:
        clause = _behind_phrase(verb, cue)
    if "refusal" in frames:
        return _refusal(passage, verb), []
    told = clause is not None and (not is_infinitive(clause) or _is_headline_future(clause, cue))
    if clause is not None and told and "clause" in frames and not _is_leftover(verb, clause):
        return complement_clause(passage, verb, clause), []
    infinitive = next(
        (c for c in children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and is_infinitive(c)), None
    )
    gerund = next((c for c in children if c.dep_ in {"xcomp", "ccomp"} and c.i > verb.i and is_gerund(c)), None)
    object_ = next((c for c in children if c.dep_ == "dobj" and c.i > verb.i), None)
    predicate = next((c for c in children if c.dep_ in {"oprd", "attr"} and c.i > verb.i), None)
    if cue.word == "say" and object_ is not None and passage.paragraph.kind == "title" and not passive:
        return complements(passage, verb, [object_]), []  # "Mayor says no plan to sell port"
    if cue.word == "say" and object_ is not None and clause is None and tells_on(object_):
        return complements(passage, verb, [object_]), []
    if passive:
        return _passive(passage, verb, cue, infinitive)
    called = verdict(verb) if "object_as" in frames and not is_fronted(verb) else None
    if "told" in frames:
        return _told(passage, verb, object_)
    if called is not None:
        # "branded the charge that it armed them a lie": the parser hangs the verdict anywhere
        last = called.i
        while (
            last + 1 < len(passage.doc)
            and passage.held[last + 1] is not None
            and passage.held[last + 1] is passage.held[called.i]
        ):
            last += 1
        return trimmed(passage, verb, set(range(verb.i + 1, last + 1))), []
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
    if "figure" in frames and object_ is not None:
        levels = (t for t in verb.subtree if t.i > object_.i and t.dep_ == "prep" and t.lower_ in _LEVELS)
        at = next((t for t in levels if any(c.like_num for c in t.subtree)), None)
        if at is not None:
            # "put the toll at forty"
            return trimmed(passage, verb, set(range(object_.left_edge.i, at.right_edge.i + 1))), []
    if frames & {"object_as", "as"} and object_ is not None:
        bare = next((c for c in children if c.dep_ == "advcl" and c.i > object_.i and _is_bare_as(c)), None)
        if bare is not None:
            # "dismissed the claim as baseless": the parser takes the adjective for a clause
            return complements(passage, verb, [object_, bare]), []
    if "object_as" in frames and cue.speech and is_fronted(verb):
        # "what it described as captured drones"
        as_ = next((c for c in children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i), None)
        plain = next((c for c in children if c.dep_ in {"oprd", "dobj", "attr", "ccomp"} and c.i > verb.i), None)
        if as_ is None and plain is not None:
            return trimmed(passage, verb, tree(plain)), []
        if as_ is not None:
            behind = [c for c in children if c.dep_ == "prep" and c.i > as_.right_edge.i and not is_setting(c)]
            return trimmed(passage, verb, {i for c in (as_, *behind) for i in tree(c) if i > as_.i}), [as_]
    if "object_as" in frames and object_ is not None:
        as_ = next((c for c in children if c.dep_ == "prep" and c.lower_ in {"as", "to"} and c.i > object_.i), None)
        if as_ is None:
            as_ = next((c for c in object_.subtree if c.dep_ == "prep" and _parts_object(c, object_)), None)
            if as_ is not None and as_.head != object_:
                return trimmed(passage, verb, tree(object_)), []
        if as_ is not None:
            return complements(passage, verb, [object_, as_]), []
    first = next((c for c in children if c.dep_ == "prep" and c.lower_ == "as" and c.i == verb.i + 1), None)
    quoted = first is not None and first.i + 1 < len(passage.doc) and passage.held[first.i + 1] is not None
    if first is not None and quoted and object_ is None and frames & {"as", "object_as"}:
        # 'dismissed as "fantasy" a claim that ...'
        return complements(passage, verb, [first]), []
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
                taken = [c for c in children if c.i > child.i and c.dep_ == "prep" and c.lower_ == "as"]
                for c in [*later, *taken]:
                    inner |= tree(c)
                if object_ is not None and "obj_to" in frames and object_.i < child.i:
                    # "warned them against selling": whom it is put to belongs to what is asked of him
                    inner |= tree(object_) | {child.i}
                return trimmed(passage, verb, inner), [child]
            if child.dep_ == "prt" and object_ is not None:
                return complements(passage, verb, [object_]), [child]
    objects = "object" in frames or ("finding" in frames and _is_inquiry(subject_of(verb)))
    if object_ is not None and objects and _is_content_noun(object_):
        planned = infinitive is not None and noun_of(object_) is not None
        return complements(passage, verb, [object_, infinitive] if infinitive and planned else [object_]), []
    if clause is not None and clause.i > verb.i and object_ is None and objects:
        # "cited disparaging remarks": a noun phrase that the parser takes for a clause
        return trimmed(passage, verb, {i for i in tree(clause) if i > verb.i}), []
    following = passage.doc[verb.i + 1] if verb.i + 1 < len(passage.doc) else verb
    opened = following.dep_ == "mark" and following.lower_ == "that" and verb.i < following.head.i <= verb.right_edge.i
    if "clause" in frames and opened:
        # "noting that more bars left": a clause whose verb the parser takes for a participle
        return trimmed(passage, verb, set(range(verb.i + 1, verb.right_edge.i + 1))), []
    if "clause" in frames and not (verb.dep_ == "conj" and _joined_before(verb, verb.head)):
        return around_parenthesis(passage, verb) or _behind_that(passage, verb, cue), []
    return set(), []


def _told(passage: Passage, verb: Token, object_: Token | None) -> tuple[set[int], list[Token]]:
    """What was told, as the object of a verb with a particle: "brushed the reports aside", "laughed off the claim"."""
    particle = particle_of(verb)
    if particle is None:
        return set(), []
    told = object_ or next((c for c in particle.children if c.dep_ == "pobj"), None)
    return (complements(passage, verb, [told]) if told is not None and noun_of(told) is not None else set()), [particle]


def _behind_that(passage: Passage, verb: Token, cue: Cue) -> set[int]:
    """A quotation behind "that" which the parser takes apart: 'told the paper that "they hit him. They will pay."'"""
    doc = passage.doc
    if not cue.speech:
        return set()
    for i in range(verb.i + 1, min(verb.i + 15, sentence(verb)[1], len(doc) - 1)):
        if doc[i].pos_ in {"VERB", "AUX"} or passage.held[i] is not None:
            return set()
        held = passage.held[i + 1]
        if doc[i].lower_ == "that" and held is not None and held.start == doc[i + 1].idx:
            return {i, *(j for j in range(i + 1, len(doc)) if passage.held[j] is held)}
    return set()


def _is_bare_as(clause: Token) -> bool:
    return clause.pos_ == "ADJ" and clause.left_edge.lower_ == "as" and clause.left_edge.head == clause


def _parts_object(prep: Token, noun: Token) -> bool:
    """Whether "as" belongs to the verb of describing though it hangs in its object: right on the noun, or behind the
    comma that ends a clause about it ("described the raid, which lasted an hour, as a disgrace").
    """
    if prep.lower_ != "as":
        return False
    return prep.head == noun or (prep.i > 0 and prep.doc[prep.i - 1].text == ",")


def _joined_before(verb: Token, clause: Token) -> bool:
    """Whether "and" or "but" joins a clause before the verb to the verb's own: "it got six, and its neighbour ordered five"."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or subject.left_edge.i == 0 or subject.left_edge.i <= clause.i:
        return False
    before = verb.doc[subject.left_edge.i - 1]
    return before.dep_ == "cc" and before.lower_ in {"and", "but", "while"}


def _is_headline_future(clause: Token, cue: Cue) -> bool:
    """An infinitive with a subject of its own after a verb of saying: "Bank says rates to fall"."""
    own = any(c.dep_ in SUBJECTS and c.i < clause.i for c in clause.children)
    return own and cue.speech and not cue.frames & {"obj_to", "to"}


def _is_reported(clause: Token, cue: Cue) -> bool:
    """Whether an adjunct clause by the parse is the complement of a reporting verb: behind "that", or a question's "if"."""
    if marked(clause, "that"):
        return True
    if clause.left_edge.lower_ == "that" and has_own_subject(clause):
        return True
    return cue.word in _ASKING and (marked(clause, "if") or marked(clause, "whether"))


def _behind_phrase(verb: Token, cue: Cue) -> Token | None:
    """A "that" clause that the parser hangs on a noun before it: "said at the start of the week that the ships had left",
    "told her on the phone that the mill was sold". A noun with words of its own ("a warning that") keeps its clause.
    """
    for child in verb.rights:
        addressed = child.dep_ in {"dobj", "dative"} and verb.lemma_ in _TO_SOMEBODY
        if child.dep_ not in {"prep", "npadvmod"} and not addressed:
            continue
        for token in child.subtree:
            seen = token.dep_ == "ccomp" and token.head.dep_ == "acl" and token.head.tag_ == "VBN"
            if not (seen or token.dep_ in {"relcl", "acl"}):
                continue
            if addressed and token.head == child and is_whole(token):
                return token  # "told the panel they had been paid"
            if token.left_edge.lower_ != "that" or not has_own_subject(token):
                continue
            if seen:
                # "said in a report seen by the agency that ..."
                return token
            noun = token.head
            own = noun_of(noun) is not None and not is_occasion(noun)
            if noun.ent_type_ in _TIMES or noun.lemma_ == "time" or (cue.speech and marked(token, "that") and not own):
                return token
            things = [c for c in token.children if c.dep_ == "dobj"]
            if cue.speech and is_occasion(noun) and len(things) > 1:
                return token  # "in a briefing that the firm had sent ships": "that" is no object of it
    return None


def _is_inquiry(subject: Token | None) -> bool:
    """Whether a subject is a paper, a picture or an inquiry: what it shows or finds is what it says."""
    lemma = subject.lemma_.lower() if subject is not None else ""
    return lemma in bodies("information") or lemma in bodies("paper")


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
            if any(c.dep_ == "auxpass" for c in child.children):
                return set()  # "declined to be named"
            return complements(passage, verb, [child])
    return set()


def _naming(passage: Passage, verb: Token, clause: Token | None) -> set[int]:
    """A small clause ("called him a liar"), by whatever label the parser gives it."""
    if verb.lemma_ not in _CALLING:
        return set()
    if is_fronted(verb) or any(c.lower_ in {"which", "whom", "who"} and c.dep_ not in SUBJECTS for c in verb.lefts):
        named = [c for c in verb.children if c.dep_ in {"oprd", "dobj", "attr", "ccomp"} and c.i > verb.i]
        held = passage.held[verb.i + 1] if verb.i + 1 < len(passage.doc) else None
        if held is not None and held is not passage.held[verb.i]:
            return {i for i in range(verb.i + 1, len(passage.doc)) if passage.held[i] is held}
        return trimmed(passage, verb, tree(named[0])) if named else set()
    for child in verb.children:
        if child.dep_ in {"oprd", "ccomp", "attr"} and child.i > verb.i:
            tokens = tree(child)
            if child.dep_ in {"oprd", "attr"}:
                objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubj"} and verb.i < c.i < child.i]
                if not objects:
                    continue
                for c in objects:
                    tokens |= tree(c)
                for c in verb.children:
                    if c.dep_ == "prep" and objects[0].i < c.i < child.i:
                        # "called her vote for the war a mistake": a phrase of the one who is named
                        tokens |= tree(c)
            return trimmed(passage, verb, {i for i in tokens if i > verb.i})
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    if objects:
        behind = objects[0].right_edge.i + 1
        held = passage.held[behind] if behind < len(passage.doc) else None
        if held is not None and held is not passage.held[verb.i] and held not in passage.set_off:
            # 'called it "the worst of all days"'
            return tree(objects[0]) | {i for i in range(behind, len(passage.doc)) if passage.held[i] is held}
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
        preps = preps | {"for", "over", "as"}
    extra: list[Token] = []
    for child in verb.children:
        if child.i <= verb.i:
            continue
        if child.dep_ in {"ccomp", "xcomp", "oprd"}:
            if "active" in cue.frames:
                return set(), []
            parts |= tree(child)
        elif child.dep_ == "prep" and child.lower_ in preps:
            parts |= {i for c in child.children for i in tree(c)}
            extra.append(child)
        elif child.dep_ == "prep" and parts and not is_setting(child):
            parts |= tree(child)
    if verb.dep_ == "acl":
        # "the plan, criticised by X": the noun is what was criticised; in a headline the phrase behind belongs to it
        headline = verb.head.dep_ == "ROOT" and verb.head.pos_ in {"NOUN", "PROPN"}
        if not agents or not ("object" in cue.frames or (headline and extra)):
            return set(), []
        before = {i for i in tree(verb.head) if i < verb.i} - {verb.i}
        return (before | (parts - agents), extra) if headline else (before, [])
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
    if subject is not None and subject.lower_ == "what":
        subject_tokens = set()
    return trimmed(passage, verb, (subject_tokens | parts) - agents), extra

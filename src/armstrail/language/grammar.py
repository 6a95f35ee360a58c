"""Grammar over a dependency parse: who is subject and object of a verb, said or understood, and what hangs on a clause.

The labels are those of spaCy's English pipelines (ClearNLP style). Every function takes tokens and gives tokens.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from armstrail.language.phrases import RELATIVE

__all__ = [
    "agents",
    "antecedent",
    "controllers",
    "heads",
    "is_participle",
    "is_passive",
    "objects",
    "particle",
    "partners_including",
    "subjects",
]

_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_OBJECT_CONTROL = frozenset(
    [
        "accuse",
        "urge",
        "ask",
        "press",
        "want",
        "allow",
        "help",
        "force",
        "tell",
        "order",
        "warn",
        "persuade",
        "invite",
        "let",
        "see",
        "encourage",
        "permit",
        "push",
        "require",
        "enable",
        "convince",
        "instruct",
        "advise",
        "beg",
        "expect",
        "suspect",
        "believe",
        "say",
        "report",
        "lead",
        "cause",
        "authorize",
        "authorise",
        "call",
        "implore",
        "pressure",
        "forbid",
        "prompt",
        "watch",
        "catch",
        "oblige",
        "get",
        "make",
    ]
)
_PREP_CONTROL = frozenset(
    [
        "accuse",
        "suspect",
        "blame",
        "criticize",
        "criticise",
        "condemn",
        "thank",
        "praise",
        "stop",
        "prevent",
        "bar",
        "keep",
        "deter",
        "block",
        "dissuade",
        "ban",
        "discourage",
        "charge",
        "sanction",
        "warn",
        "commend",
        "convict",
        "chide",
        "fault",
        "rebuke",
        "denounce",
        "blacklist",
        "penalize",
        "penalise",
        "punish",
        "fine",
        "designate",
        "arrest",
        "indict",
        "jail",
        "sentence",
        "imprison",
        "prosecute",
        "reprimand",
    ]
)


def is_participle(verb: Token) -> bool:
    """Whether a verb modifies a noun as a participle ("shells made in", "ships carrying"), not as a clause of its own."""
    return (
        verb.dep_ == "acl"
        and verb.tag_ in {"VBN", "VBG", "VBD"}  # "drones bought from Oman", read as a past tense
        and not any(child.dep_ in _SUBJECT or child.dep_ in {"aux", "mark"} for child in verb.children)
    )


def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject is its object: "was sold", "missiles sold by"."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if is_participle(verb) and verb.tag_ != "VBG":
        return True
    if _is_chained(verb):
        return True
    if (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and not any(c.dep_ in _SUBJECT or c.dep_ == "aux" for c in verb.children)
    ):
        head = verb.head
        return head.tag_ == "VBN" and is_passive(head)
    agent = any(child.dep_ == "agent" for child in verb.children)
    return verb.tag_ == "VBN" and agent


def _is_chained(verb: Token) -> bool:
    """Whether a participle goes on after another one without its helping verb: "were bought in Chad, flown to Oman and handed
    to rebels".
    """
    if verb.dep_ not in {"advcl", "conj"} or verb.head.tag_ != "VBN" or verb.i < verb.head.i:
        return False
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux", "mark", "dobj", "advmod"} for c in verb.children):
        return False
    past = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.lower_.endswith("ed"))
    whither = any(c.dep_ in {"prep", "dative", "agent"} and c.lower_ in {"to", "by"} for c in verb.children)
    return past and whither and is_passive(verb.head)


def particle(verb: Token) -> tuple[str, ...]:
    """Words that may belong to the verb: particles, prepositions, and a fixed object ("take delivery")."""
    return tuple(
        child.lower_
        for child in verb.children
        if child.dep_ in {"prt", "prep", "dobj", "advmod", "acomp", "ccomp", "npadvmod"}
    )


def heads(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it: "Iran and North Korea" gives both. Relative pronouns give their noun."""
    token = antecedent(token)
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}:
            yield from heads(child)


def examples(token: Token) -> Iterator[Token]:
    """Nouns that a noun is said to include: "countries like Iran", "equipment including tanks", "among them shells"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"like", "including", "as"}:
            if child.lower_ == "as" and not any(c.lower_ == "such" for c in child.children):
                continue
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from heads(inner)


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is its own."""
    if token.lower_ in RELATIVE and token.tag_ in {"WDT", "WP", "IN", "DT"}:
        verb = token.head
        if token.dep_ == "pobj":
            verb = token.head.head
            if verb.dep_ == "appos":
                return verb.head  # "40 rockets, a number of which"
        steps = 0
        while verb.dep_ != "relcl" and verb.dep_ in {"xcomp", "ccomp", "conj", "prep", "pcomp", "aux"} and steps < 4:
            verb, steps = verb.head, steps + 1
        if verb.dep_ == "relcl" and verb.head.pos_ in {"VERB", "AUX"}:
            return _noun_before(token, verb.head)
        if verb.dep_ == "relcl":
            return verb.head
        if token.dep_ == "pobj" and token.head.i == token.i - 1 and verb.dep_ == "advcl":
            return _noun_before(token, token) if token.lower_ != "that" else token
    return token


def _noun_before(token: Token, verb: Token) -> Token:
    """The noun right before a relative clause that the parser hangs on a verb: "turned to Chad, from which it bought"."""
    start = verb.i + 1 if verb.i < token.i else max(0, token.i - 4)
    for other in reversed(token.doc[start : token.i]):
        if other.pos_ in {"NOUN", "PROPN"}:
            return other
        if other.pos_ not in {"PUNCT", "ADP"}:
            break
    return verb


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The tokens that do what the verb says, said or understood; coordinated ones each; in the passive those that undergo it;
    of two that the parser leaves to one verb the nearer. Control, relative clauses, participles and gerunds are followed at
    most six steps up.
    """
    own = [child for child in verb.children if child.dep_ in _SUBJECT]
    near = [child for child in own if child.i < verb.i and child.dep_ == "nsubj"]
    own = near[-1:] if len(near) > 1 and near[-1].lower_ not in RELATIVE else own
    if own:
        return [head for child in own for head in heads(child)]
    return [] if depth > 6 else _understood(verb, depth)


def _understood(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if verb.dep_ == "ROOT" or head.i == verb.i:
        return []
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and head.pos_ in {"VERB", "AUX"}:
        objects_ = [child for child in head.children if child.dep_ in {"dobj", "dative"} and child.i < verb.i]
        if objects_ and head.lemma_.lower() in _OBJECT_CONTROL and verb.dep_ != "advcl":
            return [one for child in objects_ for one in heads(child)]
        return subjects(head, depth + 1)
    if verb.dep_ in {"xcomp", "acl"} and head.pos_ == "ADJ":
        return subjects(head.head, depth + 1) if head.dep_ in {"acomp", "oprd"} else []
    if verb.dep_ == "conj":
        return subjects(_beyond_relative(verb) or head, depth + 1)
    if verb.dep_ == "pcomp":
        return _of_preposition(head, depth)
    if verb.dep_ in {"acl", "relcl"}:
        if is_participle(verb):
            noun = head
            if verb.tag_ == "VBG" and noun.pos_ == "NOUN" and noun.lemma_ in {"plan", "talk", "interest"}:
                return _of_noun(noun, depth)
            return list(heads(noun))
        if verb.dep_ == "relcl":
            return list(heads(head))
        return _of_noun(head, depth)
    return []


def _beyond_relative(verb: Token) -> Token | None:
    """The main verb that a verb goes on from, where the parser joins it to a relative clause before it and its object takes up
    the noun of that clause: "seized the guns that Oman shipped and will burn them".
    """
    clause = verb.head
    gap = clause.dep_ == "ccomp" and any(
        c.lower_ == "that" and c.nbor(-1).pos_ == "NOUN" for c in clause.children if c.i
    )
    gap = gap and not any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in clause.children)  # read as what is told
    if not (gap or clause.dep_ == "relcl") or not any(
        t.lower_ in {"them", "it"} and t.dep_ == "dobj" for t in verb.subtree
    ):
        return None
    main = clause.head
    while main.pos_ not in {"VERB", "AUX"} and main.head.i != main.i:
        main = main.head
    return main if main.pos_ in {"VERB", "AUX"} else None


def controllers(prep: Token) -> list[Token]:
    """Who does what the object of a preposition names: "accused Chad of a breach" has Chad, "Bern's part in a breach" Bern."""
    return _of_preposition(prep, 0)


def _of_preposition(prep: Token, depth: int) -> list[Token]:
    governor = prep.head
    if governor.ent_type_ in {"DATE", "TIME"} and governor.dep_ == "npadvmod" and governor.head.pos_ == "VERB":
        governor = governor.head  # "was accused last month of shipping"
    if prep.dep_ == "prep" and governor.pos_ in {"VERB", "AUX"}:
        lemma = governor.lemma_.lower()
        controlled = lemma in _PREP_CONTROL and prep.lower_ in {"of", "for", "from", "over", "against"}
        controlled = controlled or (lemma == "charge" and prep.lower_ == "with")
        if controlled and not is_passive(governor):
            found = [c for c in governor.children if c.dep_ in {"dobj", "dative"} and c.i < prep.i]
            if found:
                return [one for child in found for one in heads(child)]
            if governor.dep_ == "relcl" and governor.head.pos_ in {"NOUN", "PROPN"}:
                return list(heads(governor.head))  # "firms that it accuses of shipping"
        return subjects(governor, depth + 1)
    if governor.lower_ == "short" and governor.head.pos_ == "VERB":
        return subjects(governor.head, depth + 1)  # "stopped short of sending"
    if governor.pos_ in {"NOUN", "PROPN"}:
        return _of_noun(governor, depth)
    if governor.pos_ == "ADJ":
        return subjects(governor.head, depth + 1)
    return []


def _of_noun(noun: Token, depth: int) -> list[Token]:
    """Who does what a noun is about: "Berlin's refusal to send", "accusations against Tehran of arming", "denied claims of"."""
    against = [
        inner
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in {"against", "by", "for"}
        for inner in child.children
        if inner.dep_ == "pobj"
    ]
    if against:
        return [one for inner in against for one in heads(inner)]
    if noun.lemma_ not in {"accusation", "allegation", "claim", "charge", "report", "suspicion", "evidence", "proof"}:
        owner = [child for child in noun.children if child.dep_ == "poss"]
        owner = owner or [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"} and c.text[:1].isupper()]
        if owner:
            return [one for child in owner for one in heads(child)]
    governor = noun.head
    steps = 0
    while governor.pos_ not in {"VERB", "AUX"} and governor.head.i != governor.i and steps < 4:
        governor, steps = governor.head, steps + 1
    if governor.pos_ in {"VERB", "AUX"} and noun.dep_ in {"dobj", "pobj", "attr", "conj", "nsubjpass"}:
        return [] if is_passive(governor) and noun.dep_ == "nsubjpass" else subjects(governor, depth + 1)
    return []


def partners_including(noun: Token) -> list[Token]:
    """The two sides of what a noun is said to be part of: "cooperation between A and B, including arms transfers"."""
    if noun.dep_ == "conj":
        noun = noun.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"including", "like", "as"}:
        return []
    for token in reversed(noun.doc[max(noun.sent.start, noun.head.i - 15) : noun.head.i]):
        if token.lower_ == "between":
            return [one for inner in token.children if inner.dep_ == "pobj" for one in heads(inner)]
    return []


def agents(verb: Token) -> list[Token]:
    """Who does it, in the passive: the objects of its own "by"."""
    return [
        head
        for child in verb.children
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and is_passive(verb))
        for inner in child.children
        if inner.dep_ == "pobj"
        for head in heads(inner)
    ]


def _in_excess(verb: Token) -> list[Token]:
    """What is counted in "delivered in excess of 200 mines", which parsers take for a place where it is done."""
    if is_passive(verb):
        return []
    amounts = [
        inner
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ == "in" and child.i > verb.i
        for inner in child.children
        if inner.dep_ == "pobj" and inner.lower_ == "excess"
    ]
    return [
        counted
        for amount in amounts
        for of in amount.children
        if of.dep_ == "prep" and of.lower_ == "of"
        for counted in of.children
        if counted.dep_ == "pobj"
    ]


def objects(verb: Token) -> list[Token]:
    """Direct and indirect objects of a verb in the active voice, that of a relative clause included, coordinated ones once."""
    found = [antecedent(c) for c in verb.children if c.dep_ in {"dobj", "dative", "oprd", "attr"} and c.pos_ != "ADP"]
    found.extend(_in_excess(verb))
    if not any(child.dep_ == "dobj" for child in verb.children) and not is_passive(verb):
        if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.i > verb.head.i:
            pass
        outer = verb
        steps = 0
        while outer.dep_ in {"xcomp", "ccomp", "conj"} and steps < 3:
            outer, steps = outer.head, steps + 1
        if outer.dep_ == "relcl":
            named = [c for c in outer.children if c.dep_ in _SUBJECT and c.lower_ in RELATIVE]
            if not named and outer.head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
                found.append(outer.head)
        for child in verb.children:
            if child.dep_ == "conj" and child.pos_ == "VERB" and child.tag_ == verb.tag_:
                shared = [c for c in child.children if c.dep_ == "dobj"]
                if shared and child.i - verb.i <= 3:
                    found.extend(shared)
    return found

"""What a clause says of itself: negation, auxiliaries, tense, and the verb that it is truly the complement of."""

from __future__ import annotations

from spacy.tokens import Token

__all__ = [
    "asked",
    "auxiliaries",
    "complement_of",
    "finite",
    "independent",
    "negated",
    "negative_argument",
    "only_delayed",
    "past",
]

_CHARGES = frozenset(
    {"charge", "claim", "accusation", "allegation", "assertion", "suggestion", "account", "report", "finding"}
)
_NEGATIVE = frozenset({"no", "not", "n't", "never", "neither", "nor", "without", "none", "nothing", "n’t"})


def negated(token: Token) -> bool:
    """Whether a negative stands with a verb or noun: "did not", "never", "no", "without", "not a single"."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in {"det", "advmod", "preconj"} and child.lower_ in _NEGATIVE):
            # "not only" is no negation
            after = child.doc[child.i + 1].lower_ if child.i + 1 < len(child.doc) else ""
            if after != "only":
                return True
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return True
    if token.dep_ == "acl" and token.head.dep_ == "pobj" and token.head.head.lower_ == "without":
        return True  # "without a round being sent"
    return token.dep_ == "pobj" and token.head.lower_ == "without"


def asked(predicate: Token) -> bool:
    """Whether a predicate is what a question for yes or no asks about: "Has Hanoi asked for tanks?", "Is it true that they
    sold them?". One for a reason or a time takes the thing itself for granted ("Why did they send drones?").
    """
    clause, sentence = predicate, predicate.sent
    if not any(t.text == "?" for t in sentence[-3:]):
        return False
    if any(t.dep_ == "advcl" and _supposed(t) for t in (predicate, *predicate.ancestors)):
        return True  # "What if Oman sold tanks?"
    while clause.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and clause.head.i != clause.i and not _inverted(clause):
        clause = clause.head
    return _inverted(clause) and not any(t.tag_ in {"WDT", "WP", "WP$", "WRB"} for t in sentence if t.i < predicate.i)


def _supposed(verb: Token) -> bool:
    """Whether a clause only supposes: "if Oman sold"."""
    return any(c.dep_ == "mark" and c.lower_ == "if" for c in verb.children)


def _inverted(verb: Token) -> bool:
    """Whether an auxiliary stands before the subject: "has it", "is it"."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    first = verb if verb.pos_ == "AUX" else next((c for c in verb.children if c.dep_ in {"aux", "auxpass"}), None)
    return subject is not None and first is not None and first.i < subject.i


def negative_argument(verb: Token) -> bool:
    """Negation by an argument, which is that of the clause: "No drones were sent", "sent nothing", "neither of them sent",
    "has sold neither rifles nor shells", "not one shell was sent". "Not all of them" leaves some.
    """
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
            if child.lower_ in {"none", "nothing", "neither", "nobody"}:
                return True
            if any(c.dep_ in {"det", "neg", "preconj", "cc"} and c.lower_ in {"no", "neither"} for c in child.children):
                return True
            if _not_one(child):
                return True
    return False


def _not_one(noun: Token) -> bool:
    """Whether a noun is counted by "not one" or "not a single"."""
    one = [c for c in noun.children if c.lower_ in {"one", "single"}]
    negatives = [c for t in (noun, *one) for c in t.children if c.dep_ == "neg" and c.lower_ == "not"]
    return any(negative.i < each.i for each in one for negative in negatives)


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, those that it shares with the verb it is joined to included."""
    own = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if not any(c.tag_ == "MD" for c in own) and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        if not subject and not own and verb.tag_ == verb.head.tag_:
            own = own + auxiliaries(verb.head)
    return own


def complement_of(clause: Token) -> Token | None:
    """The verb whose complement a clause is that the parser hangs on a time ("feared for a year that it would send")."""
    if clause.head.ent_type_ not in {"DATE", "TIME"} or not any(c.dep_ in {"mark", "nsubj"} for c in clause.children):
        return None
    token = clause.head
    for _ in range(4):
        if token.pos_ == "VERB":
            return token
        token = token.head
    return None


def only_delayed(verb: Token) -> bool:
    """Whether a negated verb says when rather than whether: "will not arrive for months", "until 2026"."""
    return any(
        inner.ent_type_ == "DATE"
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ in {"for", "until", "before"}
        for inner in child.children
    )


def independent(clause: Token) -> bool:
    """A clause before a semicolon or colon is no complement of the verb after it, whatever the parse; nor is one that a noun
    takes up behind a comma ("They send arms, a charge Kigali denies").
    """
    head, doc = clause.head, clause.doc
    if clause.i >= head.i:
        return False
    if any(token.text in {";", ":"} for token in doc[clause.i : head.i]):
        return True
    commas = (i for i in range(clause.i, head.i - 2) if doc[i].text == ",")
    return any(doc[i + 1].lower_ in {"a", "an"} and doc[i + 2].lemma_.lower() in _CHARGES for i in commas)


def past(verb: Token) -> bool:
    """Whether a verb stands in the past or the perfect: "sent", "has sent", "was sent"."""
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
        return False
    had = any(c.dep_ in {"aux", "auxpass"} and (c.lemma_ == "have" or c.tag_ == "VBD") for c in verb.children)
    return had or verb.tag_ == "VBD"


def finite(verb: Token) -> bool:
    """Whether a verb has a tense of its own."""
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in verb.children)

"""What a reporting verb governs: how far its clause or its objects reach, and what of them is not said any more."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.subtrees import tree
from armstrail.reading.attribution.draft import Passage
from armstrail.reading.attribution.lexicon import noun_of, verb_of
from armstrail.reading.attribution.setting import is_occasion
from armstrail.reading.attribution.sources import SUBJECTS, mute

_TIMES = frozenset({"DATE", "TIME"})


def is_gerund(token: Token) -> bool:
    """Whether a verb stands in its -ing form, with or without "having" or "being"."""
    return token.tag_ == "VBG" or any(c.dep_ in {"aux", "auxpass"} and c.tag_ == "VBG" for c in token.children)


def marked(clause: Token, word: str) -> bool:
    """Whether a conjunction, given in lower case, opens the clause."""
    return any(c.dep_ == "mark" and c.lower_ == word for c in clause.children)


def is_infinitive(token: Token) -> bool:
    """Whether a verb stands behind "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


_SETTING = frozenset(
    {"in", "on", "at", "during", "after", "before", "following", "via", "by", "through", "while", "amid"}
)
_ASIDE_MARKS = frozenset({"while", "although", "though"})


def parted(passage: Passage, verb: Token, clause: Token) -> bool:
    """Whether a clause that the parser counts to a verb stands apart from it: behind a semicolon, or an aside before it
    ("While she granted the delay, the director noted ...").
    """
    if clause.i > verb.i:
        return False
    if any(marked(clause, word) for word in _ASIDE_MARKS):
        return True
    between = passage.doc[clause.i : verb.i]
    return any(t.text == ";" and passage.held[t.i] is None for t in between)


def complement_clause(passage: Passage, verb: Token, clause: Token) -> set[int]:
    """A complement clause before or after the verb, and the clauses conjoined with it."""
    tokens = tree(clause)
    later = [c for c in verb.children if c.dep_ == "ccomp" and c.i > clause.i > verb.i]
    for other in later:
        # "that A left and, if so, B would": the parser hangs the second clause on the cue as well
        tokens |= tree(other)
        tokens |= set(range(clause.right_edge.i, other.left_edge.i))
    if verb.i in tokens:
        tokens -= tree(verb)
    tokens |= _bare_conjuncts(verb, clause) | _second_clause(verb, clause)
    if clause.i < verb.i:
        # "The plan failed, the minister said": all that stands before the subject belongs to the clause
        return trimmed(passage, verb, tokens - _according(verb, tokens) - _further_deeds(verb, tokens))
    tokens = {i for i in tokens if i > verb.i} | _conditions(verb, clause)
    tokens -= _channel(verb, tokens)
    tokens = _without_afterthought(passage, tokens - _leading_time(verb, tokens))
    return trimmed(passage, verb, _without_dash(passage, tokens))


_BACKSHIFTED = frozenset({"would", "could", "might", "had", "should"})
_CONDITIONS = frozenset({"because", "if", "unless", "when", "until", "so", "lest", "whenever", "provided", "since"})
_CONCESSIVES = frozenset({"though", "although"})


def _without_afterthought(passage: Passage, tokens: set[int]) -> set[int]:
    """A reported clause without what the page adds in its own voice at the end: behind a semicolon, ", though ..."
    or ", a claim that ...".

    Words in quotation marks, and a verb put back in time as the reported ones are ("would", "had"), are the speaker's.
    """
    doc = passage.doc
    if not tokens:
        return tokens
    first, last = min(tokens), max(tokens)
    for i in sorted(tokens):
        if i < first + 3 or i + 1 > last or passage.held[i] is not None:
            continue
        if doc[i].text == ";":
            return {j for j in tokens if j < i}
        after = doc[i + 1]
        if doc[i].text == "," and _sums_up(after, last):
            return {j for j in tokens if j < i}
        if doc[i].text != "," or after.lower_ not in _CONCESSIVES or after.dep_ != "mark":
            continue
        added = after.head
        backshifted = any(c.lower_ in _BACKSHIFTED for c in added.children if c.dep_ in {"aux", "auxpass"})
        quoted = any(passage.held[j] is not None for j in range(i, last + 1))
        if added.dep_ == "advcl" and added.right_edge.i >= last - 1 and not backshifted and not quoted:
            return {j for j in tokens if j < i}
    return tokens


def _conditions(verb: Token, clause: Token) -> set[int]:
    """Clauses behind the complement that the parser hangs on the cue: "said the levy was unfair, because growers pay it"."""
    out: set[int] = set()
    for child in verb.rights:
        if child.dep_ != "advcl" or child.left_edge.i <= clause.right_edge.i:
            continue
        marker = child.left_edge.lower_
        if marker in _CONDITIONS and any(c.dep_ in SUBJECTS for c in child.children):
            out |= tree(child) | set(range(clause.right_edge.i + 1, child.left_edge.i))
    return out


def _sums_up(word: Token, last: int) -> bool:
    """Whether an apposition that names the words themselves opens here and ends the clause: ", a charge that he denied"."""
    noun = word.head
    if word.lower_ not in {"a", "an"} or word.dep_ != "det" or noun.dep_ != "appos":
        return False
    cue = noun_of(noun)
    told = any(c.dep_ in {"relcl", "acl", "prep"} and c.i > noun.i for c in noun.children)
    return cue is not None and cue.speech and told and noun.right_edge.i >= last - 1


def _further_deeds(verb: Token, tokens: set[int]) -> set[int]:
    """Tokens behind a cue that ends its clause where its subject goes on: "..., he said, and warned of a strike"."""
    doc = verb.doc
    for i in sorted(i for i in tokens if i > verb.i):
        cue = verb_of(doc[i])
        if cue is not None and cue.speech and doc[i].dep_ == "conj" and doc[i].tag_ == verb.tag_:
            if any(c.dep_ in SUBJECTS for c in doc[i].children):
                return set()
            return {j for j in tokens if j > verb.i}
    return set()


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


def _second_clause(verb: Token, clause: Token) -> set[int]:
    """A second "that" clause that the parser joins to the cue itself: "added that A left, and that B would"."""
    out: set[int] = set()
    for child in verb.rights:
        if child.dep_ == "conj" and child.i > clause.i > verb.i and marked(child, "that") and marked(clause, "that"):
            out |= tree(child) | set(range(clause.right_edge.i + 1, child.left_edge.i))
    return out


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
    if dashes[0] + 1 < len(doc) and passage.held[dashes[0] + 1] is not None:
        return tokens  # a quotation behind the dash is the speaker's
    return {i for i in tokens if i < dashes[0]}


def _channel(verb: Token, tokens: set[int]) -> set[int]:
    """Tokens of an "according to" phrase that ends the sentence behind a comma: it tells by whom we know what was said."""
    doc = verb.doc
    last = max(tokens, default=-1)
    for i in tokens:
        if doc[i].lower_ == "according" and doc[i - 1].text == "," and doc[i].right_edge.i >= last - 1:
            return {j for j in tokens if j >= i - 1}
    return set()


def _according(verb: Token, tokens: set[int]) -> set[int]:
    """Tokens of an "according to" phrase behind the cue, which the parser hangs into the clause before it."""
    doc = verb.doc
    return {j for i in tokens if i > verb.i and doc[i].lower_ == "according" for j in tree(doc[i])}


def complements(passage: Passage, verb: Token, parts: list[Token]) -> set[int]:
    """Objects, predicates and infinitives of the verb, with the adjuncts between and right behind them."""
    tokens: set[int] = set()
    for part in parts:
        tokens |= tree(part)
    last = max(part.i for part in parts)
    for child in verb.children:
        # adjuncts that stand between the parts, and prepositions right after them, belong to what is said
        hangs_on = child.i > last and child not in parts and child.dep_ in {"prep", "agent", "dative"}
        if hangs_on and not is_setting(child):
            tokens |= tree(child)
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.left_edge.i == max(tokens, default=last) + 1:
            # "exposed the spectre of her husband making millions": what the noun does, no comma between
            tokens |= tree(child)
    tokens |= _bare_conjuncts(verb, parts[-1])
    for part in parts:
        tokens -= _asides(part)
    tokens = _without_afterthought(passage, {i for i in tokens if i > verb.i} - _channel(verb, tokens))
    return trimmed(passage, verb, _without_setting(passage, _without_dash(passage, tokens)))


def _without_setting(passage: Passage, tokens: set[int]) -> set[int]:
    """Content without when or at what it was said, behind a quotation that ends it: 'as "a folly" during a visit', 'as
    "a folly" Wednesday'.
    """
    doc, last = passage.doc, max(tokens, default=-1)
    for i in sorted(tokens):
        if i == 0 or passage.held[i - 1] is None or passage.held[i] is not None:
            continue
        token = doc[i]
        told = any(c.dep_ == "pobj" and is_occasion(c) for c in token.children)
        aside = token.dep_ == "prep" and (token.lower_ == "during" or (told and token.lower_ in _SETTING))
        if (aside or token.ent_type_ in _TIMES) and token.right_edge.i <= last:
            return {j for j in tokens if j < i}
    return tokens


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


def is_setting(prep: Token) -> bool:
    """Whether a prepositional phrase tells when or where it was said."""
    if any(t.ent_type_ in _TIMES for t in prep.children):
        return True
    return prep.lower_ in _SETTING


def trimmed(passage: Passage, verb: Token, tokens: set[int]) -> set[int]:
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
            while left > 1 and doc[left - 1].is_quote:
                left -= 1
            before = doc[left - 1] if left else None
            comma = (before is not None and before.text == ",") or doc[token.left_edge.i].text == ","
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
                and (token.head.tag_ != token.tag_ or mute(token.head))
                and _past(verb)
            ):
                drop |= tree(token) | {
                    c.i for c in token.head.children if c.dep_ == "cc" and token.head.i < c.i < token.i
                }
    return tokens - drop


def _past(token: Token) -> bool:
    return token.tag_ in {"VBD", "VBZ", "VBP"}


def around_parenthesis(passage: Passage, verb: Token) -> set[int]:
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
        return tokens - _according(verb, tokens) - _further_deeds(verb, tokens)
    return set()


def tells_on(noun: Token) -> bool:
    """Whether the parser hangs the verb of what is said on its first noun: "said the story that they ran was untrue"."""
    verb = next((c for c in noun.rights if c.dep_ == "relcl"), None)
    return (
        verb is not None
        and verb.tag_ in {"VBD", "VBZ", "VBP", "VBN", "VBG"}
        and any(c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ not in {"WDT", "WP"} for c in verb.lefts)
    )


def is_whole(clause: Token) -> bool:
    """Whether a clause without a relative word lacks nothing, so that it describes no noun: "they had been paid in Dubai"."""
    if clause.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "MD", "VB"} or not has_own_subject(clause):
        return False
    if any(t.tag_ in {"WDT", "WP", "WRB"} or t.lower_ == "that" for t in clause.lefts):
        return False
    return any(c.dep_ in {"nsubjpass", "dobj", "ccomp", "acomp", "attr"} for c in clause.children)


def has_own_subject(clause: Token) -> bool:
    """Whether a clause has a subject of its own besides a relative "that"."""
    return any(c.dep_ in SUBJECTS and c.lower_ != "that" for c in clause.children)

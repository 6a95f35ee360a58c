"""Attribution without a verb of its own: "according to", "per" and reporting nouns."""

from __future__ import annotations

from spacy.tokens import Token

from armstrail.language.persons import title_of
from armstrail.language.subtrees import tree
from armstrail.reading.attribution.draft import Draft, Passage, Source, sentence
from armstrail.reading.attribution.extent import to_spans
from armstrail.reading.attribution.issuing import ISSUING, issuer_of
from armstrail.reading.attribution.lexicon import Cue, bodies, is_paper, noun_of, unnamed, verb_of
from armstrail.reading.attribution.sources import SUBJECTS, agent, phrase, subject_of
from armstrail.records import Act

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VIEWS = frozenset(
    {
        "opinion",
        "view",
        "estimation",
        "judgment",
        "judgement",
        "estimate",
        "assessment",
        "reading",
        "telling",
        "account",
    }
    | {"count", "reckoning", "tally", "admission", "calculation"}
)
VIEW = Cue("view", Act.STATE, speech=False)
ACCORDING = Cue("according to", Act.STATE, speech=True)
_PLANS = frozenset(
    {"plan", "schedule", "law", "protocol", "need", "rule", "custom", "taste", "size", "age", "rank", "merit"}
)
"""What a thing goes according to, which says nothing: "everything goes according to plan"."""
_OF = frozenset({"of", "about", "for", "on", "against", "over", "to", "into"})
_NOUN_PREPS = {
    "call": {"for"},
    "condemnation": {"of"},
    "denial": {"of"},
    "announcement": {"of"},
    "rejection": {"of"},
    "endorsement": {"of"},
    "confirmation": {"of"},
    "accusation": {"of"},
    "allegation": {"of"},
    "warning": {"of", "about", "against"},
    "concern": {"about", "over"},
    "worry": {"about", "over"},
    "fear": {"of", "about"},
    "doubt": {"about", "over"},
    "opposition": {"to"},
    "criticism": {"of"},
    "skepticism": {"about", "of"},
    "scepticism": {"about", "of"},
    "misgiving": {"about"},
    "reservation": {"about"},
}


def find_nominal(passage: Passage) -> list[Draft]:
    """The attributions of one passage that hang on no verb."""
    drafts = []
    for token in passage.doc:
        if token.i in passage.used:
            continue
        if token.lower_ == "according" and token.i + 1 < len(passage.doc) and passage.doc[token.i + 1].lower_ == "to":
            draft = _according(passage, token)
        elif token.lower_ == "per" and token.dep_ == "prep":
            draft = _per(passage, token)
        elif token.lower_ == "words" and token.dep_ == "pobj":
            draft = _in_words_of(passage, token)
        elif token.lemma_ in _VIEWS and token.dep_ == "pobj" and token.head.lower_ in {"in", "by"}:
            draft = _in_view_of(passage, token)
        elif (token.lemma_ in {"put", "quote", "cite", "report"} and token.dep_ in {"advcl", "acl"}) or (
            token.dep_ == "advcl" and _as_told(token)
        ):
            draft = _as_quoted(passage, token)
        else:
            noun = noun_of(token)
            draft = _noun(passage, token, noun) if noun is not None else None
        if draft is not None:
            passage.used.add(token.i)
            drafts.append(draft)
    return drafts


def _clause_of(token: Token) -> Token:
    """The head of the clause that a phrase belongs to: the nearest verb above with a subject, at most the sentence.

    Behind a comma the phrase speaks of all clauses joined before it, else of the last of them.
    """
    apart = token.i > 0 and token.doc[token.i - 1].text == ","
    at = token
    while at.head != at:
        at = at.head
        if at.pos_ in {"VERB", "AUX"} and any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in at.children):
            if at.dep_ == "conj" and any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in at.head.children):
                # two clauses with a subject each; a phrase at the sentence's start speaks of both
                if token.i > at.i and not apart:
                    return at
                continue
            ending = apart and token.right_edge.i + 2 >= sentence(token)[1]
            if at.dep_ == "relcl" and token.i > at.head.i:
                return at
            if at.dep_ == "ccomp" and token.i > at.head.i and not ending:
                return at
            if at.dep_ == "advcl" and token.i > at.head.i and not apart:
                return at
    return at


def _according(passage: Passage, token: Token) -> Draft | None:
    doc = passage.doc
    to = doc[token.i + 1]
    head = next((c for c in to.children if c.dep_ == "pobj"), None)
    if head is None:
        head = next((c for c in token.children if c.dep_ == "pobj" and c.i > to.i), None)
    if head is None:
        return None
    if head.lemma_.lower() in _PLANS and not any(c.dep_ in {"poss", "amod"} for c in head.children):
        return None
    if head.tag_ in {"WDT", "WP"}:
        return _according_to_which(passage, token, to, head)
    if token.head == token and token.i == sentence(token)[0]:
        return _opening(passage, token, to, head)
    source = phrase(passage, head)
    clause = _clause_of(token)
    own = set(range(token.i, source.end)) | tree(token)
    tokens = {
        i
        for i in tree(clause)
        if (i not in own and passage.held[i] is passage.held[token.i])
        or (passage.held[i] is not None and i not in own and clause.left_edge.i <= i <= clause.right_edge.i)
    }
    while tokens and doc[max(tokens)].is_punct and passage.held[max(tokens)] is None:
        tokens.remove(max(tokens))
    if not tokens or all(doc[i].is_punct for i in tokens):
        # the whole sentence is the phrase: the content is the quotation or sentence before it
        return None
    while tokens and (
        doc[min(tokens)].dep_ == "cc" or (doc[min(tokens)].is_punct and passage.held[min(tokens)] is None)
    ):
        tokens.remove(min(tokens))
    spans = to_spans(passage, _same_part(passage, token, tokens))
    if not spans:
        return None
    passage.used.add(to.i)
    return Draft(passage, ACCORDING, passage.paragraph.span(doc[token.i : to.i + 1]), token, spans, source)


def _according_to_which(passage: Passage, token: Token, to: Token, which: Token) -> Draft | None:
    """A relative clause that tells what a paper says: "published documents according to which it got the machines"."""
    clause = next((a for a in which.ancestors if a.pos_ in {"VERB", "AUX"} and a.i > which.i), None)
    if clause is None:
        return None
    papers = [t for t in passage.doc[sentence(token)[0] : token.i] if is_paper(t)]
    paper = clause.head if clause.head.pos_ in {"NOUN", "PROPN"} else (papers[-1] if papers else None)
    if paper is None:
        return None
    spans = to_spans(passage, {i for i in tree(clause) if i > which.i and passage.held[i] is passage.held[token.i]})
    if not spans:
        return None
    passage.used.add(to.i)
    source = phrase(passage, issuer_of(paper) or paper, token.i)
    return Draft(passage, ACCORDING, passage.paragraph.span(passage.doc[token.i : to.i + 1]), token, spans, source)


def _opening(passage: Passage, token: Token, to: Token, head: Token) -> Draft | None:
    """A sentence that "according to" opens and that the parser takes for one phrase: the commas part source and content."""
    doc, end = passage.doc, sentence(token)[1]
    while end > to.i + 1 and doc[end - 1].is_punct and passage.held[end - 1] is None:
        end -= 1
    commas = [i for i in range(head.i + 1, end) if doc[i].text == "," and passage.held[i] is None]
    for n, comma in enumerate(commas):
        until = commas[n + 1] if n + 1 < len(commas) else end
        if n + 1 < len(commas) and not any(t.tag_ in _FINITE for t in doc[comma + 1 : until]):
            continue  # an apposition to the source
        spans = to_spans(passage, range(comma + 1, end))
        source = Source(passage, to.i + 1, comma, head)
        passage.used.add(to.i)
        place = passage.paragraph.span(doc[token.i : to.i + 1])
        return Draft(passage, ACCORDING, place, token, spans, source) if spans else None
    return None


def _same_part(passage: Passage, token: Token, tokens: set[int]) -> set[int]:
    """The tokens that no semicolon parts from `token`."""
    doc = passage.doc
    within = range(min(tokens, default=0), max(tokens, default=0) + 1)
    stops = [i for i in within if doc[i].text == ";" and passage.held[i] is None]
    low = max((i for i in stops if i < token.i), default=-1)
    high = min((i for i in stops if i > token.i), default=len(doc))
    return {i for i in tokens if low < i < high}


def _per(passage: Passage, token: Token) -> Draft | None:
    """Words such as "per the ministry", set off at the start of the sentence or behind a comma."""
    head = next((c for c in token.children if c.dep_ == "pobj"), None)
    if head is None or not _can_speak(head):
        return None
    return _set_off(passage, token, head, (token.i, token.i + 1))


def _in_words_of(passage: Passage, words: Token) -> Draft | None:
    """Words such as "in the words of the coach"."""
    prep = words.head
    of = next((c for c in words.children if c.dep_ == "prep" and c.lower_ == "of" and c.i == words.i + 1), None)
    head = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if prep.dep_ != "prep" or prep.lower_ != "in" or of is None or head is None:
        return None
    return _set_off(passage, prep, head, (prep.i, of.i + 1))


def _in_view_of(passage: Passage, noun: Token) -> Draft | None:
    """Words such as "in his opinion" and "in the view of the union", set off at the start of the sentence or by commas."""
    prep = noun.head
    if prep.dep_ != "prep" or prep.head.pos_ not in {"VERB", "AUX"}:
        return None
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" and c.i == noun.i + 1), None)
    head = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    head = head or next((c for c in noun.children if c.dep_ == "poss"), None)
    if head is None or passage.held[head.i] is not passage.held[prep.i]:
        return None
    end = max(head.i, noun.i)
    after = passage.doc[max(end, noun.right_edge.i) + 1 :][:1].text
    if after != "," and prep.left_edge.i != sentence(prep)[0]:
        return None
    draft = _set_off(passage, prep, head, (prep.i, (of.i if of is not None else noun.i) + 1))
    if draft is not None:
        draft.cue = VIEW
    return draft


def _as_told(verb: Token) -> bool:
    """Whether an adjunct clause tells who said the sentence: "As the minister noted, the plant is closed"."""
    cue = verb_of(verb)
    if cue is None or not cue.speech or "clause" not in cue.frames or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return False
    if any(c.dep_ in {"dobj", "ccomp", "xcomp", "prt", "neg"} for c in verb.children):
        return False
    return verb.left_edge.lower_ == "as" and verb.left_edge.dep_ in {"mark", "advmod"} and verb.left_edge.head == verb


def _as_quoted(passage: Passage, verb: Token) -> Draft | None:
    """Words such as "as the union put it" and "as quoted by the agency" inside or behind what was said."""
    mark = next((c for c in verb.lefts if c.lower_ == "as"), None)
    if mark is None or verb.dep_ not in {"advcl", "acl"}:
        return None
    if verb.lemma_ == "put":
        head = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        end = next((c.i for c in verb.children if c.dep_ == "dobj" and c.lower_ == "it"), None)
    elif _as_told(verb):
        subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in {"i", "you"}]
        # "As the head of the department Ann Lee noted": the last one names who
        head, end = (subjects[-1], verb.i) if subjects else (None, None)
    else:
        head, end = agent(verb), next((c.i for c in verb.children if c.dep_ == "agent"), None)
    if head is None or end is None:
        return None
    cue = (verb.i, end + 1)
    return _set_off(passage, verb, head, cue)


def _set_off(passage: Passage, phrase_root: Token, head: Token, cue: tuple[int, int]) -> Draft | None:
    """The attribution of the clause around a phrase that commas set off."""
    doc = passage.doc
    own = tree(phrase_root)
    low, (start, end) = min(own), sentence(phrase_root)
    before = doc[low - 1].text if low > start else ""
    if low > start and before != "," and passage.held[low - 1] is None:
        return None
    clause = _clause_of(phrase_root)
    tokens = {i for i in range(start, end) if i not in own} if phrase_root.head == clause else tree(clause) - own
    tokens = _same_part(passage, phrase_root, {i for i in tokens if passage.held[i] is None or i not in own})
    while tokens and doc[max(tokens)].is_punct and passage.held[max(tokens)] is None:
        tokens.remove(max(tokens))
    spans = to_spans(passage, tokens)
    if not spans:
        return None
    return Draft(
        passage, ACCORDING, passage.paragraph.span(doc[slice(*cue)]), phrase_root, spans, phrase(passage, head)
    )


def _can_speak(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if noun.ent_type_ in {"ORG", "PERSON", "GPE"} or title_of(lemma) is not None:
        return True
    return lemma in unnamed() or any(lemma in bodies(kind) for kind in ("body", "paper", "information"))


def _noun(passage: Passage, noun: Token, cue: Cue) -> Draft | None:
    """A reporting noun with a clause, infinitive or "of" phrase, and somebody whose it is."""
    doc = passage.doc
    if passage.held[noun.i] is not None and passage.held[noun.i] in passage.set_off and noun.dep_ == "ROOT":
        return None
    content: Token | None = None
    extra: Token | None = None
    for child in noun.rights:
        if (
            child.dep_ in {"acl", "relcl", "ccomp"}
            and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        ) or (child.dep_ in {"acl", "xcomp"} and any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)):
            content = child
        elif child.dep_ == "prep" and child.lower_ in _NOUN_PREPS.get(cue.word, set()):
            content, extra = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None), child
        if content is not None:
            break
    if content is None:
        return None
    tokens = tree(content)
    head, mine = _owner(noun, content)
    if head is None and not (_unowned(noun) and any(c.dep_ in SUBJECTS for c in content.children)):
        return None
    if head is not None and passage.held[head.i] is not passage.held[noun.i]:
        return None
    source = phrase(passage, head, noun.i) if head is not None else None
    if source is not None:
        tokens -= set(range(source.start, source.end))
    spans = to_spans(passage, {i for i in tokens if i > noun.i})
    if not spans:
        return None
    start = noun.i
    if mine is not None and mine.i not in passage.used and 0 < noun.i - mine.i <= 5:
        start = mine.i
    while start > 0 and doc[start - 1].head == noun and doc[start - 1].dep_ in {"amod", "compound"} and start == noun.i:
        start -= 1
        break
    end = noun.i + 1
    if extra is not None and extra.i == end:
        end += 1
    return Draft(passage, cue, passage.paragraph.span(doc[min(start, noun.i) : end]), noun, spans, source)


_AMID = frozenset({"amid", "amidst", "despite", "on", "over", "with", "after", "following"})


def _unowned(noun: Token) -> bool:
    """Whether a noun with a clause tells of words or thoughts that the page lays to nobody: "There are fears that",
    "Amid claims that", "Rumours that ... swept the capital".
    """
    head = noun.head
    if noun.dep_ == "attr" and any(c.lower_ == "there" and c.dep_ == "expl" for c in head.children):
        return True
    if noun.dep_ == "pobj" and head.lower_ in _AMID:
        return True
    return noun.dep_ in {"nsubj", "nsubjpass"} and not any(c.dep_ == "det" for c in noun.children)


def _owner(noun: Token, content: Token) -> tuple[Token | None, Token | None]:
    """Whose word it is: possessor, "by"/"from"/"of", or the subject of a light verb; and that verb."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child, None
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"by", "from"} and child.i < content.i:
            return next((c for c in child.children if c.dep_ == "pobj"), None), None
        if child.dep_ == "prep" and child.lower_ == "of" and child.i < content.i and content.dep_ != "pobj":
            return next((c for c in child.children if c.dep_ == "pobj"), None), None
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in ISSUING:
        return subject_of(verb), verb
    if noun.dep_ == "nsubjpass" and verb.lemma_ in ISSUING:
        return agent(verb), None
    return None, None

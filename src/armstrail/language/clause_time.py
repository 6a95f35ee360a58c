"""When a predicate's deed took place: the time expressions that its own clause attaches to it.

"North Korea has sent 7,000 containers since last year, South Korea said on Friday": "sent" has since-last-year, "said" has
Friday. A time belongs to the verb or noun it depends on, through prepositions; one that hangs on a plain noun of the
clause belongs to the verb; one that hangs on an occasion ("the summit in June", "last week's summit") stays with it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

from spacy.tokens import Doc, Token

from armstrail.language.analysis import Analysis, Paragraph
from armstrail.language.parties import collective
from armstrail.language.since import ClauseTime, since_clause, times_within
from armstrail.language.timex_calendar import Grain, shift_day
from armstrail.language.timex_tense import AHEAD, BEHIND, verb_direction
from armstrail.language.timex_words import words
from armstrail.language.told_times import label_time, offset_time
from armstrail.records import TimeExpression, TimeType, When

__all__ = ["ClauseTime", "clause_times", "times_of", "when_of"]


_BEFORE = re.compile(
    r"(?i)\b(?P<p>ever since|since|from|between|until|till|up to|through|no later than|by|before|prior to|ahead of|after|"
    r"following|as early as|starting (?:in|on|from)|starting|beginning (?:in|on|from)|beginning|as of|effective)"
    r"(?: (?:about|around|at least|the|a|roughly))?\s*$"
)
_RANGE = re.compile(
    r"\s*(?:-|–|—|to|through|thru|until|till|up to|into|end(?:ed|ing)(?: in| on)?)(?: (?:about|at least|the))?\s*"
)
_AND = re.compile(r"\s*,?\s*(?:and|or)\s*")
_LISTED = re.compile(r"\s*(?:,|,?\s*(?:and|as well as|or))(?: (?:on|in|again(?: on| in)?))?\s*")
_ONWARD = re.compile(r"\ (?:to\ date|to\ the\ present|(?:up\ )?(?:to|until)\ (?:now|today))\b")
_INSIDE = {"poss", "compound", "amod", "nummod", "nmod", "det", "quantmod"}
_CLAUSES = {"VERB", "AUX"}


def when_of(analysis: Analysis, paragraph: Paragraph, token: Token) -> When | None:
    """The days of the deed that a predicate (verb or noun) of a paragraph names, None where its clause gives none.

    "since August last year" runs to the day of publication; "from December 2023 to February 2024" is the whole
    stretch; several dates of one predicate ("on Jan. 2 and Jan. 6") give the stretch that holds them: ask
    `clause_times` for each.
    """
    found = clause_times(analysis, paragraph, token)
    if not found:
        return None
    if _coordinate(paragraph, found):
        return When(start=min(one.when.start for one in found), end=max(one.when.end for one in found))
    return min(found, key=lambda one: ((one.when.end - one.when.start).days, one.expressions[0].start)).when


def times_of(analysis: Analysis, paragraph: Paragraph, token: Token) -> tuple[TimeExpression, ...]:
    """The time expressions that govern a predicate, in order, those without days ("for years", "recently") too.

    Where its own clause gives none, those of the predicate that it shares a time with: its light verb ("held a summit
    on Monday"), a joined verb without a subject of its own, the occasion at which it was done ("said in an interview on
    Sunday").
    """
    owned = [(time, _owners(paragraph.doc, *_local(paragraph, time))) for time in times_within(analysis, paragraph)]
    own = tuple(time for time, owners in owned if token in owners)
    if not own and token.dep_ == "relcl" and any(child.lower_ == "when" for child in token.children):
        named = token.head.idx + paragraph.start
        own = tuple(time for time, _ in owned if time.start <= named < time.end)
    if own:
        return own
    lent = _lenders(token)
    shared = tuple(
        time
        for time, owners in owned
        if any(owner in owners and time.start - paragraph.start in place for owner, place in lent)
    )
    if shared or token.pos_ != "VERB":
        return shared
    strayed = tuple(time for time, owners in owned if _strayed(paragraph, time, owners, token))
    label = label_time(analysis, paragraph, token) if not strayed else None
    return (label,) if label is not None else strayed


def _strayed(paragraph: Paragraph, time: TimeExpression, owners: tuple[Token, ...], token: Token) -> bool:
    """Whether a time that the parse hangs on "is" or "said" far before belongs to the verb that stands nearest before it:
    "is the only state known to have bought guns there, in 2019".
    """
    first = time.start - paragraph.start
    verbs = [owner for owner in owners if owner.pos_ in _CLAUSES]
    vague = [verb for verb in verbs if verb.i < token.i and (verb.lemma_ == "be" or verb.lemma_ in words("reporting"))]
    if not verbs or len(vague) < len(verbs) or not token.idx < first:
        return False
    between = (other for other in token.doc[token.i + 1 : token.sent.end] if other.idx < first)
    return token.sent == owners[0].sent and not any(other.pos_ in _CLAUSES for other in between)


def clause_times(analysis: Analysis, paragraph: Paragraph, token: Token) -> tuple[ClauseTime, ...]:
    """Each time of a predicate's deed, in order: a range is one, each date of a list is one; failing those the day that
    another deed's gives ("a day after the rebels struck").
    """
    found = _own_times(analysis, paragraph, token)
    if not found:
        told = offset_time(analysis, paragraph, token, _own_times)
        found = (told,) if told is not None else ()
    return found


def _own_times(analysis: Analysis, paragraph: Paragraph, token: Token) -> tuple[ClauseTime, ...]:
    since = since_clause(analysis, paragraph, token, clause_times)
    if since is not None:
        return (since,)
    times = times_of(analysis, paragraph, token)
    found: list[ClauseTime] = []
    side = verb_direction(token) if token.pos_ in _CLAUSES else None
    index = 0
    every = times_within(analysis, paragraph)
    while index < len(times):
        first = times[index]
        last = _range_end(paragraph, first, every)
        index += 1
        if last is not None and first.date is not None and last.date is not None and first.date.start <= last.date.end:
            found.append(ClauseTime(When(start=first.date.start, end=last.date.end), (first, last)))
            while index < len(times) and times[index].start <= last.start:
                index += 1
            continue
        when = _bounded(analysis, paragraph, first, side) or _so_far(analysis, paragraph, first, token)
        if when is not None:
            found.append(ClauseTime(when, (first,)))
    return tuple(found)


def _range_end(paragraph: Paragraph, first: TimeExpression, times: list[TimeExpression]) -> TimeExpression | None:
    """The other end of a range that begins with `first`: "from X to Y", "between X and Y", "X-Y"."""
    text = paragraph.doc.text
    following = next((time for time in times if time.start >= first.end), None)
    if following is None:
        return None
    between = text[first.end - paragraph.start : following.start - paragraph.start]
    if _RANGE.fullmatch(between):
        return following
    before = _BEFORE.search(text, 0, first.start - paragraph.start)
    if before and before["p"].lower() == "between" and _AND.fullmatch(between):
        return following
    return None


def _bounded(analysis: Analysis, paragraph: Paragraph, time: TimeExpression, side: int | None) -> When | None:
    """The days of one expression with its preposition ("since", "by", "until", "after"), cut off at publication for a
    deed that is told as past, and before it for one that lies ahead.
    """
    days = time.date
    if days is None or time.type is TimeType.SET or time.value == "PRESENT_REF":
        return None
    match = _BEFORE.search(paragraph.doc.text, 0, time.start - paragraph.start)
    preposition = match["p"].lower() if match else ""
    published = analysis.page.published
    if _ONWARD.match(paragraph.doc.text, time.end - paragraph.start):
        preposition = "since"
    if preposition in ("ever since", "since", "from", "as early as") or preposition.startswith(
        ("starting", "beginning")
    ):
        if published is None:
            return days if preposition == "from" else None
        return When(start=days.start, end=max(published.end, days.end))
    if preposition in ("until", "till", "up to", "through", "by", "no later than", "before", "prior to", "ahead of"):
        strict = preposition in ("before", "prior to", "ahead of")
        end = days.start - timedelta(1) if strict else days.end
        if side == AHEAD or (published is not None and days.start > published.end):
            return When(start=published.start, end=end) if published is not None and published.start <= end else None
        return days if preposition in ("by", "no later than") else None
    if preposition in ("after", "following"):
        if published is not None and side != AHEAD and days.end < published.end:
            return When(start=days.end, end=published.end)
        return None
    if published is None or not days.start <= published.end <= days.end:
        return days
    if side == BEHIND:
        return When(start=days.start, end=published.end)
    return When(start=max(days.start, published.start), end=days.end) if side == AHEAD else days


_LENGTH = re.compile(r"P(\d+)(D|W|M|Y)")
_GRAINS = {"D": Grain.DAY, "W": Grain.WEEK, "M": Grain.MONTH, "Y": Grain.YEAR}


def _so_far(analysis: Analysis, paragraph: Paragraph, time: TimeExpression, token: Token) -> When | None:
    """The days of what "has been going on for three years": that stretch up to the day of publication."""
    published = analysis.page.published
    length = _LENGTH.fullmatch(time.value)
    if time.type is not TimeType.DURATION or time.date is not None or published is None or length is None:
        return None
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    before = paragraph.doc.text[: time.start - paragraph.start].split()[-1:]
    if before != ["for"] or not helpers & {"has", "have", "'ve", "’ve"}:
        return None
    start = shift_day(published.start, -int(length[1]), _GRAINS[length[2]])
    return When(start=start, end=published.end) if start is not None else None


def _coordinate(paragraph: Paragraph, found: tuple[ClauseTime, ...]) -> bool:
    """Whether several times stand in one list."""
    text = paragraph.doc.text
    ends = [(one.expressions[0].start, one.expressions[-1].end) for one in found]
    ordered = all(
        left.when.start <= right.when.start and not _within(right.when, left.when) for left, right in pairwise(found)
    )
    return (
        len(found) > 1
        and ordered
        and all(
            _LISTED.fullmatch(text[left[1] - paragraph.start : right[0] - paragraph.start])
            for left, right in pairwise(ends)
        )
    )


def _within(inner: When, outer: When) -> bool:
    """Whether some days lie in a longer stretch: "next week, on Tuesday" is one day, no list."""
    return inner != outer and outer.start <= inner.start and inner.end <= outer.end


# ---------------------------------------------------------------- which predicate a time belongs to
def _local(paragraph: Paragraph, time: TimeExpression) -> tuple[int, int]:
    return time.start - paragraph.start, time.end - paragraph.start


def _owners(doc: Doc, start: int, end: int) -> tuple[Token, ...]:
    """The tokens that a time at characters `start` to `end` belongs to: a noun it hangs on, and the verb of its clause."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return ()
    inside = {token.i for token in span}
    reporter = _just_after_reporting(span[0])
    if reporter is not None and span.root.dep_ not in _INSIDE:
        return (reporter,)
    token = span.root
    relation = token.dep_
    while token.head.i != token.i and (
        token.head.i in inside or token.head.pos_ in ("ADP", "SCONJ", "ADV") or _is_time(token.head)
    ):
        token = token.head
        relation = token.dep_
    head = token.head
    if head.i == token.i or token.pos_ in _CLAUSES:
        return (_content(token),)
    if head.pos_ in _CLAUSES:
        return (_of_complement(_content(head), span[0]),)
    verb = _verb_above(head)
    if relation in _INSIDE and not (_is_astray(span[0], head) and verb is not None):
        return (head,)
    if head.lemma_.lower() in words("occasion"):
        dated = any(
            child.dep_ in _INSIDE and child.ent_type_ == "DATE" and child.i not in inside for child in head.children
        )
        return (verb,) if dated and verb is not None else (head,)
    return (head, verb) if verb is not None else (head,)


def _is_astray(first: Token, noun: Token) -> bool:
    """Whether the parser takes a time that opens a sentence for part of the subject's name: "Overnight Oman shelled"."""
    people = noun.pos_ == "PROPN" or collective(noun) is not None
    return bool(first.is_sent_start) and first.lower_ == "overnight" and people


def _is_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") and token.pos_ in ("NOUN", "PROPN", "NUM")


def _content(verb: Token) -> Token:
    """The verb that an auxiliary helps."""
    return verb.head if verb.dep_ in ("aux", "auxpass") and verb.head.pos_ in _CLAUSES else verb


def _verb_above(token: Token) -> Token | None:
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in _CLAUSES:
            return _content(token)
    return None


def _of_complement(verb: Token, first: Token) -> Token:
    """A time that opens "On Monday, Russia fired missiles, Kyiv said" belongs to the complement, whatever the parse says."""
    if verb.lemma_ in words("reporting"):
        for child in verb.children:
            if child.dep_ == "ccomp" and first.i < child.i < verb.i:
                return child
    return verb


def _just_after_reporting(first: Token) -> Token | None:
    """The reporting verb that stands right before a time: "said Friday", "said on Friday", "told reporters on Friday"."""
    index = first.i - 1
    if index >= 0 and first.doc[index].text.lower() in ("on", "in", "early", "late"):
        index -= 1
    for _ in range(3):
        if index < first.sent.start:
            return None
        token = first.doc[index]
        if token.pos_ == "VERB" and token.lemma_ in words("reporting"):
            return token
        if token.pos_ not in ("NOUN", "PRON", "DET") or token.text.lower() == "that":
            return None
        if token.dep_ not in ("dobj", "dative", "det", "nsubj"):
            return None
        index -= 1
    return None


_EVERYWHERE = range(10**9)


def _lenders(token: Token) -> list[tuple[Token, range]]:
    """Predicates whose time is also this one's, each with where in the paragraph the time may stand."""
    if token.pos_ in ("NOUN", "PROPN"):
        verb = _verb_above(token) if token.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj", "attr") else None
        light = verb is not None and (verb.lemma_ in words("light") or verb.lemma_ == "be")
        # "on Friday a strike killed ten": what a deed works is of its day
        worked = verb is not None and token.dep_ == "nsubj" and verb.lemma_ in words("effect")
        # "the summit scheduled for Friday", "his visit, which was planned for May"
        behind = [inner for prep in token.children if prep.dep_ == "prep" for inner in prep.children]
        meant = [
            c
            for noun in (token, *behind)
            for c in noun.children
            if c.dep_ in ("acl", "relcl") and c.lower_ in words("planned")
        ]
        return [(one, _EVERYWHERE) for one in meant] or (
            [(verb, _EVERYWHERE)] if verb is not None and (light or worked) else []
        )
    lenders: list[tuple[Token, range]] = []
    head = token.head
    if token.dep_ == "relcl" and any(child.lower_ == "where" for child in token.children):
        bearer = _verb_above(token)  # "visited Oran on Monday, where he agreed to buy them"
        if bearer is not None:
            lenders.append((bearer, range(head.idx + len(head))))
    during = {child.lower_ for child in token.children if child.dep_ in ("advmod", "mark")} & {"when", "as", "while"}
    if token.dep_ == "advcl" and during and ("when" in during or head.lemma_ not in words("reporting")):
        lenders.append((head, _EVERYWHERE))  # "ordered in October, when the minister visited"
    if token.dep_ in ("acl", "advcl") and token.tag_ == "VBG" and token.lemma_ in words("carrying"):
        bearer = head if head.pos_ in _CLAUSES else _verb_above(head)  # "seized a truck carrying rifles on Monday"
        if bearer is not None and bearer.lemma_ not in words("reporting"):
            lenders.append((bearer, _EVERYWHERE))
    if token.dep_ in ("xcomp", "prep", "pcomp") and head.lemma_ in words("aspect"):
        lenders.append((head, _EVERYWHERE))
    if token.dep_ == "conj" and head.pos_ in _CLAUSES and not _has_subject(token):
        lenders.append((head, range(head.idx)))
    for child in token.children:
        joined = child.dep_ == "conj" and child.pos_ in _CLAUSES and not _has_subject(child)
        if joined and child.lemma_ not in words("reporting"):
            lenders.append((child, range(child.idx, 10**9)))
        upon = child.lower_ in ("after", "following") and token.lemma_ in {*words("reporting"), *words("light")}
        if child.dep_ == "prep" and (upon or child.lower_ in ("in", "at", "during", "on")):
            lenders.extend((noun, _EVERYWHERE) for noun in child.children if noun.lemma_.lower() in words("occasion"))
    return lenders


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for child in verb.children)

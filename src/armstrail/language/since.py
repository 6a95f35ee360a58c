"""Times that run from a deed to the day of publication: "since the coup", "since the accord was signed in May", "since then"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from spacy.tokens import Token

from armstrail.language.analysis import Analysis, Paragraph
from armstrail.language.eras import era_of, year_of_era
from armstrail.records import TimeExpression, TimeType, When

__all__ = ["ClauseTime", "since_clause", "times_within"]


class ClauseTime(NamedTuple):
    """A time as a clause gives it: its days with the preposition counted in, and the expressions that carry it."""

    when: When
    expressions: tuple[TimeExpression, ...]


Timing = Callable[[Analysis, Paragraph, Token], tuple[ClauseTime, ...]]

_NOUNS = frozenset({"NOUN", "PROPN", "NUM", "SYM", "ADP", "ADJ"})


def since_clause(analysis: Analysis, paragraph: Paragraph, token: Token, timing: Timing) -> ClauseTime | None:
    """Reads "since the coup of February 2021", "since the invasion began in February 2022" and "since then" with a
    predicate: from that deed to the day of publication. `timing` gives the times of the deed's own verb.
    """
    published = analysis.page.published
    for child in _adjuncts(token):
        if child.dep_ == "prep" and child.lower_ == "since" and published is not None:
            found = _since_noun(analysis, paragraph, child, published)
            if found is not None:
                return found
        marked = any(mark.lower_ == "since" and mark.dep_ == "mark" for mark in child.children)
        if child.dep_ == "advcl" and marked and published is not None:
            found = _since_verb(analysis, paragraph, child, published, timing)
            if found is not None:
                return found
        if child.dep_ == "prep" and child.lower_ in {"in", "during", "over"}:
            for noun in child.children:
                year = year_of_era(analysis, noun)
                if year is not None:
                    return _named(paragraph, noun, year)
    return None


def _adjuncts(token: Token) -> Iterator[Token]:
    """What hangs on a predicate, and what the parse hangs on the nouns behind a verb ("arms worth 23 million since the war began")."""
    yield from token.children
    if token.pos_ not in {"VERB", "AUX"}:
        return
    waiting = [child for child in token.rights if child.pos_ in _NOUNS]
    while waiting:
        noun = waiting.pop(0)
        for child in noun.rights:
            if child.dep_ == "advcl" or (child.dep_ == "prep" and child.lower_ == "since"):
                yield child
            elif child.pos_ in _NOUNS and child.dep_ not in {"relcl", "acl", "appos"}:
                waiting.append(child)


def _since_noun(analysis: Analysis, paragraph: Paragraph, since: Token, published: When) -> ClauseTime | None:
    inside = {inner.idx for inner in since.subtree}
    for time in times_within(analysis, paragraph):
        if time.start - paragraph.start in inside and time.date is not None and time.date.start <= published.end:
            return ClauseTime(When(start=time.date.start, end=published.end), (time,))
    for noun in since.children:
        if noun.lower_ == "then":
            last = _spoken_of(analysis, paragraph, since)
            if last is not None and last.date is not None and last.date.start <= published.end:
                return ClauseTime(When(start=last.date.start, end=published.end), (last,))
        era = era_of(analysis, noun) if noun.dep_ == "pobj" else None
        if era is not None:
            return _named(paragraph, noun, When(start=era.start, end=published.end))
    return None


def _since_verb(
    analysis: Analysis, paragraph: Paragraph, verb: Token, published: When, timing: Timing
) -> ClauseTime | None:
    for began in timing(analysis, paragraph, verb):
        if began.when.start <= published.end:
            return ClauseTime(When(start=began.when.start, end=published.end), began.expressions)
    if verb.lemma_ in {"begin", "start", "erupt", "invade"}:
        for noun in verb.children:
            era = era_of(analysis, noun) if noun.dep_ == "nsubj" else None
            if era is not None:
                return _named(paragraph, noun, When(start=era.start, end=published.end))
    return None


def _spoken_of(analysis: Analysis, paragraph: Paragraph, since: Token) -> TimeExpression | None:
    """The date that the sentence before, or the same one, last named: what "then" points to."""
    place = paragraph.start + since.idx
    sentence = since.sent
    first = sentence.doc[sentence.start - 1].sent.start_char if sentence.start else 0
    before = [
        time
        for time in times_within(analysis, paragraph)
        if paragraph.start + first <= time.start
        and time.end <= place
        and time.type is TimeType.DATE
        and time.date is not None
        and not time.value.endswith("_REF")
    ]
    return before[-1] if before else None


def _named(paragraph: Paragraph, noun: Token, when: When) -> ClauseTime:
    """A time that the name of a war or coup gives: the noun is its expression."""
    start, end = paragraph.span(noun)
    value = f"{when.start.isoformat()}/{when.end.isoformat()}"
    return ClauseTime(when, (TimeExpression(start=start, end=end, type=TimeType.DATE, value=value, date=when),))


def times_within(analysis: Analysis, paragraph: Paragraph) -> list[TimeExpression]:
    """The time expressions of a paragraph, in order."""
    first = bisect_left(analysis.times, paragraph.start, key=_start)
    return list(analysis.times[first : bisect_left(analysis.times, paragraph.end, lo=first, key=_start)])


def _start(time: TimeExpression) -> int:
    return time.start

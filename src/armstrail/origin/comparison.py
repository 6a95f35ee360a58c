"""Two texts side by side: the verdict, which came first, and the passages of both as spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from armstrail.origin.fingerprint import Print, print_of
from armstrail.origin.judgement import Judgement, WordSpan
from armstrail.origin.publishers import independent
from armstrail.origin.text import Text
from armstrail.origin.tokens import offsets
from armstrail.origin.verdict import judge
from armstrail.records import Relation, Span

Passage = tuple[Span, Span]
"""The same words in both texts: `(start, end)` in the first and in the second, in code points of each text as given."""


_WHOLE = 0.9
"""Share of a text's narration from which an excerpt is that text, whole."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How two texts hang together.

    `joins` is True where they are one origin, False where one page merely carries an excerpt of the other. `first` is
    the id of the text that the other comes from. `score` (0 to 1) is the share of the smaller text's own words that
    stand in the other; `confidence` (0 to 1) is lower where signals that would decide are missing, and `signals` say in
    words what speaks for the verdict and what is unknown.
    """

    a: str
    b: str
    relation: Relation
    joins: bool
    first: str
    score: float
    confidence: float
    passages: tuple[Passage, ...]
    signals: tuple[str, ...]


def compare(a: Text, b: Text) -> Verdict | None:
    """The verdict on two texts alone, None where nothing shows that one comes from the other.

    What a site prints on all its pages cannot be told from two texts; give many pages to an `OriginIndex` for that.
    """
    one, other = print_of(a), print_of(b)
    judgement = judge(one, other)
    return None if judgement is None else verdict_of(a, b, one, other, judgement)


def verdict_of(a: Text, b: Text, one: Print, other: Print, judgement: Judgement) -> Verdict:
    """A judgement on the prints `one` and `other` of two texts, with its passages as spans of the texts."""
    first, why = direction(one, other, judgement)
    signals = (*judgement.signals, *why, *_credits(one, other))
    unknown = sum(signal.startswith("unknown:") for signal in signals)
    confidence = min(1.0, 0.5 + judgement.score / 2) - 0.05 * unknown
    return Verdict(
        a=a.id,
        b=b.id,
        relation=judgement.relation,
        joins=judgement.joins,
        first=first,
        score=judgement.score,
        confidence=round(max(confidence, 0.0), 4),
        passages=passages(a, b, judgement.passages),
        signals=signals,
    )


def passages(a: Text, b: Text, found: tuple[tuple[WordSpan, WordSpan], ...]) -> tuple[Passage, ...]:
    """Aligned words as spans of both texts, in the order of the first."""
    at_a, at_b = offsets(a.text, a.paragraphs), offsets(b.text, b.paragraphs)
    return tuple(
        sorted(
            ((at_a[from_a][0], at_a[to_a - 1][1]), (at_b[from_b][0], at_b[to_b - 1][1]))
            for (from_a, to_a), (from_b, to_b) in found
        )
    )


def direction(one: Print, other: Print, judgement: Judgement) -> tuple[str, tuple[str, ...]]:
    """The id of the text that came first, and why, in words.

    The date decides where both are known and differ; else the text that lacks less of the other's, which is the fuller
    one, or of an excerpt the text that stands in the other whole; else the one that bears an agency's credit; else, between equals, the lower id, and the signals say that it is unknown.
    """
    if one.date is not None and other.date is not None and one.date != other.date:
        first = one if one.date < other.date else other
        return first.id, (f"{first.id} is dated {first.date}, the other {max(one.date, other.date)}",)
    missing = "unknown: no date tells which came first" if None in (one.date, other.date) else "both bear one date"
    alike = judgement.relation is Relation.TRANSLATION  # one language needs more words than another
    if judgement.joins and not alike and abs(judgement.share_a - judgement.share_b) > 0.03:
        first = one if judgement.share_a < judgement.share_b else other
        return first.id, (missing, f"{first.id} has all that the other has, and more")
    if not judgement.joins and max(judgement.share_a, judgement.share_b) >= _WHOLE > min(
        judgement.share_a, judgement.share_b
    ):
        first = one if judgement.share_a > judgement.share_b else other
        return first.id, (missing, f"{first.id} stands in the other whole")
    if (one.agency is None) != (other.agency is None):
        first = one if one.agency is not None else other
        return first.id, (missing, f"{first.id} still bears the agency's credit")
    return min(one.id, other.id), (missing, "unknown: neither text lacks what the other has")


def why_first(first: Print, others: Sequence[Print]) -> str:
    """Why of the pages of an origin this one stands first, in words: by its day, else by its fullness, else by its id."""
    if not others:
        return "it is the only page"
    same = [other for other in others if other.date == first.date]
    if first.date is None:
        day = "no page is dated"
    elif not same:
        days = [other.date for other in others if other.date is not None]
        return f"the next is dated {min(days)}" if days else "no other page is dated"
    else:
        day = f"{len(same)} more {'is' if len(same) == 1 else 'are'} of that day"
    if all(len(other.words) < len(first.words) for other in same):
        return f"{day}, and its text is the fullest"
    return f"{day}, and which text was the first is unknown: it has the first id of the fullest"


def _credits(one: Print, other: Print) -> tuple[str, ...]:
    signals = []
    if one.agency is not None and one.agency == other.agency:
        signals.append(f"both are credited to {one.agency}")
    if one.family is None or other.family is None:
        signals.append("unknown: a publisher is not named, so the pages cannot corroborate each other")
    elif not independent(one.family, other.family):
        signals.append(f"both are published by {one.family}")
    return tuple(signals)

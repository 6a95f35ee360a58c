"""The verdict on two texts: do they share an origin, how does one come from the other, and on what words it rests.

What counts is narration: words inside quotation marks are a shared source (two reporters quote one minister), and words
that a site prints on every page are its furniture. Of the narration it counts which share of each text stands in the other,
in how many places, and whether the figures agree where the sentences do: a daily report fills one template with new figures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import numpy as np

from armstrail.knowledge import table, values
from armstrail.origin.align import SPAN, Stretch, reach, shared_runs, stretches, whole_sentences
from armstrail.origin.fingerprint import Print
from armstrail.origin.furniture import Mask
from armstrail.origin.judgement import Judgement, WordSpan
from armstrail.origin.rewording import reworded, worth_aligning
from armstrail.origin.tokens import NAME, NUMBER, QUOTED, SENTENCE, Positions, Words, fold, word_hash
from armstrail.records import Relation

_NEEDED = (0.6, 0.55, 0.3)
"""Share of the smaller text's narration that, standing in the other, makes them one origin: where it stands in one
place, in two, in three or more. A lone block may be a press statement that both give."""
_NEEDED_AT_HOME = 0.7
"""The same, wherever it stands, for two pages of one house, which repeats its own background from day to day, unless
words were replaced."""
_NEEDED_OF_ALL, _ISLANDS = 0.6, 3
"""The same of all words, quoted or not, for pages where little but quotations stands."""
_MIN_JOIN = 25
"""Shared words of narration under which no two texts are joined, however short they are,"""
_QUOTES_TOO = 0.8
_MIN_WHOLE, _NEEDED_WHOLE = 12, 0.8
"""unless nearly all of the smaller text, quotations too, stands in the other."""
_EXCERPT = ((35, 12), (60, 5))
"""Shared words of one passage, and how many of them must be narration, that make it an excerpt: two reporters at one
press conference share the quotations, but not the words between them."""
_PASSAGE_GAP = 15
_TEMPLATE_CONFLICTS, _TEMPLATE_SHARE = 3, 0.4
"""Figures that differ in the same place of the same sentence, and their share of all compared, that betray a template."""
_SPUN_DENSITY = 0.87
"""Share of equal words inside the stretches under which words were replaced rather than the text edited."""
_SPUN_STRETCH = 12
_SPUN_PLACES, _SPUN_DENSITY_OF_ALL = 3, 0.94
"""The same for all stretches of two texts together, where so many follow each other in one order and half of them differ."""
_CUE_REACH = 14
_ESSAY = 3
_WHOLE, _NEARLY_WHOLE, _MOST = 0.95, 0.9, 0.75
_HOST = 40
"""Words of its own that a page must have before and after a text, and no fewer than that in all, to be its host."""


@dataclass(slots=True)
class _Tally:
    """What two texts share, counted."""

    stretches: tuple[Stretch, ...]
    alive_a: Mask
    alive_b: Mask
    narration_a: Mask
    narration_b: Mask
    covered_a: Mask
    covered_b: Mask
    equal: int = 0
    length: int = 0
    same_figures: int = 0
    other_figures: int = 0
    passages: list[tuple[Stretch, ...]] = field(default_factory=list)


def judge(
    a: Print, b: Print, dead_a: Mask | None = None, dead_b: Mask | None = None, *, kin: bool = False
) -> Judgement | None:
    """The verdict on two prints; None where nothing shows that one comes from the other.

    `dead_a` and `dead_b` mark the words that are furniture of the site or background that many pages share. With `kin`
    the two are known to share an origin through others, and only how they hang together is asked.
    """
    dead_a = np.zeros(len(a.words), np.bool_) if dead_a is None else dead_a
    dead_b = np.zeros(len(b.words), np.bool_) if dead_b is None else dead_b
    dots = shared_runs(a, b)
    if not kin and _too_little(dots, a, b, dead_a, dead_b):
        return None
    tally = _tally(a, b, dead_a, dead_b, dots)
    if tally is None:
        found = reworded(a, b, dead_a, dead_b)
        if found is None and kin:
            return Judgement(Relation.EDITED, True, 0.0, (), ("both match a third page",), 0.0, 0.0)
        return found
    narration = (int(tally.narration_a.sum()), int(tally.narration_b.sum()))
    covered = (int((tally.covered_a & tally.narration_a).sum()), int((tally.covered_b & tally.narration_b).sum()))
    share_a, share_b = (c / max(n, 1) for c, n in zip(covered, narration, strict=True))
    share = max(share_a if narration[0] <= narration[1] else share_b, min(share_a, share_b))
    compared = tally.same_figures + tally.other_figures
    template = tally.other_figures >= _TEMPLATE_CONFLICTS and tally.other_figures >= _TEMPLATE_SHARE * compared
    if not kin and not (_joins(a, b, tally, narration=narration, covered=covered, share=share) and not template):
        return (
            None
            if template
            else _reworded_or_excerpt(a, b, tally, dead_a=dead_a, dead_b=dead_b, shares=(share_a, share_b))
        )
    passages = tuple(_ends(passage) for passage in tally.passages)
    if not kin and _hosts(a, b, tally, share_a, share_b):
        carried = ("one page carries the other whole between texts of its own",)
        return Judgement(Relation.EXCERPT, False, round(share, 4), passages, carried, share_a, share_b)
    relation, words = _relation(a, b, tally, share_a, share_b)
    return Judgement(relation, True, round(share, 4), passages, tuple(words), share_a, share_b)


def _too_little(dots: tuple[Positions, Positions], a: Print, b: Print, dead_a: Mask, dead_b: Mask) -> bool:
    """Whether no verdict can follow from so few shared runs, which spares the alignment: a bound, no judgement."""
    if reach(dots, 3, _PASSAGE_GAP + 3) >= min(words for words, _ in _EXCERPT):
        return False
    narration = min(int((~dead & ((page.flags & QUOTED) == 0)).sum()) for page, dead in ((a, dead_a), (b, dead_b)))
    return reach(dots, SPAN) < min(_NEEDED) * narration and not worth_aligning(a, b)


def _joins(
    a: Print, b: Print, tally: _Tally, *, narration: tuple[int, int], covered: tuple[int, int], share: float
) -> bool:
    """Whether what two texts share makes them one origin."""
    by_a = narration[0] <= narration[1]
    islands = _islands(tally, by_a)
    # A digest closes the gaps that it leaves: what is one block here stands in several places there.
    places = 2 if islands == 1 and _islands(tally, not by_a) > 1 else islands
    needed = _NEEDED[min(places, len(_NEEDED)) - 1] if places else 1.0
    at_home = a.family is not None and a.family == b.family
    if at_home and tally.equal >= _SPUN_DENSITY * tally.length:
        needed = max(needed, _NEEDED_AT_HOME)
    whole_a = int(tally.covered_a.sum()) / max(int(tally.alive_a.sum()), 1)
    whole_b = int(tally.covered_b.sum()) / max(int(tally.alive_b.sum()), 1)
    # A copy takes the quotations along: where only the little that is told agrees, the texts are two.
    if min(covered) >= _MIN_JOIN and min(share, max(whole_a, whole_b) / _QUOTES_TOO) >= needed:
        return True
    if min(covered) >= _MIN_WHOLE and share >= _NEEDED_WHOLE and max(whole_a, whole_b) >= _NEEDED_WHOLE:
        return True
    # Marks may be lost in a copy of an interview; then most of the text stands in the other, quoted or not.
    of_all = max(_NEEDED_OF_ALL, _NEEDED_AT_HOME) if at_home else _NEEDED_OF_ALL
    return islands >= _ISLANDS and _share_of_all(tally, a, b) >= of_all


def _hosts(a: Print, b: Print, tally: _Tally, share_a: float, share_b: float) -> bool:
    """Whether one page carries the other, which is no younger, in one piece amid more of its own: a live page, a round-up.

    A shortened copy begins where its source begins, or is younger than it.
    """
    by_a = share_a < share_b
    host, guest = (a, b) if by_a else (b, a)
    if max(share_a, share_b) < _NEARLY_WHOLE or host.date is None or guest.date is None or guest.date > host.date:
        return False
    own, covered = (tally.narration_a, tally.covered_a) if by_a else (tally.narration_b, tally.covered_b)
    places = np.flatnonzero(covered)
    first, end = int(places[0]), int(places[-1]) + 1
    before, after = int(own[:first].sum()), int(own[end:].sum())
    within = int((own[first:end] & ~covered[first:end]).sum())
    return min(before, after) >= _HOST and within < _HOST and before + after >= int(covered.sum())


def _reworded_or_excerpt(
    a: Print, b: Print, tally: _Tally, *, dead_a: Mask, dead_b: Mask, shares: tuple[float, float]
) -> Judgement | None:
    """The verdict where too little stands word for word in both: the same in other words, an excerpt, or nothing."""
    found = reworded(a, b, dead_a, dead_b, (tally.covered_a, tally.covered_b))
    if found is not None:
        return found
    lifted = tuple(p for p in tally.passages if _is_excerpt(p, a, b) and not _is_statement(p, a, b))
    if not lifted:
        return None
    size = sum(stretch.shared for passage in lifted for stretch in passage)
    signals = (f"a passage of {size} words stands in both; the rest of each page is its own",)
    score = round(min(1.0, 0.3 + size / 300), 4)
    return Judgement(Relation.EXCERPT, False, score, tuple(map(_ends, lifted)), signals, *shares)


def _ends(passage: tuple[Stretch, ...]) -> tuple[WordSpan, WordSpan]:
    """First and end of a passage in the words of both texts."""
    return (
        (min(s.a for s in passage), max(s.a + s.length for s in passage)),
        (min(s.b for s in passage), max(s.b + s.length for s in passage)),
    )


def _share_of_all(tally: _Tally, a: Print, b: Print) -> float:
    """The share of the smaller text's words that stand in the other and are told, not quoted, on one page or on both."""
    told = np.zeros(len(a.words), np.bool_)
    for s in tally.stretches:
        quoted = (a.flags[s.a : s.a + s.length] & b.flags[s.b : s.b + s.length] & QUOTED) != 0
        told[s.a : s.a + s.length] = ~quoted
    return int(told.sum()) / max(1, min(int(tally.alive_a.sum()), int(tally.alive_b.sum())))


def _tally(a: Print, b: Print, dead_a: Mask, dead_b: Mask, dots: tuple[Positions, Positions]) -> _Tally | None:
    found = whole_sentences(stretches(dots, len(a.words), len(b.words)), a, b)
    if not found:
        return None
    alive_a, alive_b = ~dead_a, ~dead_b
    kept = tuple(s for s in found if 2 * int(alive_a[s.a : s.a + s.length].sum()) > s.length
                 and 2 * int(alive_b[s.b : s.b + s.length].sum()) > s.length)  # fmt: skip
    if not kept:
        return None
    tally = _Tally(
        stretches=kept,
        alive_a=alive_a,
        alive_b=alive_b,
        narration_a=alive_a & ((a.flags & QUOTED) == 0),
        narration_b=alive_b & ((b.flags & QUOTED) == 0),
        covered_a=np.zeros(len(a.words), np.bool_),
        covered_b=np.zeros(len(b.words), np.bool_),
    )
    words_a, words_b, flags_a, flags_b = a.words, b.words, a.flags, b.flags
    changed: list[int] = []
    for s in kept:
        in_a, in_b = slice(s.a, s.a + s.length), slice(s.b, s.b + s.length)
        tally.covered_a[in_a] = True
        tally.covered_b[in_b] = True
        same = words_a[in_a] == words_b[in_b]
        both = flags_a[in_a] & flags_b[in_b]
        figures = ((both & (NUMBER | NAME)) != 0) & alive_a[in_a] & alive_b[in_b]
        tally.same_figures += int((figures & same).sum())
        tally.other_figures += int((figures & ~same).sum())
        equal = int(same.sum())
        tally.equal += equal
        tally.length += s.length
        changed.append(s.length - equal)
    throughout = (
        len(kept) >= _SPUN_PLACES
        and tally.equal < _SPUN_DENSITY_OF_ALL * tally.length
        and 2 * sum(map(bool, changed)) >= len(kept)
        and all(one.b < other.b for one, other in pairwise(kept))
    )
    for s, replaced in zip(kept, changed, strict=True):
        if throughout or (s.length >= _SPUN_STRETCH and replaced > (1 - _SPUN_DENSITY) * s.length):
            # Nobody quotes one speaker in two wordings that differ word by word: these words were spun.
            tally.narration_a[s.a : s.a + s.length] = alive_a[s.a : s.a + s.length]
            tally.narration_b[s.b : s.b + s.length] = alive_b[s.b : s.b + s.length]
    tally.passages = _passages(kept)
    return tally


def _passages(found: tuple[Stretch, ...]) -> list[tuple[Stretch, ...]]:
    """Stretches that follow each other closely in both texts, together."""
    passages: list[list[Stretch]] = []
    for s in found:
        if passages:
            last = passages[-1][-1]
            behind = s.b - (last.b + last.length)
            if s.a - (last.a + last.length) <= _PASSAGE_GAP and 0 <= behind <= _PASSAGE_GAP:
                passages[-1].append(s)
                continue
        passages.append([s])
    return [tuple(p) for p in passages]


def _islands(tally: _Tally, by_a: bool) -> int:
    """In how many places of a text, `a` or else `b`, the shared narration stands."""
    runs = sorted(((s.a, s.a + s.length) if by_a else (s.b, s.b + s.length)) for s in tally.stretches)
    narration = tally.narration_a if by_a else tally.narration_b
    count, end = 0, -(10**9)
    for start, stop in runs:
        if int(narration[start:stop].sum()) < 5:
            continue
        if start - end > _PASSAGE_GAP:
            count += 1
        end = max(end, stop)
    return count


def _relation(a: Print, b: Print, tally: _Tally, share_a: float, share_b: float) -> tuple[Relation, list[str]]:
    """The name of the relation, and what speaks for it in words."""
    verbatim_a, verbatim_b = tally.equal / max(len(a.words), 1), tally.equal / max(len(b.words), 1)
    density = tally.equal / tally.length
    signals = [
        f"{share_a:.0%} of the narration of {a.id} and {share_b:.0%} of that of {b.id} stand in the other",
        f"{tally.equal} words in {counted(len(tally.passages), 'passage')} agree word for word",
    ]
    if tally.other_figures:
        signals.append(f"{tally.other_figures} of {tally.same_figures + tally.other_figures} figures differ in place")
    if (
        np.array_equal(a.words, b.words)
        and (a.title, a.site, a.date) == (b.title, b.site, b.date)
        and a.site is not None
    ):
        return Relation.SAME, [*signals, "headline, text, site and date are the same"]
    if density < _SPUN_DENSITY:
        return Relation.SPUN, [*signals, f"{1 - density:.0%} of the words are replaced in place"]
    whole = max(share_a, share_b), min(share_a, share_b)
    if whole[1] >= _WHOLE:
        return Relation.COPY, [*signals, "each text stands in the other whole"]
    if max(verbatim_a, verbatim_b, whole[0]) >= _NEARLY_WHOLE and whole[1] < _MOST and density >= _WHOLE:
        return Relation.EXCERPT, [*signals, "the shorter text is nothing but a part of the longer"]
    return Relation.EDITED, [*signals, "sentences are dropped, added or reworded"]


def counted(number: int, what: str) -> str:
    """A number with what it counts."""
    return f"one {what}" if number == 1 else f"{number} {what}s"


def _is_excerpt(passage: tuple[Stretch, ...], a: Print, b: Print) -> bool:
    words = sum(s.shared for s in passage)
    told = sum(
        int((((a.flags[s.a : s.a + s.length] | b.flags[s.b : s.b + s.length]) & QUOTED) == 0).sum()) for s in passage
    )
    return any(words >= least and told >= needed for least, needed in _EXCERPT)


@cache
def _cues(kind: str) -> frozenset[int]:
    return frozenset(
        word_hash(fold(word)) for row in table("statement_cues") if row["kind"] == kind for word in values(row["words"])
    )


@cache
def _first_person() -> Words:
    return np.array(sorted(_cues("speaks")), dtype=np.uint32)


def _speaks(page: Print) -> Mask:
    """The words of the first person outside quotation marks."""
    said = np.isin(page.words, _first_person()) & ((page.flags & QUOTED) == 0)
    return np.asarray(said, dtype=np.bool_)


def _is_statement(passage: tuple[Stretch, ...], a: Print, b: Print) -> bool:
    """Whether a passage is a statement that both pages give in full without marks.

    It is where both pages name a statement, release or the like beside it, or where it speaks in the first person.
    """
    announced = _cues("announces")
    beside = True
    for page, start, end in (
        (a, passage[0].a, passage[-1].a + passage[-1].length),
        (b, min(s.b for s in passage), max(s.b + s.length for s in passage)),
    ):
        around = np.concatenate(
            (page.words[max(0, start - _CUE_REACH) : start + 3], page.words[end : end + _CUE_REACH])
        )
        beside = beside and any(int(word) in announced for word in around)
    if beside:
        return True
    inside = np.zeros(len(a.words), np.bool_)
    for s in passage:
        inside[s.a : s.a + s.length] = True
    said_a, said_b = _speaks(a), _speaks(b)
    own = int((said_a & inside).sum())
    rest = max(int(said_a.sum()), int(said_b.sum())) - own  # an essay or a letter speaks so throughout
    sentences = int(((a.flags[inside] & SENTENCE) != 0).sum())
    return own >= max(2, sentences // 2) and rest < _ESSAY

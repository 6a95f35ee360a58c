"""The verdict on two texts that share few words in a row: is one a translation of the other, or the same in other words?"""

from __future__ import annotations

import numpy as np

from armstrail.origin.fingerprint import Print
from armstrail.origin.furniture import Mask
from armstrail.origin.judgement import Judgement
from armstrail.origin.parallel import Parallel, parallel
from armstrail.origin.tokens import Positions
from armstrail.records import Relation

MIN_MARKS = 3
"""Pairs of neighbouring names and figures that two texts must share before their sentences are aligned."""
MARKS_IN_ONE_LANGUAGE, _MARKS_ANYWHERE, MARKS_SPREAD = 0.25, 0.15, 0.06
"""Share of the smaller text's pairs that must be common: within one language; across languages; or there in at least three
sentences of both."""
_TRANSLATED, _REWORDED = 0.25, 0.42
"""Share of the smaller text's weight that must run parallel: across languages, where only names, figures and cognates can
agree, and within one."""
_MIN_FIRM, _MIN_SENTENCES = 6, 3
_THROUGHOUT, _FIRM_THROUGHOUT, _FIRM_BESIDE = 0.5, 12, 4
"""Where some passages agree word for word: how far all of both texts must run parallel, how many names and figures must
agree in it, and how many of them outside these passages."""
_FIGURES = 0.5
"""Share of the figures in aligned sentences that must agree: a template keeps the words and changes these."""


def reworded(a: Print, b: Print, dead_a: Mask, dead_b: Mask, same: tuple[Mask, Mask] | None = None) -> Judgement | None:
    """Whether two texts say the same sentence by sentence. Words marked dead (furniture) do not count.

    `same` marks the words that stand in both word for word. What is left beside them must run parallel by itself; how many
    names and figures agree is told of both together, where they are many.
    """
    if not worth_aligning(a, b):
        return None
    found = parallel(a, b, dead_a, dead_b) if same is None else parallel(a, b, dead_a | same[0], dead_b | same[1])
    if found.score < _TRANSLATED or len(found.sentences) < _MIN_SENTENCES:
        return None
    if found.firm < _MIN_FIRM:
        if same is None or found.firm < _FIRM_BESIDE or found.score < _REWORDED:
            return None
        found = parallel(a, b, dead_a, dead_b)
        if found.score < _THROUGHOUT or found.firm < _FIRM_THROUGHOUT:
            return None
    agree, of = found.figures
    if agree < _FIGURES * of:
        return None
    if a.language is not None and b.language is not None and a.language != b.language:
        return _judgement(found, Relation.TRANSLATION, f"one in {a.language}, one in {b.language}", a, b)
    if found.score < _REWORDED:
        return None
    return _judgement(found, Relation.SPUN, "in other words", a, b)


def worth_aligning(a: Print, b: Print) -> bool:
    """Whether two texts share enough pairs of names and figures, in enough places, for their sentences to be aligned."""
    common, at_a, at_b = np.intersect1d(a.marks, b.marks, assume_unique=True, return_indices=True)
    share = len(common) / max(1, min(len(a.marks), len(b.marks)))
    if len(common) < MIN_MARKS or share < MARKS_SPREAD:
        return False
    if share >= MARKS_IN_ONE_LANGUAGE:
        return True
    if a.language == b.language:
        return False
    return share >= _MARKS_ANYWHERE or min(_places(a, at_a), _places(b, at_b)) >= _MIN_SENTENCES


def _judgement(found: Parallel, relation: Relation, how: str, a: Print, b: Print) -> Judgement:
    agree, of = found.figures
    signals = (
        f"{len(found.sentences)} sentences say the same in the same order, {how}",
        f"{found.firm} names and figures agree in them" + (f", and {agree} of {of} figures" if of else ""),
    )
    share_a, share_b = (
        sum(side[1] - side[0] for side in sides) / max(len(page.words), 1)
        for page, sides in ((a, [s[0] for s in found.sentences]), (b, [s[1] for s in found.sentences]))
    )
    return Judgement(relation, True, min(1.0, found.score), found.sentences, signals, share_a, share_b)


def _places(page: Print, marks: Positions) -> int:
    """In how many sentences of a page some of its marks stand."""
    return len(np.unique(np.searchsorted(page.unit_at, page.mark_at[marks], side="right")))

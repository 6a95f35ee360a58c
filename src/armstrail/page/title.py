"""The headline of a page, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from armstrail.page.furniture import fold
from armstrail.page.prose import word_count

_WORD = re.compile(r"[^\W\d_]{4,}")
_LONGEST = 45


def plain_title(lines: Sequence[tuple[str, bool, int]], first: int, last: int) -> int | None:
    """Index of the headline among the lines of a plain text, None where the page has none.

    A line is `(words, unmarked, prose weight)`; `first` and `last` bound the article. A headline stands above the
    article, has the length of one, and shares words with it: that sets it apart from a site's name and motto.
    """
    if last < first:
        return None
    story = {word[:5] for text, _, _ in lines[first : last + 1] for word in _WORD.findall(fold(text))}
    best, best_score = None, 0.0
    for index in range(first):
        text, unmarked, _ = lines[index]
        words = word_count(text)
        if not unmarked or not 3 <= words <= _LONGEST:
            continue
        own = {word[:5] for word in _WORD.findall(fold(text))}
        if not own:
            continue
        shared = len(own & story) / len(own)
        if shared < 0.25 and words < 6:
            continue
        # A site's name is short; a motto or a menu shares no words with the story.
        score = 10 * shared + min(words, 12) - (6 if words < 4 else 0)
        if score > best_score + 1:
            best, best_score = index, score
    return best

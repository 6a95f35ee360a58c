"""Words that make a date the issue's own, and words that make it the day of something told of."""

from __future__ import annotations

import re
from functools import cache

from armstrail.knowledge import table, values

_BACK = re.compile(r"(?i)(?:^|\b(?P<noun>[^\W\d_]+) )(?:of|from|since|until|before|after|by)(?: the)? $")


@cache
def issue_words() -> frozenset[str]:
    """Words of an issue's heading, in small letters."""
    return frozenset(word for row in table("issue_words") for word in values(row["words"]))


def points_back(before: str) -> bool:
    """Whether the words before a date make it the day of something told of: "the raid of", "Since"; not "Bulletin of"."""
    found = _BACK.search(before)
    if found is None:
        return False
    noun = (found["noun"] or "").casefold()
    return noun != "as" and noun not in issue_words()

"""Word lists of reading, by kind (`frame_words.tsv`)."""

from __future__ import annotations

from functools import cache

from armstrail.knowledge import table, values

__all__ = ["words"]


@cache
def words(kind: str) -> frozenset[str]:
    """The lemmas of a kind. Raises KeyError for a kind that the table does not have."""
    lists = {row["kind"]: row["words"] for row in table("frame_words")}
    return frozenset(values(lists[kind]))

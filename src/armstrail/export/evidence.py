"""The words of facts: every span of every member, with its page and what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from armstrail.export.selection import Pages
from armstrail.ledger.facts import AnyFact, Hand


@dataclass(frozen=True, slots=True)
class Words:
    """A span of evidence: the page, the record on it, the offsets (code points of the page's text), the words there."""

    page: str
    record: str
    start: int
    end: int
    words: str

    def reference(self, sha256: str) -> str:
        """The span as a reference into the document with this digest (fragment as in RFC 5147)."""
        return f"sha256:{sha256}#char={self.start},{self.end}"


def words_of(fact: AnyFact, pages: Pages) -> Iterator[Words]:
    """The evidence of a fact, member by member, span by span."""
    for member in fact.evidence:
        text = pages[member.page].text
        for start, end in member.spans:
            yield Words(page=member.page, record=member.id, start=start, end=end, words=text[start:end])


def hand_behind(fact: AnyFact, words: Words) -> Hand | None:
    """Who made the record that has these words, where a person did."""
    return next((hand for hand in fact.made_by if (hand.page, hand.id) == (words.page, words.record)), None)

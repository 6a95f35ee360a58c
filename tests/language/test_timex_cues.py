"""Cues before rules."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.language.times import RULES
from armstrail.language.timex_cues import NEEDS, Cues

SENTENCES = [
    line.split("\t")[1]
    for line in (Path(__file__).parent / "time_sentences.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _rules_stand(text: str) -> None:
    cues = Cues(text)
    for rule in RULES:
        if rule.pattern.search(text):
            assert cues.allow(rule.name), (rule.name, text)


def test_every_cue_belongs_to_a_rule() -> None:
    """The table of cues names only rules that exist."""
    assert set(NEEDS) <= {rule.name for rule in RULES}


def test_a_cue_never_stops_a_rule_that_would_match() -> None:
    """Whatever a rule matches in the sentences holds the rule's cue."""
    for text in SENTENCES:
        _rules_stand(text)


_PIECES = st.sampled_from(
    [
        "the",
        "1980s",
        "'90s",
        "19th",
        "century",
        "summer",
        "Christmas",
        "Q3",
        "H1",
        "half",
        "fiscal",
        "FY2013",
        "year-ago",
        "year-end",
        "every",
        "each",
        "per",
        "single-day",
        "week-long",
        "noon",
        "3pm",
        "10:30",
        "0600",
        "GMT",
        "Dec.",
        "30",
        "2023",
        "24/04/2024",
        "today",
        "tonight",
        "weekend",
        "Mondays",
        "two",
        "hrs",
        "decades",
        "to",
        "or",
        "five-",
        "half a dozen",
        "-10",
        "months",
        "ago",
        "earlier",
        "last",
        "now",
        "of",
        "a",
        "the",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=10))
def test_no_mixture_of_words_passes_a_cue_by(pieces: list[str]) -> None:
    """The same for any mixture of the words of time."""
    _rules_stand(" ".join(pieces))

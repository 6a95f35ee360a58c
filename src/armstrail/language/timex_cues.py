"""What a text must hold before a rule of time is worth trying: one cheap look a paragraph in place of many dear ones."""

from __future__ import annotations

import re

from armstrail.language.timex_words import MONTH, alternatives, words

_PATTERNS = {
    "month": re.compile(rf"\b{MONTH}"),
    "unit": re.compile(
        r"(?i)(?:day|night|week|weekend|month|quarter|semester|year|decade|century|hour|minute|second|millennium)s?\b|centuries|"
        r"millennia|\b(?:hr|min|yr)s?\b"
    ),
    "plural": re.compile(r"(?i)(?:day|night|weekend|week|month|quarter|year|decade|centurie|hour|minute|second)s\b"),
    "year": re.compile(r"(?:1[0-9]|20)\d\d\b"),
    "figures": re.compile(r"\d[-/.]\d{1,2}[-/.]\d"),
    "ordinal": re.compile(r"\d(?:st|nd|rd|th)\b"),
    "clock": re.compile(
        r"(?i)\d[:.]\d\d|\d\ ?[ap]\.?\ ?m\b|o['’]clock|\b(?:noon|midnight|midday)\b|\d{4}\ (?:GMT|UTC|hours|hrs|Z|local)"
    ),
    "apostrophe": re.compile(r"['’‘]\d\d"),
    "daypart": re.compile(rf"(?i)(?:{alternatives('daypart')})"),
    "quarter": re.compile(r"(?i)quarter|\bQ[1-4]"),
    "half": re.compile(r"(?i)half|\bH[12]\b"),
    "fiscal": re.compile(r"(?i)fiscal|financial|budget\ year|\bFY"),
    "set": re.compile(rf"(?i)(?:{alternatives('set')})"),
}
_WORDS = {
    "weekday": ("day",),
    "decade": ("0s", "0's", "0’s", "ties"),
    "century": ("centur",),
    "season": tuple(words("season")),
    "holiday": tuple(word.lower() for kind in ("holiday", "floating") for word in words(kind)),
    "today": ("today", "yesterday", "tomorrow"),
    "tonight": ("tonight",),
    "weekend": ("weekend",),
    "end": ("end",),
    "period": ("year",),
    "every": ("every", "each"),
    "per": ("per ",),
    "single": ("single-",),
    "long": ("long",),
}
NEEDS = {
    "month-day": "month",
    "range-day": "month",
    "day-month": "month",
    "month": "month",
    "numeric": "figures",
    "weekday": "weekday",
    "weekday-of-week": "weekday",
    "ordinal-day": "ordinal",
    "year": "year",
    "year-span": "year",
    "nth-of": "unit",
    "short-year": "apostrophe",
    "decade": "decade",
    "century": "century",
    "season": "season",
    "holiday": "holiday",
    "quarter": "quarter",
    "year-quarter": "quarter",
    "half": "half",
    "other-half": "half",
    "half-unit": "half",
    "same-period": "period",
    "year-ago-period": "period",
    "year-ago": "period",
    "fiscal": "fiscal",
    "fiscal-year": "fiscal",
    "today": "today",
    "deictic": "unit",
    "the-unit": "unit",
    "year-end": "end",
    "the-weekend": "weekend",
    "running": "unit",
    "ago": "unit",
    "that": "unit",
    "before": "unit",
    "recent": "plural",
    "clock": "clock",
    "daypart": "daypart",
    "daypart-of": "daypart",
    "daypart-of-date": "daypart",
    "daypart-alone": "daypart",
    "trading": "daypart",
    "tonight": "tonight",
    "duration": "unit",
    "duration-range": "unit",
    "past-unit": "unit",
    "one-unit": "unit",
    "single": "single",
    "every": "every",
    "weekdays": "weekday",
    "per": "per",
    "set": "set",
    "plural": "plural",
    "plural-after": "plural",
    "long": "long",
}
"""Rule to cue; a rule that is missing here is always tried."""


class Cues:
    """The cues of one text, each looked for once, when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower = text.lower()
        self._seen: dict[str, bool] = {}

    def allow(self, rule: str) -> bool:
        """Whether the text can hold an expression of the rule."""
        cue = NEEDS.get(rule)
        if cue is None:
            return True
        if cue not in self._seen:
            if cue in _PATTERNS:
                self._seen[cue] = _PATTERNS[cue].search(self._text) is not None
            else:
                self._seen[cue] = any(word in self._lower for word in _WORDS[cue])
        return self._seen[cue]

"""What a text must hold before a rule of time is worth trying: one cheap look a paragraph in place of many dear ones."""

from __future__ import annotations

import re
from collections.abc import Iterable

from armstrail.language.numbers import CARDINALS, SCALES
from armstrail.language.timex_words import MONTH, words

_UNITS = (
    "day", "night", "week", "fortnight", "month", "quarter", "semester", "year", "decade", "century", "hour",
    "minute", "second", "millennium",
)  # fmt: skip
_SHORT = ("hr", "min", "yr")
_MOVED = ("ago", "earlier", "later", "from now", "hence", "previously", "back", "beforehand")


def _either(found: Iterable[str]) -> tuple[str, ...]:
    """Words in small letters, with either apostrophe."""
    small = [word.lower() for word in found]
    return tuple(dict.fromkeys([*small, *(word.replace("'", "’") for word in small)]))


_WORDS = {
    "unit": (*_UNITS, "centuries", "millennia", *_SHORT),
    "plural": (*(f"{unit}s" for unit in _UNITS), "centuries"),
    "moved": _MOVED,
    "pointed": tuple(_UNITS),
    "joined": (" to ", " or ", " and ", "-", "–"),
    "clock": (
        ":",
        ".",
        "m",
        "clock",
        "noon",
        "midnight",
        "midday",
        "mid-day",
        "gmt",
        "utc",
        "hours",
        "hrs",
        "z",
        "local",
    ),
    "daypart": _either(words("daypart")),
    "quarter": ("quarter", "q"),
    "half": ("half", "h1", "h2"),
    "fiscal": ("fiscal", "financial", "budget year", "fy"),
    "set": _either(words("set")),
    "pointing": _either(word for kind in ("present", "past", "future") for word in words(kind)),
    "weekday": ("day",),
    "decade": ("0s", "0's", "0’s", "ties"),
    "century": ("centur",),
    "season": _either(words("season")),
    "holiday": _either(word for kind in ("holiday", "floating", "movable") for word in words(kind)),
    "today": ("today", "yesterday", "tomorrow"),
    "tonight": ("tonight",),
    "overnight": ("overnight",),
    "weekend": ("weekend",),
    "end": ("end",),
    "period": ("year",),
    "every": ("every", "each"),
    "per": ("per ",),
    "single": ("single-",),
    "long": ("long",),
    "week": ("week", "w"),
    "turn": ("turn of",),
    "time": ("time",),
    "and-a": ("and a half", "and-a-half", "and a quarter", "and-a-quarter"),
    "in-a-row": ("running", "in a row"),
    "times": ("once", "twice", "thrice", "times"),
    "hours-of": ("hours of",),
}
"""Of each cue the words of which a text holds one at least, in small letters."""
_MARKS = {
    "month": re.compile(rf"\b{MONTH}"),
    "year": re.compile(r"(?:1[0-9]|20)\d\d\b"),
    "figures": re.compile(r"\d[-/.]\d{1,2}[-/.]\d"),
    "ordinal": re.compile(r"\d(?:st|nd|rd|th)\b"),
    "apostrophe": re.compile(r"['’‘]\d\d"),
}
"""Cues that capitals and figures give, sought in the text itself."""
_SHAPES = {
    "unit": re.compile(rf"[-\ ](?:(?:{'|'.join(_UNITS)}|weekend)s?|centuries|millennia|(?:{'|'.join(_SHORT)})s?)\b"),
    "plural": re.compile(rf"(?:{'|'.join(_UNITS)}|centurie|weekend)s\b"),
    "pointed": re.compile(rf"[tsg]\ (?:(?:calendar|business)\ )?(?:{'|'.join(_UNITS)}|weekend)\b"),
    "clock": re.compile(
        r"\d[:.]\d\d|\d\ ?[ap]\.?\ ?m\b|o['’]clock|\b(?:noon|midnight|mid-?day)\b|\d{4}\ (?:gmt|utc|hours|hrs|z|local)"
    ),
    "quarter": re.compile(r"quarter|\bq[1-4]"),
    "half": re.compile(r"half|\bh[12]\b"),
    "holiday": re.compile(rf"\b(?:{'|'.join(map(re.escape, _WORDS['holiday']))})\b"),
    "fiscal": re.compile(r"fiscal|financial|budget\ year|\bfy"),
    "joined": re.compile(
        rf"(?:\ (?:to|or|and)\ |[-–])(?:\d|(?:half\ )?(?:{'|'.join((*CARDINALS, *SCALES))}|half|an?)\b)"
    ),
}
"""What the words of a cue look like where it is one, sought in small letters once one of them is there."""
NEEDS: dict[str, str | tuple[str, ...]] = {
    "month-day": "month",
    "range-day": "month",
    "day-month": "month",
    "day-range": "month",
    "month": "month",
    "numeric": "figures",
    "weekday": "weekday",
    "weekday-of-week": "weekday",
    "weekday-week": ("weekday", "week"),
    "week-number": ("week", "year"),
    "turn": "turn",
    "time-off": ("unit", "time"),
    "and-a-half": ("unit", "and-a"),
    "running-unit": ("unit", "in-a-row"),
    "times-a": ("unit", "times"),
    "daypart-on": ("daypart", "weekday"),
    "small-hours": "hours-of",
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
    "deictic": "pointed",
    "the-unit": "unit",
    "year-end": "end",
    "the-weekend": "weekend",
    "running": "unit",
    "ago": ("moved", "unit"),
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
    "overnight": "overnight",
    "week-of": ("week", "month"),
    "spelled-day": "month",
    "year-to": ("unit", "month"),
    "duration": "unit",
    "duration-range": ("joined", "unit"),
    "past-unit": "unit",
    "one-unit": "unit",
    "single": "single",
    "every": "every",
    "every-season": ("every", "season"),
    "every-month": ("every", "month"),
    "weekdays": "weekday",
    "per": "per",
    "set": "set",
    "plural": "plural",
    "plural-after": "plural",
    "long": "long",
    "pointing": "pointing",
}
"""Rule to cue, or cues that it needs all; a rule that is missing here is always tried."""


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
        if isinstance(cue, str):
            return self._has(cue)
        return all(self._has(one) for one in cue)

    def _has(self, cue: str) -> bool:
        found = self._seen.get(cue)
        if found is None:
            found = self._seen[cue] = self._look(cue)
        return found

    def _look(self, cue: str) -> bool:
        mark = _MARKS.get(cue)
        if mark is not None:
            return mark.search(self._text) is not None
        lower = self._lower
        for word in _WORDS[cue]:
            if word in lower:
                shape = _SHAPES.get(cue)
                return shape is None or shape.search(lower) is not None
        return False

"""The words of time as patterns, built once from the table `time_words`."""

from __future__ import annotations

import re
from functools import cache

from armstrail.knowledge import table
from armstrail.language.numbers import NUMBER


@cache
def words(kind: str) -> dict[str, str]:
    """Word to value of one kind of the table, in its order."""
    return {row["word"]: row["value"] for row in table("time_words") if row["kind"] == kind}


def alternatives(*kinds: str) -> str:
    """A pattern of all words of some kinds, the longest first."""
    found = {word for kind in kinds for word in words(kind)}
    return "|".join(re.escape(word).replace("'", "['’]") for word in sorted(found, key=lambda w: (-len(w), w)))


MONTHS = {name.lower(): int(value) for kind in ("month", "month_short") for name, value in words(kind).items()}
"""Month names and abbreviations, lower case, to 1-12."""
WEEKDAYS = {name.lower(): int(value) for kind in ("weekday", "weekday_short") for name, value in words(kind).items()}
"""Weekday names and abbreviations, lower case, to 1 (Monday) - 7."""
SEASONS = words("season")
"""Seasons to their TIMEX3 codes."""
DAYPARTS = words("daypart")
"""Parts of the day to their TIMEX3 codes."""
UNITS = words("unit")
"""Units to their codes; `T` marks those below the day."""


def cased(*kinds: str) -> str:
    """The words of some kinds, capitalised or all in capitals."""
    found = {form for kind in kinds for word in words(kind) for form in (word, word.upper())}
    return "|".join(sorted(found, key=lambda w: (-len(w), w)))


MONTH_FULL = f"(?:{cased('month')})"
MONTH = rf"(?:(?:{cased('month')})\b|(?:{cased('month_short')})\b\.?)"
WEEKDAY = rf"(?:{cased('weekday')})\b"
WEEKDAY_ANY = rf"(?:(?:{cased('weekday')})\b|(?:{cased('weekday_short')})\b\.?)"
SEASON = rf"(?i:{alternatives('season')})\b"
DAYPART = rf"(?i:{alternatives('daypart')})\b"
YEAR = r"(?:1[0-9]|20)\d\d\b"
SHORT_YEAR = r"['’‘]\d\d\b"
DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
ORDINAL_DAY = r"(?:3[01]th|31st|30th|2[04-9]th|21st|22nd|23rd|1\dth|[4-9]th|1st|2nd|3rd)\b"
UNIT = r"(?i:days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|semesters?|years?|decades?|centur(?:y|ies)|hours?|minutes?|seconds?|hrs?|mins?|yrs?|millenni(?:um|a))\b"
DATE_UNIT = r"(?i:days?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))\b"
COUNT = rf"(?i:{NUMBER})"
VAGUE = r"(?i:several|a\ few|few|many|some|various|a\ couple(?:\ of)?|couple\ of|a\ number\ of|a\ handful\ of|countless|numerous|multiple|dozens\ of|hundreds\ of|scores\ of|thousands\ of|tens\ of)"
APPROX = r"(?i:about|around|approximately|roughly|nearly|almost|some|over|more\ than|less\ than|fewer\ than|at\ least|at\ most|up\ to|just\ over|just\ under|well\ over|under|no\ more\ than|as\ (?:many|much|little|long)\ as|close\ to|an\ estimated|more\ or\ less|(?:the|a)\ (?:better|best|good|greater)\ part\ of|upwards\ of|in\ excess\ of)"
STRETCH = r"(?i:straight|consecutive|successive|full|more|additional|other|whole|long|short|entire|trading|business|working|calendar|solid|extra|further|fiscal)"
EARLY = r"(?i:(?:early|mid|late)[- ]to[- ](?:mid|late)(?:-|\ )|end-|(?:(?:very\ )?(?:early|late)(?:\ in|\ on)?|mid|earlier|later)(?:-|\ )|(?:the\ )?(?:very\ )?(?:start|beginning|end|middle|close|first\ half|second\ half|latter\ half|latter\ part|early\ part|first\ part|last\ part|rest|remainder)\ of\ )"
ZONE = rf"(?:{alternatives('zone')})\b"
CLOCK = (
    r"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\ ?(?:[ap]\.\ ?m\.|[AaPp]\.[Mm]\b\.?|[AaPp][Mm]\b)"
    r"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b|(?:[01]\d|2[0-3])[0-5]\d(?=\ (?:GMT|UTC|hours|hrs|Z|local))"
    r"|(?i:noon|midnight|mid-?day)\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\ o['’]clock)"
)


def unit_of(word: str) -> str:
    """The code of a unit in any form: "weeks" and "week" are W, "hrs" is TH."""
    lower = word.lower()
    for form in (lower, lower.rstrip("s"), lower.replace("ies", "y")):
        if form in UNITS:
            return UNITS[form]
    return {"hr": "TH", "min": "TM", "yr": "Y", "half": "H"}[lower.rstrip("s")]

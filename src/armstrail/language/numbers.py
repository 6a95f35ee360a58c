"""Numbers as news writes them: "7,000", "1.5 million", "two and a half", "a dozen", "dozens"; as patterns and as values.

Shared by the readers of times and of quantities.
"""

from __future__ import annotations

import re

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
CARDINALS: dict[str, int] = {
    **{word: value for value, word in enumerate(_ONES.split(), 1)},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), 2)},
}
"""Number words below a hundred."""
SCALES: dict[str, int] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
"""Words that multiply what stands before them."""
ORDINALS: dict[str, int] = {word: value for value, word in enumerate(_ORDINALS.split(), 1)}
"""Ordinal words up to twentieth."""

_WORD = "|".join(sorted(CARDINALS, key=len, reverse=True))
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
"""Pattern of a figure in digits, with thousands parted by commas."""
SPELLED = rf"(?:(?:{_WORD})(?:[-\ ](?:and\ )?(?:{_WORD}|{_SCALE}))*|(?:half\ )?an?(?:[-\ ](?:{_SCALE})\b)*)(?:\ and\ a\ half|\ and\ a\ quarter)?"
"""Pattern of a figure in words (verbose-mode safe: blanks are escaped)."""
NUMBER = rf"(?:(?:{DIGITS})(?:[-\ ]?(?:{_SCALE})\b)*(?:\ and\ a\ half)?|(?:{SPELLED}))"
"""Pattern of any figure."""

_TOKENS = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+")


def number_value(text: str) -> int | float | None:
    """The value of a written number, None where the text is none: "7,000", "1.5 million", "twenty-five", "a dozen"."""
    words = _TOKENS.findall(text.lower().replace("½", ".5"))
    total: float = 0
    current: float = 0
    seen = False
    index = 0
    while index < len(words):
        word = words[index]
        if words[index : index + 3] == ["and", "a", "half"]:
            current += 0.5
            index += 3
            continue
        if words[index : index + 3] == ["and", "a", "quarter"]:
            current += 0.25
            index += 3
            continue
        if word[0].isdigit():
            current += float(word.replace(",", ""))
            seen = True
        elif word in CARDINALS:
            current += CARDINALS[word]
            seen = True
        elif word in SCALES:
            scale = SCALES[word]
            if scale <= 100:
                current = (current if seen else 1) * scale
            else:
                total += (current if seen and current else 1) * scale
                current = 0
            seen = True
        elif word == "half" and not seen:
            current, seen = 0.5, True
            following = words[index + 1 : index + 3]
            if following[:1] == ["a"] or following[:1] == ["an"]:
                index += 1
        elif word in ("a", "an") and not seen:
            current, seen = 1, True
        elif word != "and":
            return None
        index += 1
    if not seen:
        return None
    value = total + current
    return int(value) if value == int(value) else round(value, 6)

"""The language of a text.

Words of grammar that are English alone settle it where they are frequent; where they are not, the classifier is asked, and
its answer stands where it is much likelier than English.
"""

from __future__ import annotations

from functools import lru_cache

import py3langid

from armstrail.page.prose import own_function_words, script_of

_SAMPLE = 1500
_ODDS = 6.0
"""How much likelier another language must be than English, as a logarithm of odds, before a text is taken to be in it: most
pages that come here are English, and a headline of names says too little against that.
"""
_PIDGIN_ODDS = 20.0
"""The same for Nigerian Pidgin, whose words are mostly English ones: what West African papers write is nearly always English."""
_ENGLISH_WORDS = 30
"""A sample of fewer words is always given to the classifier."""
_ENGLISH_SHARE = 0.2
"""The share of words that are English alone from which a sample is taken for English; in news it is about a quarter. Below
it texts begin that mix English with another language, as Philippine papers do.
"""


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text` (py3langid, after Lui and Baldwin 2012); None where it has no words."""
    if script_of(text) is None:
        return None
    return _classified(text[:_SAMPLE])


@lru_cache(maxsize=4)
def _classified(sample: str) -> str:
    """The sample's language; a page's prose and its article mostly begin alike, and are asked for one after the other."""
    if _is_plainly_english(sample):
        return "en"
    code, likelihood = py3langid.classify(sample)
    if code == "en":
        return "en"
    english = next((value for name, value in py3langid.rank(sample) if name == "en"), float("-inf"))
    return "en" if likelihood - english < (_PIDGIN_ODDS if code == "pcm" else _ODDS) else str(code)


def _is_plainly_english(sample: str) -> bool:
    """Whether words that carry English grammar, and no other language's, are so frequent that nothing else is possible.

    Most pages are told by this look, which takes a twentieth of the classifier's time; it says nothing of the others.
    """
    words = sample.lower().split()
    if len(words) < _ENGLISH_WORDS or "the" not in words:
        return False
    own = own_function_words("en")
    return sum(word in own for word in words) >= _ENGLISH_SHARE * len(words)

"""The language of a text."""

from __future__ import annotations

from functools import lru_cache

import py3langid

from armstrail.page.prose import script_of

_SAMPLE = 1500


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text` (py3langid, after Lui and Baldwin 2012); None where it has no words."""
    if script_of(text) is None:
        return None
    return _classified(text[:_SAMPLE])


@lru_cache(maxsize=4)
def _classified(sample: str) -> str:
    """The sample's language; a page's prose and its article mostly begin alike, and are asked for one after the other."""
    code, _ = py3langid.classify(sample)
    return str(code)

"""The language of a text."""

from __future__ import annotations

import py3langid

from armstrail.page.prose import script_of

_SAMPLE = 1500


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text` (py3langid, after Lui and Baldwin 2012); None where it has no words."""
    if script_of(text) is None:
        return None
    code, _ = py3langid.classify(text[:_SAMPLE])
    return str(code)

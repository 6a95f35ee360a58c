"""How much a paragraph reads like the prose of a story, told without knowing its language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from armstrail.knowledge import table, values
from armstrail.page.datelines import agency_named

_TERMINAL = ".!?…。！？؟۔।"
_AFTER = re.compile(rf"[^\w{_TERMINAL}]+$")
_SIGN_OFF = re.compile(r"\s*[(\[<][^()\[\]<>]{1,40}[)\]>]\s*$")
_SIGNED = re.compile(r"(?<=[.!?”\"])\s+(?:[-–—]{1,2}\s?)?(?P<name>[A-Z][\w-]{1,20})$")
_END_MARK = re.compile(r"\s*(?:-\s?0\s?-|-\s?30\s?-|#(?:\s?#)+|[-–(/]\s?(?:ends?|ENDS?)\s?[-–)/]|//)\s*$")
_TRUNCATED = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONG = 300
_ASCII = re.compile("[\x00-\x7f]+")
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = (
    ("latin", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("arabic", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("hebrew", re.compile("[\u0590-\u05ff]")),
    ("greek", re.compile("[\u0370-\u03ff]")),
    ("devanagari", re.compile("[\u0900-\u097f]")),
    ("thai", re.compile("[\u0e00-\u0e7f]")),
    ("hangul", re.compile("[\uac00-\ud7a3\u1100-\u11ff]")),
    ("han", re.compile("[\u3040-\u30ff\u3400-\u9fff]")),
)
_DENSE = frozenset({"han", "thai"})


@lru_cache(maxsize=1024)
def script_of(text: str) -> str | None:
    """The script that most letters of a text are of; Chinese and Japanese are one ("han"). None without letters."""
    foreign = "" if text.isascii() else _ASCII.sub("", text)
    if 4 * len(foreign) < len(text):  # accents and curled quotes at most
        return "latin" if _LETTER.search(text) else None
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


def word_count(text: str) -> int:
    """Words, where a script that writes none apart counts two signs as one."""
    if len(text) > 200:
        words = len(text.split())  # figures and dashes are few among so many
    else:
        words = len(_WORD.findall(text))
    if script_of(text) not in _DENSE:
        return words
    return words + sum(len(pattern.findall(text)) for name, pattern in _SCRIPTS if name in _DENSE) // 2


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does; closing quotes, a credit in brackets and an agency's name may follow."""
    bare = _AFTER.sub("", text[-80:])
    if bare and bare[-1] in _TERMINAL:
        return True
    signed = _SIGNED.search(text[-120:])
    if signed is not None and agency_named(signed["name"]) is not None:
        return True
    cut = _AFTER.sub("", _SIGN_OFF.sub("", _END_MARK.sub("", text[-120:])))
    return bool(cut) and cut[-1] in _TERMINAL


def is_sentence(text: str, weight: int) -> bool:
    """Whether a text of that weight reads like a sentence, or more, of a story."""
    return weight > 0 and (ends_sentence(text) or len(text) > _LONG)


def prose_weight(text: str) -> int:
    """How strongly a paragraph reads like prose: about its length in characters; 0 where it may be anything."""
    words = word_count(text)
    if words < 3:
        return 0
    factor = 3 if script_of(text) in _DENSE else 1
    length = min(len(text) * factor, 600)
    if _TRUNCATED.search(text) and words < 40 and not text.rstrip().endswith(('"', "”", "'", "’")):
        return 0
    if ends_sentence(text):
        return length if words >= 8 else min(length, 60) if words >= 4 else min(length, 30)
    if text.rstrip().endswith((":", "：", ";", ",")):
        return min(length, 60) if words >= 6 else 0
    if words < 15:
        return 0
    small = sum(word[0].islower() or not word[0].isupper() for word in _WORD.findall(text))
    return length // 2 if 2 * small >= words else 0


def main_script(texts: Iterable[str]) -> str | None:
    """The script that carries most prose among paragraphs."""
    weights: Counter[str] = Counter()
    for text in texts:
        script = script_of(text)
        if script is not None:
            weights[script] += prose_weight(text)
    return weights.most_common(1)[0][0] if weights else None


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {row["language"]: frozenset(values(row["words"])) for row in table("function_words")}


@cache
def own_function_words(language: str) -> frozenset[str]:
    """The words of a language's grammar that no other language of the table has. Raises KeyError where it has not the language."""
    others = (words for name, words in _function_words().items() if name != language)
    return _function_words()[language].difference(*others)


def speaks(text: str, language: str | None) -> bool:
    """Whether a text may be of `language`: it has a word of that language's grammar, or the language's are not known."""
    words = _function_words().get(language or "")
    return words is None or any(word.lower() in words for word in re.split(r"[^\w]+|['’]", text))

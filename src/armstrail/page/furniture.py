"""Page furniture told by its words: menus, share lines, related links, stamps, credits, captions, legal notices.

The words come from `knowledge/data/furniture.tsv`, in many languages; the reading of a line is the same in all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from armstrail.knowledge import table, values
from armstrail.page.datelines import is_tag
from armstrail.page.layout import Role

_SEPARATOR = re.compile(r"\s{2,}|\t|\s*[|｜•·∙›»▶▷◀«‹→←]\s*|\s+[>/]\s+")
_EDGE = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_COUNT = re.compile(r"[(\[]\s*\d[\d.,\s]*[kKmM]?\s*[)\]]|\b\d[\d.,]*\b")
LETTER = re.compile(r"[^\W\d_]")
"""Any letter of any script."""
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_WIDE = str.maketrans("：（）［］，；｜／＋－　’‘`´“”", ":()[],;|/+- ''''\"\"")

DATE = re.compile(
    r"""(?x) (?<!\d)
    (?: (?:1[3-9]|20)\d\d \s? [-./年년] \s? \d{1,2} \s? [-./月월] \s? \d{1,2} \s? [日일]?
      | \d{1,2} [-./] \d{1,2} [-./] (?:1[3-9]|20)\d\d
      | \d{1,2} (?:st|nd|rd|th|er|º|\.)? \s+ (?:de\s+|of\s+)? [^\W\d_]{3,12}\.? ,? \s+ (?:de\s+|del\s+)? (?:1[3-9]|20)\d\d
      | [^\W\d_]{3,12}\.? \s+ \d{1,2} (?:st|nd|rd|th)? ,? \s+ (?:1[3-9]|20)\d\d
    ) (?!\d)"""
)
"""A full date in figures, or with a word between figures, as stamps write it in any language. For short lines only."""
CLOCK = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?(?!\d)\s*(?:[ap]\.?m\.?)?\s*(?:(?:[A-Z]{1,5}T|GMT|UTC|Z)\b)?",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b|\b\d{1,2}\s+"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[\[(<]\s*([^\[\]()<>]{2,120})[\])>]\s*$")
_NEWS_PICTURE = re.compile(
    r"^(?:In|On) (?:this|the|a|an) (?:[^.]{0,20}\.?[^.]{0,60}?\d[^.]{0,20}?\b(?:photo|photograph|picture|image|grab|handout),"
    r"|[^.]{0,20}\.?[^.]{0,60}?\b(?:photo|photograph|picture|image|grab|handout) "
    r"(?:made|taken|provided|released|supplied|from|by|distributed)\b)"
)
_PICTURE_CREDIT = re.compile(
    r"[.!?][\"”’)]?\s+[(\[]?(?:[A-Z]{2,}(?:[-/][A-Z]\w+)*|[A-Z]\w+[-/][A-Z]\w+)(?:\s(?:via\s)?[A-Z][\w-]+){0,3}[)\]]?$"
)
_TAG = re.compile(r"</?[a-z][^<>]{0,40}>", re.IGNORECASE)
# The heading of the paragraph on the firm that closes a press release.
_ABOUT_FIRM = re.compile(
    r"^(?:About|ABOUT) (?:[Tt]he )?[A-Z][\w&.,'’-]*(?: (?:of |and |& )?[A-Z0-9][\w&.,'’-]*){0,5}(?:(?<![.!?])|(?<=Inc\.)|(?<=Ltd\.)|(?<=Co\.)|(?<=Corp\.)):?$"
)
_SHORT_CODE = re.compile(r"^\[/?[a-z_]+(?:\s+\w+=[^\]]*)?\]", re.IGNORECASE)
_INITIALS = re.compile(r"^[A-Za-z]{2,4}(?:-[a-z]{2,4})?(?:/[A-Za-z]{2,4}){1,3}$")
"""The desk's and writers' initials below an agency's story ("ab-cd/ef")."""
_ADDRESS = re.compile(r"^\W*(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+)\W*$")
_BIOGRAPHY = re.compile(
    r"^(?!The |A |An )(?:[A-Z][\w.'’-]+,? ){2,5}(?:is (?:an?|the) [^.]{0,60}?\b(?:reporter|correspondent|journalist|editor|"
    r"writer|columnist|fellow|analyst|author|contributor|curator|freelancer?|intern|producer)\b|covers |writes (?:about|for|on) |"
    r"has (?:covered|written|reported) |reports (?:on|for|from) |joined |can be reached )"
)


_HEADING_WORDS = 10
"""A line of more words that ends with a colon leads to what is quoted below it."""
_LONGEST = 2000
"""Longer paragraphs are no lines of furniture, save for legal notices."""
_LONGEST_PHRASE = 80
"""Lines of this length or more may hold any phrase of the table."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the words of a line say it is; `opens` where they head a part of the page that runs on below them."""

    role: Role
    opens: bool = False


def fold(text: str) -> str:
    """`text` for comparison: composed, without case, full-width marks and curled quotes made plain, blanks single."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    folded = unicodedata.normalize("NFC", text.translate(_WIDE)).casefold()
    return " ".join(folded.replace("i\u0307", "i").replace("ı", "i").split())  # dotted and dotless i are one letter


def _core(cell: str) -> str:
    return " ".join(_EDGE.sub("", _COUNT.sub(" ", cell)).split())


@cache
def _cells() -> dict[str, Mark]:
    marks: dict[str, Mark] = {}
    for row in table("furniture"):
        if row["match"] in ("cell", "section"):
            for phrase in values(row["phrases"]):
                mark = Mark(Role(row["role"]), row["match"] == "section")
                core = _core(fold(phrase)) or fold(phrase)
                if core not in marks or mark.opens:
                    marks[core] = mark
    return marks


@cache
def _edges(match: str) -> dict[str, Role]:
    """Folded phrases that a line starts or ends with, or that open its last brackets."""
    roles: dict[str, Role] = {}
    for row in table("furniture"):
        if row["match"] == match:
            for phrase in values(row["phrases"]):
                roles.setdefault(fold(phrase), Role(row["role"]))
    return roles


@cache
def _by_edge(match: str) -> dict[str, tuple[str, ...]]:
    """The phrases by their first two characters ("start") or their last two, the longest first."""
    grouped: dict[str, list[str]] = {}
    for phrase in _edges(match):
        grouped.setdefault(phrase[:2] if match == "start" else phrase[-2:], []).append(phrase)
    return {edge: tuple(sorted(found, key=lambda phrase: -len(phrase))) for edge, found in grouped.items()}


def _candidates(match: str, edge: str, sign: str) -> tuple[str, ...]:
    """The phrases that a line may begin or end with whose two outermost characters are `edge`, the outermost `sign`."""
    grouped = _by_edge(match)
    return (*grouped.get(edge, ()), *(grouped.get(sign, ()) if sign != edge else ()))


@cache
def _anywhere(longest: int, plain: bool) -> tuple[tuple[str, Role], ...]:
    """Phrases of at most `longest` characters that tell a line wherever they stand in it, in the order of the table.

    `plain`: those in ASCII alone.
    """
    return tuple(
        (folded, Role(row["role"]))
        for row in table("furniture")
        if row["match"] == "any"
        for phrase in values(row["phrases"])
        if len(folded := fold(phrase)) <= longest and (folded.isascii() or not plain)
    )


def _bounded(phrase: str, neighbour: str) -> bool:
    """Whether a phrase ends where a word does; scripts without blanks need no boundary."""
    return not (phrase[-1].isalnum() and neighbour.isalnum()) or _UNSPACED.match(phrase[-1]) is not None


def _starting(folded: str) -> tuple[str, Role] | None:
    for phrase in _candidates("start", folded[:2], folded[:1]):
        if folded.startswith(phrase) and _bounded(phrase, folded[len(phrase) :][:1]):
            return phrase, _edges("start")[phrase]
    return None


def _ending(folded: str) -> Role | None:
    for phrase in _candidates("end", folded[-2:], folded[-1:]):
        if folded.endswith(phrase) and not (phrase[0].isalnum() and folded[-len(phrase) - 1 : -len(phrase)].isalnum()):
            return _edges("end")[phrase]
    return None


def _bracketed(folded: str) -> bool:
    """Whether a line ends with a picture's credit in brackets."""
    found = _BRACKETS.search(folded)
    if found is None:
        return False
    inside = found[1]
    return any(inside.startswith(word) and _bounded(word, inside[len(word) :][:1]) for word in _edges("bracket"))


def _by_cells(folded: str, raw: str) -> Mark | None:
    cells = [core for cell in _SEPARATOR.split(raw.translate(_WIDE)) if (core := _core(fold(cell)))]
    if not cells:
        return None
    known = [_cells().get(cell) for cell in cells]
    found = [mark for mark in known if mark is not None]
    if not found or any(len(cell) > 40 for cell in cells):
        return None
    if len(cells) == 1:
        return found[0]
    if 2 * len(found) < len(cells):
        return None
    first = known[0]
    if first is not None and first.opens and len(cells) == len(found) and first.role is Role.COMMENTS:
        return first
    counts = {mark.role: sum(other.role is mark.role for other in found) for mark in found}
    return Mark(max(counts, key=lambda role: counts[role]))


def without_dates(text: str) -> str:
    """`text` without its dates and times of day."""
    return CLOCK.sub(" ", _SHORT_DATE.sub(" ", DATE.sub(" ", text)))


@lru_cache(maxsize=4096)
def mark_of(text: str, prose: bool = False, dates: bool = True) -> Mark | None:
    """What the words of a line say it is, None where they say nothing.

    `prose`: the line reads like a sentence of a story; then only words that no story would use count. `dates`: whether a
    date alone makes a line a stamp or a link.
    """
    if len(text) > _LONGEST:
        start = _starting(fold(text[:200]))
        return (
            Mark(start[1]) if start is not None and start[1] is Role.DISCLAIMER and len(start[0].split()) > 1 else None
        )
    folded = fold(text)
    if not folded:
        return None
    if not LETTER.search(folded):
        return Mark(Role.STAMP if DATE.search(text) or CLOCK.search(text) else Role.FURNITURE)
    if _INITIALS.match(text) or is_tag(text):
        return Mark(Role.CREDIT)
    code = _SHORT_CODE.match(text)
    if code is not None and DATE.match(text, code.end() + 1) is None:  # "[Desk] 3 May 2024 -- ..." is a dateline
        return Mark(Role.FURNITURE)
    if _ABOUT_FIRM.match(text):
        return Mark(Role.AUTHOR_BOX, opens=True)
    if _ADDRESS.match(text):
        return Mark(Role.CREDIT if "@" in text else Role.FURNITURE)
    if not prose or len(folded) < 60:
        mark = _by_cells(folded, text)
        if mark is not None:
            return mark
    start = _starting(folded)
    if start is not None and _says(start, text, folded, prose):
        return Mark(start[1])
    if _ending(folded) is not None or _bracketed(folded) or _NEWS_PICTURE.match(text):
        return Mark(Role.CAPTION)
    for phrase, role in _anywhere(min(len(folded), _LONGEST_PHRASE), folded.isascii()):
        if phrase in folded and (
            role not in (Role.CREDIT, Role.AUTHOR_BOX) or (len(folded) < 200 and (role is Role.CREDIT or not prose))
        ):
            return Mark(role)
    return _stamp_or_link(text) if dates and not prose else None


def _says(start: tuple[str, Role], text: str, folded: str, prose: bool) -> bool:
    phrase, role = start
    words = len(folded.split())
    if role is Role.STAMP:
        rest = without_dates(folded[len(phrase) :])
        return not prose and (rest != folded[len(phrase) :] or len(rest.split()) <= 4 or ":" in phrase)
    if role is Role.CREDIT:
        return (not prose and words <= 14) or phrase[0] == "("
    if role is Role.CAPTION:
        return not prose or not phrase.isalpha()
    if prose:
        return (
            len(phrase.split()) >= 3
            or not (phrase[0].isalnum() and phrase[-1].isalnum())
            or _UNSPACED.search(phrase) is not None
        )
    return True


def _stamp_or_link(text: str) -> Mark | None:
    """A line of a date and few other words is a stamp; a headline with its date is a link to another story."""
    if len(text) > 300 or (text.endswith((":", "：")) and len(text.split()) > _HEADING_WORDS):
        return None
    rest = without_dates(text)
    if rest == text:
        return None
    words = re.findall(r"[^\W\d_]{2,}", rest)
    others = len(words) + len(_UNSPACED.findall(rest)) // 3
    if others <= 2 or (others <= 5 and not any(word.islower() for word in words)):  # nothing, or names
        return Mark(Role.STAMP)
    dated = DATE.search(text) or _SHORT_DATE.search(text)
    if dated is None:
        return None
    if any(_labelled(cell) for cell in _SEPARATOR.split(text)):
        return Mark(Role.STAMP)
    edge = text[dated.end() :]
    at_the_end = len(re.findall(r"[^\W\d_]{2,}", without_dates(edge))) <= 3
    return Mark(Role.RELATED) if at_the_end or not text[: dated.start()].strip(" -|[(") else None


def _labelled(cell: str) -> bool:
    """Whether a cell of a line is a date behind a stamp's label."""
    start = _starting(fold(cell)) if cell and len(cell) < 80 and without_dates(cell) != cell else None
    return start is not None and start[1] is Role.STAMP


def is_credited(text: str) -> bool:
    """Whether a sentence ends with a picture agency's bare name, as captions do ("... in Oslo, May 3. AFP-TT")."""
    return len(text) < 500 and _PICTURE_CREDIT.search(text) is not None


def repeats(lines: Sequence[tuple[str, bool, bool]]) -> list[int]:
    """Indexes of the lines that one of the next three begins with, or that repeat an earlier line.

    A line is `(words, reads as prose, may repeat an earlier one)`. Of a sentence and its truncated copy before it, the
    copy is the repeat; of a headline and its copy, the later one.
    """
    folded = [fold(_TAG.sub("", text)).lstrip("•·-–—*▪▸►○● ") for text, _, _ in lines]
    found = []
    seen: set[str] = set()
    for index, (words, (_, prose, open_to)) in enumerate(zip(folded, lines, strict=True)):
        if len(words) < 20:
            continue
        near = folded[index + 1 : index + 4]
        stem = words.rstrip(".… ")
        if any(other.startswith(stem) and (other != words or prose) for other in near) or (words in seen and open_to):
            found.append(index)
        seen.add(words)
    return found


def is_biography(text: str) -> bool:
    """Whether a paragraph introduces the page's writer ("Jane Roe is a reporter ...")."""
    return len(text) < 600 and _BIOGRAPHY.match(text) is not None

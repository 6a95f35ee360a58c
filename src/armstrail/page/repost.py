"""The make of a re-poster's page, told without a list of sites: notices, foreign furniture, related items of one day."""

from __future__ import annotations

import re
from functools import cache

from armstrail.knowledge import table, values
from armstrail.page.claims import Claim
from armstrail.page.layout import Layout, Role
from armstrail.page.stamps import Place, PlacedDate

_SHORT = 200
"""Characters of a frame's line, at most, that menus and bylines are looked for in."""
_KEEPER = re.compile(r"(?<![\w@./-])(?:admin|administrator|administrador|webmaster)(?![\w@.-])", re.IGNORECASE)
_JOINED = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u05ff\u0600-\u06ff\u0900-\u0e7f\u3040-\u9fff\uac00-\ud7af]")


@cache
def _marks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    marks = sorted({mark.casefold() for row in table("repost_marks") for mark in values(row["marks"])})
    return tuple((mark, re.compile(rf"\b{re.escape(mark)}\b" if mark.isascii() else re.escape(mark))) for mark in marks)


def repost_make(layout: Layout, placed: tuple[PlacedDate, ...], stamps: tuple[Claim, ...]) -> tuple[float, str]:
    """How much a page looks like a re-poster's, 0 to 1, with the reasons in words.

    Foreign furniture alone is no sign: many outlets publish an English edition inside their own frame.
    """
    reasons = []
    share = 0.0
    text = layout.text.casefold()
    marks = [mark for mark, pattern in _marks() if pattern.search(text)]
    if marks:
        share += min(0.25 + 0.25 * len(marks), 0.6)
        reasons.append("notices of a re-poster: " + ", ".join(marks[:4]))
    frame = [layout.text[b.start : b.end] for b in layout.blocks if b.role not in (Role.BODY, Role.CAPTION, Role.TITLE)]
    above = [
        b for b in layout.blocks if b.role not in (Role.BODY, Role.CAPTION, Role.TITLE) and b.start < _begin(layout)
    ]
    if any(_KEEPER.search(layout.text, b.start, b.end) for b in above if b.end - b.start <= _SHORT):
        share += 0.3
        reasons.append("signed by whoever keeps the site")
    portal = _portal_matters(frame)
    if portal:
        share += 0.3
        reasons.append("its menu is of other matters than news: " + ", ".join(portal[:4]))
    related = [
        day
        for each in placed
        if each.place is Place.RELATED or (each.place is Place.STAMP and each.rest <= 1)
        for day in each.form.days[:1]
    ]
    own = {claim.day for claim in stamps}
    counts = [day for day in related if day in own]
    distinct = len(set(related) - own)
    if len(counts) >= 4 and distinct == 0:
        share += 0.3
        reasons.append("all its dated items share the stamp's day")
    if share and _foreign_frame(layout, "".join(frame)):
        share += 0.2
        reasons.append("the page's frame is in another script than the article")
    return min(share, 1.0), "; ".join(reasons)


def _begin(layout: Layout) -> int:
    """Where the article begins."""
    return next((block.start for block in layout.blocks if block.role is Role.BODY), len(layout.text))


@cache
def _matters(kind: str) -> re.Pattern[str]:
    words = {word.casefold() for row in table("portal_words") if row["kind"] == kind for word in values(row["words"])}
    spaced, joined = [w for w in words if not _JOINED.match(w)], [w for w in words if _JOINED.match(w)]
    parts = (
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(spaced, key=lambda w: (-len(w), w))))})(?!\w)",
        *map(re.escape, sorted(joined)),
    )
    return re.compile("|".join(parts))


def _portal_matters(frame: list[str]) -> list[str]:
    """The matters of work, recipes, bets and the like that a frame names two of at least, while it names no section of a paper."""
    short = [text.casefold() for text in frame if len(text) <= _SHORT]
    if any(_matters("news").search(text) for text in short):
        return []
    found = sorted({match[0] for text in short for match in _matters("other").finditer(text)})
    return found if len(found) >= 2 else []


def _foreign_frame(layout: Layout, frame: str) -> bool:
    body = "".join(layout.text[b.start : b.end] for b in layout.blocks if b.role is Role.BODY)
    return len(_LATIN.findall(body)) > 10 * len(_OTHER_SCRIPT.findall(body)) and len(_OTHER_SCRIPT.findall(frame)) >= 20

"""The make of a re-poster's page, told without a list of sites: notices, foreign furniture, related items of one day."""

from __future__ import annotations

import re
from functools import cache

from armstrail.knowledge import table, values
from armstrail.page.claims import Claim
from armstrail.page.layout import Layout, Role
from armstrail.page.stamps import Place, PlacedDate

_LATIN = re.compile(r"[A-Za-z]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u05ff\u0600-\u06ff\u0900-\u0e7f\u3040-\u9fff\uac00-\ud7af]")


@cache
def _marks() -> tuple[str, ...]:
    return tuple(sorted({mark.casefold() for row in table("repost_marks") for mark in values(row["marks"])}))


def repost_make(layout: Layout, placed: tuple[PlacedDate, ...], stamps: tuple[Claim, ...]) -> tuple[float, str]:
    """How much a page looks like a re-poster's, 0 to 1, with the reasons in words.

    Foreign furniture alone is no sign: many outlets publish an English edition inside their own frame.
    """
    reasons = []
    share = 0.0
    text = layout.text.casefold()
    marks = [mark for mark in _marks() if mark in text]
    if marks:
        share += min(0.25 + 0.25 * len(marks), 0.6)
        reasons.append("notices of a re-poster: " + ", ".join(marks[:4]))
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
    if marks and _foreign_frame(layout):
        share += 0.2
        reasons.append("the page's frame is in another script than the article")
    return min(share, 1.0), "; ".join(reasons)


def _foreign_frame(layout: Layout) -> bool:
    body = "".join(layout.text[b.start : b.end] for b in layout.blocks if b.role is Role.BODY)
    frame = "".join(
        layout.text[b.start : b.end] for b in layout.blocks if b.role not in (Role.BODY, Role.CAPTION, Role.TITLE)
    )
    return len(_LATIN.findall(body)) > 10 * len(_OTHER_SCRIPT.findall(body)) and len(_OTHER_SCRIPT.findall(frame)) >= 20

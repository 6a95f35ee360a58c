"""What a page lets slip about its day: the month in its address, when its picture was stored, when its first reader wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from armstrail.page.clue import Clue, Fit, always, in_month, stepped
from armstrail.page.layout import Layout, Role
from armstrail.page.stamps import PlacedDate

_FOLDER = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?<=/)((?:19[89]|20[0-4])\d)/(0?[1-9]|1[0-2])(?=/(?!\d{1,2}(?:/|$)))")
_PICTURES = frozenset(
    {"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "thumbnail", "image", "image.url",
     "thumbnailurl"}
)  # fmt: skip
_STORED = ((0, 1.0), (1, 0.8), (3, 0.7), (31, 0.6))
_REACTED = ((0, 1.0), (1, 0.65), (7, 0.5), (31, 0.3))


def trace_clues(layout: Layout, placed: tuple[PlacedDate, ...], url: str | None) -> Iterator[Clue]:
    """Clues from the page's address, from that of its picture and from its readers' posts.

    A picture may be older than the story, so it exposes no stamp; a post is never older than what it is about.
    """
    month = _MONTH.search(url) if url is not None else None
    if month is not None:
        first = date(int(month[1]), int(month[2]), 1)
        yield Clue("url", month[0], None, 2.0, in_month(first), True, "the month in the page's address", always(first))
    picture = _picture(layout)
    if picture is not None:
        address, day = picture
        yield Clue(
            "picture", address, None, 1.8, _stored_fit(day), True, "its picture was stored on this day", always(day)
        )
    posts = [
        each
        for each in placed
        if each.block.role is Role.COMMENTS and each.rest <= _MOST_WORDS and each.form.days and _is_post(each)
    ]
    if len(posts) < _FEWEST_POSTS:
        return
    earliest = min(posts, key=lambda each: (each.form.days[0], each.form.start))
    span = (earliest.form.start, earliest.form.end)
    day = earliest.form.days[0]
    yield Clue(
        "reaction",
        layout.text[span[0] : span[1]],
        span,
        1.5,
        _reacted_fit(day),
        True,
        "the first reader's post: published no later",
        always(day),
    )


_MOST_WORDS = 8
_FEWEST_POSTS = 2


def _is_post(each: PlacedDate) -> bool:
    """Whether a date heads a post, rather than telling since when its writer has been a reader."""
    return each.label is None


def _stored_fit(day: date) -> Fit:
    return lambda published: (
        0.1 if published < day - timedelta(days=1) else stepped((published - day).days, _STORED, 0.5)
    )


def _reacted_fit(day: date) -> Fit:
    return lambda published: 0.0 if published > day else stepped((day - published).days, _REACTED, 0.2)


def _picture(layout: Layout) -> tuple[str, date] | None:
    """The address of the page's own picture and the day in it; failing that, the one day of all pictures shown."""
    for meta in layout.metas:
        if meta.name in _PICTURES and (day := _day(meta.value)) is not None:
            return meta.value, day
    if layout.tree is None:
        return None
    found: dict[date, str] = {}
    for element in layout.tree.iter("img"):
        address = element.get("src") or ""
        day = _day(address)
        if day is not None:
            found.setdefault(day, address)
    if len(found) != 1:
        return None
    day, address = next(iter(found.items()))
    return address, day


def _day(address: str) -> date | None:
    match = _FOLDER.search(address) if len(address) <= 2000 else None
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None

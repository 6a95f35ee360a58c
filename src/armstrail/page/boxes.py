"""The parts of an HTML page told by their elements and by the names that sites give them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from armstrail.knowledge import table, values
from armstrail.page.layout import Role
from armstrail.page.rendering import Box, Rendering

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_CUT = re.compile(r"[^a-z0-9*]+")
_ENTRY = re.compile(r"(?:^|\s)(?:h-?entry|type-post|post-\d+)(?:\s|$)")
_TAGS = {
    "nav": Role.MENU,
    "footer": Role.FURNITURE,
    "aside": Role.RELATED,
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
    "figure": Role.CAPTION,
    "button": Role.FURNITURE,
    "form": Role.FURNITURE,
    "label": Role.FURNITURE,
    "dialog": Role.FURNITURE,
    "menu": Role.MENU,
    "address": Role.CREDIT,
}
_ROLES = {"navigation": Role.MENU, "complementary": Role.RELATED, "contentinfo": Role.DISCLAIMER, "search": Role.MENU}
_STATES = ("elementor", "wp-block", "has-", "is-", "no-", "with-", "js-")
_FRAMES = frozenset({"html", "body", "main", "article"})

STORY_SHARE = 0.4
"""A part that holds more of the page's prose than this is the story, whatever its name says."""


_STORY = "story"


_LONGEST_CAPTION = 300
_STORY_LENGTH = 500
_TEXT = 90


@cache
def _names() -> tuple[dict[str, Role | str], tuple[tuple[str, Role], ...], tuple[str, ...]]:
    """What names mean, by whole words and by the beginning of a word; `story` stands for the story itself."""
    whole: dict[str, Role | str] = {}
    begun: list[tuple[str, Role]] = []
    for row in table("page_marks"):
        role = _STORY if row["role"] == _STORY else Role(row["role"])
        for name in values(row["words"]):
            if name.endswith("*") and isinstance(role, Role):
                begun.append((name.rstrip("*"), role))
            else:
                whole.setdefault(name, role)
    return whole, tuple(begun), tuple(prefix for prefix, _ in begun)


def named(marks: str) -> tuple[Role | None, bool]:
    """What classes and ids say: the role of furniture, and whether they name the story's own text."""
    role: Role | None = None
    story = False
    for name in marks.split():
        meant = _meaning(name)
        if meant == _STORY:
            story = True
        elif role is None and isinstance(meant, Role):
            role = meant
    return role, story


@lru_cache(maxsize=16384)
def _meaning(name: str) -> Role | str | None:
    """What one class or id means: the first word or words of it that the table knows, furniture before story."""
    if name.startswith(_STATES):
        return None
    whole, begun, prefixes = _names()
    words = [word for word in _CUT.split(_HUMP.sub("-", name).lower()) if word]
    story = False
    for start in range(min(len(words), 8)):
        for end in range(start + 1, min(len(words), start + 3) + 1):
            meant = whole.get("-".join(words[start:end]))
            if isinstance(meant, Role):
                return meant
            story = story or meant == _STORY
        if words[start].startswith(prefixes):
            return next(role for prefix, role in begun if words[start].startswith(prefix))
    return _STORY if story else None


def box_roles(rendering: Rendering, prose: list[int], links: list[int]) -> tuple[list[Role | None], list[bool]]:
    """For each box the role of furniture that it or a box around it plays, and whether it lies in a named story.

    `prose` is the prose in each box, those inside it included, `links` the characters of links. A name is not believed
    of a box that holds much of the page's prose, of a caption as long as a paragraph, or of links to other stories that
    link nowhere.
    """
    total = max(prose, default=0) or 1
    roles: list[Role | None] = []
    stories: list[bool] = []
    for index, box in enumerate(rendering.boxes):
        inherited = roles[box.parent] if box.parent >= 0 else None
        if inherited is Role.FURNITURE and box.tag == "blockquote" and "tweet" in box.marks:
            inherited = None  # a post that the story quotes, in the site's frame for such
        if inherited is not None:
            roles.append(inherited)
            stories.append(stories[box.parent])
            continue
        own, story = _own(box)
        # A discussion may well be longer than what it is about.
        long_talk = own is Role.COMMENTS and total - prose[index] >= _STORY_LENGTH
        if own is not None and (
            (prose[index] > STORY_SHARE * total and not long_talk)
            or (own is Role.CAPTION and prose[index] > _LONGEST_CAPTION)
            or (own is Role.RELATED and prose[index] >= _TEXT and not links[index] and box.tag != "aside")
        ):
            own = None
        roles.append(own)
        stories.append((stories[box.parent] if box.parent >= 0 else False) or (story and own is None))
    return roles, stories


def _own(box: Box) -> tuple[Role | None, bool]:
    if box.tag in _FRAMES or (box.tag == "figure" and ("table" in box.marks or "quote" in box.marks)):
        return None, _is_body(box)
    role, story = named(box.marks) if box.marks else (None, False)
    attributes = box.element.attrib
    if role is None:
        role = _TAGS.get(box.tag) or _ROLES.get(attributes.get("role", ""))
    return role, story or _is_body(box)


def _is_body(box: Box) -> bool:
    return "articlebody" in (box.element.get("itemprop") or "").lower()


def is_story(box: Box) -> bool:
    """Whether a box says that it is one whole story: an article element, or the classes of a feed's entry."""
    return box.tag == "article" or _ENTRY.search(box.marks) is not None


def box_sums(rendering: Rendering, weights: list[int]) -> list[int]:
    """For each box the sum of the weights of the pieces in it, those of inner boxes included."""
    sums = [0] * len(rendering.boxes)
    for piece, weight in zip(rendering.pieces, weights, strict=True):
        if piece.box >= 0:
            sums[piece.box] += weight
    for index in range(len(sums) - 1, -1, -1):
        parent = rendering.boxes[index].parent
        if parent >= 0:
            sums[parent] += sums[index]
    return sums

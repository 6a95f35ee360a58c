"""The boxes that a story's paragraphs flow in, and their makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from armstrail.page.layout import Role
from armstrail.page.rendering import Piece, Rendering

STRONG = 90
"""Weight as prose from which a piece is a paragraph of a story beyond doubt."""
_FLOWING = frozenset({"p", "li", "blockquote", "pre", "dd", "dt", "td", "th", "h2", "h3", "h4", "h5", "h6", "summary"})
_INNER = _FLOWING | {"ul", "ol", "dl", "table", "tbody", "thead", "tr", "figure"}
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Part:
    """A piece under judgement: its words, its weight as prose, and the role that shows it to be no story."""

    piece: Piece
    text: str
    weight: int
    role: Role | None
    story: bool = False
    opens: bool = False
    boxed: bool = False
    """Whether the role is that of the part of the page it stands in, rather than of its words."""

    @property
    def linked(self) -> bool:
        """Whether it is a link rather than a sentence with links in it."""
        return 2 * self.piece.link > len(self.text) and not self.weight


def frame_of(rendering: Rendering, piece: Piece) -> int:
    """The box that a piece flows in: a paragraph's container."""
    box = piece.box
    while box > 0 and rendering.boxes[box].tag in _FLOWING:
        box = rendering.boxes[box].parent
    return box


@dataclass(frozen=True, slots=True)
class Frames:
    """The boxes that hold much of a story's prose as their own paragraphs, and their makes."""

    boxes: frozenset[int]
    makes: frozenset[Make]


Make = tuple[int, str, str, str]
"""How a box is made: the box two above it, its element and names, the names of the box above it."""


def _make(rendering: Rendering, box: int) -> Make | None:
    """The make of a box, None of one at the top. Figures in names count for nothing: they number the paragraphs."""
    boxes = rendering.boxes
    above = boxes[box].parent if box >= 0 else -1
    if above < 0:
        return None
    return boxes[above].parent, boxes[box].tag, _DIGITS.sub("", boxes[box].marks), _DIGITS.sub("", boxes[above].marks)


def main_frames(rendering: Rendering, parts: Sequence[Part], first: int, last: int) -> Frames:
    """The frames of the story between two pieces."""
    prose: dict[int, int] = {}
    makes: dict[Make, int] = {}
    strong = any(part.role is None and part.weight >= STRONG for part in parts[first : last + 1])
    for part in parts[first : last + 1]:
        if part.role is None and part.weight >= (STRONG if strong else 1):
            frame = frame_of(rendering, part.piece)
            prose[frame] = prose.get(frame, 0) + part.weight
    for frame in prose:
        make = _make(rendering, frame)
        if make is not None:
            makes[make] = makes.get(make, 0) + 1
    total = sum(prose.values())
    return Frames(
        frozenset(frame for frame, weight in prose.items() if 5 * weight >= total),
        frozenset(make for make, count in makes.items() if count >= 2 and 2 * count >= len(prose)),
    )


def is_home(rendering: Rendering, part: Part, frames: Frames) -> bool:
    """Whether a piece stands in one of the story's frames, itself or as an item of a list there, or in its named text.

    Where most paragraphs have a frame of their own, all of one make, others of that make beside them are frames too.
    """
    if part.story:
        return True
    box = part.piece.box
    for _ in range(6):
        if box in frames.boxes or (frames.makes and _make(rendering, box) in frames.makes):
            return True
        if box < 0 or rendering.boxes[box].tag not in _INNER:
            return False
        box = rendering.boxes[box].parent
    return False

"""Plain text cut into paragraphs, whether a line is a paragraph or paragraphs are broken at a fixed width."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from armstrail.errors import PageTooLarge
from armstrail.page.layout import MAX_BLOCKS
from armstrail.records import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_ENDED = re.compile(r"[.!?…。！？؟۔।:;][\"'”’»)\]]*\s*$")
_ITEM = re.compile(r"^(?:[-*•·–—]\s|\(?\d{1,2}[.)]\s|[|>#=_])")
_NARROW, _WIDE = 45, 130


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a plain text, in order, without the blanks around them; none is empty.

    A line is a paragraph, unless the text is broken at a fixed width: then lines that a following word would have
    overfilled go on in the next one, up to a blank line, an indented line or a list item. Raises PageTooLarge beyond
    MAX_BLOCKS lines.
    """
    lines: list[Span] = []
    for match in _LINE.finditer(text):
        span = _trimmed(text, match.span())
        if span is not None:
            lines.append(span)
            if len(lines) > MAX_BLOCKS:
                raise PageTooLarge(f"the text has more than {MAX_BLOCKS:,} lines: cut it down to its article")
    width = _width(text, lines)
    if width is None:
        return lines
    joined: list[Span] = []
    margin = _margin(text, lines)
    for span in lines:
        if joined and _runs_on(text, joined[-1], span, width, margin):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _trimmed(text: str, span: Span) -> Span | None:
    raw = text[span[0] : span[1]]
    start = span[0] + len(raw) - len(raw.lstrip())
    end = span[0] + len(raw.rstrip())
    return (start, end) if start < end else None


def _line_start(text: str, position: int) -> int:
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def _margin(text: str, lines: Sequence[Span]) -> int:
    """The usual indent of a line."""
    indents = sorted(start - _line_start(text, start) for start, _ in lines)
    return indents[len(indents) // 3] if indents else 0


def _adjacent(text: str, before: Span, after: Span) -> bool:
    gap = text[before[1] : after[0]].replace("\r\n", "\n")
    return gap.count("\n") + gap.count("\r") == 1


def _width(text: str, lines: Sequence[Span]) -> int | None:
    """The width at which the lines are broken, None where a line is a paragraph.

    Broken text shows itself: few lines are longer than the width, most lines that run on nearly fill it, and most of
    those stop in the middle of a sentence.
    """
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if _adjacent(text, a, b)]
    lengths = sorted(a[1] - a[0] for a, _ in pairs if a[1] - a[0] >= _NARROW // 2)
    if len(lengths) < 4:
        return None
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    if not _NARROW <= width <= _WIDE:
        return None
    if sum(end - start > width + 8 for start, end in lines) * 10 > len(lines):
        return None
    full = [(a, b) for a, b in pairs if _fills(text, a, b, width)]
    unended = sum(not _ENDED.search(text[a[0] : a[1]]) for a, _ in full)
    if len(full) < 4 or 2 * len(full) < len(lengths) or unended * 5 < len(full) * 3:
        return None
    return width


def _fills(text: str, line: Span, after: Span, width: int) -> bool:
    start = line[1]
    while start > line[0] and text[start - 1] not in "\n\r":
        start -= 1
    first_word = text[after[0] : after[1]].split(maxsplit=1)[0]
    return line[1] - start + 1 + len(first_word) > width - 3


def _runs_on(text: str, before: Span, after: Span, width: int, margin: int) -> bool:
    if not _adjacent(text, before, after):
        return False
    indent = after[0] - _line_start(text, after[0])
    if indent > margin + 1 or _ITEM.match(text[after[0] : after[1]]):
        return False
    return _fills(text, before, after, width)

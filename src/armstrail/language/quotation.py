"""Quotations by their marks alone: pairs of quotation marks of any script, before anything is parsed.

A state machine walks each paragraph once. It knows nested and unbalanced marks, quotations that run over several
paragraphs, apostrophes that are no marks, and the broken marks of machine translation ('“…” “He said.'). Linear in the
text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PAIRS = {"“": "”", "„": '“”"', "«": "»", "「": "」", "『": "』", "‹": "›", "《": "》", "〝": "〞", "»": "«", "”": "”"}
_CLOSERS = frozenset("”»」』›》〞«")
_MARK = re.compile("[" + re.escape("\"`'‘’" + "".join([*_PAIRS, *sorted(_CLOSERS)])) + "]")
_SENTENCE_END = frozenset(".!?…。！？")
_OPEN_BEFORE = frozenset(" \t\xa0([{—–-/:,.;…")
_ELISION = re.compile(r"['’‘](?:\d0s\b|\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]|bout\b|round\b)", re.IGNORECASE)
LONGEST = 8000
"""Characters after which an unclosed quotation is taken to have ended with its paragraph."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation within one paragraph, offsets into the paragraph's text.

    `start` and `end` take in the marks, `inner` is what stands between them.
    """

    start: int
    end: int
    inner: tuple[int, int]
    single: bool
    depth: int
    closed: bool
    """False where the paragraph ends first: the quotation may run on in the next."""
    opened: bool = True
    """False where it runs on from the paragraph before without a mark of its own."""


@dataclass(slots=True)
class _Open:
    start: int
    inner: int
    closers: str
    single: bool
    opened: bool = True


def _is_open_place(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in _OPEN_BEFORE or text[at - 1] in "“„«\"'‘「『"


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()


def _straight_opens(text: str, at: int) -> bool | None:
    """Whether a straight mark opens (True) or closes (False) by the blanks around it; None where they do not tell."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    left, right = before.isspace() or before in "([{—–", after.isspace() or after in ")]},.;:!?—–"
    if left and not right:
        return True
    if right and not left:
        return False
    return None


def find_quotations(text: str, running: bool = False) -> tuple[Quotation, ...]:
    """The quotations of one paragraph, in order of their starts, nested ones after those that hold them.

    `running`: the paragraph before left a quotation open. A paragraph that then opens with a mark goes on quoting; one
    that has a closing mark first is quoted from its start.
    """
    out: list[Quotation] = []
    stack: list[_Open] = []
    if running and _closes_first(text):
        stack.append(_Open(0, 0, '”»"', False, opened=False))
    at = 0
    size = len(text)
    while (mark := _MARK.search(text, at)) is not None:
        at, char, width = mark.start(), mark[0], 1
        if char in "`'" and text[at : at + 2] in {"``", "''"}:
            latex = any(left.closers == "”" for left in stack)
            char, width = ("“" if char == "`" else "”" if latex else '"'), 2
        if char == '"':
            _straight(text, at, width, stack, out)
        elif char in _PAIRS or char in _CLOSERS:
            _curly(text, at, width, char, stack, out)
        elif char in "‘'’":
            _single(text, at, char, stack, out)
        at += width
    for left in stack:
        if not left.single:
            out.append(Quotation(left.start, size, (left.inner, size), False, 0, False, left.opened))
    return _settle(out)


def _closes_first(text: str) -> bool:
    """Whether the first double mark of the paragraph is one that closes."""
    for at, char in enumerate(text):
        if char in "“„«「『":
            return False
        if char in "”»」』":
            return True
        if char == '"':
            return _straight_opens(text, at) is False
    return False


def _close(stack: list[_Open], index: int, end: int, mark_end: int, out: list[Quotation]) -> None:
    """Close the open quotation at `index` of the stack; what was opened inside it and not closed was none."""
    left = stack[index]
    depth = sum(1 for other in stack[:index] if other.single != left.single or not left.single)
    del stack[index:]
    if end > left.inner:
        out.append(Quotation(left.start, mark_end, (left.inner, end), left.single, depth, True, left.opened))


def _straight(text: str, at: int, width: int, stack: list[_Open], out: list[Quotation]) -> None:
    opens = _straight_opens(text, at)
    index = next((i for i in range(len(stack) - 1, -1, -1) if '"' in stack[i].closers), None)
    if index is None and opens is False and stack and stack[-1].closers == "”":
        index = len(stack) - 1  # careless copy closes a curly mark with a straight one
    if index is None:
        if opens is not False or at == 0:
            stack.append(_Open(at, at + width, '"', False))
    elif opens is True and _fresh_start(text, at):
        # the one before was never closed: it ends where this one opens
        end = len(text[:at].rstrip())
        _close(stack, index, end, end, out)
        stack.append(_Open(at, at + width, '"', False))
    else:
        _close(stack, index, at, at + width, out)


def _fresh_start(text: str, at: int) -> bool:
    """Whether a new sentence or clause begins at the mark: an end of sentence or a comma stands before it."""
    before = text[:at].rstrip()
    return bool(before) and before[-1] in ".!?,:;…"


def _curly(text: str, at: int, width: int, char: str, stack: list[_Open], out: list[Quotation]) -> None:
    index = next((i for i in range(len(stack) - 1, -1, -1) if char in stack[i].closers and not stack[i].single), None)
    if index is not None and not (char in _PAIRS and char not in "“”»«" and stack[index].closers == '"'):
        _close(stack, index, at, at + width, out)
        return
    if char == "”" and stack and stack[-1].closers == '"' and not _is_word(text, at + 1):
        _close(stack, len(stack) - 1, at, at + width, out)
        return
    if char == "”" and not (_is_open_place(text, at) and _is_word(text, at + 1)):
        return
    if char in _CLOSERS and char not in _PAIRS:
        return
    if char in "»«" and not _is_word(text, at + 1) and text[at + 1 : at + 2] not in "“‘'\" \xa0":
        return
    same = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].closers == _PAIRS[char]), None)
    if same is not None and _fresh_start(text, at):
        # an opening mark inside an open quotation, after a full stop or comma: the first was never closed
        end = len(text[:at].rstrip())
        _close(stack, same, end, end, out)
    stack.append(_Open(at, at + width, _PAIRS[char], False))


def _single(text: str, at: int, char: str, stack: list[_Open], out: list[Quotation]) -> None:
    before_word, after_word = _is_word(text, at - 1), _is_word(text, at + 1)
    if before_word and after_word:
        return
    index = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].single), None)
    if index is not None and char != "‘" and not after_word and not text[at - 1].isspace():
        plural = text[at - 1] in "sz" and text[at + 1 : at + 2] == " " and _later_close(text, at + 1)
        if not plural:
            _close(stack, index, at, at + 1, out)
            return
    opens = after_word or text[at + 1 : at + 2] in {"“", '"', "[", "$", "…"}
    if index is None and opens and not before_word and _is_open_place(text, at):
        if char == "’" or _ELISION.match(text, at) or not _later_close(text, at + 1):
            return
        stack.append(_Open(at, at + 1, "'’", True))


def _later_close(text: str, at: int) -> bool:
    """Whether a single mark that may close stands further on in the paragraph, within reach."""
    return any(match.start() > 0 for match in re.finditer(r"(?<=[^\s])['’](?!\w)", text[at : at + 1500]))


def _settle(found: list[Quotation]) -> tuple[Quotation, ...]:
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def quote_paragraphs(texts: Sequence[str]) -> tuple[tuple[Quotation, ...], ...]:
    """The quotations of paragraphs in a row; one left open runs on where the next paragraph takes it up."""
    out: list[tuple[Quotation, ...]] = []
    running = False
    for text in texts:
        found = find_quotations(text, running)
        out.append(found)
        running = any(not q.closed and not q.single for q in found) and len(text) < LONGEST
    return tuple(out)

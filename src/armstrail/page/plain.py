"""Layout of a plain-text page: the article found among menus, stamps, captions, links and reactions of any language.

Furniture repeats, sits at the ends, is short and carries dates and link words; prose is long and ends its sentences.
Every paragraph is weighed, the best run of paragraphs is the article (the maximum-sum segment, Bentley 1984), and
islands of furniture inside the run are cut out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from armstrail.page.furniture import Mark, fold, is_biography, is_credited, mark_of, repeats
from armstrail.page.language_id import language_of
from armstrail.page.layout import Block, Layout, Role
from armstrail.page.lines import paragraphs
from armstrail.page.prose import is_sentence, main_script, prose_weight, script_of, speaks, word_count
from armstrail.page.title import plain_title
from armstrail.records import Span

_NEUTRAL = -30
_MARKED = -20
_ISLAND = -5
_STRONG = 90
_HEADING_WORDS = 15
_TAGS = re.compile(r"</?[a-z][^<>]{0,40}>", re.IGNORECASE)
_IMAGE_LABEL = re.compile(r"^(?:image|photo|picture|사진|图片|фото|foto|fotoğraf|bild)$")


@dataclass(slots=True)
class Line:
    """A paragraph under judgement."""

    span: Span
    text: str
    weight: int
    mark: Mark | None
    role: Role | None = None
    zone: Role | None = None
    island: bool = False
    """Whether the story goes on after the zone it stands in."""

    @property
    def score(self) -> int:
        """What the line adds to a run that holds it."""
        if self.zone is not None:
            return _ISLAND if self.island else _NEUTRAL
        if self.role is not None:
            return _MARKED
        return self.weight or _NEUTRAL


def plain_layout(text: str) -> Layout:
    """The layout of a plain-text page; offsets are into `text` itself, and every word stands in one block."""
    lines = [_line(text, span) for span in paragraphs(text)]
    _mark_captions(lines)
    _mark_duplicates(lines)
    _mark_other_scripts(lines)
    _weigh_other_languages(lines)
    _mark_zones(lines)
    first, last = _best_run(lines)
    if _is_question(lines, first, last):
        first += 1
    title = plain_title([(line.text, line.role is None, line.weight) for line in lines], first, last)
    roles = _roles(lines, first, last, title)
    blocks = tuple(Block(line.span[0], line.span[1], role) for line, role in zip(lines, roles, strict=True))
    body = " ".join(line.text for line, role in zip(lines, roles, strict=True) if role is Role.BODY)
    return Layout(
        text=text,
        blocks=blocks,
        title=lines[title].text if title is not None else None,
        title_span=lines[title].span if title is not None else None,
        language=language_of(body),
    )


def _is_question(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether the story's first line is its headline: a short question above longer paragraphs, with no headline above it."""
    if last - first < 2 or not lines[first].text.endswith("?") or word_count(lines[first].text) > _HEADING_WORDS:
        return False
    above = any(line.role is None and word_count(line.text) >= 4 for line in lines[:first])
    return not above and lines[first + 1].role is None and lines[first + 1].weight > 2 * lines[first].weight


def _line(text: str, span: Span) -> Line:
    words = " ".join(text[span[0] : span[1]].split()) if "\n" in text[span[0] : span[1]] else text[span[0] : span[1]]
    weight = prose_weight(words)
    mark = mark_of(words, prose=is_sentence(words, weight))
    return Line(span, words, weight, mark, mark.role if mark else None)


def _mark_captions(lines: Sequence[Line]) -> None:
    """The line after a bare "Image" is its caption, and so is a sentence that an agency's bare name ends, above prose."""
    prose_below = False
    for line in reversed(lines):
        if line.role is None and prose_below and is_credited(line.text):
            line.role, line.mark = Role.CAPTION, Mark(Role.CAPTION)
        prose_below = prose_below or (line.role is None and line.weight >= _STRONG)
    for before, line in itertools.pairwise(lines):
        if line.role is None and _IMAGE_LABEL.match(fold(before.text)) and word_count(line.text) <= 60:
            line.role, line.mark = Role.CAPTION, Mark(Role.CAPTION)


def _mark_duplicates(lines: Sequence[Line]) -> None:
    """A line that another one begins with, or repeats, is a duplicate: the longer or later one is read."""
    for index in repeats([(line.text, line.weight >= _STRONG, line.role is None) for line in lines]):
        lines[index].role, lines[index].mark = Role.DUPLICATE, Mark(Role.DUPLICATE)


def _mark_other_scripts(lines: Sequence[Line]) -> None:
    """Lines in another script than the story's are furniture, whatever they say."""
    script = main_script(line.text for line in lines if line.role is None)
    if script is None:
        return
    for line in lines:
        if line.role is None and script_of(line.text) not in (script, None):
            line.role, line.mark = Role.FURNITURE, Mark(Role.FURNITURE)


def _weigh_other_languages(lines: Sequence[Line]) -> None:
    """A short line without one word of the story's grammar is no sentence of it."""
    doubtful = [line for line in lines if 0 < line.weight < _STRONG]
    if not doubtful:
        return
    language = language_of(" ".join(line.text for line in lines if line.role is None and line.weight >= _STRONG))
    for line in doubtful:
        if not speaks(line.text, language):
            line.weight = 0


def _mark_zones(lines: Sequence[Line]) -> None:
    """Below a heading such as "Related articles" or "Comments" a part of the page runs on until the story resumes."""
    told = 0
    total = sum(line.weight for line in lines if line.role is None)
    zone: Role | None = None
    teasers = opened = 0
    for index, line in enumerate(lines):
        if line.mark is not None and line.mark.opens and told:
            zone, teasers, opened = line.mark.role, 0, index
            if (zone is Role.COMMENTS and told * 2 < total) or (zone is Role.AUTHOR_BOX and told * 3 < total * 2):
                zone = None
            continue
        if zone is not None and _resumes(lines, index, zone, teasers):
            for other in lines[opened:index]:
                other.island = True
            zone = None
        if line.role is None:
            if zone is not None:
                line.zone = zone
                teasers += line.weight > 0
            else:
                told += line.weight


def _resumes(lines: Sequence[Line], index: int, zone: Role, teasers: int) -> bool:
    """Whether the story goes on at `index` after an island of links.

    It does with a sentence that no headline and no stamp follows; after links that carried sentences of their own, only
    with two.
    """
    line = lines[index]
    if zone is not Role.RELATED or line.role is not None or not line.weight or line.text.rstrip().endswith("?"):
        return False
    if any(other.role is Role.STAMP for other in lines[index + 1 : index + 3]):
        return False
    after = lines[index + 1] if index + 1 < len(lines) else None
    if after is None or after.role is not None:
        return not teasers
    return after.weight > 0


def _best_run(lines: Sequence[Line]) -> tuple[int, int]:
    """First and last index of the run of lines with the greatest sum of scores; (0, -1) where no line adds to one."""
    best, best_run = 0, (0, -1)
    total, start = 0, 0
    for index, line in enumerate(lines):
        if total <= 0:
            total, start = 0, index
        total += line.score
        if total > best:
            best, best_run = total, (start, index)
    return best_run


def _roles(lines: Sequence[Line], first: int, last: int, title: int | None) -> list[Role]:
    roles: list[Role] = []
    unfurnished = not any(line.role or line.zone for line in lines)
    headline = fold(lines[title].text) if title is not None else None
    for index, line in enumerate(lines):
        inside = first <= index <= last or (unfurnished and first <= last) or last < 0
        if index == title:
            roles.append(Role.TITLE)
        elif headline is not None and fold(line.text) == headline:
            roles.append(Role.DUPLICATE)
        elif line.role is not None:
            roles.append(line.role)
        elif inside and line.zone is None:
            roles.append(Role.BODY)
        else:
            roles.append(line.zone or (Role.MENU if index < first else Role.FURNITURE))
    _cut_lists(lines, roles, first, last)
    _cut_biography(lines, roles)
    return roles


def _cut_lists(lines: Sequence[Line], roles: list[Role], first: int, last: int) -> None:
    """Four or more lines that are no sentences, one after another inside the story, are links; up to three are sub-headings."""
    run: list[int] = []
    for index in range(first, last + 2):
        line = lines[index] if index <= last else None
        if line is not None and roles[index] is Role.BODY and not line.weight:
            run.append(index)
            continue
        if len(run) >= 4 and not all(re.match(r"[-*•·–—\d(]", lines[item].text) for item in run):
            for item in run:
                roles[item] = Role.RELATED
        run = []


def _cut_biography(lines: Sequence[Line], roles: list[Role]) -> None:
    """Paragraphs at the end of the story that introduce its writer are no part of it."""
    body = [index for index, role in enumerate(roles) if role is Role.BODY]
    for index in reversed(body[1:]):
        if not is_biography(lines[index].text):
            break
        roles[index] = Role.AUTHOR_BOX

"""Which pieces of a rendered HTML page are its article.

Every piece of text is weighed as prose; the parts of the page that their elements, names or headings show to be
furniture count against a story, and so does every step from one container into another. The article is the run of
pieces with the greatest sum (Bentley 1984), so that a story split over several containers is read whole, and islands of
furniture inside it are cut out.
"""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.page.boxes import box_roles, box_sums, is_story
from armstrail.page.frames import STRONG, Frames, Part, frame_of, is_home, main_frames
from armstrail.page.furniture import DATE, LETTER, fold, is_biography, is_credited, mark_of, repeats, without_dates
from armstrail.page.layout import Role
from armstrail.page.prose import ends_sentence, is_sentence, prose_weight
from armstrail.page.rendering import Rendering
from armstrail.page.title import Headline

_NEUTRAL = -30
_MARKED = -12
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STEP = 10
_MOST_STEPS = 15
_TEASER = 500
_TOLD = 200
"""Weight of the story above readers' posts from which it may be the shorter part of the page."""
_OUTSIDE = 0.5
_NEAR = 25
_MOST_LINKS = 8
"""Links in a row, at most, behind which a story may go on."""


def article(rendering: Rendering, headline: Headline) -> list[Role]:
    """The role of each piece of the page; BODY are the paragraphs of its article.

    A headline that the page claims for its own tells its story from others on the page.
    """
    parts = _parts(rendering)
    if headline.piece is not None:
        parts[headline.piece].weight = 0
    if headline.claimed and headline.piece is not None:
        _mark_other_stories(rendering, parts, headline.piece)
    _mark_repeats(parts)
    _mark_teasers(rendering, parts, headline)
    _mark_sections(rendering, parts)
    first, last = _best_run(rendering, parts, headline.piece)
    if last < first:  # a page of nothing but discussion: its posts are what there is to read
        for part in parts:
            if part.role is Role.COMMENTS and part.weight >= STRONG:
                part.role, part.boxed = None, False
        first, last = _best_run(rendering, parts, headline.piece)
    return _roles(rendering, parts, (first, last), headline)


def _parts(rendering: Rendering) -> list[Part]:
    text = rendering.text
    parts = []
    for piece in rendering.pieces:
        words = text[piece.start : piece.end]
        weight = prose_weight(words) if len(words) >= 12 else 0
        if weight and 2 * piece.link > len(words):
            weight = weight // 2 if 10 * piece.link < 9 * len(words) and ends_sentence(words) else 0
        parts.append(Part(piece, words, weight, None))
    prose = box_sums(rendering, [part.weight for part in parts])
    links = box_sums(rendering, [piece.link for piece in rendering.pieces])
    roles, stories = box_roles(rendering, prose, links)
    for part in parts:
        if part.piece.box >= 0:
            part.role, part.story = roles[part.piece.box], stories[part.piece.box]
            part.boxed = part.role is not None
        if part.role is None:
            mark = mark_of(part.text, prose=is_sentence(part.text, part.weight), dates=not part.story)
            if mark is not None:
                part.role, part.opens = mark.role, mark.opens
    return parts


def _subtree(rendering: Rendering, box: int, parts: Sequence[Part], start: int) -> int:
    """Index behind the last piece in `box`, given that the piece at `start` stands in it."""
    boxes = rendering.boxes
    index = start
    while index < len(parts):
        at = parts[index].piece.box
        while at > box:
            at = boxes[at].parent
        if at != box:
            break
        index += 1
    return index


def _mark_repeats(parts: Sequence[Part]) -> None:
    """Truncated copies of the next paragraph are duplicates, and sentences that end with a picture credit are captions."""
    told = [part for part in parts if part.role is None and part.weight]
    for index in repeats([(part.text, part.weight >= STRONG, False) for part in told]):
        told[index].role = Role.DUPLICATE
    for part in told[:-1]:
        if part.role is None and is_credited(part.text):
            part.role = Role.CAPTION


def _mark_other_stories(rendering: Rendering, parts: Sequence[Part], headline: int) -> None:
    """Where the page marks several stories as such, those that neither hold nor follow its headline first are others."""
    whole: list[int] = []
    for index, box in enumerate(rendering.boxes):
        outer = whole[box.parent] if box.parent >= 0 else -1
        whole.append(outer if outer >= 0 else index if is_story(box) else -1)
    prose: dict[int, int] = {}
    for part in parts:
        box_index = part.piece.box
        if box_index >= 0 and whole[box_index] >= 0 and part.role is None:
            prose[whole[box_index]] = prose.get(whole[box_index], 0) + part.weight
    told = [box for box, weight in prose.items() if weight >= _TEASER // 2]
    if len(told) < 2:
        return
    at = parts[headline].piece.box
    own = whole[at] if whole[at] in told else min((box for box in told if box > at), default=None)
    if own is None or sum(prose[box] for box in told) * 2 < sum(part.weight for part in parts if part.role is None):
        return
    for part in parts:
        if part.piece.box >= 0 and whole[part.piece.box] not in (own, -1):
            part.role, part.boxed = part.role or Role.RELATED, True


def _mark_teasers(rendering: Rendering, parts: Sequence[Part], headline: Headline) -> None:
    """A small part of the page under a linked headline is a link to another story."""
    heads = [0] * len(parts)
    for index, part in enumerate(parts):
        heads[index] = int(part.linked and part.piece.tag in _HEADINGS and len(part.text) >= 15)
    if headline.piece is not None:
        heads[headline.piece] = 0  # many sites link a story's own headline
    if not any(heads):
        return
    prose = box_sums(rendering, [part.weight for part in parts])
    linked = box_sums(rendering, heads)
    total = max(prose, default=0)
    teasers: list[tuple[int, int]] = []
    for index, part in enumerate(parts):
        if not heads[index]:
            continue
        box = part.piece.box
        while box > 0:
            parent = rendering.boxes[box].parent
            if parent < 0 or linked[parent] > 1 or prose[parent] > _TEASER or 3 * prose[parent] > total:
                break
            box = parent
        start = index
        while start and _inside(rendering, parts[start - 1].piece.box, box):
            start -= 1
        teasers.append((start, _subtree(rendering, box, parts, index)))
    for start, end in teasers:
        for part in parts[start:end]:
            part.role, part.boxed = part.role or Role.RELATED, True


def _inside(rendering: Rendering, box: int, outer: int) -> bool:
    while box > outer:
        box = rendering.boxes[box].parent
    return box == outer


def _mark_sections(rendering: Rendering, parts: Sequence[Part]) -> None:
    """What stands under a heading such as "Related articles" or "Comments" is no story.

    The heading rules the box that it begins; where it begins none, it rules what follows until prose resumes.
    """
    total = sum(part.weight for part in parts if part.role is None)
    told = 0
    for index, part in enumerate(parts):
        if not part.opens or part.boxed:  # within a part that is known to be none of the story nothing is opened
            told += part.weight if part.role is None else 0
            continue
        box = part.piece.box
        while box > 0:
            parent = rendering.boxes[box].parent
            if parent < 0 or (index and _inside(rendering, parts[index - 1].piece.box, parent)):
                break
            box = parent
        end = _subtree(rendering, box, parts, index)
        inside = sum(other.weight for other in parts[index:end] if other.role is None)
        if part.role is Role.COMMENTS and told >= _TOLD and _is_talk(parts[index + 1 : end if inside else len(parts)]):
            end = end if inside else len(parts)
            for other in parts[index:end]:
                other.role = Role.COMMENTS  # the days of posts are no stamps of the page
        elif 2 * inside > total:
            continue
        elif end == index + 1 and told:
            while end < len(parts) and not (parts[end].role is None and parts[end].weight >= STRONG):
                end += 1
            if (part.role is Role.COMMENTS and 2 * told >= total) or (
                part.role is Role.AUTHOR_BOX and 3 * told >= 2 * total
            ):
                end = len(parts)
        for other in parts[index:end]:
            other.role, other.boxed = other.role or part.role, True


def _is_talk(parts: Sequence[Part]) -> bool:
    """Whether pieces read like readers' posts: prose with a short line between that gives a post's day."""
    prose = sum(part.role is None and part.weight > 0 for part in parts)
    dated = sum(len(part.text) < 80 and not part.weight and without_dates(part.text) != part.text for part in parts)
    return prose >= 2 and dated >= 2 and 3 * dated >= prose


def _steps(rendering: Rendering, one: int, other: int) -> int:
    """How many boxes are left and entered between two."""
    boxes = rendering.boxes
    steps = 0
    while one != other and steps < 40:
        if one > other:
            one = boxes[one].parent
        else:
            other = boxes[other].parent
        steps += 1
    return steps


def _best_run(rendering: Rendering, parts: Sequence[Part], headline: int | None) -> tuple[int, int]:
    """First and last index of the best run; (0, -1) where no piece adds to one."""
    named = any(part.story and part.weight >= STRONG and part.role is None for part in parts)
    stories = sum(part.weight for part in parts if part.story and part.role is None)
    named = named and 4 * stories > sum(part.weight for part in parts if part.role is None)
    best, best_run = 0.0, (0, -1)
    total, start = 0.0, 0
    before: int | None = None
    for index, part in enumerate(parts):
        if part.role is not None:
            score: float = _MARKED
        elif part.weight:
            score = part.weight
            if (named and not part.story) or (headline is not None and index < headline):
                score *= _OUTSIDE
        else:
            score = _NEUTRAL if not part.linked else 2 * _NEUTRAL
            if part.story:
                score /= 3
        if part.role is None and part.weight:
            frame = frame_of(rendering, part.piece)
            if before is not None:
                score -= _STEP * min(_steps(rendering, before, frame), _MOST_STEPS)
            before = frame
        if total <= 0:
            total, start = 0, index
            if part.role is None and part.weight:
                score = max(score, part.weight * (_OUTSIDE if named and not part.story else 1))
        total += score
        if total > best:
            best, best_run = total, (start, index)
    return best_run


def _roles(rendering: Rendering, parts: Sequence[Part], run: tuple[int, int], headline: Headline) -> list[Role]:
    head = fold(headline.text) if headline.text else None
    first, last = run
    frames = main_frames(rendering, parts, first, last)
    first, last = _stretched(rendering, parts, first, last, frames)
    roles: list[Role] = []
    for index, part in enumerate(parts):
        at_home = first <= index <= last and is_home(rendering, part, frames)
        if index == headline.piece:
            roles.append(Role.TITLE)
        elif part.role is not None and not (at_home and _excused(part)):
            roles.append(part.role)
        elif head is not None and len(head) > 15 and fold(part.text) == head:
            roles.append(Role.DUPLICATE)
        elif first <= index <= last and (part.weight or (at_home and not part.linked)):
            roles.append(Role.BODY)
        else:
            roles.append(Role.RELATED if part.linked else Role.FURNITURE)
    _take_lead(parts, roles, headline.piece)
    _cut_ends(parts, roles)
    return roles


def _take_lead(parts: Sequence[Part], roles: list[Role], headline: int | None) -> None:
    """A paragraph or two between headline and story, set in a box of their own, are its lead."""
    first = next((index for index, role in enumerate(roles) if role is Role.BODY), None)
    if first is None or headline is None or not headline < first <= headline + _NEAR:
        return
    leads = [
        index
        for index in range(headline + 1, first)
        if parts[index].role is None and parts[index].weight >= STRONG and parts[index].piece.tag not in _HEADINGS
    ]
    if len(leads) <= 2:
        for index in leads:
            roles[index] = Role.BODY


def _excused(part: Part) -> bool:
    """Whether the words of a piece in the midst of the story may look like furniture and be none: dates, a place's name.

    A time of day alone heads an entry of a running report and is none of its words.
    """
    if part.boxed or part.opens or part.linked or part.role not in (Role.STAMP, Role.MENU):
        return False
    return part.role is Role.MENU or bool(LETTER.search(part.text)) or bool(DATE.search(part.text))


def _stretched(rendering: Rendering, parts: Sequence[Part], first: int, last: int, frames: Frames) -> tuple[int, int]:
    """The run with the short paragraphs and list items before and behind it that stand in its frame."""
    for index in range(first - 1, -1, -1):
        if _island(parts[index]):
            continue
        part = parts[index]
        if (
            part.role is not None
            or part.piece.tag in _HEADINGS
            or not _joins(rendering, part, frames)
            or mark_of(part.text)
        ):
            break
        first = index
    links = 0
    for index in range(last + 1, len(parts) if last >= 0 else 0):
        part = parts[index]
        if _island(part):
            continue
        if _joins(rendering, part, frames) and (part.weight or not links):
            if part.piece.tag not in _HEADINGS:
                last, links = index, 0
        elif part.role is None and part.linked and links < _MOST_LINKS:
            links += 1
        else:
            break
    return first, last


def _island(part: Part) -> bool:
    """Whether a piece may stand amid a story and be none of it.

    So may a line of furniture in the story's named text, and one that holds no letter and no figure.
    """
    if part.opens:
        return False
    if part.boxed or part.role is Role.CAPTION or not any(map(str.isalnum, part.text)):
        return True
    return part.story and part.role is Role.FURNITURE


def _joins(rendering: Rendering, part: Part, frames: Frames) -> bool:
    return (part.role is None or _excused(part)) and not part.linked and is_home(rendering, part, frames)


def _cut_ends(parts: Sequence[Part], roles: list[Role]) -> None:
    """Stamps, headings that no paragraph follows, and paragraphs on the writer are no end of a story."""
    body = [index for index, role in enumerate(roles) if role is Role.BODY]
    for index in body[:-1]:
        if parts[index].role is Role.STAMP:
            roles[index] = Role.STAMP
        elif parts[index].piece.tag in ("h1", "h2", "h3"):
            roles[index] = Role.FURNITURE  # a line under the headline
        else:
            break
    for index in reversed(body[1:]):
        if parts[index].role is Role.STAMP:
            roles[index] = Role.STAMP
        elif parts[index].piece.tag in _HEADINGS:
            roles[index] = Role.FURNITURE
        elif is_biography(parts[index].text):
            roles[index] = Role.AUTHOR_BOX
        else:
            break

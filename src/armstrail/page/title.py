"""The headline of a page, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from armstrail.page.furniture import fold
from armstrail.page.layout import Meta
from armstrail.page.prose import word_count
from armstrail.page.rendering import Rendering

_WORD = re.compile(r"[^\W\d_]{4,}")
_LONGEST = 45
_SITE_MARK = re.compile(r"\s+[|–—:·•»«-]{1,2}\s+|\s*[|｜]\s*|(?<=[\u3040-\u9fff\uac00-\ud7a3])[_-](?=\S)")
_CLAIMS = ("og:title", "headline", "twitter:title", "dc.title", "title")
_HEADINGS = ("h1", "h2", "h3")


def plain_title(lines: Sequence[tuple[str, bool, int]], first: int, last: int) -> int | None:
    """Index of the headline among the lines of a plain text, None where the page has none.

    A line is `(words, unmarked, prose weight)`; `first` and `last` bound the article. A headline stands above the
    article, has the length of one, and shares words with it: that sets it apart from a site's name and motto.
    """
    if last < first:
        return None
    story = {word[:5] for text, _, _ in lines[first : last + 1] for word in _WORD.findall(fold(text))}
    best, best_score = None, 0.0
    for index in range(first):
        text, unmarked, _ = lines[index]
        words = word_count(text)
        if not unmarked or not 3 <= words <= _LONGEST:
            continue
        own = {word[:5] for word in _WORD.findall(fold(text))}
        if not own:
            continue
        shared = len(own & story) / len(own)
        if shared < 0.25 and words < 6:
            continue
        # A site's name is short; a motto or a menu shares no words with the story.
        score = 10 * shared + min(words, 12) - (6 if words < 4 else 0)
        if score > best_score + 1:
            best, best_score = index, score
    return best


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline as text, the index of the piece that shows it, and whether the page claims that text as its title."""

    text: str | None = None
    piece: int | None = None
    claimed: bool = False


def page_title(rendering: Rendering, metas: Sequence[Meta], site: str | None) -> Headline:
    """The headline of an HTML page.

    What the page claims as its title decides which of its headings is the headline, and is cut at the site's name.
    """
    claims = [
        meta.value for name in _CLAIMS for meta in metas if meta.name == name and meta.kind in ("meta", "json-ld")
    ]
    # Lists of other stories are marked up too: an item's own headline counts where nothing else speaks.
    claims = claims or [meta.value for meta in metas if meta.name == "headline" and meta.kind == "microdata"][:1]
    text = rendering.text
    wanted = [word_set(claim) for claim in claims]
    best, best_score, claimed = None, 0.0, False
    shortest, longest = min(map(len, claims), default=0) // 4, 2 * max(map(len, claims), default=200)
    for index, piece in enumerate(rendering.pieces):
        if not shortest <= piece.end - piece.start <= longest:
            continue
        rank = _HEADINGS.index(piece.tag) if piece.tag in _HEADINGS else 3
        if rank == 3 and (not wanted or index > 400):
            continue
        own = word_set(text[piece.start : piece.end])
        if not own:
            continue
        # The claim may hold the site's name too: a headline's words are most of a claim's, and a claim's are most of it.
        likeness = max(
            (len(own & claim) / len(own | claim) + len(own & claim) / len(own) for claim in wanted), default=0.0
        )
        score = likeness if likeness >= 1.1 else 0.0
        score += (0.5, 0.2, 0.1, 0.0)[rank] if score or (rank == 0 and len(own) >= 3) else 0.0
        if score > best_score + 0.001:
            best, best_score, claimed = index, score, likeness >= 1.1
    if best is not None:
        shown = text[rendering.pieces[best].start : rendering.pieces[best].end]
        return Headline(without_site(shown, site), best, claimed)
    return Headline(without_site(claims[0], site) if claims else None)


def word_set(text: str) -> frozenset[str]:
    """The words of a text, folded; signs of a script that writes no words apart count one by one."""
    folded = fold(text)
    words = re.findall(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+", folded)
    return frozenset(words)


def without_site(title: str, site: str | None) -> str:
    """A title without the site's name before or behind a bar or dash."""
    marks = list(_SITE_MARK.finditer(title))
    if not marks:
        return title.strip()
    name = word_set(site) if site else frozenset()
    for head, tail in (
        (title[: marks[-1].start()], title[marks[-1].end() :]),
        (title[marks[0].end() :], title[: marks[0].start()]),
    ):
        words = word_set(tail)
        if name and words and (words <= name or name <= words) and head.strip():
            return without_site(head, site)
    head, tail = title[: marks[-1].start()], title[marks[-1].end() :]
    bar = marks[-1][0].strip() in ("|", "｜", "»", "·", "•")
    if bar and word_count(tail) <= 5 and word_count(head) > word_count(tail):
        return without_site(head, site)
    return title.strip()

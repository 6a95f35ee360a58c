"""Dates that stand on a page as stamps: beside the headline, behind a publication label, at the article's end."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from armstrail.page.claims import Claim, ClaimRole, form_claim, label_role
from armstrail.page.date_forms import find_dates
from armstrail.page.date_names import DateForm
from armstrail.page.fields import own_url
from armstrail.page.issue_words import points_back
from armstrail.page.layout import Block, Layout, Role
from armstrail.page.prose import ends_sentence

_WORD = re.compile(r"[^\W\d_]{2,}")
_CJK = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_NOT_STAMPED = frozenset(
    {Role.MENU, Role.COMMENTS, Role.DISCLAIMER, Role.SHARE, Role.AUTHOR_BOX, Role.DUPLICATE, Role.TITLE}
)
_GOOD_HINT = re.compile(
    r"date|time|publi|post|meta|byline|author|entry|info|stamp|fecha|datum|data|created|stand\b|plat\b", re.IGNORECASE
)
_BAD_HINT = re.compile(
    r"comment|relat|sidebar|widget|footer|recent|latest|popular|recommend|teaser|card\b|menu|\bnavi?\b|copyright|event|calendar|archiv|ticker|breaking|\bmore\b|aside|"
    r"promo|similar|\bnext\b|\bprev|trend|\bmost|reply|respon|carousel|slider|newsletter|cookie|weather|wetter|today|current|clock|topbar|discuss|thread|kommentar|comentar|signature|also",
    re.IGNORECASE,
)
_TODAY_HINT = re.compile(r"today|current|clock|topbar|weather|wetter|ticker|header-date|now\b", re.IGNORECASE)
_PUBLISHED_HINT = re.compile(
    r"publi|entry-date|post-date|posted|pubdate|dateline|article-date|news-date", re.IGNORECASE
)
_UPDATED_HINT = re.compile(r"modif|updat|revis", re.IGNORECASE)


_BELOW_HEADLINE = 1.2
"""Nearness (`Ground.nearness`) that a place above the headline does not reach."""


class Place(StrEnum):
    """Where on the page a date stands."""

    STAMP = "stamp"
    BODY = "body"
    CAPTION = "caption"
    RELATED = "related"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PlacedDate:
    """A date form (offsets into the layout's text) with its block and where it stands."""

    form: DateForm
    block: Block
    place: Place
    near: float
    role: ClaimRole = ClaimRole.UNSAID
    label: str | None = None
    rest: int = 0
    """Words of the block besides dates, times and labels."""


def word_count(text: str) -> int:
    """Words of a text; two characters of Chinese, Japanese or Korean count as one."""
    if _CJK.search(text) is None:
        return len(_WORD.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + len(_CJK.findall(text)) // 2


def is_prose(text: str) -> bool:
    """Whether a line reads as running text: many words, or a sentence with its stop."""
    if len(text) >= 180:
        return True
    words = word_count(text)
    return words >= 18 or (words >= 8 and text.rstrip().endswith((".", "!", "?", '"', "”", "。", "」")))


class Ground:
    """The lie of a page: where its headline and its running text stand. Offsets are code points of the layout's text."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.starts = [block.start for block in layout.blocks]
        prose = [n for n, block in enumerate(layout.blocks) if block.role is Role.BODY and self._prose(block)]
        self.title = self._title(prose)
        after = [n for n in prose if self.title is None or n > self.title]
        prose = after or prose
        self.first = prose[0] if prose else None
        self.last = prose[-1] if prose else None

    def among_related(self, number: int) -> bool:
        """Whether a block stands behind the article among links to other stories."""
        if self.last is None or number <= self.last:
            return False
        return any(block.role is Role.RELATED for block in self.layout.blocks[self.last + 1 : number])

    def _prose(self, block: Block) -> bool:
        return is_prose(self.layout.text[block.start : block.end])

    def _title(self, prose: list[int]) -> int | None:
        if self.layout.title_span is not None:
            return self.index(self.layout.title_span[0])
        for number, block in enumerate(self.layout.blocks):
            if block.role is Role.TITLE or block.tag == "h1":
                return number
        if prose:
            # The longest of the few short lines above the text.
            above = range(max(0, prose[0] - 8), prose[0])
            best = max(above, key=lambda n: (self._words(n), -n), default=None)
            return best if best is not None and self._words(best) >= 4 else None
        return None

    def _words(self, number: int) -> int:
        block = self.layout.blocks[number]
        return word_count(self.layout.text[block.start : block.end])

    def index(self, offset: int) -> int:
        """Number of the block at or before an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def nearness(self, offset: int) -> float:
        """2 beside the headline, 1 about headline and text, 0 elsewhere."""
        number = self.index(offset)
        if self.title is None:
            if self.first is None:
                return 1.0
            return 1.5 if self.first - 6 <= number <= self.first else 0.0
        distance = number - self.title
        if distance >= 0 and (self.first is None or number <= self.first):
            return 2.0 - min(distance, 30) / 30
        if distance < 0:
            return max(0.0, 1.2 + distance * 0.1)
        if self.last is not None and number <= self.last + 3:
            return 0.7
        return 0.0


_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")
_ENDING = re.compile(r"https?://[^/]*\.([a-z]{2})(?:[:/]|$)")
_DAY_FIRST = frozenset(
    [
        "uk",
        "ie",
        "au",
        "nz",
        "in",
        "pk",
        "bd",
        "lk",
        "np",
        "za",
        "ng",
        "ke",
        "gh",
        "ug",
        "tz",
        "zw",
        "mt",
        "cy",
        "sg",
        "my",
        "hk",
        "eu",
    ]
)
"""Countries whose English pages write the day before the month."""
_AMERICAN_ZONE = re.compile(r"\d\s?(?:[ap]\.?m\.?)?\s?\b(?:E[SD]?T|C[SD]T|M[SD]T|P[SD]?T)\b", re.IGNORECASE)


def month_first(layout: Layout) -> bool:
    """Whether `03/04/2024` on this page is March.

    Another date of the page that can be read one way only settles it, then the country at the end of its host's name,
    then what the page declares ("en-US"), then an American time zone behind a time.
    """
    found = _SLASHED.findall(layout.text) if "/" in layout.text else ()
    pairs = {(int(one) > 12, int(two) > 12) for one, two in found}
    if ((False, True) in pairs) != ((True, False) in pairs):
        return (False, True) in pairs
    declared = _declared(layout)
    if declared in (None, "en", "en-us"):  # many systems declare American English wherever they run
        ending = _ENDING.match(own_url(layout) or "")
        if ending is not None and ending[1] in _DAY_FIRST:
            return False
    if declared is not None and declared != "en":
        return declared.startswith(("en-us", "en-ph"))
    return _AMERICAN_ZONE.search(layout.text) is not None or (declared == "en" and layout.tree is not None)


def _declared(layout: Layout) -> str | None:
    for meta in layout.metas:
        if meta.kind == "meta" and meta.name in ("og:locale", "content-language", "dc.language"):
            return meta.value.lower().replace("_", "-")
    if layout.tree is not None and layout.tree.get("lang"):
        return str(layout.tree.get("lang")).lower().replace("_", "-")
    return None


def is_american(layout: Layout) -> bool:
    """Whether the page declares American English or gives a time in an American zone."""
    declared = _declared(layout) or ""
    return declared.startswith("en-us") or _AMERICAN_ZONE.search(layout.text) is not None


def place_dates(layout: Layout, ground: Ground) -> tuple[PlacedDate, ...]:
    """Every date form of a page with the place that it stands in, in order."""
    language = layout.language if layout.language != "en" else None
    grouped: dict[int, list[DateForm]] = {}
    for form in find_dates(layout.text, language, month_first=month_first(layout)):
        number = ground.index(form.start)
        if layout.blocks and layout.blocks[number].start <= form.start and form.end <= layout.blocks[number].end:
            grouped.setdefault(number, []).append(form)
    placed = []
    for number, forms in grouped.items():
        placed.extend(_placed(layout, ground, number, forms))
    scattered = _scattered(layout, ground, language)
    return tuple(sorted((*placed, *scattered), key=lambda each: each.form.start)) if scattered else tuple(placed)


_BIT = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[.,]?|[^\W\d_]{3,12}[.,]?(?:\s\d{4})?|\d{4}")


def _scattered(layout: Layout, ground: Ground, language: str | None) -> list[PlacedDate]:
    """Dates whose day, month and year stand in blocks of their own above the text, as on a leaf of a calendar."""
    text = layout.text
    blocks = layout.blocks[: min(ground.first + 1 if ground.first is not None else len(layout.blocks), 400)]
    bits = [
        text[block.start : block.end]
        if block.end - block.start <= 17 and _BIT.fullmatch(text, block.start, block.end)
        else None
        for block in blocks
    ]
    found: list[PlacedDate] = []
    number = 0
    while number < len(blocks):
        for count in (3, 2):
            run = [bit for bit in bits[number : number + count] if bit is not None]
            if len(run) < count or not any(bit[0].isdigit() and len(bit) <= 5 for bit in run):
                continue
            whole = " ".join(run)
            forms = find_dates(whole, language)
            if (
                len(forms) == 1
                and forms[0].readings[0].day is not None
                and forms[0].end - forms[0].start >= len(whole) - 1
            ):
                block = blocks[number]
                form = DateForm(block.start, blocks[number + count - 1].end, forms[0].readings)
                line = _Line(number, block, False, 0, ground.nearness(block.start))
                found.append(PlacedDate(form, block, _place(ground, line, form, labelled=False), line.near))
                number += count - 1
                break
        number += 1
    return found


_TIMES = re.compile(
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?|\b[ap]\.?m\b\.?|\b(?:GMT|UTC|[A-Z]{1,2}[SD]T|CET|CEST|ET|IST)\b|(?:min|minutes?) read",
    re.IGNORECASE,
)


def _placed(layout: Layout, ground: Ground, number: int, forms: list[DateForm]) -> list[PlacedDate]:
    block = layout.blocks[number]
    text = layout.text
    pieces = []
    last = block.start
    for form in forms:
        pieces.append(text[last : form.start])
        last = form.end
    pieces.append(text[last : block.end])
    left = " | ".join(pieces)
    rest = word_count(_TIMES.sub(" ", left)) if len(left) < 400 else word_count(left)
    line = _Line(number, block, is_prose(left) or _is_told(layout, block, rest), rest, ground.nearness(block.start))
    result = []
    for position, form in enumerate(forms):
        said = label_role(pieces[position], pieces[-1] if position + 1 == len(forms) else "")
        if said is not None and line.prose and layout.language == "en" and _tells(pieces[position], said[1]):
            said = None
        role = said[0] if said is not None else ClaimRole.UNSAID
        place = _place(ground, line, form, labelled=said is not None)
        if place is Place.STAMP and said is None and line.rest and points_back(pieces[position]):
            place = Place.OTHER
        if place is Place.STAMP and role is ClaimRole.UNSAID and _UPDATED_HINT.search(block.hint):
            role = ClaimRole.UPDATED
        result.append(PlacedDate(form, block, place, line.near, role, said[1] if said else None, rest))
    return result


def _is_told(layout: Layout, block: Block, rest: int) -> bool:
    """Whether a short line of the story is a sentence about its date, as in: They last met on 25 April 2019, in Riga."""
    return block.role is Role.BODY and rest >= 4 and ends_sentence(layout.text[block.start : block.end])


_SPOKEN = re.compile(r"(?<![\w'’])[a-z][a-z'’]+")
_SIGNED = frozenset({"by", "and", "in", "on", "at", "with", "from", "staff", "writer", "admin", "editor", "the"})


def _tells(before: str, label: str) -> bool:
    """Whether a label in running text is a verb of its sentence: "The ministry of defence published on", no byline."""
    words = set(_SPOKEN.findall(before)) - set(_SPOKEN.findall(label))
    return len(words - _SIGNED) > 0 and before.rstrip(" ,")[-1:].isalpha()


@dataclass(frozen=True, slots=True)
class _Line:
    """A block that holds dates: its number, whether it is running text, its words besides, how near the headline."""

    number: int
    block: Block
    prose: bool
    rest: int
    near: float


def _place(ground: Ground, line: _Line, form: DateForm, *, labelled: bool) -> Place:
    role = line.block.role
    if role is Role.CAPTION:
        return Place.CAPTION
    if role in (Role.TITLE, Role.DUPLICATE):
        return Place.OTHER
    if line.prose and not labelled:
        return Place.BODY if role is Role.BODY else Place.RELATED if role is Role.RELATED else Place.OTHER
    if ground.first is not None and ground.first < line.number:
        return _place_behind(ground, line, form, labelled=labelled)
    if role is Role.RELATED and not labelled and line.near < _BELOW_HEADLINE:
        return Place.RELATED
    # Above the text a line with a date is the page's stamp, whatever else stands on it: writer, section, counters.
    if (labelled and (line.rest <= 14 or form.start - line.block.start <= 40)) or line.rest <= 12:
        return Place.STAMP
    if line.near >= 1.0 and role not in (Role.MENU, Role.COMMENTS, Role.RELATED):
        return Place.STAMP
    return Place.RELATED if line.rest >= 3 else Place.OTHER


def _place_behind(ground: Ground, line: _Line, form: DateForm, *, labelled: bool) -> Place:
    """Behind the first paragraph a date without words stands alone; one behind a headline is another story's."""
    role = line.block.role
    if role is Role.RELATED:
        return Place.RELATED
    if role in _NOT_STAMPED:
        return Place.OTHER
    if labelled and line.rest <= 3:
        return Place.STAMP
    if ground.among_related(line.number):
        return Place.RELATED
    if labelled and (line.rest <= 14 or form.start - line.block.start <= 40):
        return Place.STAMP
    if line.rest <= 1:
        if _BAD_HINT.search(line.block.hint):
            return Place.OTHER
        return Place.STAMP if line.near > 0 or ground.last is None else Place.RELATED
    return Place.RELATED


def stamp_claims(placed: tuple[PlacedDate, ...], layout: Layout) -> tuple[Claim, ...]:
    """The claims of a page's visible stamps, weighed by label, place and the names of the elements around them."""
    claims = []
    for each in placed:
        if each.place is not Place.STAMP or each.role is ClaimRole.OTHER:
            continue
        hint = each.block.hint
        weight = 0.5 + each.near
        note = f"labelled {each.label!r}" if each.label else None
        if each.role is ClaimRole.PUBLISHED:
            weight += 1.8
        elif each.role is ClaimRole.UPDATED:
            weight += 0.5
        if each.rest <= 3:
            weight += 0.5
        if each.form.hour is not None:
            weight += 0.3
        if _PUBLISHED_HINT.search(hint):
            weight += 0.5
        if _GOOD_HINT.search(hint):
            weight += 0.3
        if _BAD_HINT.search(hint):
            weight -= 1.7
        if _TODAY_HINT.search(hint):
            weight -= 1.0
        if each.block.role in (Role.STAMP, Role.CREDIT):
            weight += 0.5
        if weight <= 0.2:
            continue
        span = (each.form.start, each.form.end)
        claim = form_claim(
            each.form, layout.text[span[0] : span[1]], kind="stamp", role=each.role, weight=weight, span=span, note=note
        )
        if claim is not None:
            claims.append(claim)
    return tuple(claims)

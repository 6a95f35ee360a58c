"""Datelines and agency tags: where a text was filed, on which day, and whose text it says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from armstrail.knowledge import table, values
from armstrail.page.date_forms import find_dates
from armstrail.page.date_names import DateForm
from armstrail.page.layout import Block
from armstrail.records import Span


@dataclass(frozen=True, slots=True)
class Dateline:
    """The head of a report: `SEOUL, Oct. 11 (Yonhap) --`. Offsets are code points of the text it was read from."""

    place: str | None
    agency: str | None
    form: DateForm | None
    span: Span


@cache
def _agencies() -> dict[str, str]:
    known: dict[str, str] = {}
    for row in table("agencies"):
        for form in (row["name"], *values(row["forms"])):
            known.setdefault(form.casefold(), row["name"])
    return known


def agency_named(words: str) -> str | None:
    """The usual tag of the agency that `words` names, in whatever form or script; None where they name none.

    An agency's short tag must stand in its own capitals ("AP", not "ap"): short words of other languages look the same.
    """
    words = words.strip(" \t.,;:()[]【】<>")
    found = _agencies().get(words.casefold())
    if found is None or (len(words) <= 4 and words.isascii() and words.islower() and words != found):
        return None
    return found


_PLACE = r"[A-ZÀ-ÞĀ-Ž][\w.'’`-]*(?:[ /]+(?:of|de|la|al|el|upon|the|on|&|and)?\s?[A-ZÀ-ÞĀ-Ž][\w.'’`-]*){0,4}"
_DASH = r"(?:--+|\.?[—–―]|\.?-(?=\s)|:(?=\s))"
_MONTH = r"[A-Z](?:[a-z]{2,8}|[A-Z]{2,8})\.?"
_DATED = rf"(?:(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH})(?:,?\s\d{{4}})?)"
_DATED_WHOLE = rf"(?:(?:{_MONTH}\s\d{{1,2}},?|\d{{1,2}}\s{_MONTH})\s\d{{4}})"
_DATELINE = re.compile(
    rf"[\s“\"‘'▲■●*]{{0,3}}(?:(?P<place>{_PLACE}(?:,\s{_PLACE}){{0,2}}?)(?:\s?\[[A-Z][\w ]{{2,25}}\])?\s?[,.]?\s?)?"
    rf"(?:,?\s?(?P<date>{_DATED}),?\s?)?(?:\s?[(\[](?P<agency>[^()\[\]]{{2,40}})[)\]])?\s?{_DASH}\s*",
)
_SLASHED = re.compile(
    rf"\s*(?P<place>{_PLACE}),\s(?P<date>{_DATED})[.,]?\s/(?P<agency>[^/\n]{{2,30}})/[.,]?\s*[—–-]*\s*"
)
_UNDASHED = re.compile(
    rf"\s*(?P<place>{_PLACE}(?:,\s{_PLACE})?),\s(?P<date>{_DATED})\s?\((?P<agency>[^()\n]{{2,30}})\)\s+(?=[A-Z“\"‘])"
)
_STOPPED = re.compile(
    rf"\s*(?P<place>{_PLACE}(?:,\s{_PLACE})?),\s(?P<date>{_DATED_WHOLE})(?P<agency>(?!))?\.\s+(?=[A-Z“\"‘])"
)
_ENCLOSED = re.compile(
    rf"\s*\((?P<place>{_PLACE}(?:,\s{_PLACE})?),\s(?P<date>{_DATED_WHOLE})(?P<agency>(?!))?\)\s?{_DASH}\s*"
)
_DESK = re.compile(rf"\s*[\[【](?P<desk>[^\[\]【】\n]{{2,40}})[\]】]\s*(?P<date>{_DATED_WHOLE})\s?{_DASH}\s*(?=\S)")
_DATE_ALONE = re.compile(rf"\s*(?P<date>{_DATED_WHOLE})\.\s+(?=[A-Z“\"‘])")
_EQUALS = re.compile(r"[(\[【]\s*(?P<place>[^()\[\]=]{2,40}?)\s?[=＝]\s?(?P<agency>[^()\[\]=]{2,30}?)\s*[)\]】]")
_LEADING = re.compile(
    rf"[\s]*(?:[(\[【](?P<tag>[^()\[\]【】]{{2,40}})[)\]】]|(?:By\s)?(?P<bare>[A-Z][\w /]{{1,24}}?))\s*(?:{_DASH})\s*"
)
_LEADING_TAG = re.compile(r"\s*[\[【](?P<tag>[^\[\]【】]{2,40})[\]】]\s")
_TRAILING = re.compile(
    r"(?:[(\[（【]\s*(?:END/)?(?P<tag>[^()\[\]（）【】]{2,40}?)\s*[)\]）】]|(?:^|\s)(?:[—–/-]{1,2}\s?|/)(?P<bare>[^\s—–/.][^—–/.]{1,30}))[\s.”\"]*$"
)
_GAP = " \t\xa0,.:;/|=()[]【】–—―-"
_CELL_DATE = re.compile(rf"{_DATED}(?!\w)")
_CELL_PLACE = re.compile(r"[A-ZÀ-ÞĀ-Ž](?:[\w'’`-]|\.(?=\S))*")
_CELLS_END = re.compile(r"[.)\]/:–—―]\s|-\s?$|[–—―]$")
_FORMS = (_SLASHED, _ENCLOSED, _DATELINE, _UNDASHED, _STOPPED)
_NOT_PLACES = frozenset(
    {"update", "updated", "breaking", "exclusive", "analysis", "opinion", "photo", "video", "watch", "read", "image", "note",
     "editor", "correction", "explainer", "live", "factbox", "interview", "tags", "source", "advertisement", "related",
     "share", "by", "published", "posted", "question", "answer", "q", "a", "file",
     "on", "in", "at", "from", "since", "until", "after", "before", "the", "as"}
)  # fmt: skip


def dateline_of(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens the paragraph `text[start:end]`, or None.

    A place alone counts in capitals ("WASHINGTON —"); in small letters only with a day or an agency behind it.
    """
    head = text[start : min(end, start + 130)]
    equals = _EQUALS.match(head.lstrip())
    if equals is not None:
        shift = start + len(head) - len(head.lstrip())
        agency = agency_named(equals["agency"]) or equals["agency"].strip()
        return Dateline(equals["place"].strip(), agency, None, (shift, shift + equals.end()))
    celled = _from_cells(text, start, head)
    if celled is not None:
        return celled
    match = next((m for form in _FORMS if (m := form.match(head)) is not None), None)
    if match is not None and match.end() < len(head):
        found = _from_match(match, text, start)
        if found is not None:
            return found
    desk = _DESK.match(head) or _DATE_ALONE.match(head)
    if desk is not None:
        form = _date_form(desk, text, start)
        tag = _tag(desk.groupdict().get("desk") or "")
        return Dateline(None, tag, form, (start, start + desk.end())) if form is not None else None
    leading = _LEADING.match(head) or _LEADING_TAG.match(head)
    if leading is not None:
        words = leading["tag"] or leading.groupdict().get("bare") or ""
        tag = _tag(words)
        if tag is not None:
            return Dateline(None, tag, None, (start, start + leading.end()))
    return None


@cache
def agency_pattern() -> str:
    """A pattern, in one group, of every agency's names as they are written and in capitals, the longest first."""
    forms = {form for row in table("agencies") for form in (row["name"], *values(row["forms"]))}
    names = sorted({*forms, *(form.upper() for form in forms)}, key=lambda name: (-len(name), name))
    return rf"({'|'.join(map(re.escape, names))})(?:\.[A-Za-z]{{2,3}})?(?!\w|\.\w)"


@cache
def _agency_names() -> re.Pattern[str]:
    return re.compile(agency_pattern())


def _from_cells(text: str, start: int, head: str) -> Dateline | None:
    """A dateline whose place, day and agency stand apart in any order, whatever is between them: `Kyiv. 3 May. TASS –`.

    At least two of the three, the agency one that is known, and a sign behind them that closes them.
    """
    places: list[str] = []
    form = agency = None
    at, gap = 0, ""
    while True:
        start_of_gap, at = at, at + len(head[at:]) - len(head[at:].lstrip(_GAP))
        gap = head[start_of_gap:at]
        named = _agency_names().match(head, at)
        dated = _CELL_DATE.match(head, at) if form is None else None
        forms = find_dates(dated[0]) if dated is not None else ()
        if named is not None:
            agency = agency or agency_named(named[1])
            at = named.end()
        elif dated is not None and forms:
            form = DateForm(start + at + forms[0].start, start + at + forms[0].end, forms[0].readings, forms[0].weekday)
            at = dated.end()
        elif form is None or agency is None:
            words = _place_words(head, at) if not places or (form is None and agency is None) else None
            if words is None or len(places) == 3:
                break
            if not places or gap in (", ", "/") or (gap == ". " and places[-1] == "St"):
                places.append(gap + words if places else words)
            at += len(words)
        else:
            break
    if (
        (form is None) + (agency is None) + (not places) > 1
        or not _CELLS_END.search(gap)
        or not re.match(r"[A-ZÀ-Þ“\"‘'\d]", head[at:])
    ):
        return None
    if places and places[0].split()[0].casefold() in _NOT_PLACES:
        return None
    return Dateline("".join(places) or None, agency, form, (start, start + at))


def _place_words(head: str, at: int) -> str | None:
    """The capitalised words at `at` that may name a place, up to a day or an agency."""
    end = at
    for count in range(4):
        begin = end if count == 0 else end + 1
        if count and (
            head[end : end + 1] != " " or _CELL_DATE.match(head, begin) or _agency_names().match(head, begin)
        ):
            break
        word = _CELL_PLACE.match(head, begin)
        if word is None:
            break
        end = word.end()
    return head[at:end] if end > at else None


def _from_match(match: re.Match[str], text: str, start: int) -> Dateline | None:
    place, dated, tag = match["place"], match["date"], match["agency"]
    if place is None:
        return None
    if place.split()[0].casefold().rstrip(".:") in _NOT_PLACES:
        return None
    capitals = place.upper() == place and len(place) >= 3
    form = _date_form(match, text, start) if dated is not None else None
    agency = None
    if tag is not None:
        agency = _tag(tag)
        if (
            agency is None
            and re.fullmatch(r"[A-Z][\w./-]{1,12}|[A-Z][\w.-]+(?: [A-Z0-9][\w.-]*){0,2}", tag.strip())
            and (capitals or form)
        ):
            agency = tag.strip()
    if not (form or agency or (capitals and dated is None and tag is None)):
        return None
    if capitals and form is None and agency is None and agency_named(place):
        return Dateline(None, agency_named(place), None, (start, start + match.end()))
    return Dateline(_place_name(place), agency, form, (start, start + match.end()))


def _date_form(match: re.Match[str], text: str, start: int) -> DateForm | None:
    """The date of a dateline that was matched in `text` from `start` on."""
    shift = start + match.start("date")
    forms = find_dates(text[shift : start + match.end("date")])
    if not forms:
        return None
    return DateForm(forms[0].start + shift, forms[0].end + shift, forms[0].readings, forms[0].weekday)


def _place_name(words: str) -> str:
    words = words.strip(" ,")
    return words if re.search(r"\b[A-Z]\.(?:[A-Z]\.)*$", words) else words.rstrip(".")


def in_dateline(text: str, block: Block, form: DateForm) -> bool:
    """Whether a date form belongs to the dateline of its block."""
    found = dateline_of(text, block.start, block.end)
    return found is not None and form.start < found.span[1]


_WITH = re.compile(
    r"^\s*(?:avec\s|mit\s(?:material\svon\s)?|con\s"
    r"(?:información\sde\s)?|com\s(?:informações\sda?\s)?|med\s|met\s|с\s|по материалам\s)",
    re.IGNORECASE,
)


def _tag(words: str) -> str | None:
    """The agency of a tag, which may stand with a partner, a place or a word: `AFP/Reuters`, `Seoul, Yonhap`, `mit dpa`."""
    words = _WITH.sub("", words)
    whole = agency_named(words)
    if whole is not None:
        return whole
    for part in re.split(r"[/,;&]|\sand\s|\s[-–—]\s", words):
        found = agency_named(part)
        if found is not None:
            return found
    return None


def is_tag(text: str) -> bool:
    """Whether a line is an agency's tag in brackets and nothing else."""
    return len(text) <= 40 and _WHOLE_TAG.match(text) is not None and _tag(text.strip(" ([【)]】")) is not None


_WHOLE_TAG = re.compile(r"[(\[【][^()\[\]【】]{2,36}[)\]】]$")


def trailing_tag(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The agency tag that closes a paragraph: `... he said. (Yonhap)`, `(Seoul = News 1)`, `—Reuters`."""
    offset = max(start, end - 80)
    tail = text[offset:end]
    equals = next(reversed(list(_EQUALS.finditer(tail))), None)
    if equals is not None and not tail[equals.end() :].strip(" ."):
        agency = agency_named(equals["agency"]) or equals["agency"].strip()
        return agency, (offset + equals.start(), offset + equals.end())
    match = _TRAILING.search(tail)
    if match is None:
        return None
    group = "tag" if match["tag"] else "bare"
    words = match[group]
    if (
        group == "bare"
        and start < offset + match.start()
        and tail[: match.start()].rstrip()[-1:] not in set(".!?”\"’'")
    ):
        return None
    agency = _tag(words) if group == "tag" else agency_named(words)
    if agency is None or re.search(r"photo|pool|file|image|picture", words, re.IGNORECASE):
        return None
    return agency, (offset + match.start(group), offset + match.end(group))

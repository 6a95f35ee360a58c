"""What a reader of the field knows: years that a text names, dated occasions, wars, terms of office, copyright years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice

from armstrail.knowledge import table, values
from armstrail.page.clue import AnyFit, Clue, always, elapsed_fit, relative_fit, since, term_fit, until, year_fit
from armstrail.page.layout import Block, Layout
from armstrail.page.tense import sentence_around, spoken_as
from armstrail.records import Span

_MOST_IN_A_BLOCK = 40
_YEAR = re.compile(
    r"\b(?:in|since|during|of|late|early|mid-|from)\s(?:late |early |mid-)?(?P<year>(?:19|20)\d{2})\b(?![-–/]\d)",
    re.IGNORECASE,
)
_MEANT = re.compile(r"\bfor\s$")
"""Before a year: what a plan or a budget is for may lie ahead, whatever the tense."""
_ANY_DATE_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def year_clues(layout: Layout, body: list[Block]) -> Iterator[Clue]:
    """Bare years: the newest that is past bounds the text from below and draws it near, one ahead bounds it from above."""
    newest: tuple[int, Span] | None = None
    for block in body:
        for match in islice(_ANY_DATE_YEAR.finditer(layout.text, block.start, block.end), _MOST_IN_A_BLOCK):
            span = match.span()
            sentence = sentence_around(layout.text, *span, block.start, block.end)
            tense = spoken_as(layout.text, span[0], sentence)
            year = int(match[0])
            bare = _YEAR.search(layout.text, max(block.start, span[0] - 14), min(block.end, span[1] + 3)) is not None
            if tense == "ahead" and (
                bare or re.search(r"by the end of\s$", layout.text[max(0, span[0] - 16) : span[0]])
            ):
                yield Clue(
                    "future",
                    match[0],
                    span,
                    1.0,
                    until(date(year, 12, 31)),
                    True,
                    "spoken of as lying ahead",
                    always(date(year, 12, 31)),
                )
            elif (
                tense == "past"
                and year <= 2100
                and not _MEANT.search(layout.text, max(0, span[0] - 5), span[0])
                and (newest is None or year > newest[0])
            ):
                newest = (year, span)
    if newest is not None:
        year = newest[0]
        yield Clue(
            "newest-past",
            str(year),
            newest[1],
            1.5,
            year_fit(year),
            True,
            "the newest year that the text speaks of as past",
        )


_RELATIVE = re.compile(
    r"\b(?P<word>next month|last month|later this month|earlier this month|this month|next week|last week|this week|later this week|earlier this week|next year|last year|later this year|earlier this year|this year)(?:['’]s)?\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: n
    for n, words in (
        *enumerate(["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"]),
        (16, "sixteen"), (17, "seventeen"), (18, "eighteen"), (19, "nineteen"), (20, "twenty"), (30, "thirty"),
        (40, "forty"), (50, "fifty"), (60, "sixty"), (90, "ninety"), (100, "hundred"), (100, "one hundred"),
        (100, "a hundred"), (1000, "one thousand"), (1000, "a thousand"),
    )
    for word in (words,)
}  # fmt: skip
_NUMBERS["a"] = 1
_INTO = re.compile(
    rf"(?<![\w-])(?P<count>\d{{1,4}}|\d,\d{{3}}|{'|'.join(sorted(_NUMBERS, key=lambda word: (-len(word), word)))})[ -]"
    r"(?P<unit>days?|weeks?|months?|years?)\s(?:into|after|since|of)\s(?:the\s)?(?:start of\s|beginning of\s|outbreak of\s)?"
    r"(?:the\s|its\s|his\s|\w+['’]s\s)?(?:full-scale\s)?"
    r"(?P<what>war|invasion|offensive|fighting|conflict|coup|uprising|civil war)\b",
    re.IGNORECASE,
)


def occasion_clues(layout: Layout, body: list[Block]) -> Iterator[Clue]:
    """Dated occasions that the text looks forward or back to, and time counted from the start of a war."""
    whole = layout.text[body[0].start : body[-1].end]
    lowered = whole.lower()
    for keys, words, rows in _meetings():
        if not any(key in lowered for key in keys):
            continue
        for block in body:
            for match in islice(words.finditer(layout.text, block.start, block.end), _MOST_IN_A_BLOCK):
                yield from _meeting(layout.text, block, match, rows)
    yield from _wars(layout, body, whole)


def _meeting(text: str, block: Block, match: re.Match[str], rows: tuple[tuple[str, date, date], ...]) -> Iterator[Clue]:
    first, last = sentence_around(text, *match.span(), block.start, block.end)
    relative = next(iter(_RELATIVE.finditer(text, first, last)), None)
    if relative is None:
        return
    sentence = text[first:last]
    here = [(start, end) for places, start, end in rows if any(place in sentence for place in values(places))]
    chosen = here or [(start, end) for _, start, end in rows]
    fit = AnyFit(tuple(relative_fit(relative["word"], start, end) for start, end in chosen))
    span = (min(match.start(), relative.start()), max(match.end(), relative.end()))
    note = f"{match[0]}: " + ", ".join(start.isoformat() for start, _ in chosen[:4])
    yield Clue("relative", text[span[0] : span[1]], span, 3.0, fit, True, note)


@cache
def _meetings() -> tuple[tuple[tuple[str, ...], re.Pattern[str], tuple[tuple[str, date, date], ...]], ...]:
    """By series: its names in small letters, their pattern, and place, first and last day of each edition."""
    grouped: dict[str, list[tuple[str, date, date]]] = {}
    for row in table("occasions"):
        if row["kind"] == "meeting":
            grouped.setdefault(row["words"], []).append(
                (row["place"], date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
            )
    return tuple(
        (
            tuple(word.lower() for word in values(words)),
            re.compile(r"\b(?:" + "|".join(re.escape(w) for w in values(words)) + r")\b", re.IGNORECASE),
            tuple(rows),
        )
        for words, rows in grouped.items()
    )


_LONGEST_WAR = 100 * 365.25
_UNIT_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


@dataclass(frozen=True, slots=True)
class _War:
    begin: date
    words: tuple[str, ...]
    places: tuple[str, ...]
    named: re.Pattern[str]
    phrase: re.Pattern[str]


@cache
def _war_rows() -> tuple[_War, ...]:
    rows = []
    for row in table("occasions"):
        if row["kind"] == "war":
            words, places = values(row["words"]), values(row["place"])
            any_word = "|".join(re.escape(word) for word in words)
            any_place = "|".join(re.escape(place) for place in places)
            rows.append(
                _War(
                    date.fromisoformat(row["start"]),
                    words,
                    places,
                    re.compile(rf"\b(?:{any_place})\b"),
                    re.compile(rf"\b(?:{any_word})\s(?:in|on|of|against)\s(?:{any_place})\b|\b(?:{any_place})\swar\b"),
                )
            )
    return tuple(rows)


def _wars(layout: Layout, body: list[Block], whole: str) -> Iterator[Clue]:
    """Time counted from the start of a war, and a war's start as lower bound."""
    counted: list[re.Match[str]] | None = None
    for war in _war_rows():
        if not any(place in whole for place in war.places):
            continue
        if counted is None:
            counted = [match for block in body for match in _INTO.finditer(layout.text, block.start, block.end)]
        for match in counted:
            near = layout.text[max(body[0].start, match.start() - 250) : match.end() + 250]
            if match["what"].lower() in war.words and war.named.search(near):
                said = match["count"].lower().replace(",", "")
                count = int(said) if said.isdecimal() else _NUMBERS.get(said, 0)
                unit = _UNIT_DAYS.get(match["unit"].lower().rstrip("s"), 0.0)
                if not 0 < count * unit < _LONGEST_WAR:  # letters that are not the English ones match them too
                    continue
                fit = elapsed_fit(war.begin, count, unit)
                day = war.begin + timedelta(days=round(count * unit))
                note = f"counted from {war.begin}"
                yield Clue("relative", match[0], match.span(), 2.5, fit, True, note, always(day))
        phrase = war.phrase.search(layout.text, body[0].start, body[-1].end)
        if phrase is not None:
            fit = since(war.begin, before=0.2)
            note = f"began on {war.begin}"
            yield Clue("past", phrase[0], phrase.span(), 1.0, fit, True, note, always(war.begin))


@cache
def _offices() -> tuple[tuple[re.Pattern[str], str, str, date, date], ...]:
    """By tenure: the pattern of office and name, the name's first and last word (both the same where it is one), its days."""
    return tuple(
        (
            re.compile(
                rf"(?<!former )(?<!ex-)(?<!Former )(?<!then-)\b(?:{'|'.join(re.escape(o) for o in values(row['office']))})\s(?:[A-Z][\w.-]+\s){{0,2}}?{re.escape(row['surname'])}\b"
                if len(row["surname"]) > 3
                else rf"(?<!former )(?<!ex-)(?<!Former )(?<!then-)\b(?:{'|'.join(re.escape(o) for o in values(row['office']))})\s{re.escape(row['name'])}\b"
            ),
            row["name"].split()[0],
            row["name"].split()[-1],
            date.fromisoformat(row["from"]),
            date.fromisoformat(row["to"]) if row["to"] else date.max,
        )
        for row in table("tenures")
    )


def tenure_clues(layout: Layout, body: list[Block]) -> Iterator[Clue]:
    """Office-holders called by their office: the text is of their term. The first paragraphs count most."""
    low, high = body[0].start, body[-1].end
    text = layout.text[low:high]
    lead_end = body[min(2, len(body) - 1)].end
    found = 0
    for pattern, first_name, last_name, begin, end in _offices():
        if last_name not in text or first_name not in text:
            continue
        match = pattern.search(layout.text, low, high)
        if match is None:
            continue
        found += 1
        if found > 5:
            return
        weight = 1.5 if match.start() < lead_end else 0.7
        yield Clue(
            "office",
            match[0],
            match.span(),
            weight,
            term_fit(begin, end),
            True,
            f"in office from {begin}" + ("" if end == date.max else f" to {end}"),
        )


_COPYRIGHT_YEAR = re.compile(
    r"(?:©|ⓒ|\(c\)|copyright)\s*(?:copyright\s*)?(?:[^\W\d_][^\d\n©|]{0,40}?[\s,])?(?:\d{4}\s*[-–—]\s*)?(?P<year>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)


def _copyright_lines(layout: Layout) -> Iterator[re.Match[str]]:
    lowered = layout.text.lower()
    if any(sign in lowered for sign in ("©", "ⓒ", "(c)", "copyr")):
        yield from _COPYRIGHT_YEAR.finditer(layout.text)


def copyright_years(layout: Layout) -> frozenset[int]:
    """The years that the page's copyright lines name last."""
    return frozenset(int(match["year"]) for match in _copyright_lines(layout))


def copyright_clues(layout: Layout) -> Iterator[Clue]:
    """The year of the site's copyright line: the page was made by its end."""
    last = max(_copyright_lines(layout), key=lambda match: (match["year"], match.start()), default=None)
    if last is not None:
        year = int(last["year"])
        yield Clue(
            "copyright",
            last[0],
            last.span(),
            1.0,
            until(date(year, 12, 31)),
            True,
            "the site's copyright line",
            always(date(year, 12, 31)),
        )

"""What a page claims about its own date: one record per claim, whatever part of the page makes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from armstrail.knowledge import table, values
from armstrail.page.date_forms import find_dates
from armstrail.page.date_names import DateForm
from armstrail.records import Span


class ClaimRole(StrEnum):
    """What a claimed date is said to be."""

    PUBLISHED = "published"
    UPDATED = "updated"
    UNSAID = "unsaid"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Claim:
    """A date that a page gives itself.

    `days` are the days that it can name, the likelier first; `weight` how much such a claim is worth beside others
    (about 1 for a weak one, 5 for a labelled field); `nearby` are the days that it names in other time zones.
    """

    kind: str
    role: ClaimRole
    days: tuple[date, ...]
    value: str
    weight: float
    span: Span | None = None
    nearby: tuple[date, ...] = ()
    note: str | None = None

    @property
    def day(self) -> date:
        """The likeliest day."""
        return self.days[0]


def form_claim(
    form: DateForm,
    text: str,
    *,
    kind: str,
    role: ClaimRole,
    weight: float,
    span: Span | None = None,
    note: str | None = None,
) -> Claim | None:
    """The claim that a written date makes; None where the form names no whole day."""
    days = form.days
    if not days:
        return None
    return Claim(
        kind=kind,
        role=role,
        days=days,
        value=text,
        weight=weight,
        span=span,
        nearby=zone_days(days[0], form.hour, form.offset),
        note=note,
    )


def zone_days(day: date, hour: int | None, offset: int | None) -> tuple[date, ...]:
    """The other day that a time may fall on in the page's own zone.

    A time in UTC of the small hours is the evening before in the Americas, one of the evening the morning after in
    Asia; a time with a local offset is read as it stands.
    """
    if hour is None or offset not in (0, None):
        return ()
    if hour < 8:
        return (day - timedelta(days=1),)
    return (day + timedelta(days=1),) if hour >= 14 else ()


_ISO = re.compile(
    r"((?:19|20)\d{2})-(\d{2})-(\d{2})(?:[T ](\d{2}):\d{2}(?::\d{2})?(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?$"
)


def _iso_claim(
    match: re.Match[str], kind: str, role: ClaimRole, value: str, weight: float, note: str | None
) -> Claim | None:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    hour = int(match[4]) if match[4] else None
    local = match[5] is not None and match[5].strip("Z+-0:") != ""
    return Claim(kind, role, (day,), value, weight, nearby=() if local else zone_days(day, hour, None), note=note)


_PROGRAM_TIME = re.compile(
    r"(?:[A-Z][a-z]{2},?\s)?(?P<month>[A-Z][a-z]{2})\s(?P<day>\d{1,2})\s[\d:]{5,8}(?:\s[A-Z]{2,5}|\s[+-]\d{4})?\s(?P<year>\d{4})"
)
"""A time as programs print it: "Sun Sep 22 10:00:00 EDT 2024"."""


def value_claim(
    kind: str, role: ClaimRole, value: str, weight: float, note: str | None = None, *, month_first: bool = False
) -> Claim | None:
    """The claim of a machine-readable value: an ISO time, a compact date, a Unix time, or a date in words.

    `month_first` says which order is likelier where `03/04/2024` can be read both ways.
    """
    text = value.strip()[:100]
    plain = _ISO.match(text)
    if plain is not None:
        return _iso_claim(plain, kind, role, value, weight, note)
    compact = re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{2,6}|T[\d.:Z+-]*)?", text)
    if compact is not None:
        text = f"{compact[1]}-{compact[2]}-{compact[3]}"
    elif re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        seconds = int(text[:10])
        day = date(1970, 1, 1) + timedelta(days=seconds // 86400)
        hour = seconds % 86400 // 3600
        return Claim(kind, role, (day,), value, weight, nearby=zone_days(day, hour, 0), note=note)
    program = _PROGRAM_TIME.fullmatch(text)
    if program is not None:
        text = f"{program['day']} {program['month']} {program['year']}"
    forms = [form for form in find_dates(text, "en", month_first=month_first) if form.days]
    return form_claim(forms[0], value, kind=kind, role=role, weight=weight, note=note) if forms else None


# ---------------------------------------------------------------- labels
@cache
def _labels() -> tuple[dict[str, ClaimRole], tuple[int, ...]]:
    """Folded label -> what it says, and the lengths that labels have, longest first."""
    roles: dict[str, ClaimRole] = {}
    for row in table("date_labels"):
        for label in values(row["labels"]):
            roles.setdefault(_folded(label), ClaimRole(row["kind"]))
    return roles, tuple(sorted({len(label) for label in roles}, reverse=True))


def _folded(words: str) -> str:
    return words.replace("İ", "i").casefold()


_TRAIL = re.compile(r"[\s:：,.|(\[（【>–—-]+$")
_PREPOSITION = re.compile(r"(?<=\s)(?:on|at|am|le|el|em|il|op|by)$")
_WEEKDAY_OR_TIME = re.compile(
    r"(?:^|[\s,.|–—-]+)(?:\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?|[^\W\d_]{2,12}[.,]?)[\s,|–—-]*$"
)
_BOUND = re.compile(r"\b(?:after|before|since|until|till|prior to|ahead of)\s+$")
_IN_PAPER = re.compile(
    r"(?:^|[\s|(])(?:first\s|originally\s)?(?:published|appeared|printed)\s(?:in|by)\s[^|.;:\d]{2,60}[,:(–—-]?\s*(?:on\s)?$",
    re.IGNORECASE,
)
"""The words before a date that say in which paper a text stood: "Published in The Quay, "."""
_UNSPACED = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")


def _closing_label(head: str) -> str | None:
    """The label that ends `head` (folded), which no letter of a spaced script may precede."""
    roles, lengths = _labels()
    stripped = _TRAIL.sub("", head)
    for words in (stripped, _TRAIL.sub("", _PREPOSITION.sub("", stripped))):
        for length in lengths:
            label = words[-length:]
            if len(label) == length and label in roles:
                before = words[-length - 1 : -length]
                if not before or not before.isalpha() or _UNSPACED.match(before):
                    return label
    return None


def label_role(head: str, tail: str = "") -> tuple[ClaimRole, str] | None:
    """What the words before a date (or, failing that, those that end the line behind it) say it is, with the label.

    `head` is the text between the date before (or the line's beginning) and this one, `tail` the text that follows.
    """
    roles, _ = _labels()
    if _IN_PAPER.search(head[-90:]):
        return ClaimRole.PUBLISHED, "published in"
    head = _folded(head[-60:])
    if _BOUND.search(head):
        return None  # "no licence was issued after 1 February": a bound, not a stamp
    label = _closing_label(head) if head.strip() else None
    if label is None and head:
        shorter = _WEEKDAY_OR_TIME.sub("", head)
        label = _closing_label(shorter) if shorter != head and shorter else None
    if label is None and 0 < len(tail) <= 40:
        words = _folded(tail).strip(" \t,|)]:–—-.】）")
        label = words if words in roles else None
    return (roles[label], label) if label is not None else None

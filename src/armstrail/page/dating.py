"""The date of first publication, from everything on the page that speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from htmldate import find_date
from lxml.etree import LxmlError

from armstrail.page.ages import age_claims
from armstrail.page.background import copyright_years
from armstrail.page.choice import Choice, choose
from armstrail.page.claims import Claim, ClaimRole
from armstrail.page.clue import YEARLESS, Clue
from armstrail.page.clues import clues_of
from armstrail.page.fields import field_claims, own_url, url_claims
from armstrail.page.inference import DOUBTED, FIRST_DAY, LAST_DAY, contradictions, evening_before, restamp, solve
from armstrail.page.issues import IssueDate, issue_date
from armstrail.page.layout import Layout
from armstrail.page.repost import repost_make
from armstrail.page.source import Source
from armstrail.page.stamps import Ground, Place, PlacedDate, is_american, month_first, place_dates, stamp_claims
from armstrail.records import DateEvidence, DateVerdict, Published, Span, Stamp, When


@dataclass(frozen=True, slots=True)
class Dating:
    """What the date step found."""

    published: Published | None = None
    stamped: tuple[Stamp, ...] = ()
    evidence: tuple[DateEvidence, ...] = ()
    restamped: bool = False
    verdict: DateVerdict = DateVerdict.UNKNOWN


def date_page(layout: Layout, source: Source) -> Dating:
    """The date of a page's first publication, with its evidence; `source.published` overrides what is inferred.

    The page's own claim stands unless the article's words contradict it; where they do, or where there is no claim, the
    words alone are asked, and where they do not settle it the answer is none.
    """
    ground = Ground(layout)
    placed = place_dates(layout, ground)
    url = source.url or own_url(layout)
    issue = issue_date(layout, ground)
    claims = (
        *_issue_claims(stamp_claims(placed, layout), issue, layout),
        *field_claims(layout, ground.nearness, month_first=month_first(layout)),
        *url_claims(url),
        *age_claims(layout, ground, source.captured),
        *_transport_claims(source),
    )
    captured = source.captured
    claims = _told_by_elements(claims)
    choice = choose(claims, captured, _witness(layout, captured, _others(placed) | _copyright_days(layout)))
    clues = clues_of(layout, ground, placed, captured, url)
    if choice is not None:
        # Where the page dates itself, a stamp without a year is as likely another story's.
        clues = tuple(replace(c, weight=1.0) if c.note == YEARLESS else c for c in clues)
    if choice is not None and is_american(layout):
        choice = evening_before(choice, clues)
    late = captured is not None and any(claim.day > captured and claim.kind not in _NOT_THE_PAGES for claim in claims)
    solved, restamped, against = None, False, 0.0
    days: tuple[date, date] | None
    if choice is not None:
        against = contradictions(clues, choice.day)
        make, reasons = 0.0, ""
        if against >= DOUBTED:
            make, reasons = repost_make(layout, placed, tuple(c for c in choice.supporting if c.kind == "stamp"))
        solved = restamp(clues, make, choice.day)
        restamped = solved is not None
        days = (solved.start, solved.end) if solved is not None else _issued(choice, issue)
    else:
        make, reasons = 0.0, ""
        solved = solve(clues, captured, settle=False)
        days = (solved.start, solved.end) if solved is not None else None
        if issue is not None and (days is None or days[1] < issue.start or issue.end < days[0]):
            days = (issue.start, issue.end)
    given = source.published
    if given is not None:
        days = (given.start, given.end)
    stamped = (*_stamped(claims, layout), *_yearless(clues, days))
    if issue is not None and all(stamp.span != issue.span for stamp in stamped):
        stamped = (
            *(s for s in stamped if not _lies_in(s.span, issue)),
            Stamp(start=issue.start, end=issue.end, span=issue.span),
        )
    evidence = [_claim_evidence(claim, days, captured) for claim in claims]
    evidence.extend(_clue_evidence(clue, days, choice) for clue in clues)
    if make:
        evidence.append(DateEvidence(kind="re-post", value=reasons, supports=restamped, note="the make of the page"))
    if choice is not None and choice.note:
        evidence.append(DateEvidence(kind="zone", value=choice.note, supports=not restamped, when=_when(choice.day)))
    if captured is not None:
        evidence.append(
            DateEvidence(
                kind="capture",
                value=captured.isoformat(),
                supports=True,
                when=_when(captured),
                note="published no later",
            )
        )
    if given is not None:
        evidence.insert(0, DateEvidence(kind="given", value=given.start.isoformat(), supports=True, when=given))
    verdict = _verdict(days, late=late, doubtful=restamped or against >= 2.0 or _outdated(claims, days))
    published = Published(start=days[0], end=days[1], evidence=tuple(evidence)) if days else None
    return Dating(published, stamped, tuple(evidence), restamped, verdict)


def _lies_in(span: Span | None, issue: IssueDate) -> bool:
    return span is not None and issue.span[0] <= span[0] and span[1] <= issue.span[1]


def _issue_claims(claims: tuple[Claim, ...], issue: IssueDate | None, layout: Layout) -> tuple[Claim, ...]:
    """The stamps' claims, with that of an issue's heading where it names one day and is not among them."""
    if issue is None or issue.start != issue.end or any(_lies_in(claim.span, issue) for claim in claims):
        return claims
    return (*claims, issue.claim(layout.text))


def _issued(choice: Choice, issue: IssueDate | None) -> tuple[date, date]:
    """The chosen day, or the days of the issue where nothing but its heading speaks for that day."""
    if issue is not None and all(_lies_in(claim.span, issue) for claim in choice.supporting):
        return issue.start, issue.end
    return choice.day, choice.day


def _verdict(days: tuple[date, date] | None, *, late: bool, doubtful: bool) -> DateVerdict:
    if late:
        return DateVerdict.IMPOSSIBLE
    if days is None:
        return DateVerdict.UNKNOWN
    return DateVerdict.SUSPECT if doubtful else DateVerdict.CONSISTENT


def _outdated(claims: tuple[Claim, ...], days: tuple[date, date] | None) -> bool:
    """Whether two labelled fields of the page name publication days more than three days apart."""
    told = {
        c.day
        for c in claims
        if c.role is ClaimRole.PUBLISHED and c.weight >= 4 and c.kind in ("meta", "json-ld", "stamp")
    }
    return days is not None and len(told) > 1 and (max(told) - min(told)).days > 3


def _when(day: date) -> When:
    return When(start=day, end=day)


def _others(placed: tuple[PlacedDate, ...]) -> frozenset[date]:
    """Days that stand on the page beside other stories only."""
    beside = {day for each in placed if each.place in (Place.RELATED, Place.OTHER) for day in each.form.days}
    return frozenset(beside - {day for each in placed if each.place is Place.STAMP for day in each.form.days})


def _copyright_days(layout: Layout) -> frozenset[date]:
    """The first of January of the years of copyright lines, which a search for any date makes of them."""
    return frozenset(date(year, 1, 1) for year in copyright_years(layout))


def _witness(layout: Layout, captured: date | None, others: frozenset[date]) -> Callable[[], date | None] | None:
    """Htmldate on the tree that the layout was made from; bounded by the capture day and never by the clock.

    Its extensive search is not used: that reads dates without a year against the clock, and takes seconds to load.
    """
    tree = layout.tree
    if tree is None:
        return None
    latest = (captured or LAST_DAY).isoformat()

    def ask() -> date | None:
        try:
            found = find_date(tree, extensive_search=False, original_date=True, max_date=latest)
        except (ValueError, TypeError, LxmlError, RecursionError):
            return None
        day = date.fromisoformat(found) if found else None
        return None if day in others else day

    return ask


def _claim_evidence(claim: Claim, days: tuple[date, date] | None, captured: date | None) -> DateEvidence:
    notes = [claim.note] if claim.note else []
    if claim.role is not ClaimRole.UNSAID:
        notes.insert(0, claim.role.value)
    if captured is not None and claim.day > captured:
        notes.append(f"after the capture on {captured}: impossible")
    supports = days is not None and any(days[0] <= day <= days[1] for day in (*claim.days, *claim.nearby))
    return DateEvidence(
        kind=claim.kind,
        value=claim.value[:200],
        span=claim.span,
        supports=supports,
        when=_when(claim.day),
        note="; ".join(notes) or None,
    )


def _clue_evidence(clue: Clue, days: tuple[date, date] | None, choice: Choice | None) -> DateEvidence:
    if days is not None and not (
        days[0] >= FIRST_DAY and days[1] <= LAST_DAY
    ):  # a given date that no page of the web has
        days = None
    supports = days is not None and max(clue.fit(days[0]), clue.fit(days[1])) >= 0.5
    anchor = days[1] if days is not None else choice.day if choice is not None else None
    named = clue.resolve(anchor) if clue.resolve is not None and anchor is not None else None
    return DateEvidence(
        kind=clue.kind,
        value=clue.value[:200],
        span=clue.span,
        supports=supports,
        when=_when(named) if named is not None else None,
        note=clue.note,
    )


_NOT_THE_PAGES = ("url", "claimed")
"""Kinds of claims that do not make a page impossible where they lie ahead: it does not make them as a date of its own."""
_FIELD_KINDS = ("meta", "json-ld", "microdata", "time")


def _transport_claims(source: Source) -> Iterator[Claim]:
    """The day that a feed, a sitemap or a line of input claims for the page; a longer span of days is no claim."""
    claimed = source.claimed
    if claimed is not None and claimed.start == claimed.end and FIRST_DAY <= claimed.start <= LAST_DAY:
        note = f"claimed by the {source.transport} that brought the page"
        yield Claim("claimed", ClaimRole.UNSAID, (claimed.start,), claimed.start.isoformat(), 2.5, note=note)


def _told_by_elements(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims, where a stamp that says nothing of itself is what the element says that shows it ("updated")."""
    said = {
        claim.span: claim.role
        for claim in claims
        if claim.kind in ("time", "microdata") and claim.span is not None and claim.role is not ClaimRole.UNSAID
    }
    if not said:
        return claims
    told = []
    for claim in claims:
        silent = claim.kind == "stamp" and claim.role is ClaimRole.UNSAID
        role = said.get(claim.span) if silent and claim.span is not None else None
        told.append(replace(claim, role=role) if role is not None else claim)
    return tuple(told)


def _yearless(clues: tuple[Clue, ...], days: tuple[date, date] | None) -> Iterator[Stamp]:
    """Stamps without a year, in the year that the page was found to be of."""
    for clue in clues:
        if clue.note == YEARLESS and days is not None and clue.resolve is not None and days[1] <= LAST_DAY:
            day = clue.resolve(days[1])
            if day is not None and clue.fit(day) == 1.0 and days[0] <= day <= days[1]:
                yield Stamp(start=day, end=day, span=clue.span, kind="unsaid")


def _stamped(claims: tuple[Claim, ...], layout: Layout) -> tuple[Stamp, ...]:
    """Every date that the page claims for itself: the visible stamps, then fields whose day no visible stamp shows.

    Above a headline that has a stamp of its own below it, a date that says nothing of itself is the day of the visit.
    """
    headline = layout.title_span[0] if layout.title_span is not None else 0
    visible = [claim for claim in claims if claim.kind == "stamp" and claim.span is not None]
    below = max((claim.weight for claim in visible if claim.span is not None and claim.span[0] > headline), default=0.0)
    stamps: list[Stamp] = []
    for claim in claims:
        if (
            claim.span is not None
            and claim.span[0] < headline
            and claim.weight < below
            and claim.role is ClaimRole.UNSAID
        ):
            continue
        if claim.kind == "stamp" and (claim.weight >= 1.5 or claim.role is not ClaimRole.UNSAID):
            stamps.append(Stamp(start=claim.day, end=claim.day, span=claim.span, kind=_kind(claim.role)))
    shown = {stamp.start for stamp in stamps}
    for claim in claims:
        if (
            claim.kind in _FIELD_KINDS
            and claim.role is not ClaimRole.OTHER
            and claim.weight >= 2
            and claim.day not in shown
        ):
            shown.add(claim.day)
            stamps.append(Stamp(start=claim.day, end=claim.day, span=claim.span, kind=_kind(claim.role)))
    return tuple(stamps)


def _kind(role: ClaimRole) -> Literal["published", "updated", "unsaid"]:
    if role is ClaimRole.PUBLISHED:
        return "published"
    return "updated" if role is ClaimRole.UPDATED else "unsaid"

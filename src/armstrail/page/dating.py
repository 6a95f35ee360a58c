"""The date of first publication, from everything on the page that speaks of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from htmldate import find_date
from lxml.etree import LxmlError

from armstrail.page.choice import Choice, choose
from armstrail.page.claims import Claim, ClaimRole
from armstrail.page.fields import field_claims, own_url, url_claims
from armstrail.page.layout import Layout
from armstrail.page.source import Source
from armstrail.page.stamps import Ground, place_dates, stamp_claims
from armstrail.records import DateEvidence, DateVerdict, Published, Stamp, When


@dataclass(frozen=True, slots=True)
class Dating:
    """What the date step found."""

    published: Published | None = None
    stamped: tuple[Stamp, ...] = ()
    evidence: tuple[DateEvidence, ...] = ()
    restamped: bool = False
    verdict: DateVerdict = DateVerdict.UNKNOWN


def date_page(layout: Layout, source: Source) -> Dating:
    """The date of a page's first publication, with its evidence; `source.published` overrides what is inferred."""
    ground = Ground(layout)
    placed = place_dates(layout, ground)
    claims = (
        *stamp_claims(placed, layout),
        *field_claims(layout, ground.nearness),
        *url_claims(source.url or own_url(layout)),
    )
    choice = choose(claims, source.captured, _witness(layout, source.captured))
    given = source.published
    evidence = tuple(_claim_evidence(claim, choice, source.captured) for claim in claims)
    stamped = _stamped(claims)
    if given is not None:
        own = DateEvidence(kind="given", value=given.start.isoformat(), supports=True, when=given)
        evidence = (own, *evidence)
        return Dating(Published(start=given.start, end=given.end, evidence=evidence), stamped, evidence)
    if choice is None:
        late = source.captured is not None and any(claim.day > source.captured for claim in claims)
        return Dating(None, stamped, evidence, False, DateVerdict.IMPOSSIBLE if late else DateVerdict.UNKNOWN)
    published = Published(start=choice.day, end=choice.day, evidence=evidence)
    return Dating(published, stamped, evidence, False, DateVerdict.CONSISTENT)


_FAR = date(2099, 12, 31)


def _witness(layout: Layout, captured: date | None) -> Callable[[], date | None] | None:
    """Htmldate on the tree that the layout was made from; bounded by the capture day and never by the clock."""
    tree = layout.tree
    if tree is None:
        return None

    def ask() -> date | None:
        try:
            found = find_date(tree, extensive_search=True, original_date=True, max_date=(captured or _FAR).isoformat())
        except (ValueError, TypeError, LxmlError, RecursionError):
            return None
        return date.fromisoformat(found) if found else None

    return ask


def _claim_evidence(claim: Claim, choice: Choice | None, captured: date | None) -> DateEvidence:
    notes = [claim.note] if claim.note else []
    if claim.role is not ClaimRole.UNSAID:
        notes.insert(0, claim.role.value)
    if captured is not None and claim.day > captured:
        notes.append(f"after the capture on {captured}: impossible")
    supports = choice is not None and (choice.day in claim.days or choice.day in claim.nearby)
    return DateEvidence(
        kind=claim.kind,
        value=claim.value[:200],
        span=claim.span,
        supports=supports,
        when=When(start=min(claim.days), end=max(claim.days)) if len(claim.days) == 1 else None,
        note="; ".join(notes) or None,
    )


_FIELD_KINDS = ("meta", "json-ld", "microdata", "time")


def _stamped(claims: tuple[Claim, ...]) -> tuple[Stamp, ...]:
    """Every date that the page claims for itself: the visible stamps, then fields whose day no visible stamp shows."""
    stamps: list[Stamp] = []
    for claim in claims:
        if claim.kind == "stamp" and (claim.weight >= 1.5 or claim.role is not ClaimRole.UNSAID):
            stamps.append(Stamp(start=claim.day, end=claim.day, span=claim.span, kind=_kind(claim.role)))
    shown = {(stamp.start, stamp.kind) for stamp in stamps}
    for claim in claims:
        if claim.kind in _FIELD_KINDS and claim.role is not ClaimRole.OTHER and claim.weight >= 2:
            key = (claim.day, _kind(claim.role))
            if key not in shown:
                shown.add(key)
                stamps.append(Stamp(start=claim.day, end=claim.day, span=claim.span, kind=key[1]))
    return tuple(stamps)


def _kind(role: ClaimRole) -> Literal["published", "updated", "unsaid"]:
    if role is ClaimRole.PUBLISHED:
        return "published"
    return "updated" if role is ClaimRole.UPDATED else "unsaid"

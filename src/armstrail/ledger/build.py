"""The ledger as a pure function: pages, origins, decisions and reliabilities in, facts out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from armstrail.ledger.book import Book
from armstrail.ledger.facts import Decision, Ledger, Reliability
from armstrail.records import Annotation, OriginGroup

__all__ = ["build_ledger"]


def build_ledger(
    pages: Iterable[Annotation],
    origins: Iterable[OriginGroup] = (),
    decisions: Iterable[Decision] = (),
    reliabilities: Mapping[str, Reliability] | None = None,
) -> Ledger:
    """Everything that the pages together say. The order of pages, origins and decisions makes no difference.

    A page that no origin names is an origin of its own. `reliabilities` gives Admiralty letters by the name of an
    outlet or agency. Pages are read one by one and not kept, so they may come from a generator.
    """
    book = Book(reliabilities)
    by_page = {page: group for group in origins for page in group.pages}
    with book.loading():
        book.decide(decisions)
        for page in pages:
            book.put(page, by_page.get(page.id))
        return book.ledger()
